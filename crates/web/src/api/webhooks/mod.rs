//! Subscriptions to events over the API: who is told, how far they are, and what an administrator does about them. A secret
//! is in the answer that makes it and in no other.

mod documents;

pub use documents::{WantedReplay, WantedWebhook};

use super::docs::Docs;
use super::named;
use super::routes::route;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::methods::{delete, get, post};
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use documents::{
    MadeSecret, MadeWebhook, PingDocument, WantedState, WebhookDetail, WebhookDocument, WebhookList, attempt,
    document,
};
use motcua_app::webhooks::{self, EventKind, Subscribed, Subscription, Switch, WantedSubscription};
use motcua_identity::{Action, Scope};
use motcua_kernel::Refusal;
use std::collections::BTreeSet;

const NEEDS: Needs = Needs::Permission(Action::ManageSubscriptions);

/// The routes of subscriptions.
pub const ROUTES: &[Route] = &[
    route(
        ("list_webhooks", "GET", "/api/v1/webhooks"),
        NEEDS,
        || get(list),
        Docs::new("Other systems that are told what happens").gives::<WebhookList>(200),
    ),
    route(
        ("subscribe_webhook", "POST", "/api/v1/webhooks"),
        NEEDS,
        || post(subscribe),
        Docs::new("Have another system told what happens from now on; its secret is in this answer only")
            .takes::<WantedWebhook>()
            .gives::<MadeWebhook>(201),
    ),
    route(
        ("show_webhook", "GET", "/api/v1/webhooks/{id}"),
        NEEDS,
        || get(show),
        Docs::new("One subscription, with its latest tries").gives::<WebhookDetail>(200),
    ),
    route(
        ("end_webhook", "DELETE", "/api/v1/webhooks/{id}"),
        NEEDS,
        || delete(end),
        Docs::new("End a subscription").gives_nothing(),
    ),
    route(
        ("switch_webhook", "POST", "/api/v1/webhooks/{id}/state"),
        NEEDS,
        || post(switch),
        Docs::new("Switch a subscription on or off; its place stays")
            .takes::<WantedState>()
            .gives::<WebhookDocument>(200),
    ),
    route(
        ("rotate_webhook_secret", "POST", "/api/v1/webhooks/{id}/secret"),
        NEEDS,
        || post(rotate),
        Docs::new("Another secret, in this answer only; that of before signs beside it for a day")
            .gives::<MadeSecret>(200),
    ),
    route(
        ("replay_webhook", "POST", "/api/v1/webhooks/{id}/replay"),
        NEEDS,
        || post(replay),
        Docs::new("Tell again from a place, a moment or of one dossier; or leave out what waits")
            .takes::<WantedReplay>()
            .gives::<WebhookDocument>(200),
    ),
    route(
        ("ping_webhook", "POST", "/api/v1/webhooks/{id}/ping"),
        NEEDS,
        || post(ping),
        Docs::new("Send a test event, which says nothing").gives::<PingDocument>(200),
    ),
];

/// `GET /api/v1/webhooks`
async fn list(State(site): State<Site>, caller: Caller) -> Result<Json<WebhookList>, Failure> {
    let items = kept(&site, &caller).await?.iter().map(|it| document(&site, it)).collect();
    Ok(Json(WebhookList { items }))
}

/// `POST /api/v1/webhooks`
async fn subscribe(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: wanted, .. }: Checked<WantedWebhook>,
) -> Result<(StatusCode, Json<MadeWebhook>), Failure> {
    let Subscribed { id, secret } = make(&site, &caller, wanted).await?;
    Ok((StatusCode::CREATED, Json(MadeWebhook { id, secret })))
}

/// `GET /api/v1/webhooks/{id}`
async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<WebhookDetail>, Failure> {
    let it = find(&site, &caller, &id).await?;
    let attempts = webhooks::attempts(&site.context, it.webhook.id).await?;
    let attempts = attempts.into_iter().map(attempt).collect();
    Ok(Json(WebhookDetail { webhook: document(&site, &it), attempts }))
}

/// `DELETE /api/v1/webhooks/{id}`
async fn end(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    let it = find(&site, &caller, &id).await?;
    webhooks::end_subscription(&site.context, it.webhook.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /api/v1/webhooks/{id}/state`
async fn switch(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: wanted, .. }: Checked<WantedState>,
) -> Result<Json<WebhookDocument>, Failure> {
    let it = find(&site, &caller, &id).await?;
    let to = if wanted.on { Switch::On } else { Switch::Off };
    webhooks::switch(&site.context, it.webhook.id, to).await?;
    Ok(Json(document(&site, &find(&site, &caller, &id).await?)))
}

/// `POST /api/v1/webhooks/{id}/secret`
async fn rotate(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<MadeSecret>, Failure> {
    let it = find(&site, &caller, &id).await?;
    let secret = webhooks::rotate(&site.context, it.webhook.id).await?;
    Ok(Json(MadeSecret { secret }))
}

/// `POST /api/v1/webhooks/{id}/replay`
async fn replay(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: wanted, .. }: Checked<WantedReplay>,
) -> Result<Json<WebhookDocument>, Failure> {
    let it = find(&site, &caller, &id).await?;
    webhooks::go_on(&site.context, it.webhook.id, wanted.read()?).await?;
    Ok(Json(document(&site, &find(&site, &caller, &id).await?)))
}

/// `POST /api/v1/webhooks/{id}/ping`
async fn ping(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<PingDocument>, Failure> {
    let it = find(&site, &caller, &id).await?;
    let done = webhooks::ping(&site.context, it.webhook.id).await?;
    Ok(Json(PingDocument { status: done.status, error: done.error, milliseconds: done.milliseconds }))
}

/// The subscriptions of agencies that this person keeps.
///
/// # Errors
/// When the store fails.
pub async fn kept(site: &Site, caller: &Caller) -> Result<Vec<Subscription>, Failure> {
    let mut all = webhooks::subscriptions(&site.context).await?;
    all.retain(|it| {
        caller.actor_for(site, Action::ManageSubscriptions, Scope::at(it.webhook.agency)).is_ok()
    });
    Ok(all)
}

/// One of them.
///
/// # Errors
/// Not found without it, or where it is of an agency of others.
pub async fn find(site: &Site, caller: &Caller, id: &str) -> Result<Subscription, Failure> {
    let id = id.parse().map_err(|_| Failure::not_found())?;
    let it = webhooks::subscription(&site.context, id).await?;
    caller.actor(site, Scope::at(it.webhook.agency)).map_err(|_| Failure::not_found())?;
    Ok(it)
}

/// Makes one.
///
/// # Errors
/// Refused where this person keeps no subscriptions of that agency, or something can not be so.
pub async fn make(site: &Site, caller: &Caller, wanted: WantedWebhook) -> Result<Subscribed, Failure> {
    let agency = named::agency(&site.context, &wanted.agency, "agency")?;
    let actor = caller.actor(site, Scope::at(agency))?;
    let kind = |text: &String| {
        let unknown = || Refusal::new("web.event-kind-unknown").with("text", words::shortened(text));
        text.trim().parse::<EventKind>().map_err(|()| unknown().at("types"))
    };
    let kinds: BTreeSet<EventKind> = wanted.types.iter().map(kind).collect::<Result<_, Refusal>>()?;
    let wanted = WantedSubscription { name: wanted.name, url: wanted.url, agency, kinds };
    Ok(webhooks::subscribe(&site.context, actor, wanted).await?)
}
