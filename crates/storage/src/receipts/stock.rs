//! The numbers that were given to each cashier.

use super::{SeriesRow, StockRow, series_of};
use crate::entities::receipt_stock;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, AgencyId, Instant, ReceiptSeriesId, ReceiptStockId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set, Statement};

/// Gives numbers to a cashier.
///
/// # Errors
/// When the database fails, or there is no such series or account.
pub async fn give(tx: &Tx, row: &StockRow) -> Result<(), StoreError> {
    let active = receipt_stock::ActiveModel {
        id: Set(row.id.0),
        series: Set(row.series.0),
        account: Set(row.account.0),
        first_number: Set(i64::from(row.first)),
        last_number: Set(i64::from(row.last)),
        next_number: Set(i64::from(row.next)),
        given_by: Set(row.given_by.0),
        given_at: Set(row.given_at.micros()),
    };
    receipt_stock::Entity::insert(active)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The numbers given of a series, in the order they were given.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn given(handle: &impl Handle, series: ReceiptSeriesId) -> Result<Vec<StockRow>, StoreError> {
    let rows = receipt_stock::Entity::find()
        .filter(receipt_stock::Column::Series.eq(series.0))
        .order_by_asc(receipt_stock::Column::GivenAt)
        .order_by_asc(receipt_stock::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(|it| stock(&it)).collect()
}

/// The numbers a cashier has at an agency, in the order they were given; those that are used up too.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn stock_of(
    handle: &impl Handle,
    agency: AgencyId,
    account: AccountId,
) -> Result<Vec<(SeriesRow, StockRow)>, StoreError> {
    let rows = receipt_stock::Entity::find()
        .filter(receipt_stock::Column::Account.eq(account.0))
        .order_by_asc(receipt_stock::Column::GivenAt)
        .order_by_asc(receipt_stock::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let all = series_of(handle, agency).await?;
    let rows = rows.into_iter().map(|it| stock(&it)).collect::<Result<Vec<_>, _>>()?;
    let with =
        |it: StockRow| all.iter().find(|series| series.id == it.series).map(|series| (series.clone(), it));
    Ok(rows.into_iter().filter_map(with).collect())
}

/// Moves the next number of a stock on to `to`, if it is still the one that was seen.
///
/// # Errors
/// `Stale` when another took it.
pub async fn advance(tx: &Tx, stock: ReceiptStockId, seen: u32, to: u32) -> Result<(), StoreError> {
    let sql = "UPDATE receipt_stock SET next_number = $1 WHERE id = $2 AND next_number = $3 \
               AND last_number >= $3";
    let values = [i64::from(to).into(), stock.0.into(), i64::from(seen).into()];
    let statement = Statement::from_sql_and_values(tx.backend(), sql, values);
    let done = tx.inner.execute_raw(statement).await.map_err(|error| tx.fail(error))?;
    if done.rows_affected() == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale { what: format!("receipts {stock}") })
    }
}

fn stock(row: &receipt_stock::Model) -> Result<StockRow, StoreError> {
    let whole =
        |number: i64| u32::try_from(number).map_err(|e| StoreError::corrupt("receipt_stock", row.id, e));
    Ok(StockRow {
        id: ReceiptStockId(row.id),
        series: ReceiptSeriesId(row.series),
        account: AccountId(row.account),
        first: whole(row.first_number)?,
        last: whole(row.last_number)?,
        next: whole(row.next_number)?,
        given_by: AccountId(row.given_by),
        given_at: Instant::from_micros(row.given_at),
    })
}
