//! Money: what is assessed and what is paid. Receipts, drawers and refunds are still to come.

mod assess_charge;
mod record_payment;

pub use assess_charge::assess_charge;
pub use record_payment::record_payment;
