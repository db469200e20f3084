//! What was chosen when the house was opened, and is not chosen again.

use crate::entities::house_setting;
use crate::{Handle, StoreError, Tx};
use sea_orm::{EntityTrait, Set};

/// What was chosen under `name`.
///
/// # Errors
/// When the database fails.
pub async fn chosen(handle: &impl Handle, name: &str) -> Result<Option<String>, StoreError> {
    let row = house_setting::Entity::find_by_id(name.to_owned())
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(row.map(|it| it.value))
}

/// Chooses `value` under `name`.
///
/// # Errors
/// `Taken` when something was chosen before.
pub async fn choose(tx: &Tx, name: &str, value: &str) -> Result<(), StoreError> {
    let row = house_setting::ActiveModel { name: Set(name.to_owned()), value: Set(value.to_owned()) };
    house_setting::Entity::insert(row)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_taken(error, || name.to_owned()))?;
    Ok(())
}
