//! When a dossier arrived: now, or earlier on paper with a mark that says so. The only way to receive at another time.

use motcua_dossier::PaperOrigin;
use motcua_kernel::Instant;

/// The moment that decides number, validity, cut-off and dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The moment.
    pub at: Instant,
    /// How it came from paper; nothing when it is received now.
    pub origin: Option<PaperOrigin>,
    /// The date a paper slip promised, where it was written by hand: it stays the first date.
    pub promised: Option<Instant>,
}

impl Arrival {
    /// Of a person who stands at the counter.
    pub const fn now(now: Instant) -> Self {
        Self { at: now, origin: None, promised: None }
    }
}
