//! Tiếp tục: the ground of a suspension is gone; the lawful date moves by what stood still, the first one never.

use crate::guard::{has_part, not_before_last};
use motcua_calendar::WorkingCalendar;
use motcua_dossier::{Dossier, Event, Status, moved_by_pause};
use motcua_kernel::{Actor, Instant, Refusal};

/// Resumes; `calendar` is that of the receiving agency.
///
/// # Errors
/// Unless the dossier is suspended and the actor is at the receiving agency or one that has it in hand.
pub fn resume(
    dossier: &Dossier,
    actor: Actor,
    calendar: &WorkingCalendar,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    const NOT_SUSPENDED: Refusal = Refusal::new("routing.not-suspended");
    not_before_last(dossier, now)?;
    let Status::Suspended { since, .. } = dossier.status else { return Err(NOT_SUSPENDED) };
    has_part(dossier, actor)?;
    let reception = dossier.reception.as_ref().ok_or(NOT_SUSPENDED)?;
    let lawful = moved_by_pause(calendar, &reception.limit, reception.dates.lawful, since, now);
    Ok(vec![Event::Resumed { lawful }])
}
