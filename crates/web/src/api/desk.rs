//! The work list of an agency over the API.

use super::asked::{Asked, bad};
use super::documents::DossierDocument;
use super::page::{Page, page};
use crate::door::Caller;
use crate::failure::Failure;
use crate::{Site, cursors, words};
use axum::extract::State;
use axum::response::Response;
use motcua_app::look;
use motcua_identity::Scope;
use motcua_kernel::Refusal;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One page of a work list, the most urgent first.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeskList {
    /// What is to be done.
    pub items: Vec<DeskItem>,
    /// What `after` must say for the next page; null after the last.
    pub next: Option<String>,
    /// How much of each kind there is on the whole list.
    pub counts: BTreeMap<String, u64>,
}

/// Something to do.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeskItem {
    /// What.
    pub task: String,
    /// The leg it is about; null for the counter.
    pub leg: Option<u16>,
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
pub async fn list(State(site): State<Site>, caller: Caller, asked: Asked) -> Result<Response, Failure> {
    let missing = || bad(Refusal::new("web.agency-missing").at("agency"));
    let agency = asked.agency(&site, "agency")?.ok_or_else(missing)?;
    caller.actor(&site, Scope::at(agency))?;
    let after = asked.after(cursors::desk)?;
    let limit = u64::try_from(asked.limit()?).unwrap_or(1);
    let desk = look::desk(&site.context, agency, after.as_ref(), limit).await?;
    let items = desk.lines.iter().map(|line| DeskItem {
        task: line.row.task.key().to_owned(),
        leg: Some(line.row.slot).filter(|it| *it > 0),
        due: words::moment(line.row.due),
        dossier: DossierDocument::of(&site, &line.dossier),
    });
    let list = DeskList {
        items: items.collect(),
        next: desk.next.as_ref().map(cursors::of_desk),
        counts: desk.counts.iter().map(|(task, count)| (task.key().to_owned(), *count)).collect(),
    };
    Ok(page(&asked, &list))
}
