//! Answers of the payment gateway: each stands here once, by what it tells, however often it came. Money that could not be
//! booked stays open until a person says what became of it.

use crate::entities::gateway_callback;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, AgencyId, DossierId, Instant, Vnd};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    Statement, TryInsertResult,
};

const TABLE: &str = "gateway_callback";
/// The outcome of money that waits for a person.
pub const WAITS: &str = "waits";

/// An answer with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackRow {
    /// Its name for good.
    pub fingerprint: String,
    /// When it came first.
    pub first_at: Instant,
    /// When it came last.
    pub last_at: Instant,
    /// How often it came.
    pub times: u32,
    /// `paid`, `failed`, `waits`, or why it was not taken.
    pub outcome: String,
    /// Why it waits.
    pub why: Option<String>,
    /// The order it names.
    pub order: Option<String>,
    /// The number of the gateway.
    pub transaction: Option<String>,
    /// How much.
    pub amount: Option<Vnd>,
    /// When it was paid at the gateway.
    pub paid_at: Option<Instant>,
    /// Whose money it is, where that is known.
    pub agency: Option<AgencyId>,
    /// The dossier and the entry of its history that it was booked for; the dossier alone while it waits.
    pub dossier: Option<DossierId>,
    /// The entry.
    pub seq: Option<u32>,
    /// Who said when what became of money that waited.
    pub settled: Option<(AccountId, Instant)>,
    /// In words.
    pub note: Option<String>,
}

/// Keeps an answer, unless it is there: then it only counts that it came again. Says whether it is new. A second one waits
/// until the first is decided.
///
/// # Errors
/// When the database fails.
pub async fn claim(tx: &Tx, row: &CallbackRow) -> Result<bool, StoreError> {
    let inserted = gateway_callback::Entity::insert(active(row))
        .on_conflict_do_nothing()
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    if matches!(inserted, TryInsertResult::Inserted(1..)) {
        return Ok(true);
    }
    let sql = "UPDATE gateway_callback SET times = times + 1, last_at = $2 WHERE fingerprint = $1";
    let values = [row.fingerprint.as_str().into(), row.last_at.micros().into()];
    let statement = Statement::from_sql_and_values(tx.backend(), sql, values);
    tx.inner.execute_raw(statement).await.map_err(|error| tx.fail(error))?;
    Ok(false)
}

