//! Bàn giao: the counter sends a received dossier off; an agency finishes its leg and sends it on.
//!
//! A leg is never sent before every leg ahead of it is finished, and never twice: sending again what came back is
//! `resend`. What goes on is done: of the steps of a leg only the last can still be in hand, and it ends with the hand-over.

use crate::ask_opinion::{unanswered_before, was_asked};
use crate::guard::{at_agency, moving, own_leg, receiving};
use motcua_catalogue::LegKind;
use motcua_dossier::{Dossier, Event, Leg, LegStatus, Status};
use motcua_kernel::{Actor, Instant, LegNo, Refusal};

/// From the counter to every leg that waits for nothing but reception: sequential routes have one, parallel ones
/// several (NĐ 61/2018 Điều 18(2), 19(6)).
///
/// # Errors
/// Unless the dossier moves, the actor is at the receiving agency, and a leg is left to be sent.
pub fn hand_over_from_counter(dossier: &Dossier, actor: Actor, now: Instant) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    at_agency(actor, receiving(dossier)?)?;
    let sent: Vec<Event> = dossier
        .ready_legs()
        .filter(|leg| starts_at_counter(dossier, leg) && !was_asked(dossier, leg))
        .map(|leg| Event::HandedOver { from: None, to: leg.plan.no })
        .collect();
    if sent.is_empty() { Err(Refusal::new("routing.nothing-to-hand-over")) } else { Ok(sent) }
}

/// Finishes a leg and sends the dossier to each leg that thereby becomes ready; to none while a join waits for
/// others. The deciding leg goes on only when its result is signed, numbered and stamped.
///
/// # Errors
/// Unless the dossier moves, the actor is at the leg's agency, the leg is in hand and no return or consultation, at most
/// its last step is not ticked off, its result (if it decides) is numbered, and every opinion it asked for has come
/// (NĐ 61/2018 Điều 19(5)).
pub fn hand_over_leg(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    let leg = own_leg(dossier, actor, no)?;
    match leg.plan.kind {
        LegKind::Process => {}
        LegKind::Consultation => return Err(Refusal::new("routing.consultation-is-answered").with("leg", no)),
        LegKind::Return => return Err(Refusal::new("routing.return-is-not-handed-over").with("leg", no)),
    }
    is_done(dossier, leg)?;
    if let Some(waits) = unanswered_before(dossier, no) {
        return Err(Refusal::new("routing.opinion-outstanding")
            .with("leg", waits.plan.no)
            .with("agency", waits.plan.agency)
            .under("NĐ 61/2018 Điều 19(5)"));
    }
    let last_step = step_in_hand(leg)?.map(|step| Event::StepFinished { leg: no, step });
    let handed_on = finished_and_handed_on(dossier, no, Event::LegFinished { leg: no });
    Ok(last_step.into_iter().chain(handed_on).collect())
}

/// The step that ends with the hand-over, if one is left. The steps of a leg that decides are done by proposing, signing
/// and numbering.
fn step_in_hand(leg: &Leg) -> Result<Option<u16>, Refusal> {
    let LegStatus::Active { steps_done, .. } = leg.status else { return Ok(None) };
    match leg.plan.steps.saturating_sub(steps_done) {
        0 => Ok(None),
        1 => Ok(Some(steps_done)),
        open => {
            Err(Refusal::new("routing.steps-open").with("leg", leg.plan.no).with("count", open).at("leg"))
        }
    }
}

/// What finishes leg `no`, and its hand-over to each leg that waited for it last.
pub fn finished_and_handed_on(dossier: &Dossier, no: LegNo, finished: Event) -> Vec<Event> {
    let next = dossier
        .legs
        .iter()
        .filter(|next| next.status == LegStatus::Waiting && becomes_ready(dossier, next, no))
        .map(|next| Event::HandedOver { from: Some(no), to: next.plan.no });
    std::iter::once(finished).chain(next).collect()
}

/// Whether no leg of this dossier comes before it; a leg ahead that this dossier does not need counts for nothing.
pub fn starts_at_counter(dossier: &Dossier, leg: &Leg) -> bool {
    leg.plan.after.iter().all(|no| dossier.leg(*no).is_none())
}

fn is_done(dossier: &Dossier, leg: &Leg) -> Result<(), Refusal> {
    let no = leg.plan.no;
    match &leg.status {
        LegStatus::Active { .. } if !leg.plan.decides => Ok(()),
        LegStatus::Approved { .. } if matches!(dossier.status, Status::ResultSigned { .. }) => Ok(()),
        LegStatus::Active { .. } | LegStatus::Proposed { .. } | LegStatus::Approved { .. } => {
            Err(Refusal::new("routing.result-not-numbered").with("leg", no))
        }
        LegStatus::Waiting
        | LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. }
        | LegStatus::Finished { .. } => Err(Refusal::new("routing.leg-not-in-hand").with("leg", no)),
    }
}

fn becomes_ready(dossier: &Dossier, next: &Leg, finished: LegNo) -> bool {
    next.plan.after.contains(&finished)
        && next
            .plan
            .after
            .iter()
            .all(|no| *no == finished || dossier.leg(*no).is_none_or(|ahead| ahead.status.is_finished()))
}
