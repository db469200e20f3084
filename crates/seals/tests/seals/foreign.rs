//! PDFs that others signed: how a leader's token and its program leave them (samples made by `pyHanko`).

use motcua_kernel::{Date, Instant};
use motcua_seals::{Hash, Roots, Scheme, SignatureReport, Verdict, verify};
use time::{Month, Time};

pub const ROOT: &[u8] = include_bytes!("../fixtures/root.pem");
const ONCE: &[u8] = include_bytes!("../fixtures/pyhanko-pades-rsa.pdf");
const TWICE: &[u8] = include_bytes!("../fixtures/pyhanko-pades-twice.pdf");
const PSS: &[u8] = include_bytes!("../fixtures/pyhanko-pkcs7-pss.pdf");

fn check(pdf: &[u8]) -> Vec<SignatureReport> {
    let day = Date::from_calendar_date(2027, Month::January, 4).unwrap();
    let now = Instant::local(day, Time::MIDNIGHT);
    verify(pdf, &Roots::from_bytes(ROOT).unwrap(), now).unwrap()
}

#[test]
fn a_leaders_signature_is_accepted_over_an_authority_in_between() {
    let [report] = check(ONCE).try_into().unwrap();
    assert_eq!(report.verdict(), Verdict::Sound, "{report:?}");
    let signer = report.signer.unwrap();
    assert_eq!(signer.name.as_deref(), Some("Trần Văn Ổn (SAMPLE)"));
    assert_eq!(signer.organisation.as_deref(), Some("Cơ quan mẫu (SAMPLE)"));
    assert_eq!(signer.issuer.as_deref(), Some("CA mẫu (SAMPLE CA)"));
    assert_eq!(report.reason.as_deref(), Some("Phê duyệt (mẫu)"));
    assert_eq!(report.algorithm.map(|it| it.to_string()).as_deref(), Some("RSA SHA-256"));
    assert!(report.signed_at.is_some_and(|it| signer.not_before <= it && it <= signer.not_after));
}

#[test]
fn of_two_signatures_the_last_covers_the_whole_and_the_first_says_what_came_later() {
    let reports = check(TWICE);
    let told: Vec<_> = reports.iter().map(|it| (it.field.as_str(), it.verdict())).collect();
    assert_eq!(told, [("LanhDao", Verdict::Appended), ("VanPhong", Verdict::Sound)]);
    assert_eq!(reports[1].signer.as_ref().unwrap().name.as_deref(), Some("Lý Thị Sà Rươl (SAMPLE)"));
    assert_eq!(reports[1].algorithm.unwrap().scheme, Scheme::Ecdsa);
}

#[test]
fn a_signature_with_the_longest_salt_is_said_to_be_unreadable_not_wrong() {
    let [report] = check(PSS).try_into().unwrap();
    assert_eq!(report.verdict(), Verdict::Unreadable, "{report:?}");
    let algorithm = report.algorithm.unwrap();
    assert_eq!((algorithm.scheme, algorithm.hash), (Scheme::RsaPss, Hash::Sha512));
}
