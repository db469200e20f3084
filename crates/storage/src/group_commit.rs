//! Group commit on `SQLite`: writers that come together share one transaction and one flush to the disk.
//!
//! One task owns the batch and its commit. Writers take turns with its transaction, each behind a savepoint, so that a
//! refusal or a writer that vanishes undoes its own turn only. Nobody learns an outcome before the commit, not even a
//! refusal: it may rest on what another turn of the same batch wrote. A failure of the database that is no violated
//! constraint ends the batch, and everyone in it hears of it.
//!
//! Who writes down what can not be taken back any more goes before all who wait, and the batch ends with it.

use crate::StoreError;
use crate::bell::Bell;
use crate::error::DatabaseFailure;
use crate::executor::Tx;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

const MOST_MEMBERS: usize = 64;
const LONGEST_BATCH: Duration = Duration::from_millis(20);

/// The way to the one writer of a file.
#[derive(Clone)]
pub struct GroupCommit {
    requests: mpsc::UnboundedSender<Request>,
    urgent: mpsc::UnboundedSender<Request>,
}

/// Who comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Haste {
    /// Who came first.
    InTurn,
    /// This one.
    First,
}

/// Those who wait for a turn.
struct Waiting {
    urgent: mpsc::UnboundedReceiver<Request>,
    usual: mpsc::UnboundedReceiver<Request>,
}

/// One of them.
struct Asked {
    request: Request,
    haste: Haste,
}

impl Waiting {
    /// The next one; none when nobody can come any more.
    async fn next(&mut self) -> Option<Asked> {
        tokio::select! {
            biased;
            Some(request) = self.urgent.recv() => Some(Asked { request, haste: Haste::First }),
            Some(request) = self.usual.recv() => Some(Asked { request, haste: Haste::InTurn }),
            else => None,
        }
    }

    /// One who is here, of those in haste alone or of all.
    fn one_here(&mut self, wanted: Haste) -> Option<Asked> {
        let urgent = self.urgent.try_recv().ok().map(|request| Asked { request, haste: Haste::First });
        let usual = |queue: &mut mpsc::UnboundedReceiver<Request>| {
            let request = queue.try_recv().ok()?;
            Some(Asked { request, haste: Haste::InTurn })
        };
        match (urgent, wanted) {
            (None, Haste::InTurn) => usual(&mut self.usual),
            (urgent, _) => urgent,
        }
    }
}

type Request = oneshot::Sender<Result<Turn, StoreError>>;
type Committed = Result<(), DatabaseFailure>;

/// The transaction of the batch in the hands of one writer. Dropped before its end, it undoes what it did.
pub struct Turn {
    tx: Option<Tx>,
    back: Option<oneshot::Sender<Returned>>,
}

/// The transaction back from a turn.
struct Returned {
    tx: Tx,
    end: TurnEnd,
    /// Who waits for the commit; nobody when the writer has vanished.
    tell: Option<oneshot::Sender<Committed>>,
}

/// What a batch left behind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Brought {
    /// Nothing that anybody waits for.
    Nothing,
    /// Work after its commit.
    Work,
}

/// What becomes of the turn of a writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnEnd {
    /// It belongs to the batch.
    Keep,
    /// It never was.
    Undo,
}

impl GroupCommit {
    /// A writer over a connection that nothing else uses, which rings when it has committed work. Its task ends with the
    /// last of its clones.
    pub fn start(connection: DatabaseConnection, bell: Bell) -> Self {
        Self::start_with(connection, bell, LONGEST_BATCH)
    }

    fn start_with(connection: DatabaseConnection, bell: Bell, longest: Duration) -> Self {
        let (requests, usual) = mpsc::unbounded_channel();
        let (in_haste, urgent) = mpsc::unbounded_channel();
        let mut waiting = Waiting { urgent, usual };
        tokio::spawn(async move {
            while let Some(first) = waiting.next().await {
                if batch(&connection, longest, first, &mut waiting).await == Brought::Work {
                    bell.ring();
                }
            }
        });
        Self { requests, urgent: in_haste }
    }

    /// Waits for a turn.
    pub async fn turn(&self, haste: Haste) -> Result<Turn, StoreError> {
        let (request, turn) = oneshot::channel();
        let queue = match haste {
            Haste::InTurn => &self.requests,
            Haste::First => &self.urgent,
        };
        queue.send(request).map_err(|_| gone())?;
        turn.await.map_err(|_| gone())?
    }
}

impl Turn {
    /// Where the statements of this turn run.
    pub fn tx(&self) -> Result<&Tx, StoreError> {
        self.tx.as_ref().ok_or_else(gone)
    }

