//! Scans of a dossier: put by a page and by the API, read by who may, and what is refused leaves nothing behind.

use crate::client::Client;
use crate::office::{Answer, Office, hidden};
use crate::support;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE};
use futures_util::stream;
use motcua_app::files::{FileStore, MostPerDossier, Scanner, ScannerAddress, WithoutScanner};
use serde_json::json;
use std::convert::Infallible;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";
const MOST: u64 = 5_000_000;
const WHOLE: usize = 200_000_000;
const BOUNDARY: &str = "ranh-gioi";

/// An office with a folder for files.
pub async fn with_folder(database: &support::TestDatabase) -> (TempDir, Office) {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::open(folder.path(), MOST).unwrap();
    (folder, Office::open(database).await.with_files(store))
}

pub async fn send(office: &Office, who: &str, path: &str, body: &[u8]) -> Answer {
    let bearer = format!("Bearer {}", office.token(who));
    office.send("POST", path, &[("authorization", &bearer)], body.to_vec()).await
}

/// A form as browsers send it: fields in the order of the page, then files.
fn form(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let files: Vec<(&str, &str, &[u8])> = files.iter().map(|(name, bytes)| ("file", *name, *bytes)).collect();
    form_with(fields, &files)
}

/// The same, with the field each file was put into.
fn form_with(fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    for (field, name, bytes) in files {
        body.extend(
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
            )
            .bytes(),
        );
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

async fn fill(office: &Office, cookie: &str, path: &str, body: Vec<u8>) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    office.send("POST", path, &[(COOKIE.as_str(), cookie), (CONTENT_TYPE.as_str(), &kind)], body).await
}

pub fn id_of(received: &Answer) -> String {
    received.location().rsplit('/').next().unwrap().to_owned()
}

/// Files below `folder`.
pub fn count(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    entries.map(|it| if it.is_dir() { count(&it) } else { 1 }).sum()
}

on_both_databases!(
    a_program_puts_a_scan_reads_it_and_takes_it_away,
    async |database: &support::TestDatabase| {
        let (folder, office) = with_folder(database).await;
        let id = id_of(&office.receive().await);
        let files = format!("/api/v1/dossiers/{id}/files");
        let put = send(
            &office,
            "clerk",
            &format!("{files}?component=don-dang-ky&name=..%2F%C4%90%C6%A1n.exe"),
            PDF,
        )
        .await;
        let put = put.expect(201);
        let document = put.json();
        assert_eq!(document["name"], "Đơn.exe.pdf");
        assert_eq!(document["media_type"], "application/pdf");
        assert_eq!(document["component"], "don-dang-ky");
        let list = office.get("clerk", &files).await.expect(200).json();
        assert_eq!(list["items"], json!([document]));

        let read = office.get("clerk", put.location()).await.expect(200);
        assert_eq!(read.text.as_bytes(), PDF);
        assert_eq!(read.header("x-content-type-options"), "nosniff");
        assert!(read.header("content-disposition").starts_with("attachment; filename=\"__n.exe.pdf\""));
        let readings =
            office.get("supervisor", &format!("/api/v1/dossiers/{id}/readings")).await.expect(200).json();
        assert_eq!(readings["items"][0]["place"], "file");

        let bearer = format!("Bearer {}", office.token("clerk"));
        let remove =
            async || office.send("DELETE", put.location(), &[("authorization", &bearer)], Vec::new()).await;
        remove().await.expect(204);
        remove().await.expect(404);
        office.get("clerk", put.location()).await.expect(404);
        assert_eq!(count(folder.path()), 0);
    }
);

on_both_databases!(who_has_no_part_in_a_dossier_finds_no_file, async |database: &support::TestDatabase| {
    let (_folder, office) = with_folder(database).await;
    let id = id_of(&office.receive().await);
    let files = format!("/api/v1/dossiers/{id}/files");
    let put = send(&office, "clerk", &files, PDF).await.expect(201);
    send(&office, "stranger", &files, PDF).await.expect(404);
    send(&office, "supervisor", &files, PDF).await.expect(403);
    for path in [files.as_str(), put.location()] {
        office.get("stranger", path).await.expect(404);
        // A supervisor sees that there is a dossier, and neither people nor files.
        office.get("supervisor", path).await.expect(404);
    }
    let other = id_of(&office.receive().await);
    let file = put.location().rsplit('/').next().unwrap();
    office.get("clerk", &format!("/api/v1/dossiers/{other}/files/{file}")).await.expect(404);
    let cookie = office.cookie("stranger").await;
    office.open_page(&cookie, &format!("/ho-so/{id}/tep/{file}")).await.expect(404);
    office.open_page(&cookie, &format!("/ho-so/{id}/tep")).await.expect(404);
});

