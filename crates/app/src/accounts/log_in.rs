//! Đăng nhập: a password opens a session, and wrong ones make the next attempt wait.
//!
//! An unknown name, a wrong password and a disabled account look the same and take the same time.

use crate::{AppError, Context};
use motcua_identity::{Account, KeptPassword, LoginName, PasswordHash, Session, SessionToken, login_gate};
use motcua_kernel::{Instant, Refusal};
use motcua_storage::{Tx, accounts, login_failures, sessions};
use std::sync::LazyLock;
use std::sync::mpsc::{Sender, channel};
use tokio::sync::oneshot;

/// One thread hashes, for as long as the process lives: a hash holds a core and 19 MiB, and every further thread that ever
/// made one would keep that memory.
static HASHER: LazyLock<Sender<Box<dyn FnOnce() + Send>>> = LazyLock::new(|| {
    let (work, waiting) = channel::<Box<dyn FnOnce() + Send>>();
    std::thread::spawn(move || {
        for hash in waiting {
            hash();
        }
    });
    work
});

/// The longest time in which failures still count; see `login_gate`.
const FAILURES_COUNT_MINUTES: i64 = 60;

/// Where an attempt comes from, as the web layer believes it.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The address of the client.
    pub address: &'a str,
}

/// A person at the door.
#[derive(Clone, Debug)]
pub struct LoggedIn {
    /// Who.
    pub account: Account,
    /// The secret for the cookie.
    pub token: SessionToken,
}

/// Opens a session.
///
/// # Errors
/// Refused when name and password do not go together, or when it must wait (`identity.login-wait`).
pub async fn log_in(
    context: &Context,
    origin: Origin<'_>,
    login: &str,
    password: &str,
) -> Result<LoggedIn, AppError> {
    let (account, _) = check_password(context, origin, login, password).await?;
    let token = SessionToken::new(context.ids.secret()?);
    let now = context.clock.now();
    let session = Session::begin(&token, account.id, now);
    context
        .store
        .write(async |tx: &Tx| {
            sessions::end_expired(tx, now).await?;
            sessions::insert(tx, &session).await
        })
        .await?;
    Ok(LoggedIn { account, token })
}

/// The account that name and password open, and what is kept of that password; every failure is counted against name and
/// address.
pub(super) async fn check_password(
    context: &Context,
    origin: Origin<'_>,
    login: &str,
    password: &str,
) -> Result<(Account, KeptPassword), AppError> {
    let now = context.clock.now();
    let wrong = || Refusal::new("identity.login-wrong").at("login");
    let name = LoginName::parse(login).map_err(|_| wrong())?;
    let subjects = [failures_of(&name), format!("address:{}", origin.address)];
    wait_if_must(context, &subjects, now).await?;
    let found = accounts::by_login(&context.store.reader(), &name).await?;
    let known = found.and_then(|(account, kept)| Some((account, kept?)));
    let fits = verify(known.as_ref().map(|(_, kept)| kept.hash.clone()), password.to_owned()).await?;
    let known = known.filter(|(account, _)| fits && !account.disabled);
    context
        .store
        .write(async |tx: &Tx| {
            if known.is_some() {
                return login_failures::forget(tx, &subjects[0]).await;
            }
            for subject in &subjects {
                login_failures::record(tx, subject, now).await?;
            }
            Ok(())
        })
        .await?;
    Ok(known.ok_or_else(wrong)?)
}

/// Under which subject wrong passwords for this name are counted.
pub(super) fn failures_of(login: &LoginName) -> String {
    format!("login:{login}")
}

async fn wait_if_must(context: &Context, subjects: &[String], now: Instant) -> Result<(), AppError> {
    let after = now.plus_minutes(-FAILURES_COUNT_MINUTES);
    for subject in subjects {
        let failures = login_failures::since(&context.store.reader(), subject, after).await?;
        login_gate(&failures, now).check()?;
    }
    Ok(())
}

async fn verify(hash: Option<PasswordHash>, typed: String) -> Result<bool, AppError> {
    hashing(move || PasswordHash::verify(hash.as_ref(), &typed)).await
}

/// Runs what holds a core for long beside the requests that do not.
pub(super) async fn hashing<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    let (tell, told) = oneshot::channel();
    let job = move || {
        // Whoever asked may have gone away.
        let _ = tell.send(work());
    };
    HASHER.send(Box::new(job)).map_err(|_| AppError::Secret("the hasher has ended".into()))?;
    told.await.map_err(|error| AppError::Secret(error.into()))
}
