//! Money: what is assessed, what is awaited and what is paid. Receipts, drawers and refunds are still to come.

mod assess_charge;
mod await_payment;
mod record_payment;

pub use assess_charge::assess_charge;
pub use await_payment::await_payment;
pub use motcua_intake::PaymentWait;
pub use record_payment::record_payment;
