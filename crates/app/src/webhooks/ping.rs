//! Gửi thử: one event that says nothing, so that whoever sets a listener up sees that it is reached and that the signature
//! is right. It moves no place and counts as no failure.

use super::send::post;
use crate::{AppError, Context};
use motcua_kernel::Refusal;
use motcua_notifications::events;
use motcua_storage::webhooks;
use motcua_storage::{StoreError, Tx};
use uuid::Uuid;

/// What a test came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinged {
    /// What the other side answered, if it did.
    pub status: Option<u16>,
    /// What went wrong, if something did.
    pub error: Option<String>,
    /// How long it took.
    pub milliseconds: u32,
}

/// Sends a test.
///
/// # Errors
/// Not found without the subscription; refused where nothing is posted from this house.
pub async fn ping(context: &Context, id: Uuid) -> Result<Pinged, AppError> {
    let webhook = webhooks::find(&context.store.reader(), id).await?;
    if !context.delivery().posts.is_on() {
        return Err(Refusal::new("app.webhooks-off").into());
    }
    let now = context.clock.now();
    let event = events::ping(context.public_url(), &context.ids.next(now)?.to_string(), now);
    let attempt = post(context, &webhook, &event, (None, 1)).await?.attempt;
    let kept = async |tx: &Tx| Ok::<_, StoreError>(webhooks::pinged(tx, id, &attempt).await?);
    context.store.write(kept).await?;
    Ok(Pinged { status: attempt.status, error: attempt.error, milliseconds: attempt.milliseconds })
}
