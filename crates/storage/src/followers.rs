//! Reading the log of all events in order, without missing one whose transaction commits late.
//!
//! On `PostgreSQL` positions are given before the commit, so a follower that went by position alone would step over a slow
//! writer. It reads only what is older than every running transaction, ordered by transaction and position.

use crate::entities::event;
use crate::executor::Reader;
use crate::{StoreError, dossiers};
use motcua_dossier::Entry;
use motcua_kernel::DossierId;
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
