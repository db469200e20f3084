//! Seals and signatures: sheets are sealed when they are issued, a file that somebody signed outside is looked at when it
//! comes in, and what was found is told beside it and on the page that proves a sheet.

use crate::files::id_of;
use crate::key_store::{KeyStore, OWN};
use crate::money::Dossier;
use crate::office::{Answer, Office, hidden};
use crate::sheets::{FORM, upload};
use crate::support;
use motcua_app::files::FileStore;
use motcua_app::seals::{Roots, Seal};
use serde_json::{Value, json};
use std::process::Command;
use tempfile::TempDir;

const LEADERS: &[u8] = include_bytes!("../../../crates/seals/tests/fixtures/pyhanko-pades-rsa.pdf");
const TWICE: &[u8] = include_bytes!("../../../crates/seals/tests/fixtures/pyhanko-pades-twice.pdf");
const UNSIGNED: &[u8] = include_bytes!("../../../crates/seals/tests/fixtures/typst.pdf");
const ROOT: &[u8] = include_bytes!("../../../crates/seals/tests/fixtures/root.pem");

async fn house(database: &support::TestDatabase, seal: Option<Seal>, roots: Roots) -> (Office, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = FileStore::open(folder.path(), 20_000_000).unwrap();
    (Office::open(database).await.with_files(files).with_seal(seal, roots), folder)
}

/// What `pdfsig` says of a file, with a store of certificates of its own.
fn pdfsig(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.pdf"), pdf).unwrap();
    let mut pdfsig = Command::new("pdfsig");
    pdfsig.args(["-nocert", "a.pdf"]).env("HOME", folder.path()).current_dir(folder.path());
    let said = pdfsig.output().expect("poppler-utils is installed");
    String::from_utf8_lossy(&said.stdout).into_owned()
}

async fn put(office: &Office, who: &str, path: &str, pdf: &[u8]) -> Answer {
    let bearer = format!("Bearer {}", office.token(who));
    office.send("POST", path, &[("authorization", &bearer)], pdf.to_vec()).await
}

async fn issue(office: &Office, dossier: &Dossier<'_>) -> Answer {
    let body = json!({ "form": "control-slip" });
    office.act("clerk", &dossier.id, "sheets", dossier.tag(), &body).await
}

fn verdicts(document: &Value) -> Vec<&str> {
    let items = document["signatures"]["items"].as_array().unwrap();
    items.iter().map(|it| it["verdict"].as_str().unwrap()).collect()
}

