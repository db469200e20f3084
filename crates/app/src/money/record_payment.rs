//! Ghi nhận nộp tiền: money came. The last of what is awaited lets the clock run again in the same transaction.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, PaidCharge, PaymentMeans};

/// Records that `paid` came by `how`.
///
/// # Errors
/// Refused when it is not owed; `Stale` when another person was first.
pub async fn record_payment(
    context: &Context,
    command: Command,
    paid: Vec<PaidCharge>,
    how: PaymentMeans,
) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, now| {
        let pinned = context.province.pinned(dossier)?;
        motcua_intake::record_payment(dossier, &pinned, command.actor, paid.clone(), how.clone(), now)
    })
    .await
}
