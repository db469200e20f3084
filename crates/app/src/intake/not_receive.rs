//! Không tiếp nhận: refused at the counter, with a written reason.

use super::{Submission, visit};
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{Actor, TextId};

/// Records that a filing was not received, and why.
///
/// # Errors
/// Refused without a reason (NĐ 63/2010 Điều 18(5)).
pub async fn not_receive(
    context: &Context,
    actor: Actor,
    submission: impl Into<Submission>,
    reason: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    let submission = submission.into();
    let filing = submission.filing.clone();
    let version = context.province.version(filing.version)?;
    visit::record(context, actor, submission, vec![(id, reason)], |_| {
        motcua_intake::not_receive(version, filing.clone(), Some(id))
    })
    .await
}
