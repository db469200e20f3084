//! Nhập tài khoản: an administrator sends a spreadsheet or pastes its lines, looks at what they would do, and lets them.
//!
//! Nothing is kept between the two steps: the page of the preview carries the lines, and they are judged anew.

use super::download::xlsx;
use super::{Page, html, names, person};
use crate::Site;
use crate::api::looks_after;
use crate::door::{Caller, Filled, Reader, Uploaded, with_a_file};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use crate::words::key_of;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::admin::{
    self, ACCOUNT_COLUMNS, AccountVerdict, AccountsPreview, FirstPassword, Importer, JudgedAccount,
};
use motcua_i18n::role_named;
use motcua_identity::Action;
use motcua_kernel::{Message, Refusal};

const HERE: &str = "/tai-khoan/nhap";

/// The pages, and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person("account_import_page", "GET", HERE, &[], Needs::Permission(Action::ManageAccounts), || get(page)),
    person(
        "preview_account_import_form",
        "POST",
        HERE,
        &[],
        Needs::Permission(Action::ManageAccounts),
        || post(preview).layer(with_a_file()),
    ),
    person(
        "apply_account_import_form",
        "POST",
        "/tai-khoan/nhap/ghi",
        &[],
        Needs::Permission(Action::ManageAccounts),
        || post(apply).layer(with_a_file()),
    ),
    person(
        "account_template",
        "GET",
        "/tai-khoan/mau.xlsx",
        &[],
        Needs::Permission(Action::ManageAccounts),
        || get(template),
    ),
];

#[derive(Template)]
#[template(path = "account_import.html")]
struct ImportPage {
    page: Page,
    columns: String,
    /// What was pasted.
    pasted: String,
    problem: Option<Message>,
    seen: Option<Seen>,
}

/// A file that was looked at or used.
struct Seen {
    added: usize,
    changed: usize,
    unchanged: usize,
    rows: Vec<Row>,
    faults: Vec<Fault>,
    /// The lines once more, for the form that lets them be used; empty where there is nothing to do.
    lines: String,
    done: bool,
    passwords: Vec<FirstPassword>,
}

struct Row {
    line: u32,
    login: String,
    name: String,
    role: String,
    agency: String,
    what: String,
}

struct Fault {
    line: u32,
    column: &'static str,
    words: String,
}

/// `GET /tai-khoan/nhap`
async fn page(State(site): State<Site>, Extension(reader): Extension<Reader>, caller: Caller) -> Response {
    html(StatusCode::OK, &blank(&site, reader, &caller))
}

/// `GET /tai-khoan/mau.xlsx`
async fn template() -> Result<Response, Failure> {
    Ok(xlsx("tai-khoan.xlsx", admin::accounts_template()?))
}

/// `POST /tai-khoan/nhap`
async fn preview(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Uploaded,
) -> Result<Response, Failure> {
    let mut shown = blank(&site, reader, &caller);
    form.text("rows").clone_into(&mut shown.pasted);
    let pasted = shown.pasted.clone().into_bytes();
    let bytes = if form.bytes.is_empty() { pasted } else { form.bytes };
    let looked = async {
        if bytes.is_empty() {
            return Err(Failure::from(Refusal::new("web.file-missing")));
        }
        let looks_after = |agency| looks_after(&site, &caller, agency);
        let importer = Importer { role_named: &role_named, looks_after: &looks_after };
        Ok(admin::preview_accounts(&site.context, importer, &bytes).await?)
    };
    match looked.await {
        Ok(preview) => shown.seen = Some(seen(&site, &shown.page, &preview, None)),
        Err(failure) => return refused(shown, failure),
    }
    Ok(html(StatusCode::OK, &shown))
}

/// `POST /tai-khoan/nhap/ghi`
async fn apply(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let mut shown = blank(&site, reader, &caller);
    let looks_after = |agency| looks_after(&site, &caller, agency);
    let importer = Importer { role_named: &role_named, looks_after: &looks_after };
    match admin::import_accounts(&site.context, importer, form.exact("rows").as_bytes()).await {
        Ok(done) => shown.seen = Some(seen(&site, &shown.page, &done.preview, Some(done.passwords))),
        Err(error) => {
            form.exact("rows").clone_into(&mut shown.pasted);
            return refused(shown, error.into());
        }
    }
    Ok(html(StatusCode::OK, &shown))
}

fn blank(site: &Site, reader: Reader, caller: &Caller) -> ImportPage {
    let columns: Vec<&str> = ACCOUNT_COLUMNS.iter().map(|it| it.title).collect();
    ImportPage {
        page: Page::new(site, reader.locale, "label.account-import", Some(caller), "/tai-khoan"),
        columns: columns.join("; "),
        pasted: String::new(),
        problem: None,
        seen: None,
    }
}

fn refused(mut shown: ImportPage, failure: Failure) -> Result<Response, Failure> {
    if failure.status != StatusCode::UNPROCESSABLE_ENTITY {
        return Err(failure);
    }
    shown.problem = Some(failure.message);
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}

fn seen(site: &Site, page: &Page, preview: &AccountsPreview, done: Option<Vec<FirstPassword>>) -> Seen {
    let count = |verdict| preview.count(verdict);
    let (added, changed) = (count(AccountVerdict::Added), count(AccountVerdict::Changed));
    let to_do = done.is_none() && preview.faults.is_empty() && added + changed > 0;
    let fault = |it: &admin::Fault| {
        let column = ACCOUNT_COLUMNS.iter().find(|column| it.refusal.field.as_deref() == Some(column.code));
        Fault {
            line: it.line,
            column: column.map_or("", |it| it.title),
            words: page.say(&it.refusal.message),
        }
    };
    Seen {
        added,
        changed,
        unchanged: count(AccountVerdict::Unchanged),
        rows: preview.rows.iter().map(|it| row(site, page, it)).collect(),
        faults: preview.faults.iter().map(fault).collect(),
        lines: if to_do { lines(site, preview) } else { String::new() },
        done: done.is_some(),
        passwords: done.unwrap_or_default(),
    }
}

fn row(site: &Site, page: &Page, row: &JudgedAccount) -> Row {
    let what = match row.verdict {
        AccountVerdict::Added => "label.account-added",
        AccountVerdict::Changed => "label.account-changed",
        AccountVerdict::Unchanged => "label.account-unchanged",
    };
    Row {
        line: row.line,
        login: row.login.to_string(),
        name: row.name.clone(),
        role: page.word("role", &key_of(&row.grant.role, "")),
        agency: names::agency(site, row.grant.agency),
        what: page.t(what),
    }
}

/// The right lines as a CSV of codes.
fn lines(site: &Site, preview: &AccountsPreview) -> String {
    let titles: Vec<String> = ACCOUNT_COLUMNS.iter().map(|it| it.code.to_owned()).collect();
    let mut text = csv_line(&titles);
    for row in &preview.rows {
        let agency = site.context.province.agencies.get(row.grant.agency);
        let last = row.grant.validity.until.and_then(time::Date::previous_day);
        text.push_str(&csv_line(&[
            row.login.to_string(),
            row.name.clone(),
            key_of(&row.grant.role, ""),
            agency.map(|it| it.code.clone()).unwrap_or_default(),
            row.grant.validity.from.to_string(),
            last.map(|it| it.to_string()).unwrap_or_default(),
        ]));
    }
    text
}

fn csv_line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|it| format!("\"{}\"", it.replace('"', "\"\""))).collect();
    format!("{}\n", cells.join(","))
}
