//! Giữ lịch: a calendar of days off that was looked at is kept, with the decision it follows, and open dates follow it.
//!
//! What was kept wins over the file of the settings and over what comes with the program. Whoever decides by a calendar
//! asks here first whether a newer one was kept, perhaps by another server.

use super::calendar::{CalendarPreview, DayDifference, compared_with_force};
use crate::upkeep::{RecomputeReport, Trial, recompute};
use crate::{AppError, Context};
use motcua_calendar::DayCalendar;
use motcua_kernel::{Actor, Refusal};
use motcua_storage::calendar_revisions::{self, CalendarRevision};
use motcua_storage::{StoreError, Tx};
use std::sync::Arc;

/// Characters of the longest ground.
const LONGEST_GROUND: usize = 300;
/// Changes that are listed.
const LISTED: u64 = 20;

/// What was done.
#[derive(Clone, Debug)]
pub struct CalendarKept {
    /// Its place among the calendars that were kept.
    pub position: i64,
    /// What has changed, by date.
    pub differences: Vec<DayDifference>,
    /// Lawful dates that have moved.
    pub moved: RecomputeReport,
}

/// Keeps the calendar of a file that names whole years, because of `ground`, and works the dates of open dossiers out
/// anew. `seen` is the place of the calendar it was compared with; `progress` is told how many dossiers were looked at.
///
/// # Errors
/// Refused when the file is wrong or changes nothing, when the ground is missing or too long, and when another calendar
/// was kept since.
pub async fn keep_calendar(
    context: &Context,
    actor: Actor,
    (bytes, ground, seen): (&[u8], &str, i64),
    progress: &(dyn Fn(usize) + Sync),
) -> Result<CalendarKept, AppError> {
    let context = with_kept_calendar(context).await?.unwrap_or_else(|| context.clone());
    let ground = readable(ground)?;
    let CalendarPreview { faults, differences, days, .. } = compared_with_force(&context, bytes)?;
    if !faults.is_empty() {
        return Err(Refusal::new("app.import-faulty").with("count", faults.len()).into());
    }
    if seen != context.province.calendar_revision {
        return Err(changed_meanwhile().into());
    }
    if differences.is_empty() {
        return Err(Refusal::new("app.calendar-unchanged").at("file").into());
    }
    let revision = CalendarRevision {
        position: seen.saturating_add(1),
        days: written(&days)?,
        ground: ground.to_owned(),
        kept_by: actor.account,
        kept_at: context.clock.now(),
    };
    match context.store.write(async |tx: &Tx| calendar_revisions::keep(tx, &revision).await).await {
        Err(StoreError::Stale { .. }) => return Err(changed_meanwhile().into()),
        other => other?,
    }
    let after = resting_on(&context, days, revision.position);
    let moved = recompute(&after, Trial::Not, progress).await?;
    Ok(CalendarKept { position: revision.position, differences, moved })
}

/// The same context with the calendar that was kept last, when that is another than it has.
///
/// # Errors
/// When the store fails, or the calendar in it can not be read.
pub async fn with_kept_calendar(context: &Context) -> Result<Option<Context>, AppError> {
    let reader = context.store.reader();
    if calendar_revisions::position(&reader).await? == context.province.calendar_revision {
        return Ok(None);
    }
    let Some(latest) = calendar_revisions::latest(&reader).await? else { return Ok(None) };
    let days = DayCalendar::parse_csv(&latest.days).map_err(|error| StoreError::Corrupt {
        table: "calendar_revision",
        id: latest.position.to_string(),
        what: error.to_string(),
    })?;
    Ok(Some(resting_on(context, days, latest.position)))
}

/// The changes that were kept, the newest first.
///
/// # Errors
/// When the store fails.
pub async fn kept_calendars(context: &Context) -> Result<Vec<CalendarRevision>, AppError> {
    Ok(calendar_revisions::newest(&context.store.reader(), LISTED).await?)
}

fn resting_on(context: &Context, days: DayCalendar, position: i64) -> Context {
    let mut province = (*context.province).clone();
    province.rests_on(days);
    province.calendar_revision = position;
    Context { province: Arc::new(province), offers: Arc::default(), ..context.clone() }
}

fn readable(ground: &str) -> Result<&str, Refusal> {
    let ground = ground.trim();
    match ground.chars().count() {
        0 => Err(Refusal::new("app.calendar-ground").at("ground")),
        1..=LONGEST_GROUND if !ground.contains('\0') => Ok(ground),
        _ => Err(Refusal::new("app.words-too-long").with("most", LONGEST_GROUND).at("ground")),
    }
}

fn written(days: &DayCalendar) -> Result<String, AppError> {
    days.to_csv().map_err(|error| AppError::Unwritable(error.into()))
}

fn changed_meanwhile() -> Refusal {
    Refusal::new("app.calendar-changed-meanwhile")
}
