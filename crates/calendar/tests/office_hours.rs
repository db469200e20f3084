//! Hours, months, phases, cut-offs and reception, each as a table of cases.
#![expect(
    clippy::unwrap_used,
    reason = "helpers outside of test functions; what they cannot read is a broken test"
)]

use motcua_calendar::{
    CutOff, CutOffEffect, DayCalendar, DayKind, OpeningHours, TimeLimit, WorkingCalendar, shipped,
};
use motcua_kernel::{Instant, Validity, parse_instant};
use time::macros::{date, time};

fn at(text: &str) -> Instant {
    parse_instant(text).unwrap()
}

fn hours(json: &str) -> OpeningHours {
    serde_json::from_str(json).unwrap()
}

fn always(hours: OpeningHours) -> Vec<(Validity, OpeningHours)> {
    vec![(Validity::since(date!(2000 - 01 - 01)), hours)]
}

fn office() -> WorkingCalendar {
    WorkingCalendar::new(shipped(), vec![], vec![])
}

#[track_caller]
fn check_due(calendar: &WorkingCalendar, cut_off: Option<CutOff>, cases: &[(&str, &str, &str)]) {
    for (received, limit, due) in cases {
        let promised = calendar.due(at(received), &limit.parse().unwrap(), cut_off);
        assert_eq!(promised.at, at(due), "{received} + {limit}: {}", promised.explanation.sentence());
    }
}

#[test]
fn months_end_on_the_corresponding_day_or_the_last_of_a_shorter_month() {
    check_due(
        &office(),
        None,
        &[
            ("2025-01-31T10:00", "1 month", "2025-02-28T17:00"),
            ("2024-01-31T10:00", "1 month", "2024-02-29T17:00"),
            ("2026-03-10T10:00", "1 month", "2026-04-10T17:00"),
            // 28/2/2026 is a Saturday
            ("2026-01-30T10:00", "1 month", "2026-03-02T17:00"),
            // 26/4/2026 is the Hùng Kings' day on a Sunday, 27/4 its compensatory day
            ("2026-03-26T10:00", "1 month", "2026-04-28T17:00"),
            ("2025-12-15T10:00", "14 months", "2027-02-15T17:00"),
        ],
    );
}

#[test]
fn calendar_days_end_on_the_next_working_day() {
    check_due(
        &office(),
        None,
        &[
            ("2026-11-03T10:00", "3 calendar days", "2026-11-06T17:00"),
            ("2026-11-03T10:00", "4 calendar days", "2026-11-09T17:00"),
            ("2026-02-10T10:00", "5 calendar days", "2026-02-23T17:00"),
            ("2026-11-22T10:00", "1 calendar day", "2026-11-23T17:00"),
        ],
    );
    let moved = office().due(at("2026-11-03T10:00"), &TimeLimit::calendar_days(4), None);
    assert_eq!(
        moved.explanation.sentence(),
        "4 ngày kể từ ngày sau 03/11/2026; không tính Chủ nhật 08/11; \
         ngày cuối là thứ Bảy 07/11 nên chuyển sang thứ Hai 09/11; hẹn thứ Hai 09/11/2026."
    );
}

#[test]
fn hours_run_through_sessions_and_end_at_closing() {
    check_due(
        &office(),
        None,
        &[
            ("2026-11-03T07:00", "4 working hours", "2026-11-03T11:00"),
            ("2026-11-03T07:30", "4 working hours", "2026-11-03T11:30"),
            ("2026-11-03T10:00", "4 working hours", "2026-11-03T16:00"),
            ("2026-11-03T07:00", "8 working hours", "2026-11-03T17:00"),
            ("2026-11-06T16:00", "2 working hours", "2026-11-09T08:00"),
            ("2026-11-06T19:00", "2 working hours", "2026-11-09T09:00"),
            ("2026-11-07T08:00", "8 working hours", "2026-11-09T17:00"),
            ("2026-11-03T12:00", "0 working hours", "2026-11-03T13:30"),
        ],
    );
    let evening = office().due(at("2026-11-06T19:00"), &TimeLimit::working_hours(2), None);
    assert_eq!(
        evening.explanation.sentence(),
        "2 giờ làm việc kể từ 07:00 ngày 09/11/2026; \
         nhận lúc 19:00 thứ Sáu 06/11/2026, ngoài giờ làm việc, nên tính từ 07:00 thứ Hai 09/11/2026; \
         không tính thứ Bảy 07/11, Chủ nhật 08/11; hẹn 09:00 thứ Hai 09/11/2026."
    );
}

#[test]
fn each_phase_begins_where_the_one_before_it_ended() {
    check_due(
        &office(),
        None,
        &[
            ("2026-11-03T10:00", "4 calendar days then 5 working days", "2026-11-16T17:00"),
            ("2026-11-03T10:00", "1 working day then 4 working hours", "2026-11-05T11:00"),
            ("2026-11-03T15:00", "4 working hours then 1 working day", "2026-11-05T17:00"),
            ("2026-11-03T10:00", "1 month then 1 month", "2027-01-04T17:00"),
            ("2026-11-03T10:00", "0 working days then 1 working day", "2026-11-04T17:00"),
        ],
    );
}

