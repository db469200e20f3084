//! Legs of agencies outside the system: what their liaison unit may record, and what nobody may do for them.

use crate::support::{
    CLERK, DECIDE, EXPERT, LAND, LAND_OFFICER, LEADER, Office, RESULT, RETURN, TAX, TAX_OFFICER, TEXT, at,
    refused, results,
};
use motcua_dossier::{Event, LegPlan, LegStatus, Letter, OutsideAnswer, Status};
use motcua_kernel::{Actor, Instant, LegNo, Refusal, parse_date};
use motcua_routing::{
    accept, answer_opinion, approve, assign, claim, finish_step, hand_over_from_counter, hand_over_leg,
    propose, question, record_answer, resend, send_back, send_letter, suspend,
};

const AGREED: OutsideAnswer = OutsideAnswer::Agreed { result: None };
const AGAINST: OutsideAnswer = OutsideAnswer::Refused { reason: TEXT };
const LACKING: OutsideAnswer = OutsideAnswer::NeedsSupplement { reason: TEXT };

fn letter(number: &str, date: &str) -> Letter {
    Letter { number: number.to_owned(), date: parse_date(date).unwrap(), file: None }
}

/// The tax office does not work in the system: the counter writes to it.
fn tax_outside(plan: &mut LegPlan) {
    plan.liaison = (plan.no == TAX).then_some(CLERK.agency);
}

/// Land office and tax are outside: the tax leg, and those by which it is decided.
fn all_outside(plan: &mut LegPlan) {
    plan.liaison = (plan.no != RETURN).then_some(CLERK.agency);
}

/// Received on Monday 9 March, handed over, and it is Wednesday.
fn handed_over(change: fn(&mut LegPlan)) -> Office {
    let mut office = Office::received_with(change);
    office.must(CLERK, hand_over_from_counter(&office.dossier, CLERK, office.now));
    office.on("2026-03-11T09:00")
}

fn written(change: fn(&mut LegPlan)) -> Office {
    let mut office = handed_over(change);
    office.must(CLERK, sent(&office, CLERK, TAX, &letter("12/CV", "2026-03-10"), false));
    office
}

fn sent(
    office: &Office,
    actor: Actor,
    no: LegNo,
    letter: &Letter,
    reminds: bool,
) -> Result<Vec<Event>, Refusal> {
    send_letter(&office.dossier, actor, no, letter, reminds.then_some(TEXT), office.now)
}

fn came(
    office: &Office,
    actor: Actor,
    no: LegNo,
    letter: &Letter,
    answer: OutsideAnswer,
) -> Result<Vec<Event>, Refusal> {
    record_answer(&office.dossier, actor, no, letter, answer, &results(), office.now)
}

#[test]
fn a_letter_is_what_acceptance_is_elsewhere() {
    let mut office = handed_over(tax_outside);
    let out = letter("12/CV", "2026-03-10");
    let with_spaces = Letter { number: " 12/CV  ".to_owned(), ..out.clone() };
    let event = Event::LetterSent { leg: TAX, letter: out.clone(), reason: None };
    assert_eq!(sent(&office, CLERK, TAX, &with_spaces, false), Ok(vec![event.clone()]));
    office.happen(CLERK, vec![event]);
    assert_eq!(office.leg(TAX), &LegStatus::Active { assignee: None, steps_done: 0 });
    assert_eq!(office.dossier.status, Status::InProcess);
    let leg = office.dossier.leg(TAX).unwrap();
    assert_eq!(leg.since, Some(at("2026-03-11T09:00")), "the day on the letter moves nothing");
    assert_eq!(leg.unanswered_letter().unwrap().letter, out);
}

#[test]
fn a_letter_that_can_not_be_meant_is_refused() {
    let office = written(tax_outside);
    let check = |actor: Actor, no: LegNo, letter: &Letter, reminds: bool, code: &str| {
        refused(&sent(&office, actor, no, letter, reminds), code, None);
    };
    let good = letter("13/CV", "2026-03-11");
    for stranger in [LAND_OFFICER, TAX_OFFICER, EXPERT] {
        check(stranger, TAX, &good, true, "routing.other-agency");
    }
    check(LAND_OFFICER, LAND, &good, true, "routing.leg-inside");
    check(CLERK, LegNo(9), &good, true, "routing.no-such-leg");
    check(CLERK, TAX, &letter("  ", "2026-03-11"), true, "routing.letter-number-missing");
    check(CLERK, TAX, &letter(&"9".repeat(51), "2026-03-11"), true, "routing.number-too-long");
    check(CLERK, TAX, &letter("13/CV", "2026-03-12"), true, "routing.letter-in-future");
    check(CLERK, TAX, &letter("13/CV", "2026-03-08"), true, "routing.letter-before-receipt");
    check(CLERK, TAX, &letter("12/CV", "2026-03-11"), true, "routing.letter-number-used");
    check(CLERK, TAX, &good, false, "routing.reminder-reason-missing");
    let mut reminded = office.clone();
    reminded.must(CLERK, sent(&reminded, CLERK, TAX, &good, true));
    assert_eq!(reminded.dossier.leg(TAX).unwrap().letters.len(), 2);

    let waiting = Office::received_with(tax_outside).on("2026-03-11T09:00");
    refused(&sent(&waiting, CLERK, TAX, &good, false), "routing.leg-not-in-hand", None);
    let mut paused = office;
    paused.must(
        CLERK,
        suspend(&paused.dossier, CLERK, motcua_dossier::SuspensionGround::Court, TEXT, paused.now),
    );
    refused(&sent(&paused, CLERK, TAX, &good, true), "routing.suspended", None);
}

