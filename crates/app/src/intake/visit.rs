//! A visit that gives no number: papers went home. Recorded all the same, with its words.

use super::Submission;
use crate::act::{Words, follow, readable};
use crate::keep::keep_new;
use crate::once::or_first_time;
use crate::{AppError, Context, notices};
use motcua_dossier::{By, Dossier, Event};
use motcua_kernel::{Actor, DossierId, Instant, Refusal};
use motcua_storage::{Tx, parties, texts};

/// Stores a visit at the counter of the actor's agency.
pub(super) async fn record(
    context: &Context,
    actor: Actor,
    submission: Submission,
    words: Words,
    decide: impl Fn(Instant) -> Result<Vec<Event>, Refusal>,
) -> Result<Dossier, AppError> {
    let Submission { filing, parties, reach, once, late } = submission;
    if late.is_some() {
        return Err(Refusal::new("app.late-without-number").at("late.permit").into());
    }
    if filing.receiving != actor.agency {
        return Err(Refusal::new("app.other-counter").at("receiving").into());
    }
    readable(&words)?;
    let now = context.clock.now();
    let id = DossierId(context.ids.next(now)?);
    let (dossier, entries) = follow(id, None, By::Officer(actor), decide(now)?, now)?;
    let stored = context
        .store
        .write(async |tx: &Tx| {
            if let Some(once) = once {
                once.keep(tx, actor.account, id, dossier.seq, now).await?;
            }
            parties::insert(tx, &parties).await?;
            keep_new(tx, &context.province, &dossier, &entries, None).await?;
            for (text, body) in &words {
                texts::keep(tx, *text, id, body).await?;
            }
            let known = (parties.as_slice(), reach.as_slice());
            Box::pin(notices::begin(tx, context, (&dossier, &entries), known)).await?;
            Ok::<(), AppError>(())
        })
        .await;
    match stored {
        Ok(()) => Ok(dossier),
        Err(failure) => or_first_time(context, actor.account, once, failure).await,
    }
}
