//! `motcua notices check`: a province sees what is wrong with its words before its people do.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use std::process::{Command, Output};

fn check(files: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MOTCUA_") {
            command.env_remove(name);
        }
    }
    command.current_dir(folder.path()).args(["notices", "check"]).arg(folder.path()).output().unwrap()
}

#[test]
fn the_words_of_the_program_stand_behind_an_empty_folder() {
    let output = check(&[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn a_missing_field_is_named_with_file_and_line() {
    let output =
        check(&[("km.toml", "[result-ready]\nshort = \"{{ number }}\"\nsubject = \"{{ tracking }}\"\n")]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("km.toml:3: there is no tracking here"), "{said}");
}
