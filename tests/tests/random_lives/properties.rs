//! What must hold of every life. Says nothing of how a life came about.
#![expect(clippy::wildcard_enum_match_arm, reason = "a test names only what it looks at")]

use crate::life::{ID, Life};
use crate::office::office;
use motcua_dossier::{
    By, ClockHolder, Dossier, Entry, Event, LegStatus, MainLine, PaperOrigin, ReopenGround, Status, lateness,
    leg_clocks, main_line, replay,
};
use motcua_kernel::{AccountId, Instant, LegNo, Vnd};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

pub fn check(life: &Life) {
    nothing_forbidden_happened(life);
    pack_limits_hold(life);
    another_person_signed(life);
    legs_follow_their_route(life);
    dates_move_only_as_the_law_says(life);
    worked_out_anew_no_date_moves(life);
    no_more_is_paid_than_owed(life);
    a_wait_ends_with_its_last_payment(life);
    the_history_is_the_state(life);
    for until in moments(life) {
        the_line_is_whole(life, until);
        the_delay_is_shared_out(life, until);
        the_future_is_unknown(life, until);
    }
}

pub fn lateness_at_end(life: &Life) -> i64 {
    let calendars = life.calendars;
    lateness(&life.entries, calendars, acceptance(life), life.now).unwrap().total_minutes
}

const fn acceptance(life: &Life) -> u32 {
    life.pack.handover.acceptance_minutes.value
}

/// Hồ sơ tồn.
fn came_from_the_paper_age(life: &Life) -> bool {
    life.states[0].paper_origin().is_some_and(PaperOrigin::is_carried_over)
}

/// State before, entry, state after.
fn changes(life: &Life) -> impl Iterator<Item = (&Dossier, &Entry, &Dossier)> {
    let pairs = life.states.iter().zip(&life.states[1..]);
    pairs.zip(&life.entries[1..]).map(|((before, after), entry)| (before, entry, after))
}

fn nothing_forbidden_happened(life: &Life) {
    for (before, entry, after) in changes(life) {
        let told = || format!("{entry:?} came after {:?}", before.status);
        match &before.status {
            _ if matches!(entry.event, Event::Reopened { .. }) => assert!(ended(before), "{}", told()),
            Status::Annulled { .. } => panic!("something happened after the end: {}", told()),
            Status::Returned { .. } | Status::Withdrawn { .. } | Status::Stopped { .. } => {
                let recorded = matches!(entry.event, Event::IncidentRecorded { .. });
                assert!(
                    recorded && after.status == before.status,
                    "something happened after the end: {}",
                    told()
                );
            }
            Status::ResultReady { .. } => {
                assert!(
                    matches!(after.status, Status::ResultReady { .. } | Status::Returned { .. }),
                    "{}",
                    told()
                );
            }
            Status::ResultSigned { .. } => {
                let on = matches!(after.status, Status::ResultSigned { .. } | Status::ResultReady { .. });
                assert!(on, "{}", told());
            }
            _ => {}
        }
        let signed = |it: &motcua_dossier::Leg| matches!(it.status, LegStatus::Approved { .. });
        if before.has_result() || before.legs.iter().any(signed) {
            let taken_back = matches!(
                entry.event,
                Event::Withdrawn { .. }
                    | Event::Stopped { .. }
                    | Event::Annulled
                    | Event::SupplementRequested { .. }
                    | Event::PaymentAwaited { .. }
                    | Event::ResultProposed { .. }
                    | Event::ReworkDemanded { .. }
                    | Event::Rebased(_)
            );
            assert!(!taken_back, "a signed result was taken back: {}", told());
        }
        if matches!(entry.event, Event::IncidentRecorded { .. }) {
            let untouched =
                |it: &Dossier| (it.status.clone(), it.legs.clone(), it.charges.clone(), it.reception.clone());
            assert_eq!(
                untouched(before),
                untouched(after),
                "an incident stops nothing and costs the citizen nothing"
            );
        }
        let planned_anew =
            matches!(entry.event, Event::Rebased(_) | Event::Begun { .. } | Event::DatesRecomputed { .. });
        if before.status.is_paused() && !planned_anew {
            assert_eq!(before.legs, after.legs, "a leg moved in a pause: {}", told());
        }
        assert!(before.filing.is_some() && after.reception.is_some());
    }
}

/// In a way that can be opened again.
const fn ended(dossier: &Dossier) -> bool {
    matches!(
        dossier.status,
        Status::ResultReady { .. }
            | Status::Returned { .. }
            | Status::Withdrawn { .. }
            | Status::Stopped { .. }
    )
}

