//! The minutes of a leg outside the system: the sender's, the liaison unit's, the outside agency's, each its own.

use crate::fixture::{
    ACCEPTANCE, COMMUNE, LAND, Story, TAX, TEXT, calendars, check_line, counter, finished, leg, nov, of_leg,
    returning, sent_to, state_of, supplement_asked,
};
use motcua_calendar::TimeLimit;
use motcua_dossier::{
    DeskTask, Event, Holder, LegPlan, LegStatus, Letter, OutsideAnswer, StepState, desk_rows, lateness,
    leg_clocks,
};
use motcua_kernel::{AgencyId, LegNo, parse_date};

const WRITTEN: LegNo = LegNo(2);

fn letter(number: &str, day: &str) -> Letter {
    Letter { number: number.to_owned(), date: parse_date(&format!("2026-11-{day}")).unwrap(), file: None }
}

fn out(number: &str, day: &str) -> Event {
    Event::LetterSent { leg: WRITTEN, letter: letter(number, day), reason: None }
}

fn came(day: &str, answer: OutsideAnswer) -> Event {
    Event::AnswerRecorded { leg: WRITTEN, letter: letter("7/CCT", day), answer }
}

const AGREED: OutsideAnswer = OutsideAnswer::Agreed { result: None };

const fn liaison() -> Holder {
    Holder::Liaison { leg: WRITTEN, agency: COMMUNE }
}

/// The land office first, then the tax office, to which the counter writes; the land office hands on at 11:00 on Monday 2
/// November. Due on Wednesday the 4th at 17:00.
fn handed_to_the_tax_office() -> Story {
    received()
        .taken(None, 1, "02 08:30", "02 09:00")
        .then("02 11:00", finished(1))
        .then("02 11:00", sent_to(Some(1), 2))
}

fn received() -> Story {
    let outside = LegPlan { liaison: Some(COMMUNE), ..leg(2, TAX, 1, &[1], "04 17:00") };
    let legs = vec![leg(1, LAND, 1, &[], "03 17:00"), outside, returning(3, &[2])];
    Story::received(nov("02 08:00"), TimeLimit::working_days(2), nov("04 17:00"), legs)
}

#[test]
fn the_time_of_the_agency_outside_runs_from_the_letter_to_the_recorded_arrival() {
    // The letter bears Monday and is recorded on Tuesday; the answer bears Wednesday and arrives on Thursday.
    let story = handed_to_the_tax_office()
        .then("03 10:00", out("12/CV", "02"))
        .then("05 09:00", came("04", AGREED))
        .then("05 09:00", sent_to(Some(2), 3))
        .then("05 09:30", Event::LegAccepted { leg: LegNo(3) })
        .then("05 09:30", Event::ResultReady);
    check_line(
        &story.line("06 08:00"),
        &[
            // 08:00-09:00.
            ("02 08:00", counter(), 60),
            // 09:00-11:30 are 150, 13:30-17:00 are 210: its own 120 minutes until 11:00, and the 240 to be accepted in.
            ("02 09:00", of_leg(1, LAND), 360),
            // Tuesday 07:00-10:00.
            ("02 17:00", liaison(), 180),
            // Tuesday 90 + 210, Wednesday 480, Thursday 07:00-09:00.
            ("03 10:00", of_leg(2, TAX), 900),
            // Until the counter has taken the result from its own liaison desk.
            ("05 09:00", liaison(), 30),
        ],
        "05 09:30",
    );
    let clocks = leg_clocks(&story.entries, &calendars(), ACCEPTANCE, nov("06 08:00"));
    let clock = &clocks[1];
    assert_eq!(clock.recorded_by, Some(COMMUNE));
    assert_eq!((clock.started, clock.finished), (Some(nov("03 10:00")), Some(nov("05 09:00"))));
    // One working day from Tuesday 10:00 ends on Wednesday at 17:00: 300 + 480.
    assert_eq!((clock.used_minutes, clock.allowed_minutes, clock.overrun), (900, 780, 120));
    assert_eq!((clock.main_line_minutes, clock.concurrent), (900, false));
    assert_eq!(clocks[0].recorded_by, None);
    // Late by Thursday 07:00-09:30; 120 are the tax office's, what the liaison unit took is nobody's leg.
    let late = lateness(&story.entries, &calendars(), ACCEPTANCE, nov("06 08:00")).unwrap();
    assert_eq!((late.total_minutes, late.unassigned), (150, 30));
    assert_eq!(late.by_leg, [(WRITTEN, TAX, 120)]);
}

#[test]
fn a_letter_in_time_leaves_the_liaison_unit_no_minute() {
    let story = handed_to_the_tax_office().then("02 14:00", out("12/CV", "02"));
    check_line(
        &story.line("03 08:00"),
        &[
            ("02 08:00", counter(), 60),
            // 09:00-11:30, and half an hour of the afternoon.
            ("02 09:00", of_leg(1, LAND), 180),
            ("02 14:00", of_leg(2, TAX), 240),
        ],
        "03 08:00",
    );
}

