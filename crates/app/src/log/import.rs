//! Nhập nhật ký sự kiện: every case of a log becomes a dossier, its events the history.
//!
//! The id of such a dossier follows from the name of its case, so a case that is already here is recognised and left
//! alone. A case is written whole or not at all; an import that was broken off is finished by doing it again.

use super::shape;
use crate::{AppError, Context};
use motcua_dossier::{By, Entry, Event, HistoryError, apply};
use motcua_kernel::{Actor, DossierId, Instant, Refusal};
use motcua_reporting::event_log::{Case, EventLog};
use motcua_storage::{StoreError, Tx, dossiers};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Builder;

/// A write ends after this many cases or events, whichever comes first: it may not hold its lock for long.
const CASES_A_WRITE: usize = 100;
const EVENTS_A_WRITE: usize = 1_000;

/// Databases bound how much one statement carries.
const ENTRIES_A_STATEMENT: usize = 1_000;

/// What became of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Cases that became dossiers now.
    pub cases: usize,
    /// Events of these cases.
    pub events: usize,
    /// Cases left alone because a case of this name was here before.
    pub skipped: usize,
    /// How often the log has an attribute that no dossier can hold, by its key.
    pub unmapped: BTreeMap<String, usize>,
}

/// A case and its name.
type Named<'a> = (&'a str, &'a Case);

/// Takes over every case of `log`; `progress` is told how many cases are dealt with.
///
/// # Errors
/// Refused, with nothing stored, when a case has no name or two have the same. When the store fails, what `progress`
/// was told of stays.
pub async fn import_log(
    context: &Context,
    actor: Actor,
    log: &EventLog,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<ImportReport, AppError> {
    let cases = named(log)?;
    let mut report = ImportReport { unmapped: shape::unmapped(log), ..ImportReport::default() };
    let mut rest = cases.as_slice();
    while !rest.is_empty() {
        let (batch, later) = rest.split_at(batch_length(rest));
        let now = context.clock.now();
        let new = context
            .store
            .write(async |tx: &Tx| {
                let mut new = Vec::with_capacity(batch.len());
                for (name, case) in batch {
                    if import_case(tx, actor, name, case, now).await? {
                        new.push(case.events.len());
                    }
                }
                Ok::<_, AppError>(new)
            })
            .await?;
        report.cases += new.len();
        report.events += new.iter().sum::<usize>();
        report.skipped += batch.len() - new.len();
        rest = later;
        progress(cases.len() - rest.len());
    }
    Ok(report)
}

fn named(log: &EventLog) -> Result<Vec<Named<'_>>, Refusal> {
    let mut cases = Vec::with_capacity(log.cases.len());
    let mut seen = BTreeSet::new();
    for (index, case) in log.cases.iter().enumerate() {
        let unnamed = || Refusal::new("app.log-case-unnamed").with("place", index + 1);
        let name = case.id.as_deref().ok_or_else(unnamed)?;
        if !seen.insert(name) {
            return Err(Refusal::new("app.log-case-repeated").with("case", name));
        }
        cases.push((name, case));
    }
    Ok(cases)
}

/// At least one.
fn batch_length(cases: &[Named<'_>]) -> usize {
    let mut events = 0;
    let fitting = cases.iter().take(CASES_A_WRITE).take_while(|(_, case)| {
        events += case.events.len();
        events <= EVENTS_A_WRITE
    });
    fitting.count().max(1)
}

/// Whether the case is new.
async fn import_case(
    tx: &Tx,
    actor: Actor,
    name: &str,
    case: &Case,
    now: Instant,
) -> Result<bool, StoreError> {
    let id = dossier_id(name);
    match dossiers::load(tx, id).await {
        Ok(_) => return Ok(false),
        Err(StoreError::NotFound { .. }) => {}
        Err(error) => return Err(error),
    }
    let mut state = None;
    for entries in entries(actor, name, case, now).chunks(ENTRIES_A_STATEMENT) {
        let before = entries.iter().map(|it| it.seq).min().unwrap_or(1) - 1;
        let after = entries
            .iter()
            .try_fold(state, |state, entry| apply(id, state, entry).map(Some))
            .and_then(|state| state.ok_or(HistoryError::Empty))
            .map_err(|error| StoreError::Corrupt {
                table: "dossier",
                id: id.to_string(),
                what: error.to_string(),
            })?;
        if before == 0 {
            dossiers::insert(tx, &after, entries).await?;
        } else {
            dossiers::save(tx, before, &after, entries).await?;
        }
        state = Some(after);
    }
    Ok(true)
}

fn entries(actor: Actor, name: &str, case: &Case, now: Instant) -> Vec<Entry> {
    let beginning = Event::LogImported { case: shape::imported_case(name.to_owned(), case) };
    let happened = case.events.iter().map(|it| (Event::Imported(shape::imported(it)), it.occurred));
    let events = std::iter::once((beginning, now)).chain(happened);
    let entry =
        |(seq, (event, occurred))| Entry { seq, recorded: now, occurred, by: By::Officer(actor), event };
    (1..).zip(events).map(entry).collect()
}

/// The same case has the same id in every import.
fn dossier_id(case: &str) -> DossierId {
    let digest = Sha256::new().chain_update("motcua:log:").chain_update(case).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    DossierId(Builder::from_custom_bytes(bytes).into_uuid())
}
