//! `motcua files`: what lies in the store of files and belongs to nobody.

use crate::settings::Settings;
use crate::{Answer, database, progress};
use clap::{Args, Subcommand};
use motcua_app::files::{self, Collecting, CollectingEnd, OrphanReport};
use serde_json::json;

#[derive(Subcommand)]
pub enum Command {
    /// Take away files that no dossier names and that are older than a day. Exit code 1 when they are so many that the
    /// folder or the bucket seems to belong to another database; nothing is taken then.
    Collect(Collect),
}

#[derive(Args)]
pub struct Collect {
    /// Only say what would be taken away.
    #[arg(long)]
    dry_run: bool,
    /// Take them away even when they are more than the files of all dossiers.
    #[arg(long, conflicts_with = "dry_run")]
    however_many: bool,
    /// For programs.
    #[arg(long)]
    json: bool,
}

pub async fn run(settings: &Settings, command: &Command) -> anyhow::Result<Answer> {
    let Command::Collect(asked) = command;
    let context = database::with_files(database::open(settings).await?, settings)?;
    let collecting = match (asked.dry_run, asked.however_many) {
        (true, _) => Collecting::Trial,
        (false, true) => Collecting::Whatever,
        (false, false) => Collecting::Careful,
    };
    let bar = progress::counter();
    let outcome = files::collect_orphans(&context, collecting, &|done| progress::show(&bar, done)).await;
    bar.finish_and_clear();
    let report = outcome?;
    let text =
        if asked.json { serde_json::to_string_pretty(&for_programs(&report))? } else { sentence(&report) };
    Ok(match report.end {
        CollectingEnd::TooMany => Answer::Bad(text),
        CollectingEnd::Left | CollectingEnd::Taken => Answer::Good(text),
    })
}

fn for_programs(report: &OrphanReport) -> serde_json::Value {
    let end = match report.end {
        CollectingEnd::Left => "left",
        CollectingEnd::Taken => "taken",
        CollectingEnd::TooMany => "too-many",
    };
    json!({
        "known": report.known, "orphans": report.orphans, "bytes": report.bytes,
        "broken_off": report.broken_off, "end": end,
    })
}

fn sentence(report: &OrphanReport) -> String {
    let found = format!(
        "{} tệp thuộc hồ sơ, {} tệp không thuộc hồ sơ nào ({} byte), {} tệp gửi dở",
        report.known, report.orphans, report.bytes, report.broken_off
    );
    match report.end {
        CollectingEnd::Left => format!("{found}; chưa xóa tệp nào"),
        CollectingEnd::Taken => format!("{found}; đã xóa các tệp không thuộc hồ sơ nào và tệp gửi dở"),
        CollectingEnd::TooMany => format!(
            "{found}; không xóa vì số tệp không thuộc hồ sơ nào quá nhiều: kiểm tra attachments.folder, bucket.name và \
             database.url có cùng một hệ thống không, rồi chạy lại với --however-many nếu đúng"
        ),
    }
}
