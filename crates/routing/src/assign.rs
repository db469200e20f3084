//! Phân công: the head gives a leg to a person, also from one person to another. Whether that person works there is
//! checked by the caller, who knows the accounts.

use crate::guard::{moving, own_leg};
use motcua_dossier::{Dossier, Event, LegStatus};
use motcua_kernel::{AccountId, Actor, Instant, LegNo, Refusal};

/// Gives a leg to a person. Nothing happens when that person has it already.
///
/// # Errors
/// Unless the dossier moves, the actor is at the leg's agency and the leg is being worked on.
pub fn assign(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    assignee: AccountId,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    let holder = holder(dossier, actor, no)?;
    if holder == Some(assignee) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::LegAssigned { leg: no, assignee }])
}

/// Who works on a leg of the actor's agency.
pub fn holder(dossier: &Dossier, actor: Actor, no: LegNo) -> Result<Option<AccountId>, Refusal> {
    match &own_leg(dossier, actor, no)?.status {
        LegStatus::Active { assignee, .. } => Ok(*assignee),
        LegStatus::Waiting
        | LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Finished { .. } => Err(Refusal::new("routing.leg-not-active").with("leg", no)),
    }
}
