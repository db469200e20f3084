//! Hand-overs, chains, opinions and pauses on the main line.

use crate::fixture::{
    ACCEPTANCE, COMMUNE, FUND, LAND, Story, TAX, TEXT, calendars, check_line, counter, finished, leg, nov,
    of_leg, proposed, sent_to, supplement_asked,
};
use motcua_calendar::{Session, TimeLimit, WorkingCalendar, shipped};
use motcua_catalogue::LegKind;
use motcua_dossier::{
    Event, Holder, LegPlan, Status, SuspensionGround, lateness, leg_clocks, main_line, replay,
};
use motcua_kernel::{DossierId, LegNo, Validity};
use uuid::Uuid;

const ID: DossierId = DossierId(Uuid::from_u128(42));

fn received(legs: Vec<LegPlan>) -> Story {
    Story::received(nov("02 08:00"), TimeLimit::working_days(8), nov("12 17:00"), legs)
}

fn two_in_a_row() -> Vec<LegPlan> {
    vec![leg(1, LAND, 2, &[], "04 17:00"), leg(2, TAX, 2, &[1], "06 17:00")]
}

#[test]
fn before_receipt_there_is_no_line() {
    assert!(received(two_in_a_row()).line("02 07:00").segments.is_empty());
}

#[test]
fn a_hand_over_nobody_accepts_becomes_the_receivers_when_its_time_is_over() {
    let story = received(two_in_a_row()).then("02 08:00", sent_to(None, 1));
    // 08:00–11:30 and 13:30–14:00 are the 240 minutes
    check_line(&story.line("02 14:00"), &[("02 08:00", counter(), 240)], "02 14:00");
    let rows = [("02 08:00", counter(), 240), ("02 14:00", of_leg(1, LAND), 300)];
    check_line(&story.line("03 09:00"), &rows, "03 09:00");
    let questioned = story.then("02 09:00", Event::HandoverQuestioned { leg: LegNo(1), question: TEXT });
    check_line(&questioned.line("03 09:00"), &rows, "03 09:00");
}

#[test]
fn a_pause_stops_the_time_for_accepting() {
    let story = received(two_in_a_row())
        .then("02 08:00", sent_to(None, 1))
        .then("02 09:00", Event::Suspended { ground: SuspensionGround::Court, reason: TEXT })
        .then("03 09:00", Event::Resumed { lawful: nov("13 17:00") });
    let rows = [
        ("02 08:00", counter(), 60),
        ("02 09:00", Holder::Suspension { ground: SuspensionGround::Court }, 480),
        // the 180 minutes left: 09:00–11:30, 13:30–14:00
        ("03 09:00", counter(), 180),
        ("03 14:00", of_leg(1, LAND), 60),
    ];
    let line = story.line("03 15:00");
    check_line(&line, &rows, "03 15:00");
    assert_eq!((line.suspension_minutes(), line.office_minutes()), (480, 300));
}

#[test]
fn what_passed_on_paper_is_charged_to_nobody() {
    let story = received(two_in_a_row()).carried_over(&[1], &[2], "04 09:00").then("05 09:00", finished(2));
    // 420 on the 2nd, 480 on the 3rd, 120 on the 4th; then 360 and 120 of the tax office.
    let rows = [("02 08:00", Holder::OnPaper, 1_020), ("04 09:00", of_leg(2, TAX), 480)];
    let line = story.line("05 09:00");
    check_line(&line, &rows, "05 09:00");
    assert_eq!((line.paper_minutes(), line.office_minutes()), (1_020, 480));
    let clocks = leg_clocks(&story.entries, &calendars(), ACCEPTANCE, nov("05 09:00"));
    assert_eq!((clocks[0].started, clocks[0].used_minutes), (None, 0));
    assert_eq!((clocks[1].started, clocks[1].used_minutes), (Some(nov("04 09:00")), 480));
    // As known before it was taken over.
    check_line(&story.line("03 08:00"), &[("02 08:00", Holder::OnPaper, 480)], "03 08:00");
}

