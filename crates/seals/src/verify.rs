//! Every signature of a PDF looked at, whoever made it. A finding that could not be made is never taken for a good one.

use crate::certificate::{instant, is_for_signing};
use crate::open::{open, value};
use crate::revision::{Covered, Signed, signatures};
use crate::signed_data::{Read, decode};
use crate::{Algorithm, Hash, Matches, Roots, Scheme, SealFault, SignatureReport, Signer, Trust};
use der::Encode;
use lopdf::{Document, decode_text_string};
use motcua_kernel::Instant;
use rustls_pki_types::CertificateDer;
use webpki::EndEntityCert;
use x509_cert::Certificate;

/// What is true of each signature of `pdf`, in the order of its form; nothing for a PDF that nobody signed. A certificate is
/// trusted that leads to one of `roots` at the moment `now`: what a signature says of its own time is a claim.
///
/// # Errors
/// When `pdf` can not be read at all: broken, encrypted, too large, or with more signatures than anybody needs.
pub fn verify(pdf: &[u8], roots: &Roots, now: Instant) -> Result<Vec<SignatureReport>, SealFault> {
    let document = open(pdf)?;
    Ok(signatures(&document)?.iter().map(|it| report(it, pdf, &document, roots, now)).collect())
}

fn report(signed: &Signed, pdf: &[u8], document: &Document, roots: &Roots, now: Instant) -> SignatureReport {
    let covered = signed.covered(pdf, document);
    let text =
        |key: &[u8]| value(document, &signed.dictionary, key).and_then(|it| decode_text_string(it).ok());
    let read = if is_detached(signed, document) { decode(&covered.contents) } else { None };
    let findings = read.as_ref().map_or(Findings::NONE, |it| Findings::of(it, &covered, roots, now));
    SignatureReport {
        field: signed.field.clone(),
        signer: read.as_ref().and_then(Read::own).map(Signer::of),
        signed_at: read
            .as_ref()
            .and_then(Read::signing_time)
            .map(|it| instant(&it))
            .or_else(|| text(b"M").and_then(|it| moment(&it))),
        reason: text(b"Reason"),
        place: text(b"Location"),
        algorithm: findings.algorithm,
        coverage: covered.coverage,
        digest: findings.digest,
        signature: findings.signature,
        trust: findings.trust,
    }
}

/// Whether the signature is of a kind that signs the bytes of the file themselves.
fn is_detached(signed: &Signed, document: &Document) -> bool {
    value(document, &signed.dictionary, b"SubFilter")
        .and_then(|it| it.as_name().ok())
        .is_some_and(|it| [b"ETSI.CAdES.detached".as_slice(), b"adbe.pkcs7.detached"].contains(&it))
}

struct Findings {
    algorithm: Option<Algorithm>,
    digest: Matches,
    signature: Matches,
    trust: Trust,
}

impl Findings {
    /// Of a signature that can not be read.
    const NONE: Self = Self {
        algorithm: None,
        digest: Matches::Unreadable,
        signature: Matches::Unreadable,
        trust: Trust::UnknownIssuer,
    };

    fn of(read: &Read, covered: &Covered<'_>, roots: &Roots, now: Instant) -> Self {
        let Some(hash) = Hash::named(read.signer.digest_alg.oid) else { return Self::NONE };
        let algorithm = Algorithm::named(read.signer.signature_algorithm.oid, hash);
        let Some(own) = read.own() else { return Self { algorithm, ..Self::NONE } };
        let Ok(certificate) = own.to_der().map(CertificateDer::from) else { return Self::NONE };
        Self {
            algorithm,
            digest: digest(read, covered, hash),
            signature: algorithm
                .map_or(Matches::Unreadable, |it| signature(read, covered, it, own, &certificate)),
            trust: trust(read, own, &certificate, roots, now),
        }
    }
}

/// Whether the signed bytes have the digest that the signature says. Without signed attributes it says none: then the
/// signature is about the bytes themselves.
fn digest(read: &Read, covered: &Covered<'_>, hash: Hash) -> Matches {
    if covered.parts.is_empty() {
        return Matches::Unreadable;
    }
    if read.signer.signed_attrs.is_none() {
        return Matches::Right;
    }
    let Some(said) = read.message_digest() else { return Matches::Unreadable };
    right(read.is_of_data() && hash.of(&covered.parts).as_ref() == said.as_bytes())
}

/// Whether the key of the certificate made the signature, and the signature means this certificate.
fn signature(
    read: &Read,
    covered: &Covered<'_>,
    algorithm: Algorithm,
    own: &Certificate,
    certificate: &CertificateDer<'_>,
) -> Matches {
    let message = match &read.signer.signed_attrs {
        Some(attributes) => attributes.to_der().ok(),
        None if covered.parts.is_empty() => None,
        None => Some(covered.parts.concat()),
    };
    let (Some(message), Ok(end)) = (message, EndEntityCert::try_from(certificate)) else {
        return Matches::Unreadable;
    };
    let number = read.signer.signature.as_bytes();
    let made = algorithm.verifying().into_iter().any(|it| end.verify_signature(it, &message, number).is_ok());
    // Only the salt that most writers take can be checked; with another one the signature may yet be right.
    if !made && algorithm.scheme == Scheme::RsaPss {
        return Matches::Unreadable;
    }
    right(made && read.names(own))
}

fn trust(
    read: &Read,
    own: &Certificate,
    certificate: &CertificateDer<'_>,
    roots: &Roots,
    now: Instant,
) -> Trust {
    if !is_for_signing(own) {
        return Trust::NotForSigning;
    }
    let others: Vec<_> = read
        .certificates
        .iter()
        .filter(|it| *it != own)
        .filter_map(|it| it.to_der().ok())
        .map(CertificateDer::from)
        .collect();
    roots.trust(certificate, &others, now)
}

const fn right(it: bool) -> Matches {
    if it { Matches::Right } else { Matches::Wrong }
}

/// The moment in a date of a PDF (ISO 32000-1 7.9.4): `D:20261130093000+07'00'`, or `Z` for UTC, which also holds where no
/// offset is written.
fn moment(text: &str) -> Option<Instant> {
    let digits = text.strip_prefix("D:").unwrap_or(text);
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u16>().ok();
    let small = |from: usize, to: usize| number(from, to).and_then(|it| u8::try_from(it).ok());
    let month = time::Month::try_from(small(4, 6)?).ok()?;
    let date = motcua_kernel::Date::from_calendar_date(i32::from(number(0, 4)?), month, small(6, 8)?).ok()?;
    let time = time::Time::from_hms(small(8, 10)?, small(10, 12)?, small(12, 14).unwrap_or(0)).ok()?;
    let minutes = i64::from(small(15, 17).unwrap_or(0)) * 60 + i64::from(small(18, 20).unwrap_or(0));
    let utc = Instant::from(date.with_time(time).assume_utc());
    match digits.get(14..15) {
        Some("+") => Some(utc.plus_minutes(-minutes)),
        Some("-") => Some(utc.plus_minutes(minutes)),
        Some(_) | None => Some(utc),
    }
}
