//! What the office spoils costs the office; what ended wrongly goes on, on another person's word.

use crate::support::*;
use motcua_dossier::{
    Event, HandedOut, IncidentKind, LegStatus, ReopenGround, Reopening, ReturnMethod, Status, StopGround,
};
use motcua_kernel::{AccountId, Actor, AgencyId, Instant, Refusal, Role, Vnd};
use motcua_routing::*;
use uuid::Uuid;

const ARTICLE: Option<&str> = Some("NĐ 61/2018 Điều 21");
const HEAD: Actor =
    Actor { account: AccountId(Uuid::from_u128(8)), agency: CLERK.agency, role: Role::UnitHead };

fn spoilt(kind: IncidentKind, agency: AgencyId, cost: i64) -> IncidentReport {
    IncidentReport { kind, agency, cost: Vnd(cost), account: TEXT, apology: TEXT }
}

fn record(office: &Office, actor: Actor, report: IncidentReport) -> Result<Vec<Event>, Refusal> {
    record_incident(&office.dossier, actor, report, office.now)
}

fn open_again(office: &Office, actor: Actor, ground: ReopenGround) -> Result<Vec<Event>, Refusal> {
    reopen(&office.dossier, actor, ground, TEXT, &calendar(), office.now)
}

fn lawful(office: &Office) -> Instant {
    office.dossier.reception.as_ref().unwrap().dates.lawful
}

/// Returned on the 13th, three days before its date; the result is wrong and was reported on the 20th.
fn reported_wrong() -> Office {
    let mut office = Office::ready().on("2026-03-13T10:00");
    office.must(
        CLERK,
        return_result(&office.dossier, CLERK, ReturnMethod::Online, HandedOut::default(), office.now),
    );
    let mut office = office.on("2026-03-20T09:00");
    office
        .must(CLERK, record(&office, CLERK, spoilt(IncidentKind::WrongResult, LAND_OFFICER.agency, 120_000)));
    office
}

fn corrected() -> Office {
    let mut office = reported_wrong().on("2026-03-20T10:00");
    office.must(HEAD, open_again(&office, HEAD, ReopenGround::WrongResult));
    office
}

#[test]
fn lost_papers_stop_no_clock_and_are_no_charge_nd_61_2018_dieu_21() {
    let mut office = Office::in_parallel();
    let before = office.dossier.clone();
    office.must(
        LAND_OFFICER,
        record(&office, LAND_OFFICER, spoilt(IncidentKind::PapersLost, LAND_OFFICER.agency, 50_000)),
    );
    let after = &office.dossier;
    assert_eq!((&after.status, &after.legs), (&before.status, &before.legs));
    assert_eq!((&after.charges, after.reception.as_ref()), (&before.charges, before.reception.as_ref()));
    let [incident] = after.incidents[..] else { panic!("{:?}", after.incidents) };
    assert_eq!((incident.kind, incident.cost), (IncidentKind::PapersLost, Vnd(50_000)));
    assert_eq!((incident.agency, incident.at), (LAND_OFFICER.agency, office.now));
}

#[test]
fn an_incident_is_recorded_where_it_happened_or_at_the_counter() {
    let office = Office::in_parallel();
    let lost = |agency| spoilt(IncidentKind::PapersLost, agency, 0);
    for (actor, agency, code) in [
        (TAX_OFFICER, TAX_OFFICER.agency, ""),
        (CLERK, TAX_OFFICER.agency, ""),
        (TAX_OFFICER, LAND_OFFICER.agency, "routing.other-agency"),
        (CLERK, EXPERT.agency, "routing.agency-without-part"),
        (EXPERT, EXPERT.agency, "routing.agency-without-part"),
    ] {
        let decided = record(&office, actor, lost(agency));
        if code.is_empty() {
            decided.unwrap();
        } else {
            refused(&decided, code, None);
        }
    }
    refused(
        &record(&office, CLERK, spoilt(IncidentKind::PapersDamaged, CLERK.agency, -1)),
        "routing.cost-below-zero",
        ARTICLE,
    );
    let wrong = spoilt(IncidentKind::WrongResult, LAND_OFFICER.agency, 0);
    refused(&record(&office, CLERK, wrong), "routing.no-result-out", None);
    refused(&record(&Office::signed(), CLERK, wrong), "routing.no-result-out", None);
    record(&Office::ready(), CLERK, wrong).unwrap();
    let mut annulled = Office::received();
    annulled.dossier.status = Status::Annulled { at: annulled.now };
    refused(&record(&annulled, CLERK, lost(CLERK.agency)), "routing.not-running", None);
}

#[test]
fn a_wrong_result_goes_back_to_the_leg_that_gave_it() {
    let office = corrected();
    assert_eq!(office.dossier.status, Status::InProcess);
    assert_eq!(office.leg(DECIDE), &LegStatus::Active { assignee: None, steps_done: 0 });
    assert_eq!(office.leg(RETURN), &LegStatus::Waiting);
    assert!(office.leg(LAND).is_finished() && office.leg(TAX).is_finished());
    assert_eq!(office.dossier.result, None);
    assert_eq!(office.dossier.replaced[0].number, "12/GCN");
    assert_eq!(office.dossier.replaced[0].returned, Some(at("2026-03-13T10:00")));
    let opened = Reopening { at: at("2026-03-20T10:00"), ground: ReopenGround::WrongResult };
    assert_eq!((&office.dossier.reopenings[..], &office.dossier.charges[..]), (&[opened][..], &[][..]));
    assert_eq!(lawful(&office), at("2026-03-16T17:00"), "no date moves");
}

