//! Trình kết quả: the deciding agency puts a result or a refusal before its signer. Never before all opinions are in.

use crate::ask_opinion::unanswered;
use crate::guard::{own_leg, running};
use motcua_dossier::{Dossier, Event, LegStatus, Outcome};
use motcua_kernel::{Actor, Instant, LegNo, Refusal};

/// Proposes an outcome; `results` are the codes of the pinned version's results. A refusal is a result too, with its
/// written reason (NĐ 61/2018 Điều 19(8), NĐ 63/2010 Điều 18(5)).
///
/// # Errors
/// Unless the dossier runs, the actor is at the leg's agency, the leg decides and is being worked on, every leg ahead
/// of it is finished, every opinion asked for has come, and the result is one the version knows.
pub fn propose(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    outcome: Outcome,
    results: &[String],
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    running(dossier, now)?;
    let leg = own_leg(dossier, actor, no)?;
    if !leg.plan.decides {
        return Err(Refusal::new("routing.leg-does-not-decide").with("leg", no));
    }
    if !matches!(leg.status, LegStatus::Active { .. }) {
        return Err(Refusal::new("routing.leg-not-active").with("leg", no));
    }
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
    match &outcome {
        Outcome::Granted { result, .. } if !results.contains(result) => {
            Err(Refusal::new("routing.no-such-result").at("result"))
        }
        Outcome::Granted { .. } | Outcome::Refused { .. } => {
            Ok(vec![Event::ResultProposed { leg: no, outcome }])
        }
    }
}
