//! What comes over the counter with one visit: the filing, the people in it, and the key of the request.

use super::found::Found;
use super::late::LateSlip;
use crate::notices::GivenReach;
use crate::{AppError, Context, Once};
use motcua_dossier::{Filing, Party, PartyInput};
use motcua_kernel::{AgencyId, Instant, PartyId};

/// One visit.
#[derive(Clone, Debug)]
pub struct Submission {
    /// What was brought.
    pub filing: Filing,
    /// The people it names, to be kept with it.
    pub parties: Vec<Party>,
    /// How they want to be told.
    pub reach: Vec<GivenReach>,
    /// The key under which it may be sent again.
    pub once: Option<Once>,
    /// The paper slip it was received with, when it is entered late.
    pub late: Option<LateSlip>,
}

impl From<Filing> for Submission {
    fn from(filing: Filing) -> Self {
        Self { filing, parties: Vec::new(), reach: Vec::new(), once: None, late: None }
    }
}

/// A person with an id of its own.
///
/// # Errors
/// Refused when the name or a number can not be read.
pub fn person(context: &Context, input: PartyInput<'_>) -> Result<Party, AppError> {
    let id = PartyId(context.ids.next(context.clock.now())?);
    Ok(Party::parse(id, input)?)
}

/// The agency that must solve `filing`, received at `at`, as its route says.
///
/// # Errors
/// Refused when the filing cannot be meant, whether or not its papers are complete.
pub fn usual_competent(context: &Context, filing: &Filing, at: Instant) -> Result<AgencyId, AppError> {
    let filing = Filing { competent: filing.receiving, ..filing.clone() };
    let found = Found::for_filing(context, &filing, at)?;
    Ok(motcua_intake::usual_competent(&found.facts(), &filing, at)?)
}
