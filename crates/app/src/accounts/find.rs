//! The account with a login name, for those who look after accounts. The door asks in its own way: see `log_in`.

use crate::{AppError, Context};
use motcua_identity::{Account, LoginName};
use motcua_kernel::{AgencyId, Refusal};
use motcua_storage::{Handle, accounts};

/// The account with this login name.
///
/// # Errors
/// Refused when there is none.
pub async fn by_login(context: &Context, login: &LoginName) -> Result<Account, AppError> {
    known(&context.store.reader(), login).await
}

/// Every account by login name, disabled ones too; those who have, had or will have a role at `agency`, if one is given.
///
/// # Errors
/// When the store fails.
pub async fn list(context: &Context, agency: Option<AgencyId>) -> Result<Vec<Account>, AppError> {
    let reader = context.store.reader();
    let mut found = match agency {
        Some(agency) => accounts::at_agency(&reader, agency).await?,
        None => accounts::all(&reader).await?,
    };
    found.sort_by(|one, other| one.login.cmp(&other.login));
    Ok(found)
}

pub(super) async fn known(handle: &impl Handle, login: &LoginName) -> Result<Account, AppError> {
    let found = accounts::by_login(handle, login).await?;
    let (account, _) =
        found.ok_or_else(|| Refusal::new("app.login-unknown").with("login", login).at("login"))?;
    Ok(account)
}
