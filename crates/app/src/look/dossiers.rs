//! Dossiers, one or many, with what belongs to them. Whoever asks shows only what its reader may see.

use crate::{AppError, Context};
use motcua_dossier::{Dossier, DossierNumber, Entry};
use motcua_kernel::{AgencyId, DossierId, Instant, TextId};
use motcua_storage::dossiers::DossierQuery;
use motcua_storage::{dossiers as rows, texts};
use std::collections::BTreeMap;

/// Which dossiers.
#[derive(Clone, Debug, Default)]
pub struct DossiersWanted {
    /// Received by one of these.
    pub receiving: Vec<AgencyId>,
    /// In one of these states; any when empty.
    pub statuses: Vec<String>,
    /// Received at or after.
    pub from: Option<Instant>,
    /// Received before.
    pub before: Option<Instant>,
    /// Where the page starts.
    pub after: Option<(Instant, DossierId)>,
    /// How many at most.
    pub limit: u64,
}

/// One page of dossiers, the newest receipt first.
#[derive(Clone, Debug)]
pub struct DossierPage {
    /// The dossiers.
    pub dossiers: Vec<Dossier>,
    /// Where the next page starts; none after the last.
    pub next: Option<(Instant, DossierId)>,
}

/// One dossier.
///
/// # Errors
/// Not found when there is none.
pub async fn dossier(context: &Context, id: DossierId) -> Result<Dossier, AppError> {
    Ok(rows::load(&context.store.reader(), id).await?)
}

/// The dossier with a number.
///
/// # Errors
/// Not found when there is none.
pub async fn by_number(context: &Context, number: &DossierNumber) -> Result<Dossier, AppError> {
    rows::by_number(&context.store.reader(), number).await?.ok_or(AppError::NotFound)
}

/// A page of dossiers.
///
/// # Errors
/// When the store fails.
pub async fn dossiers(context: &Context, wanted: &DossiersWanted) -> Result<DossierPage, AppError> {
    let query = DossierQuery {
        receiving: wanted.receiving.clone(),
        statuses: wanted.statuses.clone(),
        received_from: wanted.from,
        received_before: wanted.before,
        after: wanted.after,
        limit: wanted.limit.saturating_add(1),
        ..DossierQuery::default()
    };
    let mut dossiers = rows::list(&context.store.reader(), &query).await?;
    let more = u64::try_from(dossiers.len()).unwrap_or(u64::MAX) > wanted.limit;
    if more {
        dossiers.pop();
    }
    let place = |it: &Dossier| Some((it.reception.as_ref()?.at, it.id));
    let next = dossiers.last().filter(|_| more).and_then(place);
    Ok(DossierPage { dossiers, next })
}

/// Everything that happened to a dossier, oldest first.
///
/// # Errors
/// When the store fails.
pub async fn history(context: &Context, id: DossierId) -> Result<Vec<Entry>, AppError> {
    Ok(rows::history(&context.store.reader(), id).await?)
}

/// The words behind these ids; `None` for erased ones.
///
/// # Errors
/// When the store fails.
pub async fn words(context: &Context, ids: &[TextId]) -> Result<BTreeMap<TextId, Option<String>>, AppError> {
    Ok(texts::bodies(&context.store.reader(), ids).await?)
}
