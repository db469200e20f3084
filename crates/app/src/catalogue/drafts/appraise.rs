//! Thẩm định: somebody who has not written on it has checked the draft.

use super::{Draft, mark, step};
use crate::{AppError, Context};
use motcua_kernel::Actor;

/// Appraises the draft of a procedure that was `seen`.
///
/// # Errors
/// Not found without a draft; refused for whoever has written on it, while it lacks something or was not submitted, and
/// when it was changed since.
pub async fn appraise_draft(
    context: &Context,
    actor: Actor,
    (code, seen): (&str, u32),
) -> Result<Draft, AppError> {
    step(context, actor, (code, seen), |mut draft| {
        let gaps = draft.gaps(context, context.clock.now().date())?;
        let stage = draft.stage.appraise(actor.account, &draft.kept.writers, &gaps)?;
        draft.kept.appraised = Some(mark(context, actor));
        let version = draft.version.clone().appraise(&gaps)?;
        Draft { stage, ..draft }.saying(version)
    })
    .await
}