#[test]
fn same_day_limits_move_on_when_the_day_is_over() {
    check_due(
        &office(),
        None,
        &[
            ("2026-11-03T16:59", "same day", "2026-11-03T17:00"),
            ("2026-11-03T17:00", "same day", "2026-11-04T17:00"),
            ("2026-11-06T20:00", "0 calendar days", "2026-11-09T17:00"),
            ("2026-11-07T08:00", "same day", "2026-11-09T17:00"),
            ("2026-11-06T20:00", "1 working day", "2026-11-09T17:00"),
        ],
    );
}

#[test]
fn cut_offs_act_as_their_effect_says() {
    let rule = |effect| Some(CutOff { at: time!(15:00), effect });
    check_due(
        &office(),
        rule(CutOffEffect::HandoverOnly),
        &[("2026-11-03T16:00", "1 working day", "2026-11-04T17:00")],
    );
    check_due(
        &office(),
        rule(CutOffEffect::ClockNextDay),
        &[
            ("2026-11-03T15:00", "1 working day", "2026-11-04T17:00"),
            ("2026-11-03T15:01", "1 working day", "2026-11-05T17:00"),
            ("2026-11-03T15:01", "same day", "2026-11-04T17:00"),
            ("2026-11-03T15:01", "4 working hours", "2026-11-04T11:00"),
            ("2026-11-06T16:00", "1 working day", "2026-11-10T17:00"),
            ("2026-11-07T08:00", "1 working day", "2026-11-10T17:00"),
        ],
    );
    check_due(
        &office(),
        rule(CutOffEffect::SameDayElseNextDay),
        &[
            ("2026-11-03T16:00", "1 working day", "2026-11-04T17:00"),
            ("2026-11-06T15:30", "same day", "2026-11-09T17:00"),
            ("2026-11-07T08:00", "same day", "2026-11-09T17:00"),
        ],
    );
}

#[test]
fn the_sentence_names_the_cut_off() {
    let rule = CutOff { at: time!(15:00), effect: CutOffEffect::ClockNextDay };
    let late = office().due(at("2026-11-06T16:20"), &TimeLimit::working_days(1), Some(rule));
    assert_eq!(
        late.explanation.sentence(),
        "1 ngày làm việc kể từ ngày sau 09/11/2026; \
         nhận lúc 16:20 thứ Sáu 06/11/2026, sau 15:00, nên tính như nhận ngày làm việc tiếp theo 09/11/2026; \
         không tính thứ Bảy 07/11, Chủ nhật 08/11; hẹn thứ Ba 10/11/2026."
    );
    let saturday = office().due(at("2026-11-07T08:00"), &TimeLimit::same_day(), None);
    assert_eq!(
        saturday.explanation.sentence(),
        "Giải quyết trong ngày 09/11/2026; \
         nhận lúc 08:00 thứ Bảy 07/11/2026, ngoài giờ làm việc, nên tính từ 07:00 thứ Hai 09/11/2026; \
         không tính Chủ nhật 08/11; hẹn thứ Hai 09/11/2026."
    );
}

#[test]
fn days_an_agency_is_closed_are_named_or_counted() {
    let week = r#"{"monday":["07:00-11:30"],"thursday":["07:00-11:30"]}"#;
    let calendar = WorkingCalendar::new(shipped(), always(hours(week)), vec![]);
    let sentence = |days| {
        calendar.due(at("2026-11-02T08:00"), &TimeLimit::working_days(days), None).explanation.sentence()
    };
    assert!(sentence(1).contains("thứ Ba 03/11 (cơ quan không làm việc)"), "{}", sentence(1));
    assert!(sentence(4).contains("không tính 6 ngày cơ quan không làm việc"), "{}", sentence(4));
}

#[test]
fn half_days_and_several_sessions_count_by_their_own_minutes() {
    let week = r#"{"monday":["07:00-09:00","09:30-11:30","13:30-16:30"],
        "tuesday":["07:00-11:30"],"saturday":["07:30-11:00"]}"#;
    let calendar = WorkingCalendar::new(DayCalendar::default(), always(hours(week)), vec![]);
    // 2026-11-02 is a Monday
    assert_eq!(calendar.nominal_day_minutes(date!(2026 - 11 - 02)), 7 * 60);
    assert_eq!(calendar.nominal_day_minutes(date!(2026 - 11 - 07)), 210);
    assert_eq!(calendar.closing(date!(2026 - 11 - 03)), Some(at("2026-11-03T11:30")));
    assert_eq!(calendar.closing(date!(2026 - 11 - 04)), None);
    assert_eq!(calendar.next_opening(at("2026-11-02T09:10")), at("2026-11-02T09:30"));
    assert_eq!(calendar.next_opening(at("2026-11-03T11:30")), at("2026-11-07T07:30"));
    check_due(
        &calendar,
        None,
        &[
            ("2026-11-02T08:30", "2 working hours", "2026-11-02T11:00"),
            ("2026-11-02T16:00", "5 working hours", "2026-11-03T11:30"),
            ("2026-11-02T10:00", "2 working days", "2026-11-07T11:00"),
            ("2026-11-02T10:00", "2 calendar days", "2026-11-07T11:00"),
        ],
    );
}

