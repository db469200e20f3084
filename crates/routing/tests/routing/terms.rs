//! What a dossier is watched for, as sentences about the office.

use crate::support::*;
use motcua_dossier::{Calendars, Event};
use motcua_kernel::{Instant, LegNo};
use motcua_routing::*;

const LAWFUL: &str = "2026-03-16T17:00";

fn terms_of(office: &Office) -> Vec<Term> {
    terms(&office.dossier, &Calendars::new(calendar()), &pack(), &Watch::default())
}

/// What is so at the office's now for whoever has it in hand, each from the minute in which it became so.
#[track_caller]
fn check(office: &Office, expected: &[(TermKind, Option<LegNo>, &str)]) {
    let so = terms_of(office)
        .into_iter()
        .filter(|it| it.level == 0 && it.from <= office.now && it.is_so(office.now));
    let so: Vec<_> = so.map(|it| (it.kind, it.leg, it.from.floor_minute())).collect();
    let expected: Vec<_> = expected.iter().map(|(kind, leg, text)| (*kind, *leg, at(text))).collect();
    assert_eq!(so, expected, "{}", office.now);
}

fn of_both(kind: TermKind, text: &str) -> Vec<(TermKind, Option<LegNo>, &str)> {
    [LAND, TAX].map(|leg| (kind, Some(leg), text)).to_vec()
}

#[test]
fn a_dossier_leaves_the_counter_on_its_day_nd_61_2018_dieu_18_2() {
    check(&Office::received().on("2026-03-09T17:00"), &[]);
    check(
        &Office::received().on("2026-03-09T17:01"),
        &of_both(TermKind::CounterHandover, "2026-03-09T17:00"),
    );
    let mut late = Office::received().on("2026-03-10T07:00");
    late.dossier.reception.as_mut().unwrap().at = at("2026-03-09T15:01");
    check(&late, &[]);
    let expected = of_both(TermKind::CounterHandover, "2026-03-10T07:00");
    check(&late.clone().on("2026-03-10T07:01"), &expected);
    late.dossier.reception.as_mut().unwrap().at = at("2026-03-08T10:00");
    check(&late.on("2026-03-09T08:00"), &of_both(TermKind::CounterHandover, "2026-03-09T07:00"));
}

#[test]
fn a_hand_over_nobody_accepts_rings_after_the_packs_time() {
    let mut office = Office::received();
    office.must(CLERK, hand_over_from_counter(&office.dossier, CLERK, office.now));
    office.must(TAX_OFFICER, question(&office.dossier, TAX_OFFICER, TAX, TEXT, office.now));
    check(&office.clone().on("2026-03-09T15:00"), &[]);
    check(&office.on("2026-03-09T15:01"), &of_both(TermKind::Acceptance, "2026-03-09T15:00"));
}

#[test]
fn legs_and_the_lawful_date_near_and_pass() {
    let soon = of_both(TermKind::LegSoon, "2026-03-10T07:00");
    check(&Office::in_parallel().on("2026-03-10T06:59"), &[]);
    check(&Office::in_parallel().on("2026-03-11T17:00"), &soon);
    // A warning is void once what it warns of is so.
    let legs = of_both(TermKind::Leg, "2026-03-11T17:00");
    check(&Office::in_parallel().on("2026-03-11T17:01"), &legs);
    let near = [legs.clone(), vec![(TermKind::LawfulSoon, None, "2026-03-12T07:00")]].concat();
    check(&Office::in_parallel().on("2026-03-12T07:00"), &near);
    check(&Office::in_parallel().on(LAWFUL), &near);
    let over = [legs, vec![(TermKind::Lawful, None, LAWFUL)]].concat();
    check(&Office::in_parallel().on("2026-03-16T17:01"), &over);
}

#[test]
fn the_head_and_then_the_leader_hear_of_what_nobody_does() {
    let office = Office::in_parallel();
    let land: Vec<_> =
        terms_of(&office).into_iter().filter(|it| it.kind == TermKind::Leg && it.leg == Some(LAND)).collect();
    let told: Vec<_> = land.iter().map(|it| (it.level, it.from.floor_minute())).collect();
    let expected = [(0, "2026-03-11T17:00"), (1, "2026-03-12T11:00"), (2, "2026-03-12T17:00")];
    assert_eq!(told, expected.map(|(level, text)| (level, at(text))));
}

#[test]
fn a_proposal_waits_half_a_day_for_its_signature() {
    let office = Office::proposed();
    check(&office.clone().on("2026-03-09T14:30"), &[]);
    check(&office.on("2026-03-09T15:01"), &[(TermKind::Approval, Some(DECIDE), "2026-03-09T15:00")]);
}

