//! Links that only whoever reads at an address has: signed by the house, for one purpose and that address alone.

use crate::{AppError, Context};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use motcua_storage::reach::Reach;
use motcua_storage::{Tx, secrets};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const KEY_NAME: &str = "notice-link-key";
/// Bytes of the sum of an address: so that a link dies with it.
const PRINT_BYTES: usize = 8;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkPurpose {
    /// The address is theirs.
    Verify,
    /// They want to hear less, or nothing.
    Leave,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    /// The way it is about.
    r: Uuid,
    /// What for.
    p: LinkPurpose,
    /// Of which address.
    a: String,
}

/// The token of a link about `reach`.
pub(super) async fn token(
    context: &Context,
    reach: &Reach,
    purpose: LinkPurpose,
) -> Result<String, AppError> {
    let claims = Claims { r: reach.id, p: purpose, a: print_of(reach) };
    let key = EncodingKey::from_secret(&key(context).await?);
    encode(&Header::new(Algorithm::HS256), &claims, &key).map_err(|error| AppError::Secret(error.into()))
}

/// The way that a token is about, found by `find`.
///
/// # Errors
/// Not found when it is none of ours, for another purpose, or of an address that is not kept any more.
pub(super) async fn read(context: &Context, token: &str, purpose: LinkPurpose) -> Result<Reach, AppError> {
    let key = DecodingKey::from_secret(&key(context).await?);
    let mut validation = Validation::new(Algorithm::HS256);
    // Such a link counts as long as its address does.
    validation.validate_exp = false;
    validation.required_spec_claims.clear();
    let claims = decode::<Claims>(token, &key, &validation).map_err(|_| AppError::NotFound)?.claims;
    let found = motcua_storage::reach::find(&context.store.reader(), claims.r).await?;
    let is_it = |it: &Reach| claims.p == purpose && claims.a == print_of(it) && it.address.is_some();
    found.filter(is_it).ok_or(AppError::NotFound)
}

fn print_of(reach: &Reach) -> String {
    let sum = Sha256::digest(reach.address.as_deref().unwrap_or_default().as_bytes());
    crate::sheets::hex(sum.get(..PRINT_BYTES).unwrap_or_default())
}

/// The key of this province, made at first need.
async fn key(context: &Context) -> Result<Vec<u8>, AppError> {
    if let Some(key) = secrets::get(&context.store.reader(), KEY_NAME).await? {
        return Ok(key);
    }
    let new = context.ids.secret()?;
    context.store.write(async |tx: &Tx| secrets::keep_first(tx, KEY_NAME, &new).await).await?;
    secrets::get(&context.store.reader(), KEY_NAME).await?.ok_or(AppError::NotFound)
}