on_both_databases!(
    what_may_not_come_in_is_refused_and_leaves_nothing,
    async |database: &support::TestDatabase| {
        let (folder, office) = with_folder(database).await;
        let files = format!("/api/v1/dossiers/{}/files", id_of(&office.receive().await));
        let refused = async |query: &str, body: &[u8], status, code| {
            let answer = send(&office, "clerk", &format!("{files}{query}"), body).await.expect(status);
            assert_eq!(answer.code(), code);
        };
        refused("?name=don.pdf", b"MZ\x90\0\x03\0\0\0\x04\0\0\0", 422, "files.kind").await;
        refused("", b"", 422, "files.empty").await;
        refused("?component=khong-co", PDF, 422, "app.file-component-unknown").await;
        refused("?component=don-dang-ky&purpose=result", PDF, 422, "web.file-purpose").await;
        let large = [PDF, &vec![0; 5_000_000]].concat();
        refused("", &large, 413, "files.too-large").await;
        assert_eq!(count(folder.path()), 0);
    }
);

on_both_databases!(a_clerk_puts_several_scans_with_one_form, async |database: &support::TestDatabase| {
    let (folder, office) = with_folder(database).await;
    let id = id_of(&office.receive().await);
    let (cookie, proof) = office.cookie_and_proof("clerk").await;
    let page = format!("/ho-so/{id}/tep");
    let fields = [("proof", proof.as_str()), ("paper", "hop-dong"), ("name", "")];
    let none: (&str, &[u8]) = ("", b"");
    let two = form(&fields, &[("trang 1.pdf", PDF), ("ảnh.png", b"\x89PNG\r\n\x1A\n"), none]);
    assert_eq!(fill(&office, &cookie, &page, two).await.expect(303).location(), format!("/ho-so/{id}#files"));
    for shown in [&page, &format!("/ho-so/{id}")] {
        let text = office.open_page(&cookie, shown).await.expect(200).text;
        assert!(text.contains("trang 1.pdf") && text.contains("ảnh.png"), "{text}");
    }
    // Two of them side by side, each in a frame that only this house may show it in.
    let beside = office.open_page(&cookie, &format!("{page}/doi-chieu")).await.expect(200);
    assert!(beside.header("content-security-policy").contains("frame-src 'self'"));
    assert!(
        beside.text.contains("<iframe class=\"sheet-of\"") && beside.text.contains("alt=\"ảnh.png\""),
        "{}",
        beside.text
    );
    let list = office.get("clerk", &format!("/api/v1/dossiers/{id}/files")).await.json();
    let picture = list["items"].as_array().unwrap().iter().find(|it| it["name"] == "ảnh.png").unwrap();
    let picture = picture["id"].as_str().unwrap();
    let both = office.open_page(&cookie, &format!("{page}/doi-chieu?left={picture}&right={picture}")).await;
    assert_eq!(both.expect(200).text.matches("alt=\"ảnh.png\"").count(), 2);
    office.open_page(&cookie, &format!("{page}/doi-chieu?left=x")).await.expect(400);
    office.open_page(&cookie, &format!("{page}/doi-chieu?left={id}")).await.expect(404);
    let framed = office.open_page(&cookie, &format!("{page}/{picture}")).await.expect(200);
    assert!(framed.header("content-security-policy").ends_with("frame-ancestors 'self'"));
    assert_eq!(framed.header("x-frame-options"), "SAMEORIGIN");
    // One that is refused keeps the others out, and what was typed is there again.
    let typed = [("proof", proof.as_str()), ("paper", ":result"), ("name", "Giấy chứng nhận <mới>")];
    let one_wrong = form(&typed, &[("trang 1.pdf", PDF), ("virus.pdf", b"MZ\x90\0\x03\0\0\0\x04")]);
    let refused = fill(&office, &cookie, &page, one_wrong).await.expect(422).text;
    assert!(
        refused.contains("Không nhận loại tệp này") && refused.contains("Giấy chứng nhận &#60;mới&#62;"),
        "{refused}"
    );
    assert!(refused.contains("value=\":result\" selected"), "{refused}");
    let nothing = fill(&office, &cookie, &page, form(&fields, &[none])).await.expect(422).text;
    assert!(nothing.contains("id=\"file.error\""), "{nothing}");
    assert_eq!(count(folder.path()), 2);

    // Without the proof of the session, or with it behind the file, nothing is taken.
    let unproven = form(&[("paper", "")], &[("trang 1.pdf", PDF)]);
    fill(&office, &cookie, &page, unproven).await.expect(403);
    let file =
        office.get("clerk", &format!("/api/v1/dossiers/{id}/files")).await.json()["items"][1]["id"].clone();
    let shown = office.open_page(&cookie, &format!("{page}/{}", file.as_str().unwrap())).await.expect(200);
    assert!(shown.header("content-disposition").starts_with("inline; "));
    let taken = format!("{page}/{}/bo", file.as_str().unwrap());
    office.fill(&cookie, &taken, &[("proof", &proof)]).await.expect(303);
    assert_eq!(count(folder.path()), 1);
});