#[test]
fn lateness_of_the_paper_age_is_nobodys() {
    let story =
        received(two_in_a_row()).carried_over(&[1], &[2], "16 09:00").then("16 10:00", Event::ResultReady);
    let late = lateness(&story.entries, &calendars(), ACCEPTANCE, nov("30 17:00")).unwrap();
    // Due on the 12th at 17:00; 480 on the 13th and 180 on the 16th.
    assert_eq!((late.total_minutes, late.unassigned), (660, 660));
}

#[test]
fn a_dossier_of_a_bundle_is_nobodys_until_the_result_it_waits_for_is_there() {
    let story = received(two_in_a_row()).behind("03 17:00");
    check_line(&story.line("03 09:00"), &[("02 08:00", Holder::Predecessor, 540)], "03 09:00");
    let begun = Event::Begun { lawful: nov("16 17:00"), planned: vec![(LegNo(1), nov("06 17:00"))] };
    let story = story.then("04 08:00", begun).taken(None, 1, "04 09:00", "04 10:00");
    let rows = [
        ("02 08:00", Holder::Predecessor, 960),
        ("04 08:00", counter(), 120),
        ("04 10:00", of_leg(1, LAND), 90),
    ];
    let line = story.line("04 13:30");
    check_line(&line, &rows, "04 13:30");
    assert_eq!((line.predecessor_minutes(), line.office_minutes()), (960, 210));
    let state = replay(ID, &story.entries).unwrap();
    assert_eq!(state.status, Status::InProcess);
    assert_eq!(state.reception.unwrap().dates.lawful, nov("16 17:00"));
    assert_eq!(state.legs[0].plan.planned_end, nov("06 17:00"));
}

#[test]
fn what_is_sent_back_stays_with_the_sender() {
    let story = received(two_in_a_row())
        .then("02 08:00", sent_to(None, 1))
        .then("02 09:00", Event::HandoverSentBack { leg: LegNo(1), reason: TEXT })
        .taken(None, 1, "03 09:00", "03 10:00");
    let rows = [("02 08:00", counter(), 600), ("03 10:00", of_leg(1, LAND), 90)];
    check_line(&story.line("03 12:00"), &rows, "03 12:00");
}

#[test]
fn what_is_sent_back_after_the_time_for_accepting_returns_to_the_sender() {
    let story = received(two_in_a_row())
        .taken(None, 1, "02 08:00", "02 09:00")
        .then("02 10:00", finished(1))
        .then("02 10:00", sent_to(Some(1), 2))
        .then("03 08:00", Event::HandoverSentBack { leg: LegNo(2), reason: TEXT })
        .taken(Some(1), 2, "03 09:00", "03 10:00");
    let rows = [
        ("02 08:00", counter(), 60),
        // 09:00–11:30 and 13:30–16:00, when 240 minutes from 10:00 are over
        ("02 09:00", of_leg(1, LAND), 300),
        ("02 16:00", of_leg(2, TAX), 120),
        ("03 08:00", of_leg(1, LAND), 120),
        ("03 10:00", of_leg(2, TAX), 60),
    ];
    check_line(&story.line("03 11:00"), &rows, "03 11:00");
    let clocks = leg_clocks(&story.entries, &calendars(), ACCEPTANCE, nov("03 11:00"));
    let used: Vec<i64> = clocks.iter().map(|it| it.used_minutes).collect();
    assert_eq!(used, [420, 180]);
}

