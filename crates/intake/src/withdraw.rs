//! Rút hồ sơ: the applicant takes the dossier back.
//!
//! Never once a result is signed: then it is solved, and the result is handed out.

use crate::standing::{must_be_open, received};
use motcua_dossier::{Dossier, Event};
use motcua_kernel::{Refusal, TextId};

/// The withdrawal, for the applicant's written reason; also while the dossier stands still.
///
/// # Errors
/// Refused when it was never received, a result is signed, or it has ended; the code names the state.
pub fn withdraw(dossier: &Dossier, reason: TextId) -> Result<Vec<Event>, Refusal> {
    received(dossier)?;
    must_be_open(dossier)?;
    Ok(vec![Event::Withdrawn { reason }])
}
