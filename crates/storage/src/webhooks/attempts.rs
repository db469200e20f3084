//! What came of the latest tries of a subscription. Old ones go: the record of what happened is the history of each dossier.

use crate::entities::webhook_attempt;
use crate::followers::Cursor;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::Instant;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, Statement,
};
use uuid::Uuid;

/// So many tries are kept of each.
const KEPT: i64 = 200;

/// One try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Its id, time-ordered.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Id of the event.
    pub event: String,
    /// Type of the event.
    pub kind: String,
    /// Where the event stands in the log; none for a test.
    pub place: Option<Cursor>,
    /// What the other side answered, if it did.
    pub status: Option<u16>,
    /// What went wrong, if something did.
    pub error: Option<String>,
    /// How long it took.
    pub milliseconds: u32,
    /// Which try of this event it was, from 1.
    pub tries: u32,
}

/// The latest tries, the newest first, up to `most`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn latest_attempts(
    handle: &impl Handle,
    webhook: Uuid,
    most: u64,
) -> Result<Vec<Attempt>, StoreError> {
    let rows = webhook_attempt::Entity::find()
        .filter(webhook_attempt::Column::Webhook.eq(webhook))
        .order_by_desc(webhook_attempt::Column::Id)
        .limit(most)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// Writes one down, and forgets those beyond what is kept.
pub(super) async fn add(tx: &Tx, webhook: Uuid, it: &Attempt) -> Result<(), StoreError> {
    let row = webhook_attempt::ActiveModel {
        id: Set(it.id),
        webhook: Set(webhook),
        at: Set(it.at.micros()),
        event: Set(it.event.clone()),
        kind: Set(it.kind.clone()),
        place_transaction: Set(it.place.map(|it| it.transaction)),
        place_position: Set(it.place.map(|it| it.position)),
        status: Set(it.status.map(i64::from)),
        error: Set(it.error.clone()),
        milliseconds: Set(i64::from(it.milliseconds)),
        tries: Set(i64::from(it.tries)),
    };
    let inserted = webhook_attempt::Entity::insert(row).exec_without_returning(&tx.inner).await;
    inserted.map_err(|error| tx.fail(error))?;
    let sql = "DELETE FROM webhook_attempt WHERE webhook = $1 AND id <= \
               (SELECT id FROM webhook_attempt WHERE webhook = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)";
    let values = [webhook.into(), KEPT.into()];
    let statement = Statement::from_sql_and_values(tx.inner.get_database_backend(), sql, values);
    tx.inner.execute_raw(statement).await.map_err(|error| tx.fail(error))?;
    Ok(())
}

fn read(row: webhook_attempt::Model) -> Result<Attempt, StoreError> {
    let corrupt = |error: std::num::TryFromIntError| StoreError::corrupt("webhook_attempt", row.id, error);
    Ok(Attempt {
        at: Instant::from_micros(row.at),
        place: row
            .place_transaction
            .zip(row.place_position)
            .map(|(transaction, position)| Cursor { transaction, position }),
        status: row.status.map(u16::try_from).transpose().map_err(corrupt)?,
        milliseconds: u32::try_from(row.milliseconds).map_err(corrupt)?,
        tries: u32::try_from(row.tries).map_err(corrupt)?,
        id: row.id,
        event: row.event,
        kind: row.kind,
        error: row.error,
    })
}
