//! The page of the desk: tabs, filters, lines under their headings.

use super::asked::{Asked, EVERYBODY, Wanted};
use super::groups::{Group, Tab, grouped, tabs};
use super::line::Lines;
use super::{HERE, agency_asked, reads_people};
use crate::Site;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::look::{self, DeskLine};
use motcua_app::{AppError, accounts};
use motcua_dossier::{DeskTask, Party};
use motcua_identity::{Action, Scope};
use motcua_kernel::{Agency, AgencyId, PartyId};
use std::collections::BTreeMap;

/// Lines of one page.
const LINES: u64 = 50;

#[derive(Template)]
#[template(path = "desk.html")]
struct Desk {
    page: Page,
    desks: Vec<OwnDesk>,
    /// The agency, when it is named in the address.
    agency: Option<String>,
    /// Where one's own work is and where everybody's; none where this person has no desk.
    views: Option<[View; 2]>,
    tabs: Vec<Tab>,
    due: &'static str,
    filters: Filters,
    groups: Vec<Group>,
    /// The address of this view.
    here: String,
    first: Option<String>,
    next: Option<String>,
    may_assign: bool,
    /// Whether anybody has one of the lines in hand, or may take it; else the column says nothing.
    shows_workers: bool,
}

/// A desk to go to.
struct OwnDesk {
    address: String,
    name: String,
    here: bool,
}

/// One's own work, or everybody's.
struct View {
    address: String,
    text: &'static str,
    here: bool,
}

/// What can be chosen from.
struct Filters {
    text: String,
    who: String,
    /// Whether only those who come first are shown; nothing for whoever may not know who does.
    priority: Option<bool>,
    procedures: Vec<Pick>,
    tasks: Vec<Pick>,
    people: Vec<Pick>,
    /// The address without them, when there are some.
    clear: Option<String>,
}

/// One of a list.
struct Pick {
    value: String,
    words: String,
    picked: bool,
}

/// `GET /viec-can-lam`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let own = look::agencies_of(&caller.account, caller.now.date());
    let mut wanted = Wanted::of(asked)?;
    let agency = match &wanted.agency {
        Some(code) => agency_asked(&site, &caller, code)?,
        None => match own.first().and_then(|it| site.context.province.agencies.get(*it)) {
            Some(agency) => agency,
            None => return Ok(Redirect::to("/theo-doi").into_response()),
        },
    };
    caller.actor(&site, Scope::at(agency.id))?;
    let works_here = own.contains(&agency.id);
    if !works_here && wanted.who.is_empty() {
        EVERYBODY.clone_into(&mut wanted.who);
    }
    let page = Page::new(&site, reader.locale, "label.place-desk", Some(&caller), HERE);
    let shown = Shown { site: &site, page: &page, caller: &caller, wanted: &wanted, agency };
    Ok(html(StatusCode::OK, &shown.desk(own, works_here).await?))
}

struct Shown<'a> {
    site: &'a Site,
    page: &'a Page,
    caller: &'a Caller,
    wanted: &'a Wanted,
    agency: &'a Agency,
}

