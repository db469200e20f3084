//! Tài khoản: who works here, as those who look after accounts see it. Each form does what the API does.

mod one;
mod open;
mod signing;

use super::{Page, html, names, person};
use crate::Site;
use crate::api::accounts::found;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use crate::words::key_of;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_identity::{Account, Action, Scope};
use motcua_kernel::{Date, Role};
use serde::Deserialize;

const HERE: &str = "/tai-khoan";
const KEEPS: Needs = Needs::Permission(Action::ManageAccounts);
/// Between the code of an agency and its name, as one chooses it.
const BETWEEN: &str = " · ";
/// Accounts of one page.
const SHOWN: usize = 50;

/// The pages, and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person("accounts_page", "GET", HERE, &["search", "after"], KEEPS, || get(list)),
    person("open_account_page", "GET", "/tai-khoan/moi", &[], KEEPS, || get(open::page)),
    person("open_account_form", "POST", "/tai-khoan/moi", &[], KEEPS, || post(open::open)),
    person("account_page", "GET", "/tai-khoan/cua/{login}", &[], KEEPS, || get(one::page)),
    person("give_role_form", "POST", "/tai-khoan/cua/{login}/vai-tro", &[], KEEPS, || post(one::give)),
    person("end_role_form", "POST", "/tai-khoan/cua/{login}/vai-tro/{place}/ket-thuc", &[], KEEPS, || {
        post(one::end)
    }),
    person("give_signing_form", "POST", "/tai-khoan/cua/{login}/ky", &[], KEEPS, || post(signing::give)),
    person("end_signing_form", "POST", "/tai-khoan/cua/{login}/ky/{place}/ket-thuc", &[], KEEPS, || {
        post(signing::end)
    }),
    person("lock_account_form", "POST", "/tai-khoan/cua/{login}/khoa", &[], KEEPS, || post(one::lock)),
    person("unlock_account_form", "POST", "/tai-khoan/cua/{login}/mo", &[], KEEPS, || post(one::unlock)),
    person("renew_password_form", "POST", "/tai-khoan/cua/{login}/mat-khau", &[], KEEPS, || post(one::renew)),
];

#[derive(Template)]
#[template(path = "accounts.html")]
struct List {
    page: Page,
    search: String,
    lines: Vec<Line>,
    first: Option<String>,
    next: Option<String>,
}

/// An account.
struct Line {
    login: String,
    name: String,
    roles: Vec<String>,
    locked: bool,
}

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
struct Searched {
    search: Option<String>,
    after: Option<String>,
}

/// `GET /tai-khoan`
async fn list(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<Searched>,
) -> Result<Response, Failure> {
    let search = asked.search.unwrap_or_default().trim().to_owned();
    let after = asked.after.unwrap_or_default();
    let page = Page::new(&site, reader.locale, "label.place-accounts", Some(&caller), HERE);
    let mut all = found(&site, &caller, &search).await?;
    all.retain(|it| it.login.as_str() > after.as_str());
    let more = all.len() > SHOWN;
    all.truncate(SHOWN);
    let address = |after: &str| {
        let asked = serde_html_form::to_string([("search", search.as_str()), ("after", after)]);
        format!("{HERE}?{}", asked.unwrap_or_default())
    };
    let next = all.last().filter(|_| more).map(|it| address(it.login.as_str()));
    let first = (!after.is_empty()).then(|| address(""));
    let today = caller.now.date();
    let lines = all.iter().map(|it| line(&site, &page, it, today)).collect();
    Ok(html(StatusCode::OK, &List { page, search, lines, first, next }))
}

fn line(site: &Site, page: &Page, account: &Account, today: Date) -> Line {
    let roles = account.grants.iter().filter(|it| it.validity.holds_on(today));
    let role = |it: &motcua_identity::Grant| {
        format!("{}, {}", page.word("role", &key_of(&it.role, "")), names::agency(site, it.agency))
    };
    Line {
        login: account.login.to_string(),
        name: account.display_name.clone(),
        roles: roles.map(role).collect(),
        locked: account.disabled,
    }
}

/// A role as a form asks for it.
#[derive(Clone, Default)]
struct RoleTyped {
    role: String,
    agency: String,
    from: String,
    last: String,
}

impl RoleTyped {
    fn of(form: &crate::door::Filled) -> Self {
        Self {
            role: form.text("role").to_owned(),
            agency: form.text("agency").to_owned(),
            from: form.text("from").to_owned(),
            last: form.text("last").to_owned(),
        }
    }

    /// As the API asks for it.
    fn wanted(&self) -> crate::api::accounts::WantedRole {
        crate::api::accounts::WantedRole {
            role: self.role.clone(),
            agency: code_of(&self.agency).to_owned(),
            from: self.from.clone(),
            last: self.last.clone(),
        }
    }
}

/// An agency is chosen with its name, and meant by its code.
fn code_of(agency: &str) -> &str {
    agency.split(BETWEEN).next().unwrap_or_default().trim()
}

/// What the fields of a role offer.
struct RoleChoices {
    roles: Vec<(String, String)>,
    agencies: Vec<String>,
}

impl RoleChoices {
    fn of(site: &Site, page: &Page, caller: &Caller) -> Self {
        let role = |it: Role| {
            let code = key_of(&it, "");
            (code.clone(), page.word("role", &code))
        };
        let today = caller.now.date();
        let tree = &site.context.province.agencies;
        let theirs = tree
            .iter()
            .filter(|it| it.validity.holds_on(today) && caller.actor(site, Scope::at(it.id)).is_ok());
        let mut agencies: Vec<String> = theirs.map(|it| format!("{}{BETWEEN}{}", it.code, it.name)).collect();
        agencies.sort();
        Self { roles: Role::ALL.into_iter().map(role).collect(), agencies }
    }
}
