//! Đổi mật khẩu: another password, chosen by whoever it belongs to.

use super::Origin;
use super::create::kept;
use super::log_in::check_password;
use crate::{AppError, Context};
use motcua_identity::{KnownTo, LoginName, SessionToken};
use motcua_kernel::{Date, Refusal};
use motcua_storage::{Tx, accounts, sessions};

/// Puts `new` in the place of `old`. Whoever came in with the old one is out, but for the session `stays`; API tokens stay,
/// as when somebody else sets a password.
///
/// # Errors
/// Refused as `log_in` does, and when the new one is too weak or the old one again.
pub async fn change_own_password(
    context: &Context,
    origin: Origin<'_>,
    login: &str,
    (old, new): (&str, &str),
    stays: Option<&SessionToken>,
) -> Result<u64, AppError> {
    let (account, _) = check_password(context, origin, login, old).await.map_err(at_old)?;
    if old == new {
        return Err(Refusal::new("app.own-password-same").at("new").into());
    }
    let password = kept(context, &account.login, new, KnownTo::Owner).await.map_err(at_new)?;
    let stays = stays.map(SessionToken::key);
    context
        .store
        .write(async |tx: &Tx| {
            accounts::set_password(tx, account.id, &password).await?;
            Ok(sessions::end_others_of(tx, account.id, stays.as_ref()).await?)
        })
        .await
}

/// That the present one is wrong stands at its field, and says nothing of login names.
fn at_old(error: AppError) -> AppError {
    let wrong = |it: &Refusal| it.message.code.0 == "identity.login-wrong";
    if matches!(&error, AppError::Refused(refusal) if wrong(refusal)) {
        return Refusal::new("app.own-password-wrong").at("old").into();
    }
    error
}

/// What is wrong with a new password stands at its field.
fn at_new(error: AppError) -> AppError {
    if let AppError::Refused(refusal) = error { refusal.at("new").into() } else { error }
}

/// The last day on which the password of this account counts, where passwords end.
///
/// # Errors
/// When the store fails.
pub async fn own_password_ends(context: &Context, login: &LoginName) -> Result<Option<Date>, AppError> {
    let found = accounts::by_login(&context.store.reader(), login).await?;
    let password = found.and_then(|(_, password)| password);
    Ok(password.and_then(|it| it.last_day(context.province.watch.password_days)))
}
