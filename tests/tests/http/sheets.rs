//! Official sheets: made from the history of a dossier, kept, written into its history, and proven by their sum. A land
//! transfer of Cần Thơ, by the forms of its rule pack.

use crate::money::{Dossier, paid};
use crate::office::{Answer, Office, hidden};
use crate::support;
use motcua_app::files::FileStore;
use serde_json::{Value, json};
use std::process::Command;

async fn house(database: &support::TestDatabase) -> (Office, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = FileStore::open(folder.path(), 20_000_000).unwrap();
    (Office::open(database).await.with_files(files), folder)
}

/// The words of a PDF, its white space made one.
fn words(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let out = Command::new("pdftotext").args(["-layout"]).arg(file.path()).arg("-").output().unwrap();
    assert!(out.status.success(), "{out:?}");
    String::from_utf8(out.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn issue(office: &Office, who: &str, dossier: &Dossier<'_>, body: &Value) -> Answer {
    office.act(who, &dossier.id, "sheets", dossier.tag(), body).await
}

on_both_databases!(
    a_slip_is_issued_kept_and_proven_and_stops_nobody,
    async |database: &support::TestDatabase| {
        let (office, _folder) = house(database).await;
        let mut dossier = Dossier::ready(&office).await;
        let path = format!("/api/v1/dossiers/{}/sheets", dossier.id);
        let list = office.get("clerk", &path).await.expect(200).json();
        let forms: Vec<&str> =
            list["possible"].as_array().unwrap().iter().map(|it| it["form"].as_str().unwrap()).collect();
        assert_eq!(forms, ["acceptance-slip", "control-slip", "satisfaction-slip"]);
        issue(&office, "clerk", &dossier, &json!({ "form": "stop-notice" })).await.expect(422);

        let issued =
            issue(&office, "clerk", &dossier, &json!({ "form": "acceptance-slip" })).await.expect(201);
        let sheet = issued.json();
        let file = office.get("clerk", issued.location()).await.expect(200);
        let text = words(&file.bytes);
        let shown = office.get("clerk", &format!("/api/v1/dossiers/{}", dossier.id)).await.expect(200).json();
        for said in
            [shown["number"].as_str().unwrap(), "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Mẫu số 01"]
        {
            assert!(text.to_lowercase().contains(&said.to_lowercase()), "{said}: {text}");
        }
        // It is in the history now, and whoever saw the dossier before goes on.
        dossier.act("2026-11-19T08:00", "clerk", "record-payment", paid(60_000)).await;

        let id = sheet["file"].as_str().unwrap();
        let proof = office.visit(&format!("/api/v1/proofs/{id}")).await.expect(200).json();
        assert_eq!((&proof["holds"], &proof["sheet"]["sha256"]), (&json!(true), &sheet["sha256"]));
        assert_eq!(proof["dossier"], shown["number"]);
        assert!(!proof.to_string().contains("Nguyễn"), "no person is named: {proof}");
        office.visit("/api/v1/proofs/019ac000-0000-7000-8000-000000000000").await.expect(404);
        office.get("stranger", &format!("/api/v1/dossiers/{}/files/{id}", dossier.id)).await.expect(404);
    }
);

on_both_databases!(a_sheet_that_is_sent_twice_is_issued_once, async |database: &support::TestDatabase| {
    let (office, _folder) = house(database).await;
    let dossier = Dossier::ready(&office).await;
    let path = format!("/api/v1/dossiers/{}/sheets", dossier.id);
    let headers = [("if-match", dossier.tag()), ("idempotency-key", "phieu-1")];
    let body = json!({ "form": "control-slip" });
    let first = office.post("clerk", &path, &headers, &body).await.expect(201).json();
    let second = office.post("clerk", &path, &headers, &body).await.expect(201).json();
    assert_eq!(first, second);
    let list = office.get("clerk", &path).await.expect(200).json();
    assert_eq!(list["issued"].as_array().unwrap().len(), 1);
    let files = format!("/api/v1/dossiers/{}/files", dossier.id);
    let files = office.get("clerk", &files).await.expect(200).json();
    assert_eq!(files["items"].as_array().unwrap().len(), 1, "{files}");
});

on_both_databases!(a_receipt_of_money_says_what_was_paid, async |database: &support::TestDatabase| {
    let (office, _folder) = house(database).await;
    let mut dossier = Dossier::ready(&office).await;
    dossier.act("2026-11-19T08:00", "clerk", "record-payment", paid(60_000)).await;
    let path = format!("/api/v1/dossiers/{}/sheets/money-receipt", dossier.id);
    let text = words(&office.get("clerk", &path).await.expect(200).bytes);
    for said in ["60.000", "PT26-000001", "Sáu mươi nghìn đồng", "Tiền mặt"] {
        assert!(text.to_lowercase().contains(&said.to_lowercase()), "{said}: {text}");
    }
});

on_both_databases!(the_page_issues_a_sheet_and_compares_a_file, async |database: &support::TestDatabase| {
    let (office, _folder) = house(database).await;
    let dossier = Dossier::ready(&office).await;
    let cookie = office.cookie("clerk").await;
    let here = format!("/ho-so/{}", dossier.id);
    let page = office.open_page(&cookie, &here).await.expect(200).text;
    let preview = office.open_page(&cookie, &format!("{here}/van-ban/control-slip")).await.expect(200);
    assert!(preview.bytes.starts_with(b"%PDF-"));
    let (proof, version) = (hidden(&page, "proof"), hidden(&page, "version"));
    let fields = [("proof", proof.as_str()), ("version", &version), ("of", "")];
    let sent = office.fill(&cookie, &format!("{here}/van-ban/control-slip"), &fields).await.expect(303);
    let file = office.open_page(&cookie, sent.location()).await.expect(200);
    let id = sent.location().rsplit('/').next().unwrap().to_owned();
    let page = office.open_page(&cookie, &here).await.expect(200).text;
    assert!(page.contains("Phát hành văn bản: Phiếu kiểm soát"), "{page}");

    let there = format!("/kiem-chung/{id}");
    let open = office.visit(&there).await.expect(200).text;
    assert!(open.contains("Phiếu kiểm soát") && !open.contains("Nguyễn"), "{open}");
    for (bytes, said) in
        [(file.bytes.clone(), "đúng là văn bản"), ([&file.bytes[..], b" "].concat(), "khác với văn bản")]
    {
        let compared = office.send("POST", &there, &FORM, upload(&bytes)).await.expect(200).text;
        assert!(compared.contains(said), "{compared}");
    }
    office.send("POST", &there, &FORM, b"--x--\r\n".to_vec()).await.expect(422);
});

pub const FORM: [(&str, &str); 1] = [("content-type", "multipart/form-data; boundary=x")];

pub fn upload(bytes: &[u8]) -> Vec<u8> {
    let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n";
    [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat()
}
