//! The book of money of each agency: lines are added and never changed.

use crate::entities::money_movement;
use crate::words::{value, word};
use crate::{Handle, StoreError, Tx};
use motcua_catalogue::ChargeKind;
use motcua_fees::{BookLine, BookSubject};
use motcua_kernel::{AccountId, AgencyId, DossierId, DrawerId, Instant, MoneyMovementId, Vnd};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select, Set};

const TABLE: &str = "money_movement";

/// Adds lines.
///
/// # Errors
/// When the database fails, or there is no such account or drawer.
pub async fn add(tx: &Tx, lines: &[BookLine]) -> Result<(), StoreError> {
    if lines.is_empty() {
        return Ok(());
    }
    let rows: Vec<money_movement::ActiveModel> = lines.iter().map(row).collect::<Result<_, _>>()?;
    money_movement::Entity::insert_many(rows)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The lines of an agency from one moment to before another, in their order.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_agency(
    handle: &impl Handle,
    agency: AgencyId,
    (from, before): (Instant, Instant),
) -> Result<Vec<BookLine>, StoreError> {
    let lines = money_movement::Entity::find()
        .filter(money_movement::Column::Agency.eq(agency.0))
        .filter(money_movement::Column::At.gte(from.micros()))
        .filter(money_movement::Column::At.lt(before.micros()));
    read(handle, lines).await
}

/// The lines of a drawer, in their order.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_drawer(handle: &impl Handle, drawer: DrawerId) -> Result<Vec<BookLine>, StoreError> {
    read(handle, money_movement::Entity::find().filter(money_movement::Column::Drawer.eq(drawer.0))).await
}

/// The lines of a dossier, in their order.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_dossier(handle: &impl Handle, dossier: DossierId) -> Result<Vec<BookLine>, StoreError> {
    read(handle, money_movement::Entity::find().filter(money_movement::Column::Dossier.eq(dossier.0))).await
}

async fn read(
    handle: &impl Handle,
    lines: Select<money_movement::Entity>,
) -> Result<Vec<BookLine>, StoreError> {
    let rows = lines
        .order_by_asc(money_movement::Column::At)
        .order_by_asc(money_movement::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(line).collect()
}

fn row(line: &BookLine) -> Result<money_movement::ActiveModel, StoreError> {
    let kind = line.subject.as_ref().map(|it| word(&it.kind, TABLE)).transpose()?;
    Ok(money_movement::ActiveModel {
        id: Set(line.id.0),
        agency: Set(line.agency.0),
        account: Set(line.account.0),
        at: Set(line.at.micros()),
        drawer: Set(line.drawer.map(|it| it.0)),
        kind: Set(word(&line.kind, TABLE)?),
        means: Set(word(&line.means, TABLE)?),
        amount: Set(line.amount.0),
        dossier: Set(line.subject.as_ref().map(|it| it.dossier.0)),
        seq: Set(line.subject.as_ref().map(|it| i64::from(it.seq))),
        charge: Set(line.subject.as_ref().map(|it| it.charge.clone())),
        charge_kind: Set(kind),
        receipt: Set(line.receipt.clone()),
        note: Set(line.note.clone()),
    })
}

fn line(row: money_movement::Model) -> Result<BookLine, StoreError> {
    let id = row.id;
    let subject = match (row.dossier, row.seq, row.charge, row.charge_kind) {
        (Some(dossier), Some(seq), Some(charge), Some(kind)) => Some(BookSubject {
            dossier: DossierId(dossier),
            seq: u32::try_from(seq).map_err(|error| StoreError::corrupt(TABLE, id, error))?,
            charge,
            kind: value::<ChargeKind>(kind, TABLE, id)?,
        }),
        (None, None, None, None) => None,
        _ => return Err(StoreError::corrupt(TABLE, id, "half a subject")),
    };
    Ok(BookLine {
        id: MoneyMovementId(id),
        agency: AgencyId(row.agency),
        account: AccountId(row.account),
        at: Instant::from_micros(row.at),
        drawer: row.drawer.map(DrawerId),
        kind: value(row.kind, TABLE, id)?,
        means: value(row.means, TABLE, id)?,
        amount: Vnd(row.amount),
        subject,
        receipt: row.receipt,
        note: row.note,
    })
}
