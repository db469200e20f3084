//! The log of events for programs that fetch: the `CloudEvents` that subscribers are sent, page by page, each to whoever may
//! know of its dossier.

use super::asked::{Asked, bad};
use super::docs::Docs;
use super::routes::route;
use crate::Site;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::get;
use crate::routes::{Needs, Route};
use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use motcua_app::live::Place;
use motcua_app::webhooks::{CloudEvent, events_after};
use motcua_identity::Action;
use motcua_kernel::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

const SCHEMA: &str = include_str!("dossier-event.schema.json");

/// The routes of events.
pub const ROUTES: &[Route] = &[
    route(
        ("pull_events", "GET", "/api/v1/events"),
        Needs::Permission(Action::ViewDossierList),
        || get(list),
        Docs::new("What happened, as CloudEvents, behind a place; from the beginning when no place is named")
            .gives::<EventPageDocument>(200),
    )
    .asking(&["after", "limit"]),
    route(
        ("show_event_schema", "GET", "/api/v1/schemas/dossier-event/1"),
        Needs::Nothing,
        || get(schema),
        Docs::new("The JSON schema of the data of an event"),
    ),
];

/// Some events.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventPageDocument {
    /// `CloudEvents` 1.0; may be none though there are more, where those in between are of others.
    #[schema(value_type = Vec<Object>)]
    pub items: Vec<CloudEvent>,
    /// From where the next page goes on, also later.
    pub next: String,
    /// Whether there may be more now.
    pub more: bool,
}

/// `GET /api/v1/events`
async fn list(
    State(site): State<Site>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<EventPageDocument>, Failure> {
    let place: Place = match asked.text("after") {
        None => Place::default(),
        Some(text) => text.parse().map_err(|_| bad(Refusal::new("web.cursor-wrong").at("after")))?,
    };
    let limit = u32::try_from(asked.limit()?).unwrap_or(1);
    let page = events_after(&site.context, place, limit, |it| caller.knows(&site, it)).await?;
    Ok(Json(EventPageDocument { items: page.events, next: page.next.to_string(), more: page.more }))
}

/// `GET /api/v1/schemas/dossier-event/1`
async fn schema() -> Response {
    ([(CONTENT_TYPE, "application/schema+json")], SCHEMA).into_response()
}
