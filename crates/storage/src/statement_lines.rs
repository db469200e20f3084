//! Lines of bank statements that were read: each stands here once, by its fingerprint, and is booked at most once. Beside
//! them the columns of the bank of each agency, as they were last used.

use crate::entities::{statement_line, statement_mapping};
use crate::{Handle, StoreError, Tx};
use motcua_fees::statement::Fingerprint;
use motcua_kernel::{AccountId, AgencyId, Date, DossierId, Instant, Vnd, parse_date};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set, TryInsertResult};
use std::collections::BTreeSet;

const TABLE: &str = "statement_line";
/// How many fingerprints are asked for at once.
const MOST_ASKED: usize = 500;

/// A line that brought money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    /// Its name for good.
    pub fingerprint: Fingerprint,
    /// Bank and number of the account it is of.
    pub account: String,
    /// Who read it first: an agency.
    pub agency: AgencyId,
    /// On which day the money came.
    pub day: Date,
    /// How much.
    pub amount: Vnd,
    /// What the bank wrote.
    pub description: String,
    /// The bank's number of the transaction.
    pub bank_number: Option<String>,
    /// Who read it.
    pub read_by: AccountId,
    /// When.
    pub read_at: Instant,
}

/// For which payment a line was booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booking {
    /// Whose payment.
    pub dossier: DossierId,
    /// The entry that says so.
    pub seq: u32,
    /// Who booked it.
    pub by: AccountId,
    /// When.
    pub at: Instant,
}

/// Adds lines, but for those that are there; says how many were new.
///
/// # Errors
/// When the database fails.
pub async fn add(tx: &Tx, rows: &[StatementRow]) -> Result<u64, StoreError> {
    let mut added = 0_u64;
    for row in rows {
        let inserted = statement_line::Entity::insert(active(row))
            .on_conflict_do_nothing()
            .exec_without_returning(&tx.inner)
            .await
            .map_err(|error| tx.fail(error))?;
        if let TryInsertResult::Inserted(rows) = inserted {
            added = added.saturating_add(rows);
        }
    }
    Ok(added)
}

/// Which of these lines are booked.
///
/// # Errors
/// When the database fails.
pub async fn booked_of(
    handle: &impl Handle,
    fingerprints: &[Fingerprint],
) -> Result<BTreeSet<Fingerprint>, StoreError> {
    let mut booked = BTreeSet::new();
    for some in fingerprints.chunks(MOST_ASKED) {
        let rows = statement_line::Entity::find()
            .filter(statement_line::Column::Fingerprint.is_in(some.iter().map(Fingerprint::as_str)))
            .filter(statement_line::Column::BookedAt.is_not_null())
            .all(&handle.executor())
            .await
            .map_err(|error| handle.failed(error))?;
        booked.extend(rows.into_iter().map(|it| Fingerprint::from_stored(it.fingerprint)));
    }
    Ok(booked)
}

/// The lines of an account that nobody has booked, the oldest first.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn open_of(handle: &impl Handle, account: &str) -> Result<Vec<StatementRow>, StoreError> {
    let rows = statement_line::Entity::find()
        .filter(statement_line::Column::Account.eq(account))
        .filter(statement_line::Column::BookedAt.is_null())
        .order_by_asc(statement_line::Column::Day)
        .order_by_asc(statement_line::Column::Fingerprint)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(row).collect()
}

/// The lines that were booked for a dossier, each with the entry it is said to be.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn booked_for(
    handle: &impl Handle,
    dossier: DossierId,
) -> Result<Vec<(StatementRow, u32)>, StoreError> {
    let rows = statement_line::Entity::find()
        .filter(statement_line::Column::Dossier.eq(dossier.0))
        .order_by_asc(statement_line::Column::Fingerprint)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let with_entry = |it: statement_line::Model| {
        let seq = it.seq.and_then(|seq| u32::try_from(seq).ok());
        let seq = seq.ok_or_else(|| StoreError::corrupt(TABLE, &it.fingerprint, "booked for no entry"))?;
        Ok((row(it)?, seq))
    };
    rows.into_iter().map(with_entry).collect()
}

/// Marks an open line as booked; says whether it still was open.
///
/// # Errors
/// When the database fails.
pub async fn book(tx: &Tx, line: &Fingerprint, booking: Booking) -> Result<bool, StoreError> {
    let updated = statement_line::Entity::update_many()
        .col_expr(statement_line::Column::Dossier, Expr::value(booking.dossier.0))
        .col_expr(statement_line::Column::Seq, Expr::value(i64::from(booking.seq)))
        .col_expr(statement_line::Column::BookedBy, Expr::value(booking.by.0))
        .col_expr(statement_line::Column::BookedAt, Expr::value(booking.at.micros()))
        .filter(statement_line::Column::Fingerprint.eq(line.as_str()))
        .filter(statement_line::Column::BookedAt.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(updated.rows_affected == 1)
}

/// Forgets the open lines that an agency read, as after a file with the wrong columns; says how many.
///
/// # Errors
/// When the database fails.
pub async fn drop_open(tx: &Tx, agency: AgencyId) -> Result<u64, StoreError> {
    let dropped = statement_line::Entity::delete_many()
        .filter(statement_line::Column::Agency.eq(agency.0))
        .filter(statement_line::Column::BookedAt.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(dropped.rows_affected)
}

/// The columns that were last used at an agency, as they were kept.
///
/// # Errors
/// When the database fails.
pub async fn mapping_of(handle: &impl Handle, agency: AgencyId) -> Result<Option<String>, StoreError> {
    let row = statement_mapping::Entity::find_by_id(agency.0)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(row.map(|it| it.mapping))
}

/// Keeps the columns of an agency.
///
/// # Errors
/// When the database fails.
pub async fn keep_mapping(
    tx: &Tx,
    agency: AgencyId,
    mapping: &str,
    (by, at): (AccountId, Instant),
) -> Result<(), StoreError> {
    use statement_mapping::Column::{Agency, KeptAt, KeptBy, Mapping};
    let replace = OnConflict::column(Agency).update_columns([Mapping, KeptBy, KeptAt]).to_owned();
    let row = statement_mapping::ActiveModel {
        agency: Set(agency.0),
        mapping: Set(mapping.to_owned()),
        kept_by: Set(by.0),
        kept_at: Set(at.micros()),
    };
    statement_mapping::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

fn active(row: &StatementRow) -> statement_line::ActiveModel {
    statement_line::ActiveModel {
        fingerprint: Set(row.fingerprint.as_str().to_owned()),
        account: Set(row.account.clone()),
        agency: Set(row.agency.0),
        day: Set(row.day.to_string()),
        amount: Set(row.amount.0),
        description: Set(row.description.clone()),
        bank_number: Set(row.bank_number.clone()),
        read_by: Set(row.read_by.0),
        read_at: Set(row.read_at.micros()),
        dossier: Set(None),
        seq: Set(None),
        booked_by: Set(None),
        booked_at: Set(None),
    }
}

fn row(row: statement_line::Model) -> Result<StatementRow, StoreError> {
    let day = parse_date(&row.day)
        .ok_or_else(|| StoreError::corrupt(TABLE, &row.fingerprint, "the day is no date"))?;
    Ok(StatementRow {
        fingerprint: Fingerprint::from_stored(row.fingerprint),
        account: row.account,
        agency: AgencyId(row.agency),
        day,
        amount: Vnd(row.amount),
        description: row.description,
        bank_number: row.bank_number,
        read_by: AccountId(row.read_by),
        read_at: Instant::from_micros(row.read_at),
    })
}
