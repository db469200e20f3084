//! Giao việc: a head gives a leg to a person.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{AccountId, LegNo};

/// Gives a leg to `assignee`.
///
/// # Errors
/// Refused when the leg is not in work at the actor's agency; `Stale` when another person was first.
pub async fn assign(
    context: &Context,
    command: Command,
    leg: LegNo,
    assignee: AccountId,
) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| {
        motcua_routing::assign(dossier, command.actor, leg, assignee, now)
    })
    .await
}
