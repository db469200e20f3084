//! Upkeep: what the operator of a store asks for.

mod succeed;
mod verify;

pub use succeed::{SuccessionReport, succeed};
pub use verify::{VerifyReport, verify};