#[test]
fn the_right_result_has_a_number_of_its_own_and_is_handed_out_anew() {
    let mut office = corrected();
    office.must(
        LAND_OFFICER,
        propose(&office.dossier, LAND_OFFICER, DECIDE, granted(), &results(), office.now),
    );
    office.must(LEADER, approve(&office.dossier, LEADER, DECIDE, office.now));
    let number = |office: &Office, number| {
        number_and_stamp(&office.dossier, LEADER, DECIDE, &numbered(number), office.now)
    };
    refused(&number(&office, " 12/GCN "), "routing.number-of-replaced", None);
    office.must(LEADER, number(&office, "13/GCN"));
    office.must(LAND_OFFICER, hand_over_leg(&office.dossier, LAND_OFFICER, DECIDE, office.now));
    office.must(CLERK, accept(&office.dossier, CLERK, RETURN, office.now));
    office.must(
        CLERK,
        return_result(&office.dossier, CLERK, ReturnMethod::Online, HandedOut::default(), office.now),
    );
    let result = office.dossier.result.as_ref().unwrap();
    assert_eq!((result.number.as_str(), result.ready), ("13/GCN", Some(office.now)));
    // The report was of the one before it.
    let again = open_again(&office, HEAD, ReopenGround::WrongResult);
    refused(&again, "routing.wrong-result-not-recorded", ARTICLE);
}

#[test]
fn a_result_reported_as_wrong_is_not_handed_out() {
    let mut office = Office::ready().on("2026-03-13T10:00");
    office.must(CLERK, record(&office, CLERK, spoilt(IncidentKind::WrongResult, LAND_OFFICER.agency, 0)));
    let handed_out =
        return_result(&office.dossier, CLERK, ReturnMethod::Online, HandedOut::default(), office.now);
    refused(&handed_out, "routing.result-reported-wrong", ARTICLE);
    office.must(HEAD, open_again(&office, HEAD, ReopenGround::WrongResult));
    assert_eq!(office.dossier.status, Status::InProcess);
}

#[test]
fn nobody_opens_again_what_they_ended() {
    let office = reported_wrong();
    refused(&open_again(&office, CLERK, ReopenGround::WrongResult), "routing.own-ending", None);
    refused(&open_again(&office, LEADER, ReopenGround::WrongResult), "routing.other-agency", None);
    refused(&open_again(&office, HEAD, ReopenGround::EndedByMistake), "routing.ended-with-result", None);
    let mut unreported = Office::ready();
    refused(
        &open_again(&unreported, HEAD, ReopenGround::WrongResult),
        "routing.wrong-result-not-recorded",
        ARTICLE,
    );
    unreported = Office::in_parallel();
    for ground in ReopenGround::ALL {
        refused(&open_again(&unreported, HEAD, ground), "routing.not-ended", None);
    }
}

#[test]
fn what_was_stopped_by_mistake_stands_where_it_stood() {
    let mut office = Office::in_parallel().on("2026-03-10T10:00");
    let legs = office.dossier.legs.clone();
    office.happen(CLERK, vec![Event::Withdrawn { reason: TEXT }]);
    let mut office = office.on("2026-03-18T10:00");
    refused(&open_again(&office, HEAD, ReopenGround::WrongResult), "routing.no-result-out", None);
    office.must(HEAD, open_again(&office, HEAD, ReopenGround::EndedByMistake));
    assert_eq!((&office.dossier.status, &office.dossier.legs), (&Status::InProcess, &legs));
    assert_eq!(lawful(&office), at("2026-03-16T17:00"), "reopening cures no lateness");
    assert_eq!(office.dossier.ending, None);
}

/// Asked on Tuesday at ten; due in five working days, Monday the 16th.
#[test]
fn the_citizen_gets_back_what_was_left_of_a_term_and_a_working_day_at_least() {
    let asked = || {
        let mut office = Office::in_parallel().on("2026-03-10T10:00");
        let pay_by = at("2026-03-12T10:00");
        office.happen(CLERK, vec![Event::PaymentAwaited { charges: Vec::new(), pay_by }]);
        office
    };
    for (ended, stopped, reopened, until) in [
        // Eight hours of two days were left, which on the 18th at ten end the day after at ten; the day is worth more.
        ("2026-03-11T10:00", StopGround::ByApplicant, "2026-03-18T10:00", "2026-03-19T17:00"),
        ("2026-03-10T10:00", StopGround::ByApplicant, "2026-03-18T10:00", "2026-03-20T10:00"),
        ("2026-03-12T10:01", StopGround::NoPayment, "2026-03-18T10:00", "2026-03-19T17:00"),
    ] {
        let mut office = asked().on(ended);
        office.happen(CLERK, vec![Event::Stopped { ground: stopped, reason: None }]);
        let mut office = office.on(reopened);
        office.must(HEAD, open_again(&office, HEAD, ReopenGround::EndedByMistake));
        let status = Status::AwaitingPayment { since: at(reopened), pay_by: at(until) };
        assert_eq!(office.dossier.status, status, "{ended}");
        let paused = calendar().measure(at("2026-03-10T10:00"), at(ended));
        let moved = calendar().measure(at("2026-03-16T17:00"), lawful(&office));
        assert_eq!(moved, paused, "the pause was lawful until it ended, and no longer");
    }
}

#[test]
fn what_waited_for_another_dossier_is_received_anew() {
    let mut office = Office::in_parallel();
    office.happen(CLERK, vec![Event::Stopped { ground: StopGround::NoPredecessor, reason: None }]);
    refused(&open_again(&office, HEAD, ReopenGround::EndedByMistake), "routing.predecessor-failed", None);
}
