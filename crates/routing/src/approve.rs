//! Ký duyệt: the signer approves what another proposed. Nobody signs their own proposal.

use crate::guard::{own_leg, running};
use motcua_dossier::{Dossier, Event, Leg, LegStatus};
use motcua_kernel::{AccountId, Actor, Instant, LegNo, Refusal};

/// Approves the proposed outcome.
///
/// # Errors
/// Unless the dossier runs, the actor is at the leg's agency, an outcome is proposed, and another person proposed it.
pub fn approve(dossier: &Dossier, actor: Actor, no: LegNo, now: Instant) -> Result<Vec<Event>, Refusal> {
    running(dossier, now)?;
    let proposer = proposer(own_leg(dossier, actor, no)?)?;
    if proposer == actor.account {
        return Err(Refusal::new("routing.own-proposal").with("leg", no));
    }
    Ok(vec![Event::ResultApproved { leg: no }])
}

/// Who proposed what waits for the signer.
pub fn proposer(leg: &Leg) -> Result<AccountId, Refusal> {
    match &leg.status {
        LegStatus::Proposed { by, .. } => Ok(*by),
        LegStatus::Waiting
        | LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. }
        | LegStatus::Active { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Finished { .. } => {
            Err(Refusal::new("routing.nothing-proposed").with("leg", leg.plan.no))
        }
    }
}
