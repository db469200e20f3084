//! Hướng dẫn: what is lacking is said at once and in writing; the papers go home.

use super::{AskedItem, visit};
use crate::{AppError, Context};
use motcua_dossier::{Dossier, Filing};
use motcua_kernel::Actor;

/// Records a visit with an incomplete filing and everything it lacks.
///
/// # Errors
/// Refused when the items leave out something that is lacking, or ask for a paper the version does not.
pub async fn guide(
    context: &Context,
    actor: Actor,
    filing: Filing,
    items: Vec<AskedItem>,
) -> Result<Dossier, AppError> {
    let (items, words) = AskedItem::with_ids(items, context)?;
    let version = context.province.version(filing.version)?;
    visit::record(context, actor, &filing, words, |now| {
        motcua_intake::guide(version, filing.clone(), items.clone(), now)
    })
    .await
}
