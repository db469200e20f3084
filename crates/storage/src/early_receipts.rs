//! Receipts that came before anybody knew whom they speak of: a gateway may say that a message arrived while we still write
//! down that it took it. They hold the name it gave the message and nothing else, and are forgotten soon.

use crate::entities::early_receipt;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::Instant;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

/// Keeps one; of two about the same message the later one counts.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: &Tx,
    (channel, their_id): (&str, &str),
    delivered: bool,
    at: Instant,
) -> Result<(), StoreError> {
    let row = early_receipt::ActiveModel {
        channel: Set(channel.to_owned()),
        their_id: Set(their_id.to_owned()),
        delivered: Set(i64::from(delivered)),
        at: Set(at.micros()),
    };
    let again = OnConflict::columns([early_receipt::Column::Channel, early_receipt::Column::TheirId])
        .update_columns([early_receipt::Column::Delivered, early_receipt::Column::At])
        .to_owned();
    early_receipt::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// Whether the message that a gateway calls so arrived; nothing where it has not said so early.
///
/// # Errors
/// When the database fails.
pub async fn find(handle: &impl Handle, channel: &str, their_id: &str) -> Result<Option<bool>, StoreError> {
    let row = early_receipt::Entity::find_by_id((channel.to_owned(), their_id.to_owned()))
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(row.map(|it| it.delivered != 0))
}

/// Forgets what came before `at`.
///
/// # Errors
/// When the database fails.
pub async fn forget_before(tx: &Tx, at: Instant) -> Result<(), StoreError> {
    early_receipt::Entity::delete_many()
        .filter(early_receipt::Column::At.lt(at.micros()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}
