//! The figures of small logs, worked out by hand: what is counted where, and what happens at the edges.

use motcua_kernel::{Instant, SAIGON, parse_instant};
use motcua_reporting::durations::{DurationReport, report};
use motcua_reporting::event_log::{Activity, Case, EventLog};
use time::UtcOffset;

fn at(text: &str) -> Option<Instant> {
    let moment = parse_instant(text);
    assert!(moment.is_some(), "{text}");
    moment
}

fn figures(cases: Vec<Case>, as_of: &str) -> DurationReport {
    report(&EventLog { cases, ..EventLog::default() }, at(as_of), SAIGON)
}

fn case(start: &str, end: Option<&str>, deadline: Option<&str>) -> Case {
    Case {
        start: at(start),
        end: end.and_then(at),
        deadline: deadline.and_then(at),
        channel: Some("Trực tiếp".into()),
        ..Case::default()
    }
}

fn events(moments: &[(&str, i64)]) -> Vec<Activity> {
    let event = |(name, seconds): &(&str, i64)| {
        Activity::new((*name).to_owned(), Instant::from_micros(*seconds * 1_000_000))
    };
    moments.iter().map(event).collect()
}

#[test]
fn an_empty_log_has_no_times_but_zero_counts() {
    let found = figures(vec![], "2026-01-01T00:00");
    assert_eq!((found.cases, found.events, found.variants, found.dfg_edges), (0, 0, 0, 0));
    assert_eq!(found.duration_seconds, None);
    assert_eq!(found.deadline.start_to_end_days, None);
}

#[test]
fn the_moment_of_the_deadline_is_still_on_time() {
    let deadline = "2026-01-05T10:00";
    let cases = vec![
        case("2026-01-01T08:00", Some(deadline), Some(deadline)),
        case("2026-01-01T08:00", Some("2026-01-05T10:00:01"), Some(deadline)),
        case("2026-01-01T08:00", None, Some(deadline)),
        case("2026-01-01T08:00", None, None),
        case("2026-01-01T08:00", Some(deadline), None),
    ];
    let found = figures(cases, deadline);
    let deadlines = &found.deadline;
    assert_eq!((deadlines.closed, deadlines.open), (3, 2));
    assert_eq!(
        (deadlines.closed_by_deadline, deadlines.closed_late, deadlines.closed_without_deadline),
        (1, 1, 1)
    );
    assert_eq!(deadlines.by_channel["Trực tiếp"].on_time, 1);
    assert_eq!(deadlines.by_department[""].closed, 3);
    let state = found.as_of.unwrap();
    assert_eq!((state.received, state.finished), (5, 2));
    assert_eq!((state.finished_on_time, state.finished_late, state.finished_without_deadline), (1, 0, 1));
    assert_eq!((state.open_in_time, state.open_overdue, state.open_without_deadline), (2, 0, 1));
}

#[test]
fn every_received_case_is_in_exactly_one_state() {
    let deadline = "2026-01-05T10:00";
    let cases = vec![
        case("2026-01-07T08:00", None, Some(deadline)),
        case("2026-01-06T08:00", None, Some(deadline)),
        case("2026-01-01T08:00", Some("2026-01-06T08:00"), Some(deadline)),
        Case::default(),
    ];
    let found = figures(cases, "2026-01-06T08:00");
    let state = found.as_of.unwrap();
    assert_eq!((state.received, state.finished_late, state.open_overdue), (2, 1, 1));
    assert_eq!(found.without_start, 1);
}

#[test]
fn a_month_begins_at_midnight_of_the_zone() {
    let log = EventLog { cases: vec![case("2026-02-01T00:00", None, None)], ..EventLog::default() };
    let months = |zone| report(&log, None, zone).received_per_month.into_keys().collect::<Vec<_>>();
    assert_eq!(months(SAIGON), ["2026-02"]);
    assert_eq!(months(UtcOffset::UTC), ["2026-01"]);
}

#[test]
fn ways_and_times_leave_out_cases_without_events() {
    let cases = vec![
        Case { events: events(&[("A", 0), ("B", 4), ("B", 10)]), ..Case::default() },
        Case { events: events(&[("A", 5), ("B", 5)]), ..Case::default() },
        Case { events: events(&[("B", 9), ("A", 4)]), ..Case::default() },
        Case::default(),
    ];
    let found = figures(cases, "2026-01-01T00:00");
    assert_eq!((found.cases, found.events, found.variants, found.dfg_edges), (4, 7, 3, 3));
    assert_eq!(
        found.top_variants[0].trace,
        ["A", "B"],
        "equally frequent ways come in the order of their names"
    );
    assert_eq!((found.start_activities["A"], found.end_activities["B"]), (2, 2));
    assert_eq!(found.rework_cases_per_activity.into_iter().collect::<Vec<_>>(), [("B".to_owned(), 1)]);
    let times = found.duration_seconds.unwrap();
    assert_eq!((times.min, times.median, times.mean, times.max), (0.0, 5.0, 5.0, 10.0));
    assert_eq!((times.p90_linear, times.p95_linear), (9.0, 9.5));
}
