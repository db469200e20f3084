//! The signature of the domain, looked at by another implementation (Debian `python3-dkim`).

use crate::python::told;
use crate::smtp::MailServer;
use crate::{at, letterhead, mail};
use motcua_delivery::{Dkim, Mail, Mailer};
use std::process::Command;

const VERIFIER: &str = r"
import sys, dkim
record = sys.argv[1].encode()
def answer(name, timeout=5):
    assert name == b'mot2026._domainkey.cantho.test.', name
    return record
print(dkim.verify(sys.stdin.buffer.read(), dnsfunc=answer))
";

fn key(folder: &std::path::Path, kind: &str) -> Vec<u8> {
    let done = Command::new("openssl").args(kind.split(' ')).current_dir(folder).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    std::fs::read(folder.join("key.pem")).unwrap()
}

#[tokio::test]
async fn another_implementation_finds_the_signature_right_and_a_changed_mail_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let pem = key(folder.path(), "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem");
    let dkim = Dkim::from_pem(&pem, "mot2026", "cantho.test").unwrap();
    let record = dkim.record();
    let server = MailServer::start().await;
    let mailer = Mailer::smtp(at(&server), letterhead().signing(dkim)).unwrap();
    mailer.send(&mail(1)).await.unwrap();
    let plain = Mail { html: None, attachments: Vec::new(), text: "a \t b  \n\n\n".to_owned(), ..mail(2) };
    mailer.send(&plain).await.unwrap();
    let right = |bytes: &[u8]| told(VERIFIER, &[&record], bytes).map(|it| it.trim() == "True");
    for got in server.got() {
        let Some(found) = right(&got.bytes) else { return };
        assert!(found, "{}", String::from_utf8_lossy(&got.bytes));
        let text = String::from_utf8(got.bytes).unwrap();
        for (from, to) in [
            ("Subject: ", "Subject: x"),
            ("Auto-Submitted: auto", "Auto-Submitted: not-auto"),
            ("To: ", "To: x"),
        ] {
            assert!(text.contains(from));
            assert_eq!(right(text.replacen(from, to, 1).as_bytes()), Some(false), "{from}");
        }
        let second = text.replacen("Subject: ", "Subject: another\r\nSubject: ", 1);
        assert_eq!(right(second.as_bytes()), Some(false), "nobody adds a second subject");
        assert_eq!(right(format!("{text}more\r\n").as_bytes()), Some(false));
    }
}

#[test]
fn a_key_that_receivers_do_not_take_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Dkim::from_pem(b"no key", "a", "b.vn").is_err());
    let curve = key(folder.path(), "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem");
    assert!(Dkim::from_pem(&curve, "a", "b.vn").is_err());
    let pem = key(folder.path(), "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem");
    assert!(Dkim::from_pem(&pem, "a; b", "b.vn").is_err());
    let old = key(folder.path(), "rsa -in key.pem -traditional -out key.pem");
    assert!(Dkim::from_pem(&old, "a", "b.vn").is_ok());
}
