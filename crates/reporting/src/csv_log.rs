//! Event logs as CSV: one event a row, the attributes of its case repeated.
//!
//! The header is [`HEADER`], in this order. `case_number` counts the cases from 1; the rows of a case follow each other. A
//! case without events has one row whose `activity` and `occurred` are empty. Moments are RFC 3339. The four columns
//! `…_extra` and `…_nested` are JSON, or empty. Attributes of the log as a whole are not carried.
//!
//! An empty cell is an absent value. A text that is empty, or begins with one of `\ = + - @`, tab or carriage return, is
//! written with a backslash before it: so it reads back exact, and a spreadsheet never takes it for a formula. Neither
//! direction may lose or alter an attribute of a case or an event.

mod read;
mod write;

pub use read::read;
pub use write::{CsvWriteError, write};

/// The columns.
pub const HEADER: [&str; 20] = [
    "case_number",
    "case_id",
    "channel",
    "department",
    "group",
    "responsible",
    "start",
    "end",
    "planned_end",
    "deadline",
    "case_extra",
    "case_nested",
    "activity",
    "resource",
    "event_group",
    "instance",
    "lifecycle",
    "occurred",
    "event_extra",
    "event_nested",
];

/// How many columns, from the first, tell of the case.
const CASE_COLUMNS: usize = 12;

/// What is written before a text that could be misread.
const GUARD: char = '\\';

fn needs_guard(text: &str) -> bool {
    text.is_empty() || text.starts_with([GUARD, '=', '+', '-', '@', '\t', '\r'])
}

/// Why a log could not be read.
#[derive(Debug, thiserror::Error)]
#[error("line {line}")]
pub struct CsvError {
    /// The line at which the offending row starts, from 1.
    pub line: u64,
    /// What is wrong there.
    #[source]
    pub problem: CsvProblem,
}

/// What is wrong with a table.
#[derive(Debug, thiserror::Error)]
pub enum CsvProblem {
    /// Not well-formed CSV in UTF-8, or the input could not be read.
    #[error("not well-formed CSV")]
    Csv(#[source] csv::Error),
    /// A row longer than a mebibyte.
    #[error("a row is too long")]
    TooLong,
    /// The first line is not [`HEADER`].
    #[error("the header is not that of an event log")]
    Header,
    /// The case number is neither that of the row before nor the next one.
    #[error("the case number does not continue that of the row before")]
    CaseNumber,
    /// A case told differently from the row before.
    #[error("the case differs from the row before")]
    CaseDiffers,
    /// A case without events that has more than one row.
    #[error("a case without events has one row")]
    NoEvents,
    /// A cell whose text is not what the column asks for.
    #[error("the cell of {0} cannot be read")]
    Cell(&'static str),
}
