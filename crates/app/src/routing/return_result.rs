//! Trả kết quả: the result leaves the house.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_catalogue::DueWhen;
use motcua_dossier::{Dossier, ReturnMethod};
use motcua_kernel::Vnd;

/// Hands the result out. As long as no ledger says what was paid, everything due at return counts as unpaid.
///
/// # Errors
/// Refused when the result is not at the counter or money is due; `Stale` when another person was first.
pub async fn return_result(
    context: &Context,
    command: Command,
    method: ReturnMethod,
) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| {
        let due = dossier.charges.iter().filter(|it| it.due == DueWhen::AtReturn);
        let unpaid: Vnd = due.filter_map(|it| it.amount).sum();
        motcua_routing::return_result(dossier, command.actor, method.clone(), unpaid, now)
    })
    .await
}
