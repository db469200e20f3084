//! Bàn giao: a dossier goes to every leg that has become ready.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::LegNo;

/// Sends a received dossier from the counter to its first legs.
///
/// # Errors
/// Refused when there is nothing to send; `Stale` when another person was first.
pub async fn hand_over_from_counter(context: &Context, command: Command) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| {
        motcua_routing::hand_over_from_counter(dossier, command.actor, now)
    })
    .await
}

/// Finishes a leg and sends the dossier on.
///
/// # Errors
/// Refused when the leg is not done; `Stale` when another person was first.
pub async fn hand_over_leg(context: &Context, command: Command, leg: LegNo) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| {
        motcua_routing::hand_over_leg(dossier, command.actor, leg, now)
    })
    .await
}
