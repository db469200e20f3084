//! Where a dossier must stand for a command, and what is said when it stands elsewhere.
//!
//! One message for each state, so that the refusal names the state. Never lets a signed result pass for an open dossier:
//! between signature and number the status alone does not show it.

use motcua_dossier::{Dossier, Filing, LegStatus, Reception, Status};
use motcua_kernel::Refusal;

/// What was filed and how it was received; refused for a visit without a number and an imported case.
pub fn received(dossier: &Dossier) -> Result<(&Filing, &Reception), Refusal> {
    match (&dossier.filing, &dossier.reception) {
        (Some(filing), Some(reception)) => Ok((filing, reception)),
        (None, _) | (_, None) => Err(stands_in(&dossier.status)),
    }
}

/// Refused unless agencies may work on it and nothing is signed.
pub fn must_run(dossier: &Dossier) -> Result<(), Refusal> {
    must_be_unsigned(dossier)?;
    if dossier.status.is_running() { Ok(()) } else { Err(stands_in(&dossier.status)) }
}

/// Refused once a result is signed or the dossier has ended; a dossier that stands still is open. What had a result that
/// turned out wrong ends with the right one, not without.
pub fn must_be_open(dossier: &Dossier) -> Result<(), Refusal> {
    must_be_unsigned(dossier)?;
    if !dossier.replaced.is_empty() && !dossier.has_result() {
        return Err(Refusal::new("intake.result-to-correct").under("NĐ 61/2018 Điều 21"));
    }
    let open = dossier.status.is_running() || dossier.status.is_paused();
    if open { Ok(()) } else { Err(stands_in(&dossier.status)) }
}

fn must_be_unsigned(dossier: &Dossier) -> Result<(), Refusal> {
    let signed =
        |leg: &motcua_dossier::Leg| leg.plan.decides && matches!(leg.status, LegStatus::Approved { .. });
    if dossier.legs.iter().any(signed) && !dossier.has_result() {
        return Err(Refusal::new("intake.state-result-signed"));
    }
    Ok(())
}

/// The refusal that names the state.
pub const fn stands_in(status: &Status) -> Refusal {
    Refusal::new(match status {
        Status::GuidanceGiven => "intake.state-guidance-given",
        Status::NotReceived { .. } => "intake.state-not-received",
        Status::Received => "intake.state-received",
        Status::AwaitingPredecessor { .. } => "intake.state-awaiting-predecessor",
        Status::InProcess => "intake.state-in-process",
        Status::SupplementRequested { .. } => "intake.state-supplement-requested",
        Status::AwaitingPayment { .. } => "intake.state-awaiting-payment",
        Status::Suspended { .. } => "intake.state-suspended",
        Status::ResultSigned { .. } => "intake.state-result-signed",
        Status::ResultReady { .. } => "intake.state-result-ready",
        Status::Returned { .. } => "intake.state-returned",
        Status::Withdrawn { .. } => "intake.state-withdrawn",
        Status::Stopped { .. } => "intake.state-stopped",
        Status::Annulled { .. } => "intake.state-annulled",
        Status::Imported => "intake.state-imported",
    })
}
