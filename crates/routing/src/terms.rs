//! Which moments a dossier is watched for: facts derived from its state, for bells, messages and drafts of apologies.
//!
//! Changes nothing and decides nothing. A paused dossier is watched for the citizen's own term alone, an ended one for
//! nothing but its collection.

use crate::hand_over::starts_at_counter;
use crate::{TermKind, Watch};
use motcua_calendar::WorkingCalendar;
use motcua_dossier::{Calendars, Dossier, Leg, LegStatus, Reception, Status, sender_desks};
use motcua_kernel::{Date, Instant, LegNo, RulePack};

/// A moment from which something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// What.
    pub kind: TermKind,
    /// The leg it concerns; the dossier as a whole, if absent.
    pub leg: Option<LegNo>,
    /// 0 for whoever has it in hand, 1 for the head of the unit, 2 for the leader. Of what is not collected: how often
    /// it was said before.
    pub level: u8,
    /// The first moment at which it is so: just after the last moment of a term.
    pub from: Instant,
    /// Of a warning, the last moment at which it is worth saying: the one it warns of.
    pub until: Option<Instant>,
}

impl Term {
    /// Whether it is worth saying at `now`; one whose moment is kept as it was first worked out began before.
    pub fn is_so(&self, now: Instant) -> bool {
        let begun = self.from <= now || self.kind.keeps_first();
        begun && self.until.is_none_or(|until| now <= until)
    }
}

/// Every moment the dossier is watched for as it stands, by leg, the dossier itself last; `pack` is the one pinned at
/// receipt. The same state gives the same terms.
pub fn terms(dossier: &Dossier, calendars: &Calendars, pack: &RulePack, watch: &Watch) -> Vec<Term> {
    let (Some(reception), Some(receiving)) = (&dossier.reception, dossier.receiving()) else {
        return Vec::new();
    };
    let counter = calendars.of(receiving);
    match &dossier.status {
        Status::Received | Status::InProcess | Status::ResultSigned { .. } => {
            let seen = Seen { dossier, reception, calendars, counter, pack, watch };
            let mut found: Vec<Term> = dossier.legs.iter().flat_map(|leg| seen.of_leg(leg)).collect();
            found.extend(seen.of_dates());
            found
        }
        // What follows when it is over is no matter of telling: the rule ends the dossier.
        Status::SupplementRequested { answer_by, since } => {
            ends_soon(counter, watch, TermKind::SupplementSoon, *since, *answer_by)
        }
        Status::AwaitingPayment { pay_by, since } => {
            ends_soon(counter, watch, TermKind::PaymentSoon, *since, *pay_by)
        }
        Status::ResultReady { at, .. } => not_collected(counter, watch, *at),
        Status::Suspended { .. }
        | Status::AwaitingPredecessor { .. }
        | Status::GuidanceGiven
        | Status::NotReceived { .. }
        | Status::Returned { .. }
        | Status::Withdrawn { .. }
        | Status::Stopped { .. }
        | Status::Annulled { .. }
        | Status::Imported => Vec::new(),
    }
}

/// What terms of a running dossier are made of.
struct Seen<'a> {
    dossier: &'a Dossier,
    reception: &'a Reception,
    calendars: &'a Calendars,
    counter: &'a WorkingCalendar,
    pack: &'a RulePack,
    watch: &'a Watch,
}

