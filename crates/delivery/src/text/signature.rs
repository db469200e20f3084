//! What proves to the other that a message is from whom it says: HMAC-SHA256 over given parts, with what both share.

use super::template::{Place, Template};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use std::fmt::Write;

/// How it is signed, and where that stands.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signature {
    /// A header that holds it, or
    pub(crate) header: Option<String>,
    /// a field of the request.
    pub(crate) field: Option<String>,
    pub(crate) over: Template,
    #[serde(default)]
    encoding: Encoding,
    #[serde(default)]
    prefix: String,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Encoding {
    #[default]
    Hex,
    Base64,
}

impl Signature {
    pub(crate) fn check(&self) -> Result<(), String> {
        match (&self.header, &self.field) {
            (Some(_), None) => Ok(()),
            (None, Some(_)) if !self.over.has(Place::Body) => Ok(()),
            (None, Some(_)) => Err("a signature that is a field can not be over {body}".to_owned()),
            (Some(_), Some(_)) | (None, None) => Err("a signature has a header or a field".to_owned()),
        }
    }

    pub(crate) fn made(&self, secret: &str, fill: impl Fn(Place) -> String) -> String {
        let sum = mac(secret, self.over.filled(fill).as_bytes()).finalize().into_bytes();
        let written = match self.encoding {
            Encoding::Base64 => STANDARD.encode(sum),
            Encoding::Hex => sum.iter().fold(String::new(), |mut whole, it| {
                // Writing into memory does not fail.
                let _ = write!(whole, "{it:02x}");
                whole
            }),
        };
        format!("{}{written}", self.prefix)
    }

    /// Whether `given` is that, in the same time whatever it is.
    pub(crate) fn is(&self, given: &str, secret: &str, fill: impl Fn(Place) -> String) -> bool {
        let Some(given) = given.trim().strip_prefix(&self.prefix) else { return false };
        let sum = match self.encoding {
            Encoding::Base64 => STANDARD.decode(given).ok(),
            Encoding::Hex => from_hex(given),
        };
        sum.is_some_and(|it| mac(secret, self.over.filled(fill).as_bytes()).verify_slice(&it).is_ok())
    }
}

fn mac(secret: &str, over: &[u8]) -> Hmac<Sha256> {
    #[expect(clippy::expect_used, reason = "a key of this sum may have any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(over);
    mac
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = (0..text.len()).step_by(2);
    pairs.map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
