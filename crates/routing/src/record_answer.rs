//! Ghi nhận văn bản trả lời của cơ quan ngoài hệ thống: the liaison unit records the answer that came in. The leg ends, and
//! its clock with it, when the answer is recorded and not on the day it bears.

use crate::ask_opinion::unanswered;
use crate::guard::{moving, recorded_leg, running};
use crate::hand_over::finished_and_handed_on;
use crate::outside::readable;
use motcua_dossier::{Dossier, Event, Leg, Letter, OutsideAnswer};
use motcua_kernel::{Actor, Instant, LegNo, Refusal};

/// Records an answer; `results` are the codes of the pinned version's results. One that ends the leg hands the dossier on
/// to what follows; of a leg that decides it is the result, under the number of the answer. One that asks for more papers
/// leaves the leg with the liaison unit, which asks the citizen and writes again.
///
/// # Errors
/// Unless the dossier moves, the leg is one of an agency outside the system, the actor is at its liaison unit and a letter
/// waits for an answer; when the answer bears no number, a day to come or one before the letter; where the leg decides,
/// unless the dossier runs, every leg ahead is finished, every opinion asked for has come and the result is one the version
/// knows; and when a leg that does not decide is given a result.
pub fn record_answer(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    letter: &Letter,
    answer: OutsideAnswer,
    results: &[String],
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    let leg = recorded_leg(dossier, actor, no)?;
    let letter = readable(dossier, letter, now)?;
    // Of several since the last answer it may answer the first.
    let waiting = leg.letters.iter().rev().take_while(|it| !it.answered);
    let first = waiting.map(|it| it.letter.date).min();
    let first = first.ok_or_else(|| Refusal::new("routing.no-letter-out").with("leg", no))?;
    if letter.date < first {
        return Err(Refusal::new("routing.answer-before-letter").with("date", first).at("date"));
    }
    if answer.is_final() && leg.plan.decides {
        may_decide(dossier, leg, now)?;
    }
    fits(leg, &answer, results)?;
    let is_final = answer.is_final();
    let recorded = Event::AnswerRecorded { leg: no, letter, answer };
    Ok(if is_final { finished_and_handed_on(dossier, no, recorded) } else { vec![recorded] })
}

fn may_decide(dossier: &Dossier, leg: &Leg, now: Instant) -> Result<(), Refusal> {
    running(dossier, now)?;
    let ahead = leg.plan.after.iter().filter_map(|it| dossier.leg(*it));
    if let Some(unfinished) = ahead.into_iter().find(|it| !it.status.is_finished()) {
        return Err(Refusal::new("routing.leg-unfinished").with("leg", unfinished.plan.no));
    }
    if let Some(waits) = unanswered(dossier) {
        return Err(Refusal::new("routing.opinion-outstanding")
            .with("leg", waits.plan.no)
            .with("agency", waits.plan.agency)
            .under("NĐ 61/2018 Điều 19(5)"));
    }
    Ok(())
}

/// A result where, and only where, the leg decides.
fn fits(leg: &Leg, answer: &OutsideAnswer, results: &[String]) -> Result<(), Refusal> {
    match answer {
        OutsideAnswer::Agreed { result } if leg.plan.decides => {
            let known = result.as_ref().is_some_and(|it| results.contains(it));
            if known { Ok(()) } else { Err(Refusal::new("routing.no-such-result").at("result")) }
        }
        OutsideAnswer::Agreed { result: Some(_) } => {
            Err(Refusal::new("routing.leg-does-not-decide").with("leg", leg.plan.no).at("result"))
        }
        OutsideAnswer::Agreed { result: None }
        | OutsideAnswer::Refused { .. }
        | OutsideAnswer::NeedsSupplement { .. } => Ok(()),
    }
}
