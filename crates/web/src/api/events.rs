//! The history of a dossier as programs read it: what happened, who did it, and to whom it is given the words.

use super::docs::Docs;
use super::documents::{AgencyDocument, agency};
use super::dossiers::find;
use super::routes::route;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::get;
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Path, State};
use motcua_app::accounts;
use motcua_app::look::{self, Said};
use motcua_dossier::{By, Entry};
use motcua_identity::Action;
use motcua_kernel::AccountId;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The routes of the history.
pub const ROUTES: &[Route] = &[route(
    ("list_events", "GET", "/api/v1/dossiers/{id}/events"),
    Needs::Permission(Action::ViewDossierList),
    || get(list),
    Docs::new("Everything that happened to a dossier").gives::<History>(200),
)];

/// A history.
#[derive(Debug, Serialize, ToSchema)]
pub struct History {
    /// What happened, the oldest first.
    pub items: Vec<EventDocument>,
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventDocument {
    /// Its place in the history, from 1.
    pub seq: u32,
    /// When it was written down.
    pub recorded: String,
    /// When it happened.
    pub occurred: String,
    /// Who caused it.
    pub by: ByDocument,
    /// What it was.
    pub event: String,
    /// What it says, as it is stored: ids, codes, moments in microseconds since 1970.
    #[schema(value_type = Object)]
    pub data: Value,
    /// The words people wrote, by their ids in `data`; null for erased ones. Given to whoever may see the people.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, Option<String>>,
}

/// Who caused something.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "who", rename_all = "kebab-case")]
pub enum ByDocument {
    /// A person of an agency.
    Officer {
        /// Id of the account.
        account: Uuid,
        /// Name.
        name: String,
        /// For which agency.
        agency: AgencyDocument,
        /// In which role.
        role: String,
    },
    /// The applicant or a helper.
    Party,
    /// A rule that came due.
    Rule,
}

/// `GET /api/v1/dossiers/{id}/events`
async fn list(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<History>, Failure> {
    let dossier = find(&site, &caller, &id).await?;
    let history = look::history(&site.context, dossier.id).await?;
    let names = accounts::names(&site.context, &officers(&history)).await?;
    let said = if caller.reader_of_people(&site, &dossier).is_some() {
        look::said(&site.context, &history).await?
    } else {
        vec![Vec::new(); history.len()]
    };
    let items = history.iter().zip(said).map(|(entry, said)| document(&site, &names, entry, said));
    Ok(Json(History { items: items.collect() }))
}

fn officers(history: &[Entry]) -> Vec<AccountId> {
    let mut accounts: Vec<AccountId> = history
        .iter()
        .filter_map(|it| match it.by {
            By::Officer(actor) => Some(actor.account),
            By::Party { .. } | By::Rule => None,
        })
        .collect();
    accounts.sort();
    accounts.dedup();
    accounts
}

fn document(
    site: &Site,
    names: &BTreeMap<AccountId, String>,
    entry: &Entry,
    said: Vec<Said>,
) -> EventDocument {
    let by = match entry.by {
        By::Officer(actor) => ByDocument::Officer {
            account: actor.account.0,
            name: names.get(&actor.account).cloned().unwrap_or_default(),
            agency: agency(site, actor.agency),
            role: words::key_of(&actor.role, ""),
        },
        By::Party { .. } => ByDocument::Party,
        By::Rule => ByDocument::Rule,
    };
    let mut data = serde_json::to_value(&entry.event).unwrap_or_default();
    if let Value::Object(fields) = &mut data {
        fields.remove("event");
    }
    EventDocument {
        seq: entry.seq,
        recorded: words::moment(entry.recorded),
        occurred: words::moment(entry.occurred),
        by,
        event: words::key_of(&entry.event, "event"),
        data,
        words: said.into_iter().map(|it| (it.id.to_string(), it.text)).collect(),
    }
}
