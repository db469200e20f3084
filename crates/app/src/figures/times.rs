//! Who held a dossier for how long, and whose its delay is: what a supervisor reads.

use crate::{AppError, Context, Province};
use motcua_dossier::{Dossier, Entry, Lateness, LegClock, MainLine, lateness, leg_clocks, main_line};
use motcua_kernel::{DossierId, Instant, Refusal};
use motcua_storage::dossiers;

/// The times of one dossier as known at a moment.
#[derive(Clone, Debug)]
pub struct Times {
    /// Each minute from receipt on, with its one holder.
    pub main_line: MainLine,
    /// What each leg used and was allowed.
    pub legs: Vec<LegClock>,
    /// The delay and its parts.
    pub lateness: Lateness,
}

/// The times of a received dossier as known at `until`.
///
/// # Errors
/// Refused when nothing was received by then.
pub async fn times(context: &Context, id: DossierId, until: Instant) -> Result<Times, AppError> {
    let reader = context.store.reader();
    let dossier: Dossier = dossiers::load(&reader, id).await?;
    let history = dossiers::history(&reader, id).await?;
    Ok(folded(&context.province, &dossier, &history, until)?)
}

/// What each leg used and was allowed as known at `until`.
///
/// # Errors
/// Refused when it was never received, or its pack is no longer known here.
pub fn clocks(
    province: &Province,
    dossier: &Dossier,
    history: &[Entry],
    until: Instant,
) -> Result<Vec<LegClock>, Refusal> {
    let acceptance = province.pack_of(dossier)?.handover.acceptance_minutes.value;
    Ok(leg_clocks(history, &province.calendars, acceptance, until))
}

/// The times in a history.
pub(super) fn folded(
    province: &Province,
    dossier: &Dossier,
    history: &[Entry],
    until: Instant,
) -> Result<Times, Refusal> {
    let calendars = &province.calendars;
    let acceptance = province.pack_of(dossier)?.handover.acceptance_minutes.value;
    Ok(Times {
        main_line: main_line(history, calendars, acceptance, until),
        legs: leg_clocks(history, calendars, acceptance, until),
        lateness: lateness(history, calendars, acceptance, until)
            .ok_or_else(|| Refusal::new("app.not-received"))?,
    })
}
