//! Accounts that no person has: what a machine books stands under a name of its own, and nobody logs in with it.

use crate::entities::account;
use crate::{StoreError, Tx};
use motcua_identity::LoginName;
use motcua_kernel::AccountId;
use sea_orm::{EntityTrait, Set};

/// Puts the account, unless it is there.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx, id: AccountId, (login, name): (&LoginName, &str)) -> Result<(), StoreError> {
    let row = account::ActiveModel {
        id: Set(id.0),
        login: Set(login.to_string()),
        display_name: Set(name.to_owned()),
        disabled: Set(1),
        password_hash: Set(None),
        signing: Set("[]".to_owned()),
        password_set: Set(None),
        password_given: Set(0),
    };
    account::Entity::insert(row)
        .on_conflict_do_nothing()
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}
