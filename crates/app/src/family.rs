//! What a change means for the other dossiers of a bundle: those that waited for its result begin or are stopped, in the
//! same transaction.
//!
//! So no result is without its successors, and their limit begins at the very moment of the result.

use crate::act::follow;
use crate::keep::keep_alone;
use crate::{AppError, Context};
use motcua_dossier::{By, Dossier, Outlook};
use motcua_intake::follow_predecessor;
use motcua_storage::{Tx, dossiers};

/// Lets those that wait for `after` follow it, when the step from `before` has decided what comes of it.
pub(crate) async fn follow_in_bundle(
    tx: &Tx,
    context: &Context,
    before: &Dossier,
    after: &Dossier,
) -> Result<(), AppError> {
    let Some(place) = after.bundle() else { return Ok(()) };
    if before.outlook() != Outlook::Open || after.outlook() == Outlook::Open {
        return Ok(());
    }
    let mut decided = vec![after.clone()];
    while let Some(predecessor) = decided.pop() {
        for waiting in dossiers::of_bundle(tx, place.bundle).await? {
            if waiting.awaits() != Some(predecessor.id) {
                continue;
            }
            let now = after.last_recorded.max(waiting.last_recorded);
            let pinned = context.province.pinned(&waiting)?;
            let events = follow_predecessor(&waiting, &pinned, predecessor.outlook(), now)?;
            let (next, entries) = follow(waiting.id, Some(waiting.clone()), By::Rule, events, now)?;
            keep_alone(tx, context, &waiting, &next, &entries).await?;
            decided.push(next);
        }
    }
    Ok(())
}
