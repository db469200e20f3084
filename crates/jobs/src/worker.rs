//! A worker: claims what is due, tries several at once and ends what it claimed. Reads no clock; `now` is asked of the
//! caller.

use crate::hand::{Begun, Hand};
use crate::{Ended, Limits, Measures, Outcome};
use motcua_kernel::Instant;
use motcua_storage::jobs::{self, ClaimedJob, Ending, Lease, Try};
use motcua_storage::{Store, StoreError};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};
use uuid::Uuid;

/// How long tries may go on when the worker is to stop.
const PATIENCE: Duration = Duration::from_secs(8);

/// One worker of one instance.
#[derive(Clone)]
pub struct Worker {
    /// Where the jobs are.
    pub store: Store,
    /// Who holds the leases, another id for each worker.
    pub id: Uuid,
    /// After this another worker may take what this one holds; a worker that lives renews it.
    pub lease: Duration,
    /// How many it tries at once.
    pub limits: Limits,
    /// Where it counts what it did.
    pub measures: Arc<Measures>,
}

/// What a drain did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drained {
    /// Jobs that are done.
    pub done: u32,
    /// Jobs that will be tried again.
    pub again: u32,
    /// Jobs that a person must look at.
    pub given_up: u32,
    /// Jobs whose lease ran out during the try: another worker has them.
    pub lost: u32,
}

/// The tries that go on; each says how it ended, unless the store failed.
type Tries = JoinSet<Result<Ended, StoreError>>;
type Tried = Result<(Id, Result<Ended, StoreError>), JoinError>;

