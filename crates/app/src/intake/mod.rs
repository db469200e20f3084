//! Receiving: what a counter does with what people bring.

mod ask_supplement;
mod complete_supplement;
mod receive_at_counter;
mod withdraw;

pub use ask_supplement::{AskedItem, ask_supplement};
pub use complete_supplement::complete_supplement;
pub use receive_at_counter::{Receipt, receive_at_counter};
pub use withdraw::withdraw;
