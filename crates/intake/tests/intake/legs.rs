//! Which legs a dossier gets, after which, until when, and which one decides.

use crate::support::*;
use motcua_calendar::{CutOff, CutOffEffect, OpeningHours, Session, WorkingCalendar, shipped};
use motcua_catalogue::{AgencySelector, LegCondition, LegKind, Route, RouteLeg};
use motcua_dossier::LegPlan;
use motcua_kernel::{Date, LegNo, Refusal, Validity};
use time::macros::{date, time};

fn plans(office: &Office, tax_due: bool, now: &str) -> Result<Vec<LegPlan>, Refusal> {
    let mut filing = filing();
    filing.answers.clear();
    let questions = office.version.cases[0].route.questions();
    filing.answers.extend(questions.into_iter().map(|code| (code.to_owned(), tax_due)));
    let events = office.receive(filing, at(now))?.events;
    Ok(happen(None, events, lan(), at(now)).legs.into_iter().map(|it| it.plan).collect())
}

fn after(plans: &[LegPlan]) -> Vec<(u16, Vec<u16>)> {
    plans.iter().map(|it| (it.no.0, it.after.iter().map(|no| no.0).collect())).collect()
}

fn ends(plans: &[LegPlan]) -> Vec<Date> {
    plans.iter().map(|it| it.planned_end.date()).collect()
}

#[test]
fn land_and_tax_office_work_side_by_side_and_the_commune_waits_for_both() {
    let plans = plans(&Office::new("2018-06"), true, "2026-09-07T09:00").unwrap();
    assert_eq!(after(&plans), [(1, vec![]), (2, vec![]), (3, vec![1, 2]), (4, vec![3])]);
    assert_eq!(plans.iter().map(|it| it.agency).collect::<Vec<_>>(), [LAND, TAX, COMMUNE, COUNTER]);
    assert_eq!(
        ends(&plans),
        [date!(2026 - 09 - 08), date!(2026 - 09 - 09), date!(2026 - 09 - 11), date!(2026 - 09 - 14)]
    );
    assert_eq!(plans.iter().map(|it| it.decides).collect::<Vec<_>>(), [false, false, true, false]);
}

#[test]
fn without_tax_the_commune_waits_for_the_land_office_only() {
    let plans = plans(&Office::new("2018-06"), false, "2026-09-07T09:00").unwrap();
    assert_eq!(after(&plans), [(1, vec![]), (3, vec![1]), (4, vec![3])]);
    assert_eq!(ends(&plans), [date!(2026 - 09 - 08), date!(2026 - 09 - 10), date!(2026 - 09 - 11)]);
}

fn on_tax(leg: RouteLeg) -> RouteLeg {
    let when = Some(LegCondition { answer: "co-nghia-vu-tai-chinh".to_owned(), is: true, question: None });
    RouteLeg { when, ..leg }
}

fn handing_out(leg: RouteLeg) -> RouteLeg {
    RouteLeg { kind: LegKind::Return, ..leg }
}

fn with_route(legs: Vec<RouteLeg>) -> Office {
    let mut office = Office::new("2018-06");
    office.version.cases[0].route = Route { legs };
    office
}

fn day(no: u16, after: &[u16]) -> RouteLeg {
    leg(no, AgencySelector::Receiving, "1 working day", after)
}

#[test]
fn a_leg_behind_two_that_are_not_needed_comes_after_those_before_them() {
    let office = with_route(vec![
        day(1, &[]),
        on_tax(day(2, &[1])),
        on_tax(day(3, &[2])),
        day(4, &[3, 1]),
        handing_out(day(5, &[4])),
    ]);
    let check = |tax_due, expected: &[(u16, Vec<u16>)]| {
        assert_eq!(after(&plans(&office, tax_due, "2026-09-07T09:00").unwrap()), expected);
    };
    check(false, &[(1, vec![]), (4, vec![1]), (5, vec![4])]);
    check(true, &[(1, vec![]), (2, vec![1]), (3, vec![2]), (4, vec![1, 3]), (5, vec![4])]);
}

