//! Delay nobody's overrun explains, pauses that do not make late, and what early, on time and late mean.

use crate::fixture::{ACCEPTANCE, LAND, Story, calendars, finished, leg, nov, supplement_asked};
use motcua_calendar::TimeLimit;
use motcua_dossier::{Event, Punctuality, Standing, StopGround, lateness, punctuality, standings};
use motcua_kernel::LegNo;

#[test]
fn delay_that_no_leg_explains_is_unassigned() {
    let story = Story::received(
        nov("02 08:00"),
        TimeLimit::working_days(3),
        nov("05 17:00"),
        vec![leg(1, LAND, 2, &[], "05 17:00")],
    )
    .taken(None, 1, "05 10:00", "05 10:00")
    .then("09 09:00", finished(1))
    .then("09 10:00", Event::ResultReady);
    let late = lateness(&story.entries, &calendars(), ACCEPTANCE, nov("30 17:00")).unwrap();
    // Friday and 07:00–10:00; the leg used 300 + 480 + 180 of its 300 + 960
    assert_eq!((late.total_minutes, late.unassigned), (660, 660));
    assert!(late.by_leg.is_empty());
}

#[test]
fn two_legs_and_the_rest_share_a_delay_in_order_of_completion() {
    let story = Story::received(
        nov("02 07:00"),
        TimeLimit::working_days(2),
        nov("04 17:00"),
        vec![leg(1, LAND, 1, &[], "03 17:00"), leg(2, LAND, 1, &[1], "04 17:00")],
    )
    .taken(None, 1, "04 16:00", "04 16:00")
    // used 60 + 480 + 30, allowed 60 + 480
    .then("06 07:30", finished(1))
    .taken(Some(1), 2, "06 07:30", "06 07:30")
    // used 450 + 480 + 60, allowed 450 + 480
    .then("10 08:00", Event::ResultReady);
    let late = lateness(&story.entries, &calendars(), ACCEPTANCE, nov("30 17:00")).unwrap();
    // three days and 07:00–08:00
    assert_eq!(late.total_minutes, 1500);
    assert_eq!(late.by_leg, [(LegNo(1), LAND, 30), (LegNo(2), LAND, 60)]);
    assert_eq!(late.unassigned, 1410);
}

#[test]
fn waiting_for_the_citizen_makes_nothing_late() {
    let story = Story::received(
        nov("02 08:00"),
        TimeLimit::working_days(3),
        nov("05 17:00"),
        vec![leg(1, LAND, 2, &[], "05 17:00")],
    )
    .then("03 09:00", supplement_asked());
    let lawful =
        |story: &Story, until| standings(&story.entries, &calendars(), 60, nov(until)).unwrap().lawful;
    assert_eq!(lawful(&story, "20 09:00"), Standing::InTime);
    let late = lateness(&story.entries, &calendars(), ACCEPTANCE, nov("20 09:00")).unwrap();
    assert_eq!((late.end, late.total_minutes), (nov("03 09:00"), 0));
    let stopped = story.then("23 17:00", Event::Stopped { ground: StopGround::NoSupplement, reason: None });
    assert_eq!(lawful(&stopped, "30 09:00"), Standing::EndedOtherwise);
    assert_eq!(
        lateness(&stopped.entries, &calendars(), ACCEPTANCE, nov("30 09:00")).unwrap().total_minutes,
        0
    );
}

#[test]
fn days_are_judged_by_the_day_and_hours_by_the_minute() {
    let check = |limit: &TimeLimit, due, ended, expected| {
        let calendars = calendars();
        let found = punctuality(limit, nov(due), nov(ended), calendars.of(LAND), 60);
        assert_eq!(found, expected, "{limit}: {ended} against {due}");
    };
    for limit in [TimeLimit::working_days(3), TimeLimit::calendar_days(3), TimeLimit::months(1)] {
        check(&limit, "05 17:00", "04 17:00", Punctuality::Early);
        check(&limit, "05 17:00", "05 07:00", Punctuality::OnTime);
        check(&limit, "05 17:00", "05 18:30", Punctuality::OnTime);
        check(&limit, "05 17:00", "06 07:00", Punctuality::Late);
    }
    let hours = TimeLimit::working_hours(4);
    check(&hours, "05 14:00", "05 10:59", Punctuality::Early);
    check(&hours, "05 14:00", "05 11:00", Punctuality::OnTime);
    check(&hours, "05 14:00", "05 14:00:59", Punctuality::OnTime);
    check(&hours, "05 14:00", "05 14:01", Punctuality::Late);
}
