//! Xin lỗi và hẹn lại: drafted while there is time, by people or by the house; signed by the leader of the agency that is
//! late; issued as its document in one with the event, so that whoever is told has the letter with it (NĐ 61/2018 Điều 19(9)).
//!
//! Nothing here moves a lawful date, and nobody but a leader signs: `motcua_routing` says so.

mod draft;
mod sign;
mod words;

pub use draft::{Draft, draft};
pub(crate) use draft::{draft_in_time, forget_answered, waiting};
pub use sign::sign;
pub(crate) use words::words;