#[test]
fn a_closing_branch_of_several_legs_shares_the_stretch_by_their_hand_overs() {
    let legs = vec![
        leg(1, LAND, 4, &[], "06 17:00"),
        leg(2, TAX, 1, &[], "03 17:00"),
        leg(3, FUND, 1, &[2], "04 17:00"),
        leg(4, LAND, 1, &[1, 3], "09 17:00"),
    ];
    let story = received(legs)
        .taken(None, 1, "02 08:00", "02 09:00")
        .taken(None, 2, "02 09:00", "02 09:30")
        .then("03 09:00", finished(2))
        .taken(Some(2), 3, "03 09:00", "03 10:00")
        .then("03 15:00", finished(1))
        .then("04 09:00", finished(3))
        .taken(Some(3), 4, "04 09:00", "04 09:30")
        .then("04 11:00", Event::Withdrawn { reason: TEXT });
    let live =
        [("02 08:00", counter(), 60), ("02 09:00", of_leg(1, LAND), 720), ("03 15:00", of_leg(3, FUND), 180)];
    check_line(&story.line("04 08:00"), &live, "04 08:00");
    let rows = [
        ("02 08:00", counter(), 60),
        // 09:00–11:30, 13:30–17:00, 07:00–10:00
        ("02 09:00", of_leg(2, TAX), 540),
        // 10:00–11:30, 13:30–17:00, 07:00–09:30
        ("03 10:00", of_leg(3, FUND), 450),
        ("04 09:30", of_leg(4, LAND), 90),
    ];
    check_line(&story.line("30 17:00"), &rows, "04 11:00");
}

#[test]
fn a_signer_in_the_closing_branch_and_a_pause_keep_their_minutes() {
    let legs = vec![
        leg(1, LAND, 4, &[], "06 17:00"),
        leg(2, TAX, 1, &[], "03 17:00"),
        leg(3, LAND, 1, &[1, 2], "09 17:00"),
    ];
    let story = received(legs)
        .then("02 08:00", sent_to(None, 1))
        .then("02 08:00", sent_to(None, 2))
        .then("02 09:00", Event::LegAccepted { leg: LegNo(1) })
        .then("02 09:00", Event::LegAccepted { leg: LegNo(2) })
        .then("02 10:00", proposed(2))
        .then("02 10:30", supplement_asked())
        .then("02 11:00", Event::SupplementCompleted { lawful: nov("12 17:00") })
        .then("02 14:00", Event::ResultApproved { leg: LegNo(2) })
        .then("02 15:00", finished(1))
        .then("02 16:00", finished(2));
    let signer = Holder::Signer { leg: LegNo(2), agency: TAX };
    let rows = [
        ("02 08:00", counter(), 60),
        ("02 09:00", of_leg(2, TAX), 60),
        ("02 10:00", signer, 30),
        ("02 10:30", Holder::Citizen, 30),
        ("02 11:00", signer, 60),
        ("02 14:00", of_leg(2, TAX), 180),
    ];
    check_line(&story.line("02 17:00"), &rows, "02 17:00");
}

#[test]
fn a_three_way_split_with_an_inner_join_goes_to_the_branch_that_closed_the_outer_one() {
    let legs = vec![
        leg(1, LAND, 4, &[], "04 17:00"),
        leg(2, TAX, 1, &[], "05 17:00"),
        leg(3, FUND, 1, &[], "03 17:00"),
        leg(4, LAND, 1, &[1, 2], "06 17:00"),
        leg(5, LAND, 1, &[3, 4], "09 17:00"),
    ];
    let story = received(legs)
        .taken(None, 1, "02 08:00", "02 08:00")
        .taken(None, 2, "02 08:00", "02 08:00")
        .taken(None, 3, "02 08:00", "02 08:00")
        .then("02 09:00", finished(2))
        .then("02 10:00", finished(1))
        .taken(Some(1), 4, "02 10:00", "02 10:00")
        .then("02 11:00", finished(4));
    let inner = [
        ("02 08:00", of_leg(1, LAND), 120),
        ("02 10:00", of_leg(4, LAND), 60),
        ("02 11:00", of_leg(3, FUND), 30),
    ];
    check_line(&story.line("02 12:00"), &inner, "02 12:00");
    let outer = story.then("02 14:00", finished(3));
    check_line(&outer.line("02 15:00"), &[("02 08:00", of_leg(3, FUND), 300)], "02 15:00");
}

