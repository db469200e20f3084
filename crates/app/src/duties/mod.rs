//! Work that follows from a change and is done later, by nobody's command: written with the change, done by a worker.
//!
//! A job may run twice, and late: each asks its rule anew, and what the rule refuses is done.

mod care;
mod duty;
mod forget;
mod recurring;
mod run;

pub use care::{Overview, discard, dossier_of, found, list, mend, overview, run_now, send_again};
pub(crate) use duty::Duty;
pub use duty::KINDS;
pub use motcua_jobs::{Drained, EDGES, Ended, OfKind, Spread};
pub use motcua_storage::jobs::{Act, Change, Count, JobRow, JobState, Wanted};
pub use recurring::{Recurring, RecurringState, plan};

use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_jobs::{Limits, Outcome, Worker};
use motcua_kernel::Instant;
use motcua_storage::jobs::{ClaimedJob, NewJob};
use run::run;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::watch;

/// How the workers of an instance work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Working {
    /// How many jobs are tried at once.
    pub at_once: u32,
    /// After this the jobs of a server that died are taken over.
    pub lease: Duration,
    /// How long a worker that nothing wakes waits before it looks by itself.
    pub pause: Duration,
}

impl Default for Working {
    fn default() -> Self {
        Self { at_once: 12, lease: Duration::from_mins(5), pause: Duration::from_secs(20) }
    }
}

/// The work that follows from the step from `before` to `after`.
pub(crate) fn following(
    context: &Context,
    before: &Dossier,
    after: &Dossier,
) -> Result<Vec<NewJob>, AppError> {
    let Some(until) =
        after.status.awaited_until().filter(|until| before.status.awaited_until() != Some(*until))
    else {
        return Ok(Vec::new());
    };
    let due = Instant::from_micros(until.micros().saturating_add(1));
    Ok(vec![Duty::Lapse(after.id).job(context, due)?])
}

/// Works until `stop` says so, recurring work included.
///
/// # Errors
/// When the worker can not be given an id.
pub async fn work(context: &Context, working: Working, stop: watch::Receiver<bool>) -> Result<(), AppError> {
    let worker = worker(context, working)?;
    let now = || context.clock.now();
    tokio::join!(
        worker.work(now, trying(context), working.pause, stop.clone()),
        recurring::follow(context, stop)
    );
    Ok(())
}

/// Does everything that is due now, one after the other; begins no recurring work.
///
/// # Errors
/// When the store fails.
pub async fn drain(context: &Context) -> Result<Drained, AppError> {
    let worker = worker(context, Working { at_once: 1, ..Working::default() })?;
    Ok(worker.drain(|| context.clock.now(), trying(context)).await?)
}

/// What the workers of this instance did since it began, by kind.
pub fn measured(context: &Context) -> BTreeMap<String, OfKind> {
    context.measures.read()
}

fn worker(context: &Context, working: Working) -> Result<Worker, AppError> {
    Ok(Worker {
        store: context.store.clone(),
        id: context.ids.next(context.clock.now())?,
        lease: working.lease,
        limits: Limits { at_once: working.at_once, of_kinds: Duty::limits(working.at_once) },
        measures: context.measures.clone(),
    })
}

/// One try of a job, as its own task.
fn trying(
    context: &Context,
) -> impl Fn(ClaimedJob) -> std::pin::Pin<Box<dyn Future<Output = Outcome> + Send>> {
    let context = context.clone();
    move |job| {
        let context = context.clone();
        Box::pin(async move { run(&context, &job).await })
    }
}
