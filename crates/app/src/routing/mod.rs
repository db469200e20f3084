//! Moving: what agencies do with a dossier.

mod accept;
mod approve;
mod claim;
mod finish_step;
mod hand_over;
mod number_and_stamp;
mod propose;
mod return_result;

pub use accept::accept;
pub use approve::approve;
pub use claim::claim;
pub use finish_step::finish_step;
pub use hand_over::{hand_over_from_counter, hand_over_leg};
pub use number_and_stamp::number_and_stamp;
pub use propose::propose;
pub use return_result::return_result;
