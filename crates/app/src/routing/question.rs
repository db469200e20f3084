//! Hỏi lại về bàn giao: the receiver asks before accepting; the time stays the sender's.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{LegNo, TextId};

/// Asks about a leg that was handed over.
///
/// # Errors
/// Refused when it was not sent to the actor's agency; `Stale` when another person was first.
pub async fn question(
    context: &Context,
    command: Command,
    leg: LegNo,
    words: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, words)], |dossier, now| {
        motcua_routing::question(dossier, command.actor, leg, id, now)
    })
    .await
}
