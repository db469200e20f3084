//! A worker takes work, holds it under its lease, and ends it or gives it back.

use super::JobState;
use crate::{Handle, Store, StoreError, Tx};
use motcua_kernel::Instant;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement, Value};
use std::cmp::Reverse;
use std::fmt::Write as _;
use uuid::Uuid;

/// Work that a worker holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedJob {
    /// Its id.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub payload: String,
    /// How often it was tried, this time included.
    pub attempts: u32,
    /// Since when it might have been done.
    pub due: Instant,
}

/// Who claims, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The worker.
    pub owner: Uuid,
    /// After this another may claim the work.
    pub until: Instant,
}

/// A try of a job that a worker has claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Try {
    /// The job.
    pub job: Uuid,
    /// The worker.
    pub owner: Uuid,
    /// How often it was tried, this time included: a worker that lost it and claimed it again tells its tries apart.
    pub attempts: u32,
}

/// How much a worker can take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// Of all kinds together.
    pub total: u32,
    /// Of the kinds that have a limit.
    pub of_kinds: Vec<(&'static str, u32)>,
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
    /// Not tried, and not counted as a try.
    NotYet {
        /// Not before.
        due: Instant,
    },
    /// Given up: a person must look.
    Dead {
        /// What went wrong.
        error: String,
    },
}

/// When the next work is due or the next lease runs out; none when there is neither.
///
/// # Errors
/// When the database fails.
pub async fn next_due(handle: &impl Handle) -> Result<Option<Instant>, StoreError> {
    let sql = "SELECT MIN(moment) FROM (SELECT MIN(due) AS moment FROM job WHERE state = 'waiting' \
               UNION ALL SELECT MIN(lease_until) AS moment FROM job WHERE state = 'running') AS soonest";
    let executor = handle.executor();
    let statement = Statement::from_string(executor.get_database_backend(), sql);
    let row = executor.query_one_raw(statement).await.map_err(|error| handle.failed(error))?;
    let at: Option<i64> =
        row.map(|it| it.try_get_by_index(0)).transpose().map_err(|error| handle.failed(error))?.flatten();
    Ok(at.map(Instant::from_micros))
}

/// Claims what is due, the most urgent first and no more than there is room for; work whose lease ran out is due again, but
/// for what the worker has in hand itself: a clock that was put ahead further than a lease is long ends no try.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    store: &Store,
    lease: Lease,
    (room, in_hand): (&Room, &[Uuid]),
    now: Instant,
) -> Result<Vec<ClaimedJob>, StoreError> {
    store
        .write(async |tx| {
            renew_expired(tx, lease, in_hand, now).await?;
            take_back(tx, in_hand, now).await?;
            claim_in(tx, lease, room, now).await
        })
        .await
}

/// Holds longer what the worker has in hand and has no lease of any more, before another takes it.
async fn renew_expired(tx: &Tx, lease: Lease, in_hand: &[Uuid], now: Instant) -> Result<(), StoreError> {
    if in_hand.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "UPDATE job SET lease_until = $2 WHERE lease_owner = $1 AND state = 'running' AND lease_until <= $3 \
         AND id IN ({})",
        places(in_hand, 4)
    );
    let mut values: Vec<Value> = vec![lease.owner.into(), lease.until.micros().into(), now.micros().into()];
    values.extend(in_hand.iter().map(|it| Value::from(*it)));
    run(tx, sql, values).await?;
    Ok(())
}

/// Frees what is held under a lease that ran out, but for what is in hand.
async fn take_back(tx: &Tx, in_hand: &[Uuid], now: Instant) -> Result<(), StoreError> {
    let skip = skip(tx.backend());
    let but =
        if in_hand.is_empty() { String::new() } else { format!("AND id NOT IN ({})", places(in_hand, 2)) };
    let sql = format!(
        "UPDATE job SET state = 'waiting', lease_owner = NULL, lease_until = NULL WHERE id IN \
         (SELECT id FROM job WHERE state = 'running' AND lease_until <= $1 {but} {skip})"
    );
    let mut values: Vec<Value> = vec![now.micros().into()];
    values.extend(in_hand.iter().map(|it| Value::from(*it)));
    run(tx, sql, values).await?;
    Ok(())
}

async fn claim_in(tx: &Tx, lease: Lease, room: &Room, now: Instant) -> Result<Vec<ClaimedJob>, StoreError> {
    let (sql, values) = claiming(tx.backend(), lease, room, now);
    let rows = tx
        .inner
        .query_all_raw(Statement::from_sql_and_values(tx.backend(), sql, values))
        .await
        .map_err(|error| tx.fail(error))?;
    let mut claimed =
        rows.iter().map(claimed).collect::<Result<Vec<_>, _>>().map_err(|error| tx.fail(error))?;
    claimed.sort_by_key(|(priority, job)| (*priority, job.due, job.id));
    Ok(claimed.into_iter().map(|(_, job)| job).collect())
}