impl Shown<'_> {
    async fn desk(&self, own: Vec<AgencyId>, works_here: bool) -> Result<Desk, Failure> {
        let Self { site, page, caller, wanted, agency } = *self;
        let query = wanted.query(site, caller, agency.id)?;
        let horizon = look::horizon(&site.context, agency.id, caller.now);
        let range = wanted.group.map(|it| horizon.range(it));
        let found = look::desk(&site.context, &query, range, wanted.after.as_ref(), LINES).await?;
        let counts = look::desk_counts(&site.context, &query, caller.now).await?;
        let applicants = self.applicants(&found.lines).await?;
        let workers = accounts::names(&site.context, &look::workers(&found.lines)).await?;
        let lines = Lines {
            site,
            page,
            horizon: &horizon,
            applicants: &applicants,
            workers: &workers,
            now: caller.now,
        };
        let lines: Vec<_> = found.lines.iter().map(|it| lines.line(it)).collect();
        Ok(Desk {
            shows_workers: lines.iter().any(|(_, it)| it.worker.is_some() || it.free),
            desks: self.desks(own),
            agency: wanted.agency.clone(),
            views: works_here.then(|| self.views()),
            tabs: tabs(page, wanted, &counts),
            due: wanted.group.map_or("", motcua_dossier::DeskGroup::key),
            filters: self.filters(works_here).await?,
            groups: grouped(page, &horizon, &counts, lines, caller.now),
            here: wanted.address(),
            first: wanted.after.map(|_| wanted.address_of(wanted.group)),
            next: found.next.as_ref().map(|it| wanted.address_after(it)),
            may_assign: caller.actor_for(site, Action::Assign, Scope::at(agency.id)).is_ok(),
            page: page.clone(),
        })
    }

    /// For a person of this agency: each line is a leg or the counter of it.
    async fn applicants(&self, lines: &[DeskLine]) -> Result<BTreeMap<PartyId, Option<Party>>, AppError> {
        match reads_people(self.site, self.caller, self.agency.id) {
            Ok(actor) => look::applicants_of(&self.site.context, actor, lines).await,
            Err(_) => Ok(BTreeMap::new()),
        }
    }

    /// The desks to choose from, when there are several.
    fn desks(&self, own: Vec<AgencyId>) -> Vec<OwnDesk> {
        let agencies = &self.site.context.province.agencies;
        let mut ids = own;
        if !ids.contains(&self.agency.id) {
            ids.push(self.agency.id);
        }
        if ids.len() < 2 {
            return Vec::new();
        }
        let desk = |it: &Agency| OwnDesk {
            address: format!(
                "{HERE}?{}",
                serde_html_form::to_string([("agency", &it.code)]).unwrap_or_default()
            ),
            name: it.name.clone(),
            here: it.id == self.agency.id,
        };
        ids.into_iter().filter_map(|it| agencies.get(it)).map(desk).collect()
    }

    fn views(&self) -> [View; 2] {
        let view = |who: &str, text, here| View { address: self.wanted.address_for(who), text, here };
        [
            view("", "label.desk-view-own", self.wanted.who.is_empty()),
            view(EVERYBODY, "label.desk-view-all", self.wanted.is_everybodys()),
        ]
    }

    async fn filters(&self, works_here: bool) -> Result<Filters, Failure> {
        let Self { site, page, wanted, agency, .. } = *self;
        let versions = look::desk_versions(&site.context, agency.id).await?;
        let catalogue = &site.context.province.catalogue;
        let mut procedures: BTreeMap<String, String> = BTreeMap::new();
        for version in versions.into_iter().filter_map(|it| catalogue.version(it)) {
            if let Some(procedure) = catalogue.by_id(version.procedure) {
                procedures.insert(procedure.code.clone(), version.name.clone());
            }
        }
        let mut procedures: Vec<(String, String)> = procedures.into_iter().collect();
        procedures.sort_by(|one, other| one.1.cmp(&other.1));
        let staff = if works_here { accounts::staff(&site.context, agency.id).await? } else { Vec::new() };
        let pick =
            |value: String, words: String, picked: &str| Pick { picked: value == picked, value, words };
        let task = wanted.task.map_or("", DeskTask::key);
        Ok(Filters {
            text: wanted.text.clone(),
            who: wanted.who.clone(),
            priority: works_here.then_some(wanted.priority),
            procedures: procedures
                .into_iter()
                .map(|(code, name)| pick(code, name, &wanted.procedure))
                .collect(),
            tasks: DeskTask::ALL
                .map(|it| pick(it.key().to_owned(), page.word("desk-task", it.key()), task))
                .into_iter()
                .collect(),
            people: staff
                .into_iter()
                .map(|it| pick(it.id.to_string(), it.display_name, &wanted.who))
                .collect(),
            clear: wanted.is_filtered().then(|| wanted.address_unfiltered()),
        })
    }
}
