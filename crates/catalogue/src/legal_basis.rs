//! The register of legal documents: which one a procedure stands on still holds, and which took its place.
//!
//! It only flags. Whether a version goes on being used is for the procedure-control unit to decide; nothing here changes
//! a version or blocks a dossier.

use crate::ProcedureVersion;
use motcua_kernel::{Date, Message};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One document, as the gazette gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalDocument {
    /// Number and kind (`123/2015/NĐ-CP`).
    pub code: String,
    /// Title in Vietnamese, shortened.
    pub title: String,
    /// First day of effect.
    pub effective: Date,
    /// First day on which it no longer holds.
    #[serde(default)]
    pub expired: Option<Date>,
    /// The document that took its place.
    #[serde(default)]
    pub successor: Option<String>,
}

/// Why the register could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LegalRegisterError {
    /// The file is no TOML, or an entry lacks a field.
    #[error("legal register: {0}")]
    Unreadable(String),
    /// Two entries have the same code.
    #[error("legal register: document {0} is given twice")]
    Twice(String),
    /// A document ends on or before the day it begins.
    #[error("legal register: document {0} expires before it takes effect")]
    Backwards(String),
    /// A successor is not in the register.
    #[error("legal register: the successor {successor} of {code} is not in the register")]
    UnknownSuccessor {
        /// The document that ended.
        code: String,
        /// The one it names.
        successor: String,
    },
}

/// What a reader of a version should know about a document it cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flag {
    /// The register does not know it.
    Unknown {
        /// Its code.
        code: String,
    },
    /// It takes effect later.
    NotYetInEffect {
        /// Its code.
        code: String,
        /// When it does.
        from: Date,
    },
    /// It no longer holds.
    Expired {
        /// Its code.
        code: String,
        /// Since when.
        since: Date,
        /// What holds instead on the day asked about, following the line of successors.
        successor: Option<String>,
    },
}

impl Flag {
    /// The words for the catalogue officer: what is wrong and what to do.
    pub fn message(&self) -> Message {
        match self {
            Self::Unknown { code } => Message::new("catalogue.legal-unknown").with("document", code),
            Self::NotYetInEffect { code, from } => {
                Message::new("catalogue.legal-not-yet").with("document", code).with("from", from)
            }
            Self::Expired { code, since, successor: None } => {
                Message::new("catalogue.legal-expired").with("document", code).with("since", since)
            }
            Self::Expired { code, since, successor: Some(successor) } => {
                Message::new("catalogue.legal-replaced")
                    .with("document", code)
                    .with("since", since)
                    .with("successor", successor)
            }
        }
    }
}

/// Every document known to the province.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegalRegister {
    by_code: BTreeMap<String, LegalDocument>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegisterFile {
    #[serde(default)]
    document: Vec<LegalDocument>,
}

impl LegalRegister {
    /// Reads `[[document]]` tables.
    ///
    /// # Errors
    /// When the text is no register, a code repeats, a document ends before it begins, or a successor is missing.
    pub fn parse(toml: &str) -> Result<Self, LegalRegisterError> {
        let file: RegisterFile =
            toml::from_str(toml).map_err(|e| LegalRegisterError::Unreadable(e.to_string()))?;
        let mut by_code = BTreeMap::new();
        for document in file.document {
            if document.expired.is_some_and(|expired| expired <= document.effective) {
                return Err(LegalRegisterError::Backwards(document.code));
            }
            let code = document.code.clone();
            if by_code.insert(code.clone(), document).is_some() {
                return Err(LegalRegisterError::Twice(code));
            }
        }
        for document in by_code.values() {
            if let Some(successor) = &document.successor
                && !by_code.contains_key(successor)
            {
                return Err(LegalRegisterError::UnknownSuccessor {
                    code: document.code.clone(),
                    successor: successor.clone(),
                });
            }
        }
        Ok(Self { by_code })
    }

    /// The document with this code.
    pub fn get(&self, code: &str) -> Option<&LegalDocument> {
        self.by_code.get(code)
    }

    /// Every document, in the order of codes.
    pub fn iter(&self) -> impl Iterator<Item = &LegalDocument> {
        self.by_code.values()
    }

    /// What is wrong on `date` with the documents `version` cites; empty when all of them hold.
    pub fn flags(&self, version: &ProcedureVersion, date: Date) -> Vec<Flag> {
        version.legal_basis.iter().filter_map(|code| self.flag(code, date)).collect()
    }

    fn flag(&self, code: &str, date: Date) -> Option<Flag> {
        let Some(document) = self.by_code.get(code) else {
            return Some(Flag::Unknown { code: code.to_owned() });
        };
        if date < document.effective {
            return Some(Flag::NotYetInEffect { code: code.to_owned(), from: document.effective });
        }
        let since = document.expired.filter(|expired| *expired <= date)?;
        Some(Flag::Expired { code: code.to_owned(), since, successor: self.successor_on(document, date) })
    }

    /// The last document in the line of successors that is in effect on `date`; the first successor when none is.
    /// No more steps than there are documents, so a line that bites its tail ends too.
    fn successor_on(&self, document: &LegalDocument, date: Date) -> Option<String> {
        let line = std::iter::successors(self.next(document), |it| self.next(it)).take(self.by_code.len());
        let holds =
            |it: &&LegalDocument| it.effective <= date && it.expired.is_none_or(|expired| date < expired);
        line.clone().find(holds).or_else(|| line.clone().next()).map(|it| it.code.clone())
    }

    fn next(&self, document: &LegalDocument) -> Option<&LegalDocument> {
        document.successor.as_ref().and_then(|code| self.by_code.get(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Life;
    use crate::sample::version;
    use time::macros::date;

    const REGISTER: &str = r#"
        [[document]]
        code = "43/2014/NĐ-CP"
        title = "cũ"
        effective = "2014-07-01"
        expired = "2024-08-01"
        successor = "101/2024/NĐ-CP"

        [[document]]
        code = "101/2024/NĐ-CP"
        title = "mới"
        effective = "2024-08-01"
    "#;

    #[test]
    fn a_document_is_flagged_by_what_it_is_on_the_day() {
        let register = LegalRegister::parse(REGISTER).unwrap();
        let check = |document: &str, date, expected: Option<&str>| {
            let mut version = version(date!(2025 - 07 - 01), Life::Draft);
            version.legal_basis = vec![document.to_owned()];
            let found = register.flags(&version, date).first().map(|it| it.message().code.to_string());
            assert_eq!(found.as_deref(), expected, "{document} {date}");
        };
        check("43/2014/NĐ-CP", date!(2024 - 07 - 31), None);
        check("43/2014/NĐ-CP", date!(2024 - 08 - 01), Some("catalogue.legal-replaced"));
        check("101/2024/NĐ-CP", date!(2024 - 07 - 31), Some("catalogue.legal-not-yet"));
        check("101/2024/NĐ-CP", date!(2024 - 08 - 01), None);
        check("1/2000/NĐ-CP", date!(2024 - 08 - 01), Some("catalogue.legal-unknown"));
    }

    #[test]
    fn a_register_that_contradicts_itself_is_refused() {
        let check = |from: &str, to: &str, error: &str| {
            assert!(
                LegalRegister::parse(&REGISTER.replace(from, to)).unwrap_err().to_string().contains(error)
            );
        };
        check("expired = \"2024-08-01\"", "expired = \"2014-07-01\"", "expires before");
        check("code = \"101/2024/NĐ-CP\"", "code = \"43/2014/NĐ-CP\"", "twice");
        check("successor = \"101/", "successor = \"102/", "not in the register");
        check("title", "titel", "titel");
    }
}
