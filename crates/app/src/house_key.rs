//! Keys of this house: made at first need and kept in the store, so that every instance has the same.

use crate::{AppError, Context};
use motcua_storage::{Tx, secrets};

/// The key with this name. Of two instances that need it first at once, both get the one that was kept.
///
/// # Errors
/// When the store fails, or the machine has no randomness.
pub async fn house_key(context: &Context, name: &'static str) -> Result<Vec<u8>, AppError> {
    if let Some(key) = secrets::get(&context.store.reader(), name).await? {
        return Ok(key);
    }
    let new = context.ids.secret()?;
    context.store.write(async |tx: &Tx| secrets::keep_first(tx, name, &new).await).await?;
    secrets::get(&context.store.reader(), name).await?.ok_or(AppError::NotFound)
}
