//! Mở lại hồ sơ: what ended wrongly goes on (decision 0015).
//!
//! Never cures lateness: the lawful date stays, but for the pause in which the dossier had ended. Never by the person who
//! ended it.

use crate::guard::{at_agency, not_before_last, receiving};
use crate::record_incident::{ARTICLE, result_is_out};
use motcua_calendar::WorkingCalendar;
use motcua_dossier::{Dossier, Ending, Event, Reception, ReopenGround, Status, StopGround, moved_by_pause};
use motcua_kernel::{Actor, Instant, Refusal, TextId};

/// Opens an ended dossier again; `calendar` is that of the receiving agency. A wrong result goes back to the leg that
/// gave it; what was ended by mistake stands where it stood, and the citizen gets back what was left of a term, but not
/// less than the next working day.
///
/// # Errors
/// Unless the actor is at the receiving agency and did not end it; a result is out and was reported as wrong
/// (NĐ 61/2018 Điều 21), or it was withdrawn or stopped for another ground than that its predecessor failed.
pub fn reopen(
    dossier: &Dossier,
    actor: Actor,
    ground: ReopenGround,
    reason: TextId,
    calendar: &WorkingCalendar,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    const NOT_ENDED: Refusal = Refusal::new("routing.not-ended");
    not_before_last(dossier, now)?;
    at_agency(actor, receiving(dossier)?)?;
    let (ending, reception) = (dossier.ending.as_ref(), dossier.reception.as_ref());
    let (ending, reception) = ending.zip(reception).ok_or(NOT_ENDED)?;
    if ending.by == Some(actor.account) {
        return Err(Refusal::new("routing.own-ending"));
    }
    let (lawful, until) = match ground {
        ReopenGround::WrongResult => {
            result_is_out(dossier)?;
            if !dossier.is_result_reported_wrong() {
                return Err(Refusal::new("routing.wrong-result-not-recorded").under(ARTICLE).at("ground"));
            }
            (reception.dates.lawful, None)
        }
        ReopenGround::EndedByMistake => {
            let ended = ended_without_result(dossier, ending)?;
            (lawful_at(ending, reception, calendar, ended), term(ending, calendar, ended, now))
        }
    };
    Ok(vec![Event::Reopened { ground, reason, lawful, until }])
}

/// When it ended. What waited for another dossier's result can not: that may have been decided meanwhile.
fn ended_without_result(dossier: &Dossier, ending: &Ending) -> Result<Instant, Refusal> {
    let waited = matches!(ending.before, Status::AwaitingPredecessor { .. });
    match dossier.status {
        Status::Stopped { ground: StopGround::NoPredecessor, .. } => {
            Err(Refusal::new("routing.predecessor-failed"))
        }
        Status::Withdrawn { .. } | Status::Stopped { .. } if waited => {
            Err(Refusal::new("routing.predecessor-failed"))
        }
        Status::Withdrawn { at } | Status::Stopped { at, .. } => Ok(at),
        Status::ResultReady { .. } | Status::Returned { .. } => {
            Err(Refusal::new("routing.ended-with-result").at("ground"))
        }
        Status::GuidanceGiven
        | Status::NotReceived { .. }
        | Status::Received
        | Status::AwaitingPredecessor { .. }
        | Status::InProcess
        | Status::SupplementRequested { .. }
        | Status::AwaitingPayment { .. }
        | Status::Suspended { .. }
        | Status::ResultSigned { .. }
        | Status::Annulled { .. }
        | Status::Imported => Err(Refusal::new("routing.not-ended")),
    }
}

/// The pause in which it ended was lawful until the end.
fn lawful_at(ending: &Ending, reception: &Reception, calendar: &WorkingCalendar, ended: Instant) -> Instant {
    let lawful = reception.dates.lawful;
    let (Status::SupplementRequested { since, .. }
    | Status::AwaitingPayment { since, .. }
    | Status::Suspended { since, .. }) = ending.before
    else {
        return lawful;
    };
    moved_by_pause(calendar, &reception.limit, lawful, since, ended)
}

fn term(ending: &Ending, calendar: &WorkingCalendar, ended: Instant, now: Instant) -> Option<Instant> {
    let term = ending.before.awaited_until()?;
    let left = u64::try_from(calendar.measure(ended, term)).unwrap_or(0);
    let next_day = calendar.closing(calendar.add_working_days(now.date(), 1)).unwrap_or(Instant::MAX);
    Some(calendar.add_minutes(now, left).max(next_day))
}
