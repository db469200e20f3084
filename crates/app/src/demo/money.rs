//! Money in the demo: what is due at a moment is paid at the counter then. What goes to the Treasury is left to its notice.

use crate::money::record_payment;
use crate::{AppError, Command, Context};
use motcua_catalogue::{Collector, DueWhen};
use motcua_dossier::{Charge, Dossier, PaidCharge, PaymentMeans};
use motcua_kernel::{Actor, Vnd};

/// One person in so many pays by transfer.
const BY_TRANSFER: u32 = 3;

/// `actor` takes all that is due `when`; the dossier as it is when nothing is.
pub(super) async fn taken(
    context: &Context,
    actor: Actor,
    dossier: Dossier,
    when: DueWhen,
) -> Result<Dossier, AppError> {
    let due = |it: &&Charge| it.due == when && it.collector != Collector::Treasury;
    let part = |it: &Charge| PaidCharge { code: it.code.clone(), amount: dossier.unpaid(it) };
    let paid: Vec<PaidCharge> =
        dossier.charges.iter().filter(due).map(part).filter(|it| it.amount > Vnd::ZERO).collect();
    if paid.is_empty() {
        return Ok(dossier);
    }
    let command = Command { actor, dossier: dossier.id, seen: dossier.seq, once: None };
    record_payment(context, command, paid, means(&dossier)).await
}

/// Chosen by the last digits of the number, so that the same moment makes the same demo.
fn means(dossier: &Dossier) -> PaymentMeans {
    let Some(reception) = &dossier.reception else { return PaymentMeans::Cash };
    let reference: String = reception.number.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
    let serial = reference.chars().last().and_then(|it| it.to_digit(10)).unwrap_or(0);
    if serial.is_multiple_of(BY_TRANSFER) { PaymentMeans::Transfer { reference } } else { PaymentMeans::Cash }
}
