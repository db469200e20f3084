//! Keys the house makes for itself once and keeps (to sign links, to sign tokens). They leave the process nowhere.

use crate::entities::secret;
use crate::{Handle, StoreError, Tx};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};

/// The secret with this name.
///
/// # Errors
/// When the database fails.
pub async fn get(handle: &impl Handle, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let row = secret::Entity::find_by_id(name.to_owned())
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(row.map(|it| it.value))
}

/// Keeps a secret unless there is one already: of two that start at once the first wins, and both then `get` it.
///
/// # Errors
/// When the database fails.
pub async fn keep_first(tx: &Tx, name: &str, value: &[u8]) -> Result<(), StoreError> {
    let row = secret::ActiveModel { name: Set(name.to_owned()), value: Set(value.to_vec()) };
    secret::Entity::insert(row)
        .on_conflict(OnConflict::column(secret::Column::Name).do_nothing().to_owned())
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}
