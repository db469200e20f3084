//! What is owed and why, and what was paid of it: amounts worked out from the fee rules of the pinned version or assessed
//! by an agency, and payments counted against them.
//!
//! Prices are data of the catalogue; no amount of money stands in this crate, none comes out negative, and no more is
//! taken than is owed.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod assess;
mod charges;
mod pay;
mod per_unit;
mod total;

pub use assess::assess;
pub use charges::charges_owed;
pub use pay::pay;
pub use total::total_due;
