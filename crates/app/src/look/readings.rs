//! Who read whose people: for those who watch over it. It says who, when and where, never whom they read of.

use crate::{AppError, Context};
use motcua_kernel::{AccountId, DossierId};
use motcua_storage::accounts;
use motcua_storage::readings::{self, LoggedReading};
use std::collections::BTreeMap;

/// One page of the log of a dossier, the newest first.
#[derive(Clone, Debug)]
pub struct ReadingPage {
    /// The readings.
    pub readings: Vec<LoggedReading>,
    /// Names of those who read.
    pub names: BTreeMap<AccountId, String>,
    /// Before which place the next page starts; none after the last.
    pub next: Option<i64>,
}

/// The readings of a dossier before the place `before`, at most `limit`.
///
/// # Errors
/// When the store fails.
pub async fn readings(
    context: &Context,
    dossier: DossierId,
    before: Option<i64>,
    limit: u64,
) -> Result<ReadingPage, AppError> {
    let reader = context.store.reader();
    let mut found = readings::of_dossier(&reader, dossier, before, limit.saturating_add(1)).await?;
    let more = u64::try_from(found.len()).unwrap_or(u64::MAX) > limit;
    if more {
        found.pop();
    }
    let mut who: Vec<AccountId> = found.iter().map(|it| it.reading.account).collect();
    who.sort();
    who.dedup();
    let next = found.last().filter(|_| more).map(|it| it.position);
    Ok(ReadingPage { names: accounts::names(&reader, &who).await?, readings: found, next })
}
