//! Kế thừa: what is open at agencies that have ended goes on with their successors.

use crate::act::by_rule;
use crate::pages::DossierPages;
use crate::{AppError, Context};
use motcua_kernel::{DossierId, Refusal};
use motcua_routing::succeed as decide;
use motcua_storage::dossiers;

/// What the look at every dossier did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SuccessionReport {
    /// Dossiers looked at.
    pub dossiers: usize,
    /// Those that went on with a successor.
    pub moved: Vec<DossierId>,
    /// Those at an agency that has ended and left nobody.
    pub stuck: Vec<(DossierId, Refusal)>,
}

/// Hands every open dossier of an ended agency to its successor, each in a transaction of its own; running it again
/// changes nothing. `progress` is told how many were looked at.
///
/// # Errors
/// When the store fails. A dossier without a successor is no error but a line of the report.
pub async fn succeed(
    context: &Context,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<SuccessionReport, AppError> {
    let reader = context.store.reader();
    let mut pages = DossierPages::new(&reader);
    let mut report = SuccessionReport::default();
    while let Some(page) = pages.next().await? {
        for id in page {
            report.dossiers += 1;
            match one(context, id).await {
                Ok(true) => report.moved.push(id),
                Ok(false) => {}
                Err(AppError::Refused(refusal)) => report.stuck.push((id, refusal)),
                Err(error) => return Err(error),
            }
            progress(report.dossiers);
        }
    }
    Ok(report)
}

/// Whether it went on with a successor. Most did not have to, and for those nothing is locked.
async fn one(context: &Context, id: DossierId) -> Result<bool, AppError> {
    let tree = &context.province.agencies;
    let seen = dossiers::load(&context.store.reader(), id).await?;
    if decide(&seen, tree, context.clock.now().max(seen.last_recorded))?.is_empty() {
        return Ok(false);
    }
    let after = by_rule(context, id, |dossier, now| decide(dossier, tree, now)).await?;
    Ok(after.seq > seen.seq)
}