impl Worker {
    /// Runs every job that is due, also those that become due meanwhile, until none is left.
    ///
    /// # Errors
    /// When the store fails; jobs that were claimed stay under their lease.
    pub async fn drain<F: Future<Output = Outcome> + Send + 'static>(
        &self,
        now: impl Fn() -> Instant,
        run: impl Fn(ClaimedJob) -> F,
    ) -> Result<Drained, StoreError> {
        let (mut hand, mut tries) = (Hand::new(&self.limits), Tries::new());
        let mut drained = Drained::default();
        loop {
            let claimed = self.claim(&mut hand, now()).await?;
            self.begin(&mut hand, &mut tries, &now, &run);
            match tries.join_next_with_id().await {
                Some(ended) => drained.count(self.settle(&mut hand, ended).await?),
                None if claimed == 0 && hand.is_empty() => return Ok(drained),
                None => {}
            }
        }
    }

    /// Works whenever there is something to do, until `stop` says so: woken by a commit, when the next job is due, and at
    /// least every `pause`. A failing store is logged and tried again after the pause.
    pub async fn work<F: Future<Output = Outcome> + Send + 'static>(
        &self,
        now: impl Fn() -> Instant,
        run: impl Fn(ClaimedJob) -> F,
        pause: Duration,
        mut stop: watch::Receiver<bool>,
    ) {
        let (mut hand, mut tries) = (Hand::new(&self.limits), Tries::new());
        let mut waiter = self.store.waiter();
        let mut renewal = tokio::time::interval(self.lease / 3);
        let listening = self.store.listen();
        tokio::pin!(listening);
        while !*stop.borrow_and_update() {
            let wait = self.take(&mut hand, &now, pause).await;
            self.begin(&mut hand, &mut tries, &now, &run);
            tokio::select! {
                Some(ended) = tries.join_next_with_id() => {
                    told(self.settle(&mut hand, ended).await);
                }
                () = waiter.rung() => {}
                () = tokio::time::sleep(wait) => {}
                _ = renewal.tick() => self.renew(&hand, now()).await,
                () = &mut listening => {}
                changed = stop.changed() => if changed.is_err() { break },
            }
        }
        self.stop(hand, tries, &now).await;
    }

    /// Claims what it has room for and says how long it may sleep, unless something happens.
    async fn take(&self, hand: &mut Hand<'_>, now: &impl Fn() -> Instant, pause: Duration) -> Duration {
        let taken = async {
            if hand.room().is_none() {
                return Ok(pause);
            }
            let now = now();
            match jobs::next_due(&self.store.reader()).await? {
                None => Ok(pause),
                Some(due) if due > now => Ok(until(due, now).min(pause)),
                // What it could not claim is in the hands of another, or of a kind that it has enough of.
                Some(_) => Ok(if self.claim(hand, now).await? == 0 { pause } else { Duration::ZERO }),
            }
        };
        told(taken.await).unwrap_or(pause)
    }

    async fn claim(&self, hand: &mut Hand<'_>, now: Instant) -> Result<usize, StoreError> {
        let Some(room) = hand.room() else { return Ok(0) };
        let claimed = jobs::claim(&self.store, self.lease(now), (&room, &hand.ids()), now).await?;
        let number = claimed.len();
        hand.put(claimed);
        Ok(number)
    }

    fn begin<F: Future<Output = Outcome> + Send + 'static>(
        &self,
        hand: &mut Hand<'_>,
        tries: &mut Tries,
        now: &impl Fn() -> Instant,
        run: &impl Fn(ClaimedJob) -> F,
    ) {
        while let Some(job) = hand.next() {
            self.measures.begun(&job.kind, until(now(), job.due));
            let begun = Begun { id: job.id, kind: job.kind.clone(), attempts: job.attempts };
            let (worker, this, kind) = (self.clone(), self.try_of(&begun), job.kind.clone());
            let trying = run(job);
            let task = tries.spawn(async move {
                let since = tokio::time::Instant::now();
                let ending = ending(trying.await);
                let took = since.elapsed();
                let ended = worker.end(this, &ending).await?;
                worker.measures.ended(&kind, ended, took);
                Ok(ended)
            });
            hand.begin(task.id(), begun);
        }
    }

    /// Lets go of a job whose try has ended. One that panicked would do so again: a person must look.
    async fn settle(&self, hand: &mut Hand<'_>, tried: Tried) -> Result<Ended, StoreError> {
        match tried {
            Ok((task, ended)) => {
                hand.end(task);
                ended
            }
            Err(error) => {
                let Some(job) = hand.end(error.id()) else { return Ok(Ended::Lost) };
                tracing::error!(job = %job.id, kind = job.kind, "a try panicked");
                let panicked = Ending::Dead { error: "the try panicked".to_owned() };
                let ended = self.end(self.try_of(&job), &panicked).await?;
                self.measures.ended(&job.kind, ended, Duration::ZERO);
                Ok(ended)
            }
        }
    }

    /// Another worker may have the job by now.
    async fn end(&self, tried: Try, ending: &Ending) -> Result<Ended, StoreError> {
        let ended = self.store.write(async |tx| jobs::end(tx, tried, ending).await).await;
        match (ended, ending) {
            (Ok(()), Ending::Done) => Ok(Ended::Done),
            (Ok(()), Ending::Again { .. } | Ending::NotYet { .. }) => Ok(Ended::Again),
            (Ok(()), Ending::Dead { .. }) => Ok(Ended::GivenUp),
            (Err(StoreError::Stale { .. }), _) => {
                tracing::warn!(job = %tried.job, "the lease ran out during the try");
                Ok(Ended::Lost)
            }
            (Err(error), _) => Err(error),
        }
    }

    async fn renew(&self, hand: &Hand<'_>, now: Instant) {
        let (held, lease) = (hand.ids(), self.lease(now));
        if !held.is_empty() {
            told(self.store.write(async |tx| jobs::renew(tx, lease, &held).await).await);
        }
    }

    /// Gives back what it has not begun, waits for what it has, and breaks off what takes too long.
    async fn stop(&self, mut hand: Hand<'_>, mut tries: Tries, now: &impl Fn() -> Instant) {
        let unbegun = hand.take_unbegun();
        told(self.store.write(async |tx| jobs::give_back(tx, self.id, &unbegun).await).await);
        let ending = async {
            while let Some(ended) = tries.join_next_with_id().await {
                told(self.settle(&mut hand, ended).await);
            }
        };
        if tokio::time::timeout(PATIENCE, ending).await.is_ok() {
            return;
        }
        tries.shutdown().await;
        for job in hand.take_begun() {
            tracing::warn!(job = %job.id, kind = job.kind, "a try was broken off, for the server stops");
            let again = Ending::Again { due: now(), error: "the server stopped during the try".to_owned() };
            told(self.end(self.try_of(&job), &again).await);
        }
    }

    const fn try_of(&self, job: &Begun) -> Try {
        Try { job: job.id, owner: self.id, attempts: job.attempts }
    }

    fn lease(&self, now: Instant) -> Lease {
        let micros = i64::try_from(self.lease.as_micros()).unwrap_or(i64::MAX);
        Lease { owner: self.id, until: Instant::from_micros(now.micros().saturating_add(micros)) }
    }
}

impl Drained {
    const fn count(&mut self, ended: Ended) {
        let counter = match ended {
            Ended::Done => &mut self.done,
            Ended::Again => &mut self.again,
            Ended::GivenUp => &mut self.given_up,
            Ended::Lost => &mut self.lost,
        };
        *counter += 1;
    }
}

fn ending(outcome: Outcome) -> Ending {
    match outcome {
        Outcome::Done => Ending::Done,
        Outcome::Again { due, error } => Ending::Again { due, error },
        Outcome::NotYet { due } => Ending::NotYet { due },
        Outcome::GiveUp { error } => Ending::Dead { error },
    }
}

/// From one moment to a later one; nothing when it is not later.
fn until(later: Instant, earlier: Instant) -> Duration {
    Duration::from_micros(u64::try_from(later.micros_since(earlier)).unwrap_or(0))
}

/// Logs a failure of the store.
fn told<T>(result: Result<T, StoreError>) -> Option<T> {
    result
        .inspect_err(|error| {
            tracing::error!(error = error as &dyn std::error::Error, "jobs could not be claimed or ended");
        })
        .ok()
}
