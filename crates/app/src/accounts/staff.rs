//! Who works where, for lists of people to choose from and for names beside what they did.

use crate::{AppError, Context};
use motcua_identity::Account;
use motcua_kernel::{AccountId, AgencyId, Refusal};
use motcua_storage::accounts;
use std::collections::BTreeMap;

/// The accounts with a role at `agency` today, by name.
///
/// # Errors
/// When the store fails.
pub async fn staff(context: &Context, agency: AgencyId) -> Result<Vec<Account>, AppError> {
    let today = context.clock.now().date();
    let mut staff = accounts::at_agency(&context.store.reader(), agency).await?;
    staff.retain(|it| it.grants_on(today).any(|grant| grant.agency == agency));
    staff.sort_by(|one, other| one.display_name.cmp(&other.display_name));
    Ok(staff)
}

/// The names of these accounts.
///
/// # Errors
/// When the store fails.
pub async fn names(
    context: &Context,
    accounts_asked: &[AccountId],
) -> Result<BTreeMap<AccountId, String>, AppError> {
    Ok(accounts::names(&context.store.reader(), accounts_asked).await?)
}

/// Lets work be given to `account` only if it has a role at `agency` today.
///
/// # Errors
/// Refused when nobody with this id works there, whether or not there is such an account.
pub async fn must_work_at(context: &Context, account: AccountId, agency: AgencyId) -> Result<(), AppError> {
    let colleagues = staff(context, agency).await?;
    if colleagues.iter().any(|it| it.id == account) {
        return Ok(());
    }
    Err(Refusal::new("app.not-a-colleague").at("assignee").into())
}
