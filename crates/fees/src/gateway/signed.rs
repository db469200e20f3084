//! Fields with a signature: name and value by rising name, written as a form, and under them HMAC-SHA256 of just that
//! text, in hexadecimal digits. In which order and spelling they arrive does not matter; what they say does.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::str::FromStr;

/// The name of the field that signs the others.
const SIGNATURE: &str = "signature";
/// More fields than any order or answer has.
const MOST_FIELDS: usize = 30;
/// As long as a block of SHA-256: a longer key would be another one.
const LONGEST: usize = 64;
const SHORTEST: usize = 32;

/// What house and gateway share. It is shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct GatewaySecret([u8; LONGEST]);

impl GatewaySecret {
    /// Of 32 bytes that nobody can guess.
    pub fn of(bytes: &[u8; 32]) -> Self {
        let mut key = [0; LONGEST];
        for (place, byte) in key.iter_mut().zip(bytes) {
            *place = *byte;
        }
        Self(key)
    }

    fn mac(&self, text: &str) -> Hmac<Sha256> {
        Hmac::new(&self.0.into()).chain_update(text)
    }
}

impl FromStr for GatewaySecret {
    type Err = String;

    /// 32 to 64 printable ASCII characters without spaces.
    fn from_str(text: &str) -> Result<Self, String> {
        let fits = (SHORTEST..=LONGEST).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_graphic());
        if !fits {
            return Err(format!("a secret has {SHORTEST} to {LONGEST} printable characters without spaces"));
        }
        let mut key = [0; LONGEST];
        for (place, byte) in key.iter_mut().zip(text.bytes()) {
            *place = byte;
        }
        Ok(Self(key))
    }
}

impl fmt::Debug for GatewaySecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GatewaySecret(…)")
    }
}

/// Why fields are not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureFault {
    /// They are no fields, one of them stands twice, or none of them is a signature.
    Unreadable,
    /// They are signed by somebody else, or were changed.
    Wrong,
}

/// The fields as a form with their signature behind them.
pub fn signed(secret: &GatewaySecret, fields: &BTreeMap<String, String>) -> String {
    let text = written(fields);
    let signature = hexadecimal(&secret.mac(&text).finalize().into_bytes());
    format!("{text}&{SIGNATURE}={signature}")
}

/// The fields without their signature, once it is found right; it is compared in a time that tells nothing.
///
/// # Errors
/// When the text is no form with one signature, and when the signature is not that of the fields.
pub fn read_signed(secret: &GatewaySecret, text: &str) -> Result<BTreeMap<String, String>, SignatureFault> {
    let mut fields = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(text.trim().as_bytes()) {
        let before = fields.insert(name.into_owned(), value.into_owned());
        if before.is_some() || fields.len() > MOST_FIELDS {
            return Err(SignatureFault::Unreadable);
        }
    }
    let given = fields.remove(SIGNATURE).ok_or(SignatureFault::Unreadable)?;
    let given = bytes(&given).ok_or(SignatureFault::Wrong)?;
    secret.mac(&written(&fields)).verify_slice(&given).map_err(|_| SignatureFault::Wrong)?;
    Ok(fields)
}

fn written(fields: &BTreeMap<String, String>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Two digits a byte.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string can not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        text.chars().map(|it| it.to_digit(16).and_then(|it| u8::try_from(it).ok())).collect::<Option<_>>()?;
    let pair = |it: &[u8]| match it {
        [high, low] => Some(high << 4 | low),
        _ => None,
    };
    digits.chunks(2).map(pair).collect()
}
