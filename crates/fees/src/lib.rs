//! What is owed and why: amounts worked out from the fee rules of the pinned version.
//!
//! Prices are data of the catalogue; no amount of money stands in this crate, none comes out negative, and nothing here
//! knows whether a charge was paid.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod charges;
mod per_unit;
mod total;

pub use charges::charges_owed;
pub use total::total_due;