#[test]
fn papers_that_came_back_are_with_the_liaison_unit() {
    let lacking = OutsideAnswer::NeedsSupplement { reason: TEXT };
    let story = handed_to_the_tax_office()
        .then("02 14:00", out("12/CV", "02"))
        .then("03 09:00", came("03", lacking))
        .then("03 10:00", supplement_asked())
        .then("04 08:00", Event::SupplementCompleted { lawful: nov("06 10:00") })
        .then("04 08:30", out("13/CV", "04"));
    check_line(
        &story.line("04 10:00"),
        &[
            ("02 08:00", counter(), 60),
            ("02 09:00", of_leg(1, LAND), 180),
            // 180 on Monday, 120 on Tuesday.
            ("02 14:00", of_leg(2, TAX), 300),
            ("03 09:00", liaison(), 60),
            // Tuesday 90 + 210, Wednesday 60.
            ("03 10:00", Holder::Citizen, 360),
            ("04 08:00", liaison(), 30),
            ("04 08:30", of_leg(2, TAX), 90),
        ],
        "04 10:00",
    );
    let clock = leg_clocks(&story.entries, &calendars(), ACCEPTANCE, nov("04 10:00"))[1];
    assert_eq!((clock.started, clock.used_minutes), (Some(nov("02 14:00")), 390));
}

#[test]
fn what_was_outside_on_paper_is_the_liaison_units_until_a_letter_is_recorded() {
    let story = received().carried_over(&[1], &[2], "03 08:00");
    assert!(state_of(&story).leg(WRITTEN).unwrap().wants_letter());
    check_line(
        &story.then("03 10:00", out("12/CV", "02")).line("03 11:00"),
        &[
            // Monday 08:00-17:00 are 420, Tuesday 07:00-08:00 are 60.
            ("02 08:00", Holder::OnPaper, 480),
            ("03 08:00", liaison(), 120),
            ("03 10:00", of_leg(2, TAX), 60),
        ],
        "03 11:00",
    );
}

#[test]
fn it_lies_on_the_desk_of_the_liaison_unit() {
    let check = |story: &Story, task: Option<DeskTask>, step: StepState| {
        let state = state_of(story);
        let rows: Vec<(AgencyId, u16, DeskTask)> =
            desk_rows(&state).iter().map(|it| (it.agency, it.slot, it.task)).collect();
        for row in desk_rows(&state) {
            crate::desk::is_allowed(&state, row);
        }
        let expected: Vec<_> = task.into_iter().map(|it| (COMMUNE, 2, it)).collect();
        assert_eq!(rows, expected);
        assert_eq!(crate::public::step_state(&state, WRITTEN), step);
    };
    let story = handed_to_the_tax_office();
    check(&story, Some(DeskTask::SendLetter), StepState::Sent);
    let story = story.then("02 14:00", out("12/CV", "02"));
    check(&story, Some(DeskTask::RecordAnswer), StepState::Working);
    let story = story.then("03 09:00", came("03", OutsideAnswer::NeedsSupplement { reason: TEXT }));
    check(&story, Some(DeskTask::SendLetter), StepState::Sent);
    let story = story.then("03 09:30", out("13/CV", "03")).then("05 09:00", came("04", AGREED));
    check(&story, None, StepState::Finished);
}

#[test]
fn a_liaison_unit_that_ends_hands_on_to_its_successor() {
    let story = handed_to_the_tax_office().then("03 10:00", out("12/CV", "03"));
    let of = |story: &Story| {
        let plan = &state_of(story).leg(WRITTEN).unwrap().plan.clone();
        (plan.agency, plan.liaison)
    };
    let succeeded = |from, to, liaison| Event::AgencySucceeded { from, to, liaison };
    assert_eq!(of(&story), (TAX, Some(COMMUNE)));
    let story = story.then("03 11:00", succeeded(COMMUNE, LAND, None));
    assert_eq!(of(&story), (TAX, Some(LAND)));
    let story = story.then("03 12:00", succeeded(TAX, COMMUNE, Some(LAND)));
    assert_eq!(of(&story), (COMMUNE, Some(LAND)));
    let story = story.then("03 12:00", succeeded(COMMUNE, TAX, None));
    assert_eq!(of(&story), (TAX, None), "the heir works in the system");
    assert!(matches!(state_of(&story).leg(WRITTEN).unwrap().status, LegStatus::Active { .. }));
}

#[test]
fn a_history_from_before_there_were_liaison_units_reads_as_it_did() {
    let plan = serde_json::to_value(leg(1, LAND, 1, &[], "03 17:00")).unwrap();
    assert!(plan.get("liaison").is_none());
    assert_eq!(serde_json::from_value::<LegPlan>(plan).unwrap().liaison, None);
    let old = r#"{"event":"agency-succeeded","from":"00000000-0000-0000-0000-000000000001","to":"00000000-0000-0000-0000-000000000002"}"#;
    let event: Event = serde_json::from_str(old).unwrap();
    assert_eq!(event, Event::AgencySucceeded { from: COMMUNE, to: LAND, liaison: None });
    assert_eq!(serde_json::to_string(&event).unwrap(), old);
}
