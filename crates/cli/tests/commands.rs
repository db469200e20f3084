//! The built binary as an operator runs it: what it prints, what it writes and with which code it ends.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use serde_json::{Value, json};
use std::io::Write as _;
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
        self.run_with(&[], arguments)
    }

    /// With `variables` and none of those the machine of the tests may have set.
    fn run_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("MOTCUA_") {
                command.env_remove(name);
            }
        }
        command.current_dir(self.path()).args(arguments).envs(variables.iter().copied()).output().unwrap()
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
    assert_eq!(found, serde_json::json!({ "dossiers": 2, "broken": [], "tables": [] }));
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
fn where_no_agency_has_ended_nothing_goes_to_a_successor() {
    let desk = Desk::migrated();
    let report = desk.json(&["agencies", "succeed", "--json"]);
    assert_eq!(report, json!({ "dossiers": 0, "moved": [], "stuck": [] }));
    assert!(desk.done(&["agencies", "succeed"]).contains("0 hồ sơ chuyển cho cơ quan kế thừa"));
}

#[test]
fn a_procedure_is_walked_before_anybody_files_it() {
    let desk = Desk::new();
    let asked = ["check", "procedure", "1.013831", "--counter", "H13.163.01", "--at", "2026-11-16T08:00"];
    let told = desk.done(&asked);
    assert!(
        told.contains("Văn phòng Đăng ký đất đai")
            && told.contains("hẹn trả 17:00 27/11/2026, còn dư 480 phút"),
        "{told}"
    );
    let walked = desk.json(&[&asked[..], &["--json"]].concat());
    let way = &walked["walks"][0]["way"];
    // Two parallel legs of 3 days, 3 to sign, 1 to return: 17, 18, 19 | 20, 23, 25 | 26; a day of 480 minutes is left.
    let ends: Vec<&Value> = way["legs"].as_array().unwrap().iter().map(|it| &it["ends"]).collect();
    let at = |day: &str| format!("2026-11-{day}T17:00:00+07:00");
    assert_eq!(ends, [&json!(at("19")), &json!(at("19")), &json!(at("25")), &json!(at("26"))], "{walked}");
    assert_eq!(way["minutes_to_spare"], 480);
    desk.fails(
        &["check", "procedure", "9.999999", "--counter", "H13.163.01"],
        1,
        "Không có thủ tục 9.999999",
    );
    desk.fails(&["check", "procedure", "1.013831", "--counter", "H99"], 1, "");
}

#[test]
fn a_step_without_people_is_named_when_they_are_looked_for() {
    let desk = Desk::migrated();
    let asked = ["check", "procedure", "1.001193", "--counter", "H13.163.01", "--at", "2026-11-16T08:00"];
    desk.done(&asked);
    let told = desk.run(&[&asked[..], &["--people"]].concat());
    assert_eq!(told.status.code(), Some(1));
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.contains("cần vai trò “Chuyên viên”, nhưng ngày 16/11/2026 chưa có ai"), "{told}");
}

#[test]
fn nobody_is_moved_to_another_version_by_a_look_or_without_a_password() {
    let desk = Desk::migrated();
    let looked = desk.json(&["procedure", "rebase", "1.013831", "--json"]);
    assert_eq!(looked["dossiers"], json!([]));
    assert!(desk.done(&["procedure", "rebase", "1.013831"]).contains("0 hồ sơ theo phiên bản khác"));
    desk.fails(&["procedure", "rebase", "9.999999"], 1, "Không có thủ tục 9.999999");
    desk.fails(&["procedure", "rebase", "1.013831", "--approve-as", "nobody"], 1, "holds no password");
    desk.fails(&["procedure", "rebase", "1.013831", "--propose-as", "nobody"], 2, "--document");
}

#[test]
fn tet_is_suggested_and_never_called_law() {
    let desk = Desk::new();
    let days = desk.json(&["calendar", "tet", "--year", "2027", "--json"]);
    assert_eq!((&days["tet"], &days["law"]), (&json!("2027-02-06"), &json!(false)));
    assert!(
        desk.done(&["calendar", "tet", "--year", "2027"]).contains("Đây là gợi ý, không phải quyết định")
    );
    desk.fails(&["calendar", "tet", "--year", "1500"], 1, "only years from 1900 to 2199");
}

