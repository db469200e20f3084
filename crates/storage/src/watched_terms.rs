//! The moments that dossiers are watched for: each is told once, by whoever is first to write that it is told.
//!
//! Made anew from the state with every change and kept only while the state has them; what is written here decides nothing.

use crate::entities::watched_term;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{DossierId, Instant, LegNo};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use std::collections::BTreeMap;

const TABLE: &str = "watched_term";

/// A moment from which something is so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedTerm {
    /// Of which dossier.
    pub dossier: DossierId,
    /// What.
    pub kind: String,
    /// The leg it concerns; the dossier as a whole, if absent.
    pub leg: Option<LegNo>,
    /// Whom it is told: 0 who has it in hand, then those above.
    pub level: u8,
    /// The first moment at which it is so.
    pub from: Instant,
    /// When it was told, if it was.
    pub told: Option<Instant>,
}

/// Writes what came and takes away what went, unless it was told: then it stays, so that the same is not told again should
/// it come back. One that is there already takes the new moment, and is told again if that is later.
///
/// # Errors
/// When the database fails.
pub async fn change(tx: &Tx, gone: &[WatchedTerm], came: &[WatchedTerm]) -> Result<(), StoreError> {
    if !gone.is_empty() {
        let any = gone.iter().fold(Condition::any(), |any, it| any.add(this(it)));
        watched_term::Entity::delete_many()
            .filter(any)
            .filter(watched_term::Column::ToldAt.is_null())
            .exec(&tx.inner)
            .await
            .map_err(|error| tx.fail(error))?;
    }
    if !came.is_empty() {
        watched_term::Entity::insert_many(came.iter().map(row))
            .on_conflict(there_already())
            .exec_without_returning(&tx.inner)
            .await
            .map_err(|error| tx.fail(error))?;
    }
    Ok(())
}

/// Forgets what a dossier was watched for, told or not.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, dossier: DossierId) -> Result<(), StoreError> {
    watched_term::Entity::delete_many()
        .filter(watched_term::Column::Dossier.eq(dossier.0))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

fn there_already() -> OnConflict {
    use watched_term::Column::{Dossier, FromAt, Kind, Leg, Level, ToldAt};
    let told = "CASE WHEN excluded.from_at > watched_term.from_at THEN NULL ELSE watched_term.told_at END";
    let mut conflict = OnConflict::columns([Dossier, Kind, Leg, Level]);
    conflict.update_column(FromAt).value(ToldAt, Expr::cust(told)).to_owned()
}

/// What is so at `now` and nobody was told, the oldest first, at most `limit`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn to_tell(handle: &impl Handle, now: Instant, limit: u64) -> Result<Vec<WatchedTerm>, StoreError> {
    let rows = watched_term::Entity::find()
        .filter(watched_term::Column::ToldAt.is_null())
        .filter(watched_term::Column::FromAt.lte(now.micros()))
        .order_by_asc(watched_term::Column::FromAt)
        .order_by_asc(watched_term::Column::Dossier)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(term).collect()
}

/// The moments that these dossiers are watched for, told or not.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_dossiers(
    handle: &impl Handle,
    dossiers: &[DossierId],
) -> Result<BTreeMap<DossierId, Vec<WatchedTerm>>, StoreError> {
    let rows = watched_term::Entity::find()
        .filter(watched_term::Column::Dossier.is_in(dossiers.iter().map(|it| it.0)))
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let mut found: BTreeMap<DossierId, Vec<WatchedTerm>> = BTreeMap::new();
    for row in rows {
        found.entry(DossierId(row.dossier)).or_default().push(term(row)?);
    }
    Ok(found)
}

/// Writes that it is told; whether this was the first to do so.
///
/// # Errors
/// When the database fails.
pub async fn tell(tx: &Tx, told: &WatchedTerm, now: Instant) -> Result<bool, StoreError> {
    let done = watched_term::Entity::update_many()
        .col_expr(watched_term::Column::ToldAt, Expr::value(now.micros()))
        .filter(this(told))
        .filter(watched_term::Column::FromAt.eq(told.from.micros()))
        .filter(watched_term::Column::ToldAt.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(done.rows_affected == 1)
}

fn this(it: &WatchedTerm) -> Condition {
    Condition::all()
        .add(watched_term::Column::Dossier.eq(it.dossier.0))
        .add(watched_term::Column::Kind.eq(it.kind.as_str()))
        .add(watched_term::Column::Leg.eq(leg_written(it.leg)))
        .add(watched_term::Column::Level.eq(i64::from(it.level)))
}

fn row(it: &WatchedTerm) -> watched_term::ActiveModel {
    watched_term::ActiveModel {
        dossier: Set(it.dossier.0),
        kind: Set(it.kind.clone()),
        leg: Set(leg_written(it.leg)),
        level: Set(i64::from(it.level)),
        from_at: Set(it.from.micros()),
        told_at: Set(it.told.map(Instant::micros)),
    }
}

fn term(row: watched_term::Model) -> Result<WatchedTerm, StoreError> {
    Ok(WatchedTerm {
        dossier: DossierId(row.dossier),
        level: level_read(row.level, TABLE, row.dossier)?,
        leg: leg_read(row.leg, TABLE, row.dossier)?,
        kind: row.kind,
        from: Instant::from_micros(row.from_at),
        told: row.told_at.map(Instant::from_micros),
    })
}

/// 0 where it is about no leg: none has this number.
pub(crate) fn leg_written(leg: Option<LegNo>) -> i64 {
    leg.map_or(0, |it| i64::from(it.0))
}

pub(crate) fn leg_read(
    leg: i64,
    table: &'static str,
    id: impl ToString,
) -> Result<Option<LegNo>, StoreError> {
    let no = u16::try_from(leg).map_err(|error| StoreError::corrupt(table, id, error))?;
    Ok((no != 0).then_some(LegNo(no)))
}

pub(crate) fn level_read(level: i64, table: &'static str, id: impl ToString) -> Result<u8, StoreError> {
    u8::try_from(level).map_err(|error| StoreError::corrupt(table, id, error))
}
