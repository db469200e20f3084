//! Another password for an account, set by whoever looks after accounts.
//!
//! Whoever came in with the old one is out. API tokens stay: programs run under them, and each is ended by itself.

use super::create::kept;
use super::find::{by_login, known};
use super::log_in::failures_of;
use crate::{AppError, Context};
use motcua_identity::{KnownTo, LoginName};
use motcua_storage::{Tx, accounts, api_tokens, login_failures, sessions};

/// What became of the ways in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordSet {
    /// Sessions that ended.
    pub sessions_ended: u64,
    /// API tokens that still count.
    pub tokens_left: usize,
}

/// Sets the password of the account with this login name; wrong ones typed before count no longer.
///
/// # Errors
/// Refused when there is no such account, or the password is too weak.
pub async fn set_password(
    context: &Context,
    login: &LoginName,
    password: &str,
    known_to: KnownTo,
) -> Result<PasswordSet, AppError> {
    by_login(context, login).await?;
    let password = kept(context, login, password, known_to).await?;
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| {
            let account = known(tx, login).await?;
            accounts::set_password(tx, account.id, &password).await?;
            login_failures::forget(tx, &failures_of(login)).await?;
            let tokens = api_tokens::of_account(tx, account.id).await?;
            let counts = |it: &&api_tokens::ApiToken| it.claims.validate(it.revoked, now).is_ok();
            Ok::<_, AppError>(PasswordSet {
                sessions_ended: sessions::end_all_of(tx, account.id).await?,
                tokens_left: tokens.iter().filter(counts).count(),
            })
        })
        .await
}
