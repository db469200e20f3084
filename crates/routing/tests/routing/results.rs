//! Opinions, the result from proposal to stamp, and its return, as sentences about the office.

use crate::support::*;
use motcua_calendar::TimeLimit;
use motcua_catalogue::{DueWhen, LegKind};
use motcua_dossier::{ComponentGiven, Dossier, Event, HandedOut, LegStatus, Outcome, ReturnMethod, Status};
use motcua_kernel::{LegNo, PartyId, Refusal, TextId, Vnd};
use motcua_routing::*;
use uuid::Uuid;

const OPINION: LegNo = LegNo(5);

fn ask(office: &Office, asking: LegNo) -> Result<Vec<Event>, Refusal> {
    let budget = TimeLimit::working_days(1);
    let request = OpinionRequest { asking, agency: EXPERT.agency, liaison: None, budget, question: TEXT };
    ask_opinion(&office.dossier, LAND_OFFICER, request, &calendar(), office.now)
}

#[test]
fn an_opinion_has_its_own_leg_and_time_nd_61_2018_dieu_19_5() {
    let mut office = Office::in_parallel();
    office.must(LAND_OFFICER, ask(&office, LAND));
    let plan = office.dossier.leg(OPINION).unwrap().plan.clone();
    assert_eq!(plan.planned_end, at("2026-03-10T17:00"));
    assert!(!is_late(&plan, at("2026-03-10T17:00")));
    assert!(is_late(&plan, at("2026-03-10T17:01")));
    refused(
        &answer_opinion(&office.dossier, EXPERT, OPINION, TEXT, office.now),
        "routing.leg-not-active",
        None,
    );
    office.must(EXPERT, accept(&office.dossier, EXPERT, OPINION, office.now));
    refused(
        &hand_over_leg(&office.dossier, EXPERT, OPINION, office.now),
        "routing.consultation-is-answered",
        None,
    );
    let mut office = office.on("2026-03-12T08:00");
    office.must(EXPERT, answer_opinion(&office.dossier, EXPERT, OPINION, TEXT, office.now));
    assert!(office.leg(OPINION).is_finished());
}

#[test]
fn only_a_leg_at_work_asks_and_not_itself() {
    let office = Office::in_parallel();
    refused(&ask(&office, DECIDE), "routing.leg-not-active", None);
    let budget = TimeLimit::working_days(1);
    let itself =
        OpinionRequest { asking: LAND, agency: LAND_OFFICER.agency, liaison: None, budget, question: TEXT };
    let decided = ask_opinion(&office.dossier, LAND_OFFICER, itself, &calendar(), office.now);
    refused(&decided, "routing.asks-itself", None);
    refused(
        &answer_opinion(&office.dossier, TAX_OFFICER, TAX, TEXT, office.now),
        "routing.no-consultation",
        None,
    );
}

#[test]
fn neither_hand_over_nor_result_before_the_opinion_is_in() {
    const ARTICLE: Option<&str> = Some("NĐ 61/2018 Điều 19(5)");
    let mut office = Office::at_their_last_step();
    office.must(LAND_OFFICER, ask(&office, LAND));
    office.must(TAX_OFFICER, hand_over_leg(&office.dossier, TAX_OFFICER, TAX, office.now));
    let handed_over = hand_over_leg(&office.dossier, LAND_OFFICER, LAND, office.now);
    refused(&handed_over, "routing.opinion-outstanding", ARTICLE);

    let mut office = Office::deciding();
    office.must(LAND_OFFICER, ask(&office, DECIDE));
    let proposed = propose(&office.dossier, LAND_OFFICER, DECIDE, granted(), &results(), office.now);
    refused(&proposed, "routing.opinion-outstanding", ARTICLE);
    office.must(EXPERT, send_back(&office.dossier, EXPERT, OPINION, TEXT, office.now));
    refused(
        &hand_over_from_counter(&office.dossier, CLERK, office.now),
        "routing.nothing-to-hand-over",
        None,
    );
    office.must(LAND_OFFICER, resend(&office.dossier, LAND_OFFICER, OPINION, office.now));
    office.must(EXPERT, accept(&office.dossier, EXPERT, OPINION, office.now));
    office.must(EXPERT, answer_opinion(&office.dossier, EXPERT, OPINION, TEXT, office.now));
    let proposed = propose(&office.dossier, LAND_OFFICER, DECIDE, granted(), &results(), office.now);
    assert!(proposed.is_ok());
}

