//! Use cases, one file each: load, decide, save, in one transaction.
//!
//! The listing of this folder is what the product can do. A use case decides nothing itself: it finds the facts, asks a
//! rule, and stores what the rule says happened. It does not check a role either; its caller holds an `Actor`, which only
//! the permission check gives.

mod act;
mod context;
mod error;
pub mod figures;
pub mod intake;
pub mod log;
mod pages;
mod province;
pub mod routing;
pub mod upkeep;

pub use act::Command;
pub use context::{Clock, Context, IdSource};
pub use error::AppError;
pub use province::{Province, ProvinceError};
