//! `motcua report durations`: the figures of an event log, of a file or of the database.

use crate::settings::Settings;
use crate::{database, input, log_file};
use clap::Args;
use motcua_app::log::export_log;
use motcua_kernel::Instant;
use motcua_reporting::durations::{self, DurationReport};
use motcua_reporting::event_log::EventLog;
use std::path::PathBuf;
use time::UtcOffset;

#[derive(Args)]
pub struct Durations {
    /// A log to read instead of the database: XES or CSV, also packed as .gz.
    #[arg(long)]
    log: Option<PathBuf>,
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

impl Durations {
    /// Reads the log from its file, where one is named.
    pub fn file(&self) -> Option<anyhow::Result<EventLog>> {
        self.log.as_deref().map(log_file::read)
    }

    pub fn answer(&self, log: &EventLog) -> anyhow::Result<String> {
        let report = durations::report(log, self.as_of, self.zone);
        if self.json {
            return Ok(serde_json::to_string_pretty(&report)?);
        }
        Ok(sentences(&report))
    }
}

/// The cases that were imported into the database.
pub async fn stored(settings: &Settings) -> anyhow::Result<EventLog> {
    Ok(export_log(&database::open(settings).await?).await?)
}

fn sentences(report: &DurationReport) -> String {
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
    if let Some(moment) = &report.as_of {
        lines.push(format!(
            "tại {}: đã nhận {}, đã xong {} (đúng hạn {}, trễ {}), chưa xong {} còn hạn, {} quá hạn",
            moment.moment,
            moment.received,
            moment.finished,
            moment.finished_on_time,
            moment.finished_late,
            moment.open_in_time,
            moment.open_overdue
        ));
    }
    lines.join("\n")
}
