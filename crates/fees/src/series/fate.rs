//! What became of a number.

use motcua_kernel::{AccountId, Date};
use serde::{Deserialize, Serialize};

/// The one fate of a number that is not unused. What was not used has minutes (biên bản), by their number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Fate {
    /// Sử dụng.
    Used,
    /// Hỏng, hủy: spoilt before it was given to anybody.
    Spoiled {
        /// Number of the minutes.
        minutes: String,
    },
    /// Mất.
    Lost {
        /// Number of the minutes.
        minutes: String,
    },
    /// Xóa bỏ: written out and then crossed out, all copies kept.
    Deleted {
        /// Number of the minutes.
        minutes: String,
    },
}

impl Fate {
    /// The number of its minutes.
    pub fn minutes(&self) -> Option<&str> {
        match self {
            Self::Used => None,
            Self::Spoiled { minutes } | Self::Lost { minutes } | Self::Deleted { minutes } => Some(minutes),
        }
    }
}

/// A fate with its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FateRecorded {
    /// What became of the number.
    pub fate: Fate,
    /// On which day.
    pub on: Date,
    /// Who recorded it.
    pub by: AccountId,
}
