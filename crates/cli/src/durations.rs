//! `motcua report durations`: the figures of an event log.

use crate::input;
use anyhow::Context;
use clap::Args;
use motcua_kernel::Instant;
use motcua_reporting::{csv_log, durations, xes};
use std::path::PathBuf;
use time::UtcOffset;

#[derive(Args)]
pub struct Durations {
    /// The log: XES or CSV, also packed as .gz.
    #[arg(long)]
    log: PathBuf,
    /// Also count what was received, finished and open at this moment.
    #[arg(long, value_parser = input::instant)]
    as_of: Option<Instant>,
    /// The zone in which months are told apart.
    #[arg(long, value_parser = input::zone, default_value = "+07:00", allow_hyphen_values = true)]
    zone: UtcOffset,
    /// For programs.
    #[arg(long)]
    json: bool,
}

pub fn run(asked: &Durations) -> anyhow::Result<String> {
    let file = input::open(&asked.log)?;
    let name = asked.log.to_string_lossy().to_lowercase();
    let log = if name.trim_end_matches(".gz").ends_with(".csv") {
        csv_log::read(file).map_err(anyhow::Error::from)
    } else {
        xes::read(file).map_err(anyhow::Error::from)
    }
    .with_context(|| asked.log.display().to_string())?;
    let report = durations::report(&log, asked.as_of, asked.zone);
    if asked.json {
        return Ok(serde_json::to_string_pretty(&report)?);
    }
    let mut lines = vec![format!(
        "hồ sơ: {}, sự kiện: {}, công việc: {}, người: {}, dạng quy trình: {}",
        report.cases, report.events, report.activities, report.resources, report.variants,
    )];
    lines.push(report.duration_seconds.as_ref().map_or_else(
        || "thời gian: –".to_owned(),
        |it| {
            format!(
                "thời gian (giây): trung vị {:.1}, trung bình {:.1}, p90 {:.1}, dài nhất {:.1}",
                it.median, it.mean, it.p90_linear, it.max
            )
        },
    ));
    let deadline = &report.deadline;
    lines.push(format!(
        "đã xong: {}, đúng hạn: {}, trễ hạn: {}, chưa xong: {}",
        deadline.closed, deadline.closed_by_deadline, deadline.closed_late, deadline.open
    ));
    Ok(lines.join("\n"))
}
