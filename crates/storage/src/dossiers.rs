//! Dossiers: the current state for screens and the history that is the truth, always written together.

use crate::entities::{dossier, event};
use crate::hash_chain::{Hash, Link, canonical};
use crate::{Handle, StoreError, Tx};
use motcua_dossier::{By, Dossier, DossierNumber, Entry, Event};
use motcua_kernel::{BundleId, DossierId, Instant};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

mod list;
mod of_office;
mod verify;

pub use list::{DossierQuery, count_by_version, guided, list, of_ids, open_ids};
pub use of_office::{entered, handed_over};
pub use verify::verify;

/// The version in which events are written now; older ones are read through up-casts.
const PAYLOAD_VERSION: i64 = 1;

/// A number as a transfer carries it; the index `dossier_by_reference` is over the same words.
const SQUEEZED: &str = "LTRIM(REPLACE(REPLACE(number, '.', ''), '-', ''), '0')";

/// How many numbers are asked for at once.
const MOST_ASKED: usize = 500;

/// The part of an entry that is kept as JSON.
#[derive(Serialize, Deserialize)]
struct Payload {
    by: By,
    what: Event,
}

/// Writes a new dossier with its first events.
///
/// # Errors
/// `Stale` when the id or the number is taken.
pub async fn insert(tx: &Tx, state: &Dossier, entries: &[Entry]) -> Result<(), StoreError> {
    follows_one_another(0, state, entries)?;
    dossier::Entity::insert(row(state)?.into_active_model())
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_stale(error, || name(state.id)))?;
    append(tx, state.id, Hash::NOTHING, entries).await
}

/// Writes what a command made of a dossier that was loaded with `loaded` events.
///
/// # Errors
/// `Stale` when another writer was first.
pub async fn save(tx: &Tx, loaded: u32, state: &Dossier, entries: &[Entry]) -> Result<(), StoreError> {
    follows_one_another(loaded, state, entries)?;
    let updated = dossier::Entity::update_many()
        .set(row(state)?.into_active_model().reset_all())
        .filter(dossier::Column::Id.eq(state.id.0))
        .filter(dossier::Column::Version.eq(i64::from(loaded)))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_stale(error, || name(state.id)))?;
    if updated.rows_affected != 1 {
        return Err(StoreError::Stale { what: name(state.id) });
    }
    let last = event::Entity::find()
        .filter(event::Column::Dossier.eq(state.id.0))
        .filter(event::Column::Seq.eq(i64::from(loaded)))
        .one(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?
        .ok_or_else(|| StoreError::corrupt("event", state.id, "the last event is missing"))?;
    let previous = Hash::from_column(&last.hash)
        .ok_or_else(|| StoreError::corrupt("event", last.position, "the hash has not 32 bytes"))?;
    append(tx, state.id, previous, entries).await
}

/// Keeps everybody else from changing a dossier that was loaded with `loaded` events until this write ends, for what is
/// decided on it and is no event of it.
///
/// # Errors
/// `Stale` when another writer was first.
pub async fn hold(tx: &Tx, id: DossierId, loaded: u32) -> Result<(), StoreError> {
    let held = dossier::Entity::update_many()
        .col_expr(dossier::Column::Version, Expr::col(dossier::Column::Version))
        .filter(dossier::Column::Id.eq(id.0))
        .filter(dossier::Column::Version.eq(i64::from(loaded)))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_stale(error, || name(id)))?;
    if held.rows_affected == 1 { Ok(()) } else { Err(StoreError::Stale { what: name(id) }) }
}

/// The state of a dossier.
///
/// # Errors
/// `NotFound` when there is none, `Corrupt` when its row can not be read.
pub async fn load(handle: &impl Handle, id: DossierId) -> Result<Dossier, StoreError> {
    state(&stored_row(handle, id).await?)
}

