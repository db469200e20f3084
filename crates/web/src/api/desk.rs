//! The work list of an agency over the API.

use super::asked::{Asked, bad};
use super::docs::Docs;
use super::documents::DossierDocument;
use super::page::{Page, page};
use super::routes::route;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::get;
use crate::pages::reads_people;
use crate::routes::{Needs, Route};
use crate::{Site, cursors, words};
use axum::extract::State;
use axum::response::Response;
use motcua_app::look::{self, DeskQuery, Whose};
use motcua_dossier::{DeskGroup, DeskRange, DeskTask, Sought};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AccountId, AgencyId, Refusal};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of desks.
pub const ROUTES: &[Route] = &[
    route(
        ("list_desk", "GET", "/api/v1/desk"),
        Needs::Permission(Action::ViewDossierList),
        || get(list),
        Docs::new("What an agency has to do, the most urgent first").gives::<DeskList>(200),
    )
    .asking(&["agency", "due", "who", "procedure", "task", "priority", "q", "after", "limit"]),
    route(
        ("follow_changes", "GET", "/api/v1/changes"),
        Needs::Permission(Action::ViewDossierList),
        || get(crate::live::work),
        Docs::new(
            "Which dossiers change, as they do: ids in events named `live`, where `*` says that all may have; an event \
             named `alerts` says that one was told something",
        )
        .streams(),
    )
    .asking(&["after"]),
];

/// One page of a work list, the most urgent first.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeskList {
    /// What is to be done.
    pub items: Vec<DeskItem>,
    /// What `after` must say for the next page; null after the last.
    pub next: Option<String>,
    /// How much of each kind there is on the whole desk.
    pub counts: BTreeMap<String, u64>,
    /// How much of what was asked for is due when, each counted up to 1000.
    pub due: BTreeMap<String, u64>,
}

/// Something to do.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeskItem {
    /// What.
    pub task: String,
    /// The leg it is about; null for the counter.
    pub leg: Option<u16>,
    /// Id of the account that has it in hand; null when nobody has.
    pub assignee: Option<Uuid>,
    /// When it is due.
    pub due: String,
    /// On which dossier.
    pub dossier: DossierDocument,
}

impl Page for DeskList {
    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// `GET /api/v1/desk`
async fn list(State(site): State<Site>, caller: Caller, asked: Asked) -> Result<Response, Failure> {
    let missing = || bad(Refusal::new("web.agency-missing").at("agency"));
    let agency = asked.agency(&site, "agency")?.ok_or_else(missing)?;
    caller.actor(&site, Scope::at(agency))?;
    let after = asked.after(cursors::desk)?;
    let limit = u64::try_from(asked.limit()?).unwrap_or(1);
    let (query, range) = wanted(&site, &caller, &asked, agency)?;
    let desk = look::desk(&site.context, &query, range, after.as_ref(), limit).await?;
    let counts = look::desk_tasks(&site.context, agency).await?;
    let groups = look::desk_counts(&site.context, &query, caller.now).await?;
    let items = desk.lines.iter().map(|line| DeskItem {
        task: line.row.task.key().to_owned(),
        leg: Some(line.row.slot).filter(|it| *it > 0),
        assignee: line.row.assignee.map(|it| it.0),
        due: words::moment(line.row.due),
        dossier: DossierDocument::of(&site, &line.dossier),
    });
    let list = DeskList {
        items: items.collect(),
        next: desk.next.as_ref().map(cursors::of_desk),
        counts: counts.iter().map(|(task, count)| (task.key().to_owned(), *count)).collect(),
        due: DeskGroup::ALL.map(|it| (it.key().to_owned(), groups.of(it))).into_iter().collect(),
    };
    Ok(page(&asked, &list))
}

/// The same filters as on the page.
fn wanted(
    site: &Site,
    caller: &Caller,
    asked: &Asked,
    agency: AgencyId,
) -> Result<(DeskQuery, Option<DeskRange>), Failure> {
    let whose = match asked.text("who") {
        None | Some("all") => Whose::Everybody,
        Some("own") => look::own_work(&caller.account, agency, caller.now.date()),
        Some(account) => Whose::Of(AccountId(account.parse().map_err(|_| wrong("who"))?)),
    };
    let task = |key| DeskTask::ALL.into_iter().find(|it| it.key() == key).ok_or_else(|| wrong("task"));
    let group = |key| DeskGroup::ALL.into_iter().find(|it| it.key() == key).ok_or_else(|| wrong("due"));
    let versions = asked.text("procedure").map(|code| {
        let of = site.context.province.catalogue.versions_of(code);
        of.map(|it| it.id).collect()
    });
    let text = asked.text("q").map(Sought::parse).transpose()?;
    let priority = match asked.text("priority") {
        None => false,
        // It says something of the person.
        Some("true") => reads_people(site, caller, agency).map(|_| true)?,
        Some(_) => return Err(wrong("priority")),
    };
    let task = asked.text("task").map(task).transpose()?;
    let query = DeskQuery { agency, whose, versions, task, priority, text };
    let horizon = look::horizon(&site.context, agency, caller.now);
    let group = asked.text("due").map(group).transpose()?;
    Ok((query, group.map(|it| horizon.range(it))))
}

fn wrong(name: &'static str) -> Failure {
    bad(Refusal::new("web.query-wrong").with("name", name).at(name))
}
