//! Trả lại để làm lại: the signer does not sign.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{LegNo, TextId};

/// Sends a proposal back to its proposer with the reason.
///
/// # Errors
/// Refused when nothing is proposed; `Stale` when another person was first.
pub async fn demand_rework(
    context: &Context,
    command: Command,
    leg: LegNo,
    words: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, words)], |dossier, now| {
        motcua_routing::demand_rework(dossier, command.actor, leg, id, now)
    })
    .await
}
