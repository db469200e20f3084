//! The store: one embedded `SQLite` file with a single writer and a read pool of its own, or a `PostgreSQL` server.

use crate::bell::{Bell, Waiter};
use crate::error::{StoreError, asks_to_repeat};
use crate::executor::{Reader, Tx};
use crate::group_commit::{GroupCommit, Haste, TurnEnd};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement, TransactionTrait,
};
use std::time::Duration;
use tokio::time::Instant;
use tokio::time::error::Elapsed;

const SQLITE_READERS: u32 = 4;
const POSTGRES_WRITERS: u32 = 16;
const POSTGRES_READERS: u32 = 16;
const REPEATS: u32 = 3;
const LONG_WRITE: Duration = Duration::from_millis(50);
/// On `SQLite` a turn holds the lock from its first moment on.
const LONGEST_TURN: Duration = Duration::from_secs(2);
/// On `PostgreSQL` a write waits within its transaction for the row that gives numbers, behind all who came before.
const LONGEST_WRITE: Duration = Duration::from_secs(5);

/// For writers on `PostgreSQL`. Without the second a roll-back would wait as long as the statement it ends; the third
/// frees the rows of an instance that vanished in the middle of a write.
const POSTGRES_WRITER: [(&str, &str); 3] = [
    ("default_transaction_isolation", "read committed"),
    ("statement_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "10s"),
];

tokio::task_local! {
    /// Set while this task is inside `Store::write`.
    static WRITING: ();
}

/// A database of one province.
#[derive(Clone)]
pub struct Store {
    writer: Writer,
    reader: DatabaseConnection,
    bell: Bell,
}

/// How writes reach the database.
#[derive(Clone)]
enum Writer {
    /// A transaction for each, on a connection of the pool.
    Postgres(DatabaseConnection),
    /// Turns with the transaction of a batch, for the file has one writer.
    Sqlite(GroupCommit),
}

/// What a database says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// `SQLite` or `PostgreSQL`.
    pub backend: &'static str,
    /// Its version.
    pub version: String,
    /// How it keeps what is committed: `wal, synchronous 2` on `SQLite`, `fsync on` on `PostgreSQL`.
    pub journal: Option<String>,
}

impl Store {
    /// Opens `sqlite:PATH` (created when missing) or `postgres://…`. Applies no migration.
    ///
    /// # Errors
    /// When the database can not be reached or opened.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::connect(url, "FULL").await
    }

    /// As `open`, but no write to an embedded database waits for the disk. For filling one with what can be made again:
    /// a power cut meanwhile can break the file.
    ///
    /// # Errors
    /// When the database can not be reached or opened.
    pub async fn open_for_filling(url: &str) -> Result<Self, StoreError> {
        Self::connect(url, "OFF").await
    }

    async fn connect(url: &str, synchronous: &'static str) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            // The writer first: it makes the file and puts it into WAL.
            let writer = Database::connect(sqlite_options(url, 1, synchronous)).await?;
            let reader = Database::connect(sqlite_options(url, SQLITE_READERS, synchronous)).await?;
            let bell = Bell::new();
            return Ok(Self {
                writer: Writer::Sqlite(GroupCommit::start(writer, bell.clone())),
                reader,
                bell,
            });
        }
        let mut writer = postgres_options(url, POSTGRES_WRITERS);
        writer.map_sqlx_postgres_opts(|server| server.options(POSTGRES_WRITER));
        let writer = Database::connect(writer).await?;
        let reader = Database::connect(postgres_options(url, POSTGRES_READERS)).await?;
        let bell = Bell::heard_everywhere(writer.clone());
        Ok(Self { writer: Writer::Postgres(writer), reader, bell })
    }

    /// The read pool.
    pub fn reader(&self) -> Reader {
        Reader { inner: self.reader.clone() }
    }

    /// For whoever waits for work: rung after each commit that brought some.
    pub fn waiter(&self) -> Waiter {
        self.bell.waiter()
    }

    /// Lets the waiters of this store hear of work that other instances committed; never ends.
    pub async fn listen(&self) {
        match &self.writer {
            Writer::Postgres(_) => self.bell.listen(&self.reader).await,
            Writer::Sqlite(_) => std::future::pending().await,
        }
    }

    /// What the database is, asked of it: for an operator who wonders. It answers only when the database does.
    ///
    /// # Errors
    /// When the database can not be reached.
    pub async fn check(&self) -> Result<Checked, StoreError> {
        let backend = self.reader.get_database_backend();
        let (name, question) = if backend == DbBackend::Postgres {
            ("PostgreSQL", "SELECT current_setting('server_version'), 'fsync ' || current_setting('fsync')")
        } else {
            (
                "SQLite",
                "SELECT sqlite_version(), journal_mode || ', synchronous ' || synchronous \
                 FROM pragma_journal_mode, pragma_synchronous",
            )
        };
        let row = self.reader.query_one_raw(Statement::from_string(backend, question)).await?;
        let row =
            row.ok_or_else(|| StoreError::NotFound { what: "the version of the database".to_owned() })?;
        Ok(Checked { backend: name, version: row.try_get_by_index(0)?, journal: row.try_get_by_index(1)? })
    }

    /// Runs `work` in one transaction: committed when it returns `Ok`, rolled back when it returns an error, panics or
    /// is dropped. On `PostgreSQL` `work` may run up to three times more when the database asks for it, so it must touch
    /// nothing but its `Tx`. A statement that failed ends the write even if `work` goes on after it.
    ///
    /// `AsyncFnOnce + Clone` and not `AsyncFn`, whose futures can not be sent to another thread when `work` borrows.
    ///
    /// # Errors
    /// What `work` returns; `StoreError` when the transaction can not be begun or committed, was begun inside another,
    /// took longer than it may (two seconds on `SQLite`, five on `PostgreSQL`), or went on after a failed statement.
    pub async fn write<T, E: From<StoreError>>(
        &self,
        work: impl AsyncFnOnce(&Tx) -> Result<T, E> + Clone,
    ) -> Result<T, E> {
        self.write_with(Haste::InTurn, work).await
    }

    /// The same, before all who wait: for a small write that says what was done outside and can not be taken back, such as
    /// a mail that its server has. Until it is committed, a server that dies forgets it and does it again.
    ///
    /// # Errors
    /// As `write`.
    pub async fn write_first<T, E: From<StoreError>>(
        &self,
        work: impl AsyncFnOnce(&Tx) -> Result<T, E> + Clone,
    ) -> Result<T, E> {
        self.write_with(Haste::First, work).await
    }

    async fn write_with<T, E: From<StoreError>>(
        &self,
        haste: Haste,
        work: impl AsyncFnOnce(&Tx) -> Result<T, E> + Clone,
    ) -> Result<T, E> {
        if WRITING.try_with(|()| ()).is_ok() {
            return Err(StoreError::Nested.into());
        }
        match &self.writer {
            Writer::Postgres(connection) => write_alone(connection, &self.bell, work).await,
            Writer::Sqlite(group) => write_in_turn(group, haste, work).await,
        }
    }
}

