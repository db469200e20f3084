//! What is to become of each row of a file: taken over, left alone because its slip is entered already, or left out.

use super::columns::Places;
use super::row::PaperRow;
use crate::{AppError, Context};
use motcua_intake::slip_number;
use motcua_kernel::{AgencyId, DossierId, Instant, Refusal};
use motcua_spreadsheet::Table;
use motcua_storage::{Handle, paper_slips};
use std::collections::BTreeMap;

/// A row and what is to become of it.
#[derive(Clone, Debug)]
pub struct JudgedRow {
    /// Its line in the file.
    pub line: u32,
    /// The number of its slip, as written.
    pub slip: String,
    /// What is to become of it.
    pub verdict: Verdict,
}

/// What is to become of a row.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It is taken over.
    New(Box<Ready>),
    /// Its slip is entered already, as this dossier.
    Already(DossierId),
    /// It is left out, for all of these reasons.
    Wrong(Vec<Refusal>),
}

/// A row that can be taken over.
#[derive(Clone, Debug)]
pub struct Ready {
    pub(super) row: PaperRow,
}

impl Ready {
    /// When it was received.
    pub const fn received(&self) -> Instant {
        self.row.paper.received
    }

    /// The return date on its slip.
    pub const fn promised(&self) -> Instant {
        self.row.paper.promised
    }

    /// Its procedure's version.
    pub const fn version(&self) -> motcua_kernel::ProcedureVersionId {
        self.row.filing.version
    }
}

/// How many rows of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// To be taken over.
    pub new: u32,
    /// Entered already.
    pub already: u32,
    /// Left out.
    pub wrong: u32,
}

impl Verdicts {
    /// Counts `rows`.
    pub fn of(rows: &[JudgedRow]) -> Self {
        let mut counted = Self::default();
        for row in rows {
            match row.verdict {
                Verdict::New(_) => counted.new += 1,
                Verdict::Already(_) => counted.already += 1,
                Verdict::Wrong(_) => counted.wrong += 1,
            }
        }
        counted
    }
}

/// Judges every row of `table`, dossiers of the counter of `receiving`.
///
/// # Errors
/// Refused when it has no rows, lacks a column or has one that is none of ours.
pub async fn judge(
    context: &Context,
    handle: &impl Handle,
    table: &Table,
    receiving: AgencyId,
    now: Instant,
) -> Result<Vec<JudgedRow>, AppError> {
    let places = Places::find(table)?;
    if table.rows.is_empty() {
        return Err(Refusal::new("app.paper-no-rows").into());
    }
    let slip = |text: &str| slip_number(text).ok();
    let slips: Vec<String> = table.rows.iter().filter_map(|row| slip(places.cell(row, "slip"))).collect();
    let entered = paper_slips::entered(handle, receiving, &slips).await?;
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut judged = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let written = places.cell(row, "slip");
        let number = slip(written);
        let twice = number.as_ref().and_then(|it| seen.get(it)).copied();
        let verdict = match (number.as_ref().and_then(|it| entered.get(it)), twice) {
            (_, Some(line)) => {
                Verdict::Wrong(vec![Refusal::new("app.paper-slip-twice").with("line", line).at("slip")])
            }
            (Some(dossier), None) => Verdict::Already(*dossier),
            (None, None) => PaperRow::read(context, &places, row, receiving, now)
                .map_or_else(Verdict::Wrong, |row| Verdict::New(Box::new(Ready { row }))),
        };
        if let Some(number) = number {
            seen.entry(number).or_insert(row.line);
        }
        judged.push(JudgedRow { line: row.line, slip: written.to_owned(), verdict });
    }
    Ok(judged)
}
