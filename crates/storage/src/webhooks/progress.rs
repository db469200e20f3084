//! How a subscription gets on. Each step says from which place it is made, so that who was overtaken writes nothing.

use super::{Attempt, Stand, Webhook, WebhookState, attempts};
use crate::entities::webhook;
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
    pub from: Stand,
    /// The try.
    pub attempt: &'a Attempt,
}

/// An event was taken: the subscription moves behind it, and failures are forgotten.
///
/// # Errors
/// `Stale` when the subscription stands elsewhere or is off by now.
pub async fn taken(tx: &Tx, told: Told<'_>, behind: Stand) -> Result<(), StoreError> {
    let update = to(webhook::Entity::update_many(), (told.from, behind))
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

/// Nothing up to `behind` is for this subscription, or the dossier that was to be told again has been.
///
/// # Errors
/// `Stale` when the subscription stands elsewhere or is off by now.
pub async fn moved(tx: &Tx, id: Uuid, from: Stand, behind: Stand) -> Result<(), StoreError> {
    step(tx, id, from, to(webhook::Entity::update_many(), (from, behind))).await
}

/// A test was sent: nothing but the try is kept.
///
/// # Errors
/// When the database fails.
pub async fn pinged(tx: &Tx, id: Uuid, attempt: &Attempt) -> Result<(), StoreError> {
    attempts::add(tx, id, attempt).await
}

/// What is told again and what goes on are not written by each other: an administrator may ask for the one during the other.
fn to(update: UpdateMany<webhook::Entity>, (from, behind): (Stand, Stand)) -> UpdateMany<webhook::Entity> {
    let update = update
        .col_expr(webhook::Column::PlaceTransaction, Expr::value(behind.place.transaction))
        .col_expr(webhook::Column::PlacePosition, Expr::value(behind.place.position));
    if from.again.is_none() {
        return update;
    }
    update
        .col_expr(webhook::Column::Again, Expr::value(behind.again.map(|it| it.dossier.0)))
        .col_expr(webhook::Column::AgainTold, Expr::value(behind.again.map(|it| i64::from(it.told))))
}

async fn step(tx: &Tx, id: Uuid, from: Stand, update: UpdateMany<webhook::Entity>) -> Result<(), StoreError> {
    let update = update
        .filter(webhook::Column::Id.eq(id))
        .filter(webhook::Column::State.eq(WebhookState::On.code()))
        .filter(webhook::Column::PlaceTransaction.eq(from.place.transaction))
        .filter(webhook::Column::PlacePosition.eq(from.place.position));
    let update = match from.again {
        Some(again) => update
            .filter(webhook::Column::Again.eq(again.dossier.0))
            .filter(webhook::Column::AgainTold.eq(i64::from(again.told))),
        None => update,
    };
    let updated = update.exec(&tx.inner).await.map_err(|error| tx.fail(error))?;
    if updated.rows_affected == 1 { Ok(()) } else { Err(StoreError::Stale { what: format!("webhook {id}") }) }
}
