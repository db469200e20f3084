//! Spreadsheets of an administrator with the built binary: a preview first, then what it said, and twice changes nothing.
#![cfg(test)]

use std::fs;
use std::process::{Command, Output};
use tempfile::TempDir;

struct Desk(TempDir);

impl Desk {
    fn migrated() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.says(&["migrate"], 0);
        desk
    }

    fn file(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("MOTCUA_") {
                command.env_remove(name);
            }
        }
        command.current_dir(self.0.path()).args(arguments).output().unwrap()
    }

    fn says(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn accounts_are_previewed_then_made_and_their_passwords_told_once() {
    let desk = Desk::migrated();
    let titles = "login,name,role,agency,from,until\n";
    desk.file("wrong.csv", &format!("{titles}mau,Mẫu,vua,H99,01/12/2026,\n"));
    let wrong = desk.says(&["import", "accounts", "wrong.csv", "--apply"], 1);
    assert!(wrong.contains("line 2, Vai trò: There is no role “vua”."), "{wrong}");
    assert!(wrong.contains("line 2, Mã cơ quan: No agency has the code H99"), "{wrong}");

    desk.file("people.csv", &format!("{titles}mau.mot,Mẫu Một,Công chức tiếp nhận,H13.163.01,01/12/2026,\n"));
    let preview = desk.says(&["import", "accounts", "people.csv"], 0);
    assert!(preview.contains("1 roles of new accounts would be added"), "{preview}");
    assert_eq!(desk.says(&["account", "list", "--json"], 0).trim(), "[]");
    let done = desk.says(&["import", "accounts", "people.csv", "--apply"], 0);
    assert!(done.contains("first passwords, told this once:\n  mau.mot  "), "{done}");
    let again = desk.says(&["import", "accounts", "people.csv", "--apply"], 0);
    assert!(again.contains("1 are there already") && !again.contains("passwords"), "{again}");
    assert!(desk.says(&["account", "list"], 0).contains("clerk at H13.163.01"));
}

#[test]
fn agencies_come_back_as_lines_for_the_file_of_the_province() {
    let desk = Desk::migrated();
    desk.file("tree.csv", "code,name,kind,level,parent,from\nH13.014,Sở Mẫu,sở,tỉnh,H13,01/12/2026\n");
    let preview = desk.says(&["import", "agencies", "tree.csv"], 0);
    assert!(preview.contains("line 2: H13.014 Sở Mẫu (new)"), "{preview}");
    desk.says(&["import", "agencies", "tree.csv", "--apply", "rows.toml"], 0);
    let rows = fs::read_to_string(desk.0.path().join("rows.toml")).unwrap();
    assert!(rows.contains("{ code = \"H13.014\", name = \"Sở Mẫu\""), "{rows}");
    desk.says(&["import", "agencies", "tree.csv", "--apply", "rows.toml"], 1);
    desk.file("tree.csv", "code,name,kind,level,parent,from\nH13.014,Sở Mẫu,sở,tỉnh,H99,01/12/2026\n");
    assert!(desk.says(&["import", "agencies", "tree.csv"], 1).contains("line 2, Mã cơ quan cấp trên"));
}

#[test]
fn a_year_of_days_off_becomes_the_calendar_of_the_setting() {
    let desk = Desk::migrated();
    let shipped = motcua_calendar::shipped();
    let mut rows = "date,kind,name\n".to_owned();
    for (date, it) in shipped.exceptions().filter(|(date, _)| date.year() == 2027) {
        let kind = serde_json::to_value(it.kind).unwrap();
        rows.push_str(&format!("{date},{},\"{}\"\n", kind.as_str().unwrap(), it.name));
    }
    desk.file("short.csv", "date,kind,name\n01/01/2027,nghỉ lễ,Tết Dương lịch\n");
    let short = desk.says(&["import", "calendar", "short.csv"], 1);
    assert!(short.contains("lacks the holiday Quốc khánh"), "{short}");
    desk.file("2027.csv", &format!("{rows}31/12/2027,nghỉ hoán đổi,Nghỉ cuối năm\n"));
    let preview = desk.says(&["import", "calendar", "2027.csv"], 0);
    assert!(preview.contains("2027-12-31: – → Nghỉ cuối năm"), "{preview}");
    assert!(
        preview.contains("years 2027: 1 days differ; of 0 dossiers 0 would get another date"),
        "{preview}"
    );
    desk.says(&["import", "calendar", "2027.csv", "--apply", "calendar.csv"], 0);
    let due = ["calendar", "due", "--start", "2027-12-30T09:00", "--add", "1 working day"];
    let shipped = desk.says(&due, 0);
    let decided = desk.says(&[&due[..], &["--calendar", "calendar.csv"]].concat(), 0);
    assert!(shipped.starts_with("2027-12-31") && decided.starts_with("2028-01-04"), "{shipped} {decided}");
}
