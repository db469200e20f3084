//! Running numbers: per agency and book (a day, a year's register, a sector's). Never reused, no gap: a number taken by a
//! transaction that rolls back was never taken.

use crate::entities::serial;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::AgencyId;
use sea_orm::{ConnectionTrait, EntityTrait, Statement};

/// Takes the next number of the book, from 1. The row stays locked until the end of the write, so this is the last read
/// before one set-based write.
///
/// # Errors
/// When the database fails or a book has run out of numbers.
pub async fn next(tx: &Tx, agency: AgencyId, book: &str) -> Result<u32, StoreError> {
    let sql = "INSERT INTO serial (agency, book, last) VALUES ($1, $2, 1) \
               ON CONFLICT (agency, book) DO UPDATE SET last = serial.last + 1 RETURNING last";
    let statement = Statement::from_sql_and_values(tx.backend(), sql, [agency.0.into(), book.into()]);
    let row = tx.inner.query_one_raw(statement).await.map_err(|error| tx.fail(error))?;
    let row = row.ok_or_else(|| corrupt(agency, book, "no number came back"))?;
    let last = row.try_get_by_index(0).map_err(|error| tx.fail(error))?;
    number(agency, book, last)
}

/// The last number taken from the book; 0 when none was.
///
/// # Errors
/// When the database fails or the row can not be read.
pub async fn last(handle: &impl Handle, agency: AgencyId, book: &str) -> Result<u32, StoreError> {
    let row = serial::Entity::find_by_id((agency.0, book.to_owned()))
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map_or(Ok(0), |row| number(agency, book, row.last))
}

fn number(agency: AgencyId, book: &str, last: i64) -> Result<u32, StoreError> {
    u32::try_from(last).map_err(|_| corrupt(agency, book, "the last number is none"))
}

fn corrupt(agency: AgencyId, book: &str, what: &str) -> StoreError {
    StoreError::corrupt("serial", format!("{agency} {book}"), what)
}
