//! What can go wrong in the store, told apart by who must act.

use sea_orm::error::ConnAcquireErr;
use sea_orm::{DbErr, RuntimeErr};
use std::borrow::Cow;
use std::sync::Arc;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another writer was first: the caller reads again and shows who changed it.
    #[error("{what} was changed by another writer")]
    Stale {
        /// Which row.
        what: String,
    },
    /// There is no such row.
    #[error("{what} does not exist")]
    NotFound {
        /// Which row.
        what: String,
    },
    /// What must be unique is there already: the user chooses another.
    #[error("{what} is taken")]
    Taken {
        /// What.
        what: String,
    },
    /// A row can not be read as what it should be: the operator must look.
    #[error("table {table}, row {id}: {what}")]
    Corrupt {
        /// Which table.
        table: &'static str,
        /// Which row.
        id: String,
        /// What is wrong with it.
        what: String,
    },
    /// A write was begun inside a write: a mistake of the program.
    #[error("a write was begun inside a write")]
    Nested,
    /// A write held its lock too long and was given up.
    #[error("a write took longer than it may hold its lock")]
    TooLong,
    /// No connection came free in time: too many want one.
    #[error("no connection came free in time")]
    Busy,
    /// A write went on after one of its statements had failed, as if it had not: a mistake of the program.
    #[error("a write went on after a failed statement")]
    Ignored,
    /// The database failed.
    #[error("the database failed")]
    Db(#[source] DatabaseFailure),
}

/// What the database said. Its type is nobody's business outside.
#[derive(Clone, Debug, thiserror::Error)]
#[error(transparent)]
pub struct DatabaseFailure(Arc<DbErr>);

impl From<DbErr> for DatabaseFailure {
    fn from(error: DbErr) -> Self {
        Self(Arc::new(error))
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if matches!(error, DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)) {
            return Self::Busy;
        }
        Self::Db(error.into())
    }
}

impl StoreError {
    /// A broken row.
    #[expect(clippy::needless_pass_by_value, reason = "callers hand ids and errors over as they have them")]
    pub(crate) fn corrupt(table: &'static str, id: impl ToString, what: impl ToString) -> Self {
        Self::Corrupt { table, id: id.to_string(), what: what.to_string() }
    }
}

/// Whether `PostgreSQL` asks to try the same transaction again (serialization failure, deadlock).
pub(crate) fn asks_to_repeat(error: &DbErr) -> bool {
    ["40001", "40P01"].iter().any(|code| has_code(error, code))
}

/// Whether `PostgreSQL` gave a statement up at the longest time a write may take.
pub(crate) fn took_too_long(error: &DbErr) -> bool {
    has_code(error, "57014")
}

/// Whether a row was not as the schema demands, which leaves the rest of an `SQLite` transaction as it was.
pub(crate) fn violates_a_constraint(error: &DbErr) -> bool {
    const CONSTRAINT: u32 = 19;
    code(error).and_then(|it| it.parse::<u32>().ok()).is_some_and(|it| it & 0xff == CONSTRAINT)
}

fn has_code(error: &DbErr, expected: &str) -> bool {
    code(error).is_some_and(|it| it == expected)
}

fn code(error: &DbErr) -> Option<Cow<'_, str>> {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return None;
    };
    cause.as_database_error()?.code()
}