impl Seen<'_> {
    fn of_leg(&self, leg: &Leg) -> Vec<Term> {
        let desk = self.calendars.of(leg.plan.desk());
        let no = Some(leg.plan.no);
        match leg.status {
            LegStatus::Waiting if starts_at_counter(self.dossier, leg) => {
                let at = sent_off_by(self.reception, self.counter, self.pack);
                self.passed(TermKind::CounterHandover, no, at, self.counter)
            }
            LegStatus::Sent { at } | LegStatus::Questioned { sent: at, .. } => {
                self.passed(TermKind::Acceptance, no, desk.add_minutes(at, self.taken_up_in()), desk)
            }
            LegStatus::SentBack { .. } => {
                let sender = sender_desks(self.dossier, leg).first().copied();
                let sender = sender.map_or(self.counter, |it| self.calendars.of(it));
                let at = sender.add_minutes(self.dossier.last_recorded, self.taken_up_in());
                self.passed(TermKind::SentBack, no, at, sender)
            }
            LegStatus::Active { .. } | LegStatus::Approved { .. } => self.of_work(leg, desk),
            LegStatus::Proposed { .. } => {
                let in_time = u64::from(self.watch.approval_minutes);
                let at = desk.add_minutes(self.dossier.last_recorded, in_time);
                let mut found = self.passed(TermKind::Approval, no, at, desk);
                found.extend(self.of_work(leg, desk));
                found
            }
            LegStatus::Waiting | LegStatus::Finished { .. } => Vec::new(),
        }
    }

    /// Working minutes in which what was handed over is to be taken up.
    fn taken_up_in(&self) -> u64 {
        let ours = self.watch.acceptance_minutes;
        u64::from(ours.unwrap_or(self.pack.handover.acceptance_minutes.value))
    }

    /// Of a leg that its agency has in hand.
    fn of_work(&self, leg: &Leg, desk: &WorkingCalendar) -> Vec<Term> {
        let (no, end) = (Some(leg.plan.no), leg.plan.planned_end);
        let soon = opening_before(desk, end.date(), self.watch.leg_soon_days);
        // Where the whole time is no longer than the warning, everybody knows.
        let begun = leg.since.unwrap_or(self.reception.at);
        let soon = Term { kind: TermKind::LegSoon, leg: no, level: 0, from: soon, until: Some(end) };
        let mut found: Vec<Term> = Some(soon).filter(|it| it.from > begun).into_iter().collect();
        found.extend(self.passed(TermKind::Leg, no, end, desk));
        found
    }

    fn of_dates(&self) -> Vec<Term> {
        let lawful = self.reception.dates.lawful;
        let apology = self.pack.apology.working_days_before.value.unwrap_or(0);
        let ahead = apology.saturating_add(self.watch.lawful_soon_days);
        let from = opening_before(self.counter, lawful.date(), ahead).max(self.reception.at);
        let until = Some(lawful);
        let mut found = vec![Term { kind: TermKind::LawfulSoon, leg: None, level: 0, from, until }];
        found.extend(self.passed(TermKind::Lawful, None, lawful, self.counter));
        if let Some(new) = self.reception.dates.new_date() {
            let from = opening_before(self.counter, new.date(), self.watch.lawful_soon_days);
            let until = Some(new);
            let soon = Term { kind: TermKind::ReappointedSoon, leg: None, level: 0, from, until };
            // So soon after the lawful date, that this has passed is warning enough.
            found.extend(Some(soon).filter(|it| it.from > lawful));
            found.extend(self.passed(TermKind::Reappointed, None, new, self.counter));
        }
        found
    }

    /// That `at` is over, and the same again for those above while nothing happens.
    fn passed(
        &self,
        kind: TermKind,
        leg: Option<LegNo>,
        at: Instant,
        calendar: &WorkingCalendar,
    ) -> Vec<Term> {
        let mut found = vec![Term { kind, leg, level: 0, from: after(at), until: None }];
        for step in self.watch.escalation.iter().filter(|_| kind.escalates()) {
            let from = after(calendar.add_minutes(at, u64::from(step.after_minutes)));
            found.push(Term { kind, leg, level: step.to.level(), from, until: None });
        }
        found
    }
}

/// Of what the citizen has to do in a time.
fn ends_soon(
    counter: &WorkingCalendar,
    watch: &Watch,
    kind: TermKind,
    since: Instant,
    until: Instant,
) -> Vec<Term> {
    let from = opening_before(counter, until.date(), watch.answer_soon_days);
    let soon = Term { kind, leg: None, level: 0, from, until: Some(until) };
    // Where the whole time is no longer than the warning, everybody knows.
    Some(soon).filter(|it| it.from > since).into_iter().collect()
}

fn not_collected(counter: &WorkingCalendar, watch: &Watch, ready: Instant) -> Vec<Term> {
    let from = |days: u32| counter.opening(counter.add_working_days(ready.date(), days));
    let said = (0..).zip(&watch.collect_days);
    let term = |level, from| Term { kind: TermKind::NotCollected, leg: None, level, from, until: None };
    said.filter_map(|(level, days)| Some(term(level, from(*days)?))).collect()
}

/// The same working day; received after the pack's cut-off (if it has one), after closing or on a day of rest, the opening of the next one.
pub fn sent_off_by(reception: &Reception, counter: &WorkingCalendar, pack: &RulePack) -> Instant {
    let (date, time) = (reception.at.date(), reception.at.floor_minute().time());
    let too_late = pack.handover.cut_off.value.is_some_and(|cut_off| time > cut_off.0);
    let same_day = if too_late { None } else { counter.closing(date) };
    let same_day = same_day.filter(|closing| reception.at < *closing);
    same_day.or_else(|| counter.opening(counter.add_working_days(date, 1))).unwrap_or(Instant::MAX)
}

/// A term is over after its last moment, not at it.
const fn after(at: Instant) -> Instant {
    Instant::from_micros(at.micros().saturating_add(1))
}

/// When the day opens after which `days` working days lead up to `date`, itself included; a day of rest leads up to nothing.
fn opening_before(calendar: &WorkingCalendar, date: Date, days: u32) -> Instant {
    let mut day = date;
    let mut left = days;
    while left > 0 {
        if calendar.is_working_day(day) {
            left -= 1;
        }
        let Some(before) = day.previous_day() else { return Instant::MIN };
        day = before;
    }
    while !calendar.is_working_day(day) {
        let Some(before) = day.previous_day() else { return Instant::MIN };
        day = before;
    }
    calendar.opening(day).unwrap_or(Instant::MIN)
}
