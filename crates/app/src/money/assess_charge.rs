//! Xác định mức thu: an agency says what a charge comes to.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{LegNo, Vnd};

/// Sets the amount of the charge `code` for the agency that has `leg` in hand.
///
/// # Errors
/// Refused when the charge has an amount or the leg is not in hand; `Stale` when another person was first.
pub async fn assess_charge(
    context: &Context,
    command: Command,
    leg: LegNo,
    code: &str,
    amount: Vnd,
) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, _| {
        motcua_fees::assess(dossier, command.actor, leg, code, amount)
    })
    .await
}
