//! The calendars of days off that were kept, one line a change; the last one holds and none is ever changed.

use crate::entities::calendar_revision;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, Instant};
use sea_orm::{EntityTrait, QueryOrder, QuerySelect, Set};

/// A calendar that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarRevision {
    /// Counted from 1.
    pub position: i64,
    /// Every exception of every year, in the form of the calendar file.
    pub days: String,
    /// Why: the decision it follows.
    pub ground: String,
    /// Who kept it.
    pub kept_by: AccountId,
    /// When.
    pub kept_at: Instant,
}

/// The one that holds; none while nobody has changed what comes with the program.
///
/// # Errors
/// When the database fails.
pub async fn latest(handle: &impl Handle) -> Result<Option<CalendarRevision>, StoreError> {
    let row = calendar_revision::Entity::find()
        .order_by_desc(calendar_revision::Column::Position)
        .limit(1)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(row.map(revision))
}

/// The last ones, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn newest(handle: &impl Handle, limit: u64) -> Result<Vec<CalendarRevision>, StoreError> {
    let rows = calendar_revision::Entity::find()
        .order_by_desc(calendar_revision::Column::Position)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(rows.into_iter().map(revision).collect())
}

/// Keeps one more.
///
/// # Errors
/// `Stale` when another was kept under this place before.
pub async fn keep(tx: &Tx, revision: &CalendarRevision) -> Result<(), StoreError> {
    let row = calendar_revision::ActiveModel {
        position: Set(revision.position),
        days: Set(revision.days.clone()),
        ground: Set(revision.ground.clone()),
        kept_by: Set(revision.kept_by.0),
        kept_at: Set(revision.kept_at.micros()),
    };
    calendar_revision::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_stale(error, || format!("calendar {}", revision.position)))?;
    Ok(())
}

fn revision(row: calendar_revision::Model) -> CalendarRevision {
    CalendarRevision {
        position: row.position,
        days: row.days,
        ground: row.ground,
        kept_by: AccountId(row.kept_by),
        kept_at: Instant::from_micros(row.kept_at),
    }
}