#[test]
fn a_consultation_of_the_route_is_handed_on_when_answered() {
    let mut office = Office::received();
    office.dossier.legs[1].plan.kind = LegKind::Consultation;
    let sent = hand_over_from_counter(&office.dossier, CLERK, office.now).unwrap();
    assert_eq!(sent.len(), 2);
    office.happen(CLERK, sent);
    office.must(TAX_OFFICER, send_back(&office.dossier, TAX_OFFICER, TAX, TEXT, office.now));
    office.must(CLERK, resend(&office.dossier, CLERK, TAX, office.now));
    office.must(TAX_OFFICER, accept(&office.dossier, TAX_OFFICER, TAX, office.now));
    office.must(LAND_OFFICER, accept(&office.dossier, LAND_OFFICER, LAND, office.now));
    office.must(LAND_OFFICER, finish_step(&office.dossier, LAND_OFFICER, LAND, 0, office.now));
    office.must(LAND_OFFICER, hand_over_leg(&office.dossier, LAND_OFFICER, LAND, office.now));
    assert_eq!(
        answer_opinion(&office.dossier, TAX_OFFICER, TAX, TEXT, office.now),
        Ok(vec![
            Event::ConsultationAnswered { leg: TAX, answer: TEXT },
            Event::HandedOver { from: Some(TAX), to: DECIDE }
        ])
    );
}

#[test]
fn a_consultation_never_takes_the_number_of_a_leg_left_out() {
    let mut office = Office::in_parallel();
    office.dossier.legs[2].plan.after.push(LegNo(8));
    let asked = ask(&office, LAND).unwrap();
    assert!(matches!(&asked[..], [Event::ConsultationAsked { plan, .. }] if plan.no == LegNo(9)));
}

#[test]
fn only_the_deciding_leg_proposes_and_only_a_result_the_version_knows() {
    let office = Office::in_parallel();
    let proposed = propose(&office.dossier, LAND_OFFICER, LAND, granted(), &results(), office.now);
    refused(&proposed, "routing.leg-does-not-decide", None);
    let proposed = propose(&office.dossier, LAND_OFFICER, DECIDE, granted(), &results(), office.now);
    refused(&proposed, "routing.leg-not-active", None);
    let office = Office::deciding();
    let proposed = propose(&office.dossier, LAND_OFFICER, DECIDE, granted(), &[], office.now);
    refused(&proposed, "routing.no-such-result", None);
    let refusal = Outcome::Refused { reason: TEXT };
    assert!(propose(&office.dossier, LAND_OFFICER, DECIDE, refusal, &[], office.now).is_ok());
}

#[test]
fn nobody_signs_their_own_proposal() {
    let office = Office::proposed();
    refused(&approve(&office.dossier, LAND_OFFICER, DECIDE, office.now), "routing.own-proposal", None);
    assert!(approve(&office.dossier, LEADER, DECIDE, office.now).is_ok());
    refused(&approve(&office.dossier, LEADER, LAND, office.now), "routing.nothing-proposed", None);
}

#[test]
fn rework_goes_back_to_its_proposer_and_nothing_signed_is_reworked() {
    let mut office = Office::proposed();
    office.must(LEADER, demand_rework(&office.dossier, LEADER, DECIDE, TEXT, office.now));
    assert_eq!(
        office.leg(DECIDE),
        &LegStatus::Active { assignee: Some(LAND_OFFICER.account), steps_done: 0 }
    );
    let mut office = Office::proposed();
    office.must(LEADER, approve(&office.dossier, LEADER, DECIDE, office.now));
    let rework = demand_rework(&office.dossier, LEADER, DECIDE, TEXT, office.now);
    refused(&rework, "routing.nothing-proposed", None);
}

#[test]
fn a_result_is_numbered_once_when_signed() {
    let stamp = |office: &Office, number: &str| {
        number_and_stamp(&office.dossier, LEADER, DECIDE, &numbered(number), office.now)
    };
    let mut office = Office::proposed();
    refused(&stamp(&office, "12/GCN"), "routing.nothing-signed", None);
    office.must(LEADER, approve(&office.dossier, LEADER, DECIDE, office.now));
    refused(&stamp(&office, "  "), "routing.number-missing", None);
    refused(&stamp(&office, &"ố".repeat(51)), "routing.number-too-long", None);
    refused(
        &hand_over_leg(&office.dossier, LAND_OFFICER, DECIDE, office.now),
        "routing.result-not-numbered",
        None,
    );
    let stamped = stamp(&office, " 12/GCN ");
    assert_eq!(
        stamped,
        Ok(vec![Event::ResultNumbered { leg: DECIDE, number: "12/GCN".to_owned(), file: None }])
    );
    office.must(LEADER, stamped);
    assert!(matches!(office.dossier.status, Status::ResultSigned { refused: false, .. }));
    refused(&stamp(&office, "13/GCN"), "routing.result-signed", None);
}

#[test]
fn the_result_is_ready_when_the_counter_accepts_it_nd_61_2018_dieu_20() {
    let mut office = Office::signed();
    let handed_over = hand_over_leg(&office.dossier, LAND_OFFICER, DECIDE, office.now);
    assert_eq!(
        handed_over,
        Ok(vec![Event::LegFinished { leg: DECIDE }, Event::HandedOver { from: Some(DECIDE), to: RETURN }])
    );
    office.must(LAND_OFFICER, handed_over);
    let accepted = accept(&office.dossier, CLERK, RETURN, office.now);
    assert_eq!(accepted, Ok(vec![Event::LegAccepted { leg: RETURN }, Event::ResultReady]));
    office.must(CLERK, accepted);
    assert!(office.leg(RETURN).is_finished());
}

