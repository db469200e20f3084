//! Reappointment, apology, suspension and what falls due, as sentences about the office.

use crate::support::*;
use motcua_dossier::{Calendars, Event, SuspensionGround};
use motcua_kernel::{LegNo, Refusal};
use motcua_routing::*;

const ARTICLE: Option<&str> = Some("NĐ 61/2018 Điều 19(9)");

fn appoint(office: &Office, to: &str) -> Result<Vec<Event>, Refusal> {
    let request = Reappointment { leg: LAND, to: at(to), apology: TEXT };
    reappoint(&office.dossier, LAND_OFFICER, request, &pack(), &calendar(), office.now)
}

#[test]
fn a_second_reappointment_is_refused_nd_61_2018_dieu_19_9() {
    let mut office = Office::in_parallel().on("2026-03-12T10:00");
    let before = office.dossier.reception.clone().unwrap().dates;
    office.must(LAND_OFFICER, appoint(&office, "2026-03-19T17:00"));
    let after = office.dossier.reception.clone().unwrap().dates;
    assert_eq!((after.first, after.lawful), (before.first, before.lawful));
    assert_eq!(after.reappointed, Some(at("2026-03-19T17:00")));
    refused(&appoint(&office, "2026-03-24T17:00"), "routing.reappointed-already", ARTICLE);
    let apology = apologise(&office.dossier, LAND_OFFICER, LAND, TEXT, office.now);
    assert_eq!(apology, Ok(vec![Event::ApologyIssued { apology: TEXT, leg: LAND }]));
}

#[test]
fn the_apology_goes_out_a_working_day_before_nd_61_2018_dieu_19_9() {
    // Due on Monday the 16th: the working day before is Friday the 13th.
    for (now, in_time) in [
        ("2026-03-10T08:00", true),
        ("2026-03-13T16:59", true),
        ("2026-03-14T09:00", true),
        ("2026-03-15T09:00", true),
        ("2026-03-16T07:00", false),
        ("2026-03-17T07:00", false),
    ] {
        let office = Office::in_parallel().on(now);
        let decided = appoint(&office, "2026-03-19T17:00");
        if in_time {
            assert!(decided.is_ok(), "{now}");
        } else {
            refused(&decided, "routing.too-late-to-reappoint", ARTICLE);
            assert!(apologise(&office.dossier, CLERK, LAND, TEXT, office.now).is_ok(), "{now}");
        }
    }
}

#[test]
fn the_new_date_is_later_and_a_working_moment() {
    let office = Office::in_parallel().on("2026-03-12T10:00");
    for (to, code) in [
        ("2026-03-16T17:00", "routing.new-date-not-later"),
        ("2026-03-11T10:00", "routing.new-date-not-later"),
        ("2026-03-21T10:00", "routing.new-date-not-working"),
        ("2026-03-19T12:00", "routing.new-date-not-working"),
    ] {
        refused(&appoint(&office, to), code, None);
    }
    assert!(appoint(&office, "2026-03-19T11:30").is_ok());
}

#[test]
fn only_an_agency_that_has_the_dossier_is_late() {
    let office = Office::in_parallel();
    for leg in [DECIDE, RETURN] {
        let apology = apologise(&office.dossier, CLERK, leg, TEXT, office.now);
        refused(&apology, "routing.leg-not-in-hand", None);
    }
    refused(&apologise(&office.dossier, CLERK, LegNo(9), TEXT, office.now), "routing.no-such-leg", None);
    let signed = Office::signed();
    refused(&apologise(&signed.dossier, CLERK, DECIDE, TEXT, signed.now), "routing.result-signed", None);
}

#[test]
fn a_suspension_moves_the_lawful_date_by_what_stood_still() {
    let mut office = Office::in_parallel().on("2026-03-10T09:00");
    refused(&resume(&office.dossier, CLERK, &calendar(), office.now), "routing.not-suspended", None);
    let suspended = suspend(&office.dossier, LAND_OFFICER, SuspensionGround::Dispute, TEXT, office.now);
    office.must(LAND_OFFICER, suspended);
    let again = suspend(&office.dossier, LAND_OFFICER, SuspensionGround::Dispute, TEXT, office.now);
    refused(&again, "routing.suspended", None);
    let mut office = office.on("2026-03-12T09:00");
    refused(&resume(&office.dossier, EXPERT, &calendar(), office.now), "routing.other-agency", None);
    office.must(CLERK, resume(&office.dossier, CLERK, &calendar(), office.now));
    let dates = office.dossier.reception.clone().unwrap().dates;
    assert_eq!((dates.first, dates.lawful), (at("2026-03-16T17:00"), at("2026-03-18T17:00")));
    let signed = Office::signed();
    let too_late = suspend(&signed.dossier, LAND_OFFICER, SuspensionGround::Court, TEXT, signed.now);
    refused(&too_late, "routing.result-signed", None);
}