#[test]
fn exactly_one_leg_decides() {
    let check = |legs, expected: &str| {
        assert_eq!(code(plans(&with_route(legs), true, "2026-09-07T09:00")), expected);
    };
    check(vec![day(1, &[]), day(2, &[]), handing_out(day(3, &[1, 2]))], "intake.route-two-decisions");
    check(vec![handing_out(day(1, &[]))], "intake.route-without-decision");
    check(vec![day(1, &[]), handing_out(day(2, &[]))], "intake.route-without-decision");
    check(vec![day(1, &[2]), day(2, &[1]), handing_out(day(3, &[2]))], "intake.route-broken");
}

#[test]
fn when_the_last_leg_is_not_needed_the_one_before_it_decides() {
    let office = with_route(vec![day(1, &[]), on_tax(day(2, &[1])), handing_out(day(3, &[2]))]);
    let decides = |tax_due| {
        let plans = plans(&office, tax_due, "2026-09-07T09:00").unwrap();
        plans.into_iter().find(|it| it.decides).map(|it| it.no)
    };
    assert_eq!((decides(true), decides(false)), (Some(LegNo(2)), Some(LegNo(1))));
}

#[test]
fn an_opinion_asked_on_the_way_never_decides() {
    let opinion = RouteLeg { kind: LegKind::Consultation, ..day(2, &[1]) };
    let office = with_route(vec![day(1, &[]), opinion, handing_out(day(3, &[2]))]);
    let plans = plans(&office, true, "2026-09-07T09:00").unwrap();
    assert_eq!(plans.iter().map(|it| it.decides).collect::<Vec<_>>(), [true, false, false]);
}

#[test]
fn each_leg_is_planned_in_the_calendar_of_its_agency() {
    let mut office = Office::new("2018-06");
    let morning = || vec![Session::new(time!(08:00), time!(11:00)).unwrap()];
    let mondays = [morning(), vec![], vec![], vec![], vec![], vec![], vec![]];
    let hours = vec![(Validity::since(date!(2012 - 01 - 01)), OpeningHours::new(mondays).unwrap())];
    office.calendars = office.calendars.with(LAND, WorkingCalendar::new(shipped(), hours, vec![]));
    office.version.cases[0].channels[0].limit = "10 working days".parse().unwrap();
    let plans = plans(&office, false, "2026-09-07T09:00").unwrap();
    assert_eq!(ends(&plans), [date!(2026 - 09 - 14), date!(2026 - 09 - 16), date!(2026 - 09 - 17)]);
}

#[test]
fn no_leg_is_planned_beyond_the_date_of_the_dossier() {
    let mut office = Office::new("2018-06");
    office.version.cases[0].channels[0].limit = "2 working days".parse().unwrap();
    let plans = plans(&office, false, "2026-09-07T09:00").unwrap();
    assert_eq!(ends(&plans), [date!(2026 - 09 - 08), date!(2026 - 09 - 09), date!(2026 - 09 - 09)]);
}

#[test]
fn a_clock_that_starts_on_the_next_day_moves_every_leg() {
    let mut office = Office::new("2018-06");
    office.version.cases[0].channels[0].cut_off =
        Some(CutOff { at: time!(15:00), effect: CutOffEffect::ClockNextDay });
    let plans = plans(&office, false, "2026-09-07T15:30").unwrap();
    assert_eq!(ends(&plans), [date!(2026 - 09 - 09), date!(2026 - 09 - 11), date!(2026 - 09 - 14)]);
}

#[test]
fn a_leg_of_an_agency_outside_has_its_liaison_unit() {
    let mut office = Office::new("2018-06");
    let liaisons = |office: &Office| -> Vec<_> {
        plans(office, true, "2026-09-07T09:00").unwrap().iter().map(|it| it.liaison).collect()
    };
    assert_eq!(liaisons(&office), [None, None, None, None]);
    let tax = office.agencies.iter_mut().find(|it| it.id == TAX).unwrap();
    tax.inside = false;
    assert_eq!(liaisons(&office), [None, Some(COUNTER), None, None], "whoever received it writes");
    office.agencies.iter_mut().find(|it| it.id == TAX).unwrap().liaison = Some(COMMUNE);
    assert_eq!(liaisons(&office), [None, Some(COMMUNE), None, None], "unless another is named");
    // The counter of an agency that is not in the system receives and hands out in it all the same.
    office.agencies.iter_mut().find(|it| it.id == COUNTER).unwrap().inside = false;
    assert_eq!(liaisons(&office), [None, Some(COMMUNE), None, None]);
}