fn pack_limits_hold(life: &Life) {
    let received = life.entries[0].occurred.date();
    let rules = &life.pack.supplement;
    for (before, entry, _) in changes(life) {
        let Event::SupplementRequested { overridden, answer_by, .. } = &entry.event else { continue };
        let made = u32::try_from(before.supplements.len()).unwrap();
        let within = rules.ask_within_working_days.value.unwrap();
        let late = entry.occurred.date() > life.calendar_at(entry.seq).add_working_days(received, within);
        let beyond = made >= rules.max_requests.value || late;
        assert_eq!(overridden.is_some(), beyond, "request {made} on {:?}", entry.occurred);
        assert!(*answer_by > entry.occurred);
    }
    assert!(life.state().reappointments <= life.pack.apology.max_reappointments.value.unwrap());
}

fn officer(by: By) -> Option<AccountId> {
    match by {
        By::Officer(actor) => Some(actor.account),
        By::Party { .. } | By::Rule => None,
    }
}

/// Result, annulment, correction and another version: always two people, in this order.
fn another_person_signed(life: &Life) {
    let (mut proposed, mut approved, mut annulment, mut correction) = (None, None, None, None);
    let mut end = None;
    let mut rebase = None;
    for entry in &life.entries {
        let who = officer(entry.by);
        match &entry.event {
            Event::ResultProposed { leg, .. } => {
                proposed = Some((*leg, who.unwrap()));
                approved = None;
            }
            Event::ReworkDemanded { .. } => (proposed, approved) = (None, None),
            Event::ResultApproved { leg } => {
                let (of, by) = proposed.unwrap();
                assert_eq!(of, *leg);
                assert_ne!(Some(by), who, "own proposal signed");
                approved = Some(*leg);
            }
            Event::ResultNumbered { leg, .. } => assert_eq!(approved, Some(*leg)),
            Event::ResultReady | Event::ResultReturned { .. } => {
                assert!(approved.is_some());
                end = Some(who);
            }
            Event::Withdrawn { .. } | Event::Stopped { .. } => end = Some(who),
            Event::Reopened { ground, .. } => {
                let by = end.take().unwrap();
                assert!(by.is_none() || by != who, "opened again by who ended it");
                if *ground == ReopenGround::WrongResult {
                    (proposed, approved) = (None, None);
                }
            }
            Event::AnnulmentRequested { .. } => annulment = who,
            Event::Annulled => assert!(annulment.is_some() && annulment != who),
            Event::RebaseProposed { to, .. } => rebase = Some((*to, who)),
            Event::Rebased(it) => {
                let (to, by) = rebase.unwrap();
                assert!(to == it.to && by != who, "own proposal approved");
            }
            Event::CorrectionRequested { .. } => correction = who,
            Event::Corrected => assert!(correction.is_some() && correction != who),
            _ => {}
        }
    }
}

/// Only the agency of a leg acts on it, or its liaison unit for one outside; none begins before those ahead of it are done, and a result waits for all.
fn legs_follow_their_route(life: &Life) {
    for (before, entry, after) in changes(life) {
        let finished = |no| after.leg(no).is_none_or(|it| it.status.is_finished());
        let started = match &entry.event {
            Event::HandedOver { to, .. } => Some(*to),
            Event::LegAccepted { leg } | Event::LetterSent { leg, .. } => Some(*leg),
            Event::ResultReady => {
                assert!(after.legs.iter().all(|it| it.status.is_finished()), "{:#?}", after.legs);
                None
            }
            _ => None,
        };
        if let Some(leg) = started.and_then(|no| after.leg(no)) {
            assert!(leg.plan.after.iter().all(|no| finished(*no)), "{leg:?} begins too early");
        }
        let (Some(no), By::Officer(actor)) = (acted_on(&entry.event), entry.by) else { continue };
        let plan = &before.leg(no).unwrap().plan;
        assert_eq!(plan.desk(), actor.agency, "{entry:?}");
        // Outside the system it is written and answered, and may be questioned or sent back before; nothing else.
        let recorded = matches!(entry.event, Event::LetterSent { .. } | Event::AnswerRecorded { .. });
        let returned =
            matches!(entry.event, Event::HandoverQuestioned { .. } | Event::HandoverSentBack { .. });
        assert!(returned || recorded == plan.liaison.is_some(), "{entry:?}");
    }
    let numbers = life.entries.iter().filter(|it| matches!(it.event, Event::ResultNumbered { .. })).count();
    let state = life.state();
    assert_eq!(numbers, state.replaced.len() + usize::from(state.result.is_some()), "one result at a time");
    let wrong = |it: &&motcua_dossier::Reopening| it.ground == ReopenGround::WrongResult;
    assert_eq!(state.reopenings.iter().filter(wrong).count(), state.replaced.len());
}

