//! What a seal adds, and what it says.

use crate::office::{LINEAR, OFFICE, STREAMS, TABLE, TYPST, moment, request, sealed};
use motcua_seals::{Coverage, Hash, Matches, Scheme, Trust, Verdict, verify};

fn check(name: &str, pdf: &[u8]) {
    for (sealer, scheme) in OFFICE.sealers().iter().zip([Scheme::RsaPkcs1, Scheme::Ecdsa]) {
        let done = sealed(sealer, pdf);
        assert!(done.starts_with(pdf), "{name}: the bytes before a seal stay as they are");
        let reports = verify(&done, &OFFICE.roots(), moment(sealer)).unwrap();
        let [report] = reports.as_slice() else { panic!("{name}: {} signatures", reports.len()) };
        assert_eq!(report.verdict(), Verdict::Sound, "{name}: {report:?}");
        assert_eq!((report.coverage, report.digest), (Coverage::Whole, Matches::Right));
        assert_eq!((report.signature, report.trust), (Matches::Right, Trust::Trusted));
        assert_eq!(report.signed_at, Some(moment(sealer)));
        assert_eq!(report.reason.as_deref(), Some("Giấy tiếp nhận hồ sơ (mẫu)"));
        assert_eq!(report.place.as_deref(), Some("Phú Lợi"));
        let algorithm = report.algorithm.unwrap();
        assert_eq!((algorithm.scheme, algorithm.hash), (scheme, Hash::Sha256));
        let signer = report.signer.as_ref().unwrap();
        assert_eq!(signer, sealer.signer());
        assert_eq!(signer.name.as_deref(), Some("Trung tâm Phục vụ hành chính công"));
        assert_eq!(signer.organisation.as_deref(), Some("UBND phường Phú Lợi (mẫu)"));
        assert_eq!(signer.issuer.as_deref(), Some("Gốc mẫu"));
    }
}

#[test]
fn a_seal_is_whole_and_trusted_on_a_slip_of_typst() {
    check("typst", TYPST);
}

#[test]
fn a_seal_is_whole_and_trusted_whatever_program_wrote_the_pdf() {
    check("classic table", TABLE);
    check("object streams", STREAMS);
    check("linearized", LINEAR);
    check("no line end at the end", TABLE.trim_ascii_end());
}

#[test]
fn a_pdf_that_a_leader_signed_can_be_sealed_and_keeps_that_signature() {
    let leaders = include_bytes!("../fixtures/pyhanko-pades-rsa.pdf");
    let [sealer, _] = OFFICE.sealers();
    let roots = OFFICE.roots().and(motcua_seals::Roots::from_bytes(crate::foreign::ROOT).unwrap());
    let reports = verify(&sealed(&sealer, leaders), &roots, moment(&sealer)).unwrap();
    let verdicts: Vec<_> = reports.iter().map(|it| (it.field.as_str(), it.verdict())).collect();
    assert_eq!(verdicts, [("LanhDao", Verdict::Appended), ("Seal1", Verdict::Sound)]);
}

#[test]
fn sealing_twice_gives_two_fields_with_names_of_their_own() {
    let [rsa, p256] = OFFICE.sealers();
    for pdf in [TYPST, STREAMS] {
        let once = sealed(&rsa, pdf);
        let twice = sealed(&p256, &once);
        let reports = verify(&twice, &OFFICE.roots(), moment(&p256)).unwrap();
        let fields: Vec<_> = reports.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(fields, ["Seal1", "Seal2"]);
        let appended = twice.len() - once.len();
        assert_eq!(reports[0].coverage, Coverage::Revision { signed: once.len(), appended });
        assert_eq!(reports[1].verdict(), Verdict::Sound);
    }
}

#[test]
fn the_same_request_on_the_same_pdf_with_rsa_makes_the_same_bytes() {
    let [rsa, _] = OFFICE.sealers();
    assert_eq!(sealed(&rsa, STREAMS), sealed(&rsa, STREAMS));
}

#[test]
fn what_the_request_says_can_not_disturb_the_place_of_the_signature() {
    let [rsa, _] = OFFICE.sealers();
    for reason in ["/ByteRange[0 9999999999 9999999999 9999999999]", ")>>endobj", "<00>", "", "(("] {
        let mut asked = request(&rsa);
        asked.reason = reason.to_owned();
        asked.name = reason.to_owned();
        let done = rsa.sign(TABLE, &asked).unwrap();
        let reports = verify(&done, &OFFICE.roots(), moment(&rsa)).unwrap();
        assert_eq!(reports[0].verdict(), Verdict::Sound, "{reason}");
        assert_eq!(reports[0].reason.as_deref().unwrap_or_default(), reason);
    }
}
