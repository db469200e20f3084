//! A number for each person that grows with every alert they get or have seen: whoever holds an older one has to look
//! again. It is written in the transaction of the alert, and the row makes writers follow one another, so that no number
//! stands for two changes.

use crate::entities::alert_mark;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::AccountId;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{EntityTrait, QuerySelect, Set};
use std::collections::{BTreeMap, BTreeSet};

/// Moves the numbers of `accounts` on.
pub(crate) async fn move_on(tx: &Tx, accounts: BTreeSet<AccountId>) -> Result<(), StoreError> {
    if accounts.is_empty() {
        return Ok(());
    }
    // In one order for all, so that no two wait for each other.
    let rows = accounts.into_iter().map(|it| alert_mark::ActiveModel { account: Set(it.0), mark: Set(1) });
    let next = Expr::col((alert_mark::Entity, alert_mark::Column::Mark)).add(1);
    let conflict =
        OnConflict::column(alert_mark::Column::Account).value(alert_mark::Column::Mark, next).to_owned();
    alert_mark::Entity::insert_many(rows)
        .on_conflict(conflict)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    tx.brings_work();
    Ok(())
}

/// The sum of all numbers: while it stays the same nobody was told anything.
///
/// # Errors
/// When the database fails.
pub async fn sum(handle: &impl Handle) -> Result<i64, StoreError> {
    let sum: Option<Option<i64>> = alert_mark::Entity::find()
        .select_only()
        .expr(Expr::col(alert_mark::Column::Mark).sum().cast_as("BIGINT"))
        .into_tuple()
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(sum.flatten().unwrap_or(0))
}

/// Everybody's number; nobody's who was never told anything.
///
/// # Errors
/// When the database fails.
pub async fn all(handle: &impl Handle) -> Result<BTreeMap<AccountId, i64>, StoreError> {
    let rows =
        alert_mark::Entity::find().all(&handle.executor()).await.map_err(|error| handle.failed(error))?;
    Ok(rows.into_iter().map(|it| (AccountId(it.account), it.mark)).collect())
}
