//! Which slot of each recurring work was begun last. Whoever moves it on runs the slot, and only one can.

use crate::entities::recurring_job;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::Instant;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

/// Recurring work as it was last done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecurringRow {
    /// Its name.
    pub name: String,
    /// The slot that was begun last.
    pub slot: Instant,
    /// When that was.
    pub begun: Instant,
    /// When it was ended, unless it still goes on.
    pub ended: Option<Instant>,
    /// What went wrong.
    pub error: Option<String>,
}

/// Begins `slot` unless it or a later one was begun before; says whether the caller has it now.
///
/// # Errors
/// When the database fails.
pub async fn begin_slot(tx: &Tx, name: &str, slot: Instant, now: Instant) -> Result<bool, StoreError> {
    let earlier = Expr::col((recurring_job::Entity, recurring_job::Column::Slot)).lt(slot.micros());
    put(tx, name, slot, now, Some(earlier)).await
}

/// Begins `slot` whatever was begun before: by order of a person.
///
/// # Errors
/// When the database fails.
pub async fn begin_anew(tx: &Tx, name: &str, slot: Instant, now: Instant) -> Result<(), StoreError> {
    put(tx, name, slot, now, None).await.map(|_| ())
}

async fn put(
    tx: &Tx,
    name: &str,
    slot: Instant,
    now: Instant,
    only_if: Option<Expr>,
) -> Result<bool, StoreError> {
    use recurring_job::Column;
    let row = recurring_job::ActiveModel {
        name: Set(name.to_owned()),
        slot: Set(slot.micros()),
        begun: Set(now.micros()),
        ended: Set(None),
        error: Set(None),
    };
    let mut conflict = OnConflict::column(Column::Name);
    conflict.update_columns([Column::Slot, Column::Begun, Column::Ended, Column::Error]);
    if let Some(only_if) = only_if {
        conflict.action_and_where(only_if);
    }
    let put = recurring_job::Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(put == 1)
}

/// Writes down how `slot` ended, unless a later one was begun meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn end_slot(
    tx: &Tx,
    name: &str,
    slot: Instant,
    now: Instant,
    error: Option<&str>,
) -> Result<(), StoreError> {
    recurring_job::Entity::update_many()
        .col_expr(recurring_job::Column::Ended, Expr::value(now.micros()))
        .col_expr(recurring_job::Column::Error, Expr::value(error))
        .filter(recurring_job::Column::Name.eq(name))
        .filter(recurring_job::Column::Slot.eq(slot.micros()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// All recurring work that was ever begun, by name.
///
/// # Errors
/// When the database fails.
pub async fn recurring(handle: &impl Handle) -> Result<Vec<RecurringRow>, StoreError> {
    let rows = recurring_job::Entity::find()
        .order_by_asc(recurring_job::Column::Name)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(rows.into_iter().map(RecurringRow::from).collect())
}

impl From<recurring_job::Model> for RecurringRow {
    fn from(row: recurring_job::Model) -> Self {
        Self {
            name: row.name,
            slot: Instant::from_micros(row.slot),
            begun: Instant::from_micros(row.begun),
            ended: row.ended.map(Instant::from_micros),
            error: row.error,
        }
    }
}
