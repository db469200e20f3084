//! One parameter of a pack: a value with the article it comes from and how sure that is. Never a value alone.

use crate::Refusal;
use serde::{Deserialize, Serialize};
use std::fmt;
use time::Time;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

/// How sure a fact is (law.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Confidence {
    /// The article's text was read.
    T,
    /// A secondary source quotes the article.
    S,
    /// Seen in a system in service: practice, not law.
    I,
    /// General knowledge, unverified: configuration only.
    G,
}

impl Confidence {
    /// The letter by which files and tables write it.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::T => "T",
            Self::S => "S",
            Self::I => "I",
            Self::G => "G",
        }
    }
}

/// One parameter: its value, where it comes from, and how sure that is.
///
/// A parameter that a pack may leave open is a `Parameter<Option<T>>`; its file then states article and confidence
/// without a value: "nothing is set" is a statement too, and has its ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter<T> {
    /// The value in force.
    pub value: T,
    /// The article or source.
    pub article: String,
    /// How sure.
    pub confidence: Confidence,
}

impl<T> Parameter<T> {
    /// A refusal that names this parameter's article.
    pub fn refuse(&self, key: &'static str) -> Refusal {
        Refusal::new(key).under(self.article.clone())
    }
}

/// A time of day, to the minute, written `15:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(pub Time);

const HOUR_AND_MINUTE: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]");

impl TryFrom<String> for TimeOfDay {
    type Error = time::error::Parse;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Time::parse(&text, HOUR_AND_MINUTE).map(Self)
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}
