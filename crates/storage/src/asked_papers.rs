//! What offices asked applicants to bring, over many dossiers: guidance at the counter and supplement requests.
//!
//! Read in the order of the log, a page at a time, so that a year of a province is never in memory at once.

use crate::dossiers::entry;
use crate::entities::{dossier, event};
use crate::{Handle, StoreError};
use motcua_dossier::{Dossier, Event, Filing, SupplementItem};
use motcua_kernel::{DossierId, Instant, ProcedureVersionId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

/// As the index that serves it says it, word by word.
const ASKED: &str = "kind IN ('guidance-given', 'supplement-requested')";

/// One time that papers were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedPapers {
    /// Its place in the log.
    pub position: i64,
    /// Of which dossier.
    pub dossier: DossierId,
    /// The version it stands under.
    pub version: ProcedureVersionId,
    /// The case.
    pub case: String,
    /// What was asked for.
    pub items: Vec<SupplementItem>,
}

/// What was asked for at `since` or later, behind the place `after`, at most `limit` times.
///
/// # Errors
/// `Corrupt` when an event or a dossier can not be read.
pub async fn page(
    handle: &impl Handle,
    since: Instant,
    after: i64,
    limit: u64,
) -> Result<Vec<AskedPapers>, StoreError> {
    let rows = event::Entity::find()
        .filter(Expr::cust(ASKED))
        .filter(event::Column::Recorded.gte(since.micros()))
        .filter(event::Column::Position.gt(after))
        .order_by_asc(event::Column::Position)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let filings = filings(handle, rows.iter().map(|it| it.dossier)).await?;
    let mut asked = Vec::with_capacity(rows.len());
    for row in &rows {
        let event = entry(row)?.event;
        let (Event::GuidanceGiven { lacking: items, .. } | Event::SupplementRequested { items, .. }) = event
        else {
            return Err(StoreError::corrupt("event", row.position, "its kind is not what it says"));
        };
        let Some(filing) = filings.get(&row.dossier) else { continue };
        asked.push(AskedPapers {
            position: row.position,
            dossier: DossierId(row.dossier),
            version: filing.version,
            case: filing.case.clone(),
            items,
        });
    }
    Ok(asked)
}

/// What was filed, by dossier; nothing for one that came from a log of another system.
async fn filings(
    handle: &impl Handle,
    ids: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Filing>, StoreError> {
    let states: Vec<(Uuid, String)> = dossier::Entity::find()
        .select_only()
        .columns([dossier::Column::Id, dossier::Column::State])
        .filter(dossier::Column::Id.is_in(ids))
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let mut filings = BTreeMap::new();
    for (id, state) in states {
        let state: Dossier =
            serde_json::from_str(&state).map_err(|error| StoreError::corrupt("dossier", id, error))?;
        filings.extend(state.filing.map(|it| (id, it)));
    }
    Ok(filings)
}