#[test]
fn an_opinion_runs_beside_the_leg_that_asks() {
    let plan = LegPlan { kind: LegKind::Consultation, ..leg(3, FUND, 1, &[], "03 17:00") };
    let story = received(two_in_a_row())
        .taken(None, 1, "02 08:00", "02 09:00")
        .then("02 10:00", Event::ConsultationAsked { asking: LegNo(1), plan, question: TEXT })
        .then("02 11:00", Event::LegAccepted { leg: LegNo(3) })
        .then("03 09:00", Event::ConsultationAnswered { leg: LegNo(3), answer: TEXT });
    let rows = [("02 08:00", counter(), 60), ("02 09:00", of_leg(1, LAND), 540)];
    check_line(&story.line("03 10:00"), &rows, "03 10:00");
    let clocks = leg_clocks(&story.entries, &calendars(), ACCEPTANCE, nov("03 10:00"));
    let opinion = clocks.iter().find(|it| it.no == LegNo(3)).unwrap();
    // 11:00–11:30, 13:30–17:00, 07:00–09:00
    assert_eq!((opinion.used_minutes, opinion.main_line_minutes, opinion.concurrent), (360, 0, true));
}

#[test]
fn each_holder_is_measured_in_its_own_calendar_and_holidays_do_not_count() {
    let mornings = |session: &str| {
        let (from, to) = session.split_once('-').unwrap();
        let time = |text| nov(&format!("02 {text}")).time();
        let days = vec![Session::new(time(from), time(to)).unwrap()];
        motcua_calendar::OpeningHours::new([(); 7].map(|()| days.clone())).unwrap()
    };
    let hours = vec![(Validity::since(nov("01 00:00").date()), mornings("08:00-10:00"))];
    let calendars = calendars().with(TAX, WorkingCalendar::new(shipped(), hours, Vec::new()));
    let story = Story::received(
        nov("23 08:00"),
        TimeLimit::working_days(8),
        nov("30 17:00"),
        vec![leg(1, TAX, 2, &[], "27 17:00")],
    )
    .taken(None, 1, "23 08:00", "23 09:00");
    let line = main_line(&story.entries, &calendars, ACCEPTANCE, nov("26 09:00"));
    // 09:00–10:00, the holiday, 120, 60
    let rows = [("23 08:00", Holder::Counter { agency: COMMUNE }, 60), ("23 09:00", of_leg(1, TAX), 240)];
    check_line(&line, &rows, "26 09:00");
}

#[test]
fn what_is_written_down_late_counts_from_when_it_happened() {
    let story = received(two_in_a_row())
        .then("02 08:00", sent_to(None, 1))
        .then("02 11:00", finished(1))
        .then("02 10:00", Event::LegAccepted { leg: LegNo(1) });
    let rows = [("02 08:00", counter(), 120), ("02 10:00", of_leg(1, LAND), 90)];
    check_line(&story.line("02 12:00"), &rows, "02 12:00");
}

#[test]
fn seconds_are_cut_off_at_both_ends() {
    let story = received(two_in_a_row())
        .then("02 08:00:30", sent_to(None, 1))
        .then("02 09:00:59", Event::LegAccepted { leg: LegNo(1) });
    let line = story.line("02 10:00:01");
    assert_eq!(line.minutes_by_holder(), [(counter(), 60), (of_leg(1, LAND), 60)]);
}

#[test]
fn an_annulled_dossier_ends_and_nothing_after_the_end_counts() {
    let story = received(two_in_a_row())
        .then("02 09:00", Event::AnnulmentRequested { reason: TEXT })
        .then("02 10:00", Event::Annulled)
        .then("02 11:00", sent_to(None, 1));
    check_line(&story.line("03 09:00"), &[("02 08:00", counter(), 120)], "02 10:00");
}
