//! What is owed and why, and what was paid of it: amounts worked out from the fee rules of the pinned version or assessed
//! by an agency, and payments counted against them. Beside them the rules of what money leaves behind: transfers and their
//! references, bank statements, drawers, receipt numbers.
//!
//! Prices are data of the catalogue; no amount of money stands in this crate, none comes out negative, and no more is
//! taken than is owed.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod as_pairs;
mod assess;
mod bank;
mod charges;
pub mod drawer;
mod exempted;
mod pay;
mod per_unit;
mod reference;
pub mod series;
pub mod statement;
mod tlv;
mod total;
pub mod vietqr;

pub use assess::assess;
pub use bank::{AccountNumber, Bank, BankAccount, Banks};
pub use charges::charges_owed;
pub use exempted::exempted;
pub use pay::pay;
pub use reference::{TransferReference, find_references};
pub use total::total_due;
