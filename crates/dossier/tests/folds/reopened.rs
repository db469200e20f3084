//! What had ended and goes on: the line stays whole, the last end is judged, and no date moves for it.

use crate::fixture::{
    ACCEPTANCE, COMMUNE, LAND, Story, TEXT, calendars, check_line, counter, finished, leg, nov, of_leg,
    proposed, returning, state_of, supplement_asked,
};
use motcua_calendar::TimeLimit;
use motcua_dossier::{
    Event, Holder, IncidentKind, Lateness, LegPlan, Punctuality, ReopenGround, ReturnMethod, Standing,
    StopGround, lateness, leg_clocks, main_line, standings,
};
use motcua_kernel::{LegNo, Vnd};

fn received() -> Story {
    let legs = vec![LegPlan { decides: true, ..leg(1, LAND, 1, &[], "03 17:00") }, returning(2, &[1])];
    Story::received(nov("02 08:00"), TimeLimit::working_days(2), nov("04 17:00"), legs)
}

fn numbered(number: &str) -> Event {
    Event::ResultNumbered { leg: LegNo(1), number: number.to_owned(), file: None }
}

fn decided(story: Story, day: &str, number: &str) -> Story {
    let at = |time: &str| format!("{day} {time}");
    story
        .then(&at("09:00"), proposed(1))
        .then(&at("10:00"), Event::ResultApproved { leg: LegNo(1) })
        .then(&at("10:00"), numbered(number))
        .then(&at("10:30"), finished(1))
        .taken(Some(1), 2, &at("10:30"), &at("11:00"))
        .then(&at("11:00"), Event::ResultReady)
}

fn opened(ground: ReopenGround) -> Event {
    Event::Reopened { ground, reason: TEXT, lawful: nov("04 17:00"), until: None }
}

fn incident(kind: IncidentKind) -> Event {
    Event::IncidentRecorded { kind, agency: LAND, cost: Vnd(50_000), account: TEXT, apology: TEXT }
}

/// Solved in time on the 3rd, returned; wrong, said so on the 5th at 9:00, opened again at 10:00, right on the 6th.
fn corrected() -> Story {
    let story = decided(received().taken(None, 1, "02 08:00", "02 09:00"), "03", "1/QĐ")
        .then("03 14:00", Event::ResultReturned { method: ReturnMethod::Online, handed: None })
        .then("05 09:00", incident(IncidentKind::WrongResult))
        .then("05 10:00", opened(ReopenGround::WrongResult));
    decided(story, "06", "2/QĐ")
}

fn late(story: &Story, until: &str) -> Lateness {
    lateness(&story.entries, &calendars(), ACCEPTANCE, nov(until)).unwrap()
}

fn stands(story: &Story, until: &str) -> Standing {
    standings(&story.entries, &calendars(), 60, nov(until)).unwrap().lawful
}

#[test]
fn between_a_wrong_result_and_its_report_it_is_nobodys_and_then_the_counters() {
    let story = corrected();
    let signer = Holder::Signer { leg: LegNo(1), agency: LAND };
    let rows = [
        ("02 08:00", counter(), 60),
        ("02 09:00", of_leg(1, LAND), 480),
        ("03 09:00", signer, 60),
        ("03 10:00", of_leg(1, LAND), 60),
        ("03 11:00", Holder::AfterResult, 840),
        ("05 09:00", counter(), 60),
        ("05 10:00", of_leg(1, LAND), 420),
        ("06 09:00", signer, 60),
        ("06 10:00", of_leg(1, LAND), 60),
    ];
    let line = story.line("30 17:00");
    check_line(&line, &rows, "06 11:00");
    assert_eq!((line.ended, line.after_result_minutes()), (Some(nov("06 11:00")), 840));
    let whole = calendars().of(COMMUNE).measure(nov("02 08:00"), nov("06 11:00"));
    assert_eq!(line.office_minutes() + line.after_result_minutes(), whole);
}

#[test]
fn before_it_is_opened_again_it_has_ended_and_after_it_has_not() {
    let story = corrected();
    assert_eq!(story.line("05 09:30").ended, Some(nov("03 11:00")));
    assert_eq!(stands(&story, "05 09:30"), Standing::Solved(Punctuality::Early));
    assert_eq!(story.line("05 11:00").ended, None);
    assert_eq!(stands(&story, "05 11:00"), Standing::Overdue);
    assert_eq!(stands(&story, "30 17:00"), Standing::Solved(Punctuality::Late));
}

