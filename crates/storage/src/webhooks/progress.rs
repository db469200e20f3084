//! How a subscription gets on. Each step says from which place it is made, so that who was overtaken writes nothing.

use super::{Attempt, Webhook, WebhookState, attempts};
use crate::entities::webhook;
use crate::followers::Cursor;
use crate::{StoreError, Tx};
use motcua_kernel::Instant;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};
use uuid::Uuid;

/// What came of one event.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The subscription as it was read.
    pub webhook: &'a Webhook,
    /// Where it stands now; another than in `webhook` once something was taken.
    pub from: Cursor,
    /// The try.
    pub attempt: &'a Attempt,
}

/// An event was taken: the place moves behind it, and failures are forgotten.
///
/// # Errors
/// `Stale` when the subscription stands elsewhere or is off by now.
pub async fn taken(tx: &Tx, told: Told<'_>, behind: Cursor) -> Result<(), StoreError> {
    let update = place(webhook::Entity::update_many(), behind)
        .col_expr(webhook::Column::Failures, Expr::value(0_i64))
        .col_expr(webhook::Column::FailingSince, Expr::value(None::<i64>))
        .col_expr(webhook::Column::NextTry, Expr::value(None::<i64>))
        .col_expr(webhook::Column::LastSuccess, Expr::value(told.attempt.at.micros()));
    step(tx, told.webhook.id, told.from, update).await?;
    attempts::add(tx, told.webhook.id, told.attempt).await
}

/// An event was not taken: `next` is when it is tried again, or the state in which the subscription ends.
///
/// # Errors
/// `Stale` when the subscription stands elsewhere or is off by now.
pub async fn failed(
    tx: &Tx,
    told: Told<'_>,
    (failures, since): (u32, Instant),
    next: Result<Instant, WebhookState>,
) -> Result<(), StoreError> {
    let update = webhook::Entity::update_many()
        .col_expr(webhook::Column::Failures, Expr::value(i64::from(failures)))
        .col_expr(webhook::Column::FailingSince, Expr::value(since.micros()))
        .col_expr(webhook::Column::NextTry, Expr::value(next.ok().map(Instant::micros)))
        .col_expr(webhook::Column::LastError, Expr::value(told.attempt.error.clone()))
        .col_expr(webhook::Column::LastErrorAt, Expr::value(told.attempt.at.micros()))
        .col_expr(webhook::Column::State, Expr::value(next.err().unwrap_or(WebhookState::On).code()));
    step(tx, told.webhook.id, told.from, update).await?;
    attempts::add(tx, told.webhook.id, told.attempt).await
}

/// Nothing up to `behind` is for this subscription.
///
/// # Errors
/// `Stale` when the subscription stands elsewhere or is off by now.
pub async fn moved(tx: &Tx, id: Uuid, from: Cursor, behind: Cursor) -> Result<(), StoreError> {
    step(tx, id, from, place(webhook::Entity::update_many(), behind)).await
}

/// The dossier that was to be told again has been.
///
/// # Errors
/// `Stale` when the subscription stands elsewhere or is off by now.
pub async fn again_done(tx: &Tx, id: Uuid, from: Cursor) -> Result<(), StoreError> {
    let update = webhook::Entity::update_many().col_expr(webhook::Column::Again, Expr::value(None::<Uuid>));
    step(tx, id, from, update).await
}

/// A test was sent: nothing but the try is kept.
///
/// # Errors
/// When the database fails.
pub async fn pinged(tx: &Tx, id: Uuid, attempt: &Attempt) -> Result<(), StoreError> {
    attempts::add(tx, id, attempt).await
}

fn place(update: UpdateMany<webhook::Entity>, behind: Cursor) -> UpdateMany<webhook::Entity> {
    update
        .col_expr(webhook::Column::PlaceTransaction, Expr::value(behind.transaction))
        .col_expr(webhook::Column::PlacePosition, Expr::value(behind.position))
}

async fn step(
    tx: &Tx,
    id: Uuid,
    from: Cursor,
    update: UpdateMany<webhook::Entity>,
) -> Result<(), StoreError> {
    let updated = update
        .filter(webhook::Column::Id.eq(id))
        .filter(webhook::Column::State.eq(WebhookState::On.code()))
        .filter(webhook::Column::PlaceTransaction.eq(from.transaction))
        .filter(webhook::Column::PlacePosition.eq(from.position))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    if updated.rows_affected == 1 { Ok(()) } else { Err(StoreError::Stale { what: format!("webhook {id}") }) }
}
