//! Xin lỗi: an apology that is no new appointment.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{LegNo, TextId};

/// Apologises for the delay of a leg.
///
/// # Errors
/// Refused when the leg is not in work; `Stale` when another person was first.
pub async fn apologise(
    context: &Context,
    command: Command,
    leg: LegNo,
    words: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, words)], |dossier, now| {
        motcua_routing::apologise(dossier, command.actor, leg, id, now)
    })
    .await
}
