//! Hồ sơ giấy tồn: a file of dossiers that were open on paper when the office began to work with the system.
//!
//! Sent by one person, looked at, approved by another; what is wrong stays out and says why, what is there already is left
//! alone. Nothing of it is a dossier before it is approved.

mod approve;
mod cells;
mod columns;
mod judge;
mod look;
mod row;
mod send;

pub use approve::approve;
pub(crate) use cells::read_date;
pub use columns::{COLUMNS, Column, example};
pub use judge::{JudgedRow, Ready, Verdict, Verdicts};
pub use look::{SeenBatch, batch, batches, by_slip, preview_file};
pub use send::{Sent, send, throw_away};

use crate::AppError;
use serde::{Deserialize, Serialize};

/// The file people fill in, with a row that shows how.
///
/// # Errors
/// When it can not be made, which is no fault of whoever asks.
pub fn template(sheet: &str, titles: &[&str]) -> Result<Vec<u8>, AppError> {
    table(sheet, titles, example())
}

/// A table with these titles and one row.
///
/// # Errors
/// When it can not be made, which is no fault of whoever asks.
pub fn table(sheet: &str, titles: &[&str], row: Vec<String>) -> Result<Vec<u8>, AppError> {
    motcua_spreadsheet::write(sheet, titles, &[row]).map_err(|error| AppError::Unwritable(error.into()))
}

/// What came of an approved file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Dossiers that were taken over.
    pub taken_over: u32,
    /// Rows whose slips had been entered before.
    pub already: u32,
    /// Rows that were left out, by line of the file, each with everything that is wrong with it.
    pub wrong: Vec<(u32, Vec<motcua_kernel::Refusal>)>,
}
