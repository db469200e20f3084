//! Work that follows from a change and is done later, by nobody's command: written with the change, done by a worker.
//!
//! A job may run twice, and late: each asks its rule anew, and what the rule refuses is done.

mod duty;
mod run;

pub(crate) use duty::Duty;

use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_jobs::Worker;
use motcua_kernel::Instant;
use motcua_storage::jobs::NewJob;
use run::run;
use std::time::Duration;
use tokio::sync::{Notify, watch};

const LEASE_MINUTES: u32 = 5;
const PAUSE: Duration = Duration::from_secs(20);

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

/// Works until `stop` says so.
///
/// # Errors
/// When the worker can not be given an id.
pub async fn work(context: &Context, stop: watch::Receiver<bool>) -> Result<(), AppError> {
    let worker = worker(context)?;
    let now = || context.clock.now();
    worker.work(now, async |job| run(context, job).await, &Notify::new(), PAUSE, stop).await;
    Ok(())
}

/// Does everything that is due now.
///
/// # Errors
/// When the store fails.
pub async fn drain(context: &Context) -> Result<motcua_jobs::Drained, AppError> {
    Ok(worker(context)?.drain(|| context.clock.now(), async |job| run(context, job).await).await?)
}

fn worker(context: &Context) -> Result<Worker, AppError> {
    let id = context.ids.next(context.clock.now())?;
    Ok(Worker { store: context.store.clone(), id, lease_minutes: LEASE_MINUTES })
}
