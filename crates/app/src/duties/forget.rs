//! What has had its time is forgotten: it is data of people, or it is no use to anybody. What has waited too long is seen to.

use crate::intake::DRAFT_DAYS;
use crate::{AppError, Context, inquiries, notices};
use motcua_storage::{Tx, idempotency, intake_drafts, login_failures, sessions};

const DAY: i64 = 24 * 60;
/// A form that lay open so long is sent anew, not again.
const KEYS_DAYS: i64 = 30;
/// Much longer than failures count at the door.
const FAILURES_DAYS: i64 = 1;

pub(super) async fn expired(context: &Context) -> Result<(), AppError> {
    let now = context.clock.now();
    let forget = async |tx: &Tx| {
        sessions::end_expired(tx, now).await?;
        login_failures::forget_before(tx, now.plus_minutes(-FAILURES_DAYS * DAY)).await?;
        idempotency::forget_before(tx, now.plus_minutes(-KEYS_DAYS * DAY)).await?;
        intake_drafts::remove_before(tx, now.plus_minutes(-DRAFT_DAYS * DAY)).await?;
        inquiries::forget(tx, now).await?;
        Ok::<_, AppError>(())
    };
    context.store.write(forget).await?;
    notices::look_after(context).await
}
