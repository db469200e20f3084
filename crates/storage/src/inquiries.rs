//! Texts that people sent to ask for a dossier. A row holds no words and no name; the telephone is readable until the
//! answer is out, and a keyed sum of it stays to count by. What is not answered leaves no row, so that nobody fills the
//! table by asking.

use crate::entities::{inquiry, inquiry_meter};
use crate::{Handle, StoreError, Tx, words};
use motcua_kernel::{DossierId, Instant};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const TABLE: &str = "inquiry";

/// More than one telephone is ever answered in a day.
const MOST_OF_A_PHONE: u64 = 1_000;

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InquiryOutcome {
    /// To a telephone of the dossier: who has it, and until when.
    Told,
    /// To anybody else with the code: how much of it is done.
    Degree,
    /// No slip has such a code, or nothing was asked.
    Unknown,
    /// Too often.
    TooMany,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InquiryState {
    /// It will be sent.
    Waiting,
    /// The gateway took it.
    Sent,
    /// It did not go out.
    Failed,
}

/// A text that is answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Inquiry {
    /// Its id, which is that of the answer.
    pub id: Uuid,
    /// `sms` or `zalo`.
    pub channel: String,
    /// The name that the gateway gave it.
    pub their_id: String,
    /// A keyed sum of the telephone.
    pub phone_sum: String,
    /// The telephone; nothing once the answer is out.
    pub phone: Option<String>,
    /// When it came.
    pub at: Instant,
    /// What is answered.
    pub outcome: InquiryOutcome,
    /// Whether its code or number was not that of a slip.
    pub wrong: bool,
    /// The dossier it is about.
    pub dossier: Option<DossierId>,
    /// Whether it is about all dossiers of its slip.
    pub whole_slip: bool,
    /// From when on its sender may ask again.
    pub again: Option<Instant>,
    /// In which language it is answered.
    pub locale: String,
    /// What became of the answer.
    pub state: InquiryState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was out, or failed for good.
    pub ended: Option<Instant>,
}

/// How one telephone, or all of a channel, has asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meter {
    /// When its sender was told that it is too often.
    pub warned: Option<Instant>,
    /// How many texts were not answered since it was last answered.
    pub silenced: u64,
}

