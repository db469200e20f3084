//! The people of a province of its own, from an empty database on, as an operator makes them with the built binary.
#![cfg(test)]

use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const PASSWORD: &str = "một câu dài dễ nhớ";

struct Desk(TempDir);

impl Desk {
    fn migrated() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.done(&["migrate"], "");
        desk
    }

    /// With `input` on the standard input.
    fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("MOTCUA_") {
                command.env_remove(name);
            }
        }
        command.current_dir(self.0.path()).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // One that refuses its arguments reads nothing.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    fn done(&self, arguments: &[&str], input: &str) -> String {
        let output = self.run(arguments, input);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Ends with `code`, prints nothing but `said` to the operator, and not the password.
    fn fails(&self, arguments: &[&str], input: &str, code: i32, said: &str) {
        let output = self.run(arguments, input);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
        assert!(error.contains(said) && !error.contains(PASSWORD), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }

    fn accounts(&self, more: &[&str]) -> Value {
        let asked = [&["account", "list", "--json"], more].concat();
        serde_json::from_str(&self.done(&asked, "")).unwrap()
    }

    /// How the password of an account is hashed, and whether somebody else knows it.
    fn kept(&self, login: &str) -> (String, i64) {
        let url = format!("sqlite:{}", self.0.path().join("motcua.sqlite").display());
        let sql = format!("SELECT password_hash, password_given FROM account WHERE login = '{login}'");
        let read = async {
            let database = Database::connect(url).await.unwrap();
            let asked = Statement::from_string(DbBackend::Sqlite, sql);
            let row = database.query_one_raw(asked).await.unwrap().unwrap();
            let hash: String = row.try_get_by_index(0).unwrap();
            let cost = hash.splitn(5, '$').take(4).collect::<Vec<_>>().join("$");
            (cost, row.try_get_by_index(1).unwrap())
        };
        tokio::runtime::Runtime::new().unwrap().block_on(read)
    }

    fn add(&self, login: &str, role: &str, agency: &str) -> String {
        let asked = [
            "account",
            "add",
            "--login",
            login,
            "--name",
            "Nguyễn Văn Quản",
            "--role",
            role,
            "--agency",
            agency,
            "--from",
            "2026-01-01",
        ];
        self.done(&asked, &format!("{PASSWORD}\n"))
    }
}

#[test]
fn the_first_administrator_is_made_and_shown() {
    let desk = Desk::migrated();
    assert!(desk.done(&["account", "list"], "").contains("`motcua account add` makes one"));
    let made = desk.add("Quan.Tri", "administrator", "H13");
    assert!(
        made.contains("quan.tri is made: administrator at H13 UBND thành phố Cần Thơ from 2026-01-01"),
        "{made}"
    );
    desk.add("clerk", "clerk", "H13.163.01");
    let granted = desk.done(
        &["account", "grant", "--login", "clerk", "--role", "cashier", "--agency", "H13.163.01"]
            .iter()
            .chain(&["--from", "2026-02-01", "--until", "2026-03-01"])
            .copied()
            .collect::<Vec<_>>(),
        "",
    );
    assert!(granted.contains("clerk is cashier at H13.163.01"), "{granted}");
    assert!(granted.contains("from 2026-02-01 until 2026-03-01"), "{granted}");
    let shown = desk.done(&["account", "list"], "");
    assert!(shown.contains("quan.tri  Nguyễn Văn Quản\n  administrator at H13 "), "{shown}");

    let all = desk.accounts(&[]);
    assert_eq!((&all[0]["login"], &all[1]["login"]), (&json!("clerk"), &json!("quan.tri")));
    let cashier = &all[0]["roles"][1];
    assert_eq!(
        (&cashier["role"], &cashier["agency"], &cashier["until"]),
        (&json!("cashier"), &json!("H13.163.01"), &json!("2026-03-01"))
    );
    let there = desk.accounts(&["--agency", "H13"]);
    assert_eq!((there.as_array().unwrap().len(), &there[0]["login"]), (1, &json!("quan.tri")));
    assert!(!all.to_string().contains("argon2"), "{all}");
}

