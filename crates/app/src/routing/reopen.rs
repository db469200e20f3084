//! Mở lại: what ended wrongly goes on, on the word of another person than the one who ended it.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, ReopenGround};
use motcua_kernel::{Refusal, TextId};

/// Opens an ended dossier again.
///
/// # Errors
/// Refused when it has not ended in a way that `ground` mends, or for the person who ended it; `Stale` when another
/// person was first.
pub async fn reopen(
    context: &Context,
    command: Command,
    ground: ReopenGround,
    reason: String,
) -> Result<Dossier, AppError> {
    let id = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(id, reason)], |dossier, now| {
        let receiving = dossier.receiving().ok_or(Refusal::new("app.not-received"))?;
        let calendar = context.province.calendars.of(receiving);
        motcua_routing::reopen(dossier, command.actor, ground, id, calendar, now)
    })
    .await
}
