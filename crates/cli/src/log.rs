//! `motcua import log` and `motcua export log`: event logs into the database and out of it.

use crate::log_file::{self, Format};
use crate::settings::Settings;
use crate::{database, progress};
use clap::Args;
use motcua_app::AppError;
use motcua_app::log::{ImportReport, export_log, import_log};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Import {
    /// The log: XES or CSV, also packed as .gz.
    file: PathBuf,
}

#[derive(Args)]
pub struct Export {
    /// How to write it; by the ending of the file, if absent.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The file to write; packed when it ends in .gz, overwritten when it exists.
    file: PathBuf,
}

pub async fn import(settings: &Settings, asked: &Import) -> anyhow::Result<String> {
    let log = log_file::read(&asked.file)?;
    let context = database::open(settings).await?;
    let actor = database::operator(&context)?;
    let bar = progress::of(log.cases.len());
    let outcome = import_log(&context, actor, &log, &|done| progress::show(&bar, done)).await;
    bar.finish_and_clear();
    Ok(sentence(&outcome.map_err(|error| told(error, &asked.file))?))
}

pub async fn export(settings: &Settings, asked: &Export) -> anyhow::Result<String> {
    let context = database::open(settings).await?;
    let log = export_log(&context).await?;
    log_file::write(&log, asked.format, &asked.file)?;
    let events: usize = log.cases.iter().map(|it| it.events.len()).sum();
    Ok(format!("{} hồ sơ, {events} sự kiện → {}", log.cases.len(), asked.file.display()))
}

/// A refusal with what it is about: there is no page here that would show its text.
fn told(error: AppError, file: &Path) -> anyhow::Error {
    let AppError::Refused(refusal) = &error else { return error.into() };
    let about: Vec<String> =
        refusal.message.values.iter().map(|(name, value)| format!("{name} {value}")).collect();
    let about = format!("{}: {}", file.display(), about.join(", "));
    anyhow::Error::from(error).context(about)
}

fn sentence(report: &ImportReport) -> String {
    let mut lines = vec![format!(
        "đã nhập {} hồ sơ, {} sự kiện; bỏ qua {} hồ sơ đã có",
        report.cases, report.events, report.skipped
    )];
    if !report.unmapped.is_empty() {
        lines.push("thuộc tính không lưu được:".to_owned());
        lines.extend(report.unmapped.iter().map(|(key, count)| format!("  {key}: {count}")));
    }
    lines.join("\n")
}
