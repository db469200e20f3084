//! Hand-over, acceptance and work inside a leg, as sentences about the office.

use crate::support::*;
use motcua_dossier::{Event, HandedOut, LegStatus, ReturnMethod, Status, StopGround, SuspensionGround};
use motcua_kernel::{Instant, LegNo};
use motcua_routing::*;

#[test]
fn the_counter_sends_to_every_agency_at_once_nd_61_2018_dieu_19_6() {
    let mut office = Office::received();
    let sent = hand_over_from_counter(&office.dossier, CLERK, office.now);
    assert_eq!(
        sent,
        Ok(vec![Event::HandedOver { from: None, to: LAND }, Event::HandedOver { from: None, to: TAX }])
    );
    office.must(CLERK, sent);
    refused(
        &hand_over_from_counter(&office.dossier, CLERK, office.now),
        "routing.nothing-to-hand-over",
        None,
    );
}

#[test]
fn only_the_agency_whose_turn_it_is_acts() {
    let office = Office::in_parallel();
    let (d, now) = (&office.dossier, office.now);
    let proposal = propose(d, TAX_OFFICER, DECIDE, granted(), &results(), now);
    for decided in [
        hand_over_from_counter(&Office::received().dossier, TAX_OFFICER, now),
        hand_over_leg(d, TAX_OFFICER, LAND, now),
        accept(d, TAX_OFFICER, DECIDE, now),
        question(d, TAX_OFFICER, LAND, TEXT, now),
        send_back(d, TAX_OFFICER, LAND, TEXT, now),
        assign(d, TAX_OFFICER, LAND, TAX_OFFICER.account, now),
        claim(d, CLERK, LAND, now),
        finish_step(d, CLERK, LAND, 0, now),
        proposal,
        suspend(d, EXPERT, SuspensionGround::Court, TEXT, now),
        apologise(d, EXPERT, LAND, TEXT, now),
        return_result(&Office::ready().dossier, TAX_OFFICER, ReturnMethod::Online, HandedOut::default(), now),
    ] {
        refused(&decided, "routing.other-agency", None);
    }
}

#[test]
fn a_join_waits_for_the_last_of_its_legs() {
    let mut office = Office::at_their_last_step();
    let first = hand_over_leg(&office.dossier, TAX_OFFICER, TAX, office.now);
    let last_step = Event::StepFinished { leg: TAX, step: 1 };
    assert_eq!(first, Ok(vec![last_step, Event::LegFinished { leg: TAX }]));
    office.must(TAX_OFFICER, first);
    assert_eq!(office.leg(DECIDE), &LegStatus::Waiting);
    let second = hand_over_leg(&office.dossier, LAND_OFFICER, LAND, office.now);
    let last_step = Event::StepFinished { leg: LAND, step: 1 };
    let handed_on = Event::HandedOver { from: Some(LAND), to: DECIDE };
    assert_eq!(second, Ok(vec![last_step, Event::LegFinished { leg: LAND }, handed_on]));
    office.must(LAND_OFFICER, second);
    refused(&hand_over_leg(&office.dossier, LAND_OFFICER, LAND, office.now), "routing.leg-not-in-hand", None);
}

#[test]
fn a_leg_is_accepted_once_and_only_when_sent() {
    let mut office = Office::received();
    refused(&accept(&office.dossier, LAND_OFFICER, LAND, office.now), "routing.not-sent", None);
    office.must(CLERK, hand_over_from_counter(&office.dossier, CLERK, office.now));
    office.must(LAND_OFFICER, accept(&office.dossier, LAND_OFFICER, LAND, office.now));
    assert_eq!(office.dossier.status, Status::InProcess);
    refused(&accept(&office.dossier, LAND_OFFICER, LAND, office.now), "routing.not-sent", None);
    refused(&accept(&office.dossier, LAND_OFFICER, LegNo(9), office.now), "routing.no-such-leg", None);
}

#[test]
fn what_comes_back_is_sent_again_by_its_sender() {
    let mut office = Office::received();
    office.must(CLERK, hand_over_from_counter(&office.dossier, CLERK, office.now));
    refused(&resend(&office.dossier, CLERK, TAX, office.now), "routing.nothing-came-back", None);
    office.must(TAX_OFFICER, question(&office.dossier, TAX_OFFICER, TAX, TEXT, office.now));
    refused(&accept(&office.dossier, TAX_OFFICER, TAX, office.now), "routing.not-sent", None);
    office.must(TAX_OFFICER, send_back(&office.dossier, TAX_OFFICER, TAX, TEXT, office.now));
    refused(&resend(&office.dossier, LAND_OFFICER, TAX, office.now), "routing.other-agency", None);
    office.must(CLERK, resend(&office.dossier, CLERK, TAX, office.now));
    office.must(TAX_OFFICER, accept(&office.dossier, TAX_OFFICER, TAX, office.now));
    refused(&send_back(&office.dossier, TAX_OFFICER, TAX, TEXT, office.now), "routing.not-sent", None);
}

