//! Công việc nền: what is to be done after commits, what was given up, and what comes again by itself. Each form does what
//! the API does.

mod metrics;
mod one;

use super::{Page, html, person};
use crate::Site;
use crate::api::asked::Asked;
use crate::api::jobs::{operator, some, wanted};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::accounts;
use motcua_app::duties::{self, Change, Count, JobRow, JobState, Overview, Recurring, RecurringState};
use motcua_identity::Action;
use std::collections::{BTreeMap, BTreeSet};

/// The place of these pages in the navigation.
const PLACE: &str = "/quan-tri";
const HERE: &str = "/quan-tri/cong-viec";
const OPERATES: Needs = Needs::Permission(Action::OperateSystem);

/// The pages, and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person("metrics", "GET", "/metrics", &[], Needs::Nothing, || get(metrics::show)),
    person("jobs_page", "GET", HERE, &["state", "kind", "after", "told"], OPERATES, || get(list)),
    person("job_page", "GET", "/quan-tri/cong-viec/{id}", &["told"], OPERATES, || get(one::page)),
    person("mend_job_form", "POST", "/quan-tri/cong-viec/{id}/sua", &[], OPERATES, || post(one::mend)),
    person("send_job_form", "POST", "/quan-tri/cong-viec/{id}/gui-lai", &[], OPERATES, || post(one::send)),
    person("discard_job_form", "POST", "/quan-tri/cong-viec/{id}/bo", &[], OPERATES, || post(one::discard)),
    person("run_recurring_form", "POST", "/quan-tri/cong-viec/dinh-ky/{name}", &[], OPERATES, || {
        post(run_now)
    }),
];

#[derive(Template)]
#[template(path = "jobs.html")]
struct List {
    page: Page,
    told: Option<&'static str>,
    tabs: Vec<Tab>,
    state: &'static str,
    kind: Option<String>,
    counts: Vec<OfKind>,
    lines: Vec<Line>,
    first: Option<String>,
    next: Option<String>,
    recurring: Vec<Again>,
    changes: Vec<Done>,
}

/// How many stand so, and where they are.
struct Tab {
    address: String,
    name: String,
    number: u64,
    tag: &'static str,
    here: bool,
}

/// A kind of work, and how much of it stands how.
struct OfKind {
    address: String,
    name: String,
    numbers: Vec<u64>,
    oldest: String,
}

/// A job as the list shows it.
struct Line {
    id: String,
    kind: String,
    about: String,
    due: String,
    attempts: u32,
    error: String,
}

/// Work that comes again by itself.
struct Again {
    code: &'static str,
    name: String,
    next: String,
    last: String,
    tag: &'static str,
    state: String,
    trouble: Option<String>,
}

/// What somebody did.
struct Done {
    at: String,
    who: String,
    act: String,
    kind: String,
    about: String,
    reason: String,
}

/// What was just done, as an address says it.
fn told(asked: &Asked) -> Option<&'static str> {
    Some(match asked.text("told")? {
        "mended" => "web.job-mended",
        "sent" => "web.job-sent",
        "discarded" => "web.job-discarded",
        "begun" => "web.recurring-begun",
        _ => return None,
    })
}

/// `GET /quan-tri/cong-viec`
async fn list(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    asked: Asked,
) -> Result<Response, Failure> {
    operator(&site, &caller)?;
    let page = Page::new(&site, reader.locale, "label.jobs", Some(&caller), PLACE);
    let wanted = wanted(&asked)?;
    let (state, kind, paged) = (wanted.state, wanted.kind.clone(), wanted.after.is_some());
    let overview = duties::overview(&site.context).await?;
    let (jobs, next) = some(&site, wanted).await?;
    let of_kind = kind.as_ref().map_or_else(String::new, |it| format!("&kind={it}"));
    let here = format!("{HERE}?state={}{of_kind}", state.code());
    let made = List {
        told: told(&asked),
        tabs: JobState::ALL.into_iter().rev().map(|it| tab(&page, &overview, it, state)).collect(),
        state: state.code(),
        counts: of_kinds(&page, &overview.counts, state),
        lines: jobs.iter().map(|it| line(&page, it)).collect(),
        next: next.map(|it| format!("{here}&after={it}")),
        first: paged.then_some(here),
        recurring: overview.recurring.iter().map(|it| again(&page, it)).collect(),
        changes: changes(&site, &page, &overview.changes).await?,
        kind: kind.map(|it| kind_of(&page, &it)),
        page,
    };
    Ok(html(StatusCode::OK, &made))
}

