//! Subscriptions as the API takes and gives them.

use crate::api::documents::{AgencyDocument, agency};
use crate::api::named;
use crate::{Site, words};
use motcua_app::webhooks::{self, Attempt, Subscription, Telling};
use motcua_kernel::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

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

pub fn document(site: &Site, it: &Subscription) -> WebhookDocument {
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

pub fn attempt(it: Attempt) -> AttemptDocument {
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
