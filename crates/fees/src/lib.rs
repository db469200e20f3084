//! What is owed and why, and what was paid of it: amounts worked out from the fee rules of the pinned version or assessed
//! by an agency, and payments counted against them. Beside them the rules of what money leaves behind: transfers and their
//! references, bank statements, drawers, receipt numbers.
//!
//! Prices are data of the catalogue; no amount of money stands in this crate, none comes out negative, and no more is
//! taken than is owed.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

mod account_change;
mod as_pairs;
mod assess;
mod bank;
mod book;
mod charges;
pub mod drawer;
mod exempt;
mod exempted;
pub mod gateway;
mod ledger;
mod pay;
mod per_unit;
mod reference;
mod refund;
pub mod remittance;
mod reverse;
pub mod series;
pub mod statement;
mod tlv;
mod total;
mod transfer_due;
pub mod vietqr;

pub use account_change::{AccountTyped, confirm_account, typed_account};
pub use assess::assess;
pub use bank::{AccountNumber, Bank, BankAccount, Banks};
pub use book::{
    BookKind, BookLine, BookMeans, BookSheet, BookSubject, Booked, SHEET_KINDS, Taken, book_sheet, booked,
};
pub use charges::charges_owed;
pub use exempt::exempt;
pub use exempted::exempted;
pub use ledger::{Account, Ledger, LedgerFault, Line, Movement, account_of, ledger};
pub use pay::{Taking, pay};
pub use reference::{TransferReference, find_references};
pub use refund::{approve_refund, decline_refund, pay_refund, request_refund};
pub use reverse::reverse_payment;
pub use total::total_due;
pub use transfer_due::{settled_by, transfer_due};
