//! Who read whose dossier the people of: one line an account, dossier and minute. It holds no name of an applicant, and no
//! line of it is ever changed.

use crate::entities::reading;
use crate::{Handle, StoreError, Tx, words};
use motcua_kernel::{AccountId, DossierId, Instant};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value,
};
use serde::{Deserialize, Serialize};

/// Where people are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadingPlace {
    /// To a program.
    Api,
    /// On the page of the dossier.
    DossierPage,
    /// On giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    Receipt,
    /// On the slip of a visit that gave no number.
    Slip,
    /// In a file that was handed in.
    File,
    /// Among what a search found.
    Search,
    /// At the counter, when the person came again.
    Counter,
    /// In the list of what an agency has to do.
    WorkList,
    /// In a book or list of an agency.
    OfficeSheet,
    /// In the list of those who are to be called.
    CallList,
}

/// That somebody was shown the people of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// When.
    pub at: Instant,
    /// Who was shown them.
    pub account: AccountId,
    /// Of which dossier.
    pub dossier: DossierId,
    /// Where.
    pub place: ReadingPlace,
}

/// A reading with its place in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedReading {
    /// Its place, growing.
    pub position: i64,
    /// What it was.
    pub reading: Reading,
}

/// Writes a reading down, unless there is one of this account, dossier and minute.
///
/// # Errors
/// When the database fails, or there is no such account or dossier.
pub async fn record(tx: &Tx, reading: &Reading) -> Result<(), StoreError> {
    // A key over an expression is one the builder has no words for.
    let sql =
        "INSERT INTO reading (at, account, dossier, place) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let place = words::word(&reading.place, "reading")?;
    let values =
        [reading.at.micros().into(), reading.account.0.into(), reading.dossier.0.into(), place.into()];
    let statement = Statement::from_sql_and_values(tx.backend(), sql, values);
    tx.inner.execute_raw(statement).await.map_err(|error| tx.fail(error))?;
    Ok(())
}

/// Writes down that one account was shown the people of several dossiers at once, in one statement.
///
/// # Errors
/// When the database fails, or there is no such account or dossier.
pub async fn record_all(tx: &Tx, readings: &[Reading]) -> Result<(), StoreError> {
    if readings.is_empty() {
        return Ok(());
    }
    let mut values: Vec<Value> = Vec::with_capacity(readings.len() * 4);
    let mut rows = Vec::with_capacity(readings.len());
    for reading in readings {
        let place = words::word(&reading.place, "reading")?;
        let row: [Value; 4] =
            [reading.at.micros().into(), reading.account.0.into(), reading.dossier.0.into(), place.into()];
        let first = values.len();
        rows.push(format!("(${}, ${}, ${}, ${})", first + 1, first + 2, first + 3, first + 4));
        values.extend(row);
    }
    let sql = format!(
        "INSERT INTO reading (at, account, dossier, place) VALUES {} ON CONFLICT DO NOTHING",
        rows.join(", ")
    );
    let statement = Statement::from_sql_and_values(tx.backend(), sql, values);
    tx.inner.execute_raw(statement).await.map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The readings of a dossier before the place `before`, the newest first, at most `limit`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_dossier(
    handle: &impl Handle,
    dossier: DossierId,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<LoggedReading>, StoreError> {
    let mut query = reading::Entity::find().filter(reading::Column::Dossier.eq(dossier.0));
    if let Some(before) = before {
        query = query.filter(reading::Column::Position.lt(before));
    }
    let rows = query
        .order_by_desc(reading::Column::Position)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(logged).collect()
}

fn logged(row: reading::Model) -> Result<LoggedReading, StoreError> {
    let reading = Reading {
        at: Instant::from_micros(row.at),
        account: AccountId(row.account),
        dossier: DossierId(row.dossier),
        place: words::value(row.place, "reading", row.position)?,
    };
    Ok(LoggedReading { position: row.position, reading })
}
