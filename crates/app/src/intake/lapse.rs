//! Hết hạn: the citizen did not answer or pay in time, and the rule stops the dossier. Nobody commands it; a job does.

use crate::act::by_rule;
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_kernel::DossierId;

/// Stops a dossier whose answer or payment did not come in its time.
///
/// # Errors
/// Refused when nothing is awaited any more, or the time is not over.
pub async fn lapse(context: &Context, dossier: DossierId) -> Result<Dossier, AppError> {
    by_rule(context, dossier, motcua_intake::lapse).await
}
