//! Bút toán đảo: a payment that was entered by mistake is taken back by another person, and the charge is owed again.
//!
//! Never ends what the payment brought about: a clock that runs again goes on. Whether the drawer it lay in may still be
//! changed is asked by the shell, which knows the drawer.

use crate::pay::must_be_open;
use motcua_dossier::{Dossier, Event, PaymentMeans, RefundState};
use motcua_kernel::{Actor, Refusal, TextId};

/// Takes back the payment that entry `payment` recorded.
///
/// # Errors
/// Refused unless the dossier is received and has not ended, the actor is at the agency that received it and is another
/// person than who recorded the payment; when there is no such payment, it was taken back, it came on paper before, or
/// some of it is asked to be, or was, paid back.
pub fn reverse_payment(
    dossier: &Dossier,
    actor: Actor,
    payment: u32,
    reason: TextId,
) -> Result<Vec<Event>, Refusal> {
    must_be_open(dossier)?;
    if dossier.receiving() != Some(actor.agency) {
        return Err(Refusal::new("fees.other-counter"));
    }
    let unknown = || Refusal::new("fees.payment-unknown").at("payment");
    let paid = dossier.payment(payment).filter(|it| it.reversed.is_none()).ok_or_else(unknown)?;
    if matches!(paid.how, PaymentMeans::OnPaper { .. }) {
        return Err(Refusal::new("fees.paid-on-paper").at("payment"));
    }
    if paid.by == Some(actor.account) {
        return Err(Refusal::new("fees.own-payment"));
    }
    let mut refunds = dossier.refunds.iter().filter(|it| it.payment == payment);
    if refunds.any(|it| !matches!(it.state, RefundState::Declined { .. })) {
        return Err(Refusal::new("fees.payment-refunded").at("payment"));
    }
    Ok(vec![Event::PaymentReversed { payment, reason }])
}
