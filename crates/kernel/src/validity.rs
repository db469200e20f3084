//! From when until when a fact holds.

use crate::Date;
use serde::{Deserialize, Serialize};

/// A span of days: from its first day up to, but not including, `until`; open when that is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Validity {
    /// First day on which the fact holds.
    pub from: Date,
    /// First day on which it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Validity {
    /// From `date` on, without an end.
    pub const fn since(date: Date) -> Self {
        Self { from: date, until: None }
    }

    /// Whether the fact holds on `date`.
    pub fn holds_on(self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date < until)
    }

    /// Whether the two spans share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.until.is_none_or(|until| other.from < until) && other.until.is_none_or(|until| self.from < until)
    }
}
