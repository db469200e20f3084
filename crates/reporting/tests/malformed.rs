//! Input that is no log is refused with its place, and never read as something else.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use motcua_kernel::parse_instant;
use motcua_reporting::event_log::{AttributeKind, AttributeValue, EventLog};
use motcua_reporting::{csv_log, xes};
use std::fmt::Write as _;

const EVENT: &str = r#"<event><string key="concept:name" value="Nhận"/><date key="time:timestamp" value="2026-01-05T08:00:00.123+07:00"/></event>"#;

fn refused(input: impl AsRef<[u8]>) -> String {
    let error = xes::read(input.as_ref()).unwrap_err();
    format!("{error}: {}", error.problem)
}

#[test]
fn what_is_no_xes_is_refused_with_its_position() {
    let check = |input: &str, expected: &str| assert_eq!(refused(input), expected, "{input}");
    check("", "byte 0: the log is not complete");
    check("hôm nay", "byte 0: text is not expected here");
    check("<trace/>", "byte 0: trace is not expected here");
    check("<log>", "byte 5: the log is not complete");
    check("<log><trace>", "byte 12: the log is not complete");
    check("<log></log><log/>", "byte 11: log is not expected here");
    check("<log><trace></log>", "byte 12: not well-formed XML");
    check("<log><trace", "byte 5: not well-formed XML");
    check("<log>x</log>", "byte 5: text is not expected here");
    check("<log><![CDATA[x]]></log>", "byte 5: CDATA is not expected here");
    check("<log>&amp;</log>", "byte 5: a reference is not expected here");
    check("<log><event/></log>", "byte 5: event is not expected here");
    check("<log><trace><trace/></trace></log>", "byte 12: trace is not expected here");
    check("<!DOCTYPE log [<!ENTITY a \"b\">]><log/>", "byte 0: a DTD is not accepted");
    check(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><log/>",
        "byte 0: the encoding UTF-16 is not accepted, only UTF-8",
    );
    check("<log><string value=\"x\"/></log>", "byte 5: an attribute lacks its key");
    check("<log><string key=\"x\"/></log>", "byte 5: an attribute lacks its value");
    check("<log><string key=\"x\" value=y/></log>", "byte 5: not well-formed XML");
    check("<log><string key=\"x\" key=\"x\" value=\"\"/></log>", "byte 5: not well-formed XML");
    check("<log><string key=\"x\" value=\"&a;\"/></log>", "byte 5: not well-formed XML");
    check("<log><string key=\"x\" value=\"&#1;\"/></log>", "byte 5: a control character is not accepted");
    check("<log><string key=\"x\" value=\"\u{1}\"/></log>", "byte 5: a control character is not accepted");
}

#[test]
fn a_case_or_event_that_contradicts_itself_is_refused() {
    let check = |inside: &str, expected: &str| {
        let input = format!("<log><trace>{inside}</trace></log>");
        assert_eq!(refused(&input), expected, "{input}");
    };
    check("<event/>", "byte 12: an event lacks concept:name");
    check(
        "<event><string key=\"concept:name\" value=\"A\"/></event>",
        "byte 12: an event lacks time:timestamp",
    );
    check("<date key=\"enddate\" value=\"hôm nay\"/>", "byte 12: hôm nay is not a moment");
    check(
        "<date key=\"enddate\" value=\"2026-02-30T00:00:00Z\"/>",
        "byte 12: 2026-02-30T00:00:00Z is not a moment",
    );
    check(
        "<date key=\"enddate\" value=\"9999-12-31T23:59:59-10:00\"/>",
        "byte 12: 9999-12-31T23:59:59-10:00 is not a moment",
    );
    check("<string key=\"a\" value=\"1\"/><int key=\"a\" value=\"1\"/>", "byte 39: the key a occurs twice");
    check(
        "<string key=\"channel\" value=\"1\"/><string key=\"channel\" value=\"1\"/>",
        "byte 45: the key channel occurs twice",
    );
    check(
        "<int key=\"channel\" value=\"1\"/><string key=\"channel\" value=\"1\"/>",
        "byte 42: the key channel occurs twice",
    );
}

#[test]
fn bytes_that_are_no_utf8_are_refused() {
    assert_eq!(refused(b"<log><string key=\"x\" value=\"\xff\"/></log>"), "byte 5: not well-formed XML");
    assert_eq!(refused(b"\xff\xfe<\0l\0o\0g\0"), "byte 0: text is not expected here");
}

