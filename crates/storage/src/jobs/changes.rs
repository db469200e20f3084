//! What people do to work that was given up: mend it, send it again, discard it; and that they begin what comes again by
//! itself. Each time it is written down who did so.

use super::JobState;
use crate::entities::{job, job_change};
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, Instant};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, NotSet, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

/// What a person did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Changed what it is about.
    Mended,
    /// Let it be tried again.
    SentAgain,
    /// Took it away.
    Discarded,
    /// Began recurring work whatever its schedule says.
    BegunNow,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 4] = [Self::Mended, Self::SentAgain, Self::Discarded, Self::BegunNow];

    /// As it is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mended => "mended",
            Self::SentAgain => "sent-again",
            Self::Discarded => "discarded",
            Self::BegunNow => "begun-now",
        }
    }
}

/// What a person did to a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The job, which may be gone.
    pub job: Uuid,
    /// Its kind.
    pub kind: String,
    /// What was done.
    pub act: Act,
    /// What it was about before.
    pub payload: String,
    /// Why.
    pub reason: Option<String>,
    /// Who.
    pub account: AccountId,
    /// When.
    pub at: Instant,
}

/// Changes what a job that was given up is about.
///
/// # Errors
/// `Stale` when it is not given up any more; when the database fails.
pub async fn mend(tx: &Tx, id: Uuid, payload: &str) -> Result<(), StoreError> {
    let mended = job::Entity::update_many()
        .col_expr(job::Column::Payload, Expr::value(payload))
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::State.eq(JobState::Dead.code()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    was_there(id, mended.rows_affected)
}

/// Lets a job be tried at once, with all tries before it: one that was given up, or one that waits.
///
/// # Errors
/// `Stale` when a worker has it or it is done; when the database fails.
pub async fn send_again(tx: &Tx, id: Uuid, now: Instant) -> Result<(), StoreError> {
    let sent = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(JobState::Waiting.code()))
        .col_expr(job::Column::Due, Expr::value(now.micros()))
        .col_expr(job::Column::Attempts, Expr::value(0_i64))
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::State.is_in([JobState::Dead.code(), JobState::Waiting.code()]))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    tx.brings_work();
    was_there(id, sent.rows_affected)
}

/// Gives a job its key back, which it lost when it was given up.
///
/// # Errors
/// `Stale` when other work has it by now; when the database fails.
pub async fn take_key(tx: &Tx, id: Uuid, key: &str) -> Result<(), StoreError> {
    let holders = job::Entity::find().filter(job::Column::JobKey.eq(key)).filter(job::Column::Id.ne(id));
    let holders = holders.count(&tx.inner).await.map_err(|error| tx.fail(error))?;
    if holders > 0 {
        return was_there(id, 0);
    }
    let taken = job::Entity::update_many()
        .col_expr(job::Column::JobKey, Expr::value(key))
        .filter(job::Column::Id.eq(id))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    was_there(id, taken.rows_affected)
}

/// Takes a job away that was given up.
///
/// # Errors
/// `Stale` when it is not given up any more; when the database fails.
pub async fn discard(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    let gone = job::Entity::delete_many()
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::State.eq(JobState::Dead.code()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    was_there(id, gone.rows_affected)
}

fn was_there(id: Uuid, rows: u64) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Stale { what: format!("job {id}") }) }
}

/// Writes down what a person did.
///
/// # Errors
/// When the database fails.
pub async fn record(tx: &Tx, change: &Change) -> Result<(), StoreError> {
    let row = job_change::ActiveModel {
        position: NotSet,
        job: Set(change.job),
        kind: Set(change.kind.clone()),
        act: Set(change.act.code().to_owned()),
        payload: Set(change.payload.clone()),
        reason: Set(change.reason.clone()),
        account: Set(change.account.0),
        at: Set(change.at.micros()),
    };
    job_change::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// What was done last, the latest first.
///
/// # Errors
/// When the database fails or a row can not be read.
pub async fn changes(handle: &impl Handle, limit: u64) -> Result<Vec<Change>, StoreError> {
    let rows = job_change::Entity::find()
        .order_by_desc(job_change::Column::Position)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(TryInto::try_into).collect()
}

impl TryFrom<job_change::Model> for Change {
    type Error = StoreError;

    fn try_from(row: job_change::Model) -> Result<Self, StoreError> {
        let act = Act::ALL.into_iter().find(|it| it.code() == row.act);
        let act = act.ok_or_else(|| StoreError::corrupt("job_change", row.position, "no such act"))?;
        Ok(Self {
            job: row.job,
            kind: row.kind,
            act,
            payload: row.payload,
            reason: row.reason,
            account: AccountId(row.account),
            at: Instant::from_micros(row.at),
        })
    }
}
