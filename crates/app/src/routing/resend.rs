//! Bàn giao lại: the sender answers a question or mends what was sent back.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::LegNo;

/// Sends a questioned or returned leg again.
///
/// # Errors
/// Refused when nothing came back to the actor's agency; `Stale` when another person was first.
pub async fn resend(context: &Context, command: Command, leg: LegNo) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| motcua_routing::resend(dossier, command.actor, leg, now))
        .await
}
