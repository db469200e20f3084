//! Nhận việc: a person takes a leg. One person acts at a time; a leg is never taken out of another's hands here.

use crate::assign::holder;
use crate::guard::moving;
use motcua_dossier::{Dossier, Event};
use motcua_kernel::{Actor, Instant, LegNo, Refusal};

/// Takes a leg. Nothing happens when the actor has it already.
///
/// # Errors
/// Unless the dossier moves, the actor is at the leg's agency and the leg is being worked on by nobody else;
/// `routing.claimed-by-other` carries the `account` that has it.
pub fn claim(dossier: &Dossier, actor: Actor, no: LegNo, now: Instant) -> Result<Vec<Event>, Refusal> {
    moving(dossier, now)?;
    match holder(dossier, actor, no)? {
        None => Ok(vec![Event::LegAssigned { leg: no, assignee: actor.account }]),
        Some(holder) if holder == actor.account => Ok(Vec::new()),
        Some(holder) => Err(Refusal::new("routing.claimed-by-other").with("account", holder)),
    }
}
