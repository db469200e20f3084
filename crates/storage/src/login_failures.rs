//! Wrong passwords, by whatever the shell counts them for (a login name, an address). The waiting is `identity`'s rule.

use crate::entities::login_failure;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::Instant;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

/// Records a failure. Two of one subject in the same microsecond are one.
///
/// # Errors
/// When the database fails.
pub async fn record(tx: &Tx, subject: &str, at: Instant) -> Result<(), StoreError> {
    let row = login_failure::ActiveModel { subject: Set(subject.to_owned()), at: Set(at.micros()) };
    let key = [login_failure::Column::Subject, login_failure::Column::At];
    login_failure::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The failures of a subject later than `after`, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn since(handle: &impl Handle, subject: &str, after: Instant) -> Result<Vec<Instant>, StoreError> {
    let failures: Vec<i64> = login_failure::Entity::find()
        .select_only()
        .column(login_failure::Column::At)
        .filter(login_failure::Column::Subject.eq(subject))
        .filter(login_failure::Column::At.gt(after.micros()))
        .order_by_asc(login_failure::Column::At)
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(failures.into_iter().map(Instant::from_micros).collect())
}

/// Forgets the failures of a subject: it has logged in.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, subject: &str) -> Result<(), StoreError> {
    login_failure::Entity::delete_many()
        .filter(login_failure::Column::Subject.eq(subject))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// Forgets every failure before `moment`, and says how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_before(tx: &Tx, moment: Instant) -> Result<u64, StoreError> {
    let forgotten = login_failure::Entity::delete_many()
        .filter(login_failure::Column::At.lt(moment.micros()))
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(forgotten.rows_affected)
}
