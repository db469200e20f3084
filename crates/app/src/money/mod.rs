//! Money: what is assessed, what is awaited, what is paid, and what goes back; receipts, drawers, and the book of each agency.

mod assess_charge;
mod await_payment;
pub(crate) mod book;
mod drawers;
mod exempt_charge;
pub mod gateway;
mod looks;
pub(crate) mod receipt;
mod record_payment;
mod refund;
pub mod series;
mod statement_booking;
mod statements;
mod transfer_request;

pub use assess_charge::assess_charge;
pub use await_payment::await_payment;
pub(crate) use drawers::drawer_faults;
pub use drawers::{
    DrawerSheet, DrawerStep, drawer, drawers_of, move_cash, open_drawer, open_drawer_of, step_drawer,
};
pub use exempt_charge::{ExemptionWish, exempt_charge};
pub use looks::{book_of, ledger_of};
pub use motcua_intake::{PaymentWait, fee_rules};
pub use record_payment::{Told, record_payment};
pub use refund::{RefundWish, approve_refund, decline_refund, pay_refund, request_refund, reverse_payment};
pub use statement_booking::{BookedLines, LineBooking, book_line, book_matched};
pub use statements::{
    Imported, LineIs, ListedLine, MOST_LINES, Whose, drop_open_lines, import_statement, kept_mapping,
    open_lines,
};
pub use transfer_request::{TransferRequested, transfer_request};
