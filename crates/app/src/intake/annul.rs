//! Hủy hồ sơ nhập nhầm: one person asks on the day of receipt, another confirms; the number stays used.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::TextId;

/// Asks to annul an entry made by mistake.
///
/// # Errors
/// Refused on another day than that of receipt; `Stale` when another person was first.
pub async fn request_annulment(
    context: &Context,
    command: Command,
    reason: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, reason)], |dossier, now| {
        motcua_intake::request_annulment(dossier, id, now)
    })
    .await
}

/// Confirms what another person asked for.
///
/// # Errors
/// Refused for the one who asked; `Stale` when another person was first.
pub async fn confirm_annulment(context: &Context, command: Command) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, _| motcua_intake::confirm_annulment(dossier, command.actor))
        .await
}
