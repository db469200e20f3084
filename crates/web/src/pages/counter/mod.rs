//! Tiếp nhận: the counter. A procedure is chosen, its case, then the form of the case is filled in and received, guided or
//! not received. Whatever is refused comes back with everything that was typed.

mod asked;
mod bundle;
mod case_form;
mod choose;
mod late;
mod sheet;
mod typed;
mod visit;

use super::person;
use crate::Site;
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::routes::{Needs, Route};
use asked::{Asked, in_force};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use motcua_app::intake;
use motcua_dossier::Dossier;
use motcua_identity::{Action, Scope};
use motcua_kernel::{AgencyKind, Message, Refusal};
use serde::Deserialize;
use sheet::Sheet;
use std::collections::BTreeSet;
use typed::Typed;
use visit::Visit;

/// Where the counter is.
const HERE: &str = "/tiep-nhan";

/// The pages of the counter and what its form is sent to.
pub const ROUTES: &[Route] = &[
    person(
        "counter_page",
        "GET",
        HERE,
        &["procedure", "case", "q"],
        Needs::Permission(Action::Receive),
        || get(page),
    ),
    person("receive_at_counter_form", "POST", HERE, &[], Needs::Permission(Action::Receive), || {
        post(receive)
    }),
    person("preview_form", "POST", "/tiep-nhan/xem-truoc", &[], Needs::Permission(Action::Receive), || {
        post(preview)
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
    person("guide_form", "POST", "/tiep-nhan/huong-dan", &[], Needs::Permission(Action::Guide), || {
        post(guide)
    }),
    person(
        "not_receive_form",
        "POST",
        "/tiep-nhan/khong-tiep-nhan",
        &[],
        Needs::Permission(Action::NotReceive),
        || post(not_receive),
    ),
];

/// What was chosen so far.
#[derive(Debug, Default, Deserialize)]
pub struct Chosen {
    #[serde(default)]
    procedure: String,
    #[serde(default)]
    case: String,
    #[serde(default)]
    q: String,
}

/// What can not be so, at the field it is about.
pub struct Problem {
    field: String,
    message: Message,
}

/// `GET /tiep-nhan`
async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Failure> {
    if chosen.procedure.is_empty() {
        return Ok(choose::procedure(&site, reader, &caller, &chosen.q));
    }
    let (procedure, version) = in_force(&site, &chosen.procedure, caller.now)?;
    let case = match (version.cases.as_slice(), chosen.case.as_str()) {
        ([only], "") => only,
        (_, "") => return Ok(choose::case(&site, reader, &caller, procedure, version)),
        (_, code) => version.case(code).ok_or_else(Failure::not_found)?,
    };
    let asked = Asked { procedure, version, case, elsewhere: BTreeSet::new() };
    let counter = counters(&site, &caller).first().map(|(code, _)| code.clone()).unwrap_or_default();
    let typed = Typed::offered(&asked, &counter);
    Ok(Sheet::new(&site, reader, &caller, asked, typed).await?.answer(StatusCode::OK))
}

/// `POST /tiep-nhan/xem-truoc`
async fn preview(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let typed = Typed::sent(&form);
    let asked = Asked::find(&site, &typed, caller.now)?;
    let (_, wrong) = typed.read(&asked);
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Sheet::new(&site, reader, &caller, asked, typed).await?.with(wrong).answer(status))
}

/// `POST /tiep-nhan`
async fn receive(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let visit = Visit::read(&site, &caller, &form)?;
    let mut wrong = visit.wrong();
    wrong.extend(visit.unanswered());
    wrong.extend(visit.missing(&site));
    if wrong.is_empty() {
        let received = async {
            let (actor, submission) = visit.submission(&site, form.once)?;
            Ok(intake::receive_at_counter(&site.context, actor, submission).await?.dossier)
        };
        match refused(received.await)? {
            Ok(dossier) => {
                return Ok(Redirect::to(&format!("{HERE}/{}/giay-tiep-nhan", dossier.id)).into_response());
            }
            Err(problem) => wrong.push(problem),
        }
    }
    let sheet = Sheet::new(&site, reader, &caller, visit.asked, visit.typed).await?;
    Ok(sheet.with(wrong).answer(StatusCode::UNPROCESSABLE_ENTITY))
}

/// `POST /tiep-nhan/huong-dan`
async fn guide(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let visit = Visit::read(&site, &caller, &form)?;
    let mut wrong = visit.wrong();
    if wrong.is_empty() {
        let guided = async {
            let (actor, submission) = visit.submission(&site, form.once)?;
            let items = visit.items(&submission.filing);
            Ok(intake::guide(&site.context, actor, submission, items).await?)
        };
        match refused(guided.await)? {
            Ok(dossier) => return Ok(to_slip(&dossier)),
            Err(problem) => wrong.push(problem),
        }
    }
    let sheet = Sheet::new(&site, reader, &caller, visit.asked, visit.typed).await?;
    Ok(sheet.with(wrong).answer(StatusCode::UNPROCESSABLE_ENTITY))
}

/// `POST /tiep-nhan/khong-tiep-nhan`
async fn not_receive(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    form: Filled,
) -> Result<Response, Failure> {
    let visit = Visit::read(&site, &caller, &form)?;
    let mut wrong = visit.wrong();
    let reason = visit.typed.text("reason").to_owned();
    if reason.is_empty() {
        wrong.push(Refusal::new("intake.reason-missing").at("reason").into());
    }
    if wrong.is_empty() {
        let sent_home = async {
            let (actor, submission) = visit.submission(&site, form.once)?;
            Ok(intake::not_receive(&site.context, actor, submission, reason).await?)
        };
        match refused(sent_home.await)? {
            Ok(dossier) => return Ok(to_slip(&dossier)),
            Err(problem) => wrong.push(problem),
        }
    }
    let sheet = Sheet::new(&site, reader, &caller, visit.asked, visit.typed).await?;
    Ok(sheet.with(wrong).answer(StatusCode::UNPROCESSABLE_ENTITY))
}

fn to_slip(dossier: &Dossier) -> Response {
    Redirect::to(&format!("{HERE}/{}/phieu", dossier.id)).into_response()
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
        Err(failure) if failure.status == StatusCode::UNPROCESSABLE_ENTITY => {
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
    let mut counters: Vec<(String, String)> = caller
        .account
        .grants_on(caller.now.date())
        .filter(|it| caller.actor_for(site, Action::Receive, Scope::at(it.agency)).is_ok())
        .filter_map(|it| site.context.province.agencies.get(it.agency))
        .map(|it| (it.code.clone(), it.name.clone()))
        .collect();
    counters.sort();
    counters.dedup();
    counters
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
