//! Why nothing was sealed or verified: a file or a key store that somebody has to replace. Never holds a password or a key.

use crate::MOST_BYTES;
use motcua_kernel::Refusal;

/// What is wrong with what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    /// The bytes are no PKCS#12 key store that can be read.
    #[error("the key store can not be read")]
    KeyStore,
    /// The password does not open the key store.
    #[error("the password does not open the key store")]
    Password,
    /// The key store holds no private key together with its certificate.
    #[error("the key store holds no key with its certificate")]
    NoKey,
    /// The key is neither RSA of 2048 bits or more nor ECDSA on P-256.
    #[error("the key is neither RSA of 2048 bits or more nor ECDSA on P-256")]
    Key,
    /// The private key does not belong to the certificate beside it.
    #[error("the key and its certificate do not belong together")]
    ForeignKey,
    /// A certificate can not be read.
    #[error("a certificate can not be read")]
    Certificate,
    /// The certificate is not for signing documents (RFC 5280 4.2.1.3).
    #[error("the certificate is not for signing")]
    NotForSigning,
    /// The moment of the seal lies outside the period of the certificate.
    #[error("the certificate does not hold at this moment")]
    OutOfPeriod,
    /// The file is larger than [`MOST_BYTES`].
    #[error("the file is too large")]
    TooLarge,
    /// The bytes are no PDF that can be read.
    #[error("the PDF can not be read")]
    Pdf,
    /// The PDF is encrypted; nothing can be added to it or read from it without its password.
    #[error("the PDF is encrypted")]
    Encrypted,
    /// The PDF holds more signature fields than anybody needs.
    #[error("the PDF holds too many signatures")]
    TooManySignatures,
    /// The crypto library did not sign, or the signature outgrew its place. Not the fault of whoever asked.
    #[error("the seal could not be made")]
    Making,
}

impl SealFault {
    /// Those of a PDF that can not be verified.
    pub const OF_A_PDF: [Self; 4] = [Self::TooLarge, Self::Pdf, Self::Encrypted, Self::TooManySignatures];

    /// The key of the text that tells a person what to do.
    pub const fn key(self) -> &'static str {
        match self {
            Self::KeyStore => "seals.key-store",
            Self::Password => "seals.password",
            Self::NoKey => "seals.no-key",
            Self::Key => "seals.key",
            Self::ForeignKey => "seals.foreign-key",
            Self::Certificate => "seals.certificate",
            Self::NotForSigning => "seals.not-for-signing",
            Self::OutOfPeriod => "seals.out-of-period",
            Self::TooLarge => "seals.too-large",
            Self::Pdf => "seals.pdf",
            Self::Encrypted => "seals.encrypted",
            Self::TooManySignatures => "seals.too-many-signatures",
            Self::Making => "seals.making",
        }
    }
}

impl From<SealFault> for Refusal {
    fn from(fault: SealFault) -> Self {
        let refusal = Self::new(fault.key());
        if fault == SealFault::TooLarge { refusal.with("most", MOST_BYTES >> 20) } else { refusal }
    }
}