/// The state of the dossier with this number.
///
/// # Errors
/// `Corrupt` when its row can not be read.
pub async fn by_number(handle: &impl Handle, number: &DossierNumber) -> Result<Option<Dossier>, StoreError> {
    let row = dossier::Entity::find()
        .filter(dossier::Column::Number.eq(number.as_str()))
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.as_ref().map(state).transpose()
}

/// The dossiers whose numbers are one of these when points, hyphens and leading zeros are left out; several may be one.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn by_squeezed_numbers(
    handle: &impl Handle,
    squeezed: &[String],
) -> Result<Vec<Dossier>, StoreError> {
    let mut found = Vec::new();
    for some in squeezed.chunks(MOST_ASKED) {
        let rows = dossier::Entity::find()
            .filter(Expr::cust(SQUEEZED).is_in(some.iter().map(String::as_str)))
            .order_by_asc(dossier::Column::Id)
            .all(&handle.executor())
            .await
            .map_err(|error| handle.failed(error))?;
        for row in &rows {
            found.push(state(row)?);
        }
    }
    Ok(found)
}

/// The dossiers received in one visit, in the order in which they were made.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_bundle(handle: &impl Handle, bundle: BundleId) -> Result<Vec<Dossier>, StoreError> {
    let rows = dossier::Entity::find()
        .filter(dossier::Column::Bundle.eq(bundle.0))
        .order_by_asc(dossier::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.iter().map(state).collect()
}

/// The history of a dossier, oldest first.
///
/// # Errors
/// `Corrupt` when an event can not be read.
pub async fn history(handle: &impl Handle, id: DossierId) -> Result<Vec<Entry>, StoreError> {
    events(handle, id).await?.iter().map(entry).collect()
}

/// The histories of these dossiers, each oldest first, in one statement; nothing for one that has none.
///
/// # Errors
/// `Corrupt` when an event can not be read.
pub async fn histories(
    handle: &impl Handle,
    ids: &[DossierId],
) -> Result<BTreeMap<DossierId, Vec<Entry>>, StoreError> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = event::Entity::find()
        .filter(event::Column::Dossier.is_in(ids.iter().map(|it| it.0)))
        .order_by_asc(event::Column::Dossier)
        .order_by_asc(event::Column::Seq)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let mut histories: BTreeMap<DossierId, Vec<Entry>> = BTreeMap::new();
    for row in &rows {
        histories.entry(DossierId(row.dossier)).or_default().push(entry(row)?);
    }
    Ok(histories)
}

/// The ids of every dossier after `after`, in order, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn ids(
    handle: &impl Handle,
    after: Option<DossierId>,
    limit: u64,
) -> Result<Vec<DossierId>, StoreError> {
    let mut query = dossier::Entity::find().select_only().column(dossier::Column::Id);
    if let Some(after) = after {
        query = query.filter(dossier::Column::Id.gt(after.0));
    }
    let ids: Vec<Uuid> = query
        .order_by_asc(dossier::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(ids.into_iter().map(DossierId).collect())
}

async fn stored_row(handle: &impl Handle, id: DossierId) -> Result<dossier::Model, StoreError> {
    dossier::Entity::find_by_id(id.0)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?
        .ok_or_else(|| StoreError::NotFound { what: name(id) })
}

async fn events(handle: &impl Handle, id: DossierId) -> Result<Vec<event::Model>, StoreError> {
    event::Entity::find()
        .filter(event::Column::Dossier.eq(id.0))
        .order_by_asc(event::Column::Seq)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))
}

/// One statement for all entries.
async fn append(tx: &Tx, id: DossierId, mut previous: Hash, entries: &[Entry]) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut row = event_row(id, entry)?;
        let hash = link(&row).hash(previous);
        row.previous = previous.0.to_vec();
        row.hash = hash.0.to_vec();
        previous = hash;
        rows.push(event::ActiveModel { position: NotSet, ..row.into_active_model() });
    }
    event::Entity::insert_many(rows)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

