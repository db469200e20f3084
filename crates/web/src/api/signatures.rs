//! What was found of the signatures of a file, over the API.

use crate::words;
use motcua_app::seals::{SignatureCheck, StoredSignature};
use serde::Serialize;
use utoipa::ToSchema;

/// What was found of the signatures of a PDF when it came in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignaturesDocument {
    /// When it was looked at.
    pub checked_at: String,
    /// Why it could not be looked at: `seals.too-large`, `seals.pdf`, `seals.encrypted` or `seals.too-many-signatures`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<&'static str>,
    /// Each signature; none for a PDF that nobody signed.
    pub items: Vec<SignatureDocument>,
}

/// What was found of one signature.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignatureDocument {
    /// `sound`, `appended`, `untrusted`, `altered` or `unreadable`.
    pub verdict: &'static str,
    /// The common name in the certificate.
    pub signer: Option<String>,
    /// The organisation in it.
    pub organisation: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Its serial number, in hexadecimal digits.
    pub serial: Option<String>,
    /// The last moment it holds.
    pub holds_until: Option<String>,
    /// When its maker says it was made: a claim.
    pub signed_at: Option<String>,
    /// Why its maker says it was made.
    pub reason: Option<String>,
    /// `whole`, `revision` or `broken`: how much of the file it is about.
    pub coverage: &'static str,
    /// `right`, `wrong` or `unreadable`: whether the bytes are those that were signed.
    pub digest: &'static str,
    /// `right`, `wrong` or `unreadable`: whether the key of the certificate made it.
    pub signature: &'static str,
    /// `trusted`, `out-of-period`, `unknown-issuer`, `not-for-signing` or `invalid`, when it was looked at.
    pub trust: &'static str,
}

impl SignaturesDocument {
    /// Of a file that was looked at.
    pub fn of(check: &SignatureCheck) -> Self {
        let found = check.found.as_deref().unwrap_or_default();
        Self {
            checked_at: words::moment(check.at),
            fault: check.found.as_ref().err().map(|it| it.key()),
            items: found.iter().map(document).collect(),
        }
    }
}

fn document(it: &StoredSignature) -> SignatureDocument {
    let signer = it.signer.as_ref();
    SignatureDocument {
        verdict: it.verdict().code(),
        signer: signer.and_then(|it| it.name.clone()),
        organisation: signer.and_then(|it| it.organisation.clone()),
        issuer: signer.and_then(|it| it.issuer.clone()),
        serial: signer.map(|it| it.serial.clone()),
        holds_until: signer.map(|it| words::moment(it.not_after)),
        signed_at: it.signed_at.map(words::moment),
        reason: it.reason.clone(),
        coverage: it.coverage.code(),
        digest: it.digest.code(),
        signature: it.signature.code(),
        trust: it.trust.code(),
    }
}
