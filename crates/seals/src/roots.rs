//! Whom we trust: the roots that an administrator gave, and the way from a certificate up to one of them. Without roots
//! nobody is trusted; nothing is built in. Revocation is not looked at.

use crate::{SealFault, Trust};
use der::{Decode, Encode};
use motcua_kernel::Instant;
use rustls_pki_types::{CertificateDer, UnixTime};
use std::time::Duration;
use webpki::{
    ALL_VERIFICATION_ALGS, EndEntityCert, Error, ExtendedKeyUsageValidator, KeyPurposeId, KeyPurposeIdIter,
    KeyUsage, RequiredEkuNotFoundContext, anchor_from_trusted_cert,
};
use x509_cert::Certificate;

/// Certificates that are trusted as they are.
#[derive(Clone, Default)]
pub struct Roots(Vec<CertificateDer<'static>>);

impl Roots {
    /// The roots in a file: certificates in PEM, one after the other, or one in DER.
    ///
    /// # Errors
    /// [`SealFault::Certificate`] when it holds none, or one that can not be read.
    pub fn from_bytes(file: &[u8]) -> Result<Self, SealFault> {
        let certificates = if file.starts_with(b"-----") || file.windows(11).any(|it| it == b"-----BEGIN ") {
            Certificate::load_pem_chain(file)
        } else {
            Certificate::from_der(file).map(|it| vec![it])
        };
        let roots = certificates
            .map_err(|_| SealFault::Certificate)?
            .iter()
            .map(|it| it.to_der().map(CertificateDer::from).map_err(|_| SealFault::Certificate))
            .collect::<Result<Vec<_>, _>>()?;
        let usable = !roots.is_empty() && roots.iter().all(|it| anchor_from_trusted_cert(it).is_ok());
        if usable { Ok(Self(roots)) } else { Err(SealFault::Certificate) }
    }

    /// These and `others`.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether `certificate` leads to one of the roots over `others` at `moment`, and may sign documents.
    pub(crate) fn trust(
        &self,
        certificate: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        moment: Instant,
    ) -> Trust {
        let seconds = u64::try_from(moment.micros()).unwrap_or(0) / 1_000_000;
        let time = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        let anchors: Vec<_> = self.0.iter().filter_map(|it| anchor_from_trusted_cert(it).ok()).collect();
        let Ok(end) = EndEntityCert::try_from(certificate) else { return Trust::Invalid };
        match end.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, others, time, ForDocuments, None, None) {
            Ok(_) => Trust::Trusted,
            // A certificate that signed itself and was given as a root is trusted as it is, whatever it says it may issue.
            Err(Error::CaUsedAsEndEntity) if self.0.iter().any(|it| it == certificate) => Trust::Trusted,
            Err(fault) => distrust(&fault),
        }
    }
}

fn distrust(fault: &Error) -> Trust {
    if matches!(fault, Error::CertExpired { .. } | Error::CertNotValidYet { .. }) {
        Trust::OutOfPeriod
    } else if matches!(fault, Error::UnknownIssuer) {
        Trust::UnknownIssuer
    } else if matches!(fault, Error::RequiredEkuNotFoundContext(_)) {
        Trust::NotForSigning
    } else {
        Trust::Invalid
    }
}

/// Purposes under which authorities issue certificates for signing documents (RFC 5280 4.2.1.12, RFC 9336, Microsoft,
/// Adobe); a certificate that names purposes must name one of them.
struct ForDocuments;

const EMAIL_PROTECTION: &[u8] = &[0x2B, 6, 1, 5, 5, 7, 3, 4];
const CLIENT_AUTHENTICATION: &[u8] = &[0x2B, 6, 1, 5, 5, 7, 3, 2];
const DOCUMENT_SIGNING: &[u8] = &[0x2B, 6, 1, 5, 5, 7, 3, 36];
const ANY_PURPOSE: &[u8] = &[0x55, 0x1D, 0x25, 0];
const MICROSOFT_DOCUMENTS: &[u8] = &[0x2B, 6, 1, 4, 1, 0x82, 0x37, 0x0A, 3, 0x0C];
const ADOBE_DOCUMENTS: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x2F, 1, 1, 5];

impl ExtendedKeyUsageValidator for ForDocuments {
    fn validate(&self, purposes: KeyPurposeIdIter<'_, '_>) -> Result<(), Error> {
        let accepted = [
            EMAIL_PROTECTION,
            CLIENT_AUTHENTICATION,
            DOCUMENT_SIGNING,
            ANY_PURPOSE,
            MICROSOFT_DOCUMENTS,
            ADOBE_DOCUMENTS,
        ]
        .map(KeyPurposeId::new);
        let mut named = 0_usize;
        for purpose in purposes {
            if accepted.contains(&purpose?) {
                return Ok(());
            }
            named += 1;
        }
        if named == 0 {
            return Ok(());
        }
        let required = KeyUsage::required(DOCUMENT_SIGNING);
        Err(Error::RequiredEkuNotFoundContext(RequiredEkuNotFoundContext { required, present: Vec::new() }))
    }
}
