//! Việc cần làm: the desk of an agency, the most urgent first; what can be done there with several dossiers at once; and
//! the keys it is worked with.

mod asked;
mod bulk;
mod count;
mod groups;
mod keys;
mod line;
mod list;
mod peek;

#[cfg(test)]
pub use asked::TABS;
#[cfg(test)]
pub use bulk::BulkVerb;
pub use bulk::{Agreed, MOST_ROWS, why_not, wrong};
pub use line::{Left, left, tail};

use super::person;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use crate::{Site, live, words};
use axum::http::StatusCode;
use motcua_identity::{Action, Scope};
use motcua_kernel::{Actor, Agency, AgencyId, Message, Refusal};

/// Where the desk is.
const HERE: &str = "/viec-can-lam";

/// The pages of the desk and what its forms are sent to.
pub const ROUTES: &[Route] = &[
    person("desk_page", "GET", HERE, asked::NAMES, Needs::Permission(Action::ViewDossierList), || {
        get(list::page)
    }),
    person("follow_work", "GET", "/so-viec/theo-doi", &["after"], Needs::Account, || get(live::work)),
    person("count_work", "GET", "/so-viec/{what}", &[], Needs::Account, || get(count::count)),
    person(
        "peek_at_dossier",
        "GET",
        "/viec-can-lam/xem/{id}",
        &["leg"],
        Needs::Permission(Action::ViewDossierList),
        || get(peek::page),
    ),
    person(
        "bulk_form",
        "POST",
        "/viec-can-lam/nhieu-ho-so",
        &[],
        Needs::Permission(Action::ViewDossierList),
        || post(bulk::confirm),
    ),
    person(
        "do_in_bulk",
        "POST",
        "/viec-can-lam/nhieu-ho-so/lam",
        &[],
        Needs::Permission(Action::ViewDossierList),
        || post(bulk::perform),
    ),
    person("keys_page", "GET", "/phim-tat", &[], Needs::Account, || get(keys::page)),
    person("switch_keys", "POST", "/phim-tat", &[], Needs::Account, || post(keys::switch)),
];

/// The agency with the code of a query, which must be one of today.
pub fn agency_asked<'a>(site: &'a Site, caller: &Caller, code: &str) -> Result<&'a Agency, Failure> {
    let found = site.context.province.agencies.by_code(code, caller.now.date());
    found.ok_or_else(|| {
        let message = Message::new("web.agency-unknown").with("code", words::shortened(code));
        Failure::new(StatusCode::BAD_REQUEST, message).at("agency")
    })
}

/// The actor who may read who the people of a desk are: it works at the agency, whose lines are its legs and its counter.
///
/// # Errors
/// What `permits` says, and the same for whoever only watches.
pub fn reads_people(site: &Site, caller: &Caller, agency: AgencyId) -> Result<Actor, Refusal> {
    let actor = caller.actor_for(site, Action::ViewPersonalData, Scope::leg_of(agency))?;
    let works_there = caller.account.grants_on(caller.now.date()).any(|it| it.agency == agency);
    let watches = || Refusal::new("identity.not-permitted").with("action", Action::ViewPersonalData);
    works_there.then_some(actor).ok_or_else(watches)
}

/// A value of a query that cannot be meant.
pub fn query_wrong(name: &'static str) -> Failure {
    Failure::new(StatusCode::BAD_REQUEST, Message::new("web.query-wrong").with("name", name)).at(name)
}
