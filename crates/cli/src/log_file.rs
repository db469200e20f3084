//! Event logs as files: XES or CSV by the ending of the name, packed when it ends in `.gz`.

use crate::input::{self, is_packed};
use anyhow::Context;
use flate2::Compression;
use flate2::write::GzEncoder;
use motcua_reporting::event_log::EventLog;
use motcua_reporting::{csv_log, xes};
use std::io::Write;
use std::path::Path;

/// How a log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// XES 1.0, the XML of process mining.
    Xes,
    /// One event a row.
    Csv,
}

impl Format {
    /// The format a file of this name has.
    fn of(path: &Path) -> Self {
        let unpacked = if is_packed(path) { path.file_stem().map_or(path, Path::new) } else { path };
        let is_csv = unpacked.extension().is_some_and(|it| it.eq_ignore_ascii_case("csv"));
        if is_csv { Self::Csv } else { Self::Xes }
    }
}

pub fn read(path: &Path) -> anyhow::Result<EventLog> {
    let file = input::open(path)?;
    match Format::of(path) {
        Format::Csv => csv_log::read(file).map_err(anyhow::Error::from),
        Format::Xes => xes::read(file).map_err(anyhow::Error::from),
    }
    .with_context(|| format!("{} can not be read as an event log", path.display()))
}

/// Writes the whole log or leaves what was at `path` alone.
pub fn write(log: &EventLog, format: Option<Format>, path: &Path) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    match format.unwrap_or_else(|| Format::of(path)) {
        Format::Csv => csv_log::write(log, &mut bytes)?,
        Format::Xes => xes::write(log, &mut bytes)?,
    }
    if is_packed(path) {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(&bytes)?;
        bytes = packer.finish()?;
    }
    std::fs::write(path, bytes).with_context(|| format!("{} can not be written", path.display()))
}