/// The leg that only those on whose desk it lies may touch.
fn acted_on(event: &Event) -> Option<LegNo> {
    match event {
        Event::LegAccepted { leg }
        | Event::LetterSent { leg, .. }
        | Event::AnswerRecorded { leg, .. }
        | Event::HandoverQuestioned { leg, .. }
        | Event::HandoverSentBack { leg, .. }
        | Event::LegAssigned { leg, .. }
        | Event::StepFinished { leg, .. }
        | Event::ConsultationAsked { asking: leg, .. }
        | Event::ConsultationAnswered { leg, .. }
        | Event::ResultProposed { leg, .. }
        | Event::ReworkDemanded { leg, .. }
        | Event::ResultApproved { leg }
        | Event::ResultNumbered { leg, .. }
        | Event::LegFinished { leg } => Some(*leg),
        _ => None,
    }
}

/// The first date never moves. The lawful one moves only when a pause ends: by exactly the working minutes of a payment
/// or suspension, never back; by a
/// supplement to the whole limit from its completion (NĐ 61/2018 Điều 19(4)), which is
/// never before the first.
fn dates_move_only_as_the_law_says(life: &Life) {
    let first = life.states[0].reception.as_ref().unwrap().dates.first;
    assert!(first >= life.entries[0].occurred);
    for (before, entry, after) in changes(life) {
        let calendar = life.calendar_at(entry.seq);
        let (reception, dates) =
            (before.reception.as_ref().unwrap(), after.reception.as_ref().unwrap().dates);
        let old = reception.dates;
        assert_eq!(dates.first, first);
        match &entry.event {
            Event::SupplementCompleted { .. } => {
                let due = calendar.due(entry.occurred, &reception.limit, reception.cut_off).at;
                assert_eq!(dates.lawful, due);
                // A shorter limit, a date written by hand, or a result that came before it was planned.
                let shortened = before.rebasing.received.is_some()
                    || before.paper_origin().is_some()
                    || before.bundle().is_some();
                assert!(shortened || due >= first, "{due:?} is before {first:?}");
            }
            Event::PaymentConfirmed { .. } | Event::Resumed { .. } => {
                let (Status::AwaitingPayment { since, .. } | Status::Suspended { since, .. }) = before.status
                else {
                    panic!("{entry:?} after {:?}", before.status)
                };
                assert!(dates.lawful >= old.lawful);
                let stood = calendar.measure(since, entry.occurred);
                assert_eq!(calendar.measure(old.lawful, dates.lawful), stood);
            }
            Event::Reopened { .. } => {
                let ended = before.status.ended().filter(|_| !before.has_result());
                let since = before.ending.as_ref().and_then(|it| match it.before {
                    Status::SupplementRequested { since, .. }
                    | Status::AwaitingPayment { since, .. }
                    | Status::Suspended { since, .. } => Some(since),
                    _ => None,
                });
                let stood = since.zip(ended).map_or(0, |(since, ended)| calendar.measure(since, ended));
                assert!(dates.lawful >= old.lawful);
                assert_eq!(calendar.measure(old.lawful, dates.lawful), stood, "only a lawful pause moves it");
            }
            Event::Begun { lawful, .. } => {
                assert_eq!(dates.lawful, *lawful);
                assert_eq!(*lawful, calendar.due(entry.occurred, &reception.limit, reception.cut_off).at);
            }
            Event::DatesRecomputed { lawful, .. } => {
                assert!(dates.lawful == *lawful && !came_from_the_paper_age(life));
            }
            Event::Rebased(it) => {
                assert_eq!(dates.lawful, it.lawful);
                assert_eq!(after.charges, before.charges);
                let history = &life.entries[..usize::try_from(entry.seq).unwrap()];
                let again = motcua_intake::recompute(
                    after,
                    history,
                    &office().pinned(after, life.calendars_at(entry.seq)),
                )
                .unwrap();
                assert_eq!(again, [], "the date is not that of the history");
            }
            _ => assert_eq!(dates.lawful, old.lawful, "{entry:?}"),
        }
        let reappointed = matches!(entry.event, Event::Reappointed { .. });
        assert_eq!(dates.reappointed != old.reappointed, reappointed);
        if let Event::Reappointed { to, .. } = entry.event {
            assert!(to > old.lawful && to > entry.occurred);
        }
    }
}

