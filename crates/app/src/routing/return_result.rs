//! Trả kết quả: the result leaves the house.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, ReturnMethod};

/// Hands the result out.
///
/// # Errors
/// Refused when the result is not at the counter or money is due; `Stale` when another person was first.
pub async fn return_result(
    context: &Context,
    command: Command,
    method: ReturnMethod,
) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| {
        motcua_routing::return_result(dossier, command.actor, method.clone(), now)
    })
    .await
}
