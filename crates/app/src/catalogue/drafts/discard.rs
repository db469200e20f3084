//! Hủy dự thảo: it is kept with the reason, but nothing comes of it and another may be begun.

use super::{Draft, readable, step};
use crate::{AppError, Context};
use motcua_kernel::Actor;

/// Throws away the draft of a procedure that was `seen`.
///
/// # Errors
/// Not found without a draft; refused without a reason, or when it was changed since.
pub async fn discard_draft(
    context: &Context,
    actor: Actor,
    (code, seen): (&str, u32),
    reason: &str,
) -> Result<Draft, AppError> {
    step(context, actor, (code, seen), |mut draft| {
        let stage = draft.stage.discard()?;
        draft.kept.words = Some(readable(reason)?);
        Ok(Draft { stage, ..draft })
    })
    .await
}
