//! `motcua check catalogue` and `motcua import catalogue`: reads the national list of procedures, counts what became of
//! every row, and keeps a draft of each procedure.

use crate::settings::Settings;
use crate::{Answer, database, input, progress};
use anyhow::Context;
use clap::Args;
use motcua_app::catalogue::{CatalogueImport, import_catalogue};
use motcua_catalogue::import::{ImportReport, Rejected};
use serde::Serialize;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Check {
    /// The list, one JSON object a line; also packed as .gz.
    file: PathBuf,
    /// For programs.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct Import {
    /// The list, one JSON object a line; also packed as .gz.
    file: PathBuf,
    /// For programs.
    #[arg(long)]
    json: bool,
}

/// What `import catalogue --json` says.
#[derive(Serialize)]
struct Imported<'a> {
    stored: usize,
    replaced: usize,
    rejected_lines: Vec<RejectedLine>,
    #[serde(flatten)]
    report: &'a ImportReport,
}

/// A line that was not taken over.
#[derive(Serialize)]
struct RejectedLine {
    line: usize,
    why: String,
}

pub fn run(check: &Check) -> anyhow::Result<String> {
    let import = read(&check.file)?;
    if check.json {
        return Ok(serde_json::to_string_pretty(&import.report)?);
    }
    Ok(import.report.to_string())
}

pub async fn import(settings: &Settings, asked: &Import) -> anyhow::Result<Answer> {
    let list = read(&asked.file)?;
    let context = database::open(settings).await?;
    let bar = progress::of(list.procedures.len());
    let outcome = import_catalogue(&context, &list.procedures, &|done| progress::show(&bar, done)).await;
    bar.finish_and_clear();
    let kept = outcome?;
    let text = if asked.json {
        serde_json::to_string_pretty(&for_programs(kept, &list.rejected, &list.report))?
    } else {
        sentences(kept, &list.rejected, &list.report)
    };
    Ok(if list.rejected.is_empty() { Answer::Good(text) } else { Answer::Bad(text) })
}

fn read(file: &Path) -> anyhow::Result<motcua_catalogue::import::Import> {
    let source = input::open(file)?;
    motcua_catalogue::import::read(source).with_context(|| format!("{} can not be read", file.display()))
}

fn for_programs<'a>(kept: CatalogueImport, rejected: &[Rejected], report: &'a ImportReport) -> Imported<'a> {
    let line = |it: &Rejected| RejectedLine { line: it.line, why: it.why.to_string() };
    Imported {
        stored: kept.stored,
        replaced: kept.replaced,
        rejected_lines: rejected.iter().map(line).collect(),
        report,
    }
}

fn sentences(kept: CatalogueImport, rejected: &[Rejected], report: &ImportReport) -> String {
    let mut lines = vec![report.to_string().trim_end().to_owned()];
    lines.extend(rejected.iter().map(|it| format!("not taken over: {it}")));
    lines.push(format!("stored {}, replaced {}", kept.stored, kept.replaced));
    lines.join("\n")
}
