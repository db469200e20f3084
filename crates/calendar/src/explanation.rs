//! Why a date is what it is: every skipped day, move and rule, as data that screens, slips and the API share.
//!
//! Kept with the date it explains and never computed again from a later calendar.

use crate::clock_time;
use crate::{CutOffEffect, Phase};
use motcua_kernel::{Date, Instant};
use serde::{Deserialize, Serialize};
use time::Time;

/// The reasons of one due date, in the order they were applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Explanation {
    /// The steps, first to last.
    pub items: Vec<ExplanationItem>,
}

/// One step towards a due date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum ExplanationItem {
    /// The file was received.
    StartedOn {
        /// When.
        at: Instant,
    },
    /// Received after the cut-off: the clock starts as if received on a later day.
    CutOffApplied {
        /// The hour of the rule.
        #[serde(with = "clock_time")]
        at: Time,
        /// What the rule changes.
        effect: CutOffEffect,
        /// The day the receipt counts for.
        counted_from: Date,
    },
    /// Received when the agency was closed: the clock starts with its next session.
    ClockOpened {
        /// The beginning of that session.
        at: Instant,
    },
    /// A phase of the limit begins.
    Phase {
        /// Amount and unit.
        phase: Phase,
        /// Where it begins; the day itself is not counted by day and month units (BLDS 2015 Điều 147).
        from: Instant,
    },
    /// A rest day within the counted span.
    SkippedDay {
        /// The day.
        date: Date,
        /// Why it does not count.
        reason: SkipReason,
    },
    /// So many rest days within a span too long to name each.
    SkippedCount {
        /// How many.
        days: u64,
    },
    /// A rest day that is worked in exchange for another and therefore counts.
    WorkedSwap {
        /// The day.
        date: Date,
    },
    /// The last day was a rest day; the term ends on the next working day (BLDS 2015 Điều 148(5)).
    MovedFromRestDay {
        /// The rest day.
        from: Date,
        /// The working day.
        to: Date,
        /// Why `from` is a rest day.
        reason: SkipReason,
    },
    /// The days off of this year are not decided yet; the date may move.
    ProjectedYear {
        /// The year.
        year: i32,
    },
    /// The result.
    DueOn {
        /// When the term ends.
        at: Instant,
    },
}

/// Why a day is no working day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SkipReason {
    /// Saturday or Sunday.
    Weekend,
    /// Public holiday.
    Holiday {
        /// Its name.
        name: String,
    },
    /// Compensatory day for a holiday on a rest day.
    Observed {
        /// Its name.
        name: String,
    },
    /// Off in exchange for a worked rest day.
    SubstitutedOff {
        /// Its name.
        name: String,
        /// The rest day worked instead, where the name states it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        worked_on: Option<Date>,
    },
    /// A weekday on which this agency does not work.
    Closed,
}