/// What the history says of the lawful date under the same calendar is the date of the state. One that had ended when the
/// calendar changed keeps its date, also when it is opened again.
fn worked_out_anew_no_date_moves(life: &Life) {
    let had_ended = |entries: usize| {
        let status = &life.states[entries - 1].status;
        !status.is_running() && !status.is_paused()
    };
    let kept = life.announced.filter(|entries| had_ended(*entries)).unwrap_or(usize::MAX);
    for (length, state) in (1..).zip(&life.states).take_while(|(length, _)| *length <= kept) {
        let pinned = office().pinned(state, life.calendars_at(state.seq));
        let moved = motcua_intake::recompute(state, &life.entries[..length], &pinned).unwrap();
        assert_eq!(moved, [], "after {:?}", life.entries[length - 1]);
    }
}

/// Nor does a result leave before what is due at its return is paid.
fn no_more_is_paid_than_owed(life: &Life) {
    for state in &life.states {
        let unpaid = state.charges.iter().map(|it| state.unpaid(it));
        assert!(unpaid.min().is_none_or(|least| least >= Vnd::ZERO), "{:?}", state.payments);
        let handed_out = matches!(state.status, Status::Returned { .. });
        assert!(
            !handed_out || (state.unpaid_at_return() == Vnd::ZERO && state.unassessed_at_return().is_none())
        );
    }
}

/// A wait begins with something to pay, and ends with the payment of the last of it, whatever else is paid meanwhile.
fn a_wait_ends_with_its_last_payment(life: &Life) {
    let left = |it: &Dossier| it.awaited().map(|charge| it.unpaid(charge)).sum::<Vnd>();
    for (before, entry, after) in changes(life) {
        match &entry.event {
            Event::PaymentAwaited { pay_by, .. } => {
                assert!(after.awaited().all(|it| after.unpaid(it) > Vnd::ZERO), "{entry:?}");
                assert!(*pay_by > entry.occurred, "{entry:?}");
            }
            Event::PaymentConfirmed { .. } => assert_eq!(left(before), Vnd::ZERO, "{entry:?}"),
            Event::ChargesPaid { .. } => {}
            _ => {
                let waits = matches!(before.status, Status::AwaitingPayment { .. });
                assert!(!waits || left(before) > Vnd::ZERO, "{entry:?} in a wait for nothing");
            }
        }
    }
    let waits = matches!(life.state().status, Status::AwaitingPayment { .. });
    assert!(!waits || left(life.state()) > Vnd::ZERO, "a wait for nothing at the end");
}

fn the_history_is_the_state(life: &Life) {
    assert_eq!(&replay(ID, &life.entries).unwrap(), life.state());
    assert_eq!(replay(ID, &life.entries), replay(ID, &life.entries));
    for (length, state) in (1..).zip(&life.states) {
        assert_eq!(&replay(ID, &life.entries[..length]).unwrap(), state);
        survives_json(state);
    }
    life.entries.iter().for_each(survives_json);
}

fn survives_json<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
}

/// Before the receipt, at every entry, between every two, and after all.
fn moments(life: &Life) -> Vec<Instant> {
    let mut moments = vec![life.entries[0].occurred.plus_minutes(-1)];
    for (index, entry) in life.entries.iter().enumerate() {
        let next = life.entries.get(index + 1).map_or(life.now.plus_minutes(3 * 1440), |it| it.occurred);
        let middle = entry.occurred.micros().midpoint(next.micros());
        moments.extend([entry.occurred, Instant::from_micros(middle), next]);
    }
    moments.dedup();
    moments
}

fn ends(event: &Event) -> bool {
    matches!(event, Event::ResultReady | Event::Withdrawn { .. } | Event::Stopped { .. } | Event::Annulled)
}

