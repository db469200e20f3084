//! Upkeep: what the operator of a store asks for.

mod verify;

pub use verify::{VerifyReport, verify};
