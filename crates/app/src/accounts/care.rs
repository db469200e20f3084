//! Who looks after an account: whoever looks after every agency where it works or will work. A part of it is enough to
//! see it, and to give and end roles there.

use super::find::known;
use crate::{AppError, Context};
use motcua_identity::{Account, Grant, LoginName};
use motcua_kernel::{AccountId, AgencyId, Date, Refusal};

/// Whoever looks after accounts: who they are, and where.
pub struct Keeper<'a> {
    /// The account that acts.
    pub account: AccountId,
    /// Whether accounts of an agency are theirs to look after.
    pub looks_after: Box<dyn Fn(AgencyId) -> bool + Send + Sync + 'a>,
}

impl Keeper<'_> {
    /// Whether this account is theirs to see: a role of it, past ones too, is or was at one of their agencies. One that
    /// never had a role is seen by all who look after accounts, or nobody would ever give it one.
    pub fn sees(&self, account: &Account) -> bool {
        account.grants.is_empty() || account.grants.iter().any(|it| (self.looks_after)(it.agency))
    }

    /// Whether the whole account is theirs: no role of today or later is anywhere else.
    pub fn has_whole(&self, account: &Account, today: Date) -> bool {
        let counts = |grant: &&Grant| grant.validity.until.is_none_or(|until| today < until);
        self.sees(account) && account.grants.iter().filter(counts).all(|it| (self.looks_after)(it.agency))
    }

    /// That accounts of this agency are theirs to look after.
    pub(super) fn must_look_after(&self, agency: AgencyId) -> Result<(), Refusal> {
        let others = || Refusal::new("app.account-agency-of-others").at("agency");
        (self.looks_after)(agency).then_some(()).ok_or_else(others)
    }

    /// That an account is theirs as a whole, and not their own.
    pub(super) fn must_have_whole(&self, account: &Account, today: Date) -> Result<(), AppError> {
        if !self.sees(account) {
            return Err(AppError::NotFound);
        }
        if account.id == self.account {
            return Err(Refusal::new("app.account-own").into());
        }
        if !self.has_whole(account, today) {
            return Err(Refusal::new("app.account-of-others").into());
        }
        Ok(())
    }
}

/// An account that this keeper sees.
///
/// # Errors
/// Not found when there is none, or it is not theirs to see.
pub async fn seen(context: &Context, keeper: &Keeper<'_>, login: &str) -> Result<Account, AppError> {
    let login = LoginName::parse(login).map_err(|_| AppError::NotFound)?;
    let account = match known(&context.store.reader(), &login).await {
        Err(AppError::Refused(_)) => return Err(AppError::NotFound),
        other => other?,
    };
    if keeper.sees(&account) { Ok(account) } else { Err(AppError::NotFound) }
}
