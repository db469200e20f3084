//! A new account, with its roles and its first password.

use super::log_in::hashing;
use crate::{AppError, Context};
use motcua_identity::{
    Account, Grant, KeptPassword, KnownTo, LoginName, NewPassword, SALT_BYTES, SigningCapacity,
};
use motcua_kernel::{AccountId, Refusal};
use motcua_storage::{StoreError, Tx, accounts};

/// What an account starts with.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// What the person types.
    pub login: LoginName,
    /// The name colleagues see.
    pub display_name: String,
    /// Its first password.
    pub password: String,
    /// Who knows that one.
    pub known_to: KnownTo,
    /// Its roles.
    pub grants: Vec<Grant>,
    /// In which capacities it signs.
    pub signing: Vec<SigningCapacity>,
}

/// Characters of the longest name.
const LONGEST_NAME: usize = 100;

/// Creates accounts, all or none.
///
/// # Errors
/// Refused when a name is none, when a password is too weak, and when a login name is taken.
pub async fn create(context: &Context, wanted: Vec<NewAccount>) -> Result<Vec<Account>, AppError> {
    let mut made = Vec::with_capacity(wanted.len());
    for new in wanted {
        let display_name = readable(&new.display_name)?;
        let password = kept(context, &new.login, &new.password, new.known_to).await?;
        let account = Account {
            id: AccountId(context.ids.next(context.clock.now())?),
            login: new.login,
            display_name,
            disabled: false,
            grants: new.grants,
            signing: new.signing,
        };
        made.push((account, password));
    }
    context
        .store
        .write(async |tx: &Tx| {
            for (account, password) in &made {
                accounts::insert(tx, account, Some(password)).await?;
            }
            Ok::<(), StoreError>(())
        })
        .await
        .map_err(|error| {
            if matches!(error, StoreError::Taken { .. }) {
                return Refusal::new("app.login-taken").at("login").into();
            }
            AppError::from(error)
        })?;
    Ok(made.into_iter().map(|(account, _)| account).collect())
}

fn readable(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    if (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        return Ok(name.to_owned());
    }
    Err(Refusal::new("app.account-name").with("most", LONGEST_NAME).at("name"))
}

/// What is kept of a password that fits this login name and is set now.
pub(crate) async fn kept(
    context: &Context,
    login: &LoginName,
    typed: &str,
    known_to: KnownTo,
) -> Result<KeptPassword, AppError> {
    let password = NewPassword::parse(login, typed)?;
    let now = context.clock.now();
    let secret = context.ids.secret()?;
    let mut salt = [0; SALT_BYTES];
    salt.copy_from_slice(&secret[..SALT_BYTES]);
    let cost = context.password_cost.clone();
    let keep = move || KeptPassword::new(&password, (salt, &cost), known_to, now);
    hashing(keep).await?.map_err(|error| AppError::Secret(error.into()))
}
