//! Đính chính: one person asks to correct what was entered, another confirms. Nothing is edited in place.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::{Correction, Dossier};
use motcua_kernel::TextId;

/// Asks for a correction.
///
/// # Errors
/// Refused when there is nothing to correct; `Stale` when another person was first.
pub async fn request_correction(
    context: &Context,
    command: Command,
    correction: Correction,
    reason: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, reason)], |dossier, _| {
        motcua_intake::request_correction(dossier, correction.clone(), id)
    })
    .await
}

/// Confirms what another person asked for.
///
/// # Errors
/// Refused for the one who asked; `Stale` when another person was first.
pub async fn confirm_correction(context: &Context, command: Command) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, _| motcua_intake::confirm_correction(dossier, command.actor))
        .await
}
