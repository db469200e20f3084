//! The built binary as an operator runs it: what it prints, what it writes and with which code it ends.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const LOG: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <string key="creator" value="us"/>
  <trace>
    <string key="concept:name" value="hs-1"/>
    <string key="channel" value="Internet"/>
    <date key="startdate" value="2026-08-03T08:00:00+07:00"/>
    <date key="enddate" value="2026-08-05T08:00:00+07:00"/>
    <date key="deadline" value="2026-08-10T17:00:00+07:00"/>
    <event><string key="concept:name" value="Tiếp nhận"/><string key="org:resource" value="An"/><date key="time:timestamp" value="2026-08-03T08:00:00.000001+07:00"/></event>
    <event><string key="concept:name" value="Trả kết quả"/><date key="time:timestamp" value="2026-08-05T08:00:00.000001+07:00"/></event>
  </trace>
  <trace>
    <string key="concept:name" value="hs-2"/>
    <date key="startdate" value="2026-08-04T08:00:00+07:00"/>
    <event><string key="concept:name" value="Tiếp nhận"/><date key="time:timestamp" value="2026-08-04T08:00:00+07:00"/></event>
  </trace>
</log>
"#;

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("log.xes"), LOG).unwrap();
        Self { folder }
    }

    fn migrated() -> Self {
        let desk = Self::new();
        desk.done(&["migrate"]);
        desk
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_motcua")).current_dir(self.path()).args(arguments).output().unwrap()
    }

    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Ends with `code`, prints nothing but `said` to the operator.
    fn fails(&self, arguments: &[&str], code: i32, said: &str) {
        let output = self.run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
        assert!(error.contains(said), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(!error.contains("panicked"), "{error}");
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.done(arguments)).unwrap()
    }
}

#[test]
fn a_log_goes_into_the_database_and_out_of_it() {
    let desk = Desk::migrated();
    let imported = desk.done(&["import", "log", "log.xes"]);
    assert!(imported.contains("đã nhập 2 hồ sơ, 3 sự kiện; bỏ qua 0 hồ sơ đã có"), "{imported}");
    assert!(imported.contains("creator: 1"), "{imported}");
    let again = desk.done(&["import", "log", "log.xes"]);
    assert!(again.contains("đã nhập 0 hồ sơ, 0 sự kiện; bỏ qua 2 hồ sơ đã có"), "{again}");

    let stored = desk.json(&["report", "durations", "--as-of", "2026-08-31T00:00", "--json"]);
    assert_eq!(stored["cases"], 2);
    assert_eq!(stored["duration_seconds"]["max"], 172_800.0);
    assert_eq!(stored["as_of"]["finished_on_time"], 1);
    assert_eq!(stored["as_of"]["open_without_deadline"], 1);
    for (format, file) in [("xes", "out.xes"), ("csv", "out.csv"), ("xes", "out.xes.gz")] {
        desk.done(&["export", "log", "--format", format, file]);
        let read =
            desk.json(&["report", "durations", "--log", file, "--as-of", "2026-08-31T00:00", "--json"]);
        assert_eq!(read, stored, "{file}");
    }
    let found = desk.json(&["verify", "--json"]);
    assert_eq!(found, serde_json::json!({ "dossiers": 2, "broken": [] }));
}

#[test]
fn migrating_twice_changes_nothing() {
    let desk = Desk::new();
    assert!(desk.done(&["migrate"]).contains("applied"));
    assert!(desk.done(&["migrate"]).contains("up to date"));
    let elsewhere = desk.done(&["migrate", "--database", "sqlite:elsewhere.sqlite"]);
    assert!(elsewhere.contains("elsewhere.sqlite") && desk.path().join("elsewhere.sqlite").exists());
}

#[test]
fn without_a_migrated_database_the_operator_is_told_what_to_do() {
    let desk = Desk::new();
    let commands: [&[&str]; 4] =
        [&["import", "log", "log.xes"], &["export", "log", "out.xes"], &["report", "durations"], &["verify"]];
    for command in commands {
        desk.fails(command, 1, "run `motcua migrate`");
    }
    assert!(!desk.path().join("motcua.sqlite").exists(), "asking makes no database");
    std::fs::write(desk.path().join("motcua.sqlite"), "").unwrap();
    for command in commands {
        desk.fails(command, 1, "is not migrated; run `motcua migrate`");
    }
}

#[test]
fn what_can_not_be_read_is_named() {
    let desk = Desk::migrated();
    desk.fails(&["import", "log", "no.xes"], 1, "motcua: no.xes can not be opened");
    std::fs::write(desk.path().join("cut.xes"), &LOG[..LOG.len() - 10]).unwrap();
    desk.fails(&["import", "log", "cut.xes"], 1, "cut.xes can not be read as an event log: byte");
    desk.fails(&["export", "log", "no/such/folder.xes"], 1, "no/such/folder.xes can not be written");
    std::fs::write(desk.path().join("twice.xes"), LOG.replace("hs-2", "hs-1")).unwrap();
    desk.fails(&["import", "log", "twice.xes"], 1, "twice.xes: case hs-1: refused: app.log-case-repeated");
    desk.fails(&["report", "durations", "--log", "no.csv"], 1, "no.csv can not be opened");
    assert_eq!(desk.json(&["verify", "--json"])["dossiers"], 0);
}

#[test]
fn wrong_arguments_end_with_two() {
    let desk = Desk::new();
    desk.fails(&["import"], 2, "Usage");
    desk.fails(&["export", "log", "--format", "xml", "out"], 2, "invalid value 'xml'");
    desk.fails(&["verify", "--database", "motcua.sqlite"], 2, "a database is sqlite:FILE");
    desk.fails(&["calendar", "due", "--start", "hôm qua", "--add", "5 working days"], 2, "is no moment");
}

#[test]
fn five_working_days_over_the_national_day_end_on_the_ninth() {
    let desk = Desk::new();
    let asked = ["calendar", "due", "--start", "2026-08-28T10:00", "--add", "5 working days", "--json"];
    let due = desk.json(&asked)["due"].to_string();
    assert!(due.contains("2026-09-09"), "{due}");
}
