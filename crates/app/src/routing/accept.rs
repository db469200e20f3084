//! Nhận bàn giao: from now on the time is the receiver's.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::LegNo;

/// Accepts a leg that was handed over.
///
/// # Errors
/// Refused when it was not sent to the actor's agency; `Stale` when another person was first.
pub async fn accept(context: &Context, command: Command, leg: LegNo) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| motcua_routing::accept(dossier, command.actor, leg, now))
        .await
}
