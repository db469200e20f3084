//! Series of receipts, the numbers given to each cashier, and what became of each number.

use crate::entities::{receipt_number, receipt_series, receipt_stock};
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
    rows.into_iter().map(stock).collect()
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
    let rows = rows.into_iter().map(stock).collect::<Result<Vec<_>, _>>()?;
    let with =
        |it: StockRow| all.iter().find(|series| series.id == it.series).map(|series| (series.clone(), it));
    Ok(rows.into_iter().filter_map(with).collect())
}

/// Moves the next number of a stock on to `to`, if it is still the one that was seen.
///
/// # Errors
/// `Stale` when another took it.
pub async fn advance(tx: &Tx, stock: ReceiptStockId, seen: u32, to: u32) -> Result<(), StoreError> {
    let sql = "UPDATE receipt_stock SET next_number = $1 WHERE id = $2 AND next_number = $3";
    let values = [i64::from(to).into(), stock.0.into(), i64::from(seen).into()];
    let statement = Statement::from_sql_and_values(tx.backend(), sql, values);
    let done = tx.inner.execute_raw(statement).await.map_err(|error| tx.fail(error))?;
    if done.rows_affected() == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale { what: format!("receipts {stock}") })
    }
}

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

fn stock(row: receipt_stock::Model) -> Result<StockRow, StoreError> {
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
