//! Whatever a log holds, it comes back from XES and CSV as it went in, or is refused on the way out.

use motcua_kernel::Instant;
use motcua_reporting::event_log::{Activity, AttributeKind, AttributeValue, Attributes, Case, EventLog};
use motcua_reporting::{csv_log, durations, xes};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Tiếp nhận hồ sơ đất đai".to_owned()),
        Just("=HYPERLINK(\"x\")".to_owned()),
        Just("\\".to_owned()),
        "[ a-zA-Z0-9ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ\t\n\r\"'<>&;#=+@,\\\\-]{0,12}",
    ]
}

fn moment() -> impl Strategy<Value = Instant> {
    prop_oneof![
        Just(Instant::MIN),
        Just(Instant::MAX),
        (Instant::MIN.micros()..Instant::MAX.micros()).prop_map(Instant::from_micros),
        (1_700_000_000_000_000..1_800_000_000_000_000_i64).prop_map(Instant::from_micros),
    ]
}

fn kind() -> impl Strategy<Value = AttributeKind> {
    prop::sample::select(vec![
        AttributeKind::String,
        AttributeKind::Date,
        AttributeKind::Int,
        AttributeKind::Float,
        AttributeKind::Boolean,
        AttributeKind::Id,
        AttributeKind::List,
        AttributeKind::Container,
        AttributeKind::Values,
    ])
}

fn value() -> impl Strategy<Value = AttributeValue> {
    let leaf = (kind(), text()).prop_map(|(kind, text)| AttributeValue { kind, text, nested: vec![] });
    leaf.prop_recursive(3, 12, 3, |inner| {
        (kind(), text(), vec((text(), inner), 0..3)).prop_map(|(kind, text, nested)| AttributeValue {
            kind,
            text,
            nested,
        })
    })
}

fn extra() -> impl Strategy<Value = Attributes> {
    btree_map(text().prop_map(|key| format!("x:{key}")), value(), 0..3)
}

fn event() -> impl Strategy<Value = Activity> {
    let texts = (text(), option::of(text()), option::of(text()), option::of(text()), option::of(text()));
    (texts, moment(), extra(), vec((text(), value()), 1..3), any::<bool>()).prop_map(
        |((activity, resource, group, instance, lifecycle), occurred, extra, below, has_below)| {
            let nested = has_below.then(|| ("concept:name".to_owned(), below)).into_iter().collect();
            Activity { activity, resource, group, instance, lifecycle, occurred, extra, nested }
        },
    )
}

fn case() -> impl Strategy<Value = Case> {
    let text = || option::of(text());
    let moment = || option::of(moment());
    (
        (text(), text(), text(), text(), text()),
        (moment(), moment(), moment(), moment()),
        extra(),
        vec(event(), 0..4),
    )
        .prop_map(|(texts, moments, extra, events)| {
            let (id, channel, department, group, responsible) = texts;
            let (start, end, planned_end, deadline) = moments;
            let nested = std::collections::BTreeMap::new();
            Case {
                id,
                channel,
                department,
                group,
                responsible,
                start,
                end,
                planned_end,
                deadline,
                extra,
                nested,
                events,
            }
        })
}

fn log() -> impl Strategy<Value = EventLog> {
    (vec(case(), 0..4), extra()).prop_map(|(cases, extra)| EventLog { cases, extra })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_log_comes_back_from_xes(log in log()) {
        let mut written = Vec::new();
        xes::write(&log, &mut written).unwrap();
        prop_assert_eq!(xes::read(written.as_slice()).unwrap(), log);
    }

    #[test]
    fn the_cases_come_back_from_csv_and_no_cell_is_a_formula(log in log()) {
        let mut written = Vec::new();
        csv_log::write(&log, &mut written).unwrap();
        for row in csv::Reader::from_reader(written.as_slice()).records() {
            prop_assert!(row.unwrap().iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
        }
        let read = csv_log::read(written.as_slice()).unwrap();
        prop_assert_eq!(&read.cases, &log.cases);
        let report = |log| durations::report(log, Some(Instant::from_micros(0)), UtcOffset::UTC);
        prop_assert_eq!(report(&read), report(&log));
    }

    #[test]
    fn any_text_is_carried_by_xes_or_refused_and_always_carried_by_csv(given in any::<String>(), control in "\\p{Cc}?") {
        let name = format!("{given}{control}");
        let event = Activity::new(name, Instant::from_micros(1));
        let log = EventLog { cases: vec![Case { events: vec![event], ..Case::default() }], ..EventLog::default() };
        let mut written = Vec::new();
        if xes::write(&log, &mut written).is_ok() {
            prop_assert_eq!(&xes::read(written.as_slice()).unwrap(), &log);
        } else {
            let refusable = |c: char| c.is_control() || c == '\u{fffe}' || c == '\u{ffff}';
            let has_one = log.cases[0].events[0].activity.chars().any(refusable);
            prop_assert!(has_one);
        }
        let mut written = Vec::new();
        csv_log::write(&log, &mut written).unwrap();
        prop_assert_eq!(csv_log::read(written.as_slice()).unwrap(), log);
    }

    #[test]
    fn a_timestamp_is_the_same_moment_in_every_offset(
        micros in -2_000_000_000_000_000..4_000_000_000_000_000_i64,
        minutes in -839..840_i32,
    ) {
        let offset = UtcOffset::from_whole_seconds(minutes * 60).unwrap();
        let utc = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).unwrap();
        let written = utc.to_offset(offset).format(&Rfc3339).unwrap();
        let input = format!(r#"<log><trace><date key="deadline" value="{written}"/></trace></log>"#);
        let read = xes::read(input.as_bytes()).unwrap();
        prop_assert_eq!(read.cases[0].deadline, Some(Instant::from_micros(micros)));
    }

    #[test]
    fn bytes_never_make_the_readers_panic(bytes in vec(any::<u8>(), 0..200), marks in "[<>/!?&;\"'= a-z\\[\\]-]{0,80}") {
        let _ = xes::read(bytes.as_slice());
        let _ = xes::read(marks.as_bytes());
        let _ = xes::read(format!("<log>{marks}").as_bytes());
        let _ = csv_log::read(bytes.as_slice());
        let table = [csv_log::HEADER.join(",").as_bytes(), b"\n", &bytes].concat();
        let _ = csv_log::read(table.as_slice());
    }
}
