//! The hour after which a receipt counts for the next day (NĐ 61/2018 Điều 18 and sector laws).
//!
//! Says only what the rule is; `due` applies it. Whether a procedure has one is data of the procedure.

use crate::clock_time;
use serde::{Deserialize, Serialize};
use time::Time;

/// An hour of the day, and what a receipt after it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CutOff {
    /// Receipts later than this minute are affected; a receipt in this very minute is not.
    #[serde(with = "clock_time")]
    pub at: Time,
    /// What the rule changes.
    pub effect: CutOffEffect,
}

/// What a receipt after the cut-off changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CutOffEffect {
    /// Only when the file must reach the solving unit; the citizen's clock is not touched (NĐ 61/2018 Điều 18(2)(3)).
    HandoverOnly,
    /// The clock starts as if received on the next working day. A receipt on a rest day, being after the cut-off of the
    /// working day before it, is treated the same.
    ClockNextDay,
    /// For same-day procedures: due today, after the cut-off on the next working day. Other limits are not touched.
    SameDayElseNextDay,
}
