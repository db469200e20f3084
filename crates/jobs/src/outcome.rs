//! What became of one try. How often and when to try again is said where the work is done, not here.

use motcua_kernel::Instant;

/// The outcome of one try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// To be tried again.
    Again {
        /// Not before.
        due: Instant,
        /// What went wrong.
        error: String,
    },
    /// It was not tried, for its time has not come or something else goes first: that counts as no try.
    NotYet {
        /// Not before.
        due: Instant,
    },
    /// Given up: a person must look.
    GiveUp {
        /// What went wrong.
        error: String,
    },
}

impl Outcome {
    /// There was no room for a try; there may be in `seconds`.
    pub fn not_tried(now: Instant, seconds: u64) -> Self {
        let micros = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1_000_000);
        Self::NotYet { due: Instant::from_micros(now.micros().saturating_add(micros)) }
    }
}
