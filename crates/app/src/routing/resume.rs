//! Tiếp tục: the ground of a suspension has gone.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::Refusal;

/// Resumes a suspended dossier; its lawful date moves by the pause.
///
/// # Errors
/// Refused when it is not suspended; `Stale` when another person was first.
pub async fn resume(context: &Context, command: Command) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| {
        let receiving = dossier.receiving().ok_or_else(|| Refusal::new("app.not-received"))?;
        motcua_routing::resume(dossier, command.actor, context.province.calendars.of(receiving), now)
    })
    .await
}
