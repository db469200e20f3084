//! A visit that gives no number: papers went home. Recorded all the same, with its words.

use crate::act::{Words, follow, readable};
use crate::{AppError, Context};
use motcua_dossier::{By, Dossier, Event, Filing};
use motcua_kernel::{Actor, DossierId, Instant, Refusal};
use motcua_storage::{Tx, dossiers, texts};

/// Stores a visit at the counter of the actor's agency.
pub(super) async fn record(
    context: &Context,
    actor: Actor,
    filing: &Filing,
    words: Words,
    decide: impl Fn(Instant) -> Result<Vec<Event>, Refusal>,
) -> Result<Dossier, AppError> {
    if filing.receiving != actor.agency {
        return Err(Refusal::new("app.other-counter").at("receiving").into());
    }
    readable(&words)?;
    let now = context.clock.now();
    let id = DossierId(context.ids.next(now)?);
    let (dossier, entries) = follow(id, None, By::Officer(actor), decide(now)?, now)?;
    context
        .store
        .write(async |tx: &Tx| {
            dossiers::insert(tx, &dossier, &entries).await?;
            for (text, body) in &words {
                texts::keep(tx, *text, id, body).await?;
            }
            Ok::<(), AppError>(())
        })
        .await?;
    Ok(dossier)
}
