//! What a dossier is watched for, as sentences about the office.

use crate::support::*;
use motcua_dossier::{Calendars, Event};
use motcua_kernel::LegNo;
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
    let near = (TermKind::ReappointedSoon, None, "2026-03-18T07:00");
    check(&office.clone().on("2026-03-19T17:00"), &[acceptance, lawful, near]);
    let reappointed = (TermKind::Reappointed, None, "2026-03-19T17:00");
    check(&office.clone().on("2026-03-19T17:01"), &[acceptance, lawful, reappointed]);
    let passed = |it: &Term| it.kind == TermKind::Reappointed;
    let told: Vec<_> = terms_of(&office).into_iter().filter(passed).map(|it| (it.level, it.from)).collect();
    let told: Vec<_> = told.into_iter().map(|(level, from)| (level, from.floor_minute())).collect();
    let expected = [(0, "2026-03-19T17:00"), (1, "2026-03-20T11:00"), (2, "2026-03-20T17:00")];
    assert_eq!(told, expected.map(|(level, text)| (level, at(text))), "it goes up like any other");
}

#[test]
fn a_new_date_nears_unless_the_lawful_one_has_just_passed() {
    let soon = |new: &str| {
        let mut office = Office::in_parallel();
        office.dossier.reception.as_mut().unwrap().dates.reappointed = Some(at(new));
        let found = terms_of(&office).into_iter().find(|it| it.kind == TermKind::ReappointedSoon);
        found.map(|it| (it.level, it.from, it.until))
    };
    let until = "2026-03-19T17:00";
    assert_eq!(soon(until), Some((0, at("2026-03-18T07:00"), Some(at(until)))));
    assert_eq!(soon("2026-03-17T17:00"), None, "the lawful date is over on the evening before");
}

#[test]
fn a_new_date_that_a_pause_has_left_behind_is_watched_no_more() {
    let mut office = Office::in_parallel();
    let dates = &mut office.dossier.reception.as_mut().unwrap().dates;
    dates.reappointed = Some(at("2026-03-19T17:00"));
    dates.lawful = at("2026-03-19T17:00");
    let of_new = |it: &Term| matches!(it.kind, TermKind::Reappointed | TermKind::ReappointedSoon);
    assert!(!terms_of(&office).iter().any(of_new), "{:?}", terms_of(&office));
}

#[test]
fn what_came_back_is_to_be_sent_again_in_the_time_of_a_hand_over() {
    let mut office = Office::received();
    office.must(CLERK, hand_over_from_counter(&office.dossier, CLERK, office.now));
    office.now = at("2026-03-09T10:00");
    office.must(LAND_OFFICER, accept(&office.dossier, LAND_OFFICER, LAND, office.now));
    office.must(TAX_OFFICER, send_back(&office.dossier, TAX_OFFICER, TAX, TEXT, office.now));
    let of_tax = |office: &Office| {
        let back = terms_of(office).into_iter().filter(|it| it.leg == Some(TAX));
        back.map(|it| (it.kind, it.level, it.from.floor_minute())).collect::<Vec<_>>()
    };
    let line = [(0, "2026-03-09T16:00"), (1, "2026-03-10T10:00"), (2, "2026-03-10T16:00")];
    assert_eq!(of_tax(&office), line.map(|(level, text)| (TermKind::SentBack, level, at(text))));
    office.must(CLERK, resend(&office.dossier, CLERK, TAX, office.now));
    assert!(of_tax(&office).iter().all(|it| it.0 == TermKind::Acceptance));
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
