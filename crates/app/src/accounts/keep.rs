//! What a keeper of accounts does to one: make it, give and end a role, lock and unlock it, give a new password. Each is
//! the use case of the same name for whoever may do it to this account.

use super::care::{Keeper, seen};
use super::{NewAccount, create, disable, enable, grant, set_password};
use crate::keep::spell;
use crate::{AppError, Context};
use motcua_identity::{Account, Grant, KnownTo, LoginName};
use motcua_kernel::{Date, Refusal};
use motcua_storage::{Tx, accounts};

/// 100 bits, in groups that can be read aloud.
const PASSWORD_CHARACTERS: usize = 20;
const GROUP: usize = 5;

/// A new account with its first role, and the password that is told once.
///
/// # Errors
/// Refused as by `create`, and when the agency is not the keeper's.
pub async fn open_account(
    context: &Context,
    keeper: &Keeper<'_>,
    (login, name): (&str, &str),
    first: Grant,
) -> Result<(Account, String), AppError> {
    let login = LoginName::parse(login)?;
    keeper.must_look_after(first.agency)?;
    not_empty(&first)?;
    let password = first_password(&context.ids.secret()?);
    let new = NewAccount {
        login,
        display_name: name.to_owned(),
        password: password.clone(),
        known_to: KnownTo::Giver,
        grants: vec![first],
        signing: Vec::new(),
    };
    let made = create(context, vec![new]).await?;
    let account = made.into_iter().next().ok_or(AppError::NotFound)?;
    Ok((account, password))
}

/// One more role.
///
/// # Errors
/// Refused as by `grant`, and when the agency is not the keeper's; not found when the account is not theirs to see.
pub async fn give_role(
    context: &Context,
    keeper: &Keeper<'_>,
    login: &str,
    new: Grant,
) -> Result<Account, AppError> {
    let account = seen(context, keeper, login).await?;
    keeper.must_look_after(new.agency)?;
    grant(context, &account.login, new).await
}

/// Ends a role: `last` is the last day on which it holds. A role that would have begun later is gone.
///
/// # Errors
/// Refused when the account has no such role, when it is the keeper's own or at another's agency, and when it ends before.
pub async fn end_role(
    context: &Context,
    keeper: &Keeper<'_>,
    (login, place): (&str, usize),
    last: Date,
) -> Result<Account, AppError> {
    let account = seen(context, keeper, login).await?;
    let unknown = || Refusal::new("app.grant-unknown").at("role");
    let ended = *account.grants.get(place).ok_or_else(unknown)?;
    keeper.must_look_after(ended.agency)?;
    if account.id == keeper.account {
        return Err(Refusal::new("app.account-own").into());
    }
    let until = last.next_day().unwrap_or(last);
    if ended.validity.until.is_some_and(|it| it <= until) {
        return Err(Refusal::new("app.grant-ends-before").at("last").into());
    }
    let changed = context
        .store
        .write(async |tx: &Tx| Ok::<_, AppError>(accounts::end_grant(tx, account.id, &ended, until).await?))
        .await?;
    if !changed {
        return Err(unknown().into());
    }
    seen(context, keeper, login).await
}

/// Lets nobody in with it any more, or again.
///
/// # Errors
/// Refused when the account is the keeper's own, or works for others too; not found when it is not theirs to see.
pub async fn lock_account(
    context: &Context,
    keeper: &Keeper<'_>,
    login: &str,
    lock: Lock,
) -> Result<Account, AppError> {
    let account = seen(context, keeper, login).await?;
    keeper.must_have_whole(&account, context.clock.now().date())?;
    match lock {
        Lock::Locked => drop(disable(context, &account.login).await?),
        Lock::Open => enable(context, &account.login).await?,
    }
    seen(context, keeper, login).await
}

/// Whether an account lets anybody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// Nobody.
    Locked,
    /// The person.
    Open,
}

/// Another password, which is told once, and which its owner must replace when they come in; whoever came in with the old one
/// is out.
///
/// # Errors
/// As `lock_account`.
pub async fn renew_password(context: &Context, keeper: &Keeper<'_>, login: &str) -> Result<String, AppError> {
    let account = seen(context, keeper, login).await?;
    keeper.must_have_whole(&account, context.clock.now().date())?;
    let password = first_password(&context.ids.secret()?);
    set_password(context, &account.login, &password, KnownTo::Giver).await?;
    Ok(password)
}

/// `7K3QD-0VX2M-…`: no letter in it is read as a digit or as another.
pub(crate) fn first_password(secret: &[u8]) -> String {
    let letters: Vec<char> = spell(secret, PASSWORD_CHARACTERS).chars().collect();
    letters.chunks(GROUP).map(|it| it.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

fn not_empty(grant: &Grant) -> Result<(), Refusal> {
    match grant.validity.until {
        Some(until) if until <= grant.validity.from => {
            Err(Refusal::new("app.grant-empty").with("from", grant.validity.from).at("until"))
        }
        Some(_) | None => Ok(()),
    }
}
