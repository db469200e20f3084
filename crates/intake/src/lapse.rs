//! Hết hạn: nobody answered or paid in time, and a rule stops the dossier.
//!
//! Never before the moment the citizen was told, and never in any other state.

use crate::standing::stands_in;
use motcua_dossier::{Dossier, Event, Status, StopGround};
use motcua_kernel::{Instant, Refusal};

/// The stop by rule, once the last moment to answer or pay has passed.
///
/// # Errors
/// Refused when nothing is awaited, or the time is not over.
pub fn lapse(dossier: &Dossier, now: Instant) -> Result<Vec<Event>, Refusal> {
    let (until, ground) = match &dossier.status {
        Status::SupplementRequested { answer_by, .. } => (*answer_by, StopGround::NoSupplement),
        Status::AwaitingPayment { pay_by, .. } => (*pay_by, StopGround::NoPayment),
        Status::GuidanceGiven
        | Status::NotReceived { .. }
        | Status::Received
        | Status::AwaitingPredecessor { .. }
        | Status::InProcess
        | Status::Suspended { .. }
        | Status::ResultSigned { .. }
        | Status::ResultReady { .. }
        | Status::Returned { .. }
        | Status::Withdrawn { .. }
        | Status::Stopped { .. }
        | Status::Annulled { .. }
        | Status::Imported => return Err(stands_in(&dossier.status)),
    };
    if now <= until {
        return Err(Refusal::new("intake.not-lapsed").with("until", until));
    }
    Ok(vec![Event::Stopped { ground, reason: None }])
}
