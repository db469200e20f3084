//! Giữ lịch: a calendar of days off that was looked at is kept, with the decision it follows, and open dates follow it.
//!
//! What was kept wins over the file of the settings and over what comes with the program.

use super::calendar::{CalendarPreview, DayDifference, compared_with_force};
use super::kept::{with_province, with_what_is_kept};
use crate::upkeep::{RecomputeReport, Trial, recompute};
use crate::{AppError, Context};
use motcua_calendar::DayCalendar;
use motcua_kernel::{Actor, Refusal};
use motcua_storage::calendar_revisions::{self, CalendarRevision};
use motcua_storage::{StoreError, Tx};

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
    let context = with_what_is_kept(context).await?.unwrap_or_else(|| context.clone());
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
    with_province(context, province)
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
