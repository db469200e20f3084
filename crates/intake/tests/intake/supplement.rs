//! Asking for more papers after receipt, and what completion does to the limit. Received on Monday 7 September 2026.

use crate::support::*;
use motcua_dossier::{Dossier, Event, LegStatus, Status};
use motcua_intake::{SupplementRequest, ask_supplement, complete_supplement};
use motcua_kernel::{Instant, LegNo, Refusal, SupplementPolicy};
use proptest::prelude::*;
use time::macros::date;

const RECEIVED: &str = "2026-09-07T09:00";

fn request() -> SupplementRequest {
    SupplementRequest { items: vec![component_item("hop-dong")], leg: None, overridden: None }
}

fn overriding() -> SupplementRequest {
    SupplementRequest { overridden: Some(REASON), ..request() }
}

fn ask(
    office: &Office,
    dossier: &Dossier,
    request: SupplementRequest,
    now: &str,
) -> Result<Vec<Event>, Refusal> {
    ask_supplement(dossier, &office.pinned(), request, at(now))
}

fn asked(office: &Office, now: &str) -> Dossier {
    let dossier = office.received(at(RECEIVED));
    let events = ask(office, &dossier, request(), now).unwrap();
    happen(Some(dossier), events, lan(), at(now))
}

fn completed(office: &Office, dossier: Dossier, now: &str) -> Dossier {
    let events = complete_supplement(&dossier, &office.pinned(), at(now)).unwrap();
    happen(Some(dossier), events, lan(), at(now))
}

fn lawful(dossier: &Dossier) -> Instant {
    dossier.reception.as_ref().unwrap().dates.lawful
}

#[test]
fn asked_on_working_day_2_or_3_but_not_4_nd_61_2018_dieu_19_4_law_14_example_3() {
    let office = Office::new("2018-06");
    let dossier = office.received(at(RECEIVED));
    let check = |now, expected: Option<&str>| {
        let decision = ask(&office, &dossier, request(), now);
        assert_eq!(
            decision.as_ref().err().map(|it| it.message.code.to_string()).as_deref(),
            expected,
            "{now}"
        );
        assert!(
            decision.is_ok() || decision.unwrap_err().article.as_deref() == Some("NĐ 61/2018 Điều 19(4)")
        );
    };
    check("2026-09-07T10:00", None);
    check("2026-09-09T09:00", None);
    check("2026-09-10T16:59", None);
    check("2026-09-11T07:00", Some("intake.supplement-late"));
}

#[test]
fn rest_days_do_not_use_up_the_days_to_ask() {
    let office = Office::new("2018-06");
    let dossier = office.received(at("2026-09-11T09:00"));
    assert!(ask(&office, &dossier, request(), "2026-09-16T09:00").is_ok());
    assert_eq!(code(ask(&office, &dossier, request(), "2026-09-17T09:00")), "intake.supplement-late");
}

#[test]
fn a_superior_may_go_beyond_and_the_reason_is_kept() {
    let office = Office::new("2018-06");
    let dossier = office.received(at(RECEIVED));
    let kept = |now| {
        let events = ask(&office, &dossier, overriding(), now).unwrap();
        let [Event::SupplementRequested { overridden, .. }] = events.as_slice() else { panic!("{events:?}") };
        *overridden
    };
    assert_eq!(kept("2026-09-14T09:00"), Some(REASON));
    assert_eq!(kept("2026-09-08T09:00"), None, "nothing was exceeded");
}

#[test]
fn a_second_request_needs_a_superior_nd_61_2018_dieu_15_3() {
    let office = Office::new("2018-06");
    let dossier = completed(&office, asked(&office, "2026-09-08T09:00"), "2026-09-08T15:00");
    let refusal = ask(&office, &dossier, request(), "2026-09-09T09:00").unwrap_err();
    assert_eq!(refusal.message.code.to_string(), "intake.supplement-limit");
    assert_eq!(refusal.article.as_deref(), Some("NĐ 61/2018 Điều 15(3)"));
    assert!(ask(&office, &dossier, overriding(), "2026-09-09T09:00").is_ok());
}

