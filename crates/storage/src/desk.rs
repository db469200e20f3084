//! What each agency has to do now: rows that `motcua_dossier::desk_rows` makes of a state, kept so that a screen is one
//! select. They are written in the write that changes the dossier; `dossiers::verify` compares them with its history.

mod list;

pub use list::{DeskQuery, Whose, count_ranges, page, versions_on};

use crate::entities::desk;
use crate::{Handle, StoreError, Tx, dossiers, words};
use motcua_dossier::{DeskClock, DeskRow, DeskTask, Dossier};
use motcua_kernel::{AccountId, AgencyId, DossierId, Instant, PartyId, ProcedureVersionId};
use sea_orm::sea_query::{ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult, QuerySelect,
    Set,
};
use std::collections::BTreeMap;

/// A place in the order of a desk: what runs first, and of it the most urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeskPlace {
    /// Whether the limit runs.
    pub clock: DeskClock,
    /// When it is due.
    pub due: Instant,
    /// Of which dossier.
    pub dossier: DossierId,
    /// The counter or a leg.
    pub slot: u16,
}

/// Something to do, with the dossier it is to be done on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskLine {
    /// What.
    pub row: DeskRow,
    /// On what.
    pub dossier: Dossier,
}

impl DeskLine {
    /// Where it stands: the next page begins behind it.
    pub const fn place(&self) -> DeskPlace {
        DeskPlace { clock: self.row.clock, due: self.row.due, dossier: self.dossier.id, slot: self.row.slot }
    }
}

/// Writes what differs between the rows of a dossier before and after a command, in at most two statements. The dossier
/// must be written already.
///
/// # Errors
/// When the database fails.
pub async fn change(
    tx: &Tx,
    dossier: DossierId,
    before: &[DeskRow],
    after: &[DeskRow],
) -> Result<(), StoreError> {
    let stays = |gone: &DeskRow| after.iter().any(|it| (it.agency, it.slot) == (gone.agency, gone.slot));
    remove(tx, dossier, before.iter().filter(|it| !stays(it))).await?;
    let changed = after.iter().filter(|it| !before.contains(it));
    let rows: Vec<_> = changed.map(|it| to_write(dossier, it)).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let replace = OnConflict::columns([desk::Column::Dossier, desk::Column::Agency, desk::Column::Slot])
        .update_columns([
            desk::Column::Due,
            desk::Column::Task,
            desk::Column::Clock,
            desk::Column::Assignee,
            desk::Column::Version,
            desk::Column::Applicant,
            desk::Column::Priority,
        ])
        .to_owned();
    desk::Entity::insert_many(rows)
        .on_conflict(replace)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// How many things of each kind an agency has to do; kinds of which it has none are not there.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn count_by_task(
    handle: &impl Handle,
    agency: AgencyId,
) -> Result<BTreeMap<DeskTask, u64>, StoreError> {
    let counts: Vec<(String, i64)> = desk::Entity::find()
        .select_only()
        .column(desk::Column::Task)
        .column_as(desk::Column::Slot.count(), "number")
        .filter(desk::Column::Agency.eq(agency.0))
        .group_by(desk::Column::Task)
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let whole = |number: i64| u64::try_from(number).unwrap_or_default();
    counts
        .into_iter()
        .map(|(task, number)| Ok((words::value(task, "desk", agency)?, whole(number))))
        .collect()
}

/// How much of what an agency has to do each person has in hand; who has nothing is not there.
///
/// # Errors
/// When the database fails.
pub async fn in_hand(handle: &impl Handle, agency: AgencyId) -> Result<BTreeMap<AccountId, u64>, StoreError> {
    let counts: Vec<(Option<uuid::Uuid>, i64)> = desk::Entity::find()
        .select_only()
        .column(desk::Column::Assignee)
        .column_as(desk::Column::Slot.count(), "number")
        .filter(desk::Column::Agency.eq(agency.0))
        .filter(desk::Column::Assignee.is_not_null())
        .group_by(desk::Column::Assignee)
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let whole = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok(counts.into_iter().filter_map(|(who, number)| Some((AccountId(who?), whole(number)))).collect())
}

/// The rows of a dossier, by agency and slot.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn rows_of(handle: &impl Handle, dossier: DossierId) -> Result<Vec<DeskRow>, StoreError> {
    let rows = desk::Entity::find()
        .filter(desk::Column::Dossier.eq(dossier.0))
        .order_by_asc(desk::Column::Agency)
        .order_by_asc(desk::Column::Slot)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(desk_row).collect()
}

async fn remove(tx: &Tx, dossier: DossierId, gone: impl Iterator<Item = &DeskRow>) -> Result<(), StoreError> {
    let place =
        |it: &DeskRow| desk::Column::Agency.eq(it.agency.0).and(desk::Column::Slot.eq(i64::from(it.slot)));
    let places = gone.fold(Condition::any(), |places, it| places.add(place(it)));
    if places.is_empty() {
        return Ok(());
    }
    desk::Entity::delete_many()
        .filter(desk::Column::Dossier.eq(dossier.0))
        .filter(places)
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

fn to_write(dossier: DossierId, row: &DeskRow) -> desk::ActiveModel {
    desk::ActiveModel {
        dossier: Set(dossier.0),
        agency: Set(row.agency.0),
        slot: Set(i64::from(row.slot)),
        due: Set(row.due.micros()),
        task: Set(row.task.key().to_owned()),
        clock: Set(clock_number(row.clock)),
        assignee: Set(row.assignee.map(|it| it.0)),
        version: Set(row.version.0),
        applicant: Set(row.applicant.0),
        priority: Set(row.priority),
    }
}

fn desk_row(row: desk::Model) -> Result<DeskRow, StoreError> {
    Ok(DeskRow {
        agency: AgencyId(row.agency),
        slot: u16::try_from(row.slot).map_err(|error| StoreError::corrupt("desk", row.dossier, error))?,
        task: words::value(row.task, "desk", row.dossier)?,
        due: Instant::from_micros(row.due),
        clock: clock(row.clock, row.dossier)?,
        assignee: row.assignee.map(AccountId),
        version: ProcedureVersionId(row.version),
        applicant: PartyId(row.applicant),
        priority: row.priority,
    })
}

/// Its place among all, so that rows sort as a desk shows them.
fn clock_number(clock: DeskClock) -> i64 {
    DeskClock::ALL.iter().zip(0..).find(|(it, _)| **it == clock).map_or(0, |(_, number)| number)
}

fn clock(number: i64, dossier: uuid::Uuid) -> Result<DeskClock, StoreError> {
    let found = DeskClock::ALL.into_iter().find(|it| clock_number(*it) == number);
    found.ok_or_else(|| StoreError::corrupt("desk", dossier, "a clock nobody knows"))
}

fn line(handle: &impl Handle, row: &QueryResult) -> Result<DeskLine, StoreError> {
    let read = || {
        let version = row.try_get("", "state_version")?;
        Ok((desk::Model::from_query_result(row, "")?, version, row.try_get("", "state")?))
    };
    let (desk, version, state): (desk::Model, i64, String) = read().map_err(|error| handle.failed(error))?;
    let dossier = dossiers::parse(desk.dossier, version, &state)?;
    Ok(DeskLine { row: desk_row(desk)?, dossier })
}
