//! Gửi văn bản cho cơ quan ngoài hệ thống: the liaison unit records the letter that went out.

use crate::act::{Words, act};
use crate::{AppError, Command, Context};
use motcua_dossier::{Dossier, Letter};
use motcua_kernel::{LegNo, TextId};

/// Records a letter about `leg`; a further one before the answer with the reason why.
///
/// # Errors
/// Refused to everybody but the liaison unit of a leg outside the system, and when the letter can not be meant; `Stale`
/// when another person was first.
pub async fn send_letter(
    context: &Context,
    command: Command,
    leg: LegNo,
    letter: Letter,
    reason: Option<String>,
) -> Result<Dossier, AppError> {
    let mut words = Words::new();
    let mut id = None;
    if let Some(reason) = reason {
        let reason_id = TextId(context.ids.next(context.clock.now())?);
        words.push((reason_id, reason));
        id = Some(reason_id);
    }
    act(context, command, words, |dossier, now| {
        motcua_routing::send_letter(dossier, command.actor, leg, &letter, id, now)
    })
    .await
}