#[test]
fn the_answer_is_due_at_the_closing_of_the_last_working_day() {
    let mut office = Office::new("2018-06");
    office.pack.supplement.answer_within_working_days.value = 3;
    let check = |now, until| {
        let Status::SupplementRequested { answer_by, .. } = asked(&office, now).status else {
            panic!("{now}")
        };
        assert_eq!(answer_by, at(until), "{now}");
    };
    check("2026-09-08T09:00", "2026-09-11T17:00");
    check("2026-09-09T09:00", "2026-09-14T17:00");
}

#[test]
fn only_what_the_version_asks_for_can_be_asked_nd_63_2010_dieu_18_6() {
    let office = Office::new("2018-06");
    let dossier = office.received(at(RECEIVED));
    let check = |items, expected: Option<&str>| {
        let decision = ask(&office, &dossier, SupplementRequest { items, ..request() }, "2026-09-08T09:00");
        assert_eq!(decision.err().map(|it| it.message.code.to_string()).as_deref(), expected);
    };
    check(vec![component_item("uy-quyen"), condition_item(0)], None);
    check(vec![component_item("so-ho-khau")], Some("intake.item-not-in-version"));
    check(vec![condition_item(1)], Some("intake.item-not-in-version"));
    check(vec![], Some("intake.items-empty"));
}

#[test]
fn only_a_leg_that_has_the_dossier_asks() {
    let office = Office::new("2018-06");
    let mut dossier = office.received(at(RECEIVED));
    let by_leg = |no| SupplementRequest { leg: Some(LegNo(no)), ..request() };
    assert_eq!(code(ask(&office, &dossier, by_leg(1), "2026-09-08T09:00")), "intake.leg-not-open");
    assert_eq!(code(ask(&office, &dossier, by_leg(9), "2026-09-08T09:00")), "intake.leg-not-open");
    dossier.legs[0].status = LegStatus::Active { assignee: None, steps_done: 0 };
    assert!(ask(&office, &dossier, by_leg(1), "2026-09-08T09:00").is_ok());
}

#[test]
fn restart_counts_the_whole_limit_again_nd_61_2018_dieu_19_4() {
    let office = Office::new("2018-06");
    let dossier = completed(&office, asked(&office, "2026-09-09T09:00"), "2026-09-14T10:00");
    assert_eq!(lawful(&dossier).date(), date!(2026 - 09 - 21));
    assert_eq!(dossier.reception.as_ref().unwrap().dates.first.date(), date!(2026 - 09 - 14));
    assert_eq!(dossier.supplements[0].completed, Some(at("2026-09-14T10:00")));
    assert_eq!(dossier.status, Status::Received);
}

#[test]
fn pause_goes_on_where_the_limit_stopped() {
    let mut office = Office::new("2018-06");
    office.pack.supplement.policy.value = SupplementPolicy::Pause;
    let dossier = completed(&office, asked(&office, "2026-09-09T09:00"), "2026-09-14T09:00");
    assert_eq!(lawful(&dossier).date(), date!(2026 - 09 - 17), "three working days after the 14th");
}

#[test]
fn the_rules_of_another_day_do_not_apply() {
    let (office, other) = (Office::new("2018-06"), Office::new("2025-07"));
    let dossier = office.received(at(RECEIVED));
    assert_eq!(code(ask(&other, &dossier, request(), "2026-09-08T09:00")), "intake.rules-differ");
}

proptest! {
    #[test]
    fn waiting_for_the_citizen_never_makes_the_lawful_date_earlier(
        pause in any::<bool>(), start in 0_i64..4_000, wait in 0_i64..60_000,
    ) {
        let mut office = Office::new("2018-06");
        office.pack.supplement.policy.value =
            if pause { SupplementPolicy::Pause } else { SupplementPolicy::Restart };
        let dossier = office.received(at(RECEIVED));
        let now = at(RECEIVED).plus_minutes(start);
        let events = ask_supplement(&dossier, &office.pinned(), overriding(), now).unwrap();
        let before = lawful(&dossier);
        let dossier = happen(Some(dossier), events, lan(), now);
        let later = now.plus_minutes(wait);
        let events = complete_supplement(&dossier, &office.pinned(), later).unwrap();
        let dossier = happen(Some(dossier), events, lan(), later);
        prop_assert!(lawful(&dossier) >= before);
        prop_assert!(dossier.reception.unwrap().dates.first == before);
    }
}
