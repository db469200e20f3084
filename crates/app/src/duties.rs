//! Work that follows from a change and is done later, by nobody's command: written with the change, done by a worker.
//!
//! A job may run twice, and late: each asks its rule anew, and what the rule refuses is done.

use crate::admin::with_what_is_kept;
use crate::{AppError, Context, intake};
use motcua_dossier::Dossier;
use motcua_jobs::{Outcome, Worker};
use motcua_kernel::{DossierId, Instant};
use motcua_storage::jobs::{ClaimedJob, NewJob};
use std::time::Duration;
use tokio::sync::{Notify, watch};

const LAPSE: &str = "lapse";
const LEASE_MINUTES: u32 = 5;
const AGAIN_AFTER_MINUTES: i64 = 5;
const MOST_ATTEMPTS: u32 = 20;
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
    Ok(vec![NewJob {
        id: context.ids.next(after.last_recorded)?,
        kind: LAPSE.to_owned(),
        payload: after.id.to_string(),
        priority: 0,
        due: Instant::from_micros(until.micros().saturating_add(1)),
    }])
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

async fn run(context: &Context, job: &ClaimedJob) -> Outcome {
    let context = match with_what_is_kept(context).await {
        Ok(newer) => &newer.unwrap_or_else(|| context.clone()),
        Err(error) => return again(context, job, &error),
    };
    let done = match (job.kind.as_str(), job.payload.parse()) {
        (LAPSE, Ok(dossier)) => intake::lapse(context, DossierId(dossier)).await.map(|_| ()),
        _ => return Outcome::GiveUp { error: format!("no such work: {} {}", job.kind, job.payload) },
    };
    match done {
        Ok(()) | Err(AppError::Refused(_) | AppError::NotFound) => Outcome::Done,
        Err(error) => again(context, job, &error),
    }
}

fn again(context: &Context, job: &ClaimedJob, error: &AppError) -> Outcome {
    if job.attempts >= MOST_ATTEMPTS {
        return Outcome::GiveUp { error: error.to_string() };
    }
    Outcome::Again { due: context.clock.now().plus_minutes(AGAIN_AFTER_MINUTES), error: error.to_string() }
}
