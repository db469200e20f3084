//! Nhận việc: one person works on a leg at a time.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::LegNo;

/// Takes a leg that nobody holds.
///
/// # Errors
/// Refused, naming the holder, when another person has it; `Stale` when another person was first.
pub async fn claim(context: &Context, command: Command, leg: LegNo) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| motcua_routing::claim(dossier, command.actor, leg, now))
        .await
}
