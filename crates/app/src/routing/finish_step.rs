//! Xong bước: the next step of a leg is done.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::LegNo;

/// Records that `step` (from 0) of a leg is done.
///
/// # Errors
/// Refused when another step is next; `Stale` when another person was first.
pub async fn finish_step(
    context: &Context,
    command: Command,
    leg: LegNo,
    step: u16,
) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| {
        motcua_routing::finish_step(dossier, command.actor, leg, step, now)
    })
    .await
}
