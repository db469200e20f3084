//! Hỏi lại: the receiver asks before accepting. The dossier stays the sender's, who answers by sending again.

use crate::guard::{desk_leg, moving};
use motcua_dossier::{Dossier, Event, LegStatus};
use motcua_kernel::{Actor, Instant, LegNo, Refusal, TextId};

/// Questions a hand-over.
///
/// # Errors
/// Unless the dossier moves, the actor is at the leg's agency (its liaison unit, for one outside) and the leg was sent.
pub fn question(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    question: TextId,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    let leg = desk_leg(dossier, actor, no)?;
    if !matches!(leg.status, LegStatus::Sent { .. }) {
        return Err(Refusal::new("routing.not-sent").with("leg", no));
    }
    Ok(vec![Event::HandoverQuestioned { leg: no, question }])
}
