//! The counts of an import: for every kind of row, structured + flagged = rows in the source.

use super::{FlagReason, ImportedProcedure, Reading};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What became of the rows of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RowCounts {
    /// Rows in the source.
    pub rows: usize,
    /// Understood without a doubt.
    pub structured: usize,
    /// Of the flagged ones, those with a value an officer may confirm.
    pub doubtful: usize,
    /// Flagged rows, by reason.
    pub flagged: BTreeMap<FlagReason, usize>,
}

impl RowCounts {
    /// All flagged rows, with or without a value.
    pub fn flagged_rows(&self) -> usize {
        self.flagged.values().sum()
    }

    fn of<'a, T: 'a>(readings: impl IntoIterator<Item = &'a Reading<T>>) -> Self {
        let mut counts = Self::default();
        for reading in readings {
            counts.rows += 1;
            match reading.flag() {
                None => counts.structured += 1,
                Some(why) => {
                    counts.doubtful += usize::from(reading.value().is_some());
                    *counts.flagged.entry(why).or_default() += 1;
                }
            }
        }
        counts
    }
}

/// The counts of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Lines that are procedures.
    pub procedures: usize,
    /// Lines that are not; kept.
    pub rejected: usize,
    /// Channels of all procedures.
    pub channels: usize,
    /// Channels stated a second time in one procedure; they need a case of their own.
    pub repeated_channels: usize,
    /// Procedures without any channel.
    pub without_channel: usize,
    /// Procedures without any document.
    pub without_document: usize,
    /// Limits.
    pub limits: RowCounts,
    /// Fees.
    pub fees: RowCounts,
    /// Documents.
    pub documents: RowCounts,
    /// Codes of legal documents.
    pub legal_basis: RowCounts,
}

impl ImportReport {
    pub(super) fn of(procedures: &[ImportedProcedure], rejected: usize) -> Self {
        let channels = || procedures.iter().flat_map(|it| &it.channels);
        Self {
            procedures: procedures.len(),
            rejected,
            channels: channels().count(),
            repeated_channels: procedures.iter().map(repeated_channels).sum(),
            without_channel: procedures.iter().filter(|it| it.channels.is_empty()).count(),
            without_document: procedures.iter().filter(|it| it.documents.is_empty()).count(),
            limits: RowCounts::of(channels().map(|it| &it.limit)),
            fees: RowCounts::of(channels().flat_map(|it| &it.fees)),
            documents: RowCounts::of(procedures.iter().flat_map(|it| &it.documents)),
            legal_basis: RowCounts::of(procedures.iter().flat_map(|it| &it.legal_basis)),
        }
    }
}

fn repeated_channels(procedure: &ImportedProcedure) -> usize {
    let different: BTreeSet<_> = procedure.channels.iter().map(|it| it.channel).collect();
    procedure.channels.len() - different.len()
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "procedures {}, lines rejected and kept {}", self.procedures, self.rejected)?;
        writeln!(
            f,
            "channels {}, of them stated twice in one procedure {}",
            self.channels, self.repeated_channels
        )?;
        writeln!(
            f,
            "procedures without a channel {}, without a document {}",
            self.without_channel, self.without_document
        )?;
        for (what, counts) in [
            ("limits", &self.limits),
            ("fees", &self.fees),
            ("documents", &self.documents),
            ("legal documents", &self.legal_basis),
        ] {
            writeln!(
                f,
                "{what}: {} rows = {} structured + {} flagged ({} of them with a value to confirm)",
                counts.rows,
                counts.structured,
                counts.flagged_rows(),
                counts.doubtful
            )?;
            for (why, rows) in &counts.flagged {
                writeln!(f, "  {rows:>6}  {why}")?;
            }
        }
        Ok(())
    }
}