#[track_caller]
fn check_due(office: &Office, expected: &[(DueKind, Option<LegNo>, &str)]) {
    let calendars = Calendars::new(calendar());
    let due = falls_due(&office.dossier, &calendars, &pack(), office.now);
    let due: Vec<_> = due.into_iter().map(|it| (it.kind, it.leg, it.at)).collect();
    let expected: Vec<_> = expected.iter().map(|(kind, leg, text)| (*kind, *leg, at(text))).collect();
    assert_eq!(due, expected, "{}", office.now);
}

#[test]
fn a_dossier_leaves_the_counter_on_its_day_nd_61_2018_dieu_18_2() {
    check_due(&Office::received().on("2026-03-09T17:00"), &[]);
    let expected = [LAND, TAX].map(|leg| (DueKind::CounterHandover, Some(leg), "2026-03-09T17:00"));
    check_due(&Office::received().on("2026-03-09T17:01"), &expected);
    let mut late = Office::received().on("2026-03-10T07:00");
    late.dossier.reception.as_mut().unwrap().at = at("2026-03-09T15:01");
    check_due(&late, &[]);
    let expected = [LAND, TAX].map(|leg| (DueKind::CounterHandover, Some(leg), "2026-03-10T07:00"));
    check_due(&late.clone().on("2026-03-10T07:01"), &expected);
    late.dossier.reception.as_mut().unwrap().at = at("2026-03-08T10:00");
    let expected = [LAND, TAX].map(|leg| (DueKind::CounterHandover, Some(leg), "2026-03-09T07:00"));
    check_due(&late.on("2026-03-09T08:00"), &expected);
}

#[test]
fn a_hand_over_nobody_accepts_rings_after_the_packs_time() {
    let mut office = Office::received();
    office.must(CLERK, hand_over_from_counter(&office.dossier, CLERK, office.now));
    office.must(TAX_OFFICER, question(&office.dossier, TAX_OFFICER, TAX, TEXT, office.now));
    check_due(&office.clone().on("2026-03-09T15:00"), &[]);
    let expected = [LAND, TAX].map(|leg| (DueKind::Acceptance, Some(leg), "2026-03-09T15:00"));
    check_due(&office.on("2026-03-09T15:01"), &expected);
}

#[test]
fn legs_and_the_lawful_date_pass() {
    const LAWFUL: &str = "2026-03-16T17:00";
    let legs = [LAND, TAX].map(|leg| (DueKind::Leg, Some(leg), "2026-03-11T17:00"));
    check_due(&Office::in_parallel().on("2026-03-11T17:00"), &[]);
    check_due(&Office::in_parallel().on("2026-03-11T17:01"), &legs);
    let soon = [legs[0], legs[1], (DueKind::LawfulSoon, None, LAWFUL)];
    check_due(&Office::in_parallel().on("2026-03-12T07:00"), &soon);
    check_due(&Office::in_parallel().on(LAWFUL), &soon);
    let passed = [legs[0], legs[1], (DueKind::Lawful, None, LAWFUL)];
    check_due(&Office::in_parallel().on("2026-03-16T17:01"), &passed);
}

#[test]
fn a_reappointment_cures_nothing() {
    let mut office = Office::signed();
    office.must(LAND_OFFICER, hand_over_leg(&office.dossier, LAND_OFFICER, DECIDE, office.now));
    office.dossier.reception.as_mut().unwrap().dates.reappointed = Some(at("2026-03-19T17:00"));
    let acceptance = (DueKind::Acceptance, Some(RETURN), "2026-03-09T15:00");
    let lawful = (DueKind::Lawful, None, "2026-03-16T17:00");
    check_due(&office.clone().on("2026-03-19T17:00"), &[acceptance, lawful]);
    let reappointed = (DueKind::Reappointed, None, "2026-03-19T17:00");
    check_due(&office.on("2026-03-19T17:01"), &[acceptance, lawful, reappointed]);
}

#[test]
fn a_paused_dossier_owes_only_the_citizens_term() {
    let answer_by = at("2026-03-20T17:00");
    let mut office = Office::in_parallel();
    let asked = Event::SupplementRequested { items: vec![], leg: None, answer_by, overridden: None };
    office.happen(CLERK, vec![asked]);
    check_due(&office.clone().on("2026-03-20T17:00"), &[]);
    check_due(&office.on("2026-03-20T17:01"), &[(DueKind::Supplement, None, "2026-03-20T17:00")]);

    let mut office = Office::in_parallel();
    office.happen(CLERK, vec![Event::PaymentAwaited { charges: vec![], pay_by: answer_by }]);
    check_due(&office.on("2026-03-21T17:00"), &[(DueKind::Payment, None, "2026-03-20T17:00")]);
    check_due(&Office::ready().on("2026-04-20T17:00"), &[]);
}
