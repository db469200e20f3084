//! Trả lại bàn giao: the receiver does not take it, and says why. Never undoes a leg already accepted.

use crate::guard::{desk_leg, moving};
use motcua_dossier::{Dossier, Event, LegStatus};
use motcua_kernel::{Actor, Instant, LegNo, Refusal, TextId};

/// Sends a hand-over back to its sender, also after a question.
///
/// # Errors
/// Unless the dossier moves, the actor is at the leg's agency (its liaison unit, for one outside) and the leg was sent and not yet accepted.
pub fn send_back(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    reason: TextId,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    let leg = desk_leg(dossier, actor, no)?;
    if !matches!(leg.status, LegStatus::Sent { .. } | LegStatus::Questioned { .. }) {
        return Err(Refusal::new("routing.not-sent").with("leg", no));
    }
    Ok(vec![Event::HandoverSentBack { leg: no, reason }])
}
