//! Nhận bàn giao: from now on the leg's agency has the dossier. Never accepts what was not sent.

use crate::guard::{moving, own_leg};
use motcua_catalogue::LegKind;
use motcua_dossier::{Dossier, Event, LegStatus, Status};
use motcua_kernel::{Actor, Instant, LegNo, Refusal};

/// Accepts a hand-over. When the returning counter accepts the signed result, the result is ready for the citizen
/// (NĐ 61/2018 Điều 20).
///
/// # Errors
/// Unless the dossier moves, the actor is at the leg's agency and the leg was sent. A return is accepted only when the
/// result is signed and every other leg is finished.
pub fn accept(dossier: &Dossier, actor: Actor, no: LegNo, now: Instant) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    let leg = own_leg(dossier, actor, no)?;
    if !matches!(leg.status, LegStatus::Sent { .. }) {
        return Err(Refusal::new("routing.not-sent").with("leg", no));
    }
    let accepted = Event::LegAccepted { leg: no };
    match leg.plan.kind {
        LegKind::Process | LegKind::Consultation => Ok(vec![accepted]),
        LegKind::Return => {
            can_be_returned(dossier)?;
            Ok(vec![accepted, Event::ResultReady])
        }
    }
}

fn can_be_returned(dossier: &Dossier) -> Result<(), Refusal> {
    if !matches!(dossier.status, Status::ResultSigned { .. }) {
        return Err(Refusal::new("routing.result-not-signed"));
    }
    let unfinished =
        dossier.legs.iter().find(|leg| leg.plan.kind != LegKind::Return && !leg.status.is_finished());
    match unfinished {
        None => Ok(()),
        Some(leg) => Err(Refusal::new("routing.leg-unfinished").with("leg", leg.plan.no)),
    }
}
