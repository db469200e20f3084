//! A worker: claims what is due and ends what it claimed. Reads no clock; `now` is asked of the caller.

use crate::Outcome;
use motcua_kernel::Instant;
use motcua_storage::jobs::{self, ClaimedJob, Ending, Lease};
use motcua_storage::{Store, StoreError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use uuid::Uuid;

/// How many jobs are claimed at once.
const BATCH: u32 = 16;

/// One worker of one instance.
#[derive(Clone)]
pub struct Worker {
    /// Where the jobs are.
    pub store: Store,
    /// Who holds the leases, another id for each worker.
    pub id: Uuid,
    /// Minutes after which another worker may take what this one holds: longer than the longest try.
    pub lease_minutes: u32,
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

impl Worker {
    /// Runs every job that is due, also those that become due meanwhile, until none is left.
    ///
    /// # Errors
    /// When the store fails; jobs that were claimed stay under their lease.
    pub async fn drain(
        &self,
        now: impl Fn() -> Instant,
        run: impl AsyncFn(&ClaimedJob) -> Outcome,
    ) -> Result<Drained, StoreError> {
        let mut drained = Drained::default();
        loop {
            let claimed_at = now();
            let until = claimed_at.plus_minutes(i64::from(self.lease_minutes));
            let claimed =
                jobs::claim(&self.store, Lease { owner: self.id, until }, BATCH, claimed_at).await?;
            if claimed.is_empty() {
                return Ok(drained);
            }
            for job in &claimed {
                let ending = ending(run(job).await);
                drained.count(self.end(job, &ending).await?.then_some(&ending));
            }
        }
    }

    /// Drains whenever `wake` is notified and at least every `pause`, until `stop` says so. A failing store is logged and
    /// tried again after the pause.
    pub async fn work(
        &self,
        now: impl Fn() -> Instant,
        run: impl AsyncFn(&ClaimedJob) -> Outcome,
        wake: &Notify,
        pause: Duration,
        mut stop: watch::Receiver<bool>,
    ) {
        while !*stop.borrow_and_update() {
            if let Err(error) = self.drain(&now, &run).await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "jobs could not be claimed or ended"
                );
            }
            tokio::select! {
                () = wake.notified() => {}
                () = tokio::time::sleep(pause) => {}
                changed = stop.changed() => {
                    if changed.is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// Whether the job was still this worker's.
    async fn end(&self, job: &ClaimedJob, ending: &Ending) -> Result<bool, StoreError> {
        let ended = self.store.write(async |tx| jobs::end(tx, job.id, self.id, ending).await).await;
        match ended {
            Ok(()) => Ok(true),
            Err(StoreError::Stale { .. }) => {
                tracing::warn!(job = %job.id, kind = job.kind, "the lease ran out during the try");
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }
}

impl Drained {
    const fn count(&mut self, ending: Option<&Ending>) {
        let counter = match ending {
            Some(Ending::Done) => &mut self.done,
            Some(Ending::Again { .. }) => &mut self.again,
            Some(Ending::Dead { .. }) => &mut self.given_up,
            None => &mut self.lost,
        };
        *counter += 1;
    }
}

fn ending(outcome: Outcome) -> Ending {
    match outcome {
        Outcome::Done => Ending::Done,
        Outcome::Again { due, error } => Ending::Again { due, error },
        Outcome::GiveUp { error } => Ending::Dead { error },
    }
}
