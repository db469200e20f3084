//! Đổi mật khẩu: one's own password, and the page everybody comes to first whose password must be another.

use super::login::{Next, is_own_path};
use super::page::first_place;
use super::{Page, html, person};
use crate::Site;
use crate::door::{Caller, ClientAddress, Filled, Reader, Via};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::AppError;
use motcua_app::accounts::{Origin, change_own_password};
use motcua_identity::PasswordDue;
use motcua_kernel::{Date, Refusal};

/// Where it is.
pub const OWN_PASSWORD: &str = "/mat-khau";

/// The page and its form.
pub const ROUTES: &[Route] = &[
    person("own_password_page", "GET", OWN_PASSWORD, &["next"], Needs::Account, || get(page)),
    person("own_password_form", "POST", OWN_PASSWORD, &["next"], Needs::Account, || post(change)),
];

#[derive(Template)]
#[template(path = "own_password.html")]
struct OwnPassword {
    page: Page,
    login: String,
    next: String,
    /// Why it must be another.
    due: Option<&'static str>,
    /// The last day on which the present one counts.
    ends: Option<Date>,
    /// How many other browsers were logged out, once it is done.
    done: Option<u64>,
    problems: Vec<(String, String)>,
}

impl OwnPassword {
    fn done_words(&self) -> Option<String> {
        let others = self.done?;
        Some(match others {
            0 => self.page.t("web.own-password-done"),
            some => self.page.t1("web.own-password-done-others", "count", some),
        })
    }

    fn error(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(at, _)| at == field).map(|(_, words)| words.as_str())
    }
}

/// `GET /mat-khau`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(next): Query<Next>,
) -> Result<Response, Failure> {
    Ok(html(StatusCode::OK, &shown(&site, reader, &caller, &next).await?))
}

/// `POST /mat-khau`
async fn change(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    ClientAddress(address): ClientAddress,
    caller: Caller,
    Query(next): Query<Next>,
    form: Filled,
) -> Result<Response, Failure> {
    let passwords = (form.exact("old"), form.exact("new"));
    let address = address.to_string();
    let changed = if passwords.1 == form.exact("again") {
        let stays = match &caller.via {
            Via::Session(token) => Some(token),
            Via::Token(_) => None,
        };
        let (origin, login) = (Origin { address: &address }, caller.account.login.as_str());
        change_own_password(&site.context, origin, login, passwords, stays).await
    } else {
        Err(Refusal::new("web.passwords-differ").at("again").into())
    };
    match changed {
        // Whoever was led here goes on to where they wanted to be.
        Ok(_) if caller.password_due.is_some() => {
            let first = first_place(&caller.account, caller.now.date());
            Ok(Redirect::to(if is_own_path(&next.next) { &next.next } else { first }).into_response())
        }
        Ok(others) => {
            let shown = shown(&site, reader, &caller, &next).await?;
            Ok(html(StatusCode::OK, &OwnPassword { done: Some(others), ..shown }))
        }
        Err(error @ AppError::Refused(_)) => {
            let failure = Failure::from(error).waiting_from(site.context.clock.now());
            let mut shown = shown(&site, reader, &caller, &next).await?;
            let field = failure.field.as_deref().unwrap_or("old").to_owned();
            shown.problems = vec![(field, shown.page.say(&failure.message))];
            let mut response = html(failure.status, &shown);
            failure.say_when(response.headers_mut());
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

async fn shown(site: &Site, reader: Reader, caller: &Caller, next: &Next) -> Result<OwnPassword, Failure> {
    let mut page = Page::new(site, reader.locale, "label.own-password", Some(caller), OWN_PASSWORD);
    if caller.password_due.is_some() {
        // There is nowhere else to go yet.
        page.places.clear();
        page.searches = false;
        page.live = None;
    }
    let ends = motcua_app::accounts::own_password_ends(&site.context, &caller.account.login).await?;
    let next = if is_own_path(&next.next) { next.next.clone() } else { String::new() };
    let due = caller.password_due.map(|it| match it {
        PasswordDue::Given => "web.own-password-given",
        PasswordDue::Aged => "web.own-password-aged",
    });
    let login = caller.account.login.to_string();
    Ok(OwnPassword { page, login, next, due, ends, done: None, problems: Vec::new() })
}