#[test]
fn changed_hours_hold_from_their_day_on() {
    let winter = hours(r#"{"monday":["08:00-12:00"],"tuesday":["08:00-12:00"],"wednesday":["08:00-12:00"]}"#);
    let versions = vec![
        (Validity::since(date!(2000 - 01 - 01)), OpeningHours::DEFAULT),
        (Validity { from: date!(2026 - 11 - 10), until: Some(date!(2026 - 11 - 12)) }, winter),
    ];
    let calendar = WorkingCalendar::new(shipped(), versions, vec![]);
    assert_eq!(calendar.nominal_day_minutes(date!(2026 - 11 - 09)), 480);
    assert_eq!(calendar.nominal_day_minutes(date!(2026 - 11 - 10)), 240);
    assert_eq!(calendar.nominal_day_minutes(date!(2026 - 11 - 12)), 480);
    assert_eq!(calendar.add_minutes(at("2026-11-09T16:00"), 120), at("2026-11-10T09:00"));
    assert_eq!(calendar.measure(at("2026-11-09T16:00"), at("2026-11-12T08:00")), 60 + 480 + 60);
}

#[test]
fn a_counter_open_on_saturday_makes_no_working_day() {
    let counter = hours(r#"{"monday":["07:00-11:30"],"saturday":["07:30-11:00"]}"#);
    let calendar = WorkingCalendar::new(shipped(), vec![], always(counter));
    assert!(calendar.is_reception_open(at("2026-11-07T08:00")));
    assert!(!calendar.is_reception_open(at("2026-11-07T11:00")));
    assert!(!calendar.is_working_day(date!(2026 - 11 - 07)));
    assert!(calendar.is_working_day(date!(2026 - 11 - 06)));
    assert!(!calendar.is_reception_open(at("2026-11-06T08:00")));
    assert!(!calendar.is_reception_open(at("2026-02-16T08:00")), "a Monday, but Tết");
    check_due(&calendar, None, &[("2026-11-07T08:00", "1 working day", "2026-11-09T17:00")]);
    assert!(office().is_reception_open(at("2026-11-06T08:00")), "without own hours the office's");
}

#[test]
fn an_edited_calendar_moves_dates() {
    let storm = shipped().with_exception(date!(2026 - 11 - 04), DayKind::SubstitutedOff, "Nghỉ bão");
    let calendar = WorkingCalendar::new(storm, vec![], vec![]);
    check_due(&calendar, None, &[("2026-11-03T10:00", "1 working day", "2026-11-05T17:00")]);
    let worked = WorkingCalendar::new(shipped().without(date!(2026 - 11 - 24)), vec![], vec![]);
    check_due(&worked, None, &[("2026-11-23T10:00", "1 working day", "2026-11-24T17:00")]);
}

#[test]
fn measuring_cuts_both_ends_to_the_minute_and_is_never_negative() {
    let calendar = office();
    assert_eq!(calendar.measure(at("2026-11-03T10:00:59"), at("2026-11-03T10:01:00")), 1);
    assert_eq!(calendar.measure(at("2026-11-03T10:01:00"), at("2026-11-03T10:00:59")), 0);
    assert_eq!(calendar.measure(at("2026-11-03T11:30"), at("2026-11-03T13:30")), 0);
    assert_eq!(calendar.measure(at("2026-11-06T00:00"), at("2026-11-09T23:59")), 960);
}

#[test]
fn there_is_no_last_year() {
    let calendar = office();
    // 2040-12-28 is a Friday: across the end of the precomputed window
    assert_eq!(calendar.add_working_days(date!(2040 - 12 - 28), 2), date!(2041 - 01 - 02));
    assert_eq!(calendar.measure(at("2040-12-31T16:00"), at("2041-01-02T08:00")), 120);
    assert_eq!(calendar.measure(at("2004-12-31T16:00"), at("2005-01-03T08:00")), 120);
    assert_eq!(calendar.add_working_days(date!(2004 - 12 - 31), 1), date!(2005 - 01 - 03));
    assert_eq!(calendar.add_minutes(Instant::MAX, 1), Instant::MAX);
    assert_eq!(calendar.add_working_days(date!(9999 - 12 - 31), 1), date!(9999 - 12 - 31));
    assert_eq!(
        calendar.due(at("9999-12-30T10:00"), &TimeLimit::months(u32::MAX), None).at,
        at("9999-12-31T17:00")
    );
}