on_both_databases!(
    an_issued_sheet_is_sealed_and_an_independent_verifier_says_so,
    async |database: &support::TestDatabase| {
        let (office, _folder) = house(database, Some(OWN.seal()), OWN.roots()).await;
        let dossier = Dossier::ready(&office).await;
        let path = format!("/api/v1/dossiers/{}/sheets", dossier.id);
        let preview = office.get("clerk", &format!("{path}/control-slip")).await.expect(200);
        assert!(!contains(&preview.bytes, b"/ByteRange"), "a preview proves nothing and has no seal");

        let issued = issue(&office, &dossier).await.expect(201);
        let sheet = issued.json();
        assert_eq!(sheet.get("unsealed"), None);
        let file = office.get("clerk", issued.location()).await.expect(200).bytes;
        let said = pdfsig(&file);
        for words in ["Signature is Valid.", "Total document signed", "Con dấu mẫu", "ETSI.CAdES.detached"]
        {
            assert!(said.contains(words), "{words}: {said}");
        }
        // What makes it PDF/A-2 is as it was: the printed bytes stand first, their claim among them.
        assert!(contains(&file, b"pdfaid:part>2<") || contains(&file, b"pdfaid:part"), "its claim is there");

        let id = sheet["file"].as_str().unwrap();
        let proof = office.visit(&format!("/api/v1/proofs/{id}")).await.expect(200).json();
        assert_eq!(proof["sheet"]["sha256"], sheet["sha256"], "the sum is that of the sealed file");
        assert_eq!(verdicts(&proof), ["sound"], "{proof}");
        let seal = &proof["signatures"]["items"][0];
        assert_eq!(
            (&seal["organisation"], &seal["issuer"], &seal["reason"]),
            (
                &json!("UBND xã Kế Sách (mẫu)"),
                &json!("Gốc mẫu"),
                &json!("Phiếu kiểm soát quá trình giải quyết hồ sơ")
            )
        );

        let there = format!("/kiem-chung/{id}");
        let page = office.visit(&there).await.expect(200).text;
        for words in ["Con dấu mẫu, UBND xã Kế Sách (mẫu)", "Chữ ký số hợp lệ, tệp không thay đổi từ khi ký"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let mut changed = file.clone();
        changed[20] ^= 1;
        let dropped = [
            (file, "đúng là văn bản", 2, "hợp lệ, tệp không thay đổi"),
            (changed, "khác với văn bản", 1, "tệp đã bị thay đổi"),
            (UNSIGNED.to_vec(), "khác với văn bản", 1, "không có chữ ký số"),
            (LEADERS.to_vec(), "khác với văn bản", 1, "không có trong danh sách tin cậy"),
        ];
        for (bytes, same, times, said) in dropped {
            let told = office.send("POST", &there, &FORM, upload(&bytes)).await.expect(200).text;
            assert!(told.contains(same), "{same}: {told}");
            assert_eq!(told.matches(said).count(), times, "{said}: {told}");
        }
    }
);

on_both_databases!(a_seal_that_fails_stops_no_sheet_and_is_told, async |database: &support::TestDatabase| {
    let over = KeyStore::new("20250101000000Z", "20260101000000Z");
    let (office, _folder) = house(database, Some(over.seal()), over.roots()).await;
    let dossier = Dossier::ready(&office).await;
    let issued = issue(&office, &dossier).await.expect(201);
    assert_eq!(issued.json()["unsealed"], "seals.out-of-period");
    let settings = office.get("administrator", "/api/v1/settings").await.expect(200).json();
    assert_eq!(
        (&settings["seal"]["days"], &settings["seal"]["fault"]),
        (&json!(0), &json!("seals.out-of-period"))
    );

    // The page leads to the list of files, which says it; so does the proof.
    let cookie = office.cookie("clerk").await;
    let here = format!("/ho-so/{}", dossier.id);
    let page = office.open_page(&cookie, &here).await.expect(200).text;
    let (proof, version) = (hidden(&page, "proof"), hidden(&page, "version"));
    let fields = [("proof", proof.as_str()), ("version", &version), ("of", "")];
    let sent = office.fill(&cookie, &format!("{here}/van-ban/satisfaction-slip"), &fields).await.expect(303);
    assert_eq!(sent.location(), format!("{here}#files"));
    let page = office.open_page(&cookie, &here).await.expect(200).text;
    assert_eq!(page.matches("không có chữ ký số của cơ quan").count(), 2, "{page}");
    let id = issued.json()["file"].as_str().unwrap().to_owned();
    let page = office.visit(&format!("/kiem-chung/{id}")).await.expect(200).text;
    assert!(page.contains("Văn bản này không có chữ ký số"), "{page}");

    let cookie = office.cookie("administrator").await;
    let page = office.open_page(&cookie, "/quan-tri/thiet-lap").await.expect(200).text;
    assert!(page.contains("Chứng thư số không còn hiệu lực") && page.contains("Con dấu mẫu"), "{page}");
});

on_both_databases!(
    what_a_leader_signed_outside_is_looked_at_when_it_comes_in,
    async |database: &support::TestDatabase| {
        let (office, _folder) = house(database, None, Roots::from_bytes(ROOT).unwrap()).await;
        let id = id_of(&office.receive().await);
        let files = format!("/api/v1/dossiers/{id}/files");
        let mut changed = LEADERS.to_vec();
        changed[20] ^= 1;
        let broken = [&UNSIGNED[..200], b"\n<</Type/Sig /ByteRange [0 1 2 3]>>"].concat();
        let cases: [(&str, &[u8], &[&str]); 4] = [
            ("da-ky", LEADERS, &["sound"]),
            ("da-ky-hai-lan", TWICE, &["appended", "sound"]),
            ("da-sua", &changed, &["altered"]),
            ("chua-ky", UNSIGNED, &[]),
        ];
        for (name, pdf, expected) in cases {
            let put = put(&office, "clerk", &format!("{files}?name={name}"), pdf).await.expect(201).json();
            assert_eq!(verdicts(&put), expected, "{name}: {put}");
        }
        let put = put(&office, "clerk", &format!("{files}?name=hong"), &broken).await.expect(201).json();
        assert_eq!(
            (&put["signatures"]["fault"], &put["signatures"]["items"]),
            (&json!("seals.pdf"), &json!([]))
        );
        let list = office.get("clerk", &files).await.expect(200).json();
        let first = &list["items"][0]["signatures"]["items"][0];
        assert_eq!(
            (&first["signer"], &first["issuer"], &first["coverage"], &first["trust"]),
            (
                &json!("Trần Văn Ổn (SAMPLE)"),
                &json!("CA mẫu (SAMPLE CA)"),
                &json!("whole"),
                &json!("trusted")
            )
        );

        let cookie = office.cookie("clerk").await;
        let page = office.open_page(&cookie, &format!("/ho-so/{id}")).await.expect(200).text;
        for (words, times) in [
            ("Chữ ký số hợp lệ, tệp không thay đổi từ khi ký", 2),
            ("nhưng tệp được bổ sung nội dung sau khi ký", 1),
            ("Chữ ký số không hợp lệ: tệp đã bị thay đổi", 1),
            ("chữ ký số trong tệp chưa được kiểm tra", 1),
            ("Người ký: Trần Văn Ổn (SAMPLE), Cơ quan mẫu (SAMPLE)", 3),
        ] {
            assert_eq!(page.matches(words).count(), times, "{words}: {page}");
        }
        let beside = office.open_page(&cookie, &format!("/ho-so/{id}/tep/doi-chieu")).await.expect(200).text;
        assert!(beside.contains("Người ký: Trần Văn Ổn (SAMPLE)"), "{beside}");
    }
);

on_both_databases!(
    whom_nobody_vouches_for_is_said_to_be_unknown_and_what_was_found_stays,
    async |database: &support::TestDatabase| {
        let (office, _folder) = house(database, None, Roots::default()).await;
        let id = id_of(&office.receive().await);
        let files = format!("/api/v1/dossiers/{id}/files");
        let put = put(&office, "clerk", &files, LEADERS).await.expect(201).json();
        assert_eq!(verdicts(&put), ["untrusted"]);
        assert_eq!(put["signatures"]["items"][0]["trust"], "unknown-issuer");
        // Roots that come later change nothing of what was found then.
        let office = office.with_seal(None, Roots::from_bytes(ROOT).unwrap());
        let cookie = office.cookie("clerk").await;
        let page = office.open_page(&cookie, &format!("/ho-so/{id}/tep")).await.expect(200).text;
        assert!(
            page.contains(
                "Tệp không thay đổi từ khi ký: Tổ chức cấp chứng thư số không có trong danh sách tin cậy"
            ),
            "{page}"
        );
        assert!(page.contains("Kiểm tra lúc"), "{page}");
    }
);

on_both_databases!(
    a_certificate_that_is_over_is_told_apart_from_one_of_strangers,
    async |database: &support::TestDatabase| {
        let over = KeyStore::new("20250101000000Z", "20260101000000Z");
        let (office, _folder) = house(database, None, over.roots()).await;
        let id = id_of(&office.receive().await);
        let then = motcua_kernel::parse_instant("2025-06-02T08:00").unwrap();
        let signed = over.sealed(UNSIGNED, then);
        let put =
            put(&office, "clerk", &format!("/api/v1/dossiers/{id}/files"), &signed).await.expect(201).json();
        assert_eq!(
            (verdicts(&put), &put["signatures"]["items"][0]["trust"]),
            (vec!["untrusted"], &json!("out-of-period"))
        );
        let cookie = office.cookie("clerk").await;
        let page = office.open_page(&cookie, &format!("/ho-so/{id}/tep")).await.expect(200).text;
        assert!(page.contains("Chứng thư số chưa có hiệu lực hoặc đã hết hiệu lực"), "{page}");
    }
);

on_both_databases!(
    the_records_clerk_numbers_the_file_that_the_leader_signed,
    async |database: &support::TestDatabase| {
        let (office, _folder) = house(database, None, Roots::from_bytes(ROOT).unwrap()).await;
        let dossier = Dossier::signed(&office).await;
        let files = format!("/api/v1/dossiers/{}/files?purpose=result&name=", dossier.id);
        let file = async |name: &str, pdf: &[u8]| {
            let put = put(&office, "land", &format!("{files}{name}"), pdf).await.expect(201).json();
            put["id"].as_str().unwrap().to_owned()
        };
        let mut changed = LEADERS.to_vec();
        changed[20] ^= 1;
        let (plain, altered, signed) = (
            file("chua-ky", UNSIGNED).await,
            file("da-sua", &changed).await,
            file("giay-chung-nhan", LEADERS).await,
        );
        let number = |file: &str| json!({ "leg": 3, "number": "CS 01234", "file": file });
        dossier.refused("land-records", "number", &number(&plain), "app.result-not-signed").await;
        dossier.refused("land-records", "number", &number(&altered), "app.result-altered").await;
        let nowhere = number("019ac000-0000-7000-8000-000000000000");
        office.act("land-records", &dossier.id, "number", dossier.tag(), &nowhere).await.expect(404);

        let (cookie, proof) = office.cookie_and_proof("land-records").await;
        let page = office.open_page(&cookie, "/dong-dau").await.expect(200).text;
        assert!(page.contains("giay-chung-nhan.pdf"), "{page}");
        assert!(!page.contains("chua-ky.pdf") && !page.contains("da-sua.pdf"), "{page}");
        let row = page.split("name=\"number:").nth(1).unwrap().split('"').next().unwrap();
        let (number, file) = (format!("number:{row}"), format!("file:{row}"));
        let fields = [("proof", proof.as_str()), (&number, "CS 01234"), (&file, &signed)];
        let stamped = office.fill(&cookie, "/dong-dau", &fields).await.expect(200).text;
        assert!(stamped.contains("Đã cấp số: CS 01234"), "{stamped}");

        let page = office.open_page(&cookie, &format!("/ho-so/{}/tep", dossier.id)).await.expect(200).text;
        assert!(page.contains("Kết quả đã cho số"), "{page}");
        // It is in the history now and stays.
        let bearer = format!("Bearer {}", office.token("land"));
        let gone = format!("/api/v1/dossiers/{}/files/{signed}", dossier.id);
        let kept = office.send("DELETE", &gone, &[("authorization", &bearer)], Vec::new()).await.expect(422);
        assert_eq!(kept.code(), "app.file-in-history");
    }
);

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|it| it == part)
}
