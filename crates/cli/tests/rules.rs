//! `motcua rules`: what an officer reads about the law of a period, and that the committed table is the one of this build.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use serde_json::Value;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MOTCUA_") {
            command.env_remove(name);
        }
    }
    command.current_dir(folder.path()).arg("rules").args(arguments).output().unwrap()
}

#[track_caller]
fn done(arguments: &[&str]) -> String {
    let output = run(arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn fails(arguments: &[&str], code: i32, said: &str) {
    let output = run(arguments);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
    assert!(error.contains(said), "{arguments:?}: {error}");
}

#[test]
fn the_committed_table_is_the_one_of_the_packs() {
    let committed = include_str!("../../../docs/rule-packs.md");
    assert_eq!(
        committed,
        done(&["table"]),
        "stale: run `cargo run -p motcua -- rules table > docs/rule-packs.md` and read what changed"
    );
}

#[test]
fn the_packs_are_listed_oldest_first_with_their_days() {
    let list: Value = serde_json::from_str(&done(&["list", "--json"])).unwrap();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 10);
    assert_eq!((&list[0]["code"], &list[0]["until"]), (&"2012".into(), &"2013-07-01".into()));
    assert_eq!((&list[9]["from"], &list[9]["until"]), (&"2026-07-01".into(), &Value::Null));
    let lines = done(&["list"]);
    assert_eq!(lines.lines().count(), 10);
    assert!(lines.starts_with("2012     2007-06-22 [G] QĐ 93/2007/QĐ-TTg"), "{lines}");
}

#[test]
fn a_pack_is_shown_by_code_or_by_day() {
    let by_day = done(&["show", "--on", "2012-03-05"]);
    assert_eq!(by_day, done(&["show", "2012"]));
    let trips = "  Số lần yêu cầu bổ sung nhiều nhất: 2 [NĐ 63/2010 Điều 20(4); T]";
    assert!(by_day.lines().any(|it| it == trips), "{by_day}");
    let cut_off = "* Giờ chốt chuyển hồ sơ trong ngày: không quy định → 15:00 [NĐ 61/2018 Điều 18(2); T]";
    let of_2018 = done(&["show", "2018-06"]);
    assert!(of_2018.lines().any(|it| it == cut_off), "{of_2018}");
}

#[test]
fn a_difference_is_against_the_pack_before_or_another() {
    let next = done(&["diff", "2013-07"]);
    assert_eq!(next.lines().filter(|it| it.starts_with('*')).count(), 4, "{next}");
    assert!(next.contains("Văn phòng UBND tỉnh → Sở Tư pháp [NĐ 48/2013/NĐ-CP; T]"), "{next}");
    let far: Value = serde_json::from_str(&done(&["diff", "2026-07", "2012", "--json"])).unwrap();
    assert_eq!(far["compared_with"], "2012");
    let parameters = far["parameters"].as_array().unwrap();
    let trips = parameters.iter().find(|it| it["key"] == "supplement.max_requests").unwrap();
    assert_eq!((&trips["value"], &trips["before"]), (&"1".into(), &"2".into()));
    assert!(parameters.iter().all(|it| it["changed"] == true));
}

#[test]
fn what_is_no_pack_is_said() {
    fails(&["show", "2017"], 1, "there is no rule pack `2017`; there are 2012, 2013-07");
    fails(&["show", "--on", "2007-06-21"], 1, "no rule pack holds on 2007-06-21");
    fails(&["show", "--on", "yesterday"], 2, "is no day like 2012-03-05");
    fails(&["show"], 2, "required");
    fails(&["diff", "2012"], 1, "2012 is the first pack");
}
