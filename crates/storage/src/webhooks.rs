//! Other systems that are told what happens: where each is, for whom, and how far it has been told.
//!
//! A subscription keeps one place in the log of all events, and the place moves only behind an event that was taken. Whoever
//! moves it says from where: of two that send for the same subscription the second finds it elsewhere and stops.

mod attempts;
mod progress;

pub use attempts::{Attempt, latest_attempts};
pub use progress::{Told, failed, moved, pinged, taken};

use crate::entities::webhook;
use crate::followers::Cursor;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, AgencyId, DossierId, Instant};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, UpdateMany};
use std::fmt;
use uuid::Uuid;

const TABLE: &str = "webhook";

/// A secret of a subscription. Its debug form does not tell it.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(pub Vec<u8>);

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(…)")
    }
}

/// Whether a subscription is told anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookState {
    /// It is.
    On,
    /// Somebody switched it off.
    Off,
    /// It failed for a day and was switched off.
    Failed,
    /// Its server said that it is gone (410).
    Gone,
}

impl WebhookState {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::On, Self::Off, Self::Failed, Self::Gone];

    /// Its stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Failed => "failed",
            Self::Gone => "gone",
        }
    }

    /// Whether the house switched it off, and nobody has looked since.
    pub const fn is_stopped(self) -> bool {
        matches!(self, Self::Failed | Self::Gone)
    }
}

/// A dossier that is told again before its subscription goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Again {
    /// It.
    pub dossier: DossierId,
    /// Up to this entry of its history it has been.
    pub told: u32,
}

/// Where a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// In the log of all events.
    pub place: Cursor,
    /// In the history of a dossier that is told again; meanwhile the place stays.
    pub again: Option<Again>,
}

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its id.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// Where events are posted to.
    pub url: String,
    /// Whose dossiers it is told of, with everything below.
    pub agency: AgencyId,
    /// Names of the kinds of events; every kind when empty.
    pub kinds: Vec<String>,
    /// What signs.
    pub secret: WebhookSecret,
    /// What signed before, and until when it still signs beside.
    pub old_secret: Option<(WebhookSecret, Instant)>,
    /// Whether it is told anything.
    pub state: WebhookState,
    /// Who made it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Instant,
    /// How far it has been told.
    pub stand: Stand,
    /// Failures since the last success.
    pub failures: u32,
    /// When the first of them was.
    pub failing_since: Option<Instant>,
    /// Not before.
    pub next_try: Option<Instant>,
    /// The last failure, and when.
    pub last_error: Option<(String, Instant)>,
    /// When it last took something.
    pub last_success: Option<Instant>,
}

/// Keeps a new one.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, it: &Webhook) -> Result<(), StoreError> {
    let row = webhook::ActiveModel {
        id: Set(it.id),
        name: Set(it.name.clone()),
        url: Set(it.url.clone()),
        agency: Set(it.agency.0),
        kinds: Set(it.kinds.join(" ")),
        secret: Set(it.secret.0.clone()),
        old_secret: Set(None),
        old_until: Set(None),
        state: Set(it.state.code().to_owned()),
        made_by: Set(it.made_by.0),
        made_at: Set(it.made_at.micros()),
        place_transaction: Set(it.stand.place.transaction),
        place_position: Set(it.stand.place.position),
        again: Set(it.stand.again.map(|it| it.dossier.0)),
        again_told: Set(it.stand.again.map(|it| i64::from(it.told))),
        failures: Set(0),
        failing_since: Set(None),
        next_try: Set(None),
        last_error: Set(None),
        last_error_at: Set(None),
        last_success: Set(None),
    };
    webhook::Entity::insert(row).exec_without_returning(&tx.inner).await.map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The subscription with this id.
///
/// # Errors
/// `NotFound` without it, `Corrupt` when its row can not be read.
pub async fn find(handle: &impl Handle, id: Uuid) -> Result<Webhook, StoreError> {
    let row = webhook::Entity::find_by_id(id).one(&handle.executor()).await;
    let row = row.map_err(|error| handle.failed(error))?;
    row.map_or_else(|| Err(StoreError::NotFound { what: format!("{TABLE} {id}") }), read)
}

/// Every subscription, by name.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn all(handle: &impl Handle) -> Result<Vec<Webhook>, StoreError> {
    let rows = webhook::Entity::find()
        .order_by_asc(webhook::Column::Name)
        .order_by_asc(webhook::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// Ids of those that have something to be told now, when the log reaches to `end`.
///
/// # Errors
/// When the database fails.
pub async fn due(handle: &impl Handle, end: Cursor, now: Instant) -> Result<Vec<Uuid>, StoreError> {
    let later = Condition::any()
        .add(webhook::Column::PlaceTransaction.lt(end.transaction))
        .add(
            Condition::all()
                .add(webhook::Column::PlaceTransaction.eq(end.transaction))
                .add(webhook::Column::PlacePosition.lt(end.position)),
        )
        .add(webhook::Column::Again.is_not_null());
    let waited = Condition::any()
        .add(webhook::Column::NextTry.is_null())
        .add(webhook::Column::NextTry.lte(now.micros()));
    webhook::Entity::find()
        .select_only()
        .column(webhook::Column::Id)
        .filter(webhook::Column::State.eq(WebhookState::On.code()))
        .filter(later)
        .filter(waited)
        .order_by_asc(webhook::Column::Id)
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))
}

