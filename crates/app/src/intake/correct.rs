//! Đính chính: one person asks to correct what was entered, another confirms. Nothing is edited in place.

use crate::act::{act, act_with_people};
use crate::notices::GivenReach;
use crate::{AppError, Command, Context};
use motcua_dossier::{Correction, Dossier, Party};
use motcua_kernel::TextId;

/// A correction, and the person it is the first to name.
#[derive(Clone, Debug)]
pub struct WantedCorrection {
    correction: Correction,
    people: Vec<Party>,
    reach: Vec<GivenReach>,
}

impl WantedCorrection {
    /// Another person is the applicant, told in this way; kept with the request.
    pub fn applicant(party: Party, reach: Vec<GivenReach>) -> Self {
        Self { correction: Correction::Applicant { party: party.id }, people: vec![party], reach }
    }
}

impl From<Correction> for WantedCorrection {
    fn from(correction: Correction) -> Self {
        Self { correction, people: Vec::new(), reach: Vec::new() }
    }
}

/// Asks for a correction.
///
/// # Errors
/// Refused when there is nothing to correct; `Stale` when another person was first.
pub async fn request_correction(
    context: &Context,
    command: Command,
    wanted: impl Into<WantedCorrection>,
    reason: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    let WantedCorrection { correction, people, reach } = wanted.into();
    act_with_people(context, command, vec![(id, reason)], (&people, &reach), |dossier, _| {
        motcua_intake::request_correction(dossier, correction.clone(), id)
    })
    .await
}

/// Confirms what another person asked for.
///
/// # Errors
/// Refused for the one who asked; `Stale` when another person was first.
pub async fn confirm_correction(context: &Context, command: Command) -> Result<Dossier, AppError> {
    act(context, command, Vec::new(), |dossier, _| motcua_intake::confirm_correction(dossier, command.actor))
        .await
}
