//! Thư báo: one's own address of mail, whether it has answered, and what goes there.

use super::{ALERTS, MAIL};
use crate::Site;
use crate::api::own_mail::{address, state_code};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::staff_mail::{self, StaffMailState, Wishes};

#[derive(Template)]
#[template(path = "own_mail.html")]
struct OwnMail {
    page: Page,
    email: String,
    kept: Option<Kept>,
    problems: Vec<(String, String)>,
}

/// What is kept.
struct Kept {
    tag: &'static str,
    state: String,
    morning: bool,
    raised: bool,
}

impl OwnMail {
    fn error(&self) -> Option<&str> {
        self.problems.first().map(|(_, words)| words.as_str())
    }
}

/// `GET /tin-bao/thu`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    shown(&site, reader, &caller, None).await
}

/// `POST /tin-bao/thu`
pub async fn give(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let typed = filled.text("email").to_owned();
    let given = match address(&typed) {
        Ok(address) => staff_mail::give(&site.context, caller.account.id, &address, reader.locale).await,
        Err(refusal) => Err(refusal.into()),
    };
    match given.map_err(Failure::from) {
        Ok(_) => Ok(Redirect::to(MAIL).into_response()),
        Err(failure) if failure.is_about_what_was_sent() => {
            shown(&site, reader, &caller, Some((typed, failure))).await
        }
        Err(failure) => Err(failure),
    }
}

/// `POST /tin-bao/thu/noi-dung`
pub async fn choose(State(site): State<Site>, caller: Caller, filled: Filled) -> Result<Response, Failure> {
    let is_on = |name| !filled.text(name).is_empty();
    let wishes = Wishes { morning: is_on("morning"), raised: is_on("raised") };
    staff_mail::choose(&site.context, caller.account.id, wishes).await?;
    Ok(Redirect::to(MAIL).into_response())
}

/// `POST /tin-bao/thu/bo`
pub async fn forget(State(site): State<Site>, caller: Caller, _: Filled) -> Result<Response, Failure> {
    staff_mail::forget(&site.context, caller.account.id).await?;
    Ok(Redirect::to(MAIL).into_response())
}

async fn shown(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    failed: Option<(String, Failure)>,
) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.own-mail", Some(caller), ALERTS);
    let own = staff_mail::own(&site.context, caller.account.id).await?;
    let kept = own.as_ref().map(|it| Kept {
        tag: match it.state {
            StaffMailState::Given => "warn",
            StaffMailState::Verified => "ok",
            StaffMailState::Bad => "late",
        },
        state: page.word("staff-mail-state", state_code(it.state)),
        morning: it.morning,
        raised: it.raised,
    });
    let status = if failed.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let problems = failed.iter().map(|(_, it)| ("email".to_owned(), page.say(&it.message))).collect();
    let typed = failed.map(|(typed, _)| typed);
    let email = typed.or_else(|| own.map(|it| it.address)).unwrap_or_default();
    Ok(html(status, &OwnMail { page, email, kept, problems }))
}
