//! Hủy: a reception entered by mistake, asked for by one person and confirmed by another.
//!
//! Only asked for on the day of receipt, or of entry for one from paper, never once a result is signed; the number stays used.

use crate::standing::{must_be_open, received};
use motcua_dossier::{Dossier, Event};
use motcua_kernel::{Actor, Instant, Refusal, TextId};

/// The request to annul, for a written reason.
///
/// # Errors
/// Refused when the dossier was never received, a result is signed, it has ended, `now` is not on its day of receipt, or
/// a request already waits.
pub fn request_annulment(dossier: &Dossier, reason: TextId, now: Instant) -> Result<Vec<Event>, Refusal> {
    let (_, reception) = received(dossier)?;
    must_be_open(dossier)?;
    let entered = dossier.entered.unwrap_or(reception.at).date();
    if now.date() != entered {
        return Err(Refusal::new("intake.annulment-other-day").with("received", entered));
    }
    if dossier.annulment.is_some() {
        return Err(Refusal::new("intake.annulment-waits"));
    }
    Ok(vec![Event::AnnulmentRequested { reason }])
}

/// The annulment, confirmed by `actor`, whose role the permission check has established.
///
/// # Errors
/// Refused when none was asked for, `actor` asked for it, a result is signed, or the dossier has ended.
pub fn confirm_annulment(dossier: &Dossier, actor: Actor) -> Result<Vec<Event>, Refusal> {
    must_be_open(dossier)?;
    match dossier.annulment {
        None => Err(Refusal::new("intake.annulment-not-requested")),
        Some((requester, _)) if requester == actor.account => Err(Refusal::new("intake.own-request")),
        Some(_) => Ok(vec![Event::Annulled]),
    }
}
