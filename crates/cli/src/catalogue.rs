//! `motcua check catalogue`: reads the national list of procedures and counts what became of every row.

use crate::input;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Check {
    /// The list, one JSON object a line; also packed as .gz.
    file: PathBuf,
    /// For programs.
    #[arg(long)]
    json: bool,
}

pub fn run(check: &Check) -> anyhow::Result<String> {
    let import = motcua_catalogue::import::read(input::open(&check.file)?)?;
    if check.json {
        return Ok(serde_json::to_string_pretty(&import.report)?);
    }
    Ok(import.report.to_string())
}
