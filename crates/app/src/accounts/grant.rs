//! One more role for an account, at one agency for a time.

use super::find::known;
use crate::{AppError, Context};
use motcua_identity::{Account, Grant, LoginName};
use motcua_kernel::Refusal;
use motcua_storage::{Tx, accounts};

/// Gives the account with this login name a role, and returns it as it is then.
///
/// # Errors
/// Refused when there is no such account, when the role would end before it begins, and when the account has it at that
/// agency on one of those days already.
pub async fn grant(context: &Context, login: &LoginName, new: Grant) -> Result<Account, AppError> {
    if new.validity.until.is_some_and(|until| until <= new.validity.from) {
        return Err(Refusal::new("app.grant-empty").with("from", new.validity.from).at("until").into());
    }
    context
        .store
        .write(async |tx: &Tx| {
            let mut account = known(tx, login).await?;
            if account.grants.iter().any(|it| is_held(it, &new)) {
                return Err(Refusal::new("app.grant-held").with("login", login).at("role").into());
            }
            accounts::add_grant(tx, account.id, &new).await?;
            account.grants.push(new);
            Ok::<_, AppError>(account)
        })
        .await
}

/// In the place of another person is another thing than in one's own right.
fn is_held(old: &Grant, new: &Grant) -> bool {
    (old.role, old.agency, old.delegation) == (new.role, new.agency, new.delegation)
        && old.validity.overlaps(new.validity)
}
