//! Reads a crawl of the national portal, one procedure a line of JSON, into drafts an officer completes.
//!
//! Nothing is dropped: each limit, fee and document row becomes a [`Reading`], which keeps the text it came from, and a
//! line that is no procedure is kept as [`Rejected`]. Nothing is believed either: what a reading is not sure of carries
//! the reason, and `Miễn phí` is never taken as checked. Never opens a file and never publishes.

mod component;
mod draft;
mod fee;
mod limit;
mod note_amount;
mod reading;
mod report;

pub use component::ImportedComponent;
pub use draft::{Draft, OpenPlace, OpenPoint, to_draft};
pub use fee::{ImportedFee, read_fee};
pub use limit::read_limit;
pub use reading::{FlagReason, Reading};
pub use report::{ImportReport, RowCounts};

use crate::Channel;
use motcua_calendar::TimeLimit;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, BufRead};

/// One procedure as the source states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportedProcedure {
    /// National code (`1.004199`).
    pub code: String,
    /// Name.
    pub name: String,
    /// Announcing decision.
    pub decision: Option<String>,
    /// Ministry whose set it belongs to, as a slug.
    pub ministry: Option<String>,
    /// Lĩnh vực.
    pub field: String,
    /// Cấp thực hiện.
    pub levels: Vec<String>,
    /// Loại thủ tục; empty where the source has none.
    pub kind: String,
    /// Đối tượng thực hiện, as split by the source, sometimes in the middle of a name.
    pub applicants: Vec<String>,
    /// Cơ quan thực hiện, likewise.
    pub agencies: Vec<String>,
    /// Cách thực hiện, in the order of the source; a channel can come more than once.
    pub channels: Vec<ImportedChannel>,
    /// Thành phần hồ sơ, in the order of the source.
    pub documents: Vec<Reading<ImportedComponent>>,
    /// Kết quả.
    pub results: Vec<ImportedResult>,
    /// Căn cứ pháp lý: codes; the source has no titles.
    pub legal_basis: Vec<Reading<String>>,
    /// Its page.
    pub url: Option<String>,
    /// Where the line was taken from.
    pub source: Option<String>,
    /// The whole line.
    #[serde(skip)]
    pub verbatim: String,
}

/// One way to apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportedChannel {
    /// Which channel.
    pub channel: Channel,
    /// Thời hạn giải quyết.
    pub limit: Reading<TimeLimit>,
    /// Phí, lệ phí.
    pub fees: Vec<Reading<ImportedFee>>,
    /// What the source adds in words.
    pub note: Option<String>,
}

/// A kind of result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportedResult {
    /// Name.
    pub name: String,
    /// Code of the source (`KQ.G12.001051`).
    pub code: Option<String>,
}

/// Why a line is no procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum ImportError {
    /// No JSON, or not the shape of a procedure; a key this importer does not know is refused too, not ignored.
    #[error("not a procedure: {0}")]
    Shape(String),
    /// Code or name is empty.
    #[error("the {0} is empty")]
    Empty(&'static str),
    /// An earlier line has this code.
    #[error("code {0} was read before")]
    CodeTwice(String),
    /// Not UTF-8; the text is kept with its bytes escaped.
    #[error("not UTF-8")]
    NotUtf8,
}

/// A line that is no procedure, kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Its number, from 1.
    pub line: usize,
    /// The whole line.
    pub text: String,
    /// Why.
    pub why: ImportError,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

/// What came out of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Lines that are procedures, in order.
    pub procedures: Vec<ImportedProcedure>,
    /// Lines that are not.
    pub rejected: Vec<Rejected>,
    /// The counts.
    pub report: ImportReport,
}

/// Reads a file of lines. Blank lines are passed over.
///
/// # Errors
/// Only those of the reader; a bad line is kept in [`Import::rejected`].
pub fn read(mut source: impl BufRead) -> io::Result<Import> {
    let (mut procedures, mut rejected, mut codes) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        if source.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let Ok(text) = std::str::from_utf8(&bytes) else {
            let text = bytes.escape_ascii().to_string();
            rejected.push(Rejected { line, text, why: ImportError::NotUtf8 });
            continue;
        };
        let text = text.trim_end_matches(['\n', '\r']);
        if text.trim().is_empty() {
            continue;
        }
        match read_line(text).and_then(|it| first_of_its_code(it, &mut codes)) {
            Ok(procedure) => procedures.push(procedure),
            Err(why) => rejected.push(Rejected { line, text: text.to_owned(), why }),
        }
    }
    let report = ImportReport::of(&procedures, rejected.len());
    Ok(Import { procedures, rejected, report })
}

fn first_of_its_code(
    procedure: ImportedProcedure,
    codes: &mut BTreeSet<String>,
) -> Result<ImportedProcedure, ImportError> {
    if codes.insert(procedure.code.clone()) {
        Ok(procedure)
    } else {
        Err(ImportError::CodeTwice(procedure.code))
    }
}

/// Reads one line.
///
/// # Errors
/// Says why the line is no procedure. A row inside it that can not be read is no error: it is flagged.
pub fn read_line(text: &str) -> Result<ImportedProcedure, ImportError> {
    let line: Line = serde_json::from_str(text).map_err(|e| ImportError::Shape(e.to_string()))?;
    for (what, value) in [("code", &line.code), ("name", &line.name)] {
        if value.trim().is_empty() {
            return Err(ImportError::Empty(what));
        }
    }
    Ok(ImportedProcedure {
        code: line.code,
        name: line.name,
        decision: line.decision,
        ministry: line.ministry,
        field: line.field,
        levels: line.levels,
        kind: line.kind,
        applicants: line.applicants,
        agencies: line.agencies,
        channels: line.channels.into_iter().map(read_channel).collect(),
        documents: line.documents.iter().map(component::read_component).collect(),
        results: line.results,
        legal_basis: line.legal.into_iter().map(read_legal_code).collect(),
        url: line.url,
        source: line.source,
        verbatim: text.to_owned(),
    })
}

fn read_channel(row: ChannelLine) -> ImportedChannel {
    ImportedChannel {
        channel: row.channel,
        limit: read_limit(&row.time_value, &row.time_unit, row.note.as_deref()),
        fees: row.fees.iter().map(fee::read_fee_value).collect(),
        note: row.note,
    }
}

/// A code is `number/year/issuer`; a ministry's special resolutions have a point in their number (`66.7/2025/NQ-CP`).
fn read_legal_code(text: String) -> Reading<String> {
    let parts: Vec<&str> = text.trim().split('/').collect();
    let number = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_digit() || c == '.');
    match parts.as_slice() {
        [no, year, issuer] if number(no) && year.len() == 4 && number(year) && !issuer.is_empty() => {
            Reading::Structured { value: text.trim().to_owned(), verbatim: text }
        }
        _ => Reading::Flagged { verbatim: text, why: FlagReason::UnusualCode },
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    code: String,
    name: String,
    decision: Option<String>,
    ministry: Option<String>,
    field: String,
    levels: Vec<String>,
    kind: String,
    applicants: Vec<String>,
    agencies: Vec<String>,
    channels: Vec<ChannelLine>,
    documents: Vec<Value>,
    results: Vec<ImportedResult>,
    legal: Vec<String>,
    url: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelLine {
    channel: Channel,
    time_value: Value,
    time_unit: Value,
    fees: Vec<Value>,
    note: Option<String>,
}
