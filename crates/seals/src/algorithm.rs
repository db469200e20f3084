//! Which algorithms make and check a signature. What is not named here (SHA-1, MD5, RSA below 2048 bits) is never accepted.

use aws_lc_rs::digest::{self, SHA256, SHA384, SHA512};
use der::asn1::ObjectIdentifier;
use rustls_pki_types::SignatureVerificationAlgorithm;
use std::fmt;
use webpki::aws_lc_rs as verifying;

/// SHA-256 (RFC 5754 2.2).
pub(crate) const ID_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const ID_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
const ID_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
/// RSA PKCS#1 v1.5 with SHA-256 (RFC 5754 3.2).
pub(crate) const RSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const RSA_WITH_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const RSA_WITH_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");
/// ECDSA with SHA-256 (RFC 5754 3.3).
pub(crate) const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_WITH_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
const ECDSA_WITH_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.4");

/// The digest of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// The digest that `id` names, when it is one we accept.
    pub(crate) fn named(id: ObjectIdentifier) -> Option<Self> {
        [(ID_SHA256, Self::Sha256), (ID_SHA384, Self::Sha384), (ID_SHA512, Self::Sha512)]
            .into_iter()
            .find_map(|(name, hash)| (name == id).then_some(hash))
    }

    /// The digest of `parts`, one after the other.
    pub(crate) fn of(self, parts: &[&[u8]]) -> digest::Digest {
        let mut context = digest::Context::new(match self {
            Self::Sha256 => &SHA256,
            Self::Sha384 => &SHA384,
            Self::Sha512 => &SHA512,
        });
        for part in parts {
            context.update(part);
        }
        context.finish()
    }
}

/// The arithmetic of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// RSA with the padding of PKCS#1 v1.5.
    RsaPkcs1,
    /// RSA with probabilistic padding.
    RsaPss,
    /// ECDSA on P-256, P-384 or P-521.
    Ecdsa,
}

/// How a signature was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Algorithm {
    /// The arithmetic.
    pub scheme: Scheme,
    /// The digest that was signed.
    pub hash: Hash,
}

impl Algorithm {
    /// The algorithm that the identifiers of a signature name: `hash` is that of its digest, which some names of algorithms
    /// leave open.
    pub(crate) fn named(signature: ObjectIdentifier, hash: Hash) -> Option<Self> {
        use Hash::{Sha256, Sha384, Sha512};
        use Scheme::{Ecdsa, RsaPkcs1, RsaPss};
        let named = [
            (RSA_ENCRYPTION, RsaPkcs1, hash),
            (RSA_WITH_SHA256, RsaPkcs1, Sha256),
            (RSA_WITH_SHA384, RsaPkcs1, Sha384),
            (RSA_WITH_SHA512, RsaPkcs1, Sha512),
            (RSA_PSS, RsaPss, hash),
            (ECDSA_WITH_SHA256, Ecdsa, Sha256),
            (ECDSA_WITH_SHA384, Ecdsa, Sha384),
            (ECDSA_WITH_SHA512, Ecdsa, Sha512),
        ];
        named.into_iter().find(|(name, ..)| *name == signature).map(|(_, scheme, hash)| Self { scheme, hash })
    }

    /// What may check it; of several the one that fits the key of the certificate.
    pub(crate) fn verifying(self) -> Vec<&'static dyn SignatureVerificationAlgorithm> {
        match (self.scheme, self.hash) {
            (Scheme::RsaPkcs1, Hash::Sha256) => vec![verifying::RSA_PKCS1_2048_8192_SHA256],
            (Scheme::RsaPkcs1, Hash::Sha384) => vec![verifying::RSA_PKCS1_2048_8192_SHA384],
            (Scheme::RsaPkcs1, Hash::Sha512) => vec![verifying::RSA_PKCS1_2048_8192_SHA512],
            (Scheme::RsaPss, Hash::Sha256) => vec![verifying::RSA_PSS_2048_8192_SHA256_LEGACY_KEY],
            (Scheme::RsaPss, Hash::Sha384) => vec![verifying::RSA_PSS_2048_8192_SHA384_LEGACY_KEY],
            (Scheme::RsaPss, Hash::Sha512) => vec![verifying::RSA_PSS_2048_8192_SHA512_LEGACY_KEY],
            (Scheme::Ecdsa, Hash::Sha256) => {
                vec![verifying::ECDSA_P256_SHA256, verifying::ECDSA_P384_SHA256, verifying::ECDSA_P521_SHA256]
            }
            (Scheme::Ecdsa, Hash::Sha384) => {
                vec![verifying::ECDSA_P256_SHA384, verifying::ECDSA_P384_SHA384, verifying::ECDSA_P521_SHA384]
            }
            (Scheme::Ecdsa, Hash::Sha512) => {
                vec![verifying::ECDSA_P256_SHA512, verifying::ECDSA_P384_SHA512, verifying::ECDSA_P521_SHA512]
            }
        }
    }
}

/// The name that experts know it by, the same in every language.
impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::RsaPkcs1 => "RSA",
            Scheme::RsaPss => "RSA-PSS",
            Scheme::Ecdsa => "ECDSA",
        };
        let hash = match self.hash {
            Hash::Sha256 => "SHA-256",
            Hash::Sha384 => "SHA-384",
            Hash::Sha512 => "SHA-512",
        };
        write!(f, "{scheme} {hash}")
    }
}