/// Holds what is counted of `subject` until the transaction ends: of two that come at once the second waits.
///
/// # Errors
/// When the database fails.
pub async fn hold(tx: &Tx, subject: &str, now: Instant) -> Result<Meter, StoreError> {
    let row = inquiry_meter::ActiveModel {
        subject: Set(subject.to_owned()),
        last_at: Set(now.micros()),
        warned_at: Set(None),
        silenced: Set(0),
    };
    inquiry_meter::Entity::insert(row)
        .on_conflict(
            OnConflict::column(inquiry_meter::Column::Subject)
                .update_column(inquiry_meter::Column::LastAt)
                .to_owned(),
        )
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    let found = inquiry_meter::Entity::find_by_id(subject.to_owned())
        .one(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    let found =
        found.ok_or_else(|| StoreError::corrupt("inquiry_meter", subject, "it is gone while it is held"))?;
    Ok(Meter {
        warned: found.warned_at.map(Instant::from_micros),
        silenced: u64::try_from(found.silenced).unwrap_or(0),
    })
}

/// Keeps what is counted of `subject`.
///
/// # Errors
/// When the database fails.
pub async fn keep_meter(tx: &Tx, subject: &str, meter: &Meter) -> Result<(), StoreError> {
    let silenced = i64::try_from(meter.silenced).unwrap_or(i64::MAX);
    inquiry_meter::Entity::update_many()
        .col_expr(inquiry_meter::Column::WarnedAt, Expr::value(meter.warned.map(Instant::micros)))
        .col_expr(inquiry_meter::Column::Silenced, Expr::value(silenced))
        .filter(inquiry_meter::Column::Subject.eq(subject))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// Whether a text of this name has come on this channel before.
///
/// # Errors
/// When the database fails.
pub async fn has_come(handle: &impl Handle, channel: &str, their_id: &str) -> Result<bool, StoreError> {
    let found = inquiry::Entity::find()
        .filter(inquiry::Column::Channel.eq(channel))
        .filter(inquiry::Column::TheirId.eq(their_id))
        .count(&handle.executor())
        .await;
    Ok(found.map_err(|error| handle.failed(error))? > 0)
}

/// What of a telephone was answered since `since`: when, what, and whether it was wrong. The oldest first.
///
/// # Errors
/// When the database fails or a row can not be read.
pub async fn of_phone(
    handle: &impl Handle,
    phone_sum: &str,
    since: Instant,
) -> Result<Vec<Inquiry>, StoreError> {
    let rows = inquiry::Entity::find()
        .filter(inquiry::Column::PhoneSum.eq(phone_sum))
        .filter(inquiry::Column::At.gt(since.micros()))
        .order_by_asc(inquiry::Column::At)
        .limit(MOST_OF_A_PHONE)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// How many answers a channel has given since `since`.
///
/// # Errors
/// When the database fails.
pub async fn count_of_channel(
    handle: &impl Handle,
    channel: &str,
    since: Instant,
) -> Result<u64, StoreError> {
    inquiry::Entity::find()
        .filter(inquiry::Column::Channel.eq(channel))
        .filter(inquiry::Column::At.gt(since.micros()))
        .count(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))
}

/// Writes down a text that will be answered.
///
/// # Errors
/// `Taken` when it has come before.
pub async fn insert(tx: &Tx, it: &Inquiry) -> Result<(), StoreError> {
    inquiry::Entity::insert(row(it)?)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_taken(error, || format!("inquiry {}", it.id)))?;
    Ok(())
}

/// Changes one that still waits; says whether it did.
///
/// # Errors
/// When the database fails.
pub async fn change(tx: &Tx, it: &Inquiry) -> Result<bool, StoreError> {
    let changed = inquiry::Entity::update_many()
        .set(row(it)?)
        .filter(inquiry::Column::Id.eq(it.id))
        .filter(inquiry::Column::State.eq(words::word(&InquiryState::Waiting, TABLE)?))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(changed.rows_affected == 1)
}

/// The one with this id.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn find(handle: &impl Handle, id: Uuid) -> Result<Option<Inquiry>, StoreError> {
    let row = inquiry::Entity::find_by_id(id)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(read).transpose()
}

/// Forgets what came before `moment`, and what was counted.
///
/// # Errors
/// When the database fails.
pub async fn forget_before(tx: &Tx, moment: Instant) -> Result<(), StoreError> {
    inquiry::Entity::delete_many()
        .filter(inquiry::Column::At.lt(moment.micros()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    inquiry_meter::Entity::delete_many()
        .filter(inquiry_meter::Column::LastAt.lt(moment.micros()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

fn row(it: &Inquiry) -> Result<inquiry::ActiveModel, StoreError> {
    Ok(inquiry::ActiveModel {
        id: Set(it.id),
        channel: Set(it.channel.clone()),
        their_id: Set(it.their_id.clone()),
        phone_sum: Set(it.phone_sum.clone()),
        phone: Set(it.phone.clone()),
        at: Set(it.at.micros()),
        outcome: Set(words::word(&it.outcome, TABLE)?),
        wrong: Set(it.wrong),
        dossier: Set(it.dossier.map(|it| it.0)),
        whole_slip: Set(it.whole_slip),
        again: Set(it.again.map(Instant::micros)),
        locale: Set(it.locale.clone()),
        state: Set(words::word(&it.state, TABLE)?),
        attempts: Set(i64::from(it.attempts)),
        ended: Set(it.ended.map(Instant::micros)),
    })
}

fn read(row: inquiry::Model) -> Result<Inquiry, StoreError> {
    let id = row.id;
    Ok(Inquiry {
        id,
        channel: row.channel,
        their_id: row.their_id,
        phone_sum: row.phone_sum,
        phone: row.phone,
        at: Instant::from_micros(row.at),
        outcome: words::value(row.outcome, TABLE, id)?,
        wrong: row.wrong,
        dossier: row.dossier.map(DossierId),
        whole_slip: row.whole_slip,
        again: row.again.map(Instant::from_micros),
        locale: row.locale,
        state: words::value(row.state, TABLE, id)?,
        attempts: u32::try_from(row.attempts)
            .map_err(|_| StoreError::corrupt(TABLE, id, "the tries are no number"))?,
        ended: row.ended.map(Instant::from_micros),
    })
}
