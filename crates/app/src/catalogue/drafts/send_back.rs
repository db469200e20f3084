//! Trả lại dự thảo: what was submitted or appraised is written on again, for a reason.

use super::{Draft, readable, step};
use crate::{AppError, Context};
use motcua_catalogue::{Life, ProcedureVersion};
use motcua_kernel::Actor;

/// Sends the draft of a procedure that was `seen` back to be written on.
///
/// # Errors
/// Not found without a draft; refused without a reason, when it was not submitted, or was changed since.
pub async fn send_draft_back(
    context: &Context,
    actor: Actor,
    (code, seen): (&str, u32),
    reason: &str,
) -> Result<Draft, AppError> {
    step(context, actor, (code, seen), |mut draft| {
        let stage = draft.stage.send_back()?;
        draft.kept.words = Some(readable(reason)?);
        draft.kept.appraised = None;
        let version = ProcedureVersion { life: Life::Draft, ..draft.version.clone() };
        Draft { stage, ..draft }.saying(version)
    })
    .await
}
