//! From an event log to CSV that reads back as equal cases.
//!
//! It must never write a cell a spreadsheet would run as a formula.

use super::{CASE_COLUMNS, GUARD, HEADER, needs_guard};
use crate::event_log::{Activity, Case, EventLog};
use motcua_kernel::Instant;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Why a log could not be written.
#[derive(Debug, thiserror::Error)]
pub enum CsvWriteError {
    /// The target failed.
    #[error("the log could not be written")]
    Io(#[from] io::Error),
    /// The CSV writer failed.
    #[error("a row could not be written")]
    Csv(#[from] csv::Error),
    /// The attributes of a row could not be put into JSON.
    #[error("attributes could not be written")]
    Json(#[from] serde_json::Error),
}

/// Writes the cases of the log. Its own attributes ([`EventLog::extra`]) have no place in a table and are left out.
///
/// # Errors
/// When the target fails; then a part may have been written.
pub fn write(log: &EventLog, target: impl Write) -> Result<(), CsvWriteError> {
    let mut table = csv::Writer::from_writer(target);
    table.write_record(HEADER)?;
    for (index, case) in log.cases.iter().enumerate() {
        let case_cells = case_cells(index + 1, case)?;
        if case.events.is_empty() {
            table.write_record(case_cells.iter().chain(&no_event()))?;
        }
        for event in &case.events {
            table.write_record(case_cells.iter().chain(&event_cells(event)?))?;
        }
    }
    table.flush()?;
    Ok(())
}

type EventCells = [String; HEADER.len() - CASE_COLUMNS];

fn case_cells(number: usize, case: &Case) -> Result<[String; CASE_COLUMNS], serde_json::Error> {
    Ok([
        number.to_string(),
        text(case.id.as_deref()),
        text(case.channel.as_deref()),
        text(case.department.as_deref()),
        text(case.group.as_deref()),
        text(case.responsible.as_deref()),
        moment(case.start),
        moment(case.end),
        moment(case.planned_end),
        moment(case.deadline),
        json(&case.extra)?,
        json(&case.nested)?,
    ])
}

fn event_cells(event: &Activity) -> Result<EventCells, serde_json::Error> {
    Ok([
        text(Some(&event.activity)),
        text(event.resource.as_deref()),
        text(event.group.as_deref()),
        text(event.instance.as_deref()),
        text(event.lifecycle.as_deref()),
        moment(Some(event.occurred)),
        json(&event.extra)?,
        json(&event.nested)?,
    ])
}

fn no_event() -> EventCells {
    EventCells::default()
}

fn text(value: Option<&str>) -> String {
    match value {
        Some(text) if needs_guard(text) => format!("{GUARD}{text}"),
        Some(text) => text.to_owned(),
        None => String::new(),
    }
}

fn moment(value: Option<Instant>) -> String {
    value.map(|moment| moment.to_string()).unwrap_or_default()
}

fn json<V: Serialize>(values: &BTreeMap<String, V>) -> Result<String, serde_json::Error> {
    if values.is_empty() { Ok(String::new()) } else { serde_json::to_string(values) }
}
