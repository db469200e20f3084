//! Trả lời ý kiến: the agency that was asked answers.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{LegNo, TextId};

/// Answers the consultation of `leg`.
///
/// # Errors
/// Refused when the actor's agency was not asked; `Stale` when another person was first.
pub async fn answer_opinion(
    context: &Context,
    command: Command,
    leg: LegNo,
    words: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, words)], |dossier, now| {
        motcua_routing::answer_opinion(dossier, command.actor, leg, id, now)
    })
    .await
}
