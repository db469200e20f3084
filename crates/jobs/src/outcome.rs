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