/// Switches one on or off. One that is switched on begins without failures; to one that a person switched off no dossier is
/// told again.
///
/// # Errors
/// `NotFound` without it.
pub async fn switch(tx: &Tx, id: Uuid, state: WebhookState) -> Result<(), StoreError> {
    let update = webhook::Entity::update_many()
        .col_expr(webhook::Column::State, Expr::value(state.code()))
        .col_expr(webhook::Column::Failures, Expr::value(0_i64))
        .col_expr(webhook::Column::FailingSince, Expr::value(None::<i64>))
        .col_expr(webhook::Column::NextTry, Expr::value(None::<i64>));
    let update = if state == WebhookState::Off { without_again(update) } else { update };
    let update = update.filter(webhook::Column::Id.eq(id)).exec(&tx.inner).await;
    one(update.map_err(|error| tx.fail(error))?.rows_affected, id)
}

/// Gives one another secret; that of before signs beside it until then.
///
/// # Errors
/// `NotFound` without it.
pub async fn rotate(
    tx: &Tx,
    id: Uuid,
    secret: &WebhookSecret,
    old: (&WebhookSecret, Instant),
) -> Result<(), StoreError> {
    let update = webhook::Entity::update_many()
        .col_expr(webhook::Column::Secret, Expr::value(secret.0.clone()))
        .col_expr(webhook::Column::OldSecret, Expr::value(old.0.0.clone()))
        .col_expr(webhook::Column::OldUntil, Expr::value(old.1.micros()))
        .filter(webhook::Column::Id.eq(id))
        .filter(webhook::Column::Secret.eq(old.0.0.clone()))
        .exec(&tx.inner)
        .await;
    one(update.map_err(|error| tx.fail(error))?.rows_affected, id)
}

/// From where one is told on: back for what it was told before, or on past what it will not be told. No dossier is told
/// again before.
///
/// # Errors
/// `NotFound` without it.
pub async fn go_on_from(tx: &Tx, id: Uuid, place: Cursor) -> Result<(), StoreError> {
    let update = without_again(webhook::Entity::update_many())
        .col_expr(webhook::Column::PlaceTransaction, Expr::value(place.transaction))
        .col_expr(webhook::Column::PlacePosition, Expr::value(place.position))
        .col_expr(webhook::Column::NextTry, Expr::value(None::<i64>))
        .filter(webhook::Column::Id.eq(id))
        .exec(&tx.inner)
        .await;
    one(update.map_err(|error| tx.fail(error))?.rows_affected, id)
}

/// Has one dossier told again; says whether no other was waiting for that.
///
/// # Errors
/// When the database fails.
pub async fn tell_again(tx: &Tx, id: Uuid, dossier: DossierId) -> Result<bool, StoreError> {
    let update = webhook::Entity::update_many()
        .col_expr(webhook::Column::Again, Expr::value(dossier.0))
        .col_expr(webhook::Column::AgainTold, Expr::value(0_i64))
        .col_expr(webhook::Column::NextTry, Expr::value(None::<i64>))
        .filter(webhook::Column::Id.eq(id))
        .filter(webhook::Column::Again.is_null())
        .exec(&tx.inner)
        .await;
    Ok(update.map_err(|error| tx.fail(error))?.rows_affected == 1)
}

/// Ends one, with its tries.
///
/// # Errors
/// `NotFound` without it.
pub async fn delete(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    let deleted = webhook::Entity::delete_by_id(id).exec(&tx.inner).await;
    one(deleted.map_err(|error| tx.fail(error))?.rows_affected, id)
}

fn without_again(update: UpdateMany<webhook::Entity>) -> UpdateMany<webhook::Entity> {
    update
        .col_expr(webhook::Column::Again, Expr::value(None::<Uuid>))
        .col_expr(webhook::Column::AgainTold, Expr::value(None::<i64>))
}

fn one(rows: u64, id: Uuid) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::NotFound { what: format!("{TABLE} {id}") }) }
}

fn read(row: webhook::Model) -> Result<Webhook, StoreError> {
    let state = WebhookState::ALL.into_iter().find(|it| it.code() == row.state);
    let state = state.ok_or_else(|| StoreError::corrupt(TABLE, row.id, "no such state"))?;
    let number = |it: i64| u32::try_from(it).map_err(|error| StoreError::corrupt(TABLE, row.id, error));
    let failures = number(row.failures)?;
    let told = number(row.again_told.unwrap_or_default())?;
    Ok(Webhook {
        id: row.id,
        name: row.name,
        url: row.url,
        agency: AgencyId(row.agency),
        kinds: row.kinds.split_whitespace().map(str::to_owned).collect(),
        secret: WebhookSecret(row.secret),
        old_secret: row.old_secret.map(WebhookSecret).zip(row.old_until.map(Instant::from_micros)),
        state,
        made_by: AccountId(row.made_by),
        made_at: Instant::from_micros(row.made_at),
        stand: Stand {
            place: Cursor { transaction: row.place_transaction, position: row.place_position },
            again: row.again.map(|it| Again { dossier: DossierId(it), told }),
        },
        failures,
        failing_since: row.failing_since.map(Instant::from_micros),
        next_try: row.next_try.map(Instant::from_micros),
        last_error: row.last_error.zip(row.last_error_at.map(Instant::from_micros)),
        last_success: row.last_success.map(Instant::from_micros),
    })
}
