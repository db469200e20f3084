//! `motcua agencies`: what follows when the tree of agencies has changed.

use crate::settings::Settings;
use crate::{Answer, database, progress};
use clap::{Args, Subcommand};
use motcua_app::upkeep::{self, SuccessionReport};
use motcua_i18n::{Locale, say};
use serde_json::json;

#[derive(Subcommand)]
pub enum Command {
    /// Let successors go on with what is open at agencies that have ended. Running it again changes nothing. Exit code 1
    /// when an agency has ended and left nobody.
    Succeed(Succeed),
}

#[derive(Args)]
pub struct Succeed {
    /// For programs.
    #[arg(long)]
    json: bool,
}

pub async fn run(settings: &Settings, command: &Command) -> anyhow::Result<Answer> {
    let Command::Succeed(asked) = command;
    let context = database::open(settings).await?;
    let bar = progress::counter();
    let outcome = upkeep::succeed(&context, &|done| progress::show(&bar, done)).await;
    bar.finish_and_clear();
    let report = outcome?;
    let text =
        if asked.json { serde_json::to_string_pretty(&for_programs(&report))? } else { sentences(&report) };
    Ok(if report.stuck.is_empty() { Answer::Good(text) } else { Answer::Bad(text) })
}

fn for_programs(report: &SuccessionReport) -> serde_json::Value {
    let stuck = report.stuck.iter().map(|(id, why)| json!({ "dossier": id, "why": why }));
    json!({ "dossiers": report.dossiers, "moved": report.moved, "stuck": stuck.collect::<Vec<_>>() })
}

fn sentences(report: &SuccessionReport) -> String {
    let mut lines = vec![format!(
        "đã xem {} hồ sơ, {} hồ sơ chuyển cho cơ quan kế thừa, {} hồ sơ chưa có cơ quan kế thừa",
        report.dossiers,
        report.moved.len(),
        report.stuck.len()
    )];
    lines.extend(report.stuck.iter().map(|(id, why)| format!("  {id}: {}", say(Locale::Vi, &why.message))));
    lines.join("\n")
}
