//! Gửi văn bản cho cơ quan ngoài hệ thống: the liaison unit records the letter that went out. The first one is to such a
//! hand-over what acceptance is to another: from then on the time is that of the agency outside (decision 0012).

use crate::guard::{moving, recorded_leg};
use crate::outside::readable;
use motcua_dossier::{Dossier, Event, LegStatus, Letter};
use motcua_kernel::{Actor, Instant, LegNo, Refusal, TextId};

/// Records a letter; a further one before the answer is a reminder (văn bản đôn đốc) and says why.
///
/// # Errors
/// Unless the dossier moves, the leg is one of an agency outside the system that was handed over or written about, and the
/// actor is at its liaison unit; and when the letter bears no number, the number of an earlier one, a day to come or one
/// before the receipt, or a reminder has no reason.
pub fn send_letter(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    letter: &Letter,
    reason: Option<TextId>,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    let leg = recorded_leg(dossier, actor, no)?;
    match leg.status {
        LegStatus::Sent { .. } | LegStatus::Active { .. } => {}
        LegStatus::Waiting
        | LegStatus::Questioned { .. }
        | LegStatus::SentBack { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. }
        | LegStatus::Finished { .. } => return Err(Refusal::new("routing.leg-not-in-hand").with("leg", no)),
    }
    let letter = readable(dossier, letter, now)?;
    if leg.letters.iter().any(|it| it.letter.number == letter.number) {
        return Err(Refusal::new("routing.letter-number-used").with("number", &letter.number).at("number"));
    }
    if let (Some(sent), None) = (leg.unanswered_letter(), reason) {
        return Err(Refusal::new("routing.reminder-reason-missing")
            .with("number", &sent.letter.number)
            .at("reason"));
    }
    Ok(vec![Event::LetterSent { leg: no, letter, reason }])
}
