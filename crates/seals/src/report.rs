//! What is found of one signature, each finding apart, and the verdict that follows. Nothing here says more than was checked.

use crate::{Algorithm, Signer};
use motcua_kernel::Instant;

/// What one signature of a PDF says and what is true of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureReport {
    /// The name of its field in the PDF.
    pub field: String,
    /// Whose certificate it names, where that can be read.
    pub signer: Option<Signer>,
    /// When its maker says it was made: a claim, no proof.
    pub signed_at: Option<Instant>,
    /// Why its maker says it was made.
    pub reason: Option<String>,
    /// Where its maker says it was made.
    pub place: Option<String>,
    /// How it was made, when in a way that we accept.
    pub algorithm: Option<Algorithm>,
    /// How much of the file it is about.
    pub coverage: Coverage,
    /// Whether the bytes it is about are those that were signed.
    pub digest: Matches,
    /// Whether the key of the certificate made it.
    pub signature: Matches,
    /// Whether the certificate leads to a given root, at the moment of the verification.
    pub trust: Trust,
}

/// How much of a file a signature is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Every byte but the signature itself.
    Whole,
    /// The first `signed` bytes; `appended` bytes came later, with another signature or without.
    Revision {
        /// Bytes from the beginning of the file that are signed.
        signed: usize,
        /// Bytes behind them that are not.
        appended: usize,
    },
    /// Its ranges leave out more than itself, or lie outside the file.
    Broken,
}

/// Whether something is what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matches {
    /// It is.
    Right,
    /// It is not.
    Wrong,
    /// It could not be looked at: broken, or made in a way that we do not accept.
    Unreadable,
}

/// Whether a certificate leads to a root that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// It does, and holds at the moment of the verification.
    Trusted,
    /// It or one above it is over, or has not begun.
    OutOfPeriod,
    /// It leads to none of the roots.
    UnknownIssuer,
    /// It is not for signing documents.
    NotForSigning,
    /// It, or one above it, breaks a rule of certificates.
    Invalid,
}

/// What all findings of a signature come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The whole file is as signed, by a trusted certificate.
    Sound,
    /// A trusted signature of an earlier state: something was appended.
    Appended,
    /// As signed, but nobody we trust says by whom.
    Untrusted,
    /// Not what was signed.
    Altered,
    /// Of a kind that can not be checked here.
    Unreadable,
}

impl SignatureReport {
    /// What its findings come to; the worst of them counts.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.coverage, [self.digest, self.signature], self.trust)
    }
}

impl Verdict {
    /// What these findings come to: how much is signed, whether the bytes and the key are right, and who vouches for them.
    pub fn of(coverage: Coverage, right: [Matches; 2], trust: Trust) -> Self {
        if coverage == Coverage::Broken || right.contains(&Matches::Wrong) {
            return Self::Altered;
        }
        if right.contains(&Matches::Unreadable) {
            return Self::Unreadable;
        }
        match (trust, coverage) {
            (Trust::Trusted, Coverage::Whole) => Self::Sound,
            (Trust::Trusted, Coverage::Revision { .. } | Coverage::Broken) => Self::Appended,
            (Trust::OutOfPeriod | Trust::UnknownIssuer | Trust::NotForSigning | Trust::Invalid, _) => {
                Self::Untrusted
            }
        }
    }

    /// Its word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Appended => "appended",
            Self::Untrusted => "untrusted",
            Self::Altered => "altered",
            Self::Unreadable => "unreadable",
        }
    }

    /// The key of its text.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sound => "seals.verdict-sound",
            Self::Appended => "seals.verdict-appended",
            Self::Untrusted => "seals.verdict-untrusted",
            Self::Altered => "seals.verdict-altered",
            Self::Unreadable => "seals.verdict-unreadable",
        }
    }
}

impl Matches {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Right, Self::Wrong, Self::Unreadable];

    /// Its word for programs and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Unreadable => "unreadable",
        }
    }
}

impl Coverage {
    /// Its word for programs and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Revision { .. } => "revision",
            Self::Broken => "broken",
        }
    }
}

impl Trust {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Trusted, Self::OutOfPeriod, Self::UnknownIssuer, Self::NotForSigning, Self::Invalid];

    /// Its word for programs and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::OutOfPeriod => "out-of-period",
            Self::UnknownIssuer => "unknown-issuer",
            Self::NotForSigning => "not-for-signing",
            Self::Invalid => "invalid",
        }
    }

    /// The key of its text.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Trusted => "seals.trust-trusted",
            Self::OutOfPeriod => "seals.trust-out-of-period",
            Self::UnknownIssuer => "seals.trust-unknown-issuer",
            Self::NotForSigning => "seals.trust-not-for-signing",
            Self::Invalid => "seals.trust-invalid",
        }
    }
}