/// `POST /quan-tri/cong-viec/dinh-ky/{name}`
async fn run_now(
    State(site): State<Site>,
    caller: Caller,
    Path(name): Path<String>,
    _: Filled,
) -> Result<Response, Failure> {
    let actor = operator(&site, &caller)?;
    let work = Recurring::named(&name).ok_or_else(Failure::not_found)?;
    duties::run_now(&site.context, actor, work).await?;
    Ok(Redirect::to(&format!("{HERE}?told=begun")).into_response())
}

fn tab(page: &Page, overview: &Overview, it: JobState, here: JobState) -> Tab {
    let number = overview.number(it);
    Tab {
        address: format!("{HERE}?state={}", it.code()),
        name: page.word("job-state", it.code()),
        tag: if it == JobState::Dead && number > 0 { "late" } else { "neutral" },
        number,
        here: it == here,
    }
}

fn of_kinds(page: &Page, counts: &[Count], state: JobState) -> Vec<OfKind> {
    let kinds: BTreeSet<&str> = counts.iter().map(|it| it.kind.as_str()).collect();
    let one = |kind: &str| {
        let of_kind = |state| counts.iter().find(move |it| it.kind == kind && it.state == state);
        OfKind {
            address: format!("{HERE}?state={}&kind={kind}", state.code()),
            name: kind_of(page, kind),
            numbers: JobState::ALL
                .into_iter()
                .rev()
                .map(|it| of_kind(it).map_or(0, |it| it.number))
                .collect(),
            oldest: of_kind(JobState::Waiting)
                .map_or_else(|| "–".to_owned(), |it| page.moment(it.earliest_due)),
        }
    };
    kinds.into_iter().map(one).collect()
}

fn line(page: &Page, it: &JobRow) -> Line {
    Line {
        id: it.id.to_string(),
        kind: kind_of(page, &it.kind),
        about: it.payload.clone(),
        due: page.moment(it.due),
        attempts: it.attempts,
        error: it.error.clone().unwrap_or_default(),
    }
}

fn again(page: &Page, it: &RecurringState) -> Again {
    let (tag, state) = match &it.last {
        None => ("neutral", "label.recurring-never"),
        Some(last) if last.error.is_some() => ("late", "label.recurring-troubled"),
        Some(last) if last.ended.is_some() => ("ok", "label.recurring-done"),
        Some(_) => ("now", "label.recurring-runs"),
    };
    let name = it.work.name();
    Again {
        code: name,
        name: page.word_if("recurring", name).unwrap_or_else(|| name.to_owned()),
        next: page.moment(it.next),
        last: it.last.as_ref().map_or_else(|| "–".to_owned(), |it| page.moment(it.begun)),
        tag,
        state: page.t(state),
        trouble: it.last.as_ref().and_then(|it| it.error.clone()),
    }
}

async fn changes(site: &Site, page: &Page, changes: &[Change]) -> Result<Vec<Done>, Failure> {
    let ids: Vec<_> = changes.iter().map(|it| it.account).collect();
    let names = if ids.is_empty() { BTreeMap::new() } else { accounts::names(&site.context, &ids).await? };
    let done = |it: &Change| Done {
        at: page.moment(it.at),
        who: names.get(&it.account).cloned().unwrap_or_default(),
        act: page.word("job-act", it.act.code()),
        kind: kind_of(page, &it.kind),
        about: it.payload.clone(),
        reason: it.reason.clone().unwrap_or_default(),
    };
    Ok(changes.iter().map(done).collect())
}

/// A kind in words; one of another version of this program by its name.
fn kind_of(page: &Page, kind: &str) -> String {
    page.word_if("job-kind", kind).unwrap_or_else(|| kind.to_owned())
}
