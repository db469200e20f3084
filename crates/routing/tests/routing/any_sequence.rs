//! Whatever people try, in whatever order: what is accepted can be applied, and no forbidden state comes of it.

use crate::support::*;
use motcua_calendar::TimeLimit;
use motcua_dossier::{Event, HandedOut, LegStatus, Outcome, ReturnMethod, Status, SuspensionGround, replay};
use motcua_kernel::{Actor, LegNo, Refusal};
use motcua_routing::*;
use proptest::prelude::*;

/// Something a person tries.
#[derive(Clone, Debug)]
struct Attempt {
    verb: u8,
    person: Person,
    leg: LegNo,
    small: u16,
    minutes: i64,
}

/// Who tries: anybody, or someone of the agency that owes the leg.
#[derive(Clone, Copy, Debug)]
enum Person {
    Any(usize),
    OfTheLeg(usize),
}

impl Person {
    fn at(self, office: &Office, leg: LegNo) -> Actor {
        let agency = office.dossier.leg(leg).map(|it| it.plan.agency);
        let (place, people): (usize, Vec<Actor>) = match self {
            Self::Any(place) => (place, PEOPLE.to_vec()),
            Self::OfTheLeg(place) => (
                place,
                PEOPLE.into_iter().filter(|it| agency.is_none_or(|agency| it.agency == agency)).collect(),
            ),
        };
        people[place % people.len()]
    }
}

const PEOPLE: [Actor; 6] = [CLERK, LAND_OFFICER, TAX_OFFICER, OTHER_LAND_OFFICER, LEADER, EXPERT];
const VERBS: u8 = 26;

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let any_minutes = prop_oneof![Just(0), 0_i64..30, 0_i64..2000];
    let person = prop_oneof![
        1 => (0..PEOPLE.len()).prop_map(Person::Any),
        4 => (0..PEOPLE.len()).prop_map(Person::OfTheLeg),
    ];
    let attempt = (0..VERBS, person, 1_u16..7, 0_u16..3, any_minutes).prop_map(
        |(verb, person, leg, small, minutes)| Attempt { verb, person, leg: LegNo(leg), small, minutes },
    );
    prop::collection::vec(attempt, 0..250)
}

fn decide(office: &Office, actor: Actor, attempt: &Attempt) -> Result<Vec<Event>, Refusal> {
    let Attempt { verb, leg, small, .. } = *attempt;
    let (dossier, now) = (&office.dossier, office.now);
    match verb {
        0 => hand_over_from_counter(dossier, actor, now),
        1..=2 => hand_over_leg(dossier, actor, leg, now),
        3 => resend(dossier, actor, leg, now),
        4..=6 => accept(dossier, actor, leg, now),
        7 => question(dossier, actor, leg, TEXT, now),
        8 => send_back(dossier, actor, leg, TEXT, now),
        9 => assign(dossier, actor, leg, LAND_OFFICER.account, now),
        10 => claim(dossier, actor, leg, now),
        11 => finish_step(dossier, actor, leg, small, now),
        12 => {
            let agency = PEOPLE[usize::from(small) * 2].agency;
            let budget = TimeLimit::working_days(1);
            let request = OpinionRequest { asking: leg, agency, liaison: None, budget, question: TEXT };
            ask_opinion(dossier, actor, request, &calendar(), now)
        }
        13 => answer_opinion(dossier, actor, leg, TEXT, now),
        14 => {
            let outcome = if small == 0 { Outcome::Refused { reason: TEXT } } else { granted() };
            propose(dossier, actor, leg, outcome, &results(), now)
        }
        15 => approve(dossier, actor, leg, now),
        16 => demand_rework(dossier, actor, leg, TEXT, now),
        17 => number_and_stamp(dossier, actor, leg, &numbered("12/GCN"), now),
        18 => {
            let request = Reappointment { leg, to: at("2026-03-25T10:00"), apology: TEXT };
            reappoint(dossier, actor, request, &pack(), &calendar(), now)
        }
        19 => apologise(dossier, actor, leg, TEXT, now),
        20 => suspend(dossier, actor, SuspensionGround::Court, TEXT, now)
            .or_else(|_| resume(dossier, actor, &calendar(), now)),
        21 => Ok(pause_of_the_citizen(office)),
        _ => return_result(dossier, actor, ReturnMethod::Online, HandedOut::default(), now),
    }
}

/// What other crates decide, and the rules here must live with.
fn pause_of_the_citizen(office: &Office) -> Vec<Event> {
    let lawful = office.dossier.reception.as_ref().unwrap().dates.lawful;
    if office.dossier.status == Status::InProcess {
        vec![Event::PaymentAwaited { charges: vec![], pay_by: lawful }]
    } else if matches!(office.dossier.status, Status::AwaitingPayment { .. }) {
        vec![Event::PaymentConfirmed { lawful }]
    } else {
        vec![]
    }
}

/// What must hold from one state to the next.
fn watch(before: &Office, after: &Office) {
    for leg in &before.dossier.legs {
        if leg.status.is_finished() {
            assert_eq!(after.leg(leg.plan.no), &leg.status, "a finished leg was opened again");
        }
    }
    let has = |office: &Office, kind: fn(&Event) -> bool| {
        office.history.iter().filter(|it| kind(&it.event)).count()
    };
    let numbered = has(after, |it| matches!(it, Event::ResultNumbered { .. }));
    assert!(numbered <= 1, "two results");
    assert!(has(after, |it| matches!(it, Event::Reappointed { .. })) <= 1, "two reappointments");
    if matches!(after.dossier.status, Status::ResultReady { .. } | Status::Returned { .. }) {
        assert_eq!(numbered, 1, "ready without a signed result");
        assert!(after.dossier.legs.iter().all(|it| it.status.is_finished()), "ready with work left");
    }
    if after.dossier.status == Status::Received {
        assert_eq!(after.dossier.open_legs().count(), 0, "in hand and not in process");
    }
    for leg in &after.dossier.legs {
        let begun = !matches!(leg.status, LegStatus::Waiting);
        let ahead = leg.plan.after.iter().filter_map(|no| after.dossier.leg(*no));
        assert!(!begun || ahead.into_iter().all(|it| it.status.is_finished()), "begun before its turn");
    }
    let ended = matches!(before.dossier.status, Status::Returned { .. });
    assert!(!ended || before.dossier.status == after.dossier.status, "changed after its end");
    let lawful = |office: &Office| office.dossier.reception.as_ref().map(|it| it.dates.lawful);
    assert!(lawful(after) >= lawful(before), "the lawful date went back");
}

fn follow(start: Office, attempts: &[Attempt]) -> Office {
    let mut office = start;
    for attempt in attempts {
        let before = office.clone();
        office.now = office.now.plus_minutes(attempt.minutes);
        let actor = attempt.person.at(&office, attempt.leg);
        if let Ok(events) = decide(&office, actor, attempt) {
            office.happen(actor, events);
            watch(&before, &office);
        }
    }
    office
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_accepted_can_be_applied(attempts in attempts(), start in 0_usize..4) {
        let starts = [Office::received, Office::in_parallel, Office::deciding, Office::signed];
        let office = follow(starts[start](), &attempts);
        prop_assert_eq!(replay(DOSSIER, &office.history).unwrap(), office.dossier);
    }
}
