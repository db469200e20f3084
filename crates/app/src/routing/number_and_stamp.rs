//! Cho số, đóng dấu: the signed result gets its number.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::LegNo;
use motcua_routing::NumberedResult;

/// Numbers and stamps what was signed.
///
/// # Errors
/// Refused when nothing is signed or the number can not be meant; `Stale` when another person was first.
pub async fn number_and_stamp(
    context: &Context,
    command: Command,
    leg: LegNo,
    result: NumberedResult,
) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| {
        motcua_routing::number_and_stamp(dossier, command.actor, leg, &result, now)
    })
    .await
}