#[test]
fn a_reappointment_cures_nothing() {
    let mut office = Office::signed();
    office.must(LAND_OFFICER, hand_over_leg(&office.dossier, LAND_OFFICER, DECIDE, office.now));
    office.dossier.reception.as_mut().unwrap().dates.reappointed = Some(at("2026-03-19T17:00"));
    let acceptance = (TermKind::Acceptance, Some(RETURN), "2026-03-09T15:00");
    let soon = (TermKind::LawfulSoon, None, "2026-03-12T07:00");
    let lawful = (TermKind::Lawful, None, LAWFUL);
    check(&office.clone().on("2026-03-16T17:00"), &[acceptance, soon]);
    check(&office.clone().on("2026-03-19T17:00"), &[acceptance, lawful]);
    let reappointed = (TermKind::Reappointed, None, "2026-03-19T17:00");
    check(&office.on("2026-03-19T17:01"), &[acceptance, lawful, reappointed]);
}

#[test]
fn a_paused_dossier_is_watched_for_the_citizens_term_alone() {
    let answer_by = at("2026-03-20T17:00");
    let mut office = Office::in_parallel();
    let asked = Event::SupplementRequested { items: vec![], leg: None, answer_by, overridden: None };
    office.happen(CLERK, vec![asked]);
    let soon = (TermKind::SupplementSoon, None, "2026-03-17T07:00");
    check(&office.clone().on("2026-03-20T17:00"), &[soon]);
    check(&office.on("2026-03-20T17:01"), &[]);

    let mut office = Office::in_parallel();
    office.happen(CLERK, vec![Event::PaymentAwaited { charges: vec![], pay_by: answer_by }]);
    let soon = (TermKind::PaymentSoon, None, "2026-03-17T07:00");
    check(&office.clone().on("2026-03-20T17:00"), &[soon]);
    check(&office.on("2026-03-21T17:00"), &[]);
}

#[test]
fn a_result_that_nobody_collects_is_said_three_times() {
    let told: Vec<_> = terms_of(&Office::ready()).iter().map(|it| (it.kind, it.level, it.from)).collect();
    let days = ["2026-03-16T07:00", "2026-03-30T07:00", "2026-04-20T07:00"];
    let expected: Vec<_> = (0..).zip(days).map(|(no, day)| (TermKind::NotCollected, no, at(day))).collect();
    assert_eq!(told, expected);
}

#[test]
fn what_is_over_is_watched_for_nothing() {
    let mut office = Office::in_parallel();
    office.happen(CLERK, vec![Event::Withdrawn { reason: TEXT }]);
    assert_eq!(terms_of(&office), []);
}

#[test]
fn the_same_kind_is_read_as_it_is_written() {
    for kind in TermKind::ALL {
        assert_eq!(TermKind::of_key(kind.key()), Some(kind));
    }
    assert_eq!(TermKind::of_key("other"), None);
}

fn outlook_of(office: &Office) -> Outlook {
    outlook(&office.dossier, &Calendars::new(calendar()), office.now).unwrap()
}

#[test]
fn a_dossier_in_time_is_expected_on_its_date() {
    let seen = outlook_of(&Office::in_parallel());
    assert_eq!((seen.late_by, seen.lawful), (0, at(LAWFUL)));
    assert!(seen.expected <= at(LAWFUL), "{}", seen.expected);
    assert_eq!(seen.held.map(|it| it.behind), Some(0));
}

#[test]
fn a_leg_that_is_behind_makes_the_whole_late() {
    // Both legs should have been done on Wednesday; on Friday at nine the two after them still need two days each.
    let office = Office::in_parallel().on("2026-03-13T09:00");
    let seen = outlook_of(&office);
    let held = seen.held.unwrap();
    assert_eq!((held.leg, held.desk, held.behind), (TAX, TAX_OFFICER.agency, 480 + 120));
    assert_eq!(seen.expected, at("2026-03-19T17:00"));
    assert_eq!(seen.late_by, 3 * 480);
    let early: Instant = outlook_of(&Office::in_parallel()).expected;
    assert!(early < seen.expected);
}

#[test]
fn what_lies_at_the_counter_is_held_by_nobody() {
    let seen = outlook_of(&Office::received());
    assert_eq!((seen.held, seen.late_by > 0), (None, false));
    assert_eq!(outlook(&Office::ready().dossier, &Calendars::new(calendar()), at(LAWFUL)), None);
}