#[test]
fn an_answer_ends_the_leg_when_it_is_recorded() {
    for (answer, day) in [(AGREED, "2026-03-10"), (AGAINST, "2026-03-12")] {
        let office = written(tax_outside).on("2026-03-13T10:00");
        let mut answered = office.clone();
        answered.must(CLERK, came(&office, CLERK, TAX, &letter("7/CCT", day), answer));
        assert_eq!(answered.leg(TAX), &LegStatus::Finished { at: at("2026-03-13T10:00") });
        assert_eq!(answered.leg(DECIDE), &LegStatus::Waiting, "the land office is not done");
        refused(&came(&answered, CLERK, TAX, &letter("8/CCT", day), AGREED), "routing.no-letter-out", None);
    }
}

#[test]
fn the_last_answer_before_a_join_hands_the_dossier_on() {
    let mut office = written(tax_outside);
    office.must(LAND_OFFICER, accept(&office.dossier, LAND_OFFICER, LAND, office.now));
    office.must(LAND_OFFICER, finish_step(&office.dossier, LAND_OFFICER, LAND, 0, office.now));
    office.must(LAND_OFFICER, hand_over_leg(&office.dossier, LAND_OFFICER, LAND, office.now));
    let answer = letter("7/CCT", "2026-03-11");
    let events = came(&office, CLERK, TAX, &answer, AGREED).unwrap();
    assert_eq!(
        events,
        [
            Event::AnswerRecorded { leg: TAX, letter: answer, answer: AGREED },
            Event::HandedOver { from: Some(TAX), to: DECIDE }
        ]
    );
}

#[test]
fn an_answer_that_can_not_be_meant_is_refused() {
    let mut office = written(tax_outside).on("2026-03-13T10:00");
    let check =
        |office: &Office, actor: Actor, no: LegNo, paper: &Letter, answer: OutsideAnswer, code: &str| {
            refused(&came(office, actor, no, paper, answer), code, None);
        };
    let good = letter("7/CCT", "2026-03-12");
    check(&office, TAX_OFFICER, TAX, &good, AGREED, "routing.other-agency");
    check(&office, LAND_OFFICER, LAND, &good, AGREED, "routing.leg-inside");
    check(&office, CLERK, TAX, &letter("", "2026-03-12"), AGREED, "routing.letter-number-missing");
    check(&office, CLERK, TAX, &letter("7/CCT", "2026-03-14"), AGREED, "routing.letter-in-future");
    check(&office, CLERK, TAX, &letter("7/CCT", "2026-03-09"), AGREED, "routing.answer-before-letter");
    let result = OutsideAnswer::Agreed { result: Some(RESULT.to_owned()) };
    check(&office, CLERK, TAX, &good, result, "routing.leg-does-not-decide");
    check(
        &handed_over(tax_outside),
        CLERK,
        TAX,
        &letter("7/CCT", "2026-03-11"),
        AGREED,
        "routing.no-letter-out",
    );
    // Behind a reminder it may still be the answer to the first letter.
    office.must(CLERK, sent(&office, CLERK, TAX, &letter("13/CV", "2026-03-13"), true));
    office.must(CLERK, came(&office, CLERK, TAX, &good, AGREED));
}

