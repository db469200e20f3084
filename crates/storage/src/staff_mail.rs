//! The address of mail of somebody who works here, what is known of it, and what they want to hear there.

use crate::entities::{staff_mail, staff_question};
use crate::{Handle, StoreError, Tx, words};
use motcua_kernel::{AccountId, Instant};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const TABLE: &str = "staff_mail";

/// What is known of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StaffMailState {
    /// It was given, and whoever reads there has not answered.
    Given,
    /// Whoever reads there said that it is theirs.
    Verified,
    /// The other side knows no such address.
    Bad,
}

/// An address of somebody who works here.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffMail {
    /// Whose.
    pub account: AccountId,
    /// The address.
    pub address: String,
    /// The language to write in.
    pub locale: String,
    /// What is known of it.
    pub state: StaffMailState,
    /// Whether they want the message of the morning.
    pub morning: bool,
    /// Whether they want to hear there of what was raised to them.
    pub raised: bool,
    /// The question whether the address is theirs: a new one with each address.
    pub asked: Uuid,
    /// Since when it is so.
    pub since: Instant,
}

/// Keeps the address of an account in the place of the one before.
///
/// # Errors
/// When the database fails or there is no such account.
pub async fn put(tx: &Tx, it: &StaffMail) -> Result<(), StoreError> {
    use staff_mail::Column::{Account, Address, Asked, Locale, Morning, Raised, Since, State};
    let row = staff_mail::ActiveModel {
        account: Set(it.account.0),
        address: Set(it.address.clone()),
        locale: Set(it.locale.clone()),
        state: Set(words::word(&it.state, TABLE)?),
        morning: Set(i64::from(it.morning)),
        raised: Set(i64::from(it.raised)),
        asked: Set(it.asked),
        since: Set(it.since.micros()),
    };
    let replace = OnConflict::column(Account)
        .update_columns([Address, Locale, State, Morning, Raised, Asked, Since])
        .to_owned();
    staff_mail::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The address of an account.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn find(handle: &impl Handle, account: AccountId) -> Result<Option<StaffMail>, StoreError> {
    let row = staff_mail::Entity::find_by_id(account.0)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(read).transpose()
}

/// The address that a question was put to; none once another was given, or none is kept.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn of_question(handle: &impl Handle, asked: Uuid) -> Result<Option<StaffMail>, StoreError> {
    let row = staff_mail::Entity::find()
        .filter(staff_mail::Column::Asked.eq(asked))
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(read).transpose()
}

/// Counts one more question that an account has put, and says how many that are since `hour_ago`; it stays counted when its
/// address is removed. Of two at once the second waits for the first.
///
/// # Errors
/// When the database fails.
pub async fn count_question(
    tx: &Tx,
    account: AccountId,
    now: Instant,
    hour_ago: Instant,
) -> Result<u64, StoreError> {
    let row =
        staff_question::ActiveModel { account: Set(account.0), since: Set(now.micros()), asked: Set(0) };
    let hold = OnConflict::column(staff_question::Column::Account)
        .update_column(staff_question::Column::Account)
        .to_owned();
    staff_question::Entity::insert(row)
        .on_conflict(hold)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    let found = staff_question::Entity::find_by_id(account.0).one(&tx.inner).await;
    let found = found.map_err(|error| tx.fail(error))?;
    let found = found.filter(|it| it.since > hour_ago.micros());
    let (since, before) = found.map_or((now.micros(), 0), |it| (it.since, it.asked));
    let asked = before.saturating_add(1);
    staff_question::Entity::update_many()
        .col_expr(staff_question::Column::Since, Expr::value(since))
        .col_expr(staff_question::Column::Asked, Expr::value(asked))
        .filter(staff_question::Column::Account.eq(account.0))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(u64::try_from(asked).unwrap_or(u64::MAX))
}

/// The addresses that these accounts have verified.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn verified(handle: &impl Handle, accounts: &[AccountId]) -> Result<Vec<StaffMail>, StoreError> {
    let rows = staff_mail::Entity::find()
        .filter(staff_mail::Column::Account.is_in(accounts.iter().map(|it| it.0)))
        .filter(staff_mail::Column::State.eq(words::word(&StaffMailState::Verified, TABLE)?))
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(read).collect()
}

/// Forgets the address of an account.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    staff_mail::Entity::delete_by_id(account.0).exec(&tx.inner).await.map_err(|error| tx.fail(error))?;
    Ok(())
}

fn read(row: staff_mail::Model) -> Result<StaffMail, StoreError> {
    Ok(StaffMail {
        account: AccountId(row.account),
        address: row.address,
        locale: row.locale,
        state: words::value(row.state, TABLE, row.account)?,
        morning: row.morning != 0,
        raised: row.raised != 0,
        asked: row.asked,
        since: Instant::from_micros(row.since),
    })
}
