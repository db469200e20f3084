//! Cho số, đóng dấu: the records clerk numbers a signed result. A dossier's result is numbered once and for all;
//! one that corrects another never gets its number.

use crate::guard::{own_leg, running};
use motcua_dossier::{Dossier, Event, LegStatus};
use motcua_kernel::{Actor, FileId, Instant, LegNo, Refusal};

/// Number and file of a signed result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedResult {
    /// Its number as typed (`123/QĐ-UBND`).
    pub number: String,
    /// The signed file, where there is one.
    pub file: Option<FileId>,
}

const LONGEST_NUMBER: usize = 50;

/// Numbers the signed result; spaces around the number are cut off.
///
/// # Errors
/// Unless the dossier runs, the actor is at the leg's agency, the outcome is signed, and the number has 1 to 50
/// characters and is not that of a result it replaces.
pub fn number_and_stamp(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    result: &NumberedResult,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    running(dossier, now)?;
    if !matches!(own_leg(dossier, actor, no)?.status, LegStatus::Approved { .. }) {
        return Err(Refusal::new("routing.nothing-signed").with("leg", no));
    }
    let number = result.number.trim();
    if number.is_empty() {
        return Err(Refusal::new("routing.number-missing").at("number"));
    }
    if number.chars().count() > LONGEST_NUMBER {
        return Err(Refusal::new("routing.number-too-long").with("most", LONGEST_NUMBER).at("number"));
    }
    if dossier.replaced.iter().any(|it| it.number == number) {
        return Err(Refusal::new("routing.number-of-replaced").with("number", number).at("number"));
    }
    Ok(vec![Event::ResultNumbered { leg: no, number: number.to_owned(), file: result.file }])
}
