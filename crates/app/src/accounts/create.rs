//! A new account, with its roles and its first password.

use super::log_in::hashing;
use crate::{AppError, Context};
use motcua_identity::{Account, Grant, LoginName, NewPassword, PasswordHash, SALT_BYTES, SigningCapacity};
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
        let hash = hash_first_password(context, &new.login, &new.password).await?;
        let account = Account {
            id: AccountId(context.ids.next(context.clock.now())?),
            login: new.login,
            display_name,
            disabled: false,
            grants: new.grants,
            signing: new.signing,
        };
        made.push((account, hash));
    }
    context
        .store
        .write(async |tx: &Tx| {
            for (account, hash) in &made {
                accounts::insert(tx, account, Some(hash)).await?;
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

/// The hash of a password that fits this login name.
pub(crate) async fn hash_first_password(
    context: &Context,
    login: &LoginName,
    password: &str,
) -> Result<PasswordHash, AppError> {
    let password = NewPassword::parse(login, password)?;
    let secret = context.ids.secret()?;
    let mut salt = [0; SALT_BYTES];
    salt.copy_from_slice(&secret[..SALT_BYTES]);
    let cost = context.password_cost.clone();
    hashing(move || PasswordHash::new(&password, salt, &cost)).await?.map_err(|error| AppError::Secret(error.into()))
}
