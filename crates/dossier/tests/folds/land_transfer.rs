//! A land transfer, worked out by hand: land and tax office in parallel, tax late, a supplement, signer, return.

use crate::fixture::{
    ACCEPTANCE, COMMUNE, LAND, Story, TAX, calendars, check_line, counter, finished, leg, nov, of_leg,
    proposed, sent_to, supplement_asked,
};
use motcua_calendar::TimeLimit;
use motcua_catalogue::LegKind;
use motcua_dossier::{
    Event, Holder, LegClock, LegPlan, Punctuality, Standing, lateness, leg_clocks, standings,
};
use motcua_kernel::LegNo;

fn land_transfer() -> Story {
    let deciding = LegPlan { decides: true, ..leg(3, LAND, 3, &[1, 2], "11 17:00") };
    let returning = LegPlan { kind: LegKind::Return, ..leg(4, COMMUNE, 1, &[3], "12 17:00") };
    let legs = vec![leg(1, LAND, 4, &[], "06 17:00"), leg(2, TAX, 2, &[], "04 17:00"), deciding, returning];
    Story::received(nov("02 08:00"), TimeLimit::working_days(8), nov("12 17:00"), legs)
        .then("02 09:00", sent_to(None, 1))
        .taken(None, 2, "02 09:00", "02 10:30")
        .then("02 10:00", Event::LegAccepted { leg: LegNo(1) })
        .then("03 09:00", supplement_asked())
        .then("04 09:00", Event::SupplementCompleted { lawful: nov("13 17:00") })
        .then("05 15:00", finished(1))
        .then("09 10:30", finished(2))
        .taken(Some(2), 3, "09 10:30", "09 11:00")
        .then("10 16:00", proposed(3))
        .then("11 09:00", Event::ResultApproved { leg: LegNo(3) })
        .then("11 09:30", Event::ResultNumbered { leg: LegNo(3), number: "1/GCN".to_owned(), file: None })
        .then("11 10:00", finished(3))
        // Nobody accepts it: 10:00–11:30 and 13:30–16:00 are 240 minutes.
        .taken(Some(3), 4, "11 10:00", "16 10:00")
        .then("16 10:00", Event::ResultReady)
}

#[test]
fn each_minute_has_one_holder_and_the_join_goes_to_the_branch_that_closed_it() {
    let line = land_transfer().line("30 17:00");
    let rows = [
        // 08:00–10:00
        ("02 08:00", counter(), 120),
        // 10:00–11:30, 13:30–17:00, 07:00–09:00: land held it live, but tax closed the join
        ("02 10:00", of_leg(2, TAX), 420),
        // 09:00–11:30, 13:30–17:00, 07:00–09:00
        ("03 09:00", Holder::Citizen, 480),
        // Wednesday 360, two days, 07:00–10:30, and until the next one accepted 30
        ("04 09:00", of_leg(2, TAX), 1560),
        // 11:00–11:30, 13:30–17:00; 07:00–11:30, 13:30–16:00
        ("09 11:00", of_leg(3, LAND), 660),
        // 16:00–17:00, 07:00–09:00
        ("10 16:00", Holder::Signer { leg: LegNo(3), agency: LAND }, 180),
        // 09:00–11:30, 13:30–16:00
        ("11 09:00", of_leg(3, LAND), 300),
        // 16:00–17:00, two days, 07:00–10:00
        ("11 16:00", counter(), 1200),
    ];
    check_line(&line, &rows, "16 10:00");
    // Monday 420, nine days, 180
    assert_eq!(line.office_minutes() + line.citizen_minutes(), 4920);
    assert_eq!(line.citizen_minutes(), 480);
    assert_eq!(line.minutes_by_agency(), [(COMMUNE, 1320), (TAX, 1980), (LAND, 1140)]);
    assert_eq!(line.leg_minutes(LegNo(3)), 1140);
    assert_eq!(line.ended, Some(nov("16 10:00")));
    assert_eq!(line.holder_now(), None);
    // 14 days and two hours
    assert_eq!(line.waited_micros(), (14 * 24 + 2) * 3_600_000_000);
}

