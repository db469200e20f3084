//! The certificate of the organisation and what it seals. The key stays inside: no message, no `Debug` and no fault shows it.

use crate::algorithm::{ECDSA_WITH_SHA256, Hash, RSA_WITH_SHA256};
use crate::append::Prepared;
use crate::{SealFault, Signer, certificate, signed_data};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use der::asn1::Any;
use der::{Decode, Encode};
use motcua_kernel::Instant;
use p12_keystore::{KeyStore, Pkcs12ImportPolicy};
use std::fmt;
use x509_cert::Certificate;
use x509_cert::spki::AlgorithmIdentifierOwned;

/// Bytes that a signature needs besides certificates and the number that the key makes.
const FRAME: usize = 2_048;
/// The most bytes that the number of an ECDSA key on P-256 takes.
const MOST_OF_P256: usize = 72;
/// The fewest bytes of an RSA modulus: 2048 bits.
const LEAST_OF_RSA: usize = 256;

/// A key with its certificate, ready to seal.
pub struct Sealer {
    key: Key,
    /// Its own first, then those above it.
    certificates: Vec<Certificate>,
    signer: Signer,
}

enum Key {
    Rsa(RsaKeyPair),
    P256(EcdsaKeyPair),
}

/// What a seal says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealRequest {
    /// Who seals: the organisation.
    pub name: String,
    /// Why.
    pub reason: String,
    /// Where.
    pub place: String,
    /// When; a claim of the sealing server, no time stamp of a third party.
    pub signed_at: Instant,
}

impl Sealer {
    /// The first key of a PKCS#12 key store, with its certificate and those above it.
    ///
    /// # Errors
    /// When the store can not be read or opened, holds no key with its certificate, or one that may not seal.
    pub fn from_pkcs12(store: &[u8], password: &str) -> Result<Self, SealFault> {
        let opened = KeyStore::from_pkcs12(store, password, Pkcs12ImportPolicy::Strict)
            .map_err(|it| why_closed(&it))?;
        let (_, chain) = opened.private_key_chain().ok_or(SealFault::NoKey)?;
        let certificates = chain
            .certs()
            .iter()
            .map(|it| Certificate::from_der(it.as_der()).map_err(|_| SealFault::Certificate))
            .collect::<Result<Vec<_>, _>>()?;
        let own = certificates.first().ok_or(SealFault::NoKey)?;
        let key = Key::from_pkcs8(chain.key().as_der())?;
        if own.tbs_certificate().subject_public_key_info().subject_public_key.raw_bytes() != key.public() {
            return Err(SealFault::ForeignKey);
        }
        if !certificate::is_for_signing(own) {
            return Err(SealFault::NotForSigning);
        }
        let signer = Signer::of(own);
        Ok(Self { key, certificates, signer })
    }

    /// In whose name it seals, and until when.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// `pdf` with a seal behind it: its own bytes first and unchanged, then what the seal adds.
    ///
    /// # Errors
    /// When `pdf` can not be read or is encrypted, or the certificate does not hold at the moment of the seal.
    pub fn sign(&self, pdf: &[u8], request: &SealRequest) -> Result<Vec<u8>, SealFault> {
        if !self.signer.holds_at(request.signed_at) {
            return Err(SealFault::OutOfPeriod);
        }
        let prepared = Prepared::append(pdf, request, self.most_bytes()?)?;
        let digest = Hash::Sha256.of(&prepared.signed_parts());
        let signature = self.signature(digest.as_ref())?;
        prepared.filled(&signature)
    }

    /// The room that its signature needs in a PDF.
    fn most_bytes(&self) -> Result<usize, SealFault> {
        let number = match &self.key {
            Key::Rsa(pair) => pair.public_modulus_len(),
            Key::P256(_) => MOST_OF_P256,
        };
        self.certificates.iter().try_fold(FRAME + number, |sum, it| {
            let length = it.encoded_len().ok().and_then(|it| usize::try_from(u32::from(it)).ok());
            Ok(sum + length.ok_or(SealFault::Certificate)?)
        })
    }

    fn signature(&self, digest: &[u8]) -> Result<Vec<u8>, SealFault> {
        let own = self.certificates.first().ok_or(SealFault::NoKey)?;
        let attributes = signed_data::attributes(digest, own).map_err(|_| SealFault::Making)?;
        let message = attributes.to_der().map_err(|_| SealFault::Making)?;
        let (algorithm, number) = self.key.sign(&message)?;
        signed_data::encode(attributes, algorithm, &number, &self.certificates).map_err(|_| SealFault::Making)
    }
}

/// Shows whose it is; never the key.
impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealer").field("signer", &self.signer).finish_non_exhaustive()
    }
}

impl Key {
    fn from_pkcs8(der: &[u8]) -> Result<Self, SealFault> {
        if let Ok(pair) = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, der) {
            return Ok(Self::P256(pair));
        }
        match RsaKeyPair::from_pkcs8(der) {
            Ok(pair) if pair.public_modulus_len() >= LEAST_OF_RSA => Ok(Self::Rsa(pair)),
            Ok(_) | Err(_) => Err(SealFault::Key),
        }
    }

    fn public(&self) -> &[u8] {
        match self {
            Self::Rsa(pair) => pair.public_key().as_ref(),
            Self::P256(pair) => pair.public_key().as_ref(),
        }
    }

    /// The signature of `message` with the name of its algorithm (RFC 5754 3).
    fn sign(&self, message: &[u8]) -> Result<(AlgorithmIdentifierOwned, Vec<u8>), SealFault> {
        let random = SystemRandom::new();
        match self {
            Self::Rsa(pair) => {
                let mut number = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut number).map_err(|_| SealFault::Making)?;
                let algorithm =
                    AlgorithmIdentifierOwned { oid: RSA_WITH_SHA256, parameters: Some(Any::null()) };
                Ok((algorithm, number))
            }
            Self::P256(pair) => {
                let number = pair.sign(&random, message).map_err(|_| SealFault::Making)?;
                let algorithm = AlgorithmIdentifierOwned { oid: ECDSA_WITH_SHA256, parameters: None };
                Ok((algorithm, number.as_ref().to_vec()))
            }
        }
    }
}

fn why_closed(fault: &p12_keystore::error::Error) -> SealFault {
    use p12_keystore::error::Error;
    let wrong_password = matches!(fault, Error::MacError(_) | Error::UnpadError | Error::Pkcs5Error(_));
    if wrong_password { SealFault::Password } else { SealFault::KeyStore }
}
