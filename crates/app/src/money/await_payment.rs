//! Chờ nghĩa vụ tài chính: the notice is out, and the clock stands until the citizen has paid.
//!
//! Nobody ends it here: the payment that is recorded does, or the work that is due when its last day is over.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_intake::PaymentWait;

/// Lets the clock stand until what `wait` names is paid.
///
/// # Errors
/// Refused to whoever neither has the leg in hand nor is the counter, when a charge is not owed, and when the last day is
/// over; `Stale` when another person was first.
pub async fn await_payment(
    context: &Context,
    command: Command,
    wait: PaymentWait,
) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| {
        let pinned = context.province.pinned(dossier)?;
        motcua_intake::await_payment(dossier, &pinned, command.actor, wait.clone(), now)
    })
    .await
}