/// One transaction, and up to three more when the database asks for them.
async fn write_alone<T, E: From<StoreError>>(
    connection: &DatabaseConnection,
    bell: &Bell,
    work: impl AsyncFnOnce(&Tx) -> Result<T, E> + Clone,
) -> Result<T, E> {
    let mut runs = 0;
    loop {
        let tx = Tx::new(connection.begin().await.map_err(StoreError::from)?);
        let begun = Instant::now();
        let outcome = run(work.clone(), &tx, LONGEST_WRITE).await;
        let brings_work = tx.has_brought_work();
        let ended = end(tx, outcome).await;
        if brings_work && matches!(ended, Ended::Final(Ok(_))) {
            bell.ring();
        }
        warn_when_long(begun);
        match ended {
            Ended::Final(result) => return result,
            Ended::ToRepeat(_) if runs < REPEATS => runs += 1,
            Ended::ToRepeat(error) => return Err(error),
        }
    }
}

/// A turn in a batch. What it came to is told after the commit, a refusal too.
async fn write_in_turn<T, E: From<StoreError>>(
    group: &GroupCommit,
    haste: Haste,
    work: impl AsyncFnOnce(&Tx) -> Result<T, E>,
) -> Result<T, E> {
    let turn = group.turn(haste).await?;
    let begun = Instant::now();
    let result = match run(work, turn.tx()?, LONGEST_TURN).await {
        Ok(Ok(_)) if turn.tx()?.has_failed() => Err(StoreError::Ignored.into()),
        Ok(result) => result,
        Err(Elapsed { .. }) => Err(StoreError::TooLong.into()),
    };
    warn_when_long(begun);
    turn.end(if result.is_ok() { TurnEnd::Keep } else { TurnEnd::Undo }).await?;
    result
}

async fn run<T, E>(
    work: impl AsyncFnOnce(&Tx) -> Result<T, E>,
    tx: &Tx,
    longest: Duration,
) -> Result<Result<T, E>, Elapsed> {
    tokio::time::timeout(longest, WRITING.scope((), work(tx))).await
}

/// How one run of a write ended.
enum Ended<T, E> {
    /// This is what the caller gets.
    Final(Result<T, E>),
    /// The database asks for another run; the error is for the caller whose runs are used up.
    ToRepeat(E),
}

async fn end<T, E: From<StoreError>>(tx: Tx, outcome: Result<Result<T, E>, Elapsed>) -> Ended<T, E> {
    let repeat = tx.asked_to_repeat();
    let error = match outcome {
        Ok(Ok(value)) if !tx.has_failed() => match tx.inner.commit().await {
            Ok(()) => return Ended::Final(Ok(value)),
            Err(error) if asks_to_repeat(&error) => return Ended::ToRepeat(StoreError::from(error).into()),
            Err(error) => return Ended::Final(Err(StoreError::from(error).into())),
        },
        Ok(Ok(_)) => StoreError::Ignored.into(),
        Ok(Err(error)) => error,
        Err(Elapsed { .. }) => StoreError::TooLong.into(),
    };
    if let Err(error) = tx.inner.rollback().await {
        tracing::error!(error = &error as &dyn std::error::Error, "a roll-back failed");
    }
    if repeat { Ended::ToRepeat(error) } else { Ended::Final(Err(error)) }
}

fn warn_when_long(begun: Instant) {
    let held = begun.elapsed();
    if held > LONG_WRITE {
        tracing::warn!(milliseconds = held.as_millis(), "a write held its lock for long");
    }
}

fn postgres_options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).sqlx_logging(false);
    options
}

fn sqlite_options(url: &str, connections: u32, synchronous: &'static str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // A file does not go away; asking it before each use would cost a statement.
    options.max_connections(connections).test_before_acquire(false);
    options.sqlx_logging(false).map_sqlx_sqlite_opts(move |file| {
        file.create_if_missing(true)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", synchronous)
            .pragma("foreign_keys", "ON")
            .pragma("busy_timeout", "5000")
            // Kibibytes a connection keeps of the file: the inner pages of every index of a province.
            .pragma("cache_size", "-16384")
            // An erased text is overwritten, not only forgotten.
            .pragma("secure_delete", "ON")
    });
    options
}

#[cfg(test)]
mod tests;
