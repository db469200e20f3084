//! Once an hour: notices that nothing else would end or send.

use super::channel_of;
use super::receipts::end_unconfirmed;
use crate::duties::Duty;
use crate::{AppError, Context};
use motcua_storage::notices;
use motcua_storage::{Tx, jobs};

/// So long after its time, in minutes, a notice ought to have its work.
const LATE_MINUTES: i64 = 10;
/// As many at once.
const MOST: u64 = 2_000;

/// Ends texts without a receipt, and sends what waits without anybody who would send it.
///
/// # Errors
/// When the store fails.
pub(crate) async fn look_after(context: &Context) -> Result<(), AppError> {
    end_unconfirmed(context).await?;
    send_forgotten(context).await
}

/// What was asked for again while its work was just ending has none. Where there is work, its key lets no second one in.
async fn send_forgotten(context: &Context) -> Result<(), AppError> {
    let now = context.clock.now();
    let late = now.plus_minutes(-LATE_MINUTES);
    let waiting = notices::overdue(&context.store.reader(), late, MOST).await?;
    let jobs =
        waiting.iter().filter_map(|it| Some(Duty::Notice(channel_of(it.way)?, it.id).job(context, now)));
    let jobs = jobs.collect::<Result<Vec<_>, _>>()?;
    Ok(context.store.write(async |tx: &Tx| jobs::enqueue(tx, &jobs).await).await?)
}