#[test]
fn an_account_is_disabled_enabled_and_given_another_password() {
    let desk = Desk::migrated();
    desk.add("clerk", "clerk", "H13.163.01");
    let said = desk.done(&["account", "disable", "--login", "clerk"], "");
    assert!(said.contains("clerk is disabled; 0 sessions ended"), "{said}");
    assert_eq!(desk.accounts(&[])[0]["disabled"], true);
    assert!(desk.done(&["account", "list"], "").contains("Quản (disabled)"));
    desk.done(&["account", "enable", "--login", "clerk"], "");
    assert_eq!(desk.accounts(&[])[0]["disabled"], false);
    let said = desk.done(&["account", "password", "--login", "clerk"], "another one to remember\r\n");
    assert!(said.contains("0 API tokens still count"), "{said}");
}

#[test]
fn what_is_not_there_is_named_with_what_is() {
    let desk = Desk::migrated();
    let add = |role, agency| {
        ["account", "add", "--login", "quantri", "--name", "Quản", "--role", role, "--agency", agency]
    };
    desk.fails(&add("king", "H13"), PASSWORD, 2, "`king` is no role; there is clerk, unit-head, ");
    desk.fails(&add("administrator", "H99"), PASSWORD, 1, "no agency has the code `H99` on ");
    desk.fails(&add("administrator", "H99"), PASSWORD, 1, "there is H13");
    desk.fails(&add("clerk", "H13.163.99"), PASSWORD, 1, "there is H13.163, H13.163.01");
    desk.fails(&add("administrator", "H13"), "", 1, "the standard input holds no password");
    desk.fails(&add("administrator", "H13"), "short\n", 1, "motcua: ");
    let mut unnamed = add("administrator", "H13");
    unnamed[5] = " ";
    desk.fails(&unnamed, PASSWORD, 1, "The name of a person has 1 to 100 characters");
    let mut wrong = add("administrator", "H13");
    wrong[3] = "?";
    desk.fails(&wrong, PASSWORD, 2, "--login");
    for verb in ["disable", "enable", "password"] {
        let said = "No account has the login name quantri. Please choose one from the list of accounts. (`motcua account list`)";
        desk.fails(&["account", verb, "--login", "quantri"], "", 1, said);
    }
    assert_eq!(desk.accounts(&[]), json!([]));

    desk.add("quantri", "administrator", "H13");
    desk.fails(&add("administrator", "H13"), PASSWORD, 1, "This login name is taken.");
    let grant = ["account", "grant", "--login", "quantri", "--role", "administrator", "--agency", "H13"];
    desk.fails(&grant, "", 1, "The account quantri has this role at this agency");
    let ends = [&grant[..], &["--from", "2026-05-02", "--until", "2026-05-02"]].concat();
    desk.fails(&ends, "", 1, "The role would end before it begins on");
    desk.fails(&[&grant[..], &["--from", "hôm qua"]].concat(), "", 2, "is no date like 2026-08-28");
}

#[test]
fn a_password_is_kept_at_the_full_cost_and_with_who_knows_it() {
    let desk = Desk::migrated();
    desk.add("quan.tri", "administrator", "H13");
    assert_eq!(desk.kept("quan.tri"), ("$argon2id$v=19$m=19456,t=2,p=1".to_owned(), 0));
    let given = ["account", "password", "--login", "quan.tri", "--given"];
    desk.done(&given, "mật khẩu ai cũng biết\n");
    assert_eq!(desk.kept("quan.tri"), ("$argon2id$v=19$m=19456,t=2,p=1".to_owned(), 1));
    desk.done(&given[..4], "một câu của riêng tôi\n");
    assert_eq!(desk.kept("quan.tri").1, 0);
}
