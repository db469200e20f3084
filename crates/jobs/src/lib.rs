//! Work after the commit: claim, try, try again, give up, drain. Knows no job by name.
//!
//! A job is written in the transaction of the fact it follows from (`motcua_storage::jobs::enqueue`). A worker claims it
//! under a lease and hands it to the caller's function; a worker that dies loses its lease, and another takes the job
//! again. So a job runs at least once, and what it does must bear a repetition.
#![warn(missing_docs)]

mod hand;
mod measures;
mod outcome;
mod retry;
mod schedule;
mod worker;

pub use hand::Limits;
pub use measures::{EDGES, Ended, Measures, OfKind, Spread};
pub use outcome::Outcome;
pub use retry::Retry;
pub use schedule::Schedule;
pub use worker::{Drained, Worker};
