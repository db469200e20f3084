//! What a gateway says later of a text it took over, by the name it gave it. It may say so before we have written that name
//! down, or never.

use super::outcome::fail;
use super::{Way, code_of, way_of};
use crate::{AppError, Context};
use motcua_storage::notices::{self, Notice, NoticeState};
use motcua_storage::{Tx, early_receipts};

/// So long a receipt that names nothing is kept, in minutes.
const EARLY_MINUTES: i64 = 60;
/// After so many days without a receipt nobody knows that a text arrived.
const UNCONFIRMED_DAYS: i64 = 3;
/// As many at once.
const MOST: u64 = 500;

/// What the gateway of a channel says of a message it took over. Told twice, it says nothing new.
///
/// # Errors
/// When the store fails; `false` when no message of ours has that name there.
pub async fn receipt(
    context: &Context,
    channel: &str,
    their_id: &str,
    delivered: bool,
) -> Result<bool, AppError> {
    let Some(way) = way_of(channel) else { return Ok(false) };
    if settle(context, way, (their_id, delivered)).await? {
        return Ok(true);
    }
    let now = context.clock.now();
    let keep = async |tx: &Tx| early_receipts::keep(tx, (channel, their_id), delivered, now).await;
    context.store.write(keep).await?;
    // Whoever writes the name down now finds the receipt; whoever did meanwhile is found.
    settle(context, way, (their_id, delivered)).await
}

/// A name was written down: what its gateway may have said before counts.
pub(super) async fn settle_early(context: &Context, way: Way, their_id: &str) -> Result<(), AppError> {
    let early = early_receipts::find(&context.store.reader(), code_of(way), their_id).await?;
    if let Some(delivered) = early {
        settle(context, way, (their_id, delivered)).await?;
    }
    Ok(())
}

async fn settle(context: &Context, way: Way, (their_id, delivered): (&str, bool)) -> Result<bool, AppError> {
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let named = notices::by_their_id(tx, way, their_id).await?;
            for it in named.iter().filter(|it| it.state == NoticeState::Sent) {
                if delivered {
                    let arrived = Notice { state: NoticeState::Accepted, ended: Some(now), ..it.clone() };
                    notices::change(tx, &arrived, NoticeState::Sent).await?;
                } else {
                    fail(tx, context, it, "the gateway could not deliver it").await?;
                }
            }
            Ok(!named.is_empty())
        })
        .await
}

/// What no receipt came of for days is no message that arrived; where it was the last way and it matters, somebody calls.
/// Forgets receipts that nobody waited for.
pub(super) async fn end_unconfirmed(context: &Context) -> Result<(), AppError> {
    let now = context.clock.now();
    let long_ago = now.plus_minutes(-UNCONFIRMED_DAYS * 24 * 60);
    for it in notices::unconfirmed_since(&context.store.reader(), long_ago, MOST).await? {
        let error = format!("no receipt came for {UNCONFIRMED_DAYS} days");
        let ended = context.store.write(async |tx: &Tx| fail(tx, context, &it, &error).await).await;
        // One that can not be ended holds up no other.
        if let Err(error) = ended {
            let error = &error as &dyn std::error::Error;
            tracing::error!(notice = %it.id, error, "a text without a receipt could not be ended");
        }
    }
    let before = now.plus_minutes(-EARLY_MINUTES);
    Ok(context.store.write(async |tx: &Tx| early_receipts::forget_before(tx, before).await).await?)
}
