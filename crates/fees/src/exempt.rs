//! Miễn, giảm: what need not be paid of a charge, on a ground that its fee rule lists, with the paper that shows it.
//!
//! Never on a ground that nobody listed, never twice for one charge, and never of money that was paid: that is a refund.

use crate::exempted::exempted;
use crate::pay::{charge_of, must_be_open};
use motcua_catalogue::FeeRule;
use motcua_dossier::{Dossier, Event};
use motcua_kernel::{Actor, Refusal, TextId, Vnd};

/// Takes off the charge of `rule` what its exemption `ground` says.
///
/// # Errors
/// Refused unless the dossier is received and has not ended and the actor is at the agency that received it; when the
/// dossier has no such charge, it was exempted, less is left to be paid than would be taken off; and as
/// [`exempted`] refuses.
pub fn exempt(
    dossier: &Dossier,
    actor: Actor,
    rule: &FeeRule,
    ground: &str,
    evidence: TextId,
) -> Result<Vec<Event>, Refusal> {
    must_be_open(dossier)?;
    if dossier.receiving() != Some(actor.agency) {
        return Err(Refusal::new("fees.other-counter"));
    }
    let charge = charge_of(dossier, &rule.code)?;
    let refuse = |key| Refusal::new(key).with("name", &charge.name).at("charge");
    if dossier.exempted(&charge.code) > Vnd::ZERO {
        return Err(refuse("fees.charge-exempted"));
    }
    let amount = exempted(charge, rule, ground)?;
    if amount > dossier.unpaid(charge) {
        return Err(refuse("fees.exempt-after-payment"));
    }
    if amount <= Vnd::ZERO {
        return Err(refuse("fees.nothing-to-exempt"));
    }
    Ok(vec![Event::ChargeExempted { code: charge.code.clone(), ground: ground.to_owned(), amount, evidence }])
}
