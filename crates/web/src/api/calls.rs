//! The list of those whom a counter has to call, for programs.

use super::Asked;
use super::docs::Docs;
use super::reach::at_the_counter;
use super::routes::route;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{get, post};
use crate::routes::{Needs, Route};
use crate::words::moment;
use crate::{Site, cursors};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use motcua_app::notices::{self, Call, CallEnd, CallPage};
use motcua_dossier::Dossier;
use motcua_identity::{Action, Scope};
use motcua_kernel::{AgencyId, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Its part of the table.
pub const ROUTES: &[Route] = &[
    route(
        ("list_calls", "GET", "/api/v1/calls"),
        Needs::Permission(Action::Receive),
        || get(calls),
        Docs::new("Whom one's counters have to call because no message reaches them; the readings are kept")
            .gives::<CallList>(200),
    )
    .asking(&["after", "limit"]),
    route(
        ("end_call", "POST", "/api/v1/calls/{id}"),
        Needs::Permission(Action::Receive),
        || post(end_call),
        Docs::new("Write down what came of a call").takes::<CallResult>().gives_nothing(),
    ),
];

/// Whom a counter has to call.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallList {
    /// How many there are on all pages.
    pub count: u64,
    /// Who was not called yet, the longest first; then who did not answer, the longest ago first.
    pub calls: Vec<CallDocument>,
    /// What `after` must say for the next page; null after the last.
    pub next: Option<String>,
}

/// Somebody to be called.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallDocument {
    /// Its id.
    pub id: Uuid,
    /// The dossier.
    pub dossier: Uuid,
    /// Mã số hồ sơ.
    pub number: Option<String>,
    /// What they are to be told, as `result-ready`.
    pub kind: &'static str,
    /// Who; null for whoever may not read of people.
    pub name: Option<String>,
    /// Their telephone.
    pub phone: Option<String>,
    /// What to say.
    pub words: String,
    /// Since when.
    pub since: String,
    /// How often nobody answered.
    pub tries: u32,
}

impl From<Call> for CallDocument {
    fn from(it: Call) -> Self {
        Self {
            id: it.id,
            dossier: it.dossier.0,
            number: it.number,
            kind: it.kind.code(),
            name: it.name,
            phone: it.phone,
            words: it.words,
            since: moment(it.since),
            tries: it.tries,
        }
    }
}

/// The counters at which this person receives.
pub fn own_counters(site: &Site, caller: &Caller) -> Vec<AgencyId> {
    let receives = |it: &AgencyId| caller.actor_for(site, Action::Receive, Scope::at(*it)).is_ok();
    let mut counters: Vec<AgencyId> =
        caller.account.grants_on(caller.now.date()).map(|it| it.agency).filter(receives).collect();
    counters.sort();
    counters.dedup();
    counters
}

/// `GET /api/v1/calls`
pub async fn calls(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<CallList>, Failure> {
    let counters = own_counters(&site, &caller);
    let count = notices::count_calls(&site.context, &counters).await?;
    let reader = |dossier: &Dossier| caller.reader_of_people(&site, dossier);
    let page = (asked.after(cursors::call)?, u64::try_from(asked.limit()?).unwrap_or(1));
    let CallPage { calls, next } = notices::calls(&site.context, &counters, page, reader).await?;
    let calls = calls.into_iter().map(Into::into).collect();
    Ok(Json(CallList { count, calls, next: next.map(cursors::of_call) }))
}

/// What came of a call.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallResult {
    /// `told`, `no-answer`, or `unreachable` for whoever has no telephone or can not be reached by it: nobody calls again.
    pub outcome: String,
}

/// `POST /api/v1/calls/{id}`
pub async fn end_call(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: result, .. }: Checked<CallResult>,
) -> Result<StatusCode, Failure> {
    let end = call_end(&result.outcome)?;
    record_call(&site, &caller, &id, end).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What came of a call, by its code.
pub fn call_end(code: &str) -> Result<CallEnd, Refusal> {
    match code {
        "told" => Ok(CallEnd::Told),
        "no-answer" => Ok(CallEnd::NoAnswer),
        "unreachable" => Ok(CallEnd::Unreachable),
        _ => Err(Refusal::new("web.choice-unknown").at("outcome")),
    }
}

/// Writes down what came of a call of one of the caller's counters.
pub async fn record_call(site: &Site, caller: &Caller, id: &str, end: CallEnd) -> Result<(), Failure> {
    let id = id.parse().map_err(|_| Failure::not_found())?;
    let dossier = notices::dossier_of_call(&site.context, id).await?;
    if !caller.knows(site, &dossier) {
        return Err(Failure::not_found());
    }
    let actor = at_the_counter(site, caller, &dossier)?;
    Ok(notices::end_call(&site.context, actor, id, end).await?)
}
