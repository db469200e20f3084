//! The table of work to be done after a commit. Written in the transaction of the fact it follows from; claimed by one
//! worker at a time under a lease that runs out.

use crate::entities::job;
use crate::{Store, StoreError, Tx};
use motcua_kernel::Instant;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryResult, Set, Statement, Value};
use std::cmp::Reverse;
use uuid::Uuid;

/// Work to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Its id, from the id source.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what, as JSON.
    pub payload: String,
    /// Higher first.
    pub priority: i32,
    /// Not before.
    pub due: Instant,
    /// Unique while the work is there: written down a second time, it is not.
    pub key: Option<String>,
    /// When it is written down.
    pub created: Instant,
}

/// Work that a worker holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedJob {
    /// Its id.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what, as JSON.
    pub payload: String,
    /// How often it was tried, this time included.
    pub attempts: u32,
}

/// Who claims, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The worker.
    pub owner: Uuid,
    /// After this another may claim the work.
    pub until: Instant,
}

/// Writes work down; what is there already under its key stays as it is, also while it is tried or waits for a person.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(tx: &Tx, jobs: &[NewJob]) -> Result<(), StoreError> {
    if jobs.is_empty() {
        return Ok(());
    }
    let rows = jobs.iter().map(|it| job::ActiveModel {
        id: Set(it.id),
        kind: Set(it.kind.clone()),
        payload: Set(it.payload.clone()),
        state: Set("waiting".to_owned()),
        priority: Set(i64::from(it.priority)),
        due: Set(it.due.micros()),
        attempts: Set(0),
        lease_owner: Set(None),
        lease_until: Set(None),
        last_error: Set(None),
        job_key: Set(it.key.clone()),
        created: Set(it.created.micros()),
        begun: Set(None),
    });
    job::Entity::insert_many(rows)
        .on_conflict(OnConflict::column(job::Column::JobKey).do_nothing().to_owned())
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// Claims at most `limit` jobs that are due, or whose lease ran out.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    store: &Store,
    lease: Lease,
    limit: u32,
    now: Instant,
) -> Result<Vec<ClaimedJob>, StoreError> {
    store.write(async |tx| claim_in(tx, lease, limit, now).await).await
}

async fn claim_in(tx: &Tx, lease: Lease, limit: u32, now: Instant) -> Result<Vec<ClaimedJob>, StoreError> {
    let skip = if tx.backend() == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "WITH due_now AS MATERIALIZED (SELECT id FROM job WHERE (state = 'waiting' AND due <= $3) \
         OR (state = 'running' AND lease_until <= $3) ORDER BY priority DESC, due, id LIMIT $4 {skip}) \
         UPDATE job SET state = 'running', lease_owner = $1, lease_until = $2, attempts = attempts + 1 \
         WHERE id IN (SELECT id FROM due_now) RETURNING id, kind, payload, attempts, priority, due"
    );
    let values: [Value; 4] =
        [lease.owner.into(), lease.until.micros().into(), now.micros().into(), i64::from(limit).into()];
    let rows = tx
        .inner
        .query_all_raw(Statement::from_sql_and_values(tx.backend(), sql, values))
        .await
        .map_err(|error| tx.fail(error))?;
    let mut claimed =
        rows.iter().map(claimed).collect::<Result<Vec<_>, _>>().map_err(|error| tx.fail(error))?;
    claimed.sort_by_key(|(order, job)| (*order, job.id));
    Ok(claimed.into_iter().map(|(_, job)| job).collect())
}

/// A claimed job with its place in the order; `RETURNING` has none.
fn claimed(row: &QueryResult) -> Result<((Reverse<i64>, i64), ClaimedJob), DbErr> {
    let attempts: i64 = row.try_get_by_index(3)?;
    let order = (Reverse(row.try_get_by_index(4)?), row.try_get_by_index(5)?);
    let job = ClaimedJob {
        id: row.try_get_by_index(0)?,
        kind: row.try_get_by_index(1)?,
        payload: row.try_get_by_index(2)?,
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
    };
    Ok((order, job))
}

/// How a worker leaves a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Done.
    Done,
    /// To be tried again.
    Again {
        /// Not before.
        due: Instant,
        /// What went wrong.
        error: String,
    },
    /// Given up: a person must look.
    Dead {
        /// What went wrong.
        error: String,
    },
}

/// Ends work that `owner` holds.
///
/// # Errors
/// `Stale` when the lease ran out and another worker holds it.
pub async fn end(tx: &Tx, id: Uuid, owner: Uuid, ending: &Ending) -> Result<(), StoreError> {
    let (sql, mut values): (&str, Vec<Value>) = match ending {
        Ending::Done => ("DELETE FROM job WHERE id = $1 AND lease_owner = $2", vec![]),
        Ending::Again { due, error } => (
            "UPDATE job SET state = 'waiting', lease_owner = NULL, lease_until = NULL, due = $3, last_error = $4 \
             WHERE id = $1 AND lease_owner = $2",
            vec![due.micros().into(), error.as_str().into()],
        ),
        Ending::Dead { error } => (
            "UPDATE job SET state = 'dead', lease_owner = NULL, lease_until = NULL, last_error = $3 \
             WHERE id = $1 AND lease_owner = $2",
            vec![error.as_str().into()],
        ),
    };
    values.splice(0..0, [id.into(), owner.into()]);
    let statement = Statement::from_sql_and_values(tx.backend(), sql, values);
    let done = tx.inner.execute_raw(statement).await.map_err(|error| tx.fail(error))?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Stale { what: format!("job {id}") }) }
}
