//! How agencies are reached, as it was kept here: one line a change, of each agency the last one holds and none is ever
//! changed.

use crate::entities::agency_contact;
use crate::{Handle, StoreError, Tx};
use motcua_identity::Contact;
use motcua_kernel::{AccountId, AgencyId, Instant};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

/// A contact that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptContact {
    /// Its place among all that were kept.
    pub position: i64,
    /// Whose.
    pub agency: AgencyId,
    /// What.
    pub contact: Contact,
    /// Who kept it.
    pub kept_by: AccountId,
    /// When.
    pub kept_at: Instant,
}

/// What was kept behind a place, the oldest first.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn kept_after(handle: &impl Handle, position: i64) -> Result<Vec<KeptContact>, StoreError> {
    let rows = agency_contact::Entity::find()
        .filter(agency_contact::Column::Position.gt(position))
        .order_by_asc(agency_contact::Column::Position)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.iter().map(kept).collect()
}

/// What holds of an agency; none while nobody has changed what comes with the program.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn last(handle: &impl Handle, agency: AgencyId) -> Result<Option<KeptContact>, StoreError> {
    let row = agency_contact::Entity::find()
        .filter(agency_contact::Column::Agency.eq(agency.0))
        .order_by_desc(agency_contact::Column::Position)
        .limit(1)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.as_ref().map(kept).transpose()
}

/// Keeps one more, behind the one that was `seen` of this agency, 0 where there was none.
///
/// # Errors
/// `Stale` when another was kept since.
pub async fn keep(
    tx: &Tx,
    (agency, seen): (AgencyId, i64),
    contact: &Contact,
    (by, at): (AccountId, Instant),
) -> Result<i64, StoreError> {
    let what = || format!("contact of {agency}");
    let written = serde_json::to_string(contact)
        .map_err(|error| StoreError::corrupt("agency_contact", agency, error))?;
    if last(tx, agency).await?.map_or(0, |it| it.position) != seen {
        return Err(StoreError::Stale { what: what() });
    }
    let newest: Option<Option<i64>> = agency_contact::Entity::find()
        .select_only()
        .column_as(agency_contact::Column::Position.max(), "newest")
        .into_tuple()
        .one(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    let position = newest.flatten().unwrap_or_default().saturating_add(1);
    let row = agency_contact::ActiveModel {
        position: Set(position),
        agency: Set(agency.0),
        contact: Set(written),
        kept_by: Set(by.0),
        kept_at: Set(at.micros()),
    };
    agency_contact::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_stale(error, what))?;
    Ok(position)
}

fn kept(row: &agency_contact::Model) -> Result<KeptContact, StoreError> {
    let corrupt = |error| StoreError::corrupt("agency_contact", row.position, error);
    Ok(KeptContact {
        position: row.position,
        agency: AgencyId(row.agency),
        contact: serde_json::from_str(&row.contact).map_err(corrupt)?,
        kept_by: AccountId(row.kept_by),
        kept_at: Instant::from_micros(row.kept_at),
    })
}
