//! Trả lại bàn giao: the receiver does not take it, and says why. Never undoes a leg already accepted.

use crate::guard::{moving, own_leg};
use motcua_dossier::{Dossier, Event, LegStatus};
use motcua_kernel::{Actor, Instant, LegNo, Refusal, TextId};

/// Sends a hand-over back to its sender, also after a question.
///
/// # Errors
/// Unless the dossier moves, the actor is at the leg's agency and the leg was sent and not yet accepted.
pub fn send_back(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    reason: TextId,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    let leg = own_leg(dossier, actor, no)?;
    if !matches!(leg.status, LegStatus::Sent { .. } | LegStatus::Questioned { .. }) {
        return Err(Refusal::new("routing.not-sent").with("leg", no));
    }
    Ok(vec![Event::HandoverSentBack { leg: no, reason }])
}
