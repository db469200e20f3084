//! Tiếp nhận: the counter. A procedure is chosen, its case, then the form of the case is filled in and received, guided or
//! not received. Whatever is refused comes back with everything that was typed.

mod asked;
mod bundle;
mod bundle_panel;
mod case_form;
mod choose;
mod drafts;
mod earlier;
mod express;
mod late;
mod needs;
mod open;
mod panel;
mod scan;
mod scans;
mod send;
mod sheet;
mod today;
mod typed;
mod visit;

use super::person;
use crate::Site;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use motcua_identity::{Action, Scope};
use motcua_kernel::{Agency, AgencyId, AgencyKind, Message, Refusal};

pub use scan::of_slip;
pub use scans::RefusedScan;

/// Where the counter is.
const HERE: &str = "/tiep-nhan";

/// The pages of the counter and what its form is sent to.
pub const ROUTES: &[Route] = &[
    person(
        "counter_page",
        "GET",
        HERE,
        &["procedure", "case", "q", "go", "draft", "with", "person"],
        Needs::Permission(Action::Receive),
        || get(open::page),
    ),
    person("read_scan_form", "POST", "/tiep-nhan/quet", &[], Needs::Permission(Action::Receive), || {
        post(scan::scan)
    }),
    person("fill_in_form", "POST", "/tiep-nhan/dien", &[], Needs::Permission(Action::Receive), || {
        post(send::fill_in)
    }),
    person(
        "live_receipt_form",
        "POST",
        "/tiep-nhan/phieu-tam",
        &[],
        Needs::Permission(Action::Receive),
        || post(send::live),
    ),
    person(
        "express_page",
        "GET",
        "/tiep-nhan/nhanh",
        &["procedure", "case", "done"],
        Needs::Permission(Action::Receive),
        || get(express::page),
    ),
    person(
        "receive_express_form",
        "POST",
        "/tiep-nhan/nhanh",
        &[],
        Needs::Permission(Action::Receive),
        || post(express::receive),
    ),
    person("own_day_page", "GET", "/tiep-nhan/hom-nay", &[], Needs::Permission(Action::Receive), || {
        get(today::page)
    }),
    person("drop_draft_form", "POST", "/tiep-nhan/bo-nhap", &[], Needs::Permission(Action::Receive), || {
        post(drafts::throw_away)
    }),
    person("receive_at_counter_form", "POST", HERE, &[], Needs::Permission(Action::Receive), || {
        post(send::receive)
    }),
    person("preview_form", "POST", "/tiep-nhan/xem-truoc", &[], Needs::Permission(Action::Receive), || {
        post(send::preview)
    }),
    person(
        "bundle_page",
        "GET",
        "/tiep-nhan/lien-thong",
        &["group"],
        Needs::Permission(Action::Receive),
        || get(bundle::page),
    ),
    person(
        "receive_bundle_at_counter_form",
        "POST",
        "/tiep-nhan/lien-thong",
        &[],
        Needs::Permission(Action::Receive),
        || post(bundle::receive),
    ),
    person(
        "preview_bundle_form",
        "POST",
        "/tiep-nhan/lien-thong/xem-truoc",
        &[],
        Needs::Permission(Action::Receive),
        || post(bundle::preview),
    ),
    person(
        "live_bundle_form",
        "POST",
        "/tiep-nhan/lien-thong/phieu-tam",
        &[],
        Needs::Permission(Action::Receive),
        || post(bundle::live),
    ),
    person("guide_form", "POST", "/tiep-nhan/huong-dan", &[], Needs::Permission(Action::Guide), || {
        post(send::guide)
    }),
    person(
        "not_receive_form",
        "POST",
        "/tiep-nhan/khong-tiep-nhan",
        &[],
        Needs::Permission(Action::NotReceive),
        || post(send::not_receive),
    ),
];

/// What can not be so, at the field it is about.
pub struct Problem {
    field: String,
    message: Message,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self { field: refusal.field.unwrap_or_default(), message: refusal.message }
    }
}

/// A refusal is shown on the page; every other failure is a page of its own.
fn refused<T>(done: Result<T, Failure>) -> Result<Result<T, Problem>, Failure> {
    match done {
        Ok(it) => Ok(Ok(it)),
        Err(failure) if failure.is_about_what_was_sent() => {
            let sent_before = failure.message.code.0 == "app.key-of-other-request";
            let message = if sent_before { Message::new("web.form-sent-before") } else { failure.message };
            let field = if sent_before { None } else { failure.field };
            Ok(Err(Problem { field: field.unwrap_or_default().into(), message }))
        }
        Err(failure) => Err(failure),
    }
}

/// The counters this person may receive at: code and name.
fn counters(site: &Site, caller: &Caller) -> Vec<(String, String)> {
    let mut counters: Vec<(String, String)> =
        own_counters(site, caller).map(|it| (it.code.clone(), it.name.clone())).collect();
    counters.sort();
    counters.dedup();
    counters
}

/// Their ids.
fn counter_ids(site: &Site, caller: &Caller) -> Vec<AgencyId> {
    own_counters(site, caller).map(|it| it.id).collect()
}

fn own_counters<'a>(site: &'a Site, caller: &'a Caller) -> impl Iterator<Item = &'a Agency> {
    caller
        .account
        .grants_on(caller.now.date())
        .filter(|it| caller.actor_for(site, Action::Receive, Scope::at(it.agency)).is_ok())
        .filter_map(|it| site.context.province.agencies.get(it.agency))
}

/// Where else papers may have been handed in: every other counter of the province, by name.
fn filing_points(site: &Site, caller: &Caller) -> Vec<(String, String)> {
    let today = caller.now.date();
    let here = counters(site, caller);
    let agencies = site.context.province.agencies.iter();
    let others = agencies
        .filter(|it| it.kind == AgencyKind::OneStopUnit && it.validity.holds_on(today))
        .map(|it| (it.code.clone(), it.name.clone()))
        .filter(|point| !here.contains(point) || here.len() > 1);
    let mut points: Vec<(String, String)> = others.collect();
    points.sort_by(|one, other| one.1.cmp(&other.1));
    points
}
