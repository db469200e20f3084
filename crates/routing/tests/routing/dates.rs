//! Reappointment, apology and suspension, as sentences about the office.

use crate::support::*;
use motcua_dossier::{Event, SuspensionGround};
use motcua_kernel::{Actor, LegNo, Refusal, Role};
use motcua_routing::*;

const ARTICLE: Option<&str> = Some("NĐ 61/2018 Điều 19(9)");

fn appoint(office: &Office, to: &str) -> Result<Vec<Event>, Refusal> {
    let request = Reappointment { leg: LAND, to: at(to), apology: TEXT };
    reappoint(&office.dossier, LEADER, request, &pack(), &calendar(), office.now)
}

#[test]
fn a_second_reappointment_is_refused_nd_61_2018_dieu_19_9() {
    let mut office = Office::in_parallel().on("2026-03-12T10:00");
    let before = office.dossier.reception.clone().unwrap().dates;
    office.must(LEADER, appoint(&office, "2026-03-19T17:00"));
    let after = office.dossier.reception.clone().unwrap().dates;
    assert_eq!((after.first, after.lawful), (before.first, before.lawful));
    assert_eq!(after.reappointed, Some(at("2026-03-19T17:00")));
    refused(&appoint(&office, "2026-03-24T17:00"), "routing.reappointed-already", ARTICLE);
    let apology = apologise(&office.dossier, LEADER, LAND, TEXT, office.now);
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
            assert!(apologise(&office.dossier, LEADER, LAND, TEXT, office.now).is_ok(), "{now}");
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
        let desk = office.dossier.leg(leg).unwrap().plan.desk();
        let drafted = may_draft_apology(&office.dossier, Actor { agency: desk, ..CLERK }, leg, office.now);
        assert_eq!(drafted.unwrap_err().message.code.to_string(), "routing.leg-not-in-hand");
        let apology = apologise(&office.dossier, Actor { agency: desk, ..LEADER }, leg, TEXT, office.now);
        refused(&apology, "routing.leg-not-in-hand", None);
    }
    refused(&apologise(&office.dossier, LEADER, LegNo(9), TEXT, office.now), "routing.no-such-leg", None);
    let signed = Office::signed();
    refused(&apologise(&signed.dossier, LEADER, DECIDE, TEXT, signed.now), "routing.result-signed", None);
}

#[test]
fn only_the_leader_of_the_late_agency_signs() {
    let office = Office::in_parallel().on("2026-03-12T10:00");
    let sign = |actor| apologise(&office.dossier, actor, LAND, TEXT, office.now);
    assert!(sign(LEADER).is_ok());
    for role in Role::ALL.into_iter().filter(|it| *it != Role::Leader) {
        refused(&sign(Actor { role, ..LEADER }), "routing.apology-needs-leader", None);
    }
    refused(&sign(Actor { agency: CLERK.agency, ..LEADER }), "routing.other-agency", None);
    refused(&sign(Actor { agency: TAX_OFFICER.agency, ..LEADER }), "routing.other-agency", None);
    for actor in [LAND_OFFICER, CLERK] {
        assert_eq!(may_draft_apology(&office.dossier, actor, LAND, office.now), Ok(()));
    }
    assert!(may_draft_apology(&office.dossier, EXPERT, LAND, office.now).is_err());
}

#[test]
fn a_delay_is_what_the_leg_tells_of_itself() {
    let office = Office::in_parallel();
    assert_eq!(delay(&office.dossier, LAND), Some(Delay::Work));
    assert_eq!(delay(&office.dossier, DECIDE), None);
    assert_eq!(delay(&office.dossier, LegNo(9)), None);
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