on_both_databases!(
    two_hundred_megabytes_are_refused_without_being_held,
    async |database: &support::TestDatabase| {
        let (folder, office) = with_folder(database).await;
        let id = id_of(&office.receive().await);
        let client = Client::of(&office).await;
        let files = format!("/api/v1/dossiers/{id}/files");
        // A program says the length, and is refused before it has sent anything.
        let bearer = format!("Bearer {}", office.token("clerk"));
        let length = WHOLE.to_string();
        let headers = [("authorization", bearer.as_str()), ("content-length", length.as_str())];
        let early = office.send("POST", &files, &headers, Vec::new()).await.expect(413);
        assert_eq!(early.code(), "files.too-large");
        assert!(early.json()["detail"].as_str().unwrap().contains("5 MB"));

        // A browser sends all of it, and reads why it was refused and what it had typed.
        let (cookie, proof) = office.cookie_and_proof("clerk").await;
        let (head, tail) = {
            let whole = form(&[("proof", &proof), ("name", "Bản vẽ tổng mặt bằng")], &[("lon.pdf", PDF)]);
            let at = whole.len() - format!("\r\n--{BOUNDARY}--\r\n").len();
            (whole[..at].to_vec(), whole[at..].to_vec())
        };
        let piece = Bytes::from(vec![0; 1_000_000]);
        let zeros = std::iter::repeat_n(piece, WHOLE / 1_000_000);
        let pieces = std::iter::once(Bytes::from(head)).chain(zeros).chain([Bytes::from(tail)]);
        let body = Body::from_stream(stream::iter(pieces.map(Ok::<_, Infallible>)));
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let reply = client
            .send(&format!("/ho-so/{id}/tep"), &[("cookie", &cookie), ("content-type", &kind)], body)
            .await;
        assert_eq!(reply.status, 413, "{}", reply.text);
        assert!(
            reply.text.contains("Tệp lớn hơn 5 MB") && reply.text.contains("Bản vẽ tổng mặt bằng"),
            "{}",
            reply.text
        );
        assert_eq!(count(folder.path()), 0);
    }
);

on_both_databases!(
    scans_come_with_the_form_of_the_counter_and_never_cost_the_receipt,
    async |database: &support::TestDatabase| {
        let (folder, office) = with_folder(database).await;
        let (cookie, proof) = office.cookie_and_proof("clerk").await;
        let page =
            office.open_page(&cookie, "/tiep-nhan?procedure=1.001612&case=ca-nhan").await.expect(200).text;
        assert!(
            page.contains("type=\"file\" name=\"scans.") && page.contains("formenctype=\"multipart"),
            "{page}"
        );
        let paper = page.split("name=\"scans.").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let (field, originals) = (format!("scans.{paper}"), format!("components.{paper}.originals"));
        let fields = |name: &'static str| {
            vec![
                ("proof", proof.clone()),
                ("key", hidden(&page, "key")),
                ("procedure", "1.001612".to_owned()),
                ("case", "ca-nhan".to_owned()),
                ("receiving", "H13.163.01".to_owned()),
                ("channel", "counter".to_owned()),
                ("applicant.name", name.to_owned()),
                ("applicant.address", "Ấp An Thành, xã Kế Sách".to_owned()),
                ("answers.nganh-nghe-co-dieu-kien", "no".to_owned()),
                ("priority", "elderly".to_owned()),
                ("instead_of_signing", "witness".to_owned()),
                (originals.as_str(), "1".to_owned()),
            ]
        };
        let send = async |fields: Vec<(&str, String)>, files: &[(&str, &str, &[u8])]| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, it)| (*name, it.as_str())).collect();
            fill(&office, &cookie, "/tiep-nhan", form_with(&fields, files)).await
        };
        let scans: [(&str, &str, &[u8]); 2] =
            [(&field, "to-khai.pdf", PDF), (&field, "xau.exe", b"MZ not a scan")];

        // Whatever is wrong with the form: nothing is kept, what was typed is there, and that files are gone is said.
        let again = send(fields("A"), &scans).await.expect(422).text;
        assert!(again.contains("Chọn lại 2 tệp quét") && again.contains("Ấp An Thành"), "{again}");
        assert_eq!(count(folder.path()), 0);

        let received = send(fields("Nguyễn Thị Ngọc Ánh"), &scans).await.expect(303);
        let told = format!("/giay-tiep-nhan?scans={paper}%3Akind");
        assert!(received.location().ends_with(&told), "{}", received.location());
        let slip = office.open_page(&cookie, received.location()).await.expect(200).text;
        for told in [
            "1 tệp quét chưa lưu được",
            "</span>: Không nhận loại tệp này.",
            "Người cao tuổi",
            "NGƯỜI LÀM CHỨNG",
        ] {
            assert!(slip.contains(told), "{told}: {slip}");
        }
        assert!(slip.contains("name=\"component-reason-"), "more can be asked for at once: {slip}");
        let id = received.location().split('/').nth(2).unwrap().to_owned();
        let files = format!("/api/v1/dossiers/{id}/files");
        let list = office.get("clerk", &files).await.expect(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        assert_eq!(
            (&list["items"][0]["component"], &list["items"][0]["name"]),
            (&json!(paper), &json!("to-khai.pdf"))
        );
        let dossier = office.get("clerk", &format!("/api/v1/dossiers/{id}")).await.expect(200).json();
        assert_eq!(
            (&dossier["priority"], &dossier["instead_of_signing"]),
            (&json!("elderly"), &json!("witness"))
        );
        let desk = office.open_page(&cookie, "/viec-can-lam").await.expect(200).text;
        assert!(desk.contains("Đối tượng ưu tiên: Người cao tuổi"), "{desk}");

        // Who comes first can be seen alone, by those who may know that they do.
        let first =
            office.get("clerk", "/api/v1/desk?agency=H13.163.01&priority=true").await.expect(200).json();
        assert_eq!(first["items"][0]["dossier"]["id"], json!(id));
        office.get("supervisor", "/api/v1/desk?agency=H13.163.01&priority=true").await.expect(403);
        let alone = office.open_page(&cookie, "/viec-can-lam?priority=yes").await.expect(200).text;
        assert!(alone.contains("value=\"yes\" data-sends checked") && alone.contains(&id), "{alone}");

        // Sent twice, it is received once and its scans are there once.
        send(fields("Nguyễn Thị Ngọc Ánh"), &scans).await.expect(303);
        assert_eq!(count(folder.path()), 1);
    }
);

