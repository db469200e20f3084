//! Work that comes again by itself. Time is parted into slots; whoever moves the kept slot on begins the work of it, so that
//! of any number of instances one does. Slots that were missed are made up for once and not one by one, and a clock that
//! goes back begins nothing twice.

use super::{Duty, forget};
use crate::files::{self, Collecting, CollectingEnd};
use crate::watch::{morning, plant, tell, tell_house};
use crate::{AppError, Context};
use motcua_jobs::{Outcome, Retry, Schedule};
use motcua_kernel::Instant;
use motcua_storage::jobs::{self, RecurringRow};
use motcua_storage::{StoreError, Tx};
use std::time::Duration;
use tokio::sync::watch;

/// Within a slot; then the next one is waited for.
const RETRY: Retry = Retry { first_seconds: 60, longest_seconds: 600, most: 4 };
/// At least so often the clock is looked at, for it may jump.
const LOOK: Duration = Duration::from_mins(1);

/// Work that comes again by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recurring {
    /// Files that no dossier names are taken away.
    CollectOrphans,
    /// Sessions, drafts, keys and failures that have had their time are forgotten; notices that nothing ends are ended.
    ForgetExpired,
    /// What dossiers are watched for is worked out anew.
    PlantTerms,
    /// What has become so is told.
    TellTerms,
    /// Leaders are told what the day brings.
    Morning,
    /// What the house itself has to see to is told.
    TellHouse,
}

impl Recurring {
    /// All of it.
    pub const ALL: [Self; 6] = [
        Self::CollectOrphans,
        Self::ForgetExpired,
        Self::PlantTerms,
        Self::TellTerms,
        Self::Morning,
        Self::TellHouse,
    ];

    /// Its name, as it is kept.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CollectOrphans => "collect-orphans",
            Self::ForgetExpired => "forget-expired",
            Self::PlantTerms => "plant-terms",
            Self::TellTerms => "tell-terms",
            Self::Morning => "morning",
            Self::TellHouse => "tell-house",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// When it comes.
    pub const fn schedule(self) -> Schedule {
        match self {
            Self::CollectOrphans => Schedule::DailyAt { hour: 2, minute: 30 },
            Self::ForgetExpired => Schedule::Every { minutes: 60 },
            Self::PlantTerms => Schedule::DailyAt { hour: 1, minute: 30 },
            Self::TellTerms => Schedule::Every { minutes: 1 },
            Self::Morning => Schedule::DailyAt { hour: 7, minute: 0 },
            Self::TellHouse => Schedule::DailyAt { hour: 6, minute: 30 },
        }
    }

    /// Does it; what a person has to look at is told.
    async fn run(self, context: &Context, slot: Instant) -> Result<Option<String>, AppError> {
        match self {
            Self::CollectOrphans => collect_orphans(context).await,
            Self::ForgetExpired => forget::expired(context).await.map(|()| None),
            Self::PlantTerms => plant(context).await.map(|()| None),
            Self::TellTerms => tell(context).await.map(|_| None),
            Self::Morning => morning(context, slot).await.map(|()| None),
            Self::TellHouse => tell_house(context).await.map(|()| None),
        }
    }
}

async fn collect_orphans(context: &Context) -> Result<Option<String>, AppError> {
    if context.files.is_none() {
        return Ok(None);
    }
    let report = files::collect_orphans(context, Collecting::Careful, &|_| ()).await?;
    Ok(match report.end {
        CollectingEnd::Left | CollectingEnd::Taken => None,
        CollectingEnd::TooMany => {
            Some(format!("{} of {} files", report.orphans, report.orphans + report.known))
        }
    })
}

/// Recurring work as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecurringState {
    /// Which.
    pub work: Recurring,
    /// What became of it the last time; nothing where it was never begun.
    pub last: Option<RecurringRow>,
    /// When it is begun next: later than its schedule says where the clock was set back.
    pub next: Instant,
}

pub(super) async fn states(context: &Context) -> Result<Vec<RecurringState>, AppError> {
    let rows = jobs::recurring(&context.store.reader()).await?;
    let now = context.clock.now();
    let state = |work: Recurring| {
        let last = rows.iter().find(|it| it.name == work.name()).cloned();
        let from = last.as_ref().map_or(now, |it| it.slot.max(now));
        RecurringState { work, next: work.schedule().next(from), last }
    };
    Ok(Recurring::ALL.map(state).into())
}

/// Begins what has come into a new slot, and says when the next one begins.
///
/// # Errors
/// When the store fails.
pub async fn plan(context: &Context) -> Result<Option<Instant>, AppError> {
    let now = context.clock.now();
    for state in states(context).await? {
        let slot = state.work.schedule().slot(now);
        if state.last.is_none_or(|it| it.slot < slot) {
            context.store.write(async |tx| begin(tx, context, state.work, slot).await).await?;
        }
    }
    Ok(Recurring::ALL.into_iter().map(|it| it.schedule().next(now)).min())
}

async fn begin(tx: &Tx, context: &Context, work: Recurring, slot: Instant) -> Result<(), AppError> {
    let now = context.clock.now();
    if jobs::begin_slot(tx, work.name(), slot, now).await? {
        jobs::enqueue(tx, &[Duty::Recurring(work, slot).job(context, now)?]).await?;
    }
    Ok(())
}

/// Begins each slot when it comes, until `stop` says so.
pub(super) async fn follow(context: &Context, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow_and_update() {
        let wait = match plan(context).await {
            Ok(next) => next.map_or(LOOK, |it| wait(context.clock.now(), it)),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "recurring work could not be begun"
                );
                LOOK
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}

fn wait(now: Instant, next: Instant) -> Duration {
    // A moment late rather than a moment early.
    let micros = u64::try_from(next.micros_since(now)).unwrap_or(0).saturating_add(1_000);
    Duration::from_micros(micros).min(LOOK)
}

/// One try of one slot. A slot that another has followed is left out; one that failed is never dead, for the next comes.
pub(super) async fn attempt(
    context: &Context,
    (work, slot): (Recurring, Instant),
    attempts: u32,
) -> Result<Outcome, AppError> {
    let rows = jobs::recurring(&context.store.reader()).await?;
    if rows.iter().any(|it| it.name == work.name() && it.slot != slot) {
        return Ok(Outcome::Done);
    }
    let trouble = match work.run(context, slot).await {
        Ok(trouble) => trouble,
        Err(error) => {
            let now = context.clock.now();
            if RETRY.wait(attempts).is_some() {
                return Ok(RETRY.outcome(attempts, now, &error));
            }
            tracing::error!(
                work = work.name(),
                error = &error as &dyn std::error::Error,
                "recurring work failed"
            );
            Some(error.to_string())
        }
    };
    if let Some(trouble) = &trouble {
        tracing::warn!(work = work.name(), trouble, "recurring work needs a look");
    }
    let ended =
        async |tx: &Tx| jobs::end_slot(tx, work.name(), slot, context.clock.now(), trouble.as_deref()).await;
    context.store.write::<_, StoreError>(ended).await?;
    Ok(Outcome::Done)
}
