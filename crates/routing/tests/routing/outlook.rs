//! Where a dossier is heading, and why it is said to be in danger.

use crate::support::*;
use motcua_dossier::Calendars;
use motcua_kernel::Instant;
use motcua_routing::*;

const LAWFUL: &str = "2026-03-16T17:00";

fn outlook_of(office: &Office) -> Outlook {
    outlook(&office.dossier, &Calendars::new(calendar()), &pack(), office.now).unwrap()
}

/// Why it is in danger, and by how many working minutes.
#[track_caller]
fn check(office: &Office, expected: Option<(Risk, i64)>) {
    let seen = outlook_of(office);
    assert_eq!(seen.risk.map(|risk| (risk, seen.late_by)), expected, "{}: {seen:?}", office.now);
}

#[test]
fn a_dossier_in_time_is_expected_on_its_date() {
    let seen = outlook_of(&Office::in_parallel());
    assert_eq!((seen.late_by, seen.lawful, seen.risk), (0, at(LAWFUL), None));
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
    check(&office, Some((Risk::Behind, 3 * 480)));
    let early: Instant = outlook_of(&Office::in_parallel()).expected;
    assert!(early < seen.expected);
}

#[test]
fn what_lies_at_the_counter_is_held_by_nobody_and_in_danger_once_it_should_have_left() {
    let seen = outlook_of(&Office::received());
    assert_eq!((seen.held, seen.late_by > 0), (None, false));
    check(&Office::received().on("2026-03-09T17:00"), None);
    // Two days from Tuesday, then two and two.
    check(&Office::received().on("2026-03-10T08:00"), Some((Risk::NotSent, 2 * 480)));
    assert_eq!(outlook(&Office::ready().dossier, &Calendars::new(calendar()), &pack(), at(LAWFUL)), None);
}

#[test]
fn what_nobody_takes_up_needs_its_whole_time_from_now_on() {
    let mut office = Office::received();
    office.must(CLERK, hand_over_from_counter(&office.dossier, CLERK, office.now));
    // Past the time to accept it, two days can still be kept.
    check(&office.clone().on("2026-03-09T15:01"), None);
    let office = office.on("2026-03-10T08:00");
    check(&office, Some((Risk::NotTakenUp, 2 * 480)));
    assert_eq!(outlook_of(&office).held.map(|it| it.behind), Some(0));
}

#[test]
fn work_without_a_proposal_is_in_danger_while_a_new_date_can_still_be_given() {
    // Begun on Monday, to be done on Friday; the date is the Monday after, so a new one can be signed until Friday.
    check(&Office::deciding().on("2026-03-11T16:00"), None);
    check(&Office::deciding().on("2026-03-12T08:00"), Some((Risk::NotProposed, 2 * 480)));
    check(&Office::proposed().on("2026-03-12T08:00"), None);
    // Past its plan it is behind, whatever was proposed.
    check(&Office::deciding().on("2026-03-13T17:01"), Some((Risk::Behind, 480)));
}
