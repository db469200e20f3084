//! Hẹn lại: a new date with an apology; it cures no lateness.

use crate::act::act;
use crate::{AppError, Command, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{Instant, LegNo, Refusal, TextId};
use motcua_routing::Reappointment;

/// Sets a new return date `to` because `leg` is late.
///
/// # Errors
/// Refused beyond the number and time of the dossier's pack; `Stale` when another person was first.
pub async fn reappoint(
    context: &Context,
    command: Command,
    leg: LegNo,
    to: Instant,
    words: String,
) -> Result<Dossier, AppError> {
    let apology = TextId(context.ids.next(context.clock.now())?);
    act(context, command, vec![(apology, words)], |dossier, now| {
        let receiving = dossier.receiving().ok_or_else(|| Refusal::new("app.not-received"))?;
        let pack = context.province.pack_of(dossier)?;
        let calendar = context.province.calendars.of(receiving);
        let reappointment = Reappointment { leg, to, apology };
        motcua_routing::reappoint(dossier, command.actor, reappointment, pack, calendar, now)
    })
    .await
}
