//! Bổ sung đủ: what was asked for is here, and the limit starts again or goes on.
//!
//! The first date stays as printed; only the lawful date moves, and only as the pinned pack says.

use crate::Pinned;
use crate::standing::stands_in;
use motcua_dossier::{Dossier, Event, Status, moved_by_pause};
use motcua_kernel::{Instant, Refusal, SupplementPolicy};

/// The completion, with the lawful date after it, in the calendar of the receiving agency.
///
/// Restart: the whole limit and its cut-off from `now` (NĐ 61/2018 Điều 19(4)). Pause: the lawful date moved by the time
/// since the request. An answer after its last moment counts as long as the dossier was not stopped.
///
/// # Errors
/// Refused unless a supplement is awaited.
pub fn complete_supplement(
    dossier: &Dossier,
    pinned: &Pinned<'_>,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let Status::SupplementRequested { since, .. } = dossier.status else {
        return Err(stands_in(&dossier.status));
    };
    let under = pinned.dossier(dossier)?;
    let (reception, calendar) = (under.reception, under.calendar);
    let lawful = match pinned.pack.supplement.policy.value {
        SupplementPolicy::Restart => calendar.due(now, &reception.limit, reception.cut_off).at,
        SupplementPolicy::Pause => {
            moved_by_pause(calendar, &reception.limit, reception.dates.lawful, since, now)
        }
    };
    Ok(vec![Event::SupplementCompleted { lawful }])
}
