//! Cho ý kiến: the answer ends a consultation's leg. A late one is taken too; lateness is a fact, never a refusal.

use crate::guard::{moving, own_leg};
use crate::hand_over::finished_and_handed_on;
use motcua_catalogue::LegKind;
use motcua_dossier::{Dossier, Event, LegPlan, LegStatus};
use motcua_kernel::{Actor, Instant, LegNo, Refusal, TextId};

/// Answers a consultation. One of the route is thereby finished and handed on to the legs that waited for it.
///
/// # Errors
/// Unless the dossier moves, the actor is at the agency asked, and it has accepted the question.
pub fn answer_opinion(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    answer: TextId,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    let leg = own_leg(dossier, actor, no)?;
    if leg.plan.kind != LegKind::Consultation {
        return Err(Refusal::new("routing.no-consultation").with("leg", no));
    }
    if !matches!(leg.status, LegStatus::Active { .. }) {
        return Err(Refusal::new("routing.leg-not-active").with("leg", no));
    }
    Ok(finished_and_handed_on(dossier, no, Event::ConsultationAnswered { leg: no, answer }))
}

/// Whether a leg has passed its planned end. The head of the one-stop unit is told of a late opinion
/// (NĐ 61/2018 Điều 19(5)).
pub fn is_late(plan: &LegPlan, now: Instant) -> bool {
    now > plan.planned_end
}
