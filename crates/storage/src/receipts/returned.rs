//! Numbers that cashiers gave back unused: what was given is cut short, and a line says so.

use crate::entities::receipt_return;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, Instant, ReceiptReturnId, ReceiptSeriesId, ReceiptStockId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set, Statement};

/// Numbers that were given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnRow {
    /// Its id.
    pub id: ReceiptReturnId,
    /// Of which series.
    pub series: ReceiptSeriesId,
    /// By which cashier.
    pub account: AccountId,
    /// The first number.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When.
    pub at: Instant,
}

/// Takes the numbers of `row` off the end of a stock.
///
/// # Errors
/// `Stale` when the stock no longer ends there, or a number of them was used meanwhile.
pub async fn take_back(tx: &Tx, stock: ReceiptStockId, row: &ReturnRow) -> Result<(), StoreError> {
    let sql = "UPDATE receipt_stock SET last_number = $1 \
               WHERE id = $2 AND last_number = $3 AND next_number <= $4";
    let values = [
        i64::from(row.first).saturating_sub(1).into(),
        stock.0.into(),
        i64::from(row.last).into(),
        i64::from(row.first).into(),
    ];
    let statement = Statement::from_sql_and_values(tx.backend(), sql, values);
    let done = tx.inner.execute_raw(statement).await.map_err(|error| tx.fail(error))?;
    if done.rows_affected() != 1 {
        return Err(StoreError::Stale { what: format!("receipts {stock}") });
    }
    let active = receipt_return::ActiveModel {
        id: Set(row.id.0),
        series: Set(row.series.0),
        account: Set(row.account.0),
        first_number: Set(i64::from(row.first)),
        last_number: Set(i64::from(row.last)),
        recorded_by: Set(row.recorded_by.0),
        at: Set(row.at.micros()),
    };
    receipt_return::Entity::insert(active)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// What was given back of a series, in the order of time.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn returned(handle: &impl Handle, series: ReceiptSeriesId) -> Result<Vec<ReturnRow>, StoreError> {
    let rows = receipt_return::Entity::find()
        .filter(receipt_return::Column::Series.eq(series.0))
        .order_by_asc(receipt_return::Column::At)
        .order_by_asc(receipt_return::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.iter().map(row).collect()
}

fn row(row: &receipt_return::Model) -> Result<ReturnRow, StoreError> {
    let whole =
        |number: i64| u32::try_from(number).map_err(|e| StoreError::corrupt("receipt_return", row.id, e));
    Ok(ReturnRow {
        id: ReceiptReturnId(row.id),
        series: ReceiptSeriesId(row.series),
        account: AccountId(row.account),
        first: whole(row.first_number)?,
        last: whole(row.last_number)?,
        recorded_by: AccountId(row.recorded_by),
        at: Instant::from_micros(row.at),
    })
}
