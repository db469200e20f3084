//! Đính chính: what was typed wrong at reception, asked for by one person and confirmed by another.
//!
//! An event with a reason, never an edit; never after the dossier has left the house.

use crate::standing::{received, stands_in};
use motcua_dossier::{Correction, Dossier, Event, Filing};
use motcua_kernel::{Actor, Refusal, TextId};

/// The request to correct, for a written reason.
///
/// # Errors
/// Refused when the dossier was never received or has ended, another correction waits, the paper was not handed in, or
/// nothing would change.
pub fn request_correction(
    dossier: &Dossier,
    correction: Correction,
    reason: TextId,
) -> Result<Vec<Event>, Refusal> {
    let (filing, _) = received(dossier)?;
    must_be_in_the_house(dossier)?;
    if dossier.correction.is_some() {
        return Err(Refusal::new("intake.correction-waits"));
    }
    must_change(filing, &correction)?;
    Ok(vec![Event::CorrectionRequested { correction, reason }])
}

/// The correction, confirmed by `actor`, whose role the permission check has established.
///
/// # Errors
/// Refused when none was asked for, `actor` asked for it, or the dossier has ended.
pub fn confirm_correction(dossier: &Dossier, actor: Actor) -> Result<Vec<Event>, Refusal> {
    received(dossier)?;
    must_be_in_the_house(dossier)?;
    match &dossier.correction {
        None => Err(Refusal::new("intake.correction-not-requested")),
        Some((requester, _)) if *requester == actor.account => Err(Refusal::new("intake.own-request")),
        Some(_) => Ok(vec![Event::Corrected]),
    }
}

fn must_be_in_the_house(dossier: &Dossier) -> Result<(), Refusal> {
    let status = &dossier.status;
    let waits_for_return = matches!(
        status,
        motcua_dossier::Status::ResultSigned { .. } | motcua_dossier::Status::ResultReady { .. }
    );
    if status.is_running() || status.is_paused() || waits_for_return {
        Ok(())
    } else {
        Err(stands_in(status))
    }
}

fn must_change(filing: &Filing, correction: &Correction) -> Result<(), Refusal> {
    let same = match correction {
        Correction::Applicant { party } => *party == filing.applicant,
        Correction::Component { code, originals, copies } => {
            let given = filing.components.iter().find(|it| it.code == *code);
            let given = given.ok_or_else(|| {
                Refusal::new("intake.component-not-given").with("code", code).at(format!("components.{code}"))
            })?;
            given.originals == *originals && given.copies == *copies
        }
    };
    if same { Err(Refusal::new("intake.correction-unchanged")) } else { Ok(()) }
}
