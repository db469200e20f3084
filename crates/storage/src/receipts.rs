//! Series of receipts, the numbers given to each cashier, and what became of each number.

mod numbers;
mod returned;
mod stock;

pub use numbers::{not_used, numbers_of, of_dossier, of_payment, resettle, settle, settled};
pub use returned::{ReturnRow, returned, take_back};
pub use stock::{advance, give, given, stock_of};

use crate::entities::receipt_series;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, AgencyId, DossierId, Instant, ReceiptSeriesId, ReceiptStockId, Vnd};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, Statement,
};

/// A series as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesRow {
    /// Its id.
    pub id: ReceiptSeriesId,
    /// Whose.
    pub agency: AgencyId,
    /// Mẫu số.
    pub form: String,
    /// Ký hiệu.
    pub symbol: String,
    /// Quyển số.
    pub book: String,
    /// How it is made: one word.
    pub kind: String,
    /// Its first number.
    pub first: u32,
    /// Its last one.
    pub last: u32,
    /// Digits of a number, with leading zeros.
    pub width: u8,
    /// Who issued it.
    pub issuer: String,
    /// Fewer numbers than this in a hand are too few.
    pub warn_below: u32,
    /// Who entered it.
    pub opened_by: AccountId,
    /// When.
    pub opened_at: Instant,
}

/// Numbers of a series that a cashier has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockRow {
    /// Its id.
    pub id: ReceiptStockId,
    /// Of which series.
    pub series: ReceiptSeriesId,
    /// Whose.
    pub account: AccountId,
    /// The first number given.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// The next one to be used; behind the last when all are.
    pub next: u32,
    /// Who gave them.
    pub given_by: AccountId,
    /// When.
    pub given_at: Instant,
}

/// What became of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberRow {
    /// Of which series.
    pub series: ReceiptSeriesId,
    /// The number.
    pub number: u32,
    /// One word: `used`, `deleted`, `lost`, `spoiled`.
    pub fate: String,
    /// The payment it stands for: dossier and entry.
    pub payment: Option<(DossierId, u32)>,
    /// The money on it.
    pub amount: Vnd,
    /// Biên bản: the minutes or the reason, for what was not used.
    pub minutes: Option<String>,
    /// Who had it; who recorded it, where nobody did.
    pub account: AccountId,
    /// Who recorded what became of it.
    pub recorded_by: AccountId,
    /// When.
    pub at: Instant,
}

/// Keeps a new series.
///
/// # Errors
/// When the database fails.
pub async fn open_series(tx: &Tx, row: &SeriesRow) -> Result<(), StoreError> {
    let active = receipt_series::ActiveModel {
        id: Set(row.id.0),
        agency: Set(row.agency.0),
        form: Set(row.form.clone()),
        symbol: Set(row.symbol.clone()),
        book: Set(row.book.clone()),
        kind: Set(row.kind.clone()),
        first_number: Set(i64::from(row.first)),
        last_number: Set(i64::from(row.last)),
        width: Set(i64::from(row.width)),
        issuer: Set(row.issuer.clone()),
        warn_below: Set(i64::from(row.warn_below)),
        opened_by: Set(row.opened_by.0),
        opened_at: Set(row.opened_at.micros()),
    };
    receipt_series::Entity::insert(active)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The series of an agency, the newest first.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn series_of(handle: &impl Handle, agency: AgencyId) -> Result<Vec<SeriesRow>, StoreError> {
    let rows = receipt_series::Entity::find()
        .filter(receipt_series::Column::Agency.eq(agency.0))
        .order_by_desc(receipt_series::Column::OpenedAt)
        .order_by_desc(receipt_series::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(series).collect()
}

/// The series of several agencies, the newest first, up to `most`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn series_at(
    handle: &impl Handle,
    agencies: &[AgencyId],
    most: u64,
) -> Result<Vec<SeriesRow>, StoreError> {
    let rows = receipt_series::Entity::find()
        .filter(receipt_series::Column::Agency.is_in(agencies.iter().map(|it| it.0)))
        .order_by_desc(receipt_series::Column::OpenedAt)
        .order_by_desc(receipt_series::Column::Id)
        .limit(most)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(series).collect()
}

/// One series.
///
/// # Errors
/// `NotFound` when there is none; `Corrupt` when it can not be read.
pub async fn load_series(handle: &impl Handle, id: ReceiptSeriesId) -> Result<SeriesRow, StoreError> {
    let row = receipt_series::Entity::find_by_id(id.0)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(series).transpose()?.ok_or_else(|| StoreError::NotFound { what: format!("series {id}") })
}

/// Takes hold of a series until the end of the write, so that nobody gives out the same numbers.
///
/// # Errors
/// When the database fails.
pub async fn hold_series(tx: &Tx, id: ReceiptSeriesId) -> Result<(), StoreError> {
    let sql = "UPDATE receipt_series SET width = width WHERE id = $1";
    let statement = Statement::from_sql_and_values(tx.backend(), sql, [id.0.into()]);
    tx.inner.execute_raw(statement).await.map_err(|error| tx.fail(error))?;
    Ok(())
}

fn series(row: receipt_series::Model) -> Result<SeriesRow, StoreError> {
    let whole =
        |number: i64| u32::try_from(number).map_err(|e| StoreError::corrupt("receipt_series", row.id, e));
    Ok(SeriesRow {
        id: ReceiptSeriesId(row.id),
        agency: AgencyId(row.agency),
        form: row.form,
        symbol: row.symbol,
        book: row.book,
        kind: row.kind,
        first: whole(row.first_number)?,
        last: whole(row.last_number)?,
        width: u8::try_from(row.width).map_err(|e| StoreError::corrupt("receipt_series", row.id, e))?,
        issuer: row.issuer,
        warn_below: whole(row.warn_below)?,
        opened_by: AccountId(row.opened_by),
        opened_at: Instant::from_micros(row.opened_at),
    })
}
