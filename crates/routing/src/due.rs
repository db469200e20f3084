//! What falls due on a dossier at a moment: facts derived from its state, for lists, bells and drafts of apologies.
//!
//! Changes nothing and decides nothing; a paused or ended dossier owes nothing but the citizen's own term.

use crate::hand_over::starts_at_counter;
use motcua_calendar::WorkingCalendar;
use motcua_dossier::{Calendars, Dossier, Leg, LegStatus, Reception, Status};
use motcua_kernel::{Instant, LegNo, RulePack};

/// What fell or falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueKind {
    /// The counter has not sent the dossier off (NĐ 61/2018 Điều 18(2)).
    CounterHandover,
    /// A hand-over was not accepted in the pack's time; to an agency outside: no letter went out.
    Acceptance,
    /// A leg passed its planned end; for a consultation: the opinion is late (NĐ 61/2018 Điều 19(5)).
    Leg,
    /// The lawful date is near: at most one working day more than the apology must precede it by is left
    /// (NĐ 61/2018 Điều 19(9)).
    LawfulSoon,
    /// The lawful date has passed.
    Lawful,
    /// The reappointed date has passed too: a progress notice is owed, no appointment any more.
    Reappointed,
    /// A supplement was not given in its time.
    Supplement,
    /// A payment was not made in its time.
    Payment,
}

/// Something due: what, on which leg, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub kind: DueKind,
    /// The leg it concerns; the dossier as a whole, if absent.
    pub leg: Option<LegNo>,
    /// When it fell due, or (`LawfulSoon`) will.
    pub at: Instant,
}

/// Everything due at `now`, by leg, the dossier itself last; `pack` is the one pinned at receipt. A term is over after
/// its last moment, not at it.
pub fn falls_due(dossier: &Dossier, calendars: &Calendars, pack: &RulePack, now: Instant) -> Vec<Due> {
    let (Some(reception), Some(receiving)) = (&dossier.reception, dossier.receiving()) else {
        return Vec::new();
    };
    let counter = calendars.of(receiving);
    let passed = |kind, leg, at| (now > at).then_some(Due { kind, leg, at });
    match &dossier.status {
        Status::Received | Status::InProcess | Status::ResultSigned { .. } => {
            let of_leg = |leg: &Leg| {
                let (kind, at) = leg_term(dossier, leg, calendars, pack, reception, counter)?;
                passed(kind, Some(leg.plan.no), at)
            };
            let mut due: Vec<Due> = dossier.legs.iter().filter_map(of_leg).collect();
            due.extend(lawful_term(reception, counter, pack, now));
            due.extend(reception.dates.reappointed.and_then(|at| passed(DueKind::Reappointed, None, at)));
            due
        }
        Status::SupplementRequested { answer_by, .. } => {
            passed(DueKind::Supplement, None, *answer_by).into_iter().collect()
        }
        Status::AwaitingPayment { pay_by, .. } => {
            passed(DueKind::Payment, None, *pay_by).into_iter().collect()
        }
        Status::Suspended { .. }
        | Status::AwaitingPredecessor { .. }
        | Status::GuidanceGiven
        | Status::NotReceived { .. }
        | Status::ResultReady { .. }
        | Status::Returned { .. }
        | Status::Withdrawn { .. }
        | Status::Stopped { .. }
        | Status::Annulled { .. }
        | Status::Imported => Vec::new(),
    }
}

/// The term that runs on a leg, if one does.
fn leg_term(
    dossier: &Dossier,
    leg: &Leg,
    calendars: &Calendars,
    pack: &RulePack,
    reception: &Reception,
    counter: &WorkingCalendar,
) -> Option<(DueKind, Instant)> {
    let desk = calendars.of(leg.plan.desk());
    let in_time = u64::from(pack.handover.acceptance_minutes.value);
    match leg.status {
        LegStatus::Waiting => starts_at_counter(dossier, leg)
            .then(|| (DueKind::CounterHandover, sent_off_by(reception, counter, pack))),
        LegStatus::Sent { at } | LegStatus::Questioned { sent: at, .. } => {
            Some((DueKind::Acceptance, desk.add_minutes(at, in_time)))
        }
        LegStatus::Active { .. } | LegStatus::Proposed { .. } | LegStatus::Approved { .. } => {
            Some((DueKind::Leg, leg.plan.planned_end))
        }
        LegStatus::SentBack { .. } | LegStatus::Finished { .. } => None,
    }
}

/// The same working day; received after the pack's cut-off (if it has one), after closing or on a day of rest, the opening of the next one.
fn sent_off_by(reception: &Reception, counter: &WorkingCalendar, pack: &RulePack) -> Instant {
    let (date, time) = (reception.at.date(), reception.at.floor_minute().time());
    let too_late = pack.handover.cut_off.value.is_some_and(|cut_off| time > cut_off.0);
    let same_day = if too_late { None } else { counter.closing(date) };
    let same_day = same_day.filter(|closing| reception.at < *closing);
    same_day.or_else(|| counter.opening(counter.add_working_days(date, 1))).unwrap_or(Instant::MAX)
}

fn lawful_term(
    reception: &Reception,
    counter: &WorkingCalendar,
    pack: &RulePack,
    now: Instant,
) -> Option<Due> {
    let at = reception.dates.lawful;
    let of = |kind| Some(Due { kind, leg: None, at });
    let warned_days = pack.apology.working_days_before.value.unwrap_or(0).saturating_add(1);
    if now > at {
        of(DueKind::Lawful)
    } else if counter.add_working_days(now.date(), warned_days) >= at.date() {
        of(DueKind::LawfulSoon)
    } else {
        None
    }
}