fn event_row(id: DossierId, entry: &Entry) -> Result<event::Model, StoreError> {
    let unwritable = |error: serde_json::Error| StoreError::corrupt("event", id, error);
    let payload = Payload { by: entry.by, what: entry.event.clone() };
    let payload = canonical(serde_json::to_value(payload).map_err(unwritable)?);
    let kind = payload["what"]["event"].as_str().unwrap_or_default().to_owned();
    Ok(event::Model {
        position: 0,
        dossier: id.0,
        seq: i64::from(entry.seq),
        recorded: entry.recorded.micros(),
        occurred: entry.occurred.micros(),
        kind,
        payload_version: PAYLOAD_VERSION,
        payload: serde_json::to_string(&payload).map_err(unwritable)?,
        previous: Vec::new(),
        hash: Vec::new(),
    })
}

fn link(row: &event::Model) -> Link<'_> {
    Link {
        dossier: row.dossier,
        seq: row.seq,
        recorded: row.recorded,
        occurred: row.occurred,
        payload_version: row.payload_version,
        kind: &row.kind,
        payload: &row.payload,
    }
}

pub(crate) fn entry(row: &event::Model) -> Result<Entry, StoreError> {
    let corrupt = |what: String| StoreError::corrupt("event", row.position, what);
    if row.payload_version != PAYLOAD_VERSION {
        return Err(corrupt(format!("events of version {} are unknown", row.payload_version)));
    }
    let payload: Payload = serde_json::from_str(&row.payload).map_err(|error| corrupt(error.to_string()))?;
    Ok(Entry {
        seq: u32::try_from(row.seq).map_err(|error| corrupt(error.to_string()))?,
        recorded: Instant::from_micros(row.recorded),
        occurred: Instant::from_micros(row.occurred),
        by: payload.by,
        event: payload.what,
    })
}

fn row(state: &Dossier) -> Result<dossier::Model, StoreError> {
    let unwritable = |error: serde_json::Error| StoreError::corrupt("dossier", state.id, error);
    let status = serde_json::to_value(&state.status).map_err(unwritable)?;
    let reception = state.reception.as_ref();
    Ok(dossier::Model {
        id: state.id.0,
        version: i64::from(state.seq),
        number: reception.map(|it| it.number.to_string()),
        status: status["status"].as_str().unwrap_or_default().to_owned(),
        receiving: state.receiving().map(|it| it.0),
        received_at: reception.map(|it| it.at.micros()),
        lawful_at: reception.map(|it| it.dates.lawful.micros()),
        ended_at: state.ended().map(Instant::micros),
        bundle: state.bundle().map(|it| it.bundle.0),
        state: serde_json::to_string(state).map_err(unwritable)?,
    })
}

fn state(row: &dossier::Model) -> Result<Dossier, StoreError> {
    parse(row.id, row.version, &row.state)
}

/// The state in the columns of a row.
pub(crate) fn parse(id: Uuid, version: i64, state: &str) -> Result<Dossier, StoreError> {
    let corrupt = |what: String| StoreError::corrupt("dossier", id, what);
    let state: Dossier = serde_json::from_str(state).map_err(|error| corrupt(error.to_string()))?;
    if state.id.0 != id || i64::from(state.seq) != version {
        return Err(corrupt("the state is that of another dossier or version".to_owned()));
    }
    Ok(state)
}

/// A state is written only together with exactly the events that lead to it.
fn follows_one_another(loaded: u32, state: &Dossier, entries: &[Entry]) -> Result<(), StoreError> {
    let expected = loaded.saturating_add(1)..=state.seq;
    if entries.is_empty() || !entries.iter().map(|it| it.seq).eq(expected) {
        let what = format!("the events to be written do not lead from version {loaded} to {}", state.seq);
        return Err(StoreError::corrupt("dossier", state.id, what));
    }
    Ok(())
}

fn name(id: DossierId) -> String {
    format!("dossier {id}")
}
