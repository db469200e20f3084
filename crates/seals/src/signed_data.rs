//! The signature itself: a detached CMS `SignedData` (RFC 5652) with one signer, written as EN 319 142-1 demands of a basic
//! PDF signature and read from anybody who writes it so. It holds no time of its own: the PDF says when.

use crate::algorithm::{Hash, ID_SHA256};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedAttributes, SignedData, SignerIdentifier, SignerInfo,
    SignerInfos,
};
use der::asn1::{Any, ObjectIdentifier, OctetString, SetOfVec};
use der::{Decode, Encode, EncodingRules, Reader, Sequence, SliceReader};
use x509_cert::Certificate;
use x509_cert::attr::Attribute;
use x509_cert::spki::AlgorithmIdentifierOwned;

const ID_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const ID_SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// Names the certificate of the signer inside what is signed, so that no other can be put in its place (RFC 5035 3).
#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
struct SigningCertificateV2 {
    certificates: Vec<CertificateDigest>,
    policies: Option<Any>,
}

/// `ESSCertIDv2` of RFC 5035; SHA-256 where it names no algorithm.
#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
struct CertificateDigest {
    algorithm: Option<AlgorithmIdentifierOwned>,
    digest: OctetString,
    issuer_and_serial: Option<Any>,
}

/// The attributes that are signed: what was signed, its digest, and by which certificate.
pub(crate) fn attributes(message_digest: &[u8], certificate: &Certificate) -> der::Result<SignedAttributes> {
    let own = OctetString::new(Hash::Sha256.of(&[&certificate.to_der()?]).as_ref())?;
    let by = SigningCertificateV2 {
        certificates: vec![CertificateDigest { algorithm: None, digest: own, issuer_and_serial: None }],
        policies: None,
    };
    SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, Any::encode_from(&ID_DATA)?)?,
        attribute(MESSAGE_DIGEST, Any::encode_from(&OctetString::new(message_digest)?)?)?,
        attribute(SIGNING_CERTIFICATE_V2, Any::encode_from(&by)?)?,
    ])
}

fn attribute(oid: ObjectIdentifier, value: Any) -> der::Result<Attribute> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

/// The bytes that go into the PDF: `signature` over `attributes`, made by the key of the first of `certificates`.
pub(crate) fn encode(
    attributes: SignedAttributes,
    algorithm: AlgorithmIdentifierOwned,
    signature: &[u8],
    certificates: &[Certificate],
) -> der::Result<Vec<u8>> {
    let own = certificates.first().ok_or(der::ErrorKind::Failed)?.tbs_certificate();
    let digest = AlgorithmIdentifierOwned { oid: ID_SHA256, parameters: None };
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: own.issuer().clone(),
            serial_number: own.serial_number().clone(),
        }),
        digest_alg: digest.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: algorithm,
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    };
    let all = certificates.iter().cloned().map(CertificateChoices::Certificate).collect::<Vec<_>>();
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![digest])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None },
        certificates: Some(CertificateSet(SetOfVec::try_from(all)?)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![signer])?),
    };
    ContentInfo { content_type: ID_SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()
}

/// A signature as it was read: its one signer and all certificates that came with it.
pub(crate) struct Read {
    /// The signer's part.
    pub signer: SignerInfo,
    /// Certificates, in no order.
    pub certificates: Vec<Certificate>,
}

/// Reads what stands between the ranges of a PDF signature: one `SignedData`, then nothing but zeros. Tokens write BER too.
pub(crate) fn decode(contents: &[u8]) -> Option<Read> {
    let mut reader = SliceReader::new_with_encoding_rules(contents, EncodingRules::Ber).ok()?;
    let info = ContentInfo::decode(&mut reader).ok()?;
    let used = usize::try_from(u32::from(reader.position())).ok()?;
    let only_padding = contents.get(used..)?.iter().all(|it| *it == 0);
    if !only_padding || info.content_type != ID_SIGNED_DATA {
        return None;
    }
    let data: SignedData = info.content.decode_as_encoding(EncodingRules::Ber).ok()?;
    if data.encap_content_info.econtent.is_some() {
        return None;
    }
    let [signer] = data.signer_infos.0.as_slice() else { return None };
    let certificates = data.certificates.iter().flat_map(|it| it.0.iter()).filter_map(|it| match it {
        CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
        CertificateChoices::Other(_) => None,
    });
    Some(Read { signer: signer.clone(), certificates: certificates.collect() })
}

impl Read {
    /// The certificate that the signer names.
    pub(crate) fn own(&self) -> Option<&Certificate> {
        self.certificates.iter().find(|it| match &self.signer.sid {
            SignerIdentifier::IssuerAndSerialNumber(name) => crate::certificate::is_named(it, name),
            SignerIdentifier::SubjectKeyIdentifier(id) => crate::certificate::has_key(it, id),
        })
    }

    /// The digest that the signer says the signed ranges have.
    pub(crate) fn message_digest(&self) -> Option<OctetString> {
        self.attribute(MESSAGE_DIGEST)?.decode_as().ok()
    }

    /// The moment of signing, where the signature says one.
    pub(crate) fn signing_time(&self) -> Option<x509_cert::time::Time> {
        self.attribute(SIGNING_TIME)?.decode_as().ok()
    }

    /// Whether what is signed says that it is data, as it must when there are signed attributes (RFC 5652 11.1).
    pub(crate) fn is_of_data(&self) -> bool {
        self.attribute(CONTENT_TYPE)
            .is_some_and(|it| it.decode_as::<ObjectIdentifier>().is_ok_and(|id| id == ID_DATA))
    }

    /// Whether `certificate` is the one that was signed with; also when the signature does not say.
    pub(crate) fn names(&self, certificate: &Certificate) -> bool {
        let Some(value) = self.attribute(SIGNING_CERTIFICATE_V2) else { return true };
        let Ok(named) = value.decode_as::<SigningCertificateV2>() else { return false };
        let Some(first) = named.certificates.first() else { return false };
        let hash = first.algorithm.as_ref().map_or(Some(Hash::Sha256), |it| Hash::named(it.oid));
        let (Some(hash), Ok(bytes)) = (hash, certificate.to_der()) else { return false };
        hash.of(&[&bytes]).as_ref() == first.digest.as_bytes()
    }

    /// The only value of the only attribute of a kind.
    fn attribute(&self, oid: ObjectIdentifier) -> Option<&Any> {
        let mut all = self.signer.signed_attrs.iter().flat_map(|it| it.iter()).filter(|it| it.oid == oid);
        let (Some(found), None) = (all.next(), all.next()) else { return None };
        let [value] = found.values.as_slice() else { return None };
        Some(value)
    }
}
