//! Ký duyệt: another person than the one who proposed.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::LegNo;

/// Signs what was proposed.
///
/// # Errors
/// Refused when nothing is proposed or the actor proposed it; `Stale` when another person was first.
pub async fn approve(context: &Context, command: Command, leg: LegNo) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| {
        motcua_routing::approve(dossier, command.actor, leg, now)
    })
    .await
}
