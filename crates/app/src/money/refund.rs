//! Hoàn trả, and payments taken back: one person asks, another says yes or no, and whoever has the drawer pays.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, PaidCharge, PaymentMeans};
use motcua_kernel::TextId;

/// Money that should go back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundWish {
    /// The entry that recorded the payment.
    pub payment: u32,
    /// How much of which charge.
    pub parts: Vec<PaidCharge>,
    /// Why.
    pub reason: String,
}

/// Asks for it.
///
/// # Errors
/// Refused when it was not paid, or went back; `Stale` when another person was first.
pub async fn request_refund(
    context: &Context,
    command: Command,
    wish: RefundWish,
) -> Result<Dossier, AppError> {
    let reason = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(reason, wish.reason)], |dossier, _| {
        motcua_fees::request_refund(dossier, command.actor, wish.payment, wish.parts.clone(), reason)
    })
    .await
}

/// Allows what another person asked for.
///
/// # Errors
/// Refused to whoever asked, and when none is asked for; `Stale` when another person was first.
pub async fn approve_refund(context: &Context, command: Command) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, _| motcua_fees::approve_refund(dossier, command.actor)).await
}

/// Declines it, with the reason.
///
/// # Errors
/// As [`approve_refund`].
pub async fn decline_refund(
    context: &Context,
    command: Command,
    reason: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, reason)], |dossier, _| {
        motcua_fees::decline_refund(dossier, command.actor, id)
    })
    .await
}

/// Records that the money went back; cash leaves the drawer of the actor.
///
/// # Errors
/// Refused when it is not approved, to whoever approved it, and when there is too little in the drawer; `Stale` when another
/// person was first.
pub async fn pay_refund(context: &Context, command: Command, how: PaymentMeans) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, _| {
        motcua_fees::pay_refund(dossier, command.actor, how.clone())
    })
    .await
}

/// Takes back a payment that was entered by mistake.
///
/// # Errors
/// Refused to whoever recorded it, when it was taken back or paid back, and when the drawer it lay in is counted; `Stale`
/// when another person was first.
pub async fn reverse_payment(
    context: &Context,
    command: Command,
    payment: u32,
    reason: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, reason)], |dossier, _| {
        motcua_fees::reverse_payment(dossier, command.actor, payment, id)
    })
    .await
}
