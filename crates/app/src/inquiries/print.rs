//! A keyed sum of a telephone: the same telephone has the same, and without the key of this house nobody finds the one from
//! the other, few as telephones are.

use crate::house_key::house_key;
use crate::{AppError, Context};
use hmac::{Hmac, KeyInit, Mac};
use motcua_dossier::Phone;
use sha2::Sha256;

const KEY_NAME: &str = "inquiry-phone-key";

pub(super) fn print_of(key: &[u8], phone: &Phone) -> String {
    // A key of any length is one.
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    crate::sheets::hex(&mac.chain_update(phone.as_str()).finalize().into_bytes())
}

/// What telephones are summed with.
pub(super) async fn key(context: &Context) -> Result<Vec<u8>, AppError> {
    house_key(context, KEY_NAME).await
}
