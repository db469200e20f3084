//! Bàn giao lại: the sender sends again what was questioned or came back. The finished leg it came from stays finished.

use crate::ask_opinion::was_asked;
use crate::guard::{at_agency, leg, moving, receiving};
use crate::hand_over::starts_at_counter;
use motcua_catalogue::LegKind;
use motcua_dossier::{Dossier, Event, Leg, LegStatus};
use motcua_kernel::{Actor, Instant, LegNo, Refusal};

/// Sends a leg again, from the counter or from the leg ahead of it that the actor's agency owed or recorded. The time to accept
/// starts anew.
///
/// # Errors
/// Unless the dossier moves, the hand-over was questioned or sent back, and the actor is at its sender's agency.
pub fn resend(dossier: &Dossier, actor: Actor, to: LegNo, now: Instant) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    let leg = leg(dossier, to)?;
    match leg.status {
        LegStatus::Questioned { .. } | LegStatus::SentBack { .. } => {}
        LegStatus::Waiting
        | LegStatus::Sent { .. }
        | LegStatus::Active { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Finished { .. } => return Err(Refusal::new("routing.nothing-came-back").with("leg", to)),
    }
    let from = sender(dossier, actor, leg)?;
    Ok(vec![Event::HandedOver { from, to }])
}

/// The leg the actor sends from. A consultation asked on the way is sent by an agency that has the dossier in hand: the state does not
/// keep which one asked.
fn sender(dossier: &Dossier, actor: Actor, leg: &Leg) -> Result<Option<LegNo>, Refusal> {
    let asked = was_asked(dossier, leg);
    if !asked && starts_at_counter(dossier, leg) {
        at_agency(actor, receiving(dossier)?)?;
        return Ok(None);
    }
    let may_send = |it: &&Leg| {
        let ahead = leg.plan.after.contains(&it.plan.no);
        let in_hand = it.plan.kind == LegKind::Process && it.status.is_open();
        it.plan.desk() == actor.agency && if asked { in_hand } else { ahead }
    };
    dossier
        .legs
        .iter()
        .rfind(may_send)
        .map(|it| Some(it.plan.no))
        .ok_or_else(|| Refusal::new("routing.not-the-sender").with("leg", leg.plan.no))
}
