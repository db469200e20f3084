//! What holds for every history the state machine allows, drawn at random step by step.

use crate::fixture::{
    ACCEPTANCE, COMMUNE, FUND, LAND, Story, TAX, TEXT, calendars, finished, leg, nov, officer, proposed,
    sent_to, supplement_asked,
};
use motcua_calendar::TimeLimit;
use motcua_catalogue::LegKind;
use motcua_dossier::{
    Dossier, Entry, Event, IncidentKind, Leg, LegPlan, LegStatus, Letter, OutsideAnswer, ReopenGround,
    Status, SuspensionGround, apply, lateness, leg_clocks, main_line, replay, standings,
};
use motcua_kernel::{DossierId, Instant, LegNo, Vnd};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use uuid::Uuid;

const ID: DossierId = DossierId(Uuid::from_u128(42));

fn returning(plan: LegPlan) -> LegPlan {
    LegPlan { kind: LegKind::Return, ..plan }
}

fn deciding(plan: LegPlan) -> LegPlan {
    LegPlan { decides: true, ..plan }
}

fn in_a_row() -> Vec<LegPlan> {
    vec![
        leg(1, LAND, 1, &[], "03 17:00"),
        deciding(leg(2, TAX, 2, &[1], "05 17:00")),
        returning(leg(3, COMMUNE, 1, &[2], "06 17:00")),
    ]
}

/// A split from the counter whose one branch is a chain, and one inside it.
fn in_parallel() -> Vec<LegPlan> {
    vec![
        leg(1, LAND, 1, &[], "05 17:00"),
        leg(2, TAX, 1, &[], "03 17:00"),
        leg(3, FUND, 1, &[2], "04 17:00"),
        leg(4, TAX, 1, &[2], "04 17:00"),
        leg(5, TAX, 1, &[3, 4], "05 17:00"),
        deciding(leg(6, LAND, 1, &[1, 5], "06 17:00")),
        returning(leg(7, COMMUNE, 1, &[6], "09 17:00")),
    ]
}

/// What stops the work: seldom drawn, so that histories get somewhere.
fn out_of_the_way(choice: u8) -> Event {
    match choice % 4 {
        0 => supplement_asked(),
        1 => Event::PaymentAwaited { charges: Vec::new(), pay_by: nov("30 17:00") },
        2 => Event::Suspended { ground: SuspensionGround::Court, reason: TEXT },
        _ if choice > 250 => Event::Withdrawn { reason: TEXT },
        _ if choice > 240 => Event::AgencySucceeded { from: LAND, to: TAX, liaison: None },
        _ if choice > 236 => incident(IncidentKind::PapersLost),
        _ => supplement_asked(),
    }
}

fn incident(kind: IncidentKind) -> Event {
    Event::IncidentRecorded { kind, agency: LAND, cost: Vnd(1), account: TEXT, apology: TEXT }
}

fn opened(ground: ReopenGround, lawful: Instant) -> Event {
    Event::Reopened { ground, reason: TEXT, lawful, until: Some(nov("30 17:00")) }
}

/// What takes the dossier on, or opens it again.
fn next_events(dossier: &Dossier, entries: &[Entry], lawful: Instant) -> Vec<Event> {
    let mut events: Vec<Event> = match dossier.status {
        Status::SupplementRequested { .. } => return vec![Event::SupplementCompleted { lawful }],
        Status::AwaitingPayment { .. } => return vec![Event::PaymentConfirmed { lawful }],
        Status::Suspended { .. } => return vec![Event::Resumed { lawful }],
        Status::AwaitingPredecessor { .. } => return vec![Event::Begun { lawful, planned: Vec::new() }],
        Status::Received | Status::InProcess | Status::ResultSigned { .. } => Vec::new(),
        Status::GuidanceGiven | Status::NotReceived { .. } | Status::Annulled { .. } | Status::Imported => {
            return Vec::new();
        }
        Status::ResultReady { .. } | Status::Returned { .. } => {
            return vec![incident(IncidentKind::WrongResult), opened(ReopenGround::WrongResult, lawful)];
        }
        Status::Withdrawn { .. } | Status::Stopped { .. } => {
            return vec![opened(ReopenGround::EndedByMistake, lawful)];
        }
    };
    for ready in dossier.ready_legs().filter(|it| it.plan.no.0 < 100) {
        // The leg that was finished last, as routing does; the counter, if there is none.
        let place = |no: &&LegNo| entries.iter().position(|it| it.event == finished(no.0));
        let before = ready.plan.after.iter().filter(|no| dossier.leg(**no).is_some());
        let from = before.max_by_key(place).map(|no| no.0);
        events.push(sent_to(from, ready.plan.no.0));
    }
    for leg in &dossier.legs {
        events.extend(of_leg(dossier, leg));
    }
    events
}

