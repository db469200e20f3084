//! What others say of our seals: `pdfsig` of Poppler, and `openssl cms` on the signature alone.

use crate::office::{LINEAR, OFFICE, STREAMS, TABLE, TYPST, openssl, sealed};
use std::path::Path;
use std::process::Command;

const SAMPLES: [(&str, &[u8]); 4] =
    [("typst", TYPST), ("table", TABLE), ("streams", STREAMS), ("linear", LINEAR)];

/// What `pdfsig` prints of a file.
fn pdfsig(folder: &Path, pdf: &[u8]) -> String {
    std::fs::write(folder.join("judged.pdf"), pdf).unwrap();
    let said = Command::new("pdfsig")
        .args(["-nocert", "judged.pdf"])
        .env("HOME", folder)
        .current_dir(folder)
        .output();
    String::from_utf8_lossy(&said.expect("poppler-utils is installed").stdout).into_owned()
}

#[test]
fn pdfsig_says_that_the_signature_is_valid_and_the_total_document_signed() {
    let folder = tempfile::tempdir().unwrap();
    for (name, pdf) in SAMPLES {
        for sealer in OFFICE.sealers() {
            let said = pdfsig(folder.path(), &sealed(&sealer, pdf));
            assert!(said.contains("Signature Validation: Signature is Valid."), "{name}: {said}");
            assert!(said.contains("Total document signed"), "{name}: {said}");
            assert!(said.contains("Signature Type: ETSI.CAdES.detached"), "{name}: {said}");
            assert!(
                said.contains("Signer Certificate Common Name: Trung tâm Phục vụ hành chính công"),
                "{said}"
            );
        }
    }
}

#[test]
fn pdfsig_says_of_a_changed_file_that_its_digest_is_another() {
    let folder = tempfile::tempdir().unwrap();
    let [sealer, _] = OFFICE.sealers();
    let mut done = sealed(&sealer, TABLE);
    done[12] ^= 1;
    let said = pdfsig(folder.path(), &done);
    assert!(said.contains("Signature Validation: Digest Mismatch."), "{said}");
}

#[test]
fn openssl_accepts_the_signature_over_the_signed_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for (_, pdf) in SAMPLES {
        for (sealer, root) in OFFICE.sealers().iter().zip(&OFFICE.roots) {
            let done = sealed(sealer, pdf);
            let start = done.windows(5).rposition(|it| it == b"<3082").unwrap();
            let end = start + done[start..].iter().position(|it| *it == b'>').unwrap();
            let digits = std::str::from_utf8(&done[start + 1..end]).unwrap();
            let contents: Vec<u8> = (0..digits.len())
                .step_by(2)
                .map(|it| u8::from_str_radix(&digits[it..it + 2], 16).unwrap())
                .collect();
            std::fs::write(at.join("signed"), [&done[..start], &done[end + 1..]].concat()).unwrap();
            std::fs::write(at.join("signature"), contents).unwrap();
            std::fs::write(at.join("root.pem"), root).unwrap();
            let verify =
                ["cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "signed"];
            openssl(
                at,
                &[&verify[..], &["-CAfile", "root.pem", "-purpose", "any", "-cades", "-out", "content"]]
                    .concat(),
            );
            assert_eq!(std::fs::read(at.join("content")).unwrap(), std::fs::read(at.join("signed")).unwrap());
        }
    }
}
