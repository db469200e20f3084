//! Trả lại bàn giao: the receiver does not take it; it is the sender's again.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{LegNo, TextId};

/// Sends a leg back to its sender with the reason.
///
/// # Errors
/// Refused when it was not sent to the actor's agency; `Stale` when another person was first.
pub async fn send_back(
    context: &Context,
    command: Command,
    leg: LegNo,
    words: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, words)], |dossier, now| {
        motcua_routing::send_back(dossier, command.actor, leg, id, now)
    })
    .await
}
