//! `motcua forms`: every form of every set printed with made-up data, so that a province sees what is wrong with its folder
//! before its counters do. Reads the folder and no database.

use crate::Answer;
use anyhow::Context;
use clap::{Args, Subcommand};
use motcua_app::sheets::Press;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum Command {
    /// Each fault of the templates, sets and fonts of a folder, with file, line and column; exit code 1 when there is one.
    Check(Check),
}

#[derive(Args)]
pub struct Check {
    /// The folder of forms; that of the settings, if absent, and those of the program where there is none.
    folder: Option<PathBuf>,
}

pub fn run(command: &Command, settings: Option<&Path>) -> anyhow::Result<Answer> {
    let Command::Check(Check { folder }) = command;
    let press = match folder.as_deref().or(settings) {
        Some(folder) => press_of(folder)?,
        None => Press::built_in(),
    };
    let faults = press.check();
    if faults.is_empty() {
        return Ok(Answer::Good("every form of every set can be printed".to_owned()));
    }
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    Ok(Answer::Bad(lines.join("\n")))
}

/// The press with the files of a folder before those of the program, by their names in it.
pub fn press_of(folder: &Path) -> anyhow::Result<Press> {
    let mut files = BTreeMap::new();
    read(folder, "", &mut files)?;
    Ok(Press::with(files))
}

fn read(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) -> anyhow::Result<()> {
    let what = || format!("the folder of forms {} can not be read", folder.display());
    for entry in std::fs::read_dir(folder).with_context(what)? {
        let entry = entry.with_context(what)?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type().with_context(what)?.is_dir() {
            read(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, std::fs::read(entry.path()).with_context(what)?);
        }
    }
    Ok(())
}
