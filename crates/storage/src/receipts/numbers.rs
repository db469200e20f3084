//! What became of each number. A row is written once; only a payment that is taken back changes it.

use super::NumberRow;
use crate::entities::receipt_number;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, DossierId, Instant, ReceiptSeriesId, Vnd};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

/// The numbers of a series from `first` to `last` of which something became, in rising order.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn settled(
    handle: &impl Handle,
    series: ReceiptSeriesId,
    (first, last): (u32, u32),
) -> Result<Vec<u32>, StoreError> {
    let rows = receipt_number::Entity::find()
        .filter(receipt_number::Column::Series.eq(series.0))
        .filter(receipt_number::Column::Number.between(i64::from(first), i64::from(last)))
        .order_by_asc(receipt_number::Column::Number)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(|row| number(row).map(|it| it.number)).collect()
}

/// The number that was given for the payment that entry `seq` of a dossier recorded; none where no series stood behind it.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_payment(
    handle: &impl Handle,
    (dossier, seq): (DossierId, u32),
) -> Result<Option<NumberRow>, StoreError> {
    let row = receipt_number::Entity::find()
        .filter(receipt_number::Column::Dossier.eq(dossier.0))
        .filter(receipt_number::Column::Seq.eq(i64::from(seq)))
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(number).transpose()
}

/// The numbers that were given for payments of a dossier, in the order of its history.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_dossier(handle: &impl Handle, dossier: DossierId) -> Result<Vec<NumberRow>, StoreError> {
    let rows = receipt_number::Entity::find()
        .filter(receipt_number::Column::Dossier.eq(dossier.0))
        .order_by_asc(receipt_number::Column::Seq)
        .order_by_asc(receipt_number::Column::Number)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(number).collect()
}

/// Writes down what became of a number.
///
/// # Errors
/// `Stale` when something became of it before.
pub async fn settle(tx: &Tx, row: &NumberRow) -> Result<(), StoreError> {
    let active = receipt_number::ActiveModel {
        series: Set(row.series.0),
        number: Set(i64::from(row.number)),
        fate: Set(row.fate.clone()),
        dossier: Set(row.payment.map(|it| it.0.0)),
        seq: Set(row.payment.map(|it| i64::from(it.1))),
        amount: Set(row.amount.0),
        minutes: Set(row.minutes.clone()),
        account: Set(row.account.0),
        recorded_by: Set(row.recorded_by.0),
        at: Set(row.at.micros()),
    };
    receipt_number::Entity::insert(active)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_stale(error, || format!("receipt {}", row.number)))?;
    Ok(())
}

/// Another fate for a number that was used: its payment was taken back.
///
/// # Errors
/// When the database fails.
pub async fn resettle(
    tx: &Tx,
    (dossier, seq): (DossierId, u32),
    fate: &str,
    minutes: &str,
    by: AccountId,
) -> Result<(), StoreError> {
    let changed = receipt_number::ActiveModel {
        fate: Set(fate.to_owned()),
        minutes: Set(Some(minutes.to_owned())),
        recorded_by: Set(by.0),
        ..Default::default()
    };
    receipt_number::Entity::update_many()
        .set(changed)
        .filter(receipt_number::Column::Dossier.eq(dossier.0))
        .filter(receipt_number::Column::Seq.eq(i64::from(seq)))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// What became of the numbers of a series, in rising order.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn numbers_of(handle: &impl Handle, series: ReceiptSeriesId) -> Result<Vec<NumberRow>, StoreError> {
    let rows = receipt_number::Entity::find()
        .filter(receipt_number::Column::Series.eq(series.0))
        .order_by_asc(receipt_number::Column::Number)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(number).collect()
}

/// The numbers of a series that something else became of than that they were used, in rising order.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn not_used(handle: &impl Handle, series: ReceiptSeriesId) -> Result<Vec<NumberRow>, StoreError> {
    let rows = receipt_number::Entity::find()
        .filter(receipt_number::Column::Series.eq(series.0))
        .filter(receipt_number::Column::Fate.ne("used"))
        .order_by_asc(receipt_number::Column::Number)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(number).collect()
}

fn number(row: receipt_number::Model) -> Result<NumberRow, StoreError> {
    let corrupt = |error| StoreError::corrupt("receipt_number", row.series, error);
    let whole = |number: i64| u32::try_from(number).map_err(corrupt);
    let payment = match (row.dossier, row.seq) {
        (Some(dossier), Some(seq)) => Some((DossierId(dossier), whole(seq)?)),
        _ => None,
    };
    Ok(NumberRow {
        series: ReceiptSeriesId(row.series),
        number: whole(row.number)?,
        fate: row.fate,
        payment,
        amount: Vnd(row.amount),
        minutes: row.minutes,
        account: AccountId(row.account),
        recorded_by: AccountId(row.recorded_by),
        at: Instant::from_micros(row.at),
    })
}
