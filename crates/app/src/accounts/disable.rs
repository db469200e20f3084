//! An account that lets nobody in any more, and one that does so again. What it did stays its.

use super::find::known;
use crate::{AppError, Context};
use motcua_identity::LoginName;
use motcua_storage::{Tx, accounts, sessions};

/// Disables the account with this login name and says how many sessions that ended. Its API tokens stop counting with it.
///
/// # Errors
/// Refused when there is no such account.
pub async fn disable(context: &Context, login: &LoginName) -> Result<u64, AppError> {
    context
        .store
        .write(async |tx: &Tx| {
            let account = known(tx, login).await?;
            accounts::set_disabled(tx, account.id, true).await?;
            Ok::<_, AppError>(sessions::end_all_of(tx, account.id).await?)
        })
        .await
}

/// Lets the account with this login name in again: with its roles, its password and the API tokens it had.
///
/// # Errors
/// Refused when there is no such account.
pub async fn enable(context: &Context, login: &LoginName) -> Result<(), AppError> {
    context
        .store
        .write(async |tx: &Tx| {
            let account = known(tx, login).await?;
            Ok::<_, AppError>(accounts::set_disabled(tx, account.id, false).await?)
        })
        .await
}
