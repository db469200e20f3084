//! Tokens of programs: JWT that say as whom, where and for what; each is checked against its row, so that it can be revoked.

use super::Origin;
use super::log_in::check_password;
use crate::house_key::house_key;
use crate::{AppError, Context};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use motcua_identity::{Account, Action, ApiTokenClaims, TOKEN_MAX_DAYS};
use motcua_kernel::{AccountId, AgencyId, Refusal};
use motcua_storage::Tx;
use motcua_storage::api_tokens::{self, ApiToken};
use std::collections::BTreeSet;
use uuid::Uuid;

const KEY_NAME: &str = "api-token-key";
const LONGEST_NAME: usize = 100;

/// What a program asks for.
#[derive(Clone, Debug)]
pub struct TokenWanted {
    /// What the person calls it.
    pub name: String,
    /// For how many days it counts.
    pub days: u32,
    /// Where it counts; everything below too.
    pub agency: AgencyId,
    /// What for; everything its account may do when empty.
    pub actions: BTreeSet<Action>,
}

/// A token, told once.
#[derive(Clone, Debug)]
pub struct IssuedToken {
    /// The JWT.
    pub token: String,
    /// What it says.
    pub claims: ApiTokenClaims,
}

/// Issues a token to whoever knows name and password.
///
/// # Errors
/// Refused as `log_in` does, when the password must be replaced first, and when the wish can not be granted.
pub async fn issue_token(
    context: &Context,
    origin: Origin<'_>,
    login: &str,
    password: &str,
    wanted: TokenWanted,
) -> Result<IssuedToken, AppError> {
    let length = wanted.name.trim().chars().count();
    if !(1..=LONGEST_NAME).contains(&length) || wanted.name.chars().any(char::is_control) {
        return Err(Refusal::new("app.token-name").with("most", LONGEST_NAME).at("name").into());
    }
    if !(1..=TOKEN_MAX_DAYS).contains(&i64::from(wanted.days)) {
        return Err(Refusal::new("app.token-days").with("most", TOKEN_MAX_DAYS).at("days").into());
    }
    let (account, kept) = check_password(context, origin, login, password).await?;
    let now = context.clock.now();
    if let Some(due) = kept.due(context.province.watch.password_days, now.date()) {
        return Err(due.refusal().at("password").into());
    }
    let iat = now.micros().div_euclid(1_000_000);
    let actions =
        if wanted.actions.is_empty() { Action::ALL.iter().copied().collect() } else { wanted.actions };
    let claims = ApiTokenClaims {
        sub: account.id,
        jti: context.ids.next(now)?,
        iat,
        exp: iat + i64::from(wanted.days) * 86_400,
        agency: wanted.agency,
        actions,
    };
    claims.validate(None, now).map_err(|refusal| refusal.at("days"))?;
    let key = EncodingKey::from_secret(&key(context).await?);
    let token = encode(&Header::new(Algorithm::HS256), &claims, &key)
        .map_err(|error| AppError::Secret(error.into()))?;
    let row = ApiToken { claims: claims.clone(), name: wanted.name, revoked: None };
    context.store.write(async |tx: &Tx| api_tokens::insert(tx, &row).await).await?;
    Ok(IssuedToken { token, claims })
}

/// As whom, and with what claims, a request with this token acts.
///
/// # Errors
/// Refused when the token is not ours, has expired, was revoked, or its account is disabled.
pub async fn authenticate(context: &Context, token: &str) -> Result<(Account, ApiTokenClaims), AppError> {
    let invalid = || Refusal::new("identity.token-invalid");
    let key = DecodingKey::from_secret(&key(context).await?);
    let mut validation = Validation::new(Algorithm::HS256);
    // The rule looks at the times itself, by the clock of the context.
    validation.validate_exp = false;
    validation.required_spec_claims.clear();
    let claims = decode::<ApiTokenClaims>(token, &key, &validation).map_err(|_| invalid())?.claims;
    let found = api_tokens::with_account(&context.store.reader(), claims.jti).await?;
    let (row, account) = found.ok_or_else(invalid)?;
    claims.validate(row.revoked, context.clock.now())?;
    if account.disabled {
        return Err(Refusal::new("identity.account-disabled").into());
    }
    Ok((account, row.claims))
}

/// The tokens of an account.
///
/// # Errors
/// When the store fails.
pub async fn my_tokens(context: &Context, account: AccountId) -> Result<Vec<ApiToken>, AppError> {
    Ok(api_tokens::of_account(&context.store.reader(), account).await?)
}

/// Ends a token of one's own.
///
/// # Errors
/// Not found when the account has no such token.
pub async fn revoke_token(context: &Context, account: AccountId, id: Uuid) -> Result<(), AppError> {
    let now = context.clock.now();
    let revoked = context.store.write(async |tx: &Tx| api_tokens::revoke(tx, id, account, now).await).await?;
    if revoked { Ok(()) } else { Err(AppError::NotFound) }
}

/// What tokens are signed with, read from the store once.
async fn key(context: &Context) -> Result<[u8; 32], AppError> {
    let read = async || {
        let found = house_key(context, KEY_NAME).await?;
        <[u8; 32]>::try_from(found).map_err(|_| AppError::NotFound)
    };
    Ok(*context.token_key.get_or_try_init(read).await?)
}
