//! Drawers: one row a cashier and shift, at most one of them open. What was counted and said of it is one text, which the
//! rules write and read.

use crate::entities::drawer;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, AgencyId, DrawerId, Instant};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, Statement,
};

/// The state of a drawer that money can still come into.
const OPEN: &str = "open";

/// A drawer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawerRow {
    /// Its id.
    pub id: DrawerId,
    /// For optimistic locking.
    pub version: i64,
    /// Where.
    pub agency: AgencyId,
    /// Whose.
    pub account: AccountId,
    /// When it was opened.
    pub opened_at: Instant,
    /// One word: `open`, or what came after.
    pub state: String,
    /// What the rules know of it, as JSON.
    pub body: String,
}

/// Takes hold of the open drawer of a cashier until the end of the write: nobody counts it meanwhile. None when there is
/// none.
///
/// # Errors
/// When the database fails.
pub async fn hold_open(
    tx: &Tx,
    agency: AgencyId,
    account: AccountId,
) -> Result<Option<DrawerId>, StoreError> {
    let sql = "UPDATE drawer SET version = version + 1 \
               WHERE agency = $1 AND account = $2 AND state = 'open' RETURNING id";
    let statement = Statement::from_sql_and_values(tx.backend(), sql, [agency.0.into(), account.0.into()]);
    let row = tx.inner.query_one_raw(statement).await.map_err(|error| tx.fail(error))?;
    row.map(|row| row.try_get_by_index(0).map(DrawerId).map_err(|error| tx.fail(error))).transpose()
}

/// The same by its id; false when it is not open.
///
/// # Errors
/// When the database fails.
pub async fn hold(tx: &Tx, id: DrawerId) -> Result<bool, StoreError> {
    let sql = "UPDATE drawer SET version = version + 1 WHERE id = $1 AND state = 'open'";
    let statement = Statement::from_sql_and_values(tx.backend(), sql, [id.0.into()]);
    let done = tx.inner.execute_raw(statement).await.map_err(|error| tx.fail(error))?;
    Ok(done.rows_affected() == 1)
}

/// Opens one.
///
/// # Errors
/// `Stale` when the cashier has an open one there.
pub async fn open(tx: &Tx, row: &DrawerRow) -> Result<(), StoreError> {
    drawer::Entity::insert(active(row))
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_stale(error, || format!("drawer of {}", row.account)))?;
    Ok(())
}

/// Writes what has become of one, behind the version that was seen.
///
/// # Errors
/// `Stale` when it was changed since, or money came in.
pub async fn save(tx: &Tx, row: &DrawerRow) -> Result<(), StoreError> {
    let mut next = active(row);
    next.version = Set(row.version.saturating_add(1));
    let updated = drawer::Entity::update_many()
        .set(next)
        .filter(drawer::Column::Id.eq(row.id.0))
        .filter(drawer::Column::Version.eq(row.version))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    if updated.rows_affected == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale { what: format!("drawer {}", row.id) })
    }
}

/// One of them.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn load(handle: &impl Handle, id: DrawerId) -> Result<DrawerRow, StoreError> {
    let row = drawer::Entity::find_by_id(id.0)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(stored).ok_or_else(|| StoreError::NotFound { what: format!("drawer {id}") })
}

/// The open one of a cashier at an agency.
///
/// # Errors
/// When the database fails.
pub async fn open_of(
    handle: &impl Handle,
    agency: AgencyId,
    account: AccountId,
) -> Result<Option<DrawerRow>, StoreError> {
    let row = drawer::Entity::find()
        .filter(drawer::Column::Agency.eq(agency.0))
        .filter(drawer::Column::Account.eq(account.0))
        .filter(drawer::Column::State.eq(OPEN))
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(row.map(stored))
}

/// The latest ones of an agency, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_agency(
    handle: &impl Handle,
    agency: AgencyId,
    most: u64,
) -> Result<Vec<DrawerRow>, StoreError> {
    let rows = drawer::Entity::find()
        .filter(drawer::Column::Agency.eq(agency.0))
        .order_by_desc(drawer::Column::OpenedAt)
        .order_by_desc(drawer::Column::Id)
        .limit(most)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(rows.into_iter().map(stored).collect())
}

/// The drawers of all agencies behind one, by id, up to `most`.
///
/// # Errors
/// When the database fails.
pub async fn after(
    handle: &impl Handle,
    last: Option<DrawerId>,
    most: u64,
) -> Result<Vec<DrawerRow>, StoreError> {
    let mut rows = drawer::Entity::find().order_by_asc(drawer::Column::Id).limit(most);
    if let Some(last) = last {
        rows = rows.filter(drawer::Column::Id.gt(last.0));
    }
    let rows = rows.all(&handle.executor()).await.map_err(|error| handle.failed(error))?;
    Ok(rows.into_iter().map(stored).collect())
}

fn active(row: &DrawerRow) -> drawer::ActiveModel {
    drawer::ActiveModel {
        id: Set(row.id.0),
        version: Set(row.version),
        agency: Set(row.agency.0),
        account: Set(row.account.0),
        opened_at: Set(row.opened_at.micros()),
        state: Set(row.state.clone()),
        body: Set(row.body.clone()),
    }
}

fn stored(row: drawer::Model) -> DrawerRow {
    DrawerRow {
        id: DrawerId(row.id),
        version: row.version,
        agency: AgencyId(row.agency),
        account: AccountId(row.account),
        opened_at: Instant::from_micros(row.opened_at),
        state: row.state,
        body: row.body,
    }
}
