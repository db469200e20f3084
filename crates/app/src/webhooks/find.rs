//! Looks at subscriptions: how far each is, and what came of its latest tries.

use crate::live::Place;
use crate::{AppError, Context};
use motcua_storage::followers;
use motcua_storage::webhooks::{self, Attempt, Webhook};
use uuid::Uuid;

/// Nobody reads a larger number.
pub const MOST_COUNTED: u32 = 10_000;
const MOST_ATTEMPTS: u64 = 50;

/// A subscription, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// It.
    pub webhook: Webhook,
    /// Events of the whole log that are behind its place, up to [`MOST_COUNTED`]; some are not for it.
    pub behind: u32,
}

/// Every subscription, by name.
///
/// # Errors
/// When the store fails.
pub async fn subscriptions(context: &Context) -> Result<Vec<Subscription>, AppError> {
    let mut all = Vec::new();
    for webhook in webhooks::all(&context.store.reader()).await? {
        all.push(with_behind(context, webhook).await?);
    }
    Ok(all)
}

/// One subscription.
///
/// # Errors
/// Not found without it.
pub async fn subscription(context: &Context, id: Uuid) -> Result<Subscription, AppError> {
    let webhook = webhooks::find(&context.store.reader(), id).await?;
    with_behind(context, webhook).await
}

/// Its latest tries, the newest first.
///
/// # Errors
/// When the store fails.
pub async fn attempts(context: &Context, id: Uuid) -> Result<Vec<Attempt>, AppError> {
    Ok(webhooks::latest_attempts(&context.store.reader(), id, MOST_ATTEMPTS).await?)
}

/// Where a subscription stands in the log of all events.
pub const fn place(webhook: &Webhook) -> Place {
    Place(webhook.stand.place)
}

/// Where the event of a try stands; none for a test.
pub fn place_of(attempt: &Attempt) -> Option<Place> {
    attempt.place.map(Place)
}

async fn with_behind(context: &Context, webhook: Webhook) -> Result<Subscription, AppError> {
    let behind = followers::count_after(&context.store.reader(), webhook.stand.place, MOST_COUNTED).await?;
    Ok(Subscription { webhook, behind })
}
