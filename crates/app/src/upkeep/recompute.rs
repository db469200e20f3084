//! Tính lại ngày trả: the working calendar has changed; the dates of what is open follow it, and the list says which.

use crate::act::by_rule_with_history;
use crate::pages::DossierPages;
use crate::{AppError, Context};
use motcua_dossier::{Dossier, DossierNumber, Entry, Event};
use motcua_intake::recompute as decide;
use motcua_kernel::{DossierId, Instant, Refusal};
use motcua_storage::dossiers;

/// What the look at every dossier did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecomputeReport {
    /// Dossiers looked at.
    pub dossiers: usize,
    /// Those whose lawful date has moved.
    pub moved: Vec<MovedDate>,
}

/// A lawful date that has moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedDate {
    /// Of which dossier.
    pub dossier: DossierId,
    /// Its number.
    pub number: DossierNumber,
    /// What it was.
    pub before: Instant,
    /// What it is now.
    pub after: Instant,
}

/// Works the lawful date of every open dossier out anew, each in a transaction of its own; running it again changes
/// nothing. With `Trial::Only` nothing is stored. `progress` is told how many were looked at.
///
/// # Errors
/// When the store fails.
pub async fn recompute(
    context: &Context,
    trial: Trial,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<RecomputeReport, AppError> {
    let reader = context.store.reader();
    let mut pages = DossierPages::new(&reader);
    let mut report = RecomputeReport::default();
    while let Some(page) = pages.next().await? {
        for id in page {
            report.dossiers += 1;
            report.moved.extend(one(context, id, trial).await?);
            progress(report.dossiers);
        }
    }
    Ok(report)
}

/// Whether what would move is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trial {
    /// Only said.
    Only,
    /// Moved.
    Not,
}

async fn one(context: &Context, id: DossierId, trial: Trial) -> Result<Option<MovedDate>, AppError> {
    let reader = context.store.reader();
    let seen = dossiers::load(&reader, id).await?;
    let Some((number, before)) = dates(&seen) else { return Ok(None) };
    let history = dossiers::history(&reader, id).await?;
    let events = ask(context, &seen, &history)?;
    let Some(Event::DatesRecomputed { lawful, .. }) = events.first() else { return Ok(None) };
    let after = match trial {
        Trial::Only => *lawful,
        Trial::Not => {
            let moved = by_rule_with_history(context, id, |dossier, history| ask(context, dossier, history));
            dates(&moved.await?).map_or(*lawful, |(_, lawful)| lawful)
        }
    };
    Ok(Some(MovedDate { dossier: id, number, before, after }))
}

/// What is not open, or lives by rules that are no longer known here, is left alone.
fn ask(context: &Context, dossier: &Dossier, history: &[Entry]) -> Result<Vec<Event>, Refusal> {
    decide(dossier, history, &context.province.pinned(dossier)?)
}

fn dates(dossier: &Dossier) -> Option<(DossierNumber, Instant)> {
    let reception = dossier.reception.as_ref()?;
    Some((reception.number.clone(), reception.dates.lawful))
}
