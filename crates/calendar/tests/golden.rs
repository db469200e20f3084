//! Dates computed by others, and the worked examples of the law.
#![expect(
    clippy::unwrap_used,
    reason = "helpers outside of test functions; what they cannot read is a broken test"
)]

use motcua_calendar::{
    CutOff, CutOffEffect, DayKind, ExplanationItem, SkipReason, TimeLimit, WorkingCalendar, lunar_days,
    shipped,
};
use motcua_kernel::{Date, Instant, parse_date, parse_instant};
use time::macros::{date, time};

fn office() -> WorkingCalendar {
    WorkingCalendar::new(shipped(), vec![], vec![])
}

fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines().skip(1).map(|line| line.split(',').collect()).collect()
}

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn at(text: &str) -> Instant {
    parse_instant(text).unwrap()
}

#[test]
fn all_golden_due_dates_are_met() {
    let rows = rows(include_str!("data/add_working_days_golden.csv"));
    assert_eq!(rows.len(), 96);
    let office = office();
    for row in rows {
        let (start, amount, due) = (day(row[0]), row[1].parse().unwrap(), day(row[2]));
        assert_eq!(office.add_working_days(start, amount), due, "{row:?}");
        let limit = TimeLimit::working_days(amount);
        let promised = office.due(Instant::local(start, time!(9:00)), &limit, None);
        assert_eq!(promised.at, Instant::local(due, time!(17:00)), "{row:?}");
    }
}

#[test]
fn tet_and_the_hung_kings_day_are_those_of_the_moon_and_holidays_of_every_year() {
    let rows = rows(include_str!("data/tet_2007_2030.csv"));
    assert_eq!(rows.len(), 24);
    let office = office();
    for row in rows {
        let moon = lunar_days(row[0].parse().unwrap()).unwrap();
        assert_eq!((moon.tet, moon.hung_kings), (day(row[1]), day(row[2])), "{row:?}");
        for date in [day(row[1]), day(row[2])] {
            assert!(matches!(shipped().exception(date), Some((DayKind::Holiday, _))), "{date}");
            assert!(!office.is_working_day(date), "{date}");
        }
    }
}

#[test]
fn law_example_1_five_days_over_the_national_day_break_of_2026() {
    let due = office().due(at("2026-08-28T10:00"), &TimeLimit::working_days(5), None);
    assert_eq!(due.at, at("2026-09-09T17:00"));
    assert_eq!(
        due.explanation.sentence(),
        "5 ngày làm việc kể từ ngày sau 28/8/2026; \
         không tính thứ Bảy 29/8, Chủ nhật 30/8, thứ Hai 31/8 (nghỉ hoán đổi cho 22/8), \
         thứ Ba 01/9 (Quốc khánh), thứ Tư 02/9 (Quốc khánh), thứ Bảy 05/9, Chủ nhật 06/9; \
         hẹn thứ Tư 09/9/2026."
    );
    let swap = ExplanationItem::SkippedDay {
        date: date!(2026 - 08 - 31),
        reason: SkipReason::SubstitutedOff {
            name: "Ngày nghỉ (thay cho ngày 22/08/2026)".into(),
            worked_on: Some(date!(2026 - 08 - 22)),
        },
    };
    assert!(due.explanation.items.contains(&swap));
}

#[test]
fn law_example_2_same_day_procedures_and_their_cut_off() {
    let rule = CutOff { at: time!(15:00), effect: CutOffEffect::SameDayElseNextDay };
    for (received, due) in [
        ("2026-11-20T14:50", "2026-11-20T17:00"),
        ("2026-11-20T15:00:59", "2026-11-20T17:00"),
        ("2026-11-20T15:10", "2026-11-23T17:00"),
    ] {
        let promised = office().due(at(received), &TimeLimit::same_day(), Some(rule));
        assert_eq!(promised.at, at(due), "{received}");
    }
}

#[test]
fn a_swapped_saturday_counts_as_a_working_day() {
    let due = office().due(at("2026-08-21T10:00"), &TimeLimit::working_days(1), None);
    assert_eq!(due.at, at("2026-08-22T17:00"));
    assert_eq!(
        due.explanation.sentence(),
        "1 ngày làm việc kể từ ngày sau 21/8/2026; thứ Bảy 22/8 làm bù nên vẫn tính; hẹn thứ Bảy 22/8/2026."
    );
    let month = office().due(at("2026-07-22T10:00"), &TimeLimit::months(1), None);
    assert_eq!(month.at, at("2026-08-22T17:00"), "a term may end on it");
}

#[test]
fn a_date_in_an_undecided_year_says_so() {
    let due = office().due(at("2026-12-28T10:00"), &TimeLimit::working_days(10), None);
    assert!(due.explanation.items.contains(&ExplanationItem::ProjectedYear { year: 2027 }));
    let sentence = due.explanation.sentence();
    assert!(sentence.contains("lịch nghỉ năm 2027 chưa công bố"), "{sentence}");
}

#[test]
fn weekends_of_long_terms_are_counted_and_holidays_still_named() {
    let due = office().due(at("2026-10-30T10:00"), &TimeLimit::working_days(30), None);
    let sentence = due.explanation.sentence();
    assert_eq!(
        sentence,
        "30 ngày làm việc kể từ ngày sau 30/10/2026; \
         không tính 14 ngày thứ Bảy, Chủ nhật, thứ Ba 24/11 (Ngày Văn hóa Việt Nam); \
         hẹn thứ Hai 14/12/2026."
    );
    let years = office().due(at("2010-01-04T10:00"), &TimeLimit::working_days(2_000), None);
    assert!(years.explanation.items.len() < 10, "{:?}", years.explanation);
}

#[test]
fn an_explanation_survives_storage() {
    let rule = CutOff { at: time!(15:00), effect: CutOffEffect::ClockNextDay };
    let limit = "3 calendar days then 4 working hours".parse().unwrap();
    let due = office().due(at("2026-12-30T16:00"), &limit, Some(rule));
    let json = serde_json::to_string(&due).unwrap();
    assert!(json.contains(r#""step":"cut-off-applied","at":"15:00""#), "{json}");
    assert_eq!(serde_json::from_str::<motcua_calendar::Due>(&json).unwrap(), due);
}
