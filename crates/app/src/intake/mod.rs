//! Receiving: what a counter does with what people bring.

mod annul;
mod ask_supplement;
mod complete_supplement;
mod correct;
mod guide;
mod not_receive;
mod receive_at_counter;
mod stop;
mod visit;
mod withdraw;

pub use annul::{confirm_annulment, request_annulment};
pub use ask_supplement::{AskedItem, ask_supplement};
pub use complete_supplement::complete_supplement;
pub use correct::{confirm_correction, request_correction};
pub use guide::guide;
pub use not_receive::not_receive;
pub use receive_at_counter::{Receipt, receive_at_counter};
pub use stop::stop;
pub use withdraw::withdraw;