/// One part a kind with a limit and one for the others, so that each is found by its index however many there are.
fn claiming(backend: DbBackend, lease: Lease, room: &Room, now: Instant) -> (String, Vec<Value>) {
    let skip = skip(backend);
    let mut values: Vec<Value> = vec![
        lease.owner.into(),
        lease.until.micros().into(),
        now.micros().into(),
        i64::from(room.total).into(),
    ];
    let due = "state = 'waiting' AND due <= $3 ORDER BY priority DESC, due, id";
    let (mut parts, mut names, mut known) = (String::new(), String::new(), Vec::new());
    for (place, (kind, most)) in room.of_kinds.iter().enumerate() {
        values.extend([Value::from(*kind), i64::from((*most).min(room.total)).into()]);
        let (kind, most) = (values.len() - 1, values.len());
        // Writing to a string can not fail.
        let _ = write!(
            parts,
            "of_kind_{place} AS MATERIALIZED (SELECT id FROM job WHERE kind = ${kind} AND {due} \
             LIMIT ${most} {skip}), "
        );
        let _ = write!(names, "SELECT id FROM of_kind_{place} UNION ALL ");
        known.push(format!("${kind}"));
    }
    let others =
        if known.is_empty() { String::new() } else { format!("kind NOT IN ({}) AND", known.join(", ")) };
    let sql = format!(
        "WITH {parts}others AS MATERIALIZED (SELECT id FROM job WHERE {others} {due} LIMIT $4 {skip}), \
         chosen AS MATERIALIZED (SELECT id FROM job WHERE id IN ({names}SELECT id FROM others) \
         ORDER BY priority DESC, due, id LIMIT $4) \
         UPDATE job SET state = 'running', lease_owner = $1, lease_until = $2, begun = $3, attempts = attempts + 1 \
         WHERE id IN (SELECT id FROM chosen) RETURNING id, kind, payload, attempts, due, priority"
    );
    (sql, values)
}

const fn skip(backend: DbBackend) -> &'static str {
    if matches!(backend, DbBackend::Postgres) { "FOR UPDATE SKIP LOCKED" } else { "" }
}

/// A claimed job with its priority; `RETURNING` has no order.
fn claimed(row: &QueryResult) -> Result<(Reverse<i64>, ClaimedJob), DbErr> {
    let attempts: i64 = row.try_get_by_index(3)?;
    let job = ClaimedJob {
        id: row.try_get_by_index(0)?,
        kind: row.try_get_by_index(1)?,
        payload: row.try_get_by_index(2)?,
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        due: Instant::from_micros(row.try_get_by_index(4)?),
    };
    Ok((Reverse(row.try_get_by_index(5)?), job))
}

/// Holds `jobs` longer, as far as `lease` has them still; says how many those are.
///
/// # Errors
/// When the database fails.
pub async fn renew(tx: &Tx, lease: Lease, jobs: &[Uuid]) -> Result<u64, StoreError> {
    let sql = format!(
        "UPDATE job SET lease_until = $2 WHERE lease_owner = $1 AND state = 'running' AND id IN ({})",
        places(jobs, 3)
    );
    let mut values: Vec<Value> = vec![lease.owner.into(), lease.until.micros().into()];
    values.extend(jobs.iter().map(|it| Value::from(*it)));
    if jobs.is_empty() { Ok(0) } else { run(tx, sql, values).await }
}

/// Gives back what `owner` has claimed and not begun, as if it had not been claimed.
///
/// # Errors
/// When the database fails.
pub async fn give_back(tx: &Tx, owner: Uuid, jobs: &[Uuid]) -> Result<(), StoreError> {
    if jobs.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "UPDATE job SET state = 'waiting', lease_owner = NULL, lease_until = NULL, attempts = attempts - 1 \
         WHERE lease_owner = $1 AND state = 'running' AND id IN ({})",
        places(jobs, 2)
    );
    let mut values: Vec<Value> = vec![owner.into()];
    values.extend(jobs.iter().map(|it| Value::from(*it)));
    run(tx, sql, values).await?;
    tx.brings_work();
    Ok(())
}

/// `$3, $4, …`, one for each.
fn places(jobs: &[Uuid], first: usize) -> String {
    (first..first + jobs.len()).map(|it| format!("${it}")).collect::<Vec<_>>().join(", ")
}

/// The try is the one that its worker holds.
const HELD: &str = "id = $1 AND lease_owner = $2 AND attempts = $3";

/// Ends a try of work that its worker still holds.
///
/// # Errors
/// `Stale` when the lease ran out and another worker holds it, or another try of the same.
pub async fn end(tx: &Tx, tried: Try, ending: &Ending) -> Result<(), StoreError> {
    let keep = |state: JobState, more: &str| {
        format!(
            "UPDATE job SET state = '{}', lease_owner = NULL, lease_until = NULL, last_error = $4, {more} \
             WHERE {HELD}",
            state.code()
        )
    };
    let mut values: Vec<Value> = vec![tried.job.into(), tried.owner.into(), i64::from(tried.attempts).into()];
    let sql = match ending {
        Ending::Done => format!("DELETE FROM job WHERE {HELD}"),
        Ending::Again { due, error } => {
            values.extend([Value::from(error.as_str()), due.micros().into()]);
            // Whoever waits does not know yet when this is due.
            tx.brings_work();
            keep(JobState::Waiting, "due = $5")
        }
        Ending::NotYet { due } => {
            values.push(due.micros().into());
            tx.brings_work();
            format!(
                "UPDATE job SET state = 'waiting', lease_owner = NULL, lease_until = NULL, \
                 attempts = attempts - 1, due = $4 WHERE {HELD}"
            )
        }
        Ending::Dead { error } => {
            values.push(Value::from(error.as_str()));
            // Its key is free: what died holds nothing up that comes after it.
            keep(JobState::Dead, "job_key = NULL")
        }
    };
    let ended = run(tx, sql, values).await?;
    if ended == 1 { Ok(()) } else { Err(StoreError::Stale { what: format!("job {}", tried.job) }) }
}

async fn run(tx: &Tx, sql: String, values: Vec<Value>) -> Result<u64, StoreError> {
    let statement = Statement::from_sql_and_values(tx.backend(), sql, values);
    Ok(tx.inner.execute_raw(statement).await.map_err(|error| tx.fail(error))?.rows_affected())
}