#[test]
fn an_element_takes_a_bounded_amount_of_memory() {
    let long = "x".repeat(2 << 20);
    let position = "byte 5: an element is too long";
    assert_eq!(refused(format!("<log><string key=\"x\" value=\"{long}\"/></log>")), position);
    assert_eq!(refused(format!("<log><!--{long}--></log>")), position);
    assert_eq!(refused(format!("<log>{}</log>", " ".repeat(2 << 20))), position);
    let mut attributes = String::new();
    for number in 0..40 {
        write!(attributes, " a{number}=\"\"").unwrap();
    }
    assert_eq!(
        refused(format!("<log><string{attributes}/></log>")),
        "byte 5: an element has too many XML attributes"
    );
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth| {
        let open = "<list key=\"x\">".repeat(depth);
        format!("<log>{open}{}</log>", "</list>".repeat(depth))
    };
    xes::read(nested(xes::MAX_NESTING).as_bytes()).unwrap();
    assert!(refused(nested(xes::MAX_NESTING + 1)).ends_with("nested too deep"));
    assert!(refused(nested(50_000)).ends_with("nested too deep"));
    let skipped = "<global>".repeat(50_000);
    assert!(refused(format!("<log>{skipped}")).ends_with("nested too deep"));
}

#[test]
fn no_cut_of_a_log_is_read_as_a_whole_one() {
    let log = format!("<log><trace><string key=\"concept:name\" value=\"H1\"/>{EVENT}</trace></log>");
    assert_eq!(xes::read(log.as_bytes()).unwrap().cases.len(), 1);
    for end in 0..log.len() {
        assert!(xes::read(&log.as_bytes()[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn an_attribute_of_another_kind_is_an_extra_and_what_is_nested_is_kept() {
    let input = format!(
        r#"<log><trace><int key="concept:name" value="007"/><string key="channel" value="Bưu chính"><id key="a" value="b"/></string>{EVENT}</trace></log>"#
    );
    let log = xes::read(input.as_bytes()).unwrap();
    let case = &log.cases[0];
    assert_eq!(case.id, None);
    assert_eq!(case.extra["concept:name"].kind, AttributeKind::Int);
    assert_eq!(case.extra["concept:name"].text, "007");
    assert_eq!(case.nested["channel"][0].1.text, "b");
    assert_eq!(case.events[0].occurred, parse_instant("2026-01-05T01:00:00.123Z").unwrap());
    let mut written = Vec::new();
    xes::write(&log, &mut written).unwrap();
    assert_eq!(xes::read(written.as_slice()).unwrap(), log);
}

#[test]
fn what_would_read_back_differently_is_not_written() {
    let check = |change: fn(&mut EventLog), expected: &str| {
        let mut log = xes::read(format!("<log><trace>{EVENT}</trace></log>").as_bytes()).unwrap();
        change(&mut log);
        assert_eq!(xes::write(&log, Vec::new()).unwrap_err().to_string(), expected);
    };
    check(|log| log.cases[0].id = Some("\u{0}".into()), "the text of concept:name has a control character");
    check(
        |log| {
            log.cases[0].extra.insert("channel".into(), AttributeValue::string("x"));
        },
        "the extra attribute channel has the key of a field",
    );
    check(
        |log| {
            log.cases[0].nested.insert("channel".into(), vec![("a".into(), AttributeValue::string("x"))]);
        },
        "attributes are nested below channel, which has no value",
    );
}

#[test]
fn what_is_no_table_of_events_is_refused_with_its_line() {
    let header = csv_log::HEADER.join(",");
    let check = |rows: &str, expected: &str| {
        let error = csv_log::read(format!("{header}\n{rows}").as_bytes()).unwrap_err();
        assert_eq!(format!("{error}: {}", error.problem), expected, "{rows}");
    };
    let case = "1,H1,,,,,,,,,,,";
    check("x", "line 2: not well-formed CSV");
    check(
        &format!("0{}A,,,,,2026-01-05T08:00,,", &case[1..]),
        "line 2: the case number does not continue that of the row before",
    );
    check(
        &format!("3{}A,,,,,2026-01-05T08:00,,", &case[1..]),
        "line 2: the case number does not continue that of the row before",
    );
    check(&format!("{case}A,,,,,,,"), "line 2: the cell of occurred cannot be read");
    check(&format!("{case},,,,,2026-01-05T08:00,,"), "line 2: the cell of activity cannot be read");
    check(&format!("{case}\\A,,,,,2026-01-05T08:00,,"), "line 2: the cell of activity cannot be read");
    check(&format!("{case}A,,,,,2026-01-05T08:00,{{,"), "line 2: the cell of event_extra cannot be read");
    check(
        &format!(
            "{case}A,,,,,2026-01-05T08:00,\"{{\"\"a\"\":{{\"\"kind\"\":\"\"int\"\"}},\"\"a\"\":{{\"\"kind\"\":\"\"int\"\"}}}}\","
        ),
        "line 2: the cell of event_extra cannot be read",
    );
    check(&format!("{case},,,,,,,\n{case},,,,,,,"), "line 3: a case without events has one row");
    check(
        &format!("{case}A,,,,,2026-01-05T08:00,,\n1,H2{}A,,,,,2026-01-05T08:00,,", &case[4..]),
        "line 3: the case differs from the row before",
    );
    check(&format!("1,{}", "x".repeat(2 << 20)), "line 2: a row is too long");
    assert!(csv_log::read("".as_bytes()).is_err());
    assert!(csv_log::read("a,b\n".as_bytes()).is_err());
}
