//! Nhập bù: what was received on paper during an outage or outside the office is entered later, by leave of a head.
//!
//! The receipt keeps its own moment, so number, limit and figures are those of the day the citizen came. Nobody enters
//! beyond the hours, the number of slips or the time that the leave names.

use crate::Arrival;
use motcua_dossier::{LateEntryPermit, LateGround, PaperOrigin};
use motcua_kernel::{Actor, Instant, LateEntryPermitId, Refusal};

/// How far back a leave may reach, in days. A rule of the house, not of the law.
pub const MOST_DAYS_BACK: i64 = 31;
/// The most slips of one leave.
pub const MOST_SLIPS: u32 = 1_000;
/// The most characters of a reason.
const LONGEST_REASON: usize = 1_000;
/// The most characters of a slip's number.
const LONGEST_NUMBER: usize = 40;

/// What a head asks a leave for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateEntryAsked {
    /// Why.
    pub ground: LateGround,
    /// In words.
    pub reason: String,
    /// The first moment of receipt on paper.
    pub from: Instant,
    /// The last one.
    pub until: Instant,
    /// How many paper slips were written.
    pub slips: u32,
    /// Until when they may be entered.
    pub enter_by: Instant,
}

/// What a clerk reads off a paper slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSlip {
    /// Its number.
    pub number: String,
    /// When it was written.
    pub received: Instant,
    /// The return date on it, where one was written.
    pub promised: Option<Instant>,
}

/// The leave of the actor, for the counter of the actor's agency.
///
/// # Errors
/// Refused when the hours lie in the future, are none, or are too long ago; when no slip or too many are named; when
/// nobody would have time to enter.
pub fn permit_late_entry(
    id: LateEntryPermitId,
    actor: Actor,
    asked: &LateEntryAsked,
    now: Instant,
) -> Result<LateEntryPermit, Refusal> {
    let reason = asked.reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON || reason.contains('\0') {
        return Err(Refusal::new("intake.late-reason").with("most", LONGEST_REASON).at("reason"));
    }
    if asked.from >= asked.until {
        return Err(Refusal::new("intake.late-hours-empty").at("until"));
    }
    if asked.until > now {
        return Err(Refusal::new("intake.late-hours-ahead").at("until"));
    }
    if (now.date() - asked.from.date()).whole_days() > MOST_DAYS_BACK {
        return Err(Refusal::new("intake.late-hours-old").with("days", MOST_DAYS_BACK).at("from"));
    }
    if asked.slips == 0 || asked.slips > MOST_SLIPS {
        return Err(Refusal::new("intake.late-slips").with("most", MOST_SLIPS).at("slips"));
    }
    if asked.enter_by <= now {
        return Err(Refusal::new("intake.late-time-over").at("enter-by"));
    }
    Ok(LateEntryPermit {
        id,
        agency: actor.agency,
        ground: asked.ground,
        reason: reason.to_owned(),
        from: asked.from,
        until: asked.until,
        slips: asked.slips,
        enter_by: asked.enter_by,
        granted_by: actor.account,
        granted: now,
    })
}

/// The arrival that `slip` proves, of the `entered + 1`th slip entered by leave of `permit` at the counter of `actor`.
///
/// # Errors
/// Refused when the leave is another counter's, one's own, used up or over; when the slip was written outside its hours, has no
/// number, or promises a date before its own.
pub fn late_arrival(
    slip: &PaperSlip,
    permit: &LateEntryPermit,
    actor: Actor,
    entered: u32,
    now: Instant,
) -> Result<Arrival, Refusal> {
    if permit.agency != actor.agency {
        return Err(Refusal::new("intake.late-other-counter").at("late.permit"));
    }
    if permit.granted_by == actor.account {
        return Err(Refusal::new("intake.late-own-permit").at("late.permit"));
    }
    if now > permit.enter_by {
        return Err(Refusal::new("intake.late-permit-over")
            .with("date", permit.enter_by.date())
            .at("late.permit"));
    }
    if entered >= permit.slips {
        return Err(Refusal::new("intake.late-permit-used").with("slips", permit.slips).at("late.permit"));
    }
    let number = slip_number(&slip.number).map_err(|refusal| refusal.at("late.slip"))?;
    if slip.received < permit.from || slip.received > permit.until {
        return Err(Refusal::new("intake.late-outside-hours").with("slip", &number).at("late.received"));
    }
    if slip.promised.is_some_and(|it| it < slip.received) {
        return Err(Refusal::new("intake.late-promise-before").with("slip", &number).at("late.promised"));
    }
    let origin = PaperOrigin::LateEntry { slip: number, permit: permit.id };
    Ok(Arrival { at: slip.received, origin: Some(origin), promised: slip.promised })
}

/// The number of a paper slip as it is kept: without spaces around it, the same for `01/GB` and `01/gb`.
///
/// # Errors
/// Refused when it is empty, too long, or holds what nobody can write on a slip.
pub fn slip_number(text: &str) -> Result<String, Refusal> {
    let number = text.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
    if number.is_empty() {
        return Err(Refusal::new("intake.slip-number-missing"));
    }
    if number.chars().count() > LONGEST_NUMBER || number.chars().any(char::is_control) {
        return Err(Refusal::new("intake.slip-number-long").with("most", LONGEST_NUMBER));
    }
    Ok(number)
}