#[test]
fn before_the_join_the_line_shows_what_was_live() {
    let line = land_transfer().line("06 12:00");
    let rows = [
        ("02 08:00", counter(), 120),
        ("02 10:00", of_leg(1, LAND), 420),
        ("03 09:00", Holder::Citizen, 480),
        // Wednesday 360; 07:00–11:30, 13:30–15:00
        ("04 09:00", of_leg(1, LAND), 720),
        // 15:00–17:00, 07:00–11:30
        ("05 15:00", of_leg(2, TAX), 390),
    ];
    check_line(&line, &rows, "06 12:00");
    assert_eq!(line.ended, None);
    assert_eq!(line.holder_now(), Some(of_leg(2, TAX)));
}

#[test]
fn each_leg_has_a_clock_of_its_own() {
    let clocks = leg_clocks(&land_transfer().entries, &calendars(), ACCEPTANCE, nov("30 17:00"));
    let expected =
        |no, agency, started, finished, used_minutes, allowed_minutes, main_line_minutes| LegClock {
            recorded_by: None,
            no: LegNo(no),
            agency,
            started: Some(nov(started)),
            finished: Some(nov(finished)),
            used_minutes,
            allowed_minutes,
            main_line_minutes,
            concurrent: main_line_minutes == 0,
            overrun: (used_minutes - allowed_minutes).max(0),
        };
    let rows = [
        // used 300 + 120 | 360 + 360; allowed Monday 300 and four days
        expected(1, LAND, "02 10:00", "05 15:00", 1140, 2220, 0),
        // used 270 + 120 | 360 + 960 + 210 + 30; allowed Monday 270 and two days
        expected(2, TAX, "02 10:30", "09 10:30", 1950, 1230, 1980),
        // used 660 + 180 + 300; allowed 240 and three days
        expected(3, LAND, "09 11:00", "11 10:00", 1140, 1680, 1140),
        // from the end of the time for accepting; allowed 60 and one day
        expected(4, COMMUNE, "11 16:00", "16 10:00", 1200, 540, 1200),
    ];
    assert_eq!(clocks, rows);
}

#[test]
fn the_delay_goes_to_the_first_leg_that_overran_and_never_to_a_concurrent_one() {
    let late = lateness(&land_transfer().entries, &calendars(), ACCEPTANCE, nov("30 17:00")).unwrap();
    assert_eq!((late.lawful, late.end), (nov("13 17:00"), nov("16 10:00")));
    // 07:00–10:00 of the Monday after
    assert_eq!(late.total_minutes, 180);
    assert_eq!(late.by_leg, [(LegNo(2), TAX, 180)]);
    assert_eq!(late.unassigned, 0);
}

#[test]
fn the_second_leg_takes_only_what_the_first_leaves() {
    let mut story = land_transfer();
    story.entries.pop();
    story.entries.pop();
    // Friday 20 is five days after the lawful date: 2400 minutes; tax overran by 720, the return leg by 60 and six
    // days and 480 more than its 540.
    let late = lateness(&story.entries, &calendars(), ACCEPTANCE, nov("20 17:00")).unwrap();
    assert_eq!(late.total_minutes, 2400);
    // used 60 + 2 * 480 + 5 * 480 = 3420, allowed 540: overrun 2880, of which 2400 - 720 remain
    assert_eq!(late.by_leg, [(LegNo(2), TAX, 720), (LegNo(4), COMMUNE, 1680)]);
    assert_eq!(late.unassigned, 0);
}

#[test]
fn the_first_date_is_a_second_figure_and_an_open_dossier_is_in_time_or_overdue() {
    let story = land_transfer();
    let at = |until| standings(&story.entries, &calendars(), 60, nov(until)).map(|it| (it.lawful, it.first));
    assert_eq!(at("02 07:59"), None);
    assert_eq!(at("12 17:30"), Some((Standing::InTime, Standing::InTime)));
    assert_eq!(at("13 07:00"), Some((Standing::InTime, Standing::Overdue)));
    assert_eq!(at("14 07:00"), Some((Standing::Overdue, Standing::Overdue)));
    let late = Standing::Solved(Punctuality::Late);
    assert_eq!(at("16 10:00"), Some((late, late)));
}
