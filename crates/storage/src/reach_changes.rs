//! Who of the staff changed how the people of a dossier are reached: a line an act, which is never changed and outlives the
//! address, for it holds none.

use crate::entities::reach_change;
use crate::reach::Way;
use crate::{Handle, StoreError, Tx, words};
use motcua_kernel::{AccountId, DossierId, Instant, PartyId};
use sea_orm::{ColumnTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};

const TABLE: &str = "reach_change";

/// What somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReachAct {
    /// Wrote an address down where there was none.
    Added,
    /// Wrote another in its place.
    Mended,
    /// Took it away.
    Removed,
}

/// That it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReachChange {
    /// The dossier.
    pub dossier: DossierId,
    /// Whose address.
    pub party: PartyId,
    /// On which way.
    pub way: Way,
    /// What.
    pub act: ReachAct,
    /// By whom.
    pub account: AccountId,
    /// When.
    pub at: Instant,
}

/// Writes an act down.
///
/// # Errors
/// When the database fails, or there is no such dossier, party or account.
pub async fn record(tx: &Tx, it: &ReachChange) -> Result<(), StoreError> {
    let row = reach_change::ActiveModel {
        position: NotSet,
        dossier: Set(it.dossier.0),
        party: Set(it.party.0),
        way: Set(words::word(&it.way, TABLE)?),
        act: Set(words::word(&it.act, TABLE)?),
        account: Set(it.account.0),
        at: Set(it.at.micros()),
    };
    reach_change::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// What was done with a dossier, oldest first.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_dossier(handle: &impl Handle, dossier: DossierId) -> Result<Vec<ReachChange>, StoreError> {
    let rows = reach_change::Entity::find()
        .filter(reach_change::Column::Dossier.eq(dossier.0))
        .order_by_asc(reach_change::Column::Position)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

fn read(row: reach_change::Model) -> Result<ReachChange, StoreError> {
    let position = row.position;
    Ok(ReachChange {
        dossier: DossierId(row.dossier),
        party: PartyId(row.party),
        way: words::value(row.way, TABLE, position)?,
        act: words::value(row.act, TABLE, position)?,
        account: AccountId(row.account),
        at: Instant::from_micros(row.at),
    })
}
