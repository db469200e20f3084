//! Xin lỗi: an apology without a new appointment. It is owed also when it comes late (NĐ 61/2018 Điều 19(9)).

use crate::guard::{at_agency, leg, receiving, running};
use motcua_dossier::{Dossier, Event, LegStatus};
use motcua_kernel::{Actor, Instant, LegNo, Refusal, TextId};

/// Issues an apology for the agency of leg `no`. It gives no date and moves none.
///
/// # Errors
/// Unless the dossier runs and the actor is at the late leg's agency or the receiving one, and the leg is unfinished
/// and was sent to its agency.
pub fn apologise(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    apology: TextId,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    running(dossier, now)?;
    may_apologise(dossier, actor, no)?;
    Ok(vec![Event::ApologyIssued { apology, leg: no }])
}

/// The solving agency writes the apology, the one-stop unit dates and sends it: either may record it.
pub fn may_apologise(dossier: &Dossier, actor: Actor, no: LegNo) -> Result<(), Refusal> {
    let leg = leg(dossier, no)?;
    if leg.plan.desk() != actor.agency {
        at_agency(actor, receiving(dossier)?)?;
    }
    match leg.status {
        LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::Active { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. } => Ok(()),
        LegStatus::Waiting | LegStatus::SentBack { .. } | LegStatus::Finished { .. } => {
            Err(Refusal::new("routing.leg-not-in-hand").with("leg", no))
        }
    }
}
