//! Trả lại để làm lại: the signer returns a proposal to the person who made it. What is signed stays signed.

use crate::approve::proposer;
use crate::guard::{own_leg, running};
use motcua_dossier::{Dossier, Event};
use motcua_kernel::{Actor, Instant, LegNo, Refusal, TextId};

/// Returns the proposal; the leg goes back to its proposer and begins its steps again.
///
/// # Errors
/// Unless the dossier runs, the actor is at the leg's agency and an outcome is proposed.
pub fn demand_rework(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    reason: TextId,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    running(dossier, now)?;
    proposer(own_leg(dossier, actor, no)?)?;
    Ok(vec![Event::ReworkDemanded { leg: no, reason }])
}
