//! What a letter out and an answer in make of a leg outside the system, and of the dossier.

use super::taken_up;
use crate::{Dossier, LegStatus, Letter, OutsideAnswer, SentLetter, SignedResult, Status};
use motcua_kernel::{Instant, LegNo};

const NO_LEG: &str = "no such leg";

/// With the first letter the agency outside has it in hand.
pub(super) fn letter_sent(
    state: &mut Dossier,
    no: LegNo,
    letter: &Letter,
    at: Instant,
) -> Result<(), &'static str> {
    let leg = state.legs.iter_mut().find(|it| it.plan.no == no).ok_or(NO_LEG)?;
    match leg.status {
        LegStatus::Sent { .. } => {
            leg.status = LegStatus::Active { assignee: None, steps_done: 0 };
            leg.since = Some(at);
        }
        LegStatus::Active { .. } => {}
        LegStatus::Waiting
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Finished { .. } => return Err("no leg to send a letter about"),
    }
    leg.letters.push(SentLetter { letter: letter.clone(), at, answered: false });
    taken_up(state);
    Ok(())
}

/// An answer that ends the leg is the dossier's result, under its own number, where the leg decides.
pub(super) fn answered(
    state: &mut Dossier,
    no: LegNo,
    letter: &Letter,
    answer: &OutsideAnswer,
    at: Instant,
) -> Result<(), &'static str> {
    let leg = state.legs.iter_mut().find(|it| it.plan.no == no).ok_or(NO_LEG)?;
    leg.letters.last_mut().ok_or("no letter went out")?.answered = true;
    let refused = match answer {
        OutsideAnswer::NeedsSupplement { .. } => return Ok(()),
        OutsideAnswer::Refused { .. } => true,
        OutsideAnswer::Agreed { .. } => false,
    };
    leg.status = LegStatus::Finished { at };
    if leg.plan.decides {
        let number = letter.number.clone();
        state.result =
            Some(SignedResult { number: number.clone(), signed: at, ready: None, returned: None, refused });
        state.status = Status::ResultSigned { number, at, refused };
    }
    Ok(())
}
