//! `motcua notices`: every message of every kind written with made-up data, so that a province sees what is wrong with its
//! folder of words before its people do. Reads the folder and no database.

use crate::Answer;
use anyhow::Context;
use clap::{Args, Subcommand};
use motcua_notifications::Templates;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum Command {
    /// Each fault of the words of a folder, with file and line, on every channel and in every language; exit code 1 when
    /// there is one.
    Check(Check),
}

#[derive(Args)]
pub struct Check {
    /// The folder of words; that of the settings, if absent, and those of the program where there is none.
    folder: Option<PathBuf>,
}

pub fn run(command: &Command, settings: Option<&Path>) -> anyhow::Result<Answer> {
    let Command::Check(Check { folder }) = command;
    let faults = templates_of(folder.as_deref().or(settings))?.check();
    if faults.is_empty() {
        return Ok(Answer::Good(
            "every message can be written in every language on every channel".to_owned(),
        ));
    }
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    Ok(Answer::Bad(lines.join("\n")))
}

/// The words of a folder before those of the program; those of the program where there is no folder.
pub fn templates_of(folder: Option<&Path>) -> anyhow::Result<Templates> {
    let Some(folder) = folder else { return Ok(Templates::built_in()) };
    let what = || format!("the folder of notices {} can not be read", folder.display());
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).with_context(what)? {
        let entry = entry.with_context(what)?;
        if entry.file_type().with_context(what)?.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.insert(name, std::fs::read(entry.path()).with_context(what)?);
        }
    }
    Ok(Templates::with_folder(&files))
}
