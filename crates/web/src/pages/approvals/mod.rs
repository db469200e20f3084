//! Phê duyệt: what waits for a leader's signature, one card a dossier with what is needed to decide, made for a phone
//! between two meetings.

mod card;
mod decide;

use super::dossier::is_offered;
use super::person;
use super::{Page, html};
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
pub use card::applicants;
use card::{Card, cards};
use motcua_identity::Action;
use std::collections::BTreeMap;

/// Where it is.
const HERE: &str = "/phe-duyet";

/// Cards of one page; what is signed makes room for the next.
const CARDS: u64 = 30;

/// The page and what its form is sent to.
pub const ROUTES: &[Route] = &[
    person("approvals_page", "GET", HERE, &[], Needs::Permission(Action::Approve), || get(page)),
    person("decide_form", "POST", HERE, &[], Needs::Permission(Action::Approve), || post(decide::decide)),
];

#[derive(Template)]
#[template(path = "approvals.html")]
struct Approvals {
    page: Page,
    cards: Vec<Card>,
    more: bool,
    key: String,
    done: Vec<Decided>,
    problems: Vec<(String, String)>,
}

/// What came of one decision.
pub struct Decided {
    /// The address of the dossier.
    pub address: String,
    /// The end of its number.
    pub tail: String,
    /// Whether it was done.
    pub done: bool,
    /// What was done, or why not.
    pub words: String,
}

/// What came of a form, and what was typed into it.
#[derive(Default)]
pub struct Came {
    /// What was done.
    pub done: Vec<Decided>,
    /// What must be mended, each with its field.
    pub problems: Vec<(String, String)>,
    /// Reasons as they were typed, by row.
    pub reasons: BTreeMap<String, String>,
}

/// `GET /phe-duyet`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    shown(&site, reader, &caller, Came::default()).await
}

/// The page, with what came of a form.
async fn shown(site: &Site, reader: Reader, caller: &Caller, came: Came) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.place-approvals", Some(caller), HERE);
    let (cards, more) = cards(site, &page, caller, &came).await?;
    let key = site.context.ids.next(caller.now).map_err(motcua_app::AppError::from)?.to_string();
    let status = if came.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (done, problems) = (came.done, came.problems);
    Ok(html(status, &Approvals { page, cards, more, key, done, problems }))
}
