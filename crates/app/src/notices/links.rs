//! Links that only whoever reads at an address has: signed by the house, for one purpose and that address alone.

use crate::house_key::house_key;
use crate::{AppError, Context};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use motcua_storage::reach::Reach;
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
    /// The address is that of somebody who works here.
    VerifyStaff,
    /// Somebody who works here wants no mail.
    LeaveStaff,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    /// The way or the account it is about.
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
    signed(context, (reach.id, reach.address.as_deref().unwrap_or_default()), purpose).await
}

/// The way that a token is about.
///
/// # Errors
/// Not found when it is none of ours, for another purpose, or of an address that is not kept any more.
pub(super) async fn read(context: &Context, token: &str, purpose: LinkPurpose) -> Result<Reach, AppError> {
    let (id, is_of) = opened(context, token, purpose).await?;
    let found = motcua_storage::reach::find(&context.store.reader(), id).await?;
    let is_it = |it: &Reach| it.address.as_deref().is_some_and(&is_of);
    found.filter(is_it).ok_or(AppError::NotFound)
}

/// A token about whoever has `id`, at this address.
pub(crate) async fn signed(
    context: &Context,
    (id, address): (Uuid, &str),
    purpose: LinkPurpose,
) -> Result<String, AppError> {
    let claims = Claims { r: id, p: purpose, a: print_of(address) };
    let key = EncodingKey::from_secret(&house_key(context, KEY_NAME).await?);
    encode(&Header::new(Algorithm::HS256), &claims, &key).map_err(|error| AppError::Secret(error.into()))
}

/// Whom a token is about, and whether an address is the one it was made for.
///
/// # Errors
/// Not found when it is none of ours, or for another purpose.
pub(crate) async fn opened(
    context: &Context,
    token: &str,
    purpose: LinkPurpose,
) -> Result<(Uuid, impl Fn(&str) -> bool + use<>), AppError> {
    let key = DecodingKey::from_secret(&house_key(context, KEY_NAME).await?);
    let mut validation = Validation::new(Algorithm::HS256);
    // Such a link counts as long as its address does.
    validation.validate_exp = false;
    validation.required_spec_claims.clear();
    let claims = decode::<Claims>(token, &key, &validation).map_err(|_| AppError::NotFound)?.claims;
    if claims.p != purpose {
        return Err(AppError::NotFound);
    }
    Ok((claims.r, move |address: &str| print_of(address) == claims.a))
}

fn print_of(address: &str) -> String {
    let sum = Sha256::digest(address.as_bytes());
    crate::sheets::hex(sum.get(..PRINT_BYTES).unwrap_or_default())
}