#[test]
fn papers_that_come_back_are_written_about_again() {
    let mut office = written(tax_outside).on("2026-03-12T09:00");
    let events = came(&office, CLERK, TAX, &letter("7/CCT", "2026-03-12"), LACKING).unwrap();
    assert_eq!(events.len(), 1, "the leg is not done");
    office.happen(CLERK, events);
    assert!(office.dossier.leg(TAX).unwrap().wants_letter());
    let again = letter("14/CV", "2026-03-12");
    refused(&came(&office, CLERK, TAX, &again, AGREED), "routing.no-letter-out", None);
    office.must(CLERK, sent(&office, CLERK, TAX, &again, false));
    // The second letter is the one that is answered.
    refused(
        &came(&office, CLERK, TAX, &letter("9/CCT", "2026-03-11"), AGREED),
        "routing.answer-before-letter",
        None,
    );
    office.must(CLERK, came(&office, CLERK, TAX, &letter("9/CCT", "2026-03-12"), AGREED));
}

#[test]
fn the_answer_of_a_leg_that_decides_is_the_result() {
    let granted = OutsideAnswer::Agreed { result: Some(RESULT.to_owned()) };
    for (answer, is_refusal) in [(granted, false), (AGAINST, true)] {
        let mut office = handed_over(all_outside);
        for no in [LAND, TAX] {
            let paper = letter(&format!("{no}/CV"), "2026-03-11");
            office.must(CLERK, sent(&office, CLERK, no, &paper, false));
            office.must(CLERK, came(&office, CLERK, no, &letter("7/CC", "2026-03-11"), AGREED));
        }
        office.must(CLERK, sent(&office, CLERK, DECIDE, &letter("20/CV", "2026-03-11"), false));
        let paper = letter("123/GCN", "2026-03-11");
        for unknown in [None, Some("giay-la".to_owned())] {
            let answer = OutsideAnswer::Agreed { result: unknown };
            refused(&came(&office, CLERK, DECIDE, &paper, answer), "routing.no-such-result", None);
        }
        office.must(CLERK, came(&office, CLERK, DECIDE, &paper, answer));
        let number = "123/GCN".to_owned();
        assert_eq!(
            office.dossier.status,
            Status::ResultSigned { number, at: office.now, refused: is_refusal }
        );
        assert_eq!(office.leg(RETURN), &LegStatus::Sent { at: office.now });
        office.must(CLERK, accept(&office.dossier, CLERK, RETURN, office.now));
        assert!(
            matches!(office.dossier.status, Status::ResultReady { refused, .. } if refused == is_refusal)
        );
    }
}

/// Any command about a leg.
type Command<'a> = &'a dyn Fn(&Office, Actor) -> Result<Vec<Event>, Refusal>;

#[test]
fn an_agency_outside_neither_accepts_nor_claims() {
    let mut office = written(all_outside);
    let now = office.now;
    let commands: [Command<'_>; 9] = [
        &|it, who| accept(&it.dossier, who, LAND, now),
        &|it, who| claim(&it.dossier, who, TAX, now),
        &|it, who| assign(&it.dossier, who, TAX, LEADER.account, now),
        &|it, who| finish_step(&it.dossier, who, TAX, 0, now),
        &|it, who| answer_opinion(&it.dossier, who, TAX, TEXT, now),
        &|it, who| propose(&it.dossier, who, DECIDE, crate::support::granted(), &results(), now),
        &|it, who| approve(&it.dossier, who, DECIDE, now),
        &|it, who| hand_over_leg(&it.dossier, who, TAX, now),
        &|it, who| {
            motcua_routing::number_and_stamp(&it.dossier, who, DECIDE, &crate::support::numbered("1"), now)
        },
    ];
    for (index, command) in commands.iter().enumerate() {
        assert_eq!(command(&office, CLERK).unwrap_err().message.code.0, "routing.leg-outside", "{index}");
        assert_eq!(
            command(&office, TAX_OFFICER).unwrap_err().message.code.0,
            "routing.other-agency",
            "{index}"
        );
    }
    // What was handed over in error goes back to its sender, as anywhere.
    office.must(CLERK, question(&office.dossier, CLERK, LAND, TEXT, now));
    office.must(CLERK, send_back(&office.dossier, CLERK, LAND, TEXT, now));
    office.must(CLERK, resend(&office.dossier, CLERK, LAND, now));
}

#[test]
fn what_comes_after_an_agency_outside_is_sent_again_by_its_liaison_unit() {
    let mut office = written(|plan| {
        tax_outside(plan);
        if plan.no == DECIDE {
            plan.after = vec![TAX];
        }
    });
    let until: Instant = office.now;
    office.must(CLERK, came(&office, CLERK, TAX, &letter("7/CCT", "2026-03-11"), AGREED));
    office.must(LAND_OFFICER, send_back(&office.dossier, LAND_OFFICER, DECIDE, TEXT, until));
    refused(&resend(&office.dossier, TAX_OFFICER, DECIDE, until), "routing.not-the-sender", None);
    office.must(CLERK, resend(&office.dossier, CLERK, DECIDE, until));
}
