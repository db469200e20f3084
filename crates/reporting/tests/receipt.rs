//! The figures of a real municipal log against those pm4py computed, and the log through every format and back.
//!
//! The log (`CoSeLoG`, receipt phase) is not ours to publish: it is read from the shared data, and these tests say so and
//! pass where it is absent, but never in CI.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use motcua_kernel::parse_instant;
use motcua_reporting::event_log::EventLog;
use motcua_reporting::{csv_log, durations, xes};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::BufReader;
use std::io::Write as _;
use std::path::PathBuf;
use time::UtcOffset;

const TOLERANCE: f64 = 1e-6;

/// Figures of ours pm4py has no counterpart for; all of them must be zero on this log.
const OURS_ONLY: [&str; 3] =
    ["closed_without_deadline", "finished_without_deadline", "open_without_deadline"];

#[test]
fn every_figure_equals_that_of_pm4py() {
    let Some((log, expected)) = receipt() else { return };
    let found = figures(&log);
    for (name, expected) in expected.as_object().unwrap() {
        agree(name, expected, &found[ours(name)]);
    }
    assert_eq!(found["without_start"], 0);
}

#[test]
fn the_log_reads_back_equal_from_xes() {
    let Some((log, _)) = receipt() else { return };
    let mut written = Vec::new();
    xes::write(&log, &mut written).unwrap();
    assert!(xes::read(written.as_slice()).unwrap() == log, "the log has changed");
}

#[test]
fn the_log_reads_back_with_equal_cases_and_figures_from_csv() {
    let Some((log, _)) = receipt() else { return };
    let mut written = Vec::new();
    csv_log::write(&log, &mut written).unwrap();
    let read = csv_log::read(written.as_slice()).unwrap();
    assert!(read.cases == log.cases, "the cases have changed");
    assert_eq!(figures(&read), figures(&log));
}

#[test]
fn nothing_of_the_log_is_left_over_as_an_extra() {
    let Some((log, _)) = receipt() else { return };
    assert!(log.cases.iter().all(|case| case.extra.is_empty() && case.nested.is_empty()));
    let nested = &log.extra["meta_org:resource_events_standard_deviation"].nested;
    assert_eq!(nested.len(), 48, "what is nested below attributes of the log is kept");
}

#[expect(clippy::disallowed_methods, reason = "only CI is obliged to have the data")]
fn receipt() -> Option<(EventLog, Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/eventlogs");
    let Ok(file) = File::open(folder.join("receipt.xes.gz")) else {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "CI needs {}", folder.display());
        // Past the capture of the test runner, so that it is seen.
        let _ = writeln!(std::io::stderr(), "skipped: {} is not here", folder.display());
        return None;
    };
    let log = xes::read(BufReader::new(flate2::bufread::GzDecoder::new(BufReader::new(file)))).unwrap();
    let expected = std::fs::read_to_string(folder.join("receipt_expected.json")).unwrap();
    Some((log, serde_json::from_str(&expected).unwrap()))
}

fn figures(log: &EventLog) -> Value {
    let as_of = parse_instant("2011-06-30T00:00:00Z");
    let report = durations::report(log, as_of, UtcOffset::UTC);
    let top: Map<String, Value> =
        report.events_per_resource.iter().map(|r| (r.resource.clone(), r.events.into())).collect();
    let mut figures = serde_json::to_value(report).unwrap();
    figures["events_per_resource"] = top.into();
    figures["as_of"].as_object_mut().unwrap().remove("moment").unwrap();
    figures
}

fn ours(name: &str) -> &str {
    match name {
        "as_of_2011-06-30Z" => "as_of",
        "received_per_month_UTC" => "received_per_month",
        "events_per_resource_top10" => "events_per_resource",
        _ => name,
    }
}

fn agree(path: &str, expected: &Value, found: &Value) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                agree(&format!("{path}.{key}"), value, found.get(key).unwrap_or(&Value::Null));
            }
            for (key, value) in found.iter().filter(|(key, _)| !expected.contains_key(*key)) {
                assert!(
                    OURS_ONLY.contains(&key.as_str()) && value == 0,
                    "{path}.{key} is ours only: {value}"
                );
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            assert_eq!(expected.len(), found.len(), "{path}");
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                agree(&format!("{path}[{index}]"), expected, found);
            }
        }
        (Value::Number(a), Value::Number(b)) if a.is_f64() => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            assert!((a - b).abs() <= TOLERANCE * a.abs(), "{path}: {a} expected, {b} found");
        }
        (expected, found) => assert_eq!(expected, found, "{path}"),
    }
}
