//! Where statements run: inside a write, or on the read pool. Both take the same repository functions for reading.

use crate::StoreError;
use crate::error::{DatabaseFailure, asks_to_repeat, took_too_long, violates_a_constraint};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, DbBackend, DbErr, SqlErr,
};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// A write in progress.
pub struct Tx {
    pub(crate) inner: DatabaseTransaction,
    failed: AtomicBool,
    repeat: AtomicBool,
    work: AtomicBool,
    broken: Mutex<Option<DatabaseFailure>>,
}

/// The read pool.
#[derive(Clone)]
pub struct Reader {
    pub(crate) inner: DatabaseConnection,
}

/// Something statements run on: a `Tx` or a `Reader`.
pub trait Handle: sealed::Executor {}

impl Handle for Tx {}
impl Handle for Reader {}

impl Tx {
    pub(crate) fn new(inner: DatabaseTransaction) -> Self {
        Self {
            inner,
            failed: AtomicBool::new(false),
            repeat: AtomicBool::new(false),
            work: AtomicBool::new(false),
            broken: Mutex::new(None),
        }
    }

    /// Remembers that a statement failed and whether the database asked for a repetition, whatever the use case makes
    /// of the error.
    pub(crate) fn fail(&self, error: DbErr) -> StoreError {
        self.failed.store(true, Ordering::Relaxed);
        if asks_to_repeat(&error) {
            self.repeat.store(true, Ordering::Relaxed);
        }
        if took_too_long(&error) {
            return StoreError::TooLong;
        }
        let harmless = violates_a_constraint(&error);
        let failure = DatabaseFailure::from(error);
        if !harmless {
            *self.broken.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure.clone());
        }
        StoreError::Db(failure)
    }

    /// What the database failed with, if it was more than a violated constraint. Forgotten afterwards, with every other
    /// failure: the transaction goes to its next user.
    pub(crate) fn take_failure(&self) -> Option<DatabaseFailure> {
        self.failed.store(false, Ordering::Relaxed);
        self.repeat.store(false, Ordering::Relaxed);
        self.broken.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// As `fail`, but a key that is taken means that another writer was first.
    pub(crate) fn fail_or_stale(&self, error: DbErr, what: impl FnOnce() -> String) -> StoreError {
        self.fail_or(error, || StoreError::Stale { what: what() })
    }

    /// As `fail`, but a key that is taken means that another must be chosen.
    pub(crate) fn fail_or_taken(&self, error: DbErr, what: impl FnOnce() -> String) -> StoreError {
        self.fail_or(error, || StoreError::Taken { what: what() })
    }

    fn fail_or(&self, error: DbErr, taken: impl FnOnce() -> StoreError) -> StoreError {
        let is_taken = matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)));
        let failure = self.fail(error);
        if is_taken { taken() } else { failure }
    }

    /// Whether a statement failed. `PostgreSQL` would answer a commit after that with a silent roll-back.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    pub(crate) fn asked_to_repeat(&self) -> bool {
        self.repeat.load(Ordering::Relaxed)
    }

    /// Remembers that there will be work after the commit.
    pub(crate) fn brings_work(&self) {
        self.work.store(true, Ordering::Relaxed);
    }

    /// Whether there is work after the commit; true also when the turn that brought it was undone.
    pub(crate) fn has_brought_work(&self) -> bool {
        self.work.load(Ordering::Relaxed)
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }
}

pub(crate) mod sealed {
    use super::{DatabaseExecutor, DbErr, Reader, StoreError, Tx};

    /// How the repository files reach the database.
    pub trait Executor {
        /// Where the statement runs.
        fn executor(&self) -> DatabaseExecutor<'_>;
        /// What becomes of a failure.
        fn failed(&self, error: DbErr) -> StoreError;
    }

    impl Executor for Tx {
        fn executor(&self) -> DatabaseExecutor<'_> {
            DatabaseExecutor::Transaction(&self.inner)
        }

        fn failed(&self, error: DbErr) -> StoreError {
            self.fail(error)
        }
    }

    impl Executor for Reader {
        fn executor(&self) -> DatabaseExecutor<'_> {
            DatabaseExecutor::Connection(&self.inner)
        }

        fn failed(&self, error: DbErr) -> StoreError {
            error.into()
        }
    }
}
