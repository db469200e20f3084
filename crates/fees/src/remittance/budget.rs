//! Mục lục ngân sách of a province: under which chương an agency pays in, under which tiểu mục a charge goes, and what of it
//! the agency keeps. Data with a source and whether somebody has confirmed it; what is not written here is not known.
//!
//! It holds for the day on which money comes in, whatever version of a procedure the dossier stands under: a share is
//! changed by an act about money, not about the procedure.

use motcua_kernel::Date;
use serde::Deserialize;

/// Chương of an agency and all below it that have none of their own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Code of the agency.
    pub agency: String,
    /// Three digits.
    pub chapter: String,
    /// The act or paper it is taken from.
    pub source: String,
    /// Whether the province has confirmed it.
    pub confirmed: bool,
}

/// Tiểu mục of a charge, and what is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetLine {
    /// Code of the charge in its fee rule.
    pub charge: String,
    /// Code of the procedure, where it holds for that one only.
    #[serde(default)]
    pub procedure: Option<String>,
    /// The first day it holds.
    pub from: Date,
    /// Four digits, where they are known.
    #[serde(default)]
    pub subsection: Option<String>,
    /// Whole percent that the agency keeps, 0 to 100.
    #[serde(default)]
    pub kept_percent: u8,
    /// The act or paper it is taken from.
    pub source: String,
    /// Whether the province has confirmed it.
    pub confirmed: bool,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetBook {
    #[serde(default, rename = "chapter")]
    chapters: Vec<Chapter>,
    #[serde(default, rename = "line")]
    lines: Vec<BudgetLine>,
}

/// Why a file is none.
#[derive(Debug, thiserror::Error)]
pub enum BudgetFileError {
    /// It is no TOML of the expected shape.
    #[error("the file of budget lines can not be read")]
    Unreadable(#[from] toml::de::Error),
    /// A code has not its digits, or a share is more than the whole.
    #[error("{what} is no code of the budget, or no share")]
    Shape {
        /// What was written.
        what: String,
    },
    /// Two lines say the same charge from the same day, or two chapters the same agency.
    #[error("{what} is written twice")]
    Twice {
        /// Which.
        what: String,
    },
}

impl BudgetBook {
    /// Reads the file.
    ///
    /// # Errors
    /// When it is not of the expected shape, a code has not its digits, or something is said twice.
    pub fn parse(text: &str) -> Result<Self, BudgetFileError> {
        let book: Self = toml::from_str(text)?;
        for (index, it) in book.chapters.iter().enumerate() {
            if !is_code(&it.chapter, 3) {
                return Err(BudgetFileError::Shape { what: it.chapter.clone() });
            }
            if book.chapters.iter().take(index).any(|other| other.agency == it.agency) {
                return Err(BudgetFileError::Twice { what: it.agency.clone() });
            }
        }
        for (index, it) in book.lines.iter().enumerate() {
            let wrong = it.subsection.as_deref().filter(|it| !is_code(it, 4)).map(str::to_owned);
            let wrong = wrong.or_else(|| (it.kept_percent > 100).then(|| it.kept_percent.to_string()));
            if let Some(what) = wrong {
                return Err(BudgetFileError::Shape { what });
            }
            let same = |other: &BudgetLine| {
                (&other.charge, &other.procedure, other.from) == (&it.charge, &it.procedure, it.from)
            };
            if book.lines.iter().take(index).any(same) {
                return Err(BudgetFileError::Twice { what: it.charge.clone() });
            }
        }
        Ok(book)
    }

    /// Chương of the first of `agencies` that has one: an agency first, then those above it.
    pub fn chapter<'a>(&self, agencies: impl IntoIterator<Item = &'a str>) -> Option<&Chapter> {
        agencies.into_iter().find_map(|code| self.chapters.iter().find(|it| it.agency == code))
    }

    /// What holds for a charge of a procedure on a day: what is said for that procedure before what is said for all, the
    /// latest of each.
    pub fn line(&self, charge: &str, procedure: &str, on: Date) -> Option<&BudgetLine> {
        let holds = |it: &&BudgetLine| {
            let of_it = it.procedure.as_deref().is_none_or(|it| it == procedure);
            it.charge == charge && of_it && it.from <= on
        };
        self.lines.iter().filter(holds).max_by_key(|it| (it.procedure.is_some(), it.from))
    }
}

fn is_code(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|it| it.is_ascii_digit())
}