on_both_databases!(a_full_dossier_takes_no_more, async |database: &support::TestDatabase| {
    let (folder, office) = with_folder(database).await;
    let office = office.holding(MostPerDossier { files: 2, bytes: 1_000_000 });
    let id = id_of(&office.receive().await);
    let files = format!("/api/v1/dossiers/{id}/files");
    let refused = async |body: &[u8], code: &str| {
        assert_eq!(send(&office, "clerk", &files, body).await.expect(422).code(), code);
    };
    refused(&[PDF, &vec![0; 1_000_000]].concat(), "app.files-too-heavy").await;
    let first = send(&office, "clerk", &files, PDF).await.expect(201);
    send(&office, "clerk", &files, PDF).await.expect(201);
    refused(PDF, "app.files-too-many").await;
    assert_eq!(count(folder.path()), 2);

    // A form says so beside its files, and keeps none of them.
    let (cookie, proof) = office.cookie_and_proof("clerk").await;
    let fields = [("proof", proof.as_str()), ("name", "Trang cuối")];
    let one = form(&fields, &[("trang 3.pdf", PDF)]);
    let told = fill(&office, &cookie, &format!("/ho-so/{id}/tep"), one).await.expect(422).text;
    assert!(told.contains("Mỗi hồ sơ giữ nhiều nhất 2 tệp") && told.contains("Trang cuối"), "{told}");
    assert_eq!(count(folder.path()), 2);

    // What was taken away makes room.
    let bearer = format!("Bearer {}", office.token("clerk"));
    office.send("DELETE", first.location(), &[("authorization", &bearer)], Vec::new()).await.expect(204);
    send(&office, "clerk", &files, PDF).await.expect(201);
});

on_both_databases!(
    while_the_scanner_is_away_nothing_comes_in_and_what_was_typed_stays,
    async |database: &support::TestDatabase| {
        let folder = tempfile::tempdir().unwrap();
        let scanner = Scanner {
            at: ScannerAddress::Unix(folder.path().join("clamd.ctl")),
            patience: Duration::from_secs(1),
            without: WithoutScanner::Refuse,
        };
        let store = FileStore::open(folder.path(), MOST).unwrap().scanned_by(scanner);
        let office = Office::open(database).await.with_files(store);
        let id = id_of(&office.receive().await);
        let away = send(&office, "clerk", &format!("/api/v1/dossiers/{id}/files"), PDF).await.expect(503);
        assert_eq!(away.code(), "files.scan-unavailable");
        let (cookie, proof) = office.cookie_and_proof("clerk").await;
        let one = form(&[("proof", proof.as_str()), ("name", "Bản vẽ")], &[("ve.pdf", PDF)]);
        let told = fill(&office, &cookie, &format!("/ho-so/{id}/tep"), one).await.expect(503).text;
        assert!(told.contains("Chưa kiểm tra được mã độc") && told.contains("Bản vẽ"), "{told}");
        assert_eq!(count(folder.path()), 0);
    }
);
