//! Reads the agency tree of a province from its files (`config/provinces/…/agencies.toml`).
//!
//! The same files always give the same ids, on every machine: an id is made from the code and the first day. So this
//! must never take an id, a date or an order from anywhere else than the files.

mod rows;

use crate::Contact;
use motcua_kernel::{Agency, AgencyId, AgencyTree, AgencyTreeError, Date, Validity, parse_date};
use rows::{File, Row};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Builder;

/// Why files give no tree. Every text names the row by its code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgencyFileError {
    /// One is not TOML of the expected shape.
    #[error("agency file {file}: {problem}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What is wrong, and where the parser says so.
        problem: String,
    },
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
    /// A parent, successor or liaison unit has no row on the day it is needed.
    #[error("agency {code}: no agency {wanted} on {date}")]
    Missing {
        /// Which row.
        code: String,
        /// The code it refers to.
        wanted: String,
        /// The day.
        date: Date,
    },
    /// A contact is that of no agency, or of one that has another.
    #[error("the contact of {0} belongs to no agency, or to one that has another")]
    Contact(String),
    /// The rows contradict each other.
    #[error("the agency files are no tree")]
    Tree(#[from] AgencyTreeError),
}

/// The tree in `(file name, TOML text)` pairs. A row may name an agency of another file: a province that went into another
/// names its heirs there.
///
/// # Errors
/// [`AgencyFileError`], naming the file or the row.
pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<AgencyTree, AgencyFileError> {
    let mut dated = Vec::new();
    for (file, text) in files {
        for row in read(file, text)?.rows() {
            dated.push(Dated::new(row)?);
        }
    }
    let agencies = dated.iter().map(|it| agency(&dated, it)).collect::<Result<Vec<_>, _>>()?;
    Ok(AgencyTree::new(agencies)?)
}

/// How people reach the agencies of `tree`, from the `[[contact]]` tables of its files; each is that of the last agency that
/// had the code.
///
/// # Errors
/// [`AgencyFileError`], naming the file, or the code that no agency has.
pub fn contacts<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
    tree: &AgencyTree,
) -> Result<BTreeMap<AgencyId, Contact>, AgencyFileError> {
    let mut found = BTreeMap::new();
    for (file, text) in files {
        for contact in read(file, text)?.contacts {
            let with_code = tree.iter().filter(|it| it.code == contact.agency);
            let last = with_code.max_by_key(|it| it.validity.from).map(|it| it.id);
            let wrong = || AgencyFileError::Contact(contact.agency.clone());
            let id = last.filter(|it| !found.contains_key(it)).ok_or_else(wrong)?;
            found.insert(id, contact);
        }
    }
    Ok(found)
}

fn read(file: &str, text: &str) -> Result<File, AgencyFileError> {
    let unreadable = |problem: String| AgencyFileError::Unreadable { file: file.to_owned(), problem };
    toml::from_str(text).map_err(|error| unreadable(error.to_string()))
}

/// The id of the agency that has `code` from the day `from` on: a `UUIDv8` (RFC 9562) of a SHA-256.
pub fn agency_id(code: &str, from: Date) -> AgencyId {
    let digest: [u8; 32] = Sha256::digest(format!("motcua:agency:{code}@{from}")).into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    AgencyId(Builder::from_custom_bytes(bytes).into_uuid())
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
        liaison: row.liaison.as_ref().map(|code| find(code, validity.from)).transpose()?,
    })
}

fn successor_day(row: &Row, validity: Validity) -> Option<(&String, Date)> {
    row.successor.as_ref().zip(validity.until)
}

#[cfg(test)]
#[path = "agency_file_tests.rs"]
mod tests;
