//! The address of mail of somebody who works here, what is known of it, and what they want to hear there.

use crate::entities::staff_mail;
use crate::{Handle, StoreError, Tx, words};
use motcua_kernel::{AccountId, Instant};
use sea_orm::sea_query::OnConflict;
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