/// Says of a claimed answer that it was booked.
///
/// # Errors
/// When the database fails.
pub async fn booked(tx: &Tx, fingerprint: &str, dossier: DossierId, seq: u32) -> Result<(), StoreError> {
    gateway_callback::Entity::update_many()
        .col_expr(gateway_callback::Column::Dossier, Expr::value(dossier.0))
        .col_expr(gateway_callback::Column::Seq, Expr::value(i64::from(seq)))
        .filter(gateway_callback::Column::Fingerprint.eq(fingerprint))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The answer with this name.
///
/// # Errors
/// When the database fails.
pub async fn find(handle: &impl Handle, fingerprint: &str) -> Result<Option<CallbackRow>, StoreError> {
    let row = gateway_callback::Entity::find_by_id(fingerprint.to_owned())
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(read).transpose()
}

/// Money that came for an order and could not be booked, settled or not.
///
/// # Errors
/// When the database fails.
pub async fn waiting_of_order(handle: &impl Handle, order: &str) -> Result<Vec<CallbackRow>, StoreError> {
    let rows = gateway_callback::Entity::find()
        .filter(gateway_callback::Column::Reference.eq(order))
        .filter(gateway_callback::Column::Outcome.eq(WAITS))
        .order_by_asc(gateway_callback::Column::FirstAt)
        .limit(20)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// Money of an agency that waits for a person, and such of which nobody knows whose it is; the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn waiting(
    handle: &impl Handle,
    agency: AgencyId,
    most: u64,
) -> Result<Vec<CallbackRow>, StoreError> {
    let rows = gateway_callback::Entity::find()
        .filter(gateway_callback::Column::Outcome.eq(WAITS))
        .filter(gateway_callback::Column::SettledAt.is_null())
        .filter(theirs(agency))
        .order_by_asc(gateway_callback::Column::FirstAt)
        .order_by_asc(gateway_callback::Column::Fingerprint)
        .limit(most)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// The latest answers for an agency, and those of which nobody knows for whom.
///
/// # Errors
/// When the database fails.
pub async fn latest(
    handle: &impl Handle,
    agency: AgencyId,
    most: u64,
) -> Result<Vec<CallbackRow>, StoreError> {
    let rows = gateway_callback::Entity::find()
        .filter(theirs(agency))
        .order_by_desc(gateway_callback::Column::LastAt)
        .order_by_desc(gateway_callback::Column::Fingerprint)
        .limit(most)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// What a person says of money that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement<'a> {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Instant,
    /// The payment it was booked as.
    pub booked: Option<(DossierId, u32)>,
    /// What became of it otherwise.
    pub note: Option<&'a str>,
}

/// Settles money that waits; says whether it still waited.
///
/// # Errors
/// When the database fails.
pub async fn settle(tx: &Tx, fingerprint: &str, it: &Settlement<'_>) -> Result<bool, StoreError> {
    let mut update = gateway_callback::Entity::update_many()
        .col_expr(gateway_callback::Column::SettledBy, Expr::value(it.by.0))
        .col_expr(gateway_callback::Column::SettledAt, Expr::value(it.at.micros()));
    if let Some((dossier, seq)) = it.booked {
        update = update
            .col_expr(gateway_callback::Column::Dossier, Expr::value(dossier.0))
            .col_expr(gateway_callback::Column::Seq, Expr::value(i64::from(seq)));
    }
    if let Some(note) = it.note {
        update = update.col_expr(gateway_callback::Column::Note, Expr::value(note));
    }
    let updated = update
        .filter(gateway_callback::Column::Fingerprint.eq(fingerprint))
        .filter(gateway_callback::Column::Outcome.eq(WAITS))
        .filter(gateway_callback::Column::SettledAt.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(updated.rows_affected == 1)
}

fn theirs(agency: AgencyId) -> Condition {
    Condition::any()
        .add(gateway_callback::Column::Agency.eq(agency.0))
        .add(gateway_callback::Column::Agency.is_null())
}

fn active(row: &CallbackRow) -> gateway_callback::ActiveModel {
    gateway_callback::ActiveModel {
        fingerprint: Set(row.fingerprint.clone()),
        first_at: Set(row.first_at.micros()),
        last_at: Set(row.last_at.micros()),
        times: Set(i64::from(row.times)),
        outcome: Set(row.outcome.clone()),
        why: Set(row.why.clone()),
        reference: Set(row.order.clone()),
        payment: Set(row.transaction.clone()),
        amount: Set(row.amount.map(|it| it.0)),
        paid_at: Set(row.paid_at.map(Instant::micros)),
        agency: Set(row.agency.map(|it| it.0)),
        dossier: Set(row.dossier.map(|it| it.0)),
        seq: Set(row.seq.map(i64::from)),
        settled_by: Set(row.settled.map(|(by, _)| by.0)),
        settled_at: Set(row.settled.map(|(_, at)| at.micros())),
        note: Set(row.note.clone()),
    }
}

fn read(row: gateway_callback::Model) -> Result<CallbackRow, StoreError> {
    let corrupt = |what: &str| StoreError::corrupt(TABLE, &row.fingerprint, what);
    let small = |it: i64| u32::try_from(it).map_err(|_| corrupt("a number is none"));
    let (times, seq) = (small(row.times)?, row.seq.map(small).transpose()?);
    Ok(CallbackRow {
        first_at: Instant::from_micros(row.first_at),
        last_at: Instant::from_micros(row.last_at),
        times,
        outcome: row.outcome,
        why: row.why,
        order: row.reference,
        transaction: row.payment,
        amount: row.amount.map(Vnd),
        paid_at: row.paid_at.map(Instant::from_micros),
        agency: row.agency.map(AgencyId),
        dossier: row.dossier.map(DossierId),
        seq,
        settled: row.settled_by.map(AccountId).zip(row.settled_at.map(Instant::from_micros)),
        note: row.note,
        fingerprint: row.fingerprint,
    })
}
