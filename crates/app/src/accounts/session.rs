//! A request that carries a session: who it is, as long as the session counts.

use crate::{AppError, Context};
use motcua_identity::{Account, PasswordDue, SessionToken};
use motcua_storage::{Tx, sessions};

/// A session is written again only after this many minutes, so that reading pages does not write.
const TOUCH_AFTER_MINUTES: i64 = 1;

/// Whose session goes on.
#[derive(Clone, Debug)]
pub struct Resumed {
    /// Who.
    pub account: Account,
    /// Why they must choose another password before they do anything else.
    pub password_due: Option<PasswordDue>,
}

/// The account of the session; `None` when there is none, or it has ended.
///
/// # Errors
/// When the store fails.
pub async fn resume(context: &Context, token: &SessionToken) -> Result<Option<Resumed>, AppError> {
    let now = context.clock.now();
    let found = sessions::with_account(&context.store.reader(), &token.key()).await?;
    let Some((session, account, password)) = found else { return Ok(None) };
    let last_seen = session.last_seen;
    let Ok(session) = session.decide(now) else { return Ok(None) };
    if account.disabled {
        return Ok(None);
    }
    if session.last_seen >= last_seen.plus_minutes(TOUCH_AFTER_MINUTES) {
        context.store.write(async |tx: &Tx| sessions::touch(tx, &session).await).await?;
    }
    // By the day on which the session began: nobody loses what they are typing at midnight.
    let (days, begun) = (context.province.watch.password_days, session.created.date());
    let password_due = password.and_then(|it| it.due(days, begun));
    Ok(Some(Resumed { account, password_due }))
}
