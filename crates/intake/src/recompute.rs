//! Tính lại ngày trả: the working calendar has changed, and what is open is due when the calendar now says.
//!
//! The lawful date is worked out anew from the history: from the moment the limit began, through every pause that is
//! over, as the pinned pack says. The first date, which the citizen holds in print, never changes, nor does one set with
//! an apology, nor any date of a dossier that was carried over from paper: no calendar gave it.

use crate::Pinned;
use crate::follow_predecessor::planned_ends;
use crate::pinned::PinnedDossier;
use motcua_calendar::{CutOff, TimeLimit};
use motcua_dossier::{Dossier, Entry, Event, Leg, PaperOrigin, moved_by_pause};
use motcua_kernel::{Instant, LegNo, Refusal, RulePack, SupplementPolicy};

/// The event that moves the dates of `dossier`, whose whole history this is; none when nothing moves or it is not open.
///
/// # Errors
/// Refused when it was never received, or was received under other rules than `pinned`.
pub fn recompute(dossier: &Dossier, history: &[Entry], pinned: &Pinned<'_>) -> Result<Vec<Event>, Refusal> {
    let under = pinned.dossier(dossier)?;
    let from_paper = dossier.paper_origin().is_some_and(PaperOrigin::is_carried_over);
    if from_paper || (!dossier.status.is_running() && !dossier.status.is_paused()) {
        return Ok(Vec::new());
    }
    let reception = under.reception;
    let (began, lawful) = lawful_by(&under, pinned.pack, &reception.limit, reception.cut_off, history);
    let planned = planned(dossier, pinned, began, lawful);
    let moves = |(no, end): &(LegNo, Instant)| {
        dossier.leg(*no).is_some_and(|leg| !leg.status.is_finished() && leg.plan.planned_end != *end)
    };
    if lawful == reception.dates.lawful {
        return Ok(Vec::new());
    }
    Ok(vec![Event::DatesRecomputed { lawful, planned: planned.into_iter().filter(moves).collect() }])
}

/// When a limit began to run and the lawful date it gives, through every pause of the history that is over.
pub fn lawful_by(
    under: &PinnedDossier<'_>,
    pack: &RulePack,
    limit: &TimeLimit,
    cut_off: Option<CutOff>,
    history: &[Entry],
) -> (Instant, Instant) {
    let calendar = under.calendar;
    let anew = |from| calendar.due(from, limit, cut_off).at;
    let mut began = under.reception.begins();
    let mut lawful = anew(began);
    let mut paused: Option<Instant> = None;
    let mut ended = began;
    for entry in history {
        let at = entry.occurred;
        let moved = |lawful| moved_by_pause(calendar, limit, lawful, paused.unwrap_or(at), at);
        match step(&entry.event) {
            Step::Begins => {
                began = at;
                lawful = anew(at);
            }
            Step::Stops => paused = Some(paused.unwrap_or(at)),
            Step::Completes => {
                lawful = match pack.supplement.policy.value {
                    SupplementPolicy::Restart => anew(at),
                    SupplementPolicy::Pause => moved(lawful),
                };
                paused = None;
            }
            Step::GoesOn => {
                lawful = moved(lawful);
                paused = None;
            }
            Step::Ends => ended = at,
            Step::OpensAgain => {
                if let Some(since) = paused {
                    lawful = moved_by_pause(calendar, limit, lawful, since, ended);
                    paused = Some(at);
                }
            }
            Step::Nothing => {}
        }
    }
    (began, lawful)
}

/// Of the legs of the route; an opinion asked on the way keeps the time it was given.
fn planned(dossier: &Dossier, pinned: &Pinned<'_>, began: Instant, lawful: Instant) -> Vec<(LegNo, Instant)> {
    let of_route = |leg: &&Leg| !dossier.was_asked(leg);
    let legs: Vec<Leg> = dossier.legs.iter().filter(of_route).cloned().collect();
    let cut_off = dossier.reception.as_ref().and_then(|it| it.cut_off);
    planned_ends(&legs, pinned.calendars, began, cut_off, lawful)
}

/// What an event does to the limit.
enum Step {
    /// It runs from here.
    Begins,
    /// It stands still.
    Stops,
    /// A supplement is complete: it starts again or goes on, as the pack says.
    Completes,
    /// It goes on where it stopped.
    GoesOn,
    /// It ends without a result, perhaps in a pause.
    Ends,
    /// The end was a mistake: it goes on, or stands still, as it did.
    OpensAgain,
    Nothing,
}

#[expect(clippy::wildcard_enum_match_arm, reason = "all other events leave the limit alone")]
const fn step(event: &Event) -> Step {
    match event {
        Event::Begun { .. } => Step::Begins,
        Event::SupplementRequested { .. } | Event::PaymentAwaited { .. } | Event::Suspended { .. } => {
            Step::Stops
        }
        Event::SupplementCompleted { .. } => Step::Completes,
        Event::PaymentConfirmed { .. } | Event::Resumed { .. } => Step::GoesOn,
        Event::Withdrawn { .. } | Event::Stopped { .. } => Step::Ends,
        Event::Reopened { .. } => Step::OpensAgain,
        _ => Step::Nothing,
    }
}