    /// Gives the transaction back and waits for the commit.
    pub async fn end(mut self, end: TurnEnd) -> Result<(), StoreError> {
        let (tell, told) = oneshot::channel();
        self.give_back(end, Some(tell));
        told.await.map_err(|_| gone())?.map_err(StoreError::Db)
    }

    fn give_back(&mut self, end: TurnEnd, tell: Option<oneshot::Sender<Committed>>) {
        if let (Some(tx), Some(back)) = (self.tx.take(), self.back.take()) {
            // When the task is gone, so is its transaction.
            let _ = back.send(Returned { tx, end, tell });
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.give_back(TurnEnd::Undo, None);
    }
}

/// One transaction for `first` and those who come while it is open.
async fn batch(
    connection: &DatabaseConnection,
    longest: Duration,
    first: Asked,
    waiting: &mut Waiting,
) -> Brought {
    let begun = Instant::now();
    let mut tx = match begin(connection).await {
        Ok(inner) => Tx::new(inner),
        Err(error) => {
            let _ = first.request.send(Err(error.into()));
            return Brought::Nothing;
        }
    };
    let mut members = Members::default();
    let mut next = Some(first);
    while let Some(Asked { request, haste }) = next {
        if let Err(error) = members.mark(&tx).await {
            let _ = request.send(Err(StoreError::Db(error.clone())));
            return give_up(tx, members, &error).await;
        }
        let (back, returned) = oneshot::channel();
        // One who does not wait any more gives the transaction back by dropping it.
        let _ = request.send(Ok(Turn { tx: Some(tx), back: Some(back) }));
        let Ok(returned) = returned.await else { return Brought::Nothing };
        tx = returned.tx;
        members.tell.extend(returned.tell);
        if let Some(error) = tx.take_failure() {
            return give_up(tx, members, &error).await;
        }
        match returned.end {
            TurnEnd::Keep => members.kept = true,
            TurnEnd::Undo if members.kept => {
                if let Err(error) = run(&tx, "ROLLBACK TO turn").await {
                    return give_up(tx, members, &error).await;
                }
                members.mark = Mark::Fresh;
            }
            // Nothing to keep: the next one begins anew.
            TurnEnd::Undo => break,
        }
        next = if members.tell.len() < MOST_MEMBERS && begun.elapsed() < longest {
            one_who_waits(waiting, haste).await
        } else {
            None
        };
    }
    let brought = if members.kept && tx.has_brought_work() { Brought::Work } else { Brought::Nothing };
    let ended = if members.kept { tx.inner.commit().await } else { tx.inner.rollback().await };
    members.tell_all(&ended.map_err(DatabaseFailure::from));
    brought
}

/// The next in the queue; those whose answer has just become ready get one chance to join it. Behind somebody in haste only
/// others in haste join.
async fn one_who_waits(waiting: &mut Waiting, behind: Haste) -> Option<Asked> {
    if let Some(asked) = waiting.one_here(behind) {
        return Some(asked);
    }
    if behind == Haste::First {
        return None;
    }
    tokio::task::yield_now().await;
    waiting.one_here(behind)
}

/// Who waits for a commit, and how the transaction stands between turns.
#[derive(Default)]
struct Members {
    tell: Vec<oneshot::Sender<Committed>>,
    kept: bool,
    mark: Mark,
}

/// The savepoint before the turn that comes.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// There is none.
    #[default]
    None,
    /// It stands, and nothing was written since.
    Fresh,
    /// It stands before a turn that was kept.
    Used,
}

impl Members {
    /// Sets a savepoint, if there is something that an undone turn must not take with it.
    async fn mark(&mut self, tx: &Tx) -> Committed {
        if !self.kept {
            return Ok(());
        }
        match self.mark {
            Mark::None => run(tx, "SAVEPOINT turn").await?,
            Mark::Fresh => {}
            Mark::Used => run(tx, "RELEASE turn; SAVEPOINT turn").await?,
        }
        self.mark = Mark::Used;
        Ok(())
    }

    fn tell_all(self, outcome: &Committed) {
        for member in self.tell {
            let _ = member.send(outcome.clone());
        }
    }
}

async fn give_up(tx: Tx, members: Members, error: &DatabaseFailure) -> Brought {
    if let Err(error) = tx.inner.rollback().await {
        tracing::error!(error = &error as &dyn std::error::Error, "a roll-back failed");
    }
    members.tell_all(&Err(error.clone()));
    Brought::Nothing
}

async fn begin(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
    connection.begin_with_options(options).await
}

async fn run(tx: &Tx, sql: &str) -> Committed {
    tx.inner.execute_unprepared(sql).await.map_err(DatabaseFailure::from)?;
    Ok(())
}

fn gone() -> StoreError {
    DbErr::Custom("the writer of the store has ended".to_owned()).into()
}

#[cfg(test)]
mod tests;
