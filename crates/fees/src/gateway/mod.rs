//! Thanh toán trực tuyến: what is ordered of a payment gateway, how order and answer are written and signed, and what an
//! answer means for a dossier.
//!
//! Books nothing and asks nobody. An answer counts only with the signature of the gateway; money that it tells of and that
//! can not be booked is for a person, never dropped.

mod callback;
mod meaning;
mod order;
mod request;
mod signed;
pub mod trial;

pub use callback::{Callback, CallbackFault, CallbackOutcome};
pub use meaning::{Meaning, Waits, meaning};
pub use order::{Order, OrderReference};
pub use request::PayRequest;
pub use signed::{GatewaySecret, SignatureFault, read_signed, signed};
