//! What has still to come of notices: whether what a gateway took arrived, whether what is overdue is sent at all.

use super::{Notice, NoticeState, TABLE, all, read};
use crate::entities::notice;
use crate::reach::{Reach, Way};
use crate::{Handle, StoreError, Tx, words};
use motcua_kernel::Instant;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Those of the message that the gateway of this way calls so, the first first. Another gateway may give the same name.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn by_their_id(handle: &impl Handle, way: Way, their_id: &str) -> Result<Vec<Notice>, StoreError> {
    let named = notice::Entity::find()
        .filter(notice::Column::TheirId.eq(their_id))
        .filter(notice::Column::Way.eq(words::word(&way, TABLE)?));
    all(handle, named).await
}

/// What a gateway took before `at` and has said nothing of since, the longest first, at most `limit`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn unconfirmed_since(
    handle: &impl Handle,
    at: Instant,
    limit: u64,
) -> Result<Vec<Notice>, StoreError> {
    // The words stand in the statement as they stand in the index.
    let rows = notice::Entity::find()
        .filter(Expr::cust("state = 'sent'"))
        .filter(notice::Column::Sent.lt(at.micros()))
        .order_by_asc(notice::Column::Sent)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// What waits to be sent since before `at`, the longest first, at most `limit`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn overdue(handle: &impl Handle, at: Instant, limit: u64) -> Result<Vec<Notice>, StoreError> {
    // The words stand in the statement as they stand in the index.
    let rows = notice::Entity::find()
        .filter(Expr::cust("state = 'waiting' AND way <> 'call'"))
        .filter(notice::Column::Due.lt(at.micros()))
        .order_by_asc(notice::Column::Due)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// A message to this address was tried in vain at `now`: that is the first try for all that is due there and was never tried.
///
/// # Errors
/// When the database fails.
pub async fn tried_in_vain(tx: &Tx, to: &Reach, now: Instant) -> Result<(), StoreError> {
    notice::Entity::update_many()
        .col_expr(notice::Column::FirstTried, Expr::value(now.micros()))
        .filter(notice::Column::Dossier.eq(to.dossier.0))
        .filter(notice::Column::Reach.eq(to.id))
        .filter(notice::Column::State.eq(words::word(&NoticeState::Waiting, TABLE)?))
        .filter(notice::Column::FirstTried.is_null())
        .filter(notice::Column::Due.lte(now.micros()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}
