//! Xác định mức thu: an agency that has or had a leg says what a charge without an amount comes to, once.
//!
//! Until the result leaves the house: nothing due at the return may be left without an amount for want of a leg.

use crate::pay::charge_of;
use motcua_catalogue::LegKind;
use motcua_dossier::{Dossier, Event, Status};
use motcua_kernel::{Actor, LegNo, Refusal, Vnd};

/// Sets the amount of the charge `code`; zero is an amount.
///
/// # Errors
/// Refused unless the dossier is worked on or its result waits to be handed out, leg `no` is or was worked on by the
/// actor's agency (or recorded by it, for an agency outside) and is no return, the charge is known and has no amount yet; and when the amount is negative.
pub fn assess(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    code: &str,
    amount: Vnd,
) -> Result<Vec<Event>, Refusal> {
    let begun = dossier.leg(no).is_some_and(|leg| {
        leg.plan.desk() == actor.agency
            && leg.plan.kind != LegKind::Return
            && (leg.status.is_open() || leg.status.is_finished())
    });
    let open = dossier.status.is_running()
        || matches!(dossier.status, Status::ResultSigned { .. } | Status::ResultReady { .. });
    if !begun || !open {
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