/// Every instant from receipt to end has one holder, and the minutes add up to the calendar's.
fn the_line_is_whole(life: &Life, until: Instant) {
    let calendar = life.calendar();
    let held = main_line(&life.entries, life.calendars, acceptance(life), until);
    let received = life.entries[0].occurred;
    if until < received {
        assert_eq!(held, MainLine::default());
        return;
    }
    let mut ended = None;
    for entry in life.entries.iter().filter(|it| it.occurred <= until) {
        match &entry.event {
            Event::Reopened { .. } => ended = None,
            event if ends(event) => ended = Some(entry.occurred),
            _ => {}
        }
    }
    assert_eq!(held.ended, ended);
    let end = ended.unwrap_or(until);
    let mut at = received;
    let mut before = None;
    for segment in &held.segments {
        assert_eq!(segment.from, at, "gap or overlap in {held:#?}");
        assert!(segment.to > segment.from);
        assert_ne!(before, Some((segment.holder, segment.leg)), "two stretches in one hand in {held:#?}");
        assert_eq!(segment.minutes, calendar.measure(segment.from, segment.to));
        (at, before) = (segment.to, Some((segment.holder, segment.leg)));
    }
    assert_eq!(at, end, "{held:#?}");
    let whole = calendar.measure(received, end);
    assert_eq!(held.segments.iter().map(|it| it.minutes).sum::<i64>(), whole);
    assert_eq!(held.minutes_by_holder().iter().map(|it| it.1).sum::<i64>(), whole);
    let waited = held.citizen_minutes()
        + held.suspension_minutes()
        + held.after_result_minutes()
        + held.predecessor_minutes()
        + held.paper_minutes();
    assert_eq!(held.office_minutes() + waited, whole);
    assert_eq!(held.citizen_minutes(), held_by(life, ClockHolder::Citizen, end));
    assert_eq!(held.suspension_minutes(), held_by(life, ClockHolder::Suspension, end));
    assert_eq!(held.predecessor_minutes(), held_by(life, ClockHolder::Predecessor, end));
    let taken_over = life.states[0].entered.filter(|_| came_from_the_paper_age(life));
    let on_paper = taken_over.map_or(0, |entered| calendar.measure(received, entered.min(end)));
    assert_eq!(held.paper_minutes(), on_paper, "{held:#?}");
}

/// The same by the states alone.
fn held_by(life: &Life, holder: ClockHolder, end: Instant) -> i64 {
    let starts = life.entries.iter().map(|it| it.occurred);
    let stops = life.entries[1..].iter().map(|it| it.occurred).chain([Instant::MAX]);
    let stretches = starts.zip(stops).zip(&life.states).filter(|it| it.1.status.clock() == holder);
    stretches.map(|((from, to), _)| life.calendar().measure(from, to.min(end))).sum()
}

/// The parts of the legs and what is left add up to the delay, and no leg answers for more than its own overrun.
fn the_delay_is_shared_out(life: &Life, until: Instant) {
    let (calendars, calendar) = (life.calendars, life.calendar());
    let Some(late) = lateness(&life.entries, calendars, acceptance(life), until) else {
        assert!(until < life.entries[0].occurred);
        return;
    };
    let of_legs = leg_clocks(&life.entries, calendars, acceptance(life), until);
    let held = main_line(&life.entries, calendars, acceptance(life), until);
    let known = life.entries.iter().take_while(|it| it.occurred <= until).count();
    let state = &life.states[known - 1];
    assert_eq!(late.lawful, state.reception.as_ref().unwrap().dates.lawful);
    assert_eq!(late.total_minutes, calendar.measure(late.lawful, late.end));
    assert!(late.end <= held.ended.unwrap_or(until));
    assert!(late.unassigned >= 0);
    assert_eq!(late.by_leg.iter().map(|it| it.2).sum::<i64>() + late.unassigned, late.total_minutes);
    for (no, agency, part) in &late.by_leg {
        let clock = of_legs.iter().find(|it| it.no == *no).unwrap();
        assert_eq!(clock.agency, *agency);
        assert!(*part > 0 && *part <= clock.overrun && !clock.concurrent, "{clock:?}");
        assert_eq!(late.by_leg.iter().filter(|it| it.0 == *no).count(), 1);
    }
    let at_once = |it: &Dossier| it.legs.iter().filter(|it| it.plan.after.is_empty()).count() > 1;
    let parallel = life.states.iter().any(at_once);
    for clock in &of_legs {
        let overrun = (clock.used_minutes - clock.allowed_minutes).max(0);
        assert_eq!(clock.overrun, if clock.started.is_some() { overrun } else { 0 });
        assert_eq!(clock.main_line_minutes, held.leg_minutes(clock.no));
        // Only a parallel leg that closes its join can answer for more than it had in hand: the stretch since the split.
        assert!(parallel || clock.main_line_minutes <= clock.used_minutes, "{clock:?}");
        let office_time = held.office_minutes();
        assert!(clock.used_minutes <= office_time, "{clock:?} used more than all offices: {office_time}");
    }
}

/// What was known at a moment does not change with what came later.
fn the_future_is_unknown(life: &Life, until: Instant) {
    let calendars = life.calendars;
    let known: Vec<Entry> = life.entries.iter().filter(|it| it.occurred <= until).cloned().collect();
    let minutes = acceptance(life);
    let (all, known) = (life.entries.as_slice(), known.as_slice());
    assert_eq!(main_line(all, calendars, minutes, until), main_line(known, calendars, minutes, until));
    assert_eq!(lateness(all, calendars, minutes, until), lateness(known, calendars, minutes, until));
    assert_eq!(leg_clocks(all, calendars, minutes, until), leg_clocks(known, calendars, minutes, until));
}
