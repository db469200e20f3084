//! Tạm dừng: the dossier stands still by law.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, SuspensionGround};
use motcua_kernel::TextId;

/// Suspends the dossier on a ground, with the reason in words.
///
/// # Errors
/// Refused when it is not running; `Stale` when another person was first.
pub async fn suspend(
    context: &Context,
    command: Command,
    ground: SuspensionGround,
    words: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, words)], |dossier, now| {
        motcua_routing::suspend(dossier, command.actor, ground, id, now)
    })
    .await
}