#[test]
fn a_calendar_of_ones_own_is_read_and_a_broken_one_named() {
    let desk = Desk::migrated();
    let report = desk.json(&["calendar", "recompute", "--trial", "--json"]);
    assert_eq!(report, json!({ "dossiers": 0, "moved": [], "trial": true }));
    let file = desk.path().join("days.csv");
    std::fs::write(&file, "date,kind,name_vi\n2026-13-01,holiday,Ngày nghỉ\n").unwrap();
    let broken = desk.run_with(&[("MOTCUA_PROVINCE__CALENDAR", "days.csv")], &["calendar", "recompute"]);
    assert_eq!(broken.status.code(), Some(1));
    let said = String::from_utf8(broken.stderr).unwrap();
    assert!(said.contains("days.csv") && said.contains("2026-13-01"), "{said}");
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

/// Two lines of a list of procedures and one that is none.
const LIST: &str = concat!(
    r#"{"code":"1.000001","name":"Cấp bản sao","decision":null,"ministry":null,"field":"Hộ tịch","levels":[],"kind":"","applicants":[],"agencies":[],"channels":[{"channel":"counter","time_value":3,"time_unit":"Ngày làm việc","fees":["Miễn phí"],"note":null}],"documents":[],"results":[],"legal":[],"url":null,"source":null}"#,
    "\n",
    r#"{"code":"1.000002","name":"Khai tử","decision":null,"ministry":null,"field":"Hộ tịch","levels":[],"kind":"","applicants":[],"agencies":[],"channels":[],"documents":[],"results":[],"legal":["Luật"],"url":null,"source":null}"#,
    "\n",
);

#[test]
fn a_list_of_procedures_becomes_drafts_and_again_the_same_ones() {
    let desk = Desk::migrated();
    std::fs::write(desk.path().join("list.jsonl"), LIST).unwrap();
    let counted = desk.done(&["check", "catalogue", "list.jsonl"]);
    let first = desk.done(&["import", "catalogue", "list.jsonl"]);
    assert!(first.starts_with(counted.trim_end()), "{first}");
    assert!(first.ends_with("stored 2, replaced 0\n"), "{first}");
    let again = desk.json(&["import", "catalogue", "list.jsonl", "--json"]);
    assert_eq!(
        (&again["stored"], &again["replaced"], &again["procedures"]),
        (&0.into(), &2.into(), &2.into())
    );

    std::fs::write(desk.path().join("bad.jsonl"), format!("{LIST}{{\n")).unwrap();
    let output = desk.run(&["import", "catalogue", "bad.jsonl"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("not taken over: line 3: not a procedure"), "{said}");
    assert!(said.ends_with("stored 0, replaced 2\n"), "{said}");
    desk.fails(&["import", "catalogue", "no.jsonl"], 1, "no.jsonl can not be opened");
}

#[test]
fn the_1601_procedures_of_the_national_list_are_all_kept() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/tthc/tthc_local_1601.jsonl.gz");
    if !Path::new(file).exists() {
        #[expect(clippy::disallowed_methods, reason = "only CI is obliged to have the file")]
        let is_ci = std::env::var("CI").as_deref() == Ok("true");
        assert!(!is_ci, "{file} is not here");
        // Past the capture of the test runner, so that it is seen.
        let _ = writeln!(std::io::stderr(), "skipped: {file} is not here");
        return;
    }
    let desk = Desk::migrated();
    let counted = desk.done(&["check", "catalogue", file]);
    let first = desk.done(&["import", "catalogue", file]);
    assert!(first.starts_with(counted.trim_end()), "{first}");
    assert!(first.ends_with("stored 1601, replaced 0\n"), "{first}");
    let again = desk.json(&["import", "catalogue", file, "--json"]);
    assert_eq!(
        (&again["stored"], &again["replaced"], &again["rejected"]),
        (&0.into(), &1601.into(), &0.into())
    );
}

#[test]
fn a_doctor_says_what_is_in_use_and_what_to_do() {
    let desk = Desk::new();
    let output = desk.run(&["doctor"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("BAD   database: ") && said.contains("run `motcua migrate`"), "{said}");
    assert!(!desk.path().join("motcua.sqlite").exists(), "asking makes no database");

    desk.done(&["migrate"]);
    let said = desk.done(&["doctor"]);
    assert!(said.contains("server.listen = \"127.0.0.1:8080\""), "{said}");
    assert!(said.contains("good  database: sqlite:motcua.sqlite: SQLite 3."), "{said}");
    assert!(said.contains("wal, synchronous 2") && !said.contains("BAD"), "{said}");
    let report = desk.json(&["doctor", "--json"]);
    assert_eq!((&report["verdict"], &report["version"]), (&"good".into(), &env!("CARGO_PKG_VERSION").into()));
    let findings = report["findings"].as_array().unwrap();
    let about: Vec<&str> = findings.iter().map(|it| it["about"].as_str().unwrap()).collect();
    assert_eq!(
        about,
        [
            "links",
            "database",
            "schema",
            "files",
            "seal",
            "mail",
            "sms",
            "zalo",
            "webhooks",
            "province",
            "rules",
            "legal basis",
            "calendar",
        ]
    );

    std::fs::write(desk.path().join("empty.sqlite"), "").unwrap();
    let output = desk.run(&["doctor", "--database", "sqlite:empty.sqlite"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("BAD   schema: lacks") && said.contains("run `motcua migrate`"), "{said}");
}

#[test]
fn a_doctor_knows_both_provinces_and_each_has_a_demo() {
    let desk = Desk::new();
    let check = |province: &str, said: &str| {
        let output = desk.run_with(&[("MOTCUA_PROVINCE__NAME", province)], &["doctor"]);
        let report = String::from_utf8(output.stdout).unwrap();
        assert!(report.contains("good  province: ") && report.contains(said), "{report}");
    };
    check("can-tho", " procedures, ");
    check("soc-trang", " 6 procedures, ");
    let output = desk.run_with(&[("MOTCUA_PROVINCE__NAME", "soc-trang")], &["seed"]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{error}");
    assert!(String::from_utf8(output.stdout).unwrap().contains("tiepnhan.huyen"));
    let other = desk.run(&["seed"]);
    let error = String::from_utf8(other.stderr).unwrap();
    assert!(error.contains("holds data that is not the whole demo"), "{error}");
}

#[test]
fn a_doctor_hides_the_password_of_a_database_that_is_not_there() {
    let desk = Desk::new();
    let output = desk.run(&["doctor", "--database", "postgres://me:sesame@127.0.0.1:1/motcua"]);
    let said = [output.stdout, output.stderr].map(|it| String::from_utf8(it).unwrap()).concat();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("BAD   database: postgres://127.0.0.1:1/motcua does not answer"), "{said}");
    assert!(said.contains("good  province: ") && !said.contains("sesame"), "{said}");
}

#[test]
fn a_doctor_says_that_a_scanner_and_a_bucket_are_not_there() {
    let desk = Desk::migrated();
    std::fs::create_dir(desk.path().join("motcua-files")).unwrap();
    assert!(desk.done(&["doctor"]).contains("good  files: lie in motcua-files"));
    let settings = [
        ("MOTCUA_SCANNER__ADDRESS", "unix:/no/such/clamd.ctl"),
        ("MOTCUA_BUCKET__NAME", "motcua"),
        ("MOTCUA_BUCKET__ENDPOINT", "http://127.0.0.1:1"),
        ("MOTCUA_BUCKET__ACCESS_KEY", "khoa"),
        ("MOTCUA_BUCKET__SECRET_KEY", "sesame"),
    ];
    let output = desk.run_with(&settings, &["doctor"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("BAD   scanner: ") && said.contains("BAD   files: http://127.0.0.1:1/motcua"),
        "{said}"
    );
    assert!(said.contains("bucket.secret_key = \"…\"") && !said.contains("sesame"), "{said}");
}

#[test]
fn a_doctor_says_whose_the_seal_is_until_when_and_that_it_ends_soon() {
    let desk = Desk::migrated();
    let openssl = |words: &str| {
        let done = Command::new("openssl").args(words.split(' ')).current_dir(desk.path()).output().unwrap();
        assert!(done.status.success(), "{words}: {done:?}");
    };
    let said = |variables: &[(&str, &str)]| {
        let common = [("MOTCUA_SEAL__KEY_STORE", "seal.p12"), ("MOTCUA_SEAL__ROOTS", "own.pem")];
        let output = desk.run_with(&[&common, variables].concat(), &["doctor"]);
        String::from_utf8(output.stdout).unwrap()
    };
    for (days, found) in [(400, "good  seal: of Trial-seal, "), (20, "days; order a new certificate")] {
        let usage = "-addext keyUsage=critical,digitalSignature";
        openssl(&format!(
            "req -x509 -newkey rsa:2048 -nodes -days {days} -keyout own.key -out own.pem -subj /CN=Trial-seal {usage}"
        ));
        openssl("pkcs12 -export -inkey own.key -in own.pem -out seal.p12 -passout pass:sesame");
        std::fs::write(desk.path().join("password"), "sesame\n").unwrap();
        let report = said(&[("MOTCUA_SEAL__PASSWORD_FILE", "password")]);
        assert!(report.contains(found), "{report}");
        assert!(report.contains("1 roots are trusted") && !report.contains("sesame"), "{report}");
        assert!(said(&[("MOTCUA_SEAL__PASSWORD", "sesame")]).contains("seal.password = \"…\""));
    }
    let wrong = said(&[("MOTCUA_SEAL__PASSWORD", "open")]);
    assert!(wrong.contains("BAD   seal: ") && wrong.contains("the password does not open"), "{wrong}");
}

#[test]
fn files_that_belong_to_nobody_are_counted_and_then_taken_away() {
    let desk = Desk::migrated();
    let shelf = desk.path().join("motcua-files/0a");
    std::fs::create_dir_all(&shelf).unwrap();
    let orphan = shelf.join("0197b0c0000070008000000000000a0a");
    std::fs::write(&orphan, b"%PDF-1.7").unwrap();
    let counted = |arguments: &[&str]| desk.json(&[&["files", "collect", "--json"], arguments].concat());
    assert_eq!(counted(&["--dry-run"])["orphans"], 0, "it came just now");
    let old = std::time::UNIX_EPOCH + std::time::Duration::from_hours(1);
    std::fs::File::options().write(true).open(&orphan).unwrap().set_modified(old).unwrap();
    let expected = json!({ "known": 0, "orphans": 1, "bytes": 8, "broken_off": 0, "end": "left" });
    assert_eq!(counted(&["--dry-run"]), expected);
    assert!(orphan.exists());
    assert_eq!(counted(&[])["end"], "taken");
    assert!(!orphan.exists());
    assert!(desk.done(&["files", "collect"]).contains("0 tệp không thuộc hồ sơ nào"));
}

#[test]
fn settings_come_from_the_file_then_the_environment_then_the_argument() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("own.toml"), "[database]\nurl = \"sqlite:file.sqlite\"").unwrap();
    let check = |variables: &[(&str, &str)], arguments: &[&str], file: &str| {
        let output = desk.run_with(variables, &[&["migrate"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(desk.path().join(file).exists(), "{file}");
    };
    let variable = [("MOTCUA_DATABASE__URL", "sqlite:variable.sqlite")];
    check(&[], &["--config", "own.toml"], "file.sqlite");
    check(&variable, &["--config", "own.toml"], "variable.sqlite");
    check(&variable, &["--database", "sqlite:argument.sqlite"], "argument.sqlite");
}

#[test]
fn wrong_settings_end_with_two_and_are_named() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("own.toml"), "[lookup]\nper_minute = 0").unwrap();
    desk.fails(
        &["verify", "--config", "own.toml"],
        2,
        "`lookup.per_minute` in own.toml must be a whole number",
    );
    desk.fails(&["verify", "--config", "no.toml"], 2, "motcua: no.toml can not be read");
    for (variable, said) in [
        (("MOTCUA_LOOKUP__BURST", "0"), "the variable MOTCUA_LOOKUP__BURST must be a whole number from 1"),
        (("MOTCUA_LISTEN", "x"), "the variable MOTCUA_LISTEN is no setting"),
    ] {
        let output = desk.run_with(&[variable], &["doctor"]);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains(said) && output.stdout.is_empty(), "{error}");
    }
}

#[test]
fn a_log_for_programs_is_one_object_a_line() {
    let desk = Desk::new();
    let settings = [("MOTCUA_LOG__FORMAT", "json"), ("MOTCUA_LOG__LEVEL", "debug")];
    let output = desk.run_with(&settings, &["migrate"]);
    let lines = String::from_utf8(output.stderr).unwrap();
    assert!(lines.lines().count() > 0);
    for line in lines.lines() {
        assert!(serde_json::from_str::<Value>(line).unwrap()["level"].is_string(), "{line}");
    }
}
