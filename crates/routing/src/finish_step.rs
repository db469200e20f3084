//! Xong bước: the steps of a leg are ticked off in their order. Finishes no leg: that is handing it over.

use crate::guard::{moving, own_leg};
use motcua_dossier::{Dossier, Event, LegStatus};
use motcua_kernel::{Actor, Instant, LegNo, Refusal};

/// Ticks off step `step`, counted from 0.
///
/// # Errors
/// Unless the dossier moves, the actor is at the leg's agency, the leg is being worked on, and the step is its next.
pub fn finish_step(
    dossier: &Dossier,
    actor: Actor,
    no: LegNo,
    step: u16,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    let leg = own_leg(dossier, actor, no)?;
    let LegStatus::Active { steps_done, .. } = leg.status else {
        return Err(Refusal::new("routing.leg-not-active").with("leg", no));
    };
    if step >= leg.plan.steps {
        return Err(Refusal::new("routing.no-such-step").with("step", step));
    }
    if step != steps_done {
        return Err(Refusal::new("routing.step-out-of-order").with("next", steps_done));
    }
    Ok(vec![Event::StepFinished { leg: no, step }])
}
