//! Trình thẩm định: a draft that lacks nothing waits for the procedure-control unit, and is not written on meanwhile.

use super::{Draft, step};
use crate::{AppError, Context};
use motcua_kernel::Actor;

/// Submits the draft of a procedure that was `seen`.
///
/// # Errors
/// Not found without a draft; refused while it lacks something, is no draft, or was changed since.
pub async fn submit_draft(
    context: &Context,
    actor: Actor,
    (code, seen): (&str, u32),
) -> Result<Draft, AppError> {
    step(context, actor, (code, seen), |draft| {
        let stage = draft.stage.submit(&draft.gaps(context, context.clock.now().date())?)?;
        Ok(Draft { stage, ..draft })
    })
    .await
}
