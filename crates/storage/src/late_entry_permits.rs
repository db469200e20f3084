//! Leaves to enter late what was received on paper. None is ever changed.

use crate::entities::late_entry_permit;
use crate::{Handle, StoreError, Tx, words};
use motcua_dossier::LateEntryPermit;
use motcua_kernel::{AccountId, AgencyId, Instant, LateEntryPermitId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

const TABLE: &str = "late_entry_permit";

/// Writes a leave that was given.
///
/// # Errors
/// When the database fails or there is no such account.
pub async fn insert(tx: &Tx, permit: &LateEntryPermit) -> Result<(), StoreError> {
    let row = late_entry_permit::Model {
        id: permit.id.0,
        agency: permit.agency.0,
        ground: words::word(&permit.ground, TABLE)?,
        reason: permit.reason.clone(),
        from_at: permit.from.micros(),
        until_at: permit.until.micros(),
        slips: i64::from(permit.slips),
        enter_by: permit.enter_by.micros(),
        granted_by: permit.granted_by.0,
        granted_at: permit.granted.micros(),
    };
    late_entry_permit::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The leave with this id.
///
/// # Errors
/// `NotFound` when there is none, `Corrupt` when its row can not be read.
pub async fn load(handle: &impl Handle, id: LateEntryPermitId) -> Result<LateEntryPermit, StoreError> {
    let row = late_entry_permit::Entity::find_by_id(id.0)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    permit(row.ok_or_else(|| StoreError::NotFound { what: format!("late entry permit {id}") })?)
}

/// The leaves of an agency, the newest first, at most `limit`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_agency(
    handle: &impl Handle,
    agency: AgencyId,
    limit: u64,
) -> Result<Vec<LateEntryPermit>, StoreError> {
    let rows = late_entry_permit::Entity::find()
        .filter(late_entry_permit::Column::Agency.eq(agency.0))
        .order_by_desc(late_entry_permit::Column::GrantedAt)
        .order_by_desc(late_entry_permit::Column::Id)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(permit).collect()
}

fn permit(row: late_entry_permit::Model) -> Result<LateEntryPermit, StoreError> {
    let slips = u32::try_from(row.slips).map_err(|error| StoreError::corrupt(TABLE, row.id, error))?;
    Ok(LateEntryPermit {
        id: LateEntryPermitId(row.id),
        agency: AgencyId(row.agency),
        ground: words::value(row.ground, TABLE, row.id)?,
        reason: row.reason,
        from: Instant::from_micros(row.from_at),
        until: Instant::from_micros(row.until_at),
        slips,
        enter_by: Instant::from_micros(row.enter_by),
        granted_by: AccountId(row.granted_by),
        granted: Instant::from_micros(row.granted_at),
    })
}
