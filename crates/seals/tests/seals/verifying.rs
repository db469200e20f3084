//! What `verify` tells apart.

use crate::office::{FOR_SIGNING, OFFICE, P256, PASSWORD, TABLE, TYPST, Wish, key_store, moment, sealed};
use motcua_seals::{Coverage, Matches, Roots, Sealer, Trust, Verdict, verify};

#[test]
fn a_pdf_that_nobody_signed_has_no_signatures() {
    let [sealer, _] = OFFICE.sealers();
    assert!(verify(TYPST, &OFFICE.roots(), moment(&sealer)).unwrap().is_empty());
}

#[test]
fn without_roots_nobody_is_trusted() {
    let [sealer, _] = OFFICE.sealers();
    let reports = verify(&sealed(&sealer, TABLE), &Roots::default(), moment(&sealer)).unwrap();
    assert_eq!((reports[0].trust, reports[0].verdict()), (Trust::UnknownIssuer, Verdict::Untrusted));
}

#[test]
fn a_root_of_the_same_name_with_another_key_is_another_root() {
    let [sealer, _] = OFFICE.sealers();
    let (_, other) = key_store(&Wish { key: P256, extensions: FOR_SIGNING, export: &[] });
    let reports =
        verify(&sealed(&sealer, TABLE), &Roots::from_bytes(&other).unwrap(), moment(&sealer)).unwrap();
    assert_eq!((reports[0].signature, reports[0].verdict()), (Matches::Right, Verdict::Untrusted));
}

#[test]
fn trust_ends_with_the_certificate_and_begins_with_it() {
    let [sealer, _] = OFFICE.sealers();
    let done = sealed(&sealer, TABLE);
    let signer = sealer.signer();
    for now in [signer.not_before.plus_minutes(-1), signer.not_after.plus_minutes(1)] {
        let reports = verify(&done, &OFFICE.roots(), now).unwrap();
        assert_eq!(reports[0].trust, Trust::OutOfPeriod);
    }
}

#[test]
fn a_certificate_for_servers_only_signs_no_documents() {
    let web = "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n";
    let documents = "basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth,1.3.6.1.5.5.7.3.36\n";
    for (extensions, expected) in [(web, Trust::NotForSigning), (documents, Trust::Trusted)] {
        let (store, root) = key_store(&Wish { key: P256, extensions, export: &[] });
        let sealer = Sealer::from_pkcs12(&store, PASSWORD).unwrap();
        let roots = Roots::from_bytes(&root).unwrap();
        let reports = verify(&sealed(&sealer, TABLE), &roots, moment(&sealer)).unwrap();
        assert_eq!(reports[0].trust, expected);
    }
}

#[test]
fn a_byte_behind_a_seal_is_something_appended() {
    let [sealer, _] = OFFICE.sealers();
    let done = sealed(&sealer, TYPST);
    let longer = [done.as_slice(), b"\n"].concat();
    let reports = verify(&longer, &OFFICE.roots(), moment(&sealer)).unwrap();
    assert_eq!(reports[0].coverage, Coverage::Revision { signed: done.len(), appended: 1 });
    assert_eq!(reports[0].verdict(), Verdict::Appended);
}

#[test]
fn a_range_that_leaves_out_more_than_the_signature_is_broken() {
    let [sealer, _] = OFFICE.sealers();
    let done = sealed(&sealer, TABLE);
    let text = String::from_utf8_lossy(&done);
    let at = text.rfind("/ByteRange[0 ").unwrap() + "/ByteRange[0 ".len();
    // The first range one byte shorter, the second beginning one later: each leaves a byte free.
    let ranges: Vec<usize> = text[at..].split([' ', ']']).take(3).map(|it| it.parse().unwrap()).collect();
    let free = [
        [ranges[0] - 1, ranges[1], ranges[2]],
        [ranges[0], ranges[1] + 1, ranges[2] - 1],
        [ranges[0], ranges[1], ranges[2] + 1],
        [ranges[1], ranges[0], ranges[2]],
    ];
    let start = done.windows(13).rposition(|it| it == b"/ByteRange[0 ").unwrap() + 13;
    for [before, behind, length] in free {
        let mut changed = done.clone();
        let wide = format!("{:<32}", format!("{before} {behind} {length}"));
        changed[start..start + 32].copy_from_slice(wide.as_bytes());
        let reports = verify(&changed, &OFFICE.roots(), moment(&sealer)).unwrap();
        assert_eq!((reports[0].coverage, reports[0].verdict()), (Coverage::Broken, Verdict::Altered));
    }
}

#[test]
fn a_certificate_that_signed_itself_is_trusted_only_when_given() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let own = [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "k", "-days", "9", "-subj", "/CN=Own",
        "-out", "c",
    ];
    crate::office::openssl(at, &own);
    crate::office::openssl(
        at,
        &["pkcs12", "-export", "-inkey", "k", "-in", "c", "-out", "p", "-passout", "pass:x"],
    );
    let sealer = Sealer::from_pkcs12(&std::fs::read(at.join("p")).unwrap(), "x").unwrap();
    let done = sealed(&sealer, TABLE);
    let given = Roots::from_bytes(&std::fs::read(at.join("c")).unwrap()).unwrap();
    for (roots, verdict) in [(given, Verdict::Sound), (OFFICE.roots(), Verdict::Untrusted)] {
        assert_eq!(verify(&done, &roots, moment(&sealer)).unwrap()[0].verdict(), verdict);
    }
}
