//! What a certificate says of its holder. Only what stands in it is told; whether it is true is for `roots`.

use cms::cert::IssuerAndSerialNumber;
use der::asn1::ObjectIdentifier;
use der::{Tag, Tagged};
use motcua_kernel::Instant;
use std::fmt::Write;
use x509_cert::Certificate;
use x509_cert::ext::pkix::{KeyUsage, SubjectKeyIdentifier};
use x509_cert::name::Name;
use x509_cert::time::Time;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");

/// The holder of a certificate, as it names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// Common name (CN).
    pub name: Option<String>,
    /// Organisation (O).
    pub organisation: Option<String>,
    /// Common name of who issued it, or their organisation.
    pub issuer: Option<String>,
    /// Serial number, in hexadecimal digits.
    pub serial: String,
    /// The first moment it holds.
    pub not_before: Instant,
    /// The last moment it holds.
    pub not_after: Instant,
}

impl Signer {
    /// Of a certificate.
    pub(crate) fn of(certificate: &Certificate) -> Self {
        let content = certificate.tbs_certificate();
        let validity = content.validity();
        Self {
            name: part(content.subject(), COMMON_NAME),
            organisation: part(content.subject(), ORGANISATION),
            issuer: part(content.issuer(), COMMON_NAME).or_else(|| part(content.issuer(), ORGANISATION)),
            serial: hexadecimal(content.serial_number().as_bytes()),
            not_before: instant(&validity.not_before),
            not_after: instant(&validity.not_after),
        }
    }

    /// Whether the certificate holds at `moment`.
    pub fn holds_at(&self, moment: Instant) -> bool {
        (self.not_before..=self.not_after).contains(&moment)
    }
}

/// The text of one part of a name, in whichever of the string types of X.520 it is written.
fn part(name: &Name, id: ObjectIdentifier) -> Option<String> {
    let value = &name.iter().find(|it| it.oid == id)?.value;
    let bytes = value.value();
    // A BMPString is UTF-16; a TeletexString is Latin 1, as everybody uses it; the others are ASCII or UTF-8.
    if value.tag() == Tag::BmpString {
        let units = bytes.as_chunks::<2>().0.iter().map(|it| u16::from_be_bytes(*it));
        Some(char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
    } else if value.tag() == Tag::TeletexString {
        Some(bytes.iter().map(|it| char::from(*it)).collect())
    } else {
        Some(String::from_utf8_lossy(bytes).into_owned())
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text never fails.
        let _ = write!(text, "{byte:02X}");
        text
    })
}

/// The moment that a certificate names, to the second.
pub(crate) fn instant(time: &Time) -> Instant {
    let micros = i64::try_from(time.to_unix_duration().as_micros()).unwrap_or(i64::MAX);
    Instant::from_micros(micros)
}

/// Whether a certificate may sign documents: RFC 5280 4.2.1.3, where it says what it is for.
pub(crate) fn is_for_signing(certificate: &Certificate) -> bool {
    match certificate.tbs_certificate().get_extension::<KeyUsage>() {
        Ok(Some((_, usage))) => usage.digital_signature() || usage.non_repudiation(),
        Ok(None) => true,
        Err(_) => false,
    }
}

/// Whether a certificate is the one that issuer and serial number name.
pub(crate) fn is_named(certificate: &Certificate, name: &IssuerAndSerialNumber) -> bool {
    let content = certificate.tbs_certificate();
    *content.issuer() == name.issuer && *content.serial_number() == name.serial_number
}

/// Whether a certificate is the one with this key identifier.
pub(crate) fn has_key(certificate: &Certificate, wanted: &SubjectKeyIdentifier) -> bool {
    let found = certificate.tbs_certificate().get_extension::<SubjectKeyIdentifier>();
    found.is_ok_and(|it| it.is_some_and(|(_, id)| id == *wanted))
}
