//! A new account: its names, its first role, and the password that is shown once.

use super::{HERE, RoleChoices, RoleTyped};
use crate::Site;
use crate::api::accounts::{keeper, wanted};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::accounts::open_account;

#[derive(Template)]
#[template(path = "account_open.html")]
struct OpenPage {
    page: Page,
    login: String,
    name: String,
    typed: RoleTyped,
    choices: RoleChoices,
    problems: Vec<(String, String)>,
    told: Option<(String, String)>,
}

impl OpenPage {
    fn wrong(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(it, _)| it == field).map(|(_, words)| words.as_str())
    }
}

/// `GET /tai-khoan/moi`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Response {
    html(StatusCode::OK, &blank(&site, reader, &caller))
}

fn blank(site: &Site, reader: Reader, caller: &Caller) -> OpenPage {
    let page = Page::new(site, reader.locale, "label.new-account", Some(caller), HERE);
    let choices = RoleChoices::of(site, &page, caller);
    let typed = RoleTyped { from: caller.now.date().to_string(), ..RoleTyped::default() };
    let (login, name) = (String::new(), String::new());
    OpenPage { page, login, name, typed, choices, problems: Vec::new(), told: None }
}

/// `POST /tai-khoan/moi`
pub async fn open(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let typed = RoleTyped::of(&form);
    let names = (form.text("login"), form.text("name"));
    let done = async {
        let first = wanted(&site, &typed.wanted())?;
        Ok::<_, Failure>(open_account(&site.context, &keeper(&site, &caller), names, first).await?)
    };
    let done = done.await;
    let mut shown = blank(&site, reader, &caller);
    match done {
        Ok((account, password)) => {
            shown.told = Some((account.login.to_string(), password));
            Ok(html(StatusCode::OK, &shown))
        }
        Err(failure) if failure.is_about_what_was_sent() => {
            let field = failure.field.as_deref().unwrap_or_default().to_owned();
            shown.problems = vec![(field, shown.page.say(&failure.message))];
            (shown.login, shown.name) = (names.0.to_owned(), names.1.to_owned());
            shown.typed = typed;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
        }
        Err(failure) => Err(failure),
    }
}
