//! Upkeep: what the operator of a store asks for.

mod recompute;
mod succeed;
mod verify;
mod verify_papers;

pub use recompute::{MovedDate, RecomputeReport, Trial, recompute};
pub use succeed::{SuccessionReport, succeed};
pub use verify::{VerifyReport, verify};
