//! Việc nền: what work there is, and what an administrator does about the work that was given up: mends it, sends it again,
//! discards it with a reason. Each is written down with who did it.

use super::recurring::{self, Recurring, RecurringState};
use super::{Act, Change, Count, Duty, JobRow, JobState, Wanted};
use crate::{AppError, Context, notices};
use motcua_kernel::{Actor, Instant, Refusal};
use motcua_storage::jobs::{self, begin_anew};
use motcua_storage::{StoreError, Tx, dossiers};
use uuid::Uuid;

const LAST_CHANGES: u64 = 20;
const LONGEST_REASON: usize = 500;
const LONGEST_PAYLOAD: usize = 10_000;

/// All work at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// How many jobs there are, by kind and state.
    pub counts: Vec<Count>,
    /// What comes again by itself.
    pub recurring: Vec<RecurringState>,
    /// What people did last, the latest first.
    pub changes: Vec<Change>,
    /// When this was so.
    pub at: Instant,
}

impl Overview {
    /// How many stand so.
    pub fn number(&self, state: JobState) -> u64 {
        self.counts.iter().filter(|it| it.state == state).map(|it| it.number).sum()
    }
}

/// All work at a glance.
///
/// # Errors
/// When the store fails.
pub async fn overview(context: &Context) -> Result<Overview, AppError> {
    let reader = context.store.reader();
    Ok(Overview {
        counts: jobs::counts(&reader).await?,
        recurring: recurring::states(context).await?,
        changes: jobs::changes(&reader, LAST_CHANGES).await?,
        at: context.clock.now(),
    })
}

/// Jobs by when they are or were due.
///
/// # Errors
/// When the store fails.
pub async fn list(context: &Context, wanted: &Wanted) -> Result<Vec<JobRow>, AppError> {
    Ok(jobs::list(&context.store.reader(), wanted).await?)
}

/// One job.
///
/// # Errors
/// Not found when it is done or was never there.
pub async fn found(context: &Context, id: Uuid) -> Result<JobRow, AppError> {
    Ok(jobs::find(&context.store.reader(), id).await?)
}

/// The number of the dossier that a job is about, where it is about one that has a number.
///
/// # Errors
/// When the store fails.
pub async fn dossier_of(context: &Context, job: &JobRow) -> Result<Option<String>, AppError> {
    let duty = Duty::parse(&job.kind, &job.payload);
    let dossier = match (duty, duty.and_then(Duty::notice)) {
        (Some(Duty::Lapse(dossier)), _) => Some(dossier),
        (_, Some(notice)) => notices::dossier_of_notice(context, notice).await?,
        (_, None) => None,
    };
    let Some(dossier) = dossier else { return Ok(None) };
    match dossiers::load(&context.store.reader(), dossier).await {
        Ok(dossier) => Ok(dossier.reception.map(|it| it.number.to_string())),
        // That it can not be read may be why the work was given up.
        Err(StoreError::NotFound { .. } | StoreError::Corrupt { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Changes what a job that was given up is about.
///
/// # Errors
/// Refused when nothing of its kind can be about that, and when it is not given up any more; not found without it.
pub async fn mend(context: &Context, actor: Actor, id: Uuid, payload: &str) -> Result<(), AppError> {
    let payload = payload.trim();
    let job = found(context, id).await?;
    if payload.len() > LONGEST_PAYLOAD || Duty::parse(&job.kind, payload).is_none() {
        return Err(Refusal::new("app.job-payload").at("payload").into());
    }
    let change = change_of(context, actor, &job, Act::Mended, None);
    keep(context, async |tx: &Tx| {
        jobs::mend(tx, id, payload).await?;
        Ok(jobs::record(tx, &change).await?)
    })
    .await
}

/// Lets a job be tried at once: one that was given up, or one that waits for its time.
///
/// # Errors
/// Refused when a worker has it; not found without it.
pub async fn send_again(context: &Context, actor: Actor, id: Uuid) -> Result<(), AppError> {
    let job = found(context, id).await?;
    let change = change_of(context, actor, &job, Act::SentAgain, None);
    let duty = Duty::parse(&job.kind, &job.payload);
    let key = duty.map(|it| it.job(context, change.at)).transpose()?.and_then(|it| it.key);
    keep(context, async |tx: &Tx| {
        jobs::send_again(tx, id, change.at).await?;
        if let Some(key) = &key {
            jobs::take_key(tx, id, key).await?;
        }
        if let Some(notice) = duty.and_then(Duty::notice) {
            notices::work_begins_again(tx, context, notice).await?;
        }
        Ok(jobs::record(tx, &change).await?)
    })
    .await
}

/// Takes a job away that was given up.
///
/// # Errors
/// Refused without a reason, and when it is not given up any more; not found without it.
pub async fn discard(context: &Context, actor: Actor, id: Uuid, reason: &str) -> Result<(), AppError> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(Refusal::new("app.job-reason").at("reason").into());
    }
    let job = found(context, id).await?;
    let change = change_of(context, actor, &job, Act::Discarded, Some(reason));
    let notice = Duty::parse(&job.kind, &job.payload).and_then(Duty::notice);
    keep(context, async |tx: &Tx| {
        jobs::discard(tx, id).await?;
        if let Some(notice) = notice {
            notices::work_ended(tx, context, notice, "its work was discarded").await?;
        }
        Ok(jobs::record(tx, &change).await?)
    })
    .await
}

/// Begins recurring work now, whatever its schedule says: also where the clock ran ahead once, and its slots are in the past.
///
/// # Errors
/// When the store fails.
pub async fn run_now(context: &Context, actor: Actor, work: Recurring) -> Result<(), AppError> {
    let now = context.clock.now();
    let job = Duty::Recurring(work, now).job(context, now)?;
    let change = Change {
        job: job.id,
        kind: job.kind.clone(),
        act: Act::BegunNow,
        payload: job.payload.clone(),
        reason: None,
        account: actor.account,
        at: now,
    };
    context
        .store
        .write(async |tx: &Tx| {
            begin_anew(tx, work.name(), now, now).await?;
            jobs::enqueue(tx, std::slice::from_ref(&job)).await?;
            jobs::record(tx, &change).await?;
            Ok(())
        })
        .await
}

fn change_of(context: &Context, actor: Actor, job: &JobRow, act: Act, reason: Option<&str>) -> Change {
    Change {
        job: job.id,
        kind: job.kind.clone(),
        act,
        payload: job.payload.clone(),
        reason: reason.map(ToOwned::to_owned),
        account: actor.account,
        at: context.clock.now(),
    }
}

/// Whoever comes too late is told.
async fn keep(
    context: &Context,
    write: impl AsyncFnOnce(&Tx) -> Result<(), AppError> + Clone,
) -> Result<(), AppError> {
    match context.store.write(write).await {
        Err(AppError::Store(StoreError::Stale { .. })) => Err(Refusal::new("app.job-moved-on").into()),
        other => other,
    }
}
