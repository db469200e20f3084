//! Versions of procedures that are written here, each with who wrote, appraised and published it. What was published has
//! a place, counted from 1, and is never changed.

use crate::entities::catalogue_version::{self, Column};
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, Instant};
use sea_orm::sea_query::{Condition, Order};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

/// Stages in which a version is being worked on; the index that keeps it to one says the same.
const OPEN: [&str; 3] = ["draft", "submitted", "appraised"];

/// A version as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenVersion {
    /// Never reused.
    pub id: Uuid,
    /// Code of its procedure.
    pub code: String,
    /// Code of where it stands.
    pub stage: String,
    /// What it says, as the `[[version]]` of a catalogue file.
    pub body: String,
    /// Counted with every change.
    pub version: u32,
    /// Everybody who has written on it.
    pub writers: Vec<AccountId>,
    /// Who began it.
    pub made: Mark,
    /// Who did the last thing to it.
    pub changed: Mark,
    /// Who appraised it.
    pub appraised: Option<Mark>,
    /// Who published it.
    pub published: Option<Mark>,
    /// Its place among those that were published.
    pub position: Option<i64>,
    /// Why it was published, sent back or thrown away.
    pub words: Option<String>,
}

/// Who, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Instant,
}

/// Keeps one that is begun.
///
/// # Errors
/// `Taken` while another of its procedure is open.
pub async fn add(tx: &Tx, version: &WrittenVersion) -> Result<(), StoreError> {
    catalogue_version::Entity::insert(row(version)?)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_taken(error, || version.code.clone()))?;
    Ok(())
}

/// Puts it in the place of the one that was seen.
///
/// # Errors
/// `Stale` when it was changed or published since, or another was published under its place.
pub async fn save(tx: &Tx, version: &WrittenVersion, seen: u32) -> Result<(), StoreError> {
    let stale = || format!("version {} of procedure {}", version.id, version.code);
    let as_seen = Condition::all()
        .add(Column::Id.eq(version.id))
        .add(Column::Version.eq(i64::from(seen)))
        .add(Column::Position.is_null());
    let saved = catalogue_version::Entity::update_many()
        .set(row(version)?)
        .filter(as_seen)
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_stale(error, stale))?;
    if saved.rows_affected == 1 { Ok(()) } else { Err(StoreError::Stale { what: stale() }) }
}

/// The one of a procedure that is being worked on.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn open_of(handle: &impl Handle, code: &str) -> Result<Option<WrittenVersion>, StoreError> {
    let open = Condition::all().add(Column::Code.eq(code)).add(Column::Stage.is_in(OPEN));
    Ok(select(handle, open, (Column::MadeAt, Order::Desc), 1).await?.pop())
}

/// All that are being worked on, by procedure.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn open(handle: &impl Handle) -> Result<Vec<WrittenVersion>, StoreError> {
    select(handle, Condition::all().add(Column::Stage.is_in(OPEN)), (Column::Code, Order::Asc), u64::MAX >> 1)
        .await
}

/// The last ones of a procedure, the newest first.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of(handle: &impl Handle, code: &str, limit: u64) -> Result<Vec<WrittenVersion>, StoreError> {
    select(handle, Condition::all().add(Column::Code.eq(code)), (Column::MadeAt, Order::Desc), limit).await
}

/// Those that were published behind a place, in their order.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn published_after(handle: &impl Handle, position: i64) -> Result<Vec<WrittenVersion>, StoreError> {
    select(
        handle,
        Condition::all().add(Column::Position.gt(position)),
        (Column::Position, Order::Asc),
        u64::MAX >> 1,
    )
    .await
}

async fn select(
    handle: &impl Handle,
    which: Condition,
    (by, order): (Column, Order),
    limit: u64,
) -> Result<Vec<WrittenVersion>, StoreError> {
    let rows = catalogue_version::Entity::find()
        .filter(which)
        .order_by(by, order)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

fn row(version: &WrittenVersion) -> Result<catalogue_version::ActiveModel, StoreError> {
    let writers: Vec<Uuid> = version.writers.iter().map(|it| it.0).collect();
    let writers = serde_json::to_string(&writers)
        .map_err(|error| StoreError::corrupt("catalogue_version", version.id, error))?;
    let mark = |it: Option<Mark>| (it.map(|it| it.by.0), it.map(|it| it.at.micros()));
    let ((appraised_by, appraised_at), (published_by, published_at)) =
        (mark(version.appraised), mark(version.published));
    Ok(catalogue_version::ActiveModel {
        id: Set(version.id),
        code: Set(version.code.clone()),
        stage: Set(version.stage.clone()),
        body: Set(version.body.clone()),
        version: Set(i64::from(version.version)),
        writers: Set(writers),
        made_by: Set(version.made.by.0),
        made_at: Set(version.made.at.micros()),
        changed_by: Set(version.changed.by.0),
        changed_at: Set(version.changed.at.micros()),
        appraised_by: Set(appraised_by),
        appraised_at: Set(appraised_at),
        published_by: Set(published_by),
        published_at: Set(published_at),
        position: Set(version.position),
        words: Set(version.words.clone()),
    })
}

fn read(row: catalogue_version::Model) -> Result<WrittenVersion, StoreError> {
    let corrupt = |what: String| StoreError::corrupt("catalogue_version", row.id, what);
    let writers: Vec<Uuid> =
        serde_json::from_str(&row.writers).map_err(|error| corrupt(error.to_string()))?;
    let version = u32::try_from(row.version).map_err(|error| corrupt(error.to_string()))?;
    let mark = |by, at| Mark { by: AccountId(by), at: Instant::from_micros(at) };
    Ok(WrittenVersion {
        id: row.id,
        stage: row.stage,
        body: row.body,
        version,
        writers: writers.into_iter().map(AccountId).collect(),
        made: mark(row.made_by, row.made_at),
        changed: mark(row.changed_by, row.changed_at),
        appraised: row.appraised_by.zip(row.appraised_at).map(|(by, at)| mark(by, at)),
        published: row.published_by.zip(row.published_at).map(|(by, at)| mark(by, at)),
        position: row.position,
        words: row.words,
        code: row.code,
    })
}
