//! What every command asks first: does the dossier move, is the leg the actor's. Never decides what a command does.

use motcua_dossier::{Dossier, Leg, LegStatus, Status};
use motcua_kernel::{Actor, AgencyId, Instant, LegNo, Refusal};

/// Agencies may work on it: neither paused, nor signed, nor ended.
pub fn running(dossier: &Dossier, now: Instant) -> Result<(), Refusal> {
    if matches!(dossier.status, Status::ResultSigned { .. }) {
        return Err(Refusal::new("routing.result-signed"));
    }
    moving(dossier, now)
}

/// Legs may change hands: running, or signed and on the way to the counter.
pub fn moving(dossier: &Dossier, now: Instant) -> Result<(), Refusal> {
    not_before_last(dossier, now)?;
    match &dossier.status {
        Status::Received | Status::InProcess | Status::ResultSigned { .. } => Ok(()),
        Status::SupplementRequested { since, .. } => {
            Err(Refusal::new("routing.waits-for-supplement").with("since", since))
        }
        Status::AwaitingPayment { since, .. } => {
            Err(Refusal::new("routing.waits-for-payment").with("since", since))
        }
        Status::Suspended { since, .. } => Err(Refusal::new("routing.suspended").with("since", since)),
        Status::AwaitingPredecessor { since } => {
            Err(Refusal::new("routing.waits-for-predecessor").with("since", since))
        }
        Status::GuidanceGiven
        | Status::NotReceived { .. }
        | Status::ResultReady { .. }
        | Status::Returned { .. }
        | Status::Withdrawn { .. }
        | Status::Stopped { .. }
        | Status::Annulled { .. }
        | Status::Imported => Err(Refusal::new("routing.not-running")),
    }
}

/// A history never runs backwards: a command that lost a race with a later one is to be tried again.
pub fn not_before_last(dossier: &Dossier, now: Instant) -> Result<(), Refusal> {
    if now < dossier.last_recorded { Err(Refusal::new("routing.clock-behind")) } else { Ok(()) }
}

/// The leg with this number.
pub fn leg(dossier: &Dossier, no: LegNo) -> Result<&Leg, Refusal> {
    dossier.leg(no).ok_or_else(|| Refusal::new("routing.no-such-leg").with("leg", no))
}

/// The leg with this number, which the actor's agency owes. What an agency outside the system does is recorded and never
/// commanded.
pub fn own_leg(dossier: &Dossier, actor: Actor, no: LegNo) -> Result<&Leg, Refusal> {
    let leg = desk_leg(dossier, actor, no)?;
    if leg.plan.liaison.is_some() {
        return Err(Refusal::new("routing.leg-outside").with("leg", no).with("agency", leg.plan.agency));
    }
    Ok(leg)
}

/// The leg with this number, which lies on the desk of the actor's agency: its own, or one it records for an agency
/// outside the system.
pub fn desk_leg(dossier: &Dossier, actor: Actor, no: LegNo) -> Result<&Leg, Refusal> {
    let leg = leg(dossier, no)?;
    at_agency(actor, leg.plan.desk())?;
    Ok(leg)
}

/// The leg with this number, which the actor's agency records for an agency outside the system.
pub fn recorded_leg(dossier: &Dossier, actor: Actor, no: LegNo) -> Result<&Leg, Refusal> {
    let leg = desk_leg(dossier, actor, no)?;
    if leg.plan.liaison.is_none() {
        return Err(Refusal::new("routing.leg-inside").with("leg", no).with("agency", leg.plan.agency));
    }
    Ok(leg)
}

/// The actor stands for this agency.
pub fn at_agency(actor: Actor, agency: AgencyId) -> Result<(), Refusal> {
    if actor.agency == agency {
        Ok(())
    } else {
        Err(Refusal::new("routing.other-agency").with("agency", agency))
    }
}

/// The agency whose counter received the dossier.
pub fn receiving(dossier: &Dossier) -> Result<AgencyId, Refusal> {
    dossier.receiving().ok_or_else(|| Refusal::new("routing.not-running"))
}

/// The actor stands for the receiving counter or for an agency that has the dossier in hand.
pub fn has_part(dossier: &Dossier, actor: Actor) -> Result<(), Refusal> {
    let receiving = receiving(dossier)?;
    if dossier.open_legs().any(|leg| leg.plan.desk() == actor.agency) {
        return Ok(());
    }
    at_agency(actor, receiving)
}

/// Whether an agency has a leg before it: sent there, and neither done nor sent back.
pub const fn is_in_hand(leg: &Leg) -> bool {
    match leg.status {
        LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::Active { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. } => true,
        LegStatus::Waiting | LegStatus::SentBack { .. } | LegStatus::Finished { .. } => false,
    }
}