/// From the 4th at 17:00 to the 6th at 11:00: what the correction took beyond the budget is the leg's, the rest no leg's.
#[test]
fn the_last_end_is_judged_and_the_leg_answers_for_its_own_overrun() {
    let late = late(&corrected(), "30 17:00");
    let clocks = leg_clocks(&corrected().entries, &calendars(), ACCEPTANCE, nov("30 17:00"));
    let deciding = clocks.iter().find(|it| it.no == LegNo(1)).unwrap();
    assert_eq!((late.lawful, late.end, late.total_minutes), (nov("04 17:00"), nov("06 11:00"), 720));
    // A day from the 2nd at nine: 360 and 480. It used 600 before the first end and 540 after the report.
    assert_eq!((deciding.allowed_minutes, deciding.used_minutes, deciding.overrun), (840, 1140, 300));
    assert_eq!((&late.by_leg[..], late.unassigned), (&[(LegNo(1), LAND, 300)][..], 420));
}

#[test]
fn what_was_ended_by_mistake_was_the_counters() {
    let story = received()
        .taken(None, 1, "02 08:00", "02 09:00")
        .then("02 10:00", Event::Stopped { ground: StopGround::ByApplicant, reason: None })
        .then("03 09:00", opened(ReopenGround::EndedByMistake));
    let rows = [
        ("02 08:00", counter(), 60),
        ("02 09:00", of_leg(1, LAND), 60),
        ("02 10:00", counter(), 420),
        ("03 09:00", of_leg(1, LAND), 60),
    ];
    check_line(&story.line("03 10:00"), &rows, "03 10:00");
    assert_eq!(stands(&story, "02 11:00"), Standing::EndedOtherwise);
    assert_eq!(stands(&story, "03 10:00"), Standing::InTime);
}

#[test]
fn a_pause_that_ended_by_mistake_goes_on() {
    let until = Some(nov("05 17:00"));
    let reopened = Event::Reopened {
        ground: ReopenGround::EndedByMistake,
        reason: TEXT,
        lawful: nov("05 09:00"),
        until,
    };
    let story = received()
        .taken(None, 1, "02 08:00", "02 09:00")
        .then("02 10:00", supplement_asked())
        .then("02 11:00", Event::Stopped { ground: StopGround::NoSupplement, reason: None })
        .then("03 09:00", reopened);
    let rows = [
        ("02 08:00", counter(), 60),
        ("02 09:00", of_leg(1, LAND), 60),
        ("02 10:00", Holder::Citizen, 60),
        ("02 11:00", counter(), 360),
        ("03 09:00", Holder::Citizen, 120),
    ];
    check_line(&story.line("03 11:00"), &rows, "03 11:00");
    assert_eq!(late(&story, "03 11:00").lawful, nov("05 09:00"));
    assert_eq!(state_of(&story).status.awaited_until(), until);
}

/// The time to accept stands still while the dossier is ended.
#[test]
fn a_hand_over_nobody_accepted_waits_on() {
    let story = received()
        .then("02 08:00", Event::HandedOver { from: None, to: LegNo(1) })
        .then("02 09:00", Event::Withdrawn { reason: TEXT })
        .then("03 09:00", opened(ReopenGround::EndedByMistake));
    let rows = [("02 08:00", counter(), 720), ("03 14:00", of_leg(1, LAND), 60)];
    // Half a day to accept: an hour before the end, 9:00-11:30 and half an hour of the afternoon after it.
    check_line(&story.line("03 15:00"), &rows, "03 15:00");
}

#[test]
fn lost_papers_change_nothing_on_the_line() {
    let story = |with: bool| {
        let story = received().taken(None, 1, "02 08:00", "02 09:00");
        let lost = incident(IncidentKind::PapersLost);
        if with { story.then("02 10:00", lost) } else { story }
    };
    let line = |with| main_line(&story(with).entries, &calendars(), ACCEPTANCE, nov("03 10:00"));
    assert_eq!(line(true), line(false));
}
