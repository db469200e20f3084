//! Subscriptions to events over the API: who is told, how far they are, and what an administrator does about them. A secret
//! is in the answer that makes it and in no other.

use super::docs::Docs;
use super::documents::{AgencyDocument, agency};
use super::named;
use super::routes::route;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use motcua_app::webhooks::{
    self, Attempt, EventKind, Subscribed, Subscription, Switch, Telling, WantedSubscription,
};
use motcua_identity::{Action, Scope};
use motcua_kernel::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

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

/// Subscriptions.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookList {
    /// By name.
    pub items: Vec<WebhookDocument>,
}

/// A subscription.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookDocument {
    /// Its id.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// Where events are posted to.
    pub url: String,
    /// Whose dossiers it is told of, with everything below.
    pub agency: AgencyDocument,
    /// Names of the kinds of events; every kind when empty.
    pub types: Vec<String>,
    /// `on`, `off`, `failed` (it took nothing for a day) or `gone` (its server answered 410).
    pub state: String,
    /// Id of the account that made it.
    pub made_by: Uuid,
    /// When.
    pub made: String,
    /// Its place in the log of all events.
    pub place: String,
    /// Events of the log behind that place, up to 10000; some are not for it.
    pub behind: u32,
    /// Failures since the last success.
    pub failures: u32,
    /// When the first of them was.
    pub failing_since: Option<String>,
    /// It is not tried before.
    pub next_try: Option<String>,
    /// The last failure.
    pub last_error: Option<String>,
    /// When that was.
    pub last_error_at: Option<String>,
    /// When it last took something.
    pub last_success: Option<String>,
}

/// A subscription with its latest tries.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookDetail {
    /// It.
    #[serde(flatten)]
    pub webhook: WebhookDocument,
    /// The latest tries, the newest first.
    pub attempts: Vec<AttemptDocument>,
}

/// One try.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttemptDocument {
    /// When.
    pub at: String,
    /// Id of the event.
    pub event: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its place in the log; null for a test.
    pub place: Option<String>,
    /// What the other side answered; null when it did not.
    pub status: Option<u16>,
    /// What went wrong.
    pub error: Option<String>,
    /// How long it took.
    pub milliseconds: u32,
    /// Which try of this event it was.
    pub tries: u32,
}

/// A subscription as it is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedWebhook {
    /// What people call it.
    pub name: String,
    /// Where events are posted to.
    pub url: String,
    /// Code of the agency whose dossiers it is told of, with everything below.
    pub agency: String,
    /// Names of kinds of events (`received`) or their types; every kind when empty.
    #[serde(default)]
    pub types: Vec<String>,
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeWebhook {
    /// Its id.
    pub id: Uuid,
    /// What signs (`whsec_…`): told once.
    pub secret: String,
}

/// On or off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedState {
    /// Whether it is told anything.
    pub on: bool,
}

/// Another secret.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeSecret {
    /// What signs from now on (`whsec_…`): told once.
    pub secret: String,
}

/// From where it is told on: one of these.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedReplay {
    /// Everything behind this place.
    #[serde(default)]
    pub after: Option<String>,
    /// Everything that was recorded from this moment on.
    #[serde(default)]
    pub since: Option<String>,
    /// What it was told of the dossier with this number, before it goes on.
    #[serde(default)]
    pub dossier: Option<String>,
    /// Nothing of what waits.
    #[serde(default)]
    pub from_now: bool,
}

impl WantedReplay {
    /// What is meant.
    ///
    /// # Errors
    /// When nothing or more than one thing is asked, or it can not be read.
    pub fn read(self) -> Result<Telling, Refusal> {
        let one = || Refusal::new("web.webhook-replay-one").at("replay");
        match (self.after, self.since, self.dossier, self.from_now) {
            (Some(place), None, None, false) => {
                let wrong = || Refusal::new("web.webhook-place-wrong").at("after");
                Ok(Telling::After(place.trim().parse().map_err(|_| wrong())?))
            }
            (None, Some(since), None, false) => Ok(Telling::Since(named::moment(since.trim(), "since")?)),
            (None, None, Some(number), false) => Ok(Telling::Dossier(number)),
            (None, None, None, true) => Ok(Telling::FromNow),
            _ => Err(one()),
        }
    }
}

/// What a test came to.
#[derive(Debug, Serialize, ToSchema)]
pub struct PingDocument {
    /// What the other side answered; null when it did not.
    pub status: Option<u16>,
    /// What went wrong.
    pub error: Option<String>,
    /// How long it took.
    pub milliseconds: u32,
}

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

fn document(site: &Site, it: &Subscription) -> WebhookDocument {
    let webhook = &it.webhook;
    WebhookDocument {
        id: webhook.id,
        name: webhook.name.clone(),
        url: webhook.url.clone(),
        agency: agency(site, webhook.agency),
        types: webhook.kinds.clone(),
        state: webhook.state.code().to_owned(),
        made_by: webhook.made_by.0,
        made: words::moment(webhook.made_at),
        place: webhooks::place(webhook).to_string(),
        behind: it.behind,
        failures: webhook.failures,
        failing_since: webhook.failing_since.map(words::moment),
        next_try: webhook.next_try.map(words::moment),
        last_error: webhook.last_error.as_ref().map(|it| it.0.clone()),
        last_error_at: webhook.last_error.as_ref().map(|it| words::moment(it.1)),
        last_success: webhook.last_success.map(words::moment),
    }
}

fn attempt(it: Attempt) -> AttemptDocument {
    AttemptDocument {
        at: words::moment(it.at),
        place: webhooks::place_of(&it).map(|it| it.to_string()),
        event: it.event,
        kind: it.kind,
        status: it.status,
        error: it.error,
        milliseconds: it.milliseconds,
        tries: it.tries,
    }
}
