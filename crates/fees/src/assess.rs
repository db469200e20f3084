//! Xác định mức thu: the agency that has a leg in hand says what a charge without an amount comes to, once.

use crate::pay::charge_of;
use motcua_dossier::{Dossier, Event, LegStatus};
use motcua_kernel::{Actor, LegNo, Refusal, Vnd};

/// Sets the amount of the charge `code`; zero is an amount.
///
/// # Errors
/// Refused unless agencies may work on the dossier, leg `no` is being worked on by the actor's agency, the charge is
/// known and has no amount yet; and when the amount is negative.
pub fn assess(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    code: &str,
    amount: Vnd,
) -> Result<Vec<Event>, Refusal> {
    let in_hand = dossier
        .leg(no)
        .is_some_and(|leg| leg.plan.agency == actor.agency && matches!(leg.status, LegStatus::Active { .. }));
    if !in_hand || !dossier.status.is_running() {
        return Err(Refusal::new("fees.leg-not-in-hand").with("leg", no));
    }
    let charge = charge_of(dossier, code)?;
    let refuse = |key| Refusal::new(key).with("name", &charge.name);
    if charge.amount.is_some() {
        return Err(refuse("fees.charge-assessed").at("charge"));
    }
    if amount < Vnd::ZERO {
        return Err(refuse("fees.amount-negative").at("amount"));
    }
    Ok(vec![Event::ChargeAssessed { code: code.to_owned(), amount }])
}
