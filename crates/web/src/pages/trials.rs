//! Danh mục: what is tried before it counts, as people read it: a procedure with the clock of each leg, the running
//! dossiers that could go over to its version in force.
//!
//! The same looks as the API's; a page decides nothing and shows nobody who the applicant is.

use super::{Page, html};
use crate::Site;
use crate::api::procedure_check::{ProcedureCheck, checked};
use crate::api::rebase::{RebaseResult, RebaseTrial, approved, proposed, tried};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::catalogue::{Provision, open_drafts};
use motcua_i18n::fold;
use motcua_identity::{Action, Scope};
use motcua_kernel::{AgencyKind, Instant, parse_date, parse_instant};
use serde::Deserialize;
use time::Time;
use time::macros::time;
use uuid::Uuid;

/// When a dossier is brought if only a day is chosen.
const IN_THE_MORNING: Time = time!(8:00);

#[derive(Template)]
#[template(path = "catalogue.html")]
struct List {
    page: Page,
    search: String,
    lines: Vec<Line>,
}

/// A procedure in force.
struct Line {
    code: String,
    name: String,
    field: String,
    /// Where its draft stands, if there is one.
    draft: Option<&'static str>,
}

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Searched {
    search: Option<String>,
}

/// `GET /danh-muc`
pub async fn list(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(searched): Query<Searched>,
) -> Result<Response, Failure> {
    let drafts = open_drafts(&site.context).await?;
    let search = searched.search.unwrap_or_default();
    let words = fold(&search);
    let catalogue = &site.context.province.catalogue;
    let line = |code: &str, field: &str| {
        let name = catalogue.version_on(code, caller.now.date())?.name.clone();
        let text = fold(&format!("{code} {name}"));
        let fits = words.split(' ').all(|word| text.contains(word));
        let draft = drafts.iter().find(|it| it.kept.code == code).map(|it| it.stage.code());
        fits.then(|| Line { code: code.to_owned(), name, field: field.to_owned(), draft })
    };
    let lines = catalogue.procedures().filter_map(|it| line(&it.code, &it.field)).collect();
    let page = Page::new(&site, reader.locale, "label.place-catalogue", Some(&caller), "/danh-muc");
    Ok(html(StatusCode::OK, &List { page, search, lines }))
}

#[derive(Template)]
#[template(path = "procedure_check.html")]
struct Check {
    page: Page,
    code: String,
    counter: String,
    day: String,
    counters: Vec<(String, String)>,
    found: ProcedureCheck,
}

/// From which counter, on which day.
#[derive(Debug, Default, Deserialize)]
pub struct Trial {
    counter: Option<String>,
    day: Option<String>,
}

/// `GET /danh-muc/{code}/kiem-tra`
pub async fn check(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(code): Path<String>,
    Query(trial): Query<Trial>,
) -> Result<Response, Failure> {
    let counters = counters(&site, &caller);
    let first = || counters.first().map(|(code, _)| code.clone());
    let counter = trial.counter.or_else(first).ok_or_else(Failure::not_found)?;
    let at = match trial.day.as_deref().filter(|it| !it.is_empty()) {
        Some(text) => {
            let day = parse_date(text).ok_or_else(|| super::desk::query_wrong("day"))?;
            Instant::local(day, IN_THE_MORNING)
        }
        None => caller.now,
    };
    let found = checked(&site, &caller, &code, &counter, at).await?;
    let page = Page::new(&site, reader.locale, "label.procedure-check", Some(&caller), "/danh-muc");
    let day = at.date().to_string();
    Ok(html(StatusCode::OK, &Check { page, code, counter, day, counters, found }))
}

/// The counters of today where the caller may try something: code and name.
fn counters(site: &Site, caller: &Caller) -> Vec<(String, String)> {
    let tree = &site.context.province.agencies;
    let of_today = tree
        .iter()
        .filter(|it| it.kind == AgencyKind::OneStopUnit && it.validity.holds_on(caller.now.date()));
    let mut counters: Vec<(String, String)> = of_today
        .filter(|it| caller.actor(site, Scope::at(it.id)).is_ok())
        .map(|it| (it.code.clone(), it.name.clone()))
        .collect();
    counters.sort();
    counters
}

#[derive(Template)]
#[template(path = "rebase.html")]
struct Rebase {
    page: Page,
    code: String,
    trial: RebaseTrial,
    result: Option<RebaseResult>,
    proposes: bool,
    approves: bool,
}

/// `GET /danh-muc/{code}/chuyen-phien-ban`
pub async fn rebase(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    shown(&site, reader, caller, code, None).await
}

/// `POST /danh-muc/{code}/chuyen-phien-ban/de-nghi`
pub async fn propose(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(code): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let provision =
        Provision { document: form.text("document").to_owned(), words: form.text("provision").to_owned() };
    let done = proposed(&site, &caller, &code, &provision, Some(&chosen(&form))).await?;
    shown(&site, reader, caller, code, Some(done)).await
}

/// `POST /danh-muc/{code}/chuyen-phien-ban/phe-duyet`
pub async fn approve(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(code): Path<String>,
    form: Filled,
) -> Result<Response, Failure> {
    let done = approved(&site, &caller, &code, Some(&chosen(&form))).await?;
    shown(&site, reader, caller, code, Some(done)).await
}

/// The dossiers that were ticked.
fn chosen(form: &Filled) -> Vec<Uuid> {
    form.all("dossier").filter_map(|it| it.parse().ok()).collect()
}

async fn shown(
    site: &Site,
    reader: Reader,
    mut caller: Caller,
    code: String,
    result: Option<RebaseResult>,
) -> Result<Response, Failure> {
    caller.action = Some(Action::CheckCatalogue);
    let trial = tried(site, &caller, &code).await?;
    let holds = |action: Action| {
        caller.account.grants_on(caller.now.date()).any(|it| action.rule().reach(it.role).is_some())
    };
    let (proposes, approves) = (holds(Action::ProposeRebase), holds(Action::ConfirmRebase));
    let page = Page::new(site, reader.locale, "label.rebase", Some(&caller), "/danh-muc");
    Ok(html(StatusCode::OK, &Rebase { page, code, trial, result, proposes, approves }))
}

/// A date or moment of the API as people read it.
pub fn read(text: &str) -> String {
    match (parse_instant(text), parse_date(text)) {
        (Some(at), _) => moment(at),
        (None, Some(day)) => motcua_i18n::spoken_date(motcua_i18n::Locale::Vi, day),
        (None, None) => text.to_owned(),
    }
}

fn moment(at: Instant) -> String {
    let day = at.date();
    format!("{} {:02}/{:02}/{}", crate::words::clock(at), day.day(), u8::from(day.month()), day.year())
}
