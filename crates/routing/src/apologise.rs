//! Xin lỗi: an apology without a new appointment. It is owed also when it comes late (NĐ 61/2018 Điều 19(9)). The agency
//! that is late writes it and its leader signs it; whoever works there, or at the counter, may put it before them.

use crate::guard::{at_agency, is_in_hand, leg, receiving, running};
use motcua_dossier::{Dossier, Event, Leg};
use motcua_kernel::{Actor, Instant, LegNo, Refusal, Role, TextId};

/// Issues an apology of the agency of leg `no`, signed by the actor. It gives no date and moves none.
///
/// # Errors
/// Unless the dossier runs, the actor leads the agency on whose desk the late leg lies, and the leg is unfinished and was
/// sent there.
pub fn apologise(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    apology: TextId,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    running(dossier, now)?;
    may_sign(dossier, actor, no)?;
    Ok(vec![Event::ApologyIssued { apology, leg: no }])
}

/// Whether the actor may put an apology for leg `no` before whoever signs it.
///
/// # Errors
/// Unless the dossier runs, the actor is at the late leg's agency or the receiving one, and the leg is unfinished and was
/// sent to its agency.
pub fn may_draft_apology(dossier: &Dossier, actor: Actor, no: LegNo, now: Instant) -> Result<(), Refusal> {
    running(dossier, now)?;
    let late = leg(dossier, no)?;
    if late.plan.desk() != actor.agency {
        at_agency(actor, receiving(dossier)?)?;
    }
    in_hand(late)
}

/// The late agency speaks through its leader. Of an agency outside the system that is the head of the unit that records
/// what it does.
pub fn may_sign(dossier: &Dossier, actor: Actor, no: LegNo) -> Result<(), Refusal> {
    let late = leg(dossier, no)?;
    at_agency(actor, late.plan.desk())?;
    let signs = match actor.role {
        Role::Leader => true,
        Role::UnitHead => late.plan.liaison.is_some(),
        Role::Clerk
        | Role::Specialist
        | Role::DivisionHead
        | Role::RecordsClerk
        | Role::Cashier
        | Role::Administrator
        | Role::CatalogueOfficer
        | Role::ProcedureControlOfficer
        | Role::ReformOfficer
        | Role::PetitionOfficer
        | Role::Supervisor => false,
    };
    if !signs {
        return Err(Refusal::new("routing.apology-needs-leader").with("agency", late.plan.desk()));
    }
    in_hand(late)
}

fn in_hand(late: &Leg) -> Result<(), Refusal> {
    if is_in_hand(late) {
        return Ok(());
    }
    Err(Refusal::new("routing.leg-not-in-hand").with("leg", late.plan.no))
}