/// What may be recorded about a leg outside the system: twice what moves it on.
fn of_leg_outside(leg: &Leg) -> Vec<Event> {
    let no = leg.plan.no;
    let paper = || Letter { number: "1/CV".to_owned(), date: nov("02 08:00").date(), file: None };
    let sent = || Event::LetterSent { leg: no, letter: paper(), reason: None };
    let came = |answer| Event::AnswerRecorded { leg: no, letter: paper(), answer };
    let agreed = || came(OutsideAnswer::Agreed { result: None });
    match &leg.status {
        LegStatus::Sent { .. } => vec![
            sent(),
            sent(),
            Event::HandoverSentBack { leg: no, reason: TEXT },
            Event::HandoverQuestioned { leg: no, question: TEXT },
        ],
        LegStatus::Active { .. } if leg.unanswered_letter().is_some() => vec![
            agreed(),
            agreed(),
            sent(),
            came(OutsideAnswer::NeedsSupplement { reason: TEXT }),
            came(OutsideAnswer::Refused { reason: TEXT }),
        ],
        LegStatus::Active { .. } => vec![sent()],
        LegStatus::Questioned { .. } => vec![Event::HandoverSentBack { leg: no, reason: TEXT }],
        LegStatus::Waiting
        | LegStatus::SentBack { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Finished { .. } => Vec::new(),
    }
}

fn of_leg(dossier: &Dossier, leg: &Leg) -> Vec<Event> {
    let no = leg.plan.no;
    if leg.plan.liaison.is_some() {
        return of_leg_outside(leg);
    }
    let accepted = Event::LegAccepted { leg: no };
    let sent_back = Event::HandoverSentBack { leg: no, reason: TEXT };
    match &leg.status {
        LegStatus::Waiting | LegStatus::SentBack { .. } | LegStatus::Finished { .. } => Vec::new(),
        // Twice, so that histories come to an end.
        LegStatus::Sent { .. } => {
            vec![accepted.clone(), accepted, sent_back, Event::HandoverQuestioned { leg: no, question: TEXT }]
        }
        LegStatus::Questioned { .. } => vec![sent_back, accepted],
        LegStatus::Active { .. } => match leg.plan.kind {
            LegKind::Return => vec![Event::ResultReady],
            LegKind::Consultation => vec![Event::ConsultationAnswered { leg: no, answer: TEXT }],
            LegKind::Process if leg.plan.decides => vec![proposed(no.0), proposed(no.0)],
            LegKind::Process => {
                let asked = 100 + u16::try_from(dossier.legs.len()).unwrap_or(0);
                let plan = LegPlan {
                    kind: LegKind::Consultation,
                    ..crate::fixture::leg(asked, FUND, 1, &[], "05 17:00")
                };
                vec![
                    finished(no.0),
                    finished(no.0),
                    Event::ConsultationAsked { asking: no, plan, question: TEXT },
                ]
            }
        },
        LegStatus::Proposed { .. } => {
            vec![Event::ResultApproved { leg: no }, Event::ReworkDemanded { leg: no, reason: TEXT }]
        }
        LegStatus::Approved { .. } if dossier.has_result() => vec![finished(no.0)],
        LegStatus::Approved { .. } => {
            vec![Event::ResultNumbered { leg: no, number: "1/QĐ".to_owned(), file: None }]
        }
    }
}

/// A history of at most as many events as there are steps; each step chooses an event and the seconds before it.
fn told(legs: Vec<LegPlan>, steps: &[(u8, u32)]) -> Vec<Entry> {
    told_from(Story::received(nov("02 08:00"), TimeLimit::working_days(4), nov("06 17:00"), legs), steps)
}

fn told_from(story: Story, steps: &[(u8, u32)]) -> Vec<Entry> {
    let begin = nov("02 08:00");
    let mut lawful = nov("06 17:00");
    let mut entries = story.entries;
    let mut state = replay(ID, &entries);
    let mut now = begin;
    for (choice, seconds) in steps {
        let Ok(dossier) = state.clone() else { break };
        if dossier.status.is_paused() {
            lawful = lawful.plus_minutes(480);
        }
        let events = next_events(&dossier, &entries, lawful);
        let event = match events.get(usize::from(*choice) % events.len().max(1)) {
            Some(event) if *choice < 230 || !dossier.status.is_running() => event.clone(),
            Some(_) | None if dossier.status.is_running() => out_of_the_way(*choice),
            Some(_) | None => break,
        };
        now = Instant::from_micros(now.micros() + i64::from(*seconds) * 1_000_000);
        let entry = Entry { seq: dossier.seq + 1, recorded: now, occurred: now, by: officer(), event };
        state = apply(ID, Some(dossier), &entry);
        entries.push(entry);
    }
    entries
}

fn steps() -> impl Strategy<Value = Vec<(u8, u32)>> {
    // Up to a day and a half between events, sometimes none.
    prop::collection::vec((any::<u8>(), prop_oneof![Just(0), 1_u32..3_600, 1_u32..130_000]), 0..70)
}

/// Alone, or in a bundle behind another dossier; the tax office in the system, or outside.
fn history() -> impl Strategy<Value = Vec<Entry>> {
    let legs = prop_oneof![Just(in_a_row()), Just(in_parallel())];
    (legs, steps(), any::<bool>(), any::<bool>()).prop_map(|(mut legs, steps, waits, outside)| {
        for leg in legs.iter_mut().filter(|it| outside && it.agency == TAX) {
            leg.liaison = Some(COMMUNE);
        }
        let story = Story::received(nov("02 08:00"), TimeLimit::working_days(4), nov("06 17:00"), legs);
        told_from(if waits { story.behind("03 17:00") } else { story }, &steps)
    })
}

fn until() -> impl Strategy<Value = Instant> {
    (0_i64..60 * 24 * 60).prop_map(|minutes| nov("02 08:00").plus_minutes(minutes))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_drawn_history_is_one(entries in history()) {
        let whole = replay(ID, &entries).unwrap();
        let mut step_by_step = None;
        for entry in &entries {
            step_by_step = Some(apply(ID, step_by_step, entry).unwrap());
        }
        prop_assert_eq!(Some(&whole), step_by_step.as_ref());
        let stored = serde_json::to_string(&entries).unwrap();
        let read: Vec<Entry> = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(replay(ID, &read), Ok(whole));
    }

    #[test]
    fn the_line_has_no_gap_no_overlap_and_sums_to_the_whole(entries in history(), until in until()) {
        let calendars = calendars();
        let line = main_line(&entries, &calendars, ACCEPTANCE, until);
        let end = line.ended.unwrap_or(until);
        let receipt = nov("02 08:00");
        prop_assert!(line.segments.iter().all(|it| it.from < it.to));
        for pair in line.segments.windows(2) {
            prop_assert_eq!(pair[0].to, pair[1].from);
            prop_assert!((pair[0].holder, pair[0].leg) != (pair[1].holder, pair[1].leg));
        }
        if receipt < end {
            prop_assert_eq!(line.segments.first().map(|it| it.from), Some(receipt));
            prop_assert_eq!(line.segments.last().map(|it| it.to), Some(end));
        } else {
            prop_assert!(line.segments.is_empty());
        }
        let whole = calendars.of(COMMUNE).measure(receipt, end);
        let parts: i64 = line.segments.iter().map(|it| it.minutes).sum();
        prop_assert_eq!(parts, whole);
        let waited = line.citizen_minutes() + line.suspension_minutes() + line.predecessor_minutes();
        prop_assert_eq!(line.office_minutes() + waited + line.after_result_minutes(), whole);
        prop_assert_eq!(line.waited_micros(), end.micros_since(receipt));
    }

    #[test]
    fn only_what_happened_by_then_is_used(entries in history(), until in until()) {
        let calendars = calendars();
        let known: Vec<Entry> = entries.iter().filter(|it| it.occurred <= until).cloned().collect();
        let line = |entries: &[Entry]| main_line(entries, &calendars, ACCEPTANCE, until);
        prop_assert_eq!(line(&known), line(&entries));
        let mut shuffled = entries.clone();
        shuffled.sort_by_key(|it| (it.occurred, it.seq));
        prop_assert_eq!(line(&shuffled), line(&entries));
    }

    #[test]
    fn parts_of_a_delay_sum_to_it(entries in history(), until in until()) {
        let calendars = calendars();
        let late = lateness(&entries, &calendars, ACCEPTANCE, until).unwrap();
        let parts: i64 = late.by_leg.iter().map(|(_, _, minutes)| minutes).sum();
        prop_assert_eq!(parts + late.unassigned, late.total_minutes);
        prop_assert!(late.unassigned >= 0 && late.by_leg.iter().all(|(_, _, minutes)| *minutes > 0));
        let clocks = leg_clocks(&entries, &calendars, ACCEPTANCE, until);
        for (no, agency, minutes) in &late.by_leg {
            let clock = clocks.iter().find(|it| it.no == *no).unwrap();
            prop_assert!(clock.agency == *agency && *minutes <= clock.overrun && !clock.concurrent);
        }
        prop_assert!(standings(&entries, &calendars, 60, until).is_some());
    }

    #[test]
    fn on_a_route_without_parallel_legs_clocks_and_line_agree(steps in steps(), until in until()) {
        let entries = told(in_a_row(), &steps);
        let calendars = calendars();
        let clocks = leg_clocks(&entries, &calendars, ACCEPTANCE, until);
        for clock in clocks.iter().filter(|it| it.no < LegNo(100)) {
            prop_assert_eq!(clock.used_minutes, clock.main_line_minutes);
            prop_assert!(!clock.concurrent);
        }
        prop_assert!(clocks.iter().filter(|it| it.no > LegNo(100)).all(|it| it.main_line_minutes == 0));
    }

    #[test]
    fn a_leg_of_a_parallel_route_is_on_the_line_or_beside_it(entries in history()) {
        let calendars = calendars();
        let until = nov("30 17:00").plus_minutes(100_000);
        let line = main_line(&entries, &calendars, ACCEPTANCE, until);
        for clock in leg_clocks(&entries, &calendars, ACCEPTANCE, until) {
            prop_assert_eq!(clock.main_line_minutes, line.leg_minutes(clock.no));
            prop_assert!(!clock.concurrent || clock.main_line_minutes == 0);
            prop_assert_eq!(clock.overrun, (clock.used_minutes - clock.allowed_minutes).max(0));
        }
    }

    #[test]
    fn after_a_join_the_branch_that_did_not_close_it_is_concurrent(steps in steps()) {
        let entries = told(in_parallel(), &steps);
        let calendars = calendars();
        let line = main_line(&entries, &calendars, ACCEPTANCE, nov("30 17:00").plus_minutes(100_000));
        let place = |no: u16| entries.iter().position(|it| it.event == finished(no));
        let losers = match (place(1), place(5)) {
            (Some(land), Some(tax)) if land > tax => vec![2, 3, 4, 5],
            (Some(_), Some(_)) if place(3) > place(4) => vec![1, 4],
            (Some(_), Some(_)) => vec![1, 3],
            (None, _) | (_, None) => vec![],
        };
        for loser in losers {
            prop_assert!(line.segments.iter().all(|it| it.leg != Some(LegNo(loser))), "leg {}", loser);
        }
    }
}

/// The properties would hold for histories in which nothing happens; these are not such.
#[test]
fn enough_histories_reach_the_join_and_the_end() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut closed_by_tax, mut closed_by_land, mut ended, mut reopened) = (0, 0, 0, 0);
    for _ in 0..300 {
        let steps = steps().new_tree(&mut runner).unwrap().current();
        let entries = told(in_parallel(), &steps);
        let happened = |event: &Event| u32::from(entries.iter().any(|it| it.event == *event));
        closed_by_tax += happened(&sent_to(Some(5), 6));
        closed_by_land += happened(&sent_to(Some(1), 6));
        ended += happened(&Event::ResultReady);
        reopened += u32::from(entries.iter().any(|it| matches!(it.event, Event::Reopened { .. })));
    }
    assert!(
        closed_by_tax >= 20 && closed_by_land >= 2 && ended >= 20 && reopened >= 10,
        "{closed_by_tax} {closed_by_land} {ended} {reopened}"
    );
}
