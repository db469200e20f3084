//! Tạm dừng: the dossier stands still on a ground the law knows. A slow agency is no ground.

use crate::guard::{has_part, running};
use motcua_dossier::{Dossier, Event, SuspensionGround};
use motcua_kernel::{Actor, Instant, Refusal, TextId};

/// Suspends; the citizen's clock and the agencies' stop.
///
/// # Errors
/// Unless the dossier runs and the actor is at the receiving agency or one that has it in hand.
pub fn suspend(
    dossier: &Dossier,
    actor: Actor,
    ground: SuspensionGround,
    reason: TextId,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    running(dossier, now)?;
    has_part(dossier, actor)?;
    Ok(vec![Event::Suspended { ground, reason }])
}
