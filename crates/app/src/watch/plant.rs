//! Working the moments of every dossier out anew: each night, and once when what they are worked out by is another.

use super::{Change, rows};
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_kernel::DossierId;
use motcua_storage::house_facts::{self, About};
use motcua_storage::watched_terms::{self, WatchedTerm};
use motcua_storage::{Tx, dossiers};

/// Dossiers looked at at once.
const PAGE: u64 = 200;
/// What the moments were last worked out by.
const BASIS: About<'static> = About { kind: "watch-basis", subject: "" };

/// Works all moments out anew if settings or days off are others than those they were last worked out by.
pub(crate) async fn settle(context: &Context) -> Result<(), AppError> {
    let basis = format!("{:?} calendar {}", context.province.watch, context.province.calendar_revision);
    let noted = house_facts::noted(&context.store.reader(), BASIS).await?;
    if noted.as_ref() == Some(&basis) {
        return Ok(());
    }
    plant(context).await?;
    let now = context.clock.now();
    context.store.write(async |tx: &Tx| house_facts::note(tx, BASIS, &basis, now).await).await?;
    if noted.is_some() {
        tracing::info!(basis, "what dossiers are watched for was worked out anew");
    }
    Ok(())
}

/// Works the moments of every dossier out anew: for those from before there were any, and for calendars that changed.
pub(crate) async fn plant(context: &Context) -> Result<(), AppError> {
    let reader = context.store.reader();
    let mut last: Option<DossierId> = None;
    loop {
        let page = dossiers::open_ids(&reader, last, PAGE).await?;
        let Some(end) = page.last() else { return Ok(()) };
        last = Some(*end);
        let mut was = watched_terms::of_dossiers(&reader, &page).await?;
        for dossier in dossiers::of_ids(&reader, &page).await?.iter().filter(|it| it.status.is_open()) {
            plant_one(context, dossier, &was.remove(&dossier.id).unwrap_or_default()).await?;
        }
    }
}

async fn plant_one(context: &Context, seen: &Dossier, was: &[WatchedTerm]) -> Result<(), AppError> {
    let change = Change::between(was, rows(&context.province, seen));
    if change.is_nothing() {
        return Ok(());
    }
    let planted = async |tx: &Tx| {
        // One that moved on meanwhile has written its own.
        if dossiers::load(tx, seen.id).await?.seq == seen.seq {
            change.write(tx).await?;
        }
        Ok::<_, AppError>(())
    };
    context.store.write(planted).await
}