#[test]
fn a_return_without_a_signed_result_is_not_accepted() {
    let mut office = Office::deciding();
    office.happen(LAND_OFFICER, vec![Event::HandedOver { from: Some(DECIDE), to: RETURN }]);
    refused(&accept(&office.dossier, CLERK, RETURN, office.now), "routing.result-not-signed", None);
    let mut office = Office::signed();
    office.happen(LAND_OFFICER, vec![Event::HandedOver { from: Some(DECIDE), to: RETURN }]);
    refused(&accept(&office.dossier, CLERK, RETURN, office.now), "routing.leg-unfinished", None);
}

fn all_back(dossier: &Dossier) -> HandedOut {
    let originals = originals_kept(dossier).map(|it| it.code.clone()).collect();
    HandedOut { originals, ..HandedOut::default() }
}

#[test]
fn each_original_goes_back_or_stays_for_a_reason() {
    let paper = |code: &str, originals| ComponentGiven { code: code.to_owned(), originals, copies: 1 };
    let codes = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let hand_out = |back: &[&str], reason: Option<TextId>| {
        let mut office = Office::ready();
        let filing = office.dossier.filing.as_mut().unwrap();
        filing.components = vec![paper("don", 1), paper("giay", 1), paper("so", 0)];
        let handed = HandedOut { originals: codes(back), reason, ..HandedOut::default() };
        let method = ReturnMethod::Counter { to: PartyId(Uuid::from_u128(60)) };
        return_result(&office.dossier, CLERK, method, handed, office.now)
    };
    let check = |back: &[&str], reason: Option<TextId>, kept: &[&str], why: Option<TextId>| {
        let events = hand_out(back, reason).unwrap();
        let [Event::ResultReturned { handed: Some(it), .. }] = events.as_slice() else {
            panic!("{events:?}")
        };
        assert_eq!((&it.kept, it.reason), (&codes(kept), why));
    };
    let why = Some(TextId(Uuid::from_u128(7)));
    check(&["don", "giay"], None, &[], None);
    check(&["don", "giay"], why, &[], None);
    check(&["giay", "giay"], why, &["don"], why);
    let lacks = "routing.originals-not-given-back";
    refused(&hand_out(&["giay"], None), lacks, None);
    refused(&hand_out(&[], None), lacks, None);
    refused(&hand_out(&["don", "so"], why), "routing.original-unknown", None);
}

#[test]
fn nothing_is_handed_out_before_it_is_ready() {
    let party = PartyId(Uuid::from_u128(60));
    let hand_out = |office: &Office, method| {
        return_result(&office.dossier, CLERK, method, all_back(&office.dossier), office.now)
    };
    let counter = || ReturnMethod::Counter { to: party };
    let post = |tracking: &str| ReturnMethod::Post { tracking: tracking.to_owned() };
    refused(&hand_out(&Office::signed(), counter()), "routing.result-not-ready", None);
    let mut office = Office::ready();
    refused(&hand_out(&office, post(" ")), "routing.tracking-missing", None);
    refused(&hand_out(&office, post(&"1".repeat(51))), "routing.tracking-too-long", None);
    assert!(hand_out(&office, post("EE123VN")).is_ok());
    office.must(CLERK, hand_out(&office, counter()));
    assert!(matches!(office.dossier.status, Status::Returned { refused: false, .. }));
    refused(&hand_out(&office, counter()), "routing.result-not-ready", None);
}

#[test]
fn nothing_is_handed_out_before_what_is_due_then_is_assessed_and_paid() {
    let check = |refused_result: bool, due, amount: Option<i64>, paid: i64, code: Option<&str>| {
        let mut office = Office::ready();
        office.dossier.charges = vec![charge(due, amount.map(Vnd))];
        office.dossier.payments = vec![payment(Vnd(paid))];
        office.dossier.result.as_mut().unwrap().refused = refused_result;
        let handed_out =
            return_result(&office.dossier, CLERK, ReturnMethod::Online, HandedOut::default(), office.now);
        assert_eq!(handed_out.err().map(|it| it.message.code.to_string()).as_deref(), code);
    };
    let (unpaid, unassessed) = (Some("routing.unpaid-at-return"), Some("routing.unassessed-at-return"));
    check(false, DueWhen::AtReturn, Some(28_000), 0, unpaid);
    check(false, DueWhen::AtReturn, Some(28_000), 27_999, unpaid);
    check(false, DueWhen::AtReturn, Some(28_000), 28_000, None);
    check(false, DueWhen::AtReturn, Some(0), 0, None);
    check(false, DueWhen::AtReturn, None, 0, unassessed);
    check(false, DueWhen::DuringProcessing, None, 0, None);
    // What is due at return is the price of what was asked for, and a refusal is not that.
    check(true, DueWhen::AtReturn, None, 0, None);
    check(true, DueWhen::AtReturn, Some(28_000), 0, None);
}
