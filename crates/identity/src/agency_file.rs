//! Reads the agency tree of a province from its file (`config/provinces/…/agencies.toml`).
//!
//! The same file always gives the same ids, on every machine: an id is made from the code and the first day. So this
//! must never take an id, a date or an order from anywhere else than the file.

use motcua_kernel::{
    Agency, AgencyId, AgencyKind, AgencyTree, AgencyTreeError, Date, Level, Validity, parse_date,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Builder;

/// Why a file gives no tree. Every text names the row by its code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgencyFileError {
    /// It is not TOML of the expected shape.
    #[error("the agency file can not be read: {0}")]
    Unreadable(String),
    /// A date is no date.
    #[error("agency {code}: {date} is no date like 2025-07-01")]
    Date {
        /// Which row.
        code: String,
        /// What stands there.
        date: String,
    },
    /// A row ends before it begins.
    #[error("agency {0} ends before it begins")]
    Ends(String),
    /// A parent or successor has no row on the day it is needed.
    #[error("agency {code}: no agency {wanted} on {date}")]
    Missing {
        /// Which row.
        code: String,
        /// The code it refers to.
        wanted: String,
        /// The day.
        date: Date,
    },
    /// The rows contradict each other.
    #[error("the agency file is no tree")]
    Tree(#[from] AgencyTreeError),
}

/// The tree in the text of a file.
///
/// # Errors
/// [`AgencyFileError`], naming the row.
pub fn parse(text: &str) -> Result<AgencyTree, AgencyFileError> {
    let file: File = toml::from_str(text).map_err(|e| AgencyFileError::Unreadable(e.to_string()))?;
    let dated = rows(file).into_iter().map(Dated::new).collect::<Result<Vec<_>, _>>()?;
    let agencies = dated.iter().map(|it| agency(&dated, it)).collect::<Result<Vec<_>, _>>()?;
    Ok(AgencyTree::new(agencies)?)
}

/// The id of the agency that has `code` from the day `from` on: a `UUIDv8` (RFC 9562) of a SHA-256.
pub fn agency_id(code: &str, from: Date) -> AgencyId {
    let digest: [u8; 32] = Sha256::digest(format!("motcua:agency:{code}@{from}")).into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    AgencyId(Builder::from_custom_bytes(bytes).into_uuid())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    agencies: Vec<Row>,
    each_commune: Vec<EachCommune>,
    communes: Communes,
    former_communes: FormerCommunes,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    name: String,
    kind: AgencyKind,
    level: Level,
    parent: Option<String>,
    from: String,
    until: Option<String>,
    successor: Option<String>,
    #[serde(default = "yes")]
    inside: bool,
    #[serde(rename = "verified")]
    _verified: bool,
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EachCommune {
    suffix: String,
    name: String,
    kind: AgencyKind,
    only: Option<String>,
    parent: Option<String>,
    #[serde(default = "yes")]
    inside: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Communes {
    parent: String,
    from: String,
    rows: Vec<Commune>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Commune {
    code: String,
    #[serde(rename = "unit")]
    _unit: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerCommunes {
    from: String,
    until: String,
    rows: Vec<FormerCommune>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerCommune {
    code: String,
    name: String,
    parent: String,
    successor: String,
    #[serde(rename = "note")]
    _note: Option<String>,
}

const fn yes() -> bool {
    true
}

/// Every agency of the file in one shape.
fn rows(file: File) -> Vec<Row> {
    let mut rows = file.agencies;
    for commune in &file.communes.rows {
        let committee = committee(&commune.code, &commune.name, &file.communes.parent, &file.communes.from);
        let below = file.each_commune.iter().filter(|it| it.is_for(commune));
        rows.extend(below.map(|it| it.row(commune, &committee)));
        rows.push(committee);
    }
    let FormerCommunes { from, until, rows: former } = file.former_communes;
    rows.extend(former.into_iter().map(|it| Row {
        until: Some(until.clone()),
        successor: Some(it.successor),
        ..committee(&it.code, &it.name, &it.parent, &from)
    }));
    rows
}

fn committee(code: &str, unit: &str, parent: &str, from: &str) -> Row {
    Row {
        code: code.to_owned(),
        name: format!("UBND {}", within_a_sentence(unit)),
        kind: AgencyKind::PeoplesCommittee,
        level: Level::Commune,
        parent: Some(parent.to_owned()),
        from: from.to_owned(),
        until: None,
        successor: None,
        inside: true,
        _verified: true,
        _note: None,
    }
}

impl EachCommune {
    fn is_for(&self, commune: &Commune) -> bool {
        self.only.as_ref().is_none_or(|only| commune.name.starts_with(only.as_str()))
    }

    fn row(&self, commune: &Commune, committee: &Row) -> Row {
        Row {
            code: format!("{}.{}", commune.code, self.suffix),
            name: self.name.replace("{unit}", &within_a_sentence(&commune.name)),
            kind: self.kind,
            parent: Some(self.parent.clone().unwrap_or_else(|| commune.code.clone())),
            inside: self.inside,
            _verified: false,
            ..committee.clone()
        }
    }
}

/// `Phường Cái Khế` as it is written after another word: `phường Cái Khế`.
fn within_a_sentence(unit: &str) -> String {
    let mut letters = unit.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A row whose dates were read.
struct Dated {
    row: Row,
    validity: Validity,
}

impl Dated {
    fn new(row: Row) -> Result<Self, AgencyFileError> {
        let read = |text: &String| {
            let error = || AgencyFileError::Date { code: row.code.clone(), date: text.clone() };
            parse_date(text).ok_or_else(error)
        };
        let validity = Validity { from: read(&row.from)?, until: row.until.as_ref().map(read).transpose()? };
        if validity.until.is_some_and(|until| until <= validity.from) {
            return Err(AgencyFileError::Ends(row.code));
        }
        Ok(Self { row, validity })
    }
}

fn agency(all: &[Dated], Dated { row, validity }: &Dated) -> Result<Agency, AgencyFileError> {
    let find = |wanted: &String, date: Date| {
        let missing = || AgencyFileError::Missing { code: row.code.clone(), wanted: wanted.clone(), date };
        let found = all.iter().find(|it| it.row.code == *wanted && it.validity.holds_on(date));
        found.map(|it| agency_id(&it.row.code, it.validity.from)).ok_or_else(missing)
    };
    Ok(Agency {
        id: agency_id(&row.code, validity.from),
        code: row.code.clone(),
        name: row.name.clone(),
        kind: row.kind,
        level: row.level,
        parent: row.parent.as_ref().map(|code| find(code, validity.from)).transpose()?,
        validity: *validity,
        successor: successor_day(row, *validity).map(|(code, day)| find(code, day)).transpose()?,
        inside: row.inside,
    })
}

fn successor_day(row: &Row, validity: Validity) -> Option<(&String, Date)> {
    row.successor.as_ref().zip(validity.until)
}

#[cfg(test)]
#[path = "agency_file_tests.rs"]
mod tests;
