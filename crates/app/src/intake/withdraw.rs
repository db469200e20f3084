//! Rút hồ sơ: the applicant takes the dossier back.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::TextId;

/// Records the withdrawal with its reason.
///
/// # Errors
/// Refused once a result is signed; `Stale` when another person was first.
pub async fn withdraw(context: &Context, command: Command, reason: String) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, reason)], |dossier, _| motcua_intake::withdraw(dossier, id)).await
}