#[test]
fn a_finished_leg_sends_again_without_being_opened() {
    let mut office = Office::signed();
    office.must(LAND_OFFICER, hand_over_leg(&office.dossier, LAND_OFFICER, DECIDE, office.now));
    office.must(CLERK, send_back(&office.dossier, CLERK, RETURN, TEXT, office.now));
    refused(&resend(&office.dossier, TAX_OFFICER, RETURN, office.now), "routing.not-the-sender", None);
    let again = resend(&office.dossier, LAND_OFFICER, RETURN, office.now);
    assert_eq!(again, Ok(vec![Event::HandedOver { from: Some(DECIDE), to: RETURN }]));
    office.must(LAND_OFFICER, again);
    assert!(office.leg(DECIDE).is_finished());
}

#[test]
fn one_person_acts_at_a_time() {
    let mut office = Office::in_parallel();
    office.must(LAND_OFFICER, claim(&office.dossier, LAND_OFFICER, LAND, office.now));
    assert_eq!(claim(&office.dossier, LAND_OFFICER, LAND, office.now), Ok(vec![]));
    let second = claim(&office.dossier, OTHER_LAND_OFFICER, LAND, office.now);
    refused(&second, "routing.claimed-by-other", None);
    let values = second.unwrap_err().message.values;
    assert_eq!(values, [("account".into(), LAND_OFFICER.account.to_string())]);
    let given = assign(&office.dossier, LEADER, LAND, OTHER_LAND_OFFICER.account, office.now);
    office.must(LEADER, given);
    assert!(claim(&office.dossier, OTHER_LAND_OFFICER, LAND, office.now).is_ok());
    refused(&claim(&office.dossier, LAND_OFFICER, DECIDE, office.now), "routing.leg-not-active", None);
}

#[test]
fn a_leg_is_handed_on_with_its_last_step_and_no_other_left() {
    let mut office = Office::in_parallel();
    let handed_on = |office: &Office| hand_over_leg(&office.dossier, LAND_OFFICER, LAND, office.now);
    refused(&handed_on(&office), "routing.steps-open", None);
    office.must(LAND_OFFICER, finish_step(&office.dossier, LAND_OFFICER, LAND, 0, office.now));
    assert_eq!(handed_on(&office).unwrap()[0], Event::StepFinished { leg: LAND, step: 1 });
    office.must(LAND_OFFICER, finish_step(&office.dossier, LAND_OFFICER, LAND, 1, office.now));
    assert_eq!(handed_on(&office), Ok(vec![Event::LegFinished { leg: LAND }]));
}

#[test]
fn steps_are_ticked_off_in_order() {
    let mut office = Office::in_parallel();
    let check = |office: &Office, step, code| {
        refused(&finish_step(&office.dossier, LAND_OFFICER, LAND, step, office.now), code, None);
    };
    check(&office, 1, "routing.step-out-of-order");
    office.must(LAND_OFFICER, finish_step(&office.dossier, LAND_OFFICER, LAND, 0, office.now));
    check(&office, 0, "routing.step-out-of-order");
    office.must(LAND_OFFICER, finish_step(&office.dossier, LAND_OFFICER, LAND, 1, office.now));
    check(&office, 2, "routing.no-such-step");
}

#[test]
fn a_paused_dossier_does_not_move_and_the_refusal_names_the_pause() {
    let soon = at("2026-03-20T17:00");
    let pauses = [
        (
            Event::SupplementRequested { items: vec![], leg: None, answer_by: soon, overridden: None },
            "routing.waits-for-supplement",
        ),
        (Event::PaymentAwaited { charges: vec![], pay_by: soon }, "routing.waits-for-payment"),
        (Event::Suspended { ground: SuspensionGround::Court, reason: TEXT }, "routing.suspended"),
        (Event::Withdrawn { reason: TEXT }, "routing.not-running"),
        (Event::Stopped { ground: StopGround::ByApplicant, reason: None }, "routing.not-running"),
    ];
    for (event, code) in pauses {
        let mut office = Office::in_parallel();
        office.happen(CLERK, vec![event]);
        refused(&hand_over_leg(&office.dossier, TAX_OFFICER, TAX, office.now), code, None);
        refused(&claim(&office.dossier, TAX_OFFICER, TAX, office.now), code, None);
        refused(&apologise(&office.dossier, TAX_OFFICER, TAX, TEXT, office.now), code, None);
    }
}

#[test]
fn nothing_is_decided_before_what_was_recorded_last() {
    let office = Office::in_parallel();
    let earlier = Instant::from_micros(office.now.micros() - 1);
    refused(&claim(&office.dossier, TAX_OFFICER, TAX, earlier), "routing.clock-behind", None);
}
