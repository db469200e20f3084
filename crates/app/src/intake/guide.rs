//! Hướng dẫn: what is lacking is said at once and in writing; the papers go home.

use super::{AskedItem, Submission, visit};
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_kernel::Actor;

/// Records a visit with an incomplete filing and everything it lacks.
///
/// # Errors
/// Refused when the items leave out something that is lacking, or ask for a paper the version does not.
pub async fn guide(
    context: &Context,
    actor: Actor,
    submission: impl Into<Submission>,
    items: Vec<AskedItem>,
) -> Result<Dossier, AppError> {
    let (items, words) = AskedItem::with_ids(items, context)?;
    let submission = submission.into();
    let filing = submission.filing.clone();
    let version = context.province.version(filing.version)?;
    visit::record(context, actor, submission, words, |now| {
        motcua_intake::guide(version, filing.clone(), items.clone(), now)
    })
    .await
}
