//! Work after the commit: claim, try, try again, give up, drain. Knows no job by name.
//!
//! A job is written in the transaction of the fact it follows from (`motcua_storage::jobs::enqueue`). A worker claims it
//! under a lease and hands it to the caller's function; a worker that dies loses its lease, and another takes the job
//! again. So a job runs at least once, and what it does must bear a repetition.
#![warn(missing_docs)]

mod outcome;
mod retry;
mod worker;

pub use outcome::Outcome;
pub use retry::Retry;
pub use worker::{Drained, Worker};
