//! Key stores and files that nothing is sealed with.

use crate::office::{
    ENCRYPTED, FOR_SIGNING, OFFICE, P256, PASSWORD, RSA, TABLE, Wish, key_store, openssl, request,
};
use motcua_kernel::{Instant, Refusal};
use motcua_seals::{Roots, SealFault, Sealer, verify};

fn check(key: &[&str], extensions: &str, export: &[&str], expected: Option<SealFault>) {
    let (store, _) = key_store(&Wish { key, extensions, export });
    assert_eq!(Sealer::from_pkcs12(&store, PASSWORD).err(), expected, "{key:?} {extensions} {export:?}");
}

#[test]
fn a_wrong_password_is_told_from_a_broken_file() {
    assert_eq!(Sealer::from_pkcs12(&OFFICE.rsa, "khác").err(), Some(SealFault::Password));
    assert_eq!(Sealer::from_pkcs12(&OFFICE.rsa, "").err(), Some(SealFault::Password));
    for broken in [b"".as_slice(), b"PK", &OFFICE.rsa[..OFFICE.rsa.len() / 2], TABLE] {
        assert_eq!(Sealer::from_pkcs12(broken, PASSWORD).err(), Some(SealFault::KeyStore));
    }
}

#[test]
fn a_key_store_of_the_old_kind_opens_too() {
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
    check(RSA, FOR_SIGNING, &old, None);
}

#[test]
fn a_weak_or_unknown_key_seals_nothing() {
    check(&["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"], FOR_SIGNING, &[], Some(SealFault::Key));
    check(
        &["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
        FOR_SIGNING,
        &[],
        Some(SealFault::Key),
    );
    check(&["-algorithm", "ED25519"], FOR_SIGNING, &[], Some(SealFault::Key));
}

#[test]
fn a_certificate_that_is_not_for_signing_seals_nothing() {
    check(P256, "keyUsage=critical,keyEncipherment\n", &[], Some(SealFault::NotForSigning));
    check(P256, "basicConstraints=CA:FALSE\n", &[], None);
}

#[test]
fn a_key_store_without_a_key_is_said_to_have_none() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("root.pem"), OFFICE.roots.concat()).unwrap();
    let password = format!("pass:{PASSWORD}");
    openssl(
        folder.path(),
        &["pkcs12", "-export", "-nokeys", "-in", "root.pem", "-out", "none.p12", "-passout", &password],
    );
    let store = std::fs::read(folder.path().join("none.p12")).unwrap();
    assert_eq!(Sealer::from_pkcs12(&store, PASSWORD).err(), Some(SealFault::NoKey));
}

#[test]
fn outside_the_period_of_its_certificate_nothing_is_sealed() {
    let [sealer, _] = OFFICE.sealers();
    let signer = sealer.signer().clone();
    for moment in
        [signer.not_before.plus_minutes(-1), signer.not_after.plus_minutes(1), Instant::from_micros(0)]
    {
        let mut asked = request(&sealer);
        asked.signed_at = moment;
        assert_eq!(sealer.sign(TABLE, &asked).err(), Some(SealFault::OutOfPeriod));
    }
}

#[test]
fn what_is_no_pdf_or_locked_is_neither_sealed_nor_verified() {
    let [sealer, _] = OFFICE.sealers();
    for (pdf, fault) in [
        (b"".as_slice(), SealFault::Pdf),
        (b"Not a PDF".as_slice(), SealFault::Pdf),
        (vec![0; 4_096].as_slice(), SealFault::Pdf),
        (ENCRYPTED, SealFault::Encrypted),
        (vec![0; motcua_seals::MOST_BYTES + 1].as_slice(), SealFault::TooLarge),
    ] {
        assert_eq!(sealer.sign(pdf, &request(&sealer)).err(), Some(fault));
        assert_eq!(verify(pdf, &Roots::default(), Instant::from_micros(0)).err(), Some(fault));
    }
}

#[test]
fn a_pdf_that_had_to_be_repaired_to_be_read_is_not_sealed() {
    let [sealer, _] = OFFICE.sealers();
    let cut = &TABLE[..TABLE.len() - 40];
    assert_eq!(sealer.sign(cut, &request(&sealer)).err(), Some(SealFault::Pdf));
    let shifted = [b"\n\n\n".as_slice(), TABLE].concat();
    assert_eq!(sealer.sign(&shifted, &request(&sealer)).err(), Some(SealFault::Pdf));
}

#[test]
fn nothing_that_is_printed_shows_a_key_or_a_password() {
    let [sealer, _] = OFFICE.sealers();
    let shown = format!("{sealer:?}");
    assert!(shown.starts_with("Sealer { signer: Signer {") && shown.ends_with(", .. }"), "{shown}");
    assert!(!shown.contains("key") && !shown.contains(PASSWORD), "{shown}");
}

#[test]
fn a_file_that_is_no_certificate_is_no_root() {
    for file in [b"".as_slice(), b"-----BEGIN CERTIFICATE-----\n", TABLE] {
        assert_eq!(Roots::from_bytes(file).err(), Some(SealFault::Certificate));
    }
}

#[test]
fn whoever_sent_too_large_a_file_is_told_how_large_it_may_be() {
    let refusal = Refusal::from(SealFault::TooLarge);
    assert_eq!(refusal, Refusal::new("seals.too-large").with("most", 64));
}
