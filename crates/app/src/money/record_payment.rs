//! Ghi nhận nộp tiền: money came. The last of what is awaited lets the clock run again in the same transaction, and what is
//! the agency's gets its receipt and its line in the book.

use super::receipt::ReceiptWish;
use crate::act::{act, act_with_receipt};
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, PaidCharge, PaymentMeans};
use motcua_fees::Taking;
use motcua_kernel::Vnd;

/// Money as it is told at the counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What for.
    pub paid: Vec<PaidCharge>,
    /// How it came.
    pub how: PaymentMeans,
    /// The number on the pre-printed receipt that is given for it.
    pub receipt: Option<u32>,
    /// Tiền khách đưa: the cash that was put down, where it is noted.
    pub given: Option<Vnd>,
}

/// Records that money came.
///
/// # Errors
/// Refused when it is not owed, when less cash was put down than is paid, and when the number of a pre-printed receipt is not the next one of the cashier's; `Stale`
/// when another person was first.
pub async fn record_payment(context: &Context, command: Command, told: Told) -> Result<Dossier, AppError> {
    let Told { paid, how, receipt, given } = told;
    let taking = Taking { paid, how, receipt: None, given };
    let wish = ReceiptWish { amount: taking.total(), number: receipt };
    if !taking.is_ours() {
        return act(context, command, Vec::new(), |dossier, now| {
            let pinned = context.province.pinned(dossier)?;
            motcua_intake::record_payment(dossier, &pinned, command.actor, taking.clone(), now)
        })
        .await;
    }
    act_with_receipt(context, command, &wish, |dossier, now, receipt| {
        let pinned = context.province.pinned(dossier)?;
        let taking = Taking { receipt, ..taking.clone() };
        motcua_intake::record_payment(dossier, &pinned, command.actor, taking, now)
    })
    .await
}
