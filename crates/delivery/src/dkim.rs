//! DKIM (RFC 6376): the signature by which a receiver knows that the domain of the house has sent a mail.
//!
//! `rsa-sha256`, relaxed head and body, nothing else: that is what every receiver takes. The key never leaves this type.
//! `lettre` could sign too, with a crate whose time of signing tells of the key (RUSTSEC-2023-0071); this signs with the
//! library that makes the seals of the house.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use motcua_kernel::Instant;
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject;
use sha2::{Digest, Sha256};
use std::fmt;

/// What is signed of the head, where it is there. Those of the second list are signed once more than they are there, so
/// that nobody adds another.
const SIGNED: [&str; 12] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "mime-version",
    "content-type",
    "auto-submitted",
    "idempotency-key",
    "list-unsubscribe",
    "list-unsubscribe-post",
];
const ONCE_MORE: [&str; 4] = ["from", "to", "subject", "date"];
const LEAST_BITS: usize = 1_024;
/// Characters of base64 on a line.
const WIDTH: usize = 72;

/// What signs.
pub struct Dkim {
    domain: String,
    selector: String,
    key: RsaKeyPair,
}

/// Why nothing signs.
#[derive(Debug, thiserror::Error)]
pub enum DkimFault {
    /// It is no RSA key in PEM.
    #[error("what is in the file is no RSA key in PEM")]
    NoKey,
    /// Receivers do not take so short a key.
    #[error("the key has {0} bits; receivers take 1024 at least, and 2048 is usual")]
    Short(usize),
    /// It has no name or no domain.
    #[error("a selector and a domain are letters, digits, dots and dashes")]
    Name,
    /// The library could not sign.
    #[error("a mail could not be signed")]
    Sign,
}

impl fmt::Debug for Dkim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key_at())
    }
}

impl Dkim {
    /// Of a key in PEM (PKCS#8 or PKCS#1), the domain that signs, and the name of the key there.
    ///
    /// # Errors
    /// When that is no key, or those are no names.
    pub fn from_pem(pem: &[u8], selector: &str, domain: &str) -> Result<Self, DkimFault> {
        let key = match PrivateKeyDer::from_pem_slice(pem) {
            Ok(PrivateKeyDer::Pkcs8(it)) => RsaKeyPair::from_pkcs8(it.secret_pkcs8_der()),
            Ok(PrivateKeyDer::Pkcs1(it)) => RsaKeyPair::from_der(it.secret_pkcs1_der()),
            Ok(_) | Err(_) => return Err(DkimFault::NoKey),
        };
        let key = key.map_err(|_| DkimFault::NoKey)?;
        let bits = key.public_modulus_len() * 8;
        if bits < LEAST_BITS {
            return Err(DkimFault::Short(bits));
        }
        let is_name = |it: &str| {
            !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'.' || it == b'-')
        };
        if !is_name(selector) || !is_name(domain) {
            return Err(DkimFault::Name);
        }
        Ok(Self { domain: domain.to_owned(), selector: selector.to_owned(), key })
    }

    /// Where the public key is told: `selector._domainkey.domain`.
    pub fn key_at(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// What the domain has to tell there, as a TXT record.
    pub fn record(&self) -> String {
        let key = STANDARD.encode(subject_public_key_info(self.key.public_key().as_ref()));
        format!("v=DKIM1; k=rsa; p={key}")
    }

    /// The mail, with the signature at its top.
    pub(crate) fn signed(&self, mail: &[u8], at: Instant) -> Result<Vec<u8>, DkimFault> {
        let text = String::from_utf8_lossy(mail);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let fields = fields(head);
        let sum = STANDARD.encode(Sha256::digest(relaxed_body(body)));
        let names = names_signed(&fields);
        let seconds = at.micros().div_euclid(1_000_000);
        let Self { domain, selector, .. } = self;
        let unsigned = format!(
            "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain};\r\n s={selector}; t={seconds};\r\n \
             h={};\r\n bh={sum};\r\n b=",
            names.join(":\r\n ")
        );
        let mut told = String::new();
        let mut left = fields;
        for name in &names {
            // From the last: so the receiver counts too. What is not there is signed as missing.
            if let Some(place) = left.iter().rposition(|(it, _)| it == name) {
                let (name, value) = left.remove(place);
                told.extend([name.as_str(), ":", value.as_str(), "\r\n"]);
            }
        }
        for (name, value) in self::fields(&unsigned) {
            told.extend([name.as_str(), ":", value.as_str()]);
        }
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), told.as_bytes(), &mut signature)
            .map_err(|_| DkimFault::Sign)?;
        let mut whole = unsigned;
        for (place, letter) in STANDARD.encode(signature).chars().enumerate() {
            if place > 0 && place % WIDTH == 0 {
                whole.push_str("\r\n ");
            }
            whole.push(letter);
        }
        whole.push_str("\r\n");
        Ok([whole.as_bytes(), mail].concat())
    }
}

/// The fields of a head, relaxed: names in small letters, values on one line with single spaces.
fn fields(head: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for line in head.split("\r\n") {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = all.last_mut() {
                value.push_str(line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            all.push((name.trim_end().to_ascii_lowercase(), value.to_owned()));
        }
    }
    for (_, value) in &mut all {
        single_spaced(value).trim().clone_into(value);
    }
    all
}

fn names_signed(fields: &[(String, String)]) -> Vec<&'static str> {
    let there = |name: &str| fields.iter().filter(|(it, _)| it == name).count();
    let each = SIGNED.into_iter().flat_map(|name| {
        let more = usize::from(ONCE_MORE.contains(&name));
        std::iter::repeat_n(name, there(name) + more)
    });
    each.collect()
}

/// Lines without spaces at their ends, none empty at the end, each ended.
fn relaxed_body(body: &str) -> String {
    let mut whole = String::with_capacity(body.len() + 2);
    for line in body.split("\r\n") {
        whole.push_str(single_spaced(line).trim_end_matches(' '));
        whole.push_str("\r\n");
    }
    let end = whole.trim_end_matches("\r\n").len();
    whole.truncate(end);
    if !whole.is_empty() {
        whole.push_str("\r\n");
    }
    whole
}

/// Each run of spaces and tabs as one space.
fn single_spaced(line: &str) -> String {
    let mut spaced = String::with_capacity(line.len());
    let mut before = false;
    for it in line.chars() {
        let is_space = it == ' ' || it == '\t';
        if !is_space {
            spaced.push(it);
        } else if !before {
            spaced.push(' ');
        }
        before = is_space;
    }
    spaced
}

/// The key with what it is, as the record of a domain wants it (RFC 5280); the library gives the key alone (RFC 8017).
fn subject_public_key_info(key: &[u8]) -> Vec<u8> {
    const RSA: [u8; 15] = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 1, 1, 5, 0];
    let bits = [&[0][..], key].concat();
    let inside = [&RSA[..], &tagged(3, &bits)].concat();
    tagged(0x30, &inside)
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let bytes = content.len().to_be_bytes();
    let length: Vec<u8> = bytes.into_iter().skip_while(|it| *it == 0).collect();
    let mut whole = vec![tag];
    if content.len() < 128 {
        whole.extend(length);
    } else {
        whole.push(0x80 | u8::try_from(length.len()).unwrap_or(0));
        whole.extend(length);
    }
    whole.extend_from_slice(content);
    whole
}
