//! Reading the log of all events in order, without missing one whose transaction commits late.
//!
//! On `PostgreSQL` positions are given before the commit, so a follower that went by position alone would step over a slow
//! writer. It reads only what is older than every running transaction, ordered by transaction and position.

use crate::entities::event;
use crate::executor::Reader;
use crate::{StoreError, dossiers};
use motcua_dossier::Entry;
use motcua_kernel::{DossierId, Instant};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};

/// How far a follower has read. The default is the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// The transaction; 0 on `SQLite`.
    pub transaction: i64,
    /// The position in the log.
    pub position: i64,
}

/// One event of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Where it stands: the cursor after it.
    pub cursor: Cursor,
    /// Of which dossier.
    pub dossier: DossierId,
    /// What happened.
    pub entry: Entry,
}

/// At most `limit` events after `cursor` that no running transaction can still come before.
///
/// # Errors
/// When the database fails or an event can not be read.
pub async fn read_after(reader: &Reader, cursor: Cursor, limit: u32) -> Result<Vec<Followed>, StoreError> {
    let backend = reader.inner.get_database_backend();
    let statement = if backend == DbBackend::Postgres {
        Statement::from_sql_and_values(
            backend,
            "SELECT *, xid::text::bigint AS transaction FROM event \
             WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) \
             AND (xid, position) > ($1::bigint::text::xid8, $2) ORDER BY xid, position LIMIT $3",
            [cursor.transaction.into(), cursor.position.into(), i64::from(limit).into()],
        )
    } else {
        Statement::from_sql_and_values(
            backend,
            "SELECT *, 0 AS \"transaction\" FROM event WHERE position > $1 ORDER BY position LIMIT $2",
            [cursor.position.into(), i64::from(limit).into()],
        )
    };
    followed(reader, statement).await
}

/// The events of one dossier up to `cursor`, in their order.
///
/// # Errors
/// When the database fails or an event can not be read.
pub async fn of_dossier(
    reader: &Reader,
    dossier: DossierId,
    until: Cursor,
) -> Result<Vec<Followed>, StoreError> {
    let backend = reader.inner.get_database_backend();
    let statement = if backend == DbBackend::Postgres {
        Statement::from_sql_and_values(
            backend,
            "SELECT *, xid::text::bigint AS transaction FROM event \
             WHERE dossier = $1 AND (xid, position) <= ($2::bigint::text::xid8, $3) ORDER BY seq",
            [dossier.0.into(), until.transaction.into(), until.position.into()],
        )
    } else {
        Statement::from_sql_and_values(
            backend,
            "SELECT *, 0 AS \"transaction\" FROM event WHERE dossier = $1 AND position <= $2 ORDER BY seq",
            [dossier.0.into(), until.position.into()],
        )
    };
    followed(reader, statement).await
}

/// How many events a follower at `cursor` has before it, counted up to `most`.
///
/// # Errors
/// When the database fails.
pub async fn count_after(reader: &Reader, cursor: Cursor, most: u32) -> Result<u32, StoreError> {
    let backend = reader.inner.get_database_backend();
    let statement = if backend == DbBackend::Postgres {
        Statement::from_sql_and_values(
            backend,
            "SELECT COUNT(*) AS events FROM (SELECT 1 FROM event \
             WHERE (xid, position) > ($1::bigint::text::xid8, $2) LIMIT $3) AS behind",
            [cursor.transaction.into(), cursor.position.into(), i64::from(most).into()],
        )
    } else {
        Statement::from_sql_and_values(
            backend,
            "SELECT COUNT(*) AS events FROM (SELECT 1 FROM event WHERE position > $1 LIMIT $2)",
            [cursor.position.into(), i64::from(most).into()],
        )
    };
    let row = reader.inner.query_one_raw(statement).await?;
    let events: i64 = row.map(|it| it.try_get("", "events")).transpose()?.unwrap_or_default();
    Ok(u32::try_from(events).unwrap_or(most))
}

/// The cursor before the first event that was recorded at `moment` or later; that behind all when there is none.
///
/// # Errors
/// When the database fails.
pub async fn before(reader: &Reader, moment: Instant) -> Result<Cursor, StoreError> {
    let backend = reader.inner.get_database_backend();
    let sql = if backend == DbBackend::Postgres {
        "SELECT xid::text::bigint AS transaction, position FROM event WHERE recorded >= $1 \
         ORDER BY xid, position LIMIT 1"
    } else {
        "SELECT 0 AS \"transaction\", position FROM event WHERE recorded >= $1 ORDER BY position LIMIT 1"
    };
    let statement = Statement::from_sql_and_values(backend, sql, [moment.micros().into()]);
    let Some(row) = reader.inner.query_one_raw(statement).await? else { return end(reader).await };
    let position: i64 = row.try_get("", "position")?;
    Ok(Cursor { transaction: row.try_get("", "transaction")?, position: position.saturating_sub(1) })
}

async fn followed(reader: &Reader, statement: Statement) -> Result<Vec<Followed>, StoreError> {
    let rows = reader.inner.query_all_raw(statement).await?;
    let mut followed = Vec::with_capacity(rows.len());
    for row in &rows {
        let model = event::Model::from_query_result(row, "")?;
        let cursor = Cursor { transaction: row.try_get("", "transaction")?, position: model.position };
        let entry = dossiers::entry(&model)?;
        followed.push(Followed { cursor, dossier: DossierId(model.dossier), entry });
    }
    Ok(followed)
}

/// The cursor behind all that `read_after` would give now.
///
/// # Errors
/// When the database fails.
pub async fn end(reader: &Reader) -> Result<Cursor, StoreError> {
    let backend = reader.inner.get_database_backend();
    let sql = if backend == DbBackend::Postgres {
        "SELECT xid::text::bigint AS transaction, position FROM event \
         WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY xid DESC, position DESC LIMIT 1"
    } else {
        "SELECT 0 AS \"transaction\", position FROM event ORDER BY position DESC LIMIT 1"
    };
    let row = reader.inner.query_one_raw(Statement::from_string(backend, sql)).await?;
    let Some(row) = row else { return Ok(Cursor::default()) };
    Ok(Cursor { transaction: row.try_get("", "transaction")?, position: row.try_get("", "position")? })
}
