//! Việc cần làm: the desk of an agency, the most urgent first.

use super::time_left::{TimeLeft, Urgency};
use super::{Page, html, names};
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::{Site, cursors, words};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use motcua_app::look::{self, DeskLine};
use motcua_app::{AppError, accounts};
use motcua_dossier::{DeskTask, LegStatus};
use motcua_identity::{Action, Reach, Scope};
use motcua_kernel::{AccountId, Agency, AgencyId, DossierId, Instant, LegNo, Message};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Lines of one page.
const LINES: u64 = 50;

/// Which desk, and from where on.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    agency: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct Desk {
    page: Page,
    agency: String,
    tabs: Vec<Tab>,
    counts: Vec<(String, u64)>,
    total: u64,
    groups: Vec<Group>,
    next: Option<String>,
    further: bool,
}

/// A desk to go to.
struct Tab {
    code: String,
    name: String,
    here: bool,
}

/// Lines of one urgency.
struct Group {
    urgency: Urgency,
    lines: Vec<Line>,
}

/// Something to do.
struct Line {
    id: DossierId,
    number: String,
    procedure: String,
    task: String,
    leg: String,
    due: String,
    left: TimeLeft,
    assignee: Option<String>,
}

/// `GET /viec-can-lam`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let own = own_desks(&site, &caller);
    let agency = match &asked.agency {
        Some(code) => agency_asked(&site, &caller, code)?,
        None => match own.first() {
            Some(agency) => *agency,
            None => return Ok(Redirect::to("/theo-doi").into_response()),
        },
    };
    caller.actor(&site, Scope::at(agency.id))?;
    let after = match asked.after.as_deref() {
        Some(text) => Some(cursors::desk(text).ok_or_else(|| query_wrong("after"))?),
        None => None,
    };
    let desk = look::desk(&site.context, agency.id, after.as_ref(), LINES).await?;
    let assigned = assignees(&site, &desk.lines).await?;
    let page = Page::new(&site, reader.locale, "label.place-desk", Some(&caller), "/viec-can-lam");
    let counts =
        desk.counts.iter().map(|(task, count)| (page.word("desk-task", task.key()), *count)).collect();
    let lines = desk.lines.iter().map(|it| line(&site, &page, it, &assigned, caller.now)).collect();
    Ok(html(
        StatusCode::OK,
        &Desk {
            agency: agency.code.clone(),
            tabs: tabs(own, agency),
            counts,
            total: desk.counts.values().sum(),
            groups: by_urgency(lines),
            next: desk.next.as_ref().map(cursors::of_desk),
            further: after.is_some(),
            page,
        },
    ))
}

/// `GET /so-viec`: how much lies on the desks of this person, for the navigation.
pub async fn count(State(site): State<Site>, caller: Caller) -> Result<Html<String>, Failure> {
    let desks: Vec<AgencyId> = own_desks(&site, &caller).into_iter().map(|it| it.id).collect();
    let count = look::to_do(&site.context, &desks).await?;
    Ok(Html(if count == 0 { String::new() } else { count.to_string() }))
}

/// The agencies at which this person has a desk.
fn own_desks<'a>(site: &'a Site, caller: &Caller) -> Vec<&'a Agency> {
    let rule = Action::ViewDossierList.rule();
    let mut desks: Vec<&Agency> = Vec::new();
    for grant in caller.account.grants_on(caller.now.date()) {
        let works_there = rule.reach(grant.role) == Some(Reach::Own);
        let agency = site.context.province.agencies.get(grant.agency);
        if let Some(agency) = agency.filter(|it| works_there && desks.iter().all(|desk| desk.id != it.id)) {
            desks.push(agency);
        }
    }
    desks
}

/// The agency with the code of a query, which must be one of today.
pub fn agency_asked<'a>(site: &'a Site, caller: &Caller, code: &str) -> Result<&'a Agency, Failure> {
    let found = site.context.province.agencies.by_code(code, caller.now.date());
    found.ok_or_else(|| {
        let message = Message::new("web.agency-unknown").with("code", words::shortened(code));
        Failure::new(StatusCode::BAD_REQUEST, message).at("agency")
    })
}

/// A value of a query that cannot be meant.
pub fn query_wrong(name: &'static str) -> Failure {
    Failure::new(StatusCode::BAD_REQUEST, Message::new("web.query-wrong").with("name", name)).at(name)
}

fn tabs(own: Vec<&Agency>, here: &Agency) -> Vec<Tab> {
    let mut agencies = own;
    if agencies.iter().all(|it| it.id != here.id) {
        agencies.push(here);
    }
    let tab = |it: &Agency| Tab { code: it.code.clone(), name: it.name.clone(), here: it.id == here.id };
    agencies.into_iter().map(tab).collect()
}

async fn assignees(site: &Site, lines: &[DeskLine]) -> Result<BTreeMap<AccountId, String>, AppError> {
    let mut asked: Vec<AccountId> = lines.iter().filter_map(assignee).collect();
    asked.sort();
    asked.dedup();
    accounts::names(&site.context, &asked).await
}

fn assignee(line: &DeskLine) -> Option<AccountId> {
    match line.dossier.leg(LegNo(line.row.slot))?.status {
        LegStatus::Active { assignee, .. } => assignee,
        LegStatus::Proposed { by, .. } => Some(by),
        LegStatus::Waiting
        | LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Finished { .. } => None,
    }
}

fn line(
    site: &Site,
    page: &Page,
    line: &DeskLine,
    assigned: &BTreeMap<AccountId, String>,
    now: Instant,
) -> Line {
    let dossier = &line.dossier;
    let calendar = site.context.province.calendars.of(dossier.receiving().unwrap_or(line.row.agency));
    let leg = dossier.leg(LegNo(line.row.slot)).filter(|_| line.row.slot > 0);
    Line {
        id: dossier.id,
        number: names::number(dossier),
        procedure: names::procedure(site, dossier),
        task: page.word("desk-task", line.row.task.key()),
        leg: leg.map_or_else(|| at_counter(page, line), |it| it.plan.name.clone()),
        due: page.say(&Message::new("label.due-on").with("at", line.row.due)),
        left: TimeLeft::of(page, calendar, dossier, line.row.due, now),
        assignee: assignee(line).and_then(|it| assigned.get(&it).cloned()),
    }
}

/// That it lies at the counter; and where the citizen is awaited, for what.
fn at_counter(page: &Page, line: &DeskLine) -> String {
    if line.row.task == DeskTask::AwaitCitizen {
        page.word("status", line.dossier.status.code())
    } else {
        page.t("label.at-counter")
    }
}

/// The lines of a page by urgency; by date within one, as they came.
fn by_urgency(lines: Vec<Line>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for line in lines {
        let urgency = line.left.urgency;
        match groups.iter_mut().find(|it| it.urgency == urgency) {
            Some(group) => group.lines.push(line),
            None => groups.push(Group { urgency, lines: vec![line] }),
        }
    }
    groups.sort_by_key(|it| it.urgency);
    groups
}
