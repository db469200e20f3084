//! `motcua verify`: whether every stored state is what its history says, and so are receipts, drawers and statement lines.

use crate::settings::Settings;
use crate::{Answer, database, progress};
use clap::Args;
use motcua_app::upkeep::{self, VerifyReport};
use serde_json::json;

#[derive(Args)]
pub struct Verify {
    /// For programs.
    #[arg(long)]
    json: bool,
}

pub async fn run(settings: &Settings, asked: &Verify) -> anyhow::Result<Answer> {
    let context = database::open(settings).await?;
    let bar = progress::counter();
    let outcome = upkeep::verify(&context, &|done| progress::show(&bar, done)).await;
    bar.finish_and_clear();
    let report = outcome?;
    let text =
        if asked.json { serde_json::to_string_pretty(&for_programs(&report))? } else { sentence(&report) };
    Ok(if report.is_sound() { Answer::Good(text) } else { Answer::Bad(text) })
}

fn for_programs(report: &VerifyReport) -> serde_json::Value {
    let broken = report.broken.iter().map(|(id, what)| json!({ "dossier": id, "what": what }));
    json!({ "dossiers": report.dossiers, "broken": broken.collect::<Vec<_>>(), "tables": report.tables })
}

fn sentence(report: &VerifyReport) -> String {
    let mut lines =
        vec![format!("đã kiểm tra {} hồ sơ, {} hồ sơ hỏng", report.dossiers, report.broken.len())];
    lines.extend(report.broken.iter().map(|(id, what)| format!("  {id}: {what}")));
    if !report.tables.is_empty() {
        lines.push(format!("{} chỗ sai trong ngăn tiền, biên lai và sao kê", report.tables.len()));
        lines.extend(report.tables.iter().map(|what| format!("  {what}")));
    }
    lines.join("\n")
}
