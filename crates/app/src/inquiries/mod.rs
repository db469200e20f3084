//! Tra cứu bằng tin nhắn: somebody sends a text with the code of the slip and gets an answer.
//!
//! What a text asks and what may be answered is decided by `motcua_notifications::inquiry`. Here it is counted, written down
//! in one transaction with the job that answers it, and answered later by a worker; the gateway that posts it never waits for
//! the gateway that sends. No telephone and no word of a text is logged, and no row keeps either once the answer is out.

mod answer;
mod come;
mod find;
mod print;
mod setting;

pub(crate) use answer::answer;
pub use come::come;
pub use motcua_notifications::inquiry::{Answer, AnswerKind, Limits, phone_of};
pub use setting::{InquirySetting, WriteTo};

use crate::AppError;
use motcua_kernel::Instant;
use motcua_storage::{Tx, inquiries};

/// So long it is kept who asked how often, without the telephone, and which texts have come.
const KEPT_DAYS: i64 = 30;

/// Forgets what has had its time.
pub(crate) async fn forget(tx: &Tx, now: Instant) -> Result<(), AppError> {
    Ok(inquiries::forget_before(tx, now.plus_minutes(-KEPT_DAYS * 24 * 60)).await?)
}
