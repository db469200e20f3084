//! Hẹn lại: an apology with a new date for the citizen (NĐ 61/2018 Điều 19(9)).
//!
//! Never moves the lawful date: lateness is judged as if nothing had been said.

use crate::apologise::may_sign;
use crate::guard::running;
use motcua_calendar::WorkingCalendar;
use motcua_dossier::{Dossier, Event};
use motcua_kernel::{Actor, Instant, LegNo, Refusal, RulePack, TextId};

/// A new date and the apology that goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reappointment {
    /// The leg whose agency is late.
    pub leg: LegNo,
    /// The new date.
    pub to: Instant,
    /// The apology.
    pub apology: TextId,
}

/// Sets a new date, by `pack`, the one pinned at receipt, and `calendar`, that of the receiving agency.
///
/// # Errors
/// Unless the dossier runs, the actor leads the agency on whose desk the late leg lies, the pack allows one more
/// reappointment, there is time enough before the current appointment (after that an apology goes out without a date:
/// `apologise`), and the new date lies after the current one on a working day. Before NĐ 61/2018 no national text limits
/// how often or how late a date is set anew.
pub fn reappoint(
    dossier: &Dossier,
    actor: Actor,
    request: Reappointment,
    pack: &RulePack,
    calendar: &WorkingCalendar,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    running(dossier, now)?;
    may_sign(dossier, actor, request.leg)?;
    let allowed = &pack.apology.max_reappointments;
    if let Some(most) = allowed.value.filter(|most| dossier.reappointments >= *most) {
        return Err(allowed.refuse("routing.reappointed-already").with("most", most));
    }
    let current = current_appointment(dossier)?;
    let ahead = &pack.apology.working_days_before;
    let late = |days: &u32| now >= current || calendar.add_working_days(now.date(), *days) > current.date();
    if let Some(days) = ahead.value.filter(late) {
        return Err(ahead.refuse("routing.too-late-to-reappoint").with("days", days));
    }
    let Reappointment { leg, to, apology } = request;
    if to <= current || to <= now {
        return Err(Refusal::new("routing.new-date-not-later").with("current", current).at("to"));
    }
    if !in_working_time(calendar, to) {
        return Err(Refusal::new("routing.new-date-not-working").at("to"));
    }
    Ok(vec![Event::Reappointed { to, apology, leg }])
}

/// Whether an apology with a new date has to be drafted at `now`, for today or the next working day is the last on which it
/// can be signed. By packs that set no such time it is the day before the date the citizen holds.
pub fn apology_is_due(dossier: &Dossier, pack: &RulePack, calendar: &WorkingCalendar, now: Instant) -> bool {
    let Ok(current) = current_appointment(dossier) else { return false };
    let ahead = pack.apology.working_days_before.value.unwrap_or(1).saturating_add(1);
    now < current && calendar.add_working_days(now.date(), ahead) >= current.date()
}

fn current_appointment(dossier: &Dossier) -> Result<Instant, Refusal> {
    let reception = dossier.reception.as_ref().ok_or(Refusal::new("routing.not-running"))?;
    Ok(reception.dates.in_force())
}

/// Inside a session, its closing minute included: terms end at the closing.
fn in_working_time(calendar: &WorkingCalendar, at: Instant) -> bool {
    let time = at.time();
    calendar.sessions(at.date()).iter().any(|it| it.from() <= time && time <= it.to())
}
