//! Day one: 500 dossiers that are open on paper come as a spreadsheet, 20 of them wrong in ten different ways.
//!
//! Monday 23/11/2026, 07:30; 24/11 is a holiday. A land transfer has 8 working days, a household business 3.

use crate::office::{Answer, Office, hidden};
use axum::http::header::{CONTENT_TYPE, COOKIE};
use motcua_app::upkeep::verify;
use serde_json::{Value, json};
use std::fmt::Write;

const COUNTER: &str = "H13.163.01";
const PATH: &str = "/api/v1/paper-batches?agency=H13.163.01&name=ton.csv";
const TITLES: [&str; 9] = [
    "Số giấy biên nhận",
    "Mã thủ tục",
    "Trường hợp giải quyết",
    "Ngày giờ tiếp nhận",
    "Ngày hẹn trả",
    "Họ tên chủ hồ sơ",
    "Số định danh",
    "Điện thoại",
    "Đang ở công đoạn",
];

/// The ten ways to be wrong: which cell, with what in it, and what is said of it.
const WRONG: [(usize, &str, &str); 10] = [
    (0, "", "intake.slip-number-missing"),
    (0, "TON-0001", "app.paper-slip-twice"),
    (1, "9.999999", "app.paper-procedure"),
    (2, "khong-co", "app.paper-case"),
    (3, "31/02/2026", "app.paper-date"),
    (3, "25/12/2026 08:00", "intake.paper-received-ahead"),
    (4, "02/11/2026", "intake.paper-promised-before"),
    (5, "12345", "dossier.name-invalid"),
    (6, "123", "dossier.national-id-invalid"),
    (8, "9", "intake.paper-leg-unknown"),
];
/// Rows 25, 50 … 500 are wrong: each way twice.
const EVERY: u32 = 25;

fn cells(no: u32) -> [String; 9] {
    let land = no.is_multiple_of(2);
    let day = 9 + no % 5;
    [
        format!("TON-{no:04}"),
        if land { "1.013831" } else { "1.001612" }.to_owned(),
        if land { "toan-bo-thua" } else { "ca-nhan" }.to_owned(),
        format!("{day:02}/11/2026 {:02}:15", 8 + no % 3),
        format!("{:02}/11/2026", if land { 25 } else { 20 }),
        format!("Chủ Hồ Sơ {no}"),
        format!("0921900{no:05}"),
        format!("0912{no:06}"),
        if no % 4 == 1 { "1" } else { "" }.to_owned(),
    ]
}

/// 500 rows; with `mended` all of them right.
fn file(mended: bool) -> Vec<u8> {
    let mut text = TITLES.join(",") + "\n";
    for no in 1..=500 {
        let mut cells = cells(no);
        if no % EVERY == 0 && !mended {
            let (column, cell, _) = WRONG[usize::try_from(no / EVERY - 1).unwrap() % WRONG.len()];
            cell.clone_into(&mut cells[column]);
        }
        writeln!(text, "{}", cells.join(",")).unwrap();
    }
    text.into_bytes()
}

async fn send(office: &Office, who: &str, path: &str, bytes: Vec<u8>) -> Answer {
    let bearer = format!("Bearer {}", office.token(who));
    office.send("POST", path, &[("authorization", &bearer), (CONTENT_TYPE.as_str(), "text/csv")], bytes).await
}

async fn approve(office: &Office, who: &str, batch: &Value) -> Answer {
    let id = batch["id"].as_str().unwrap();
    let path = format!("/api/v1/paper-batches/{id}/approval?agency={COUNTER}");
    office.post(who, &path, &[], &json!({})).await
}

fn counts(batch: &Value) -> (u64, u64, u64) {
    let count = |name: &str| batch[name].as_u64().unwrap();
    (count("new"), count("already"), count("wrong"))
}

async fn received(office: &Office) -> usize {
    let path = "/api/v1/times?agency=H13.163&from=2026-11-01&limit=1";
    let table = office.get("head", path).await.expect(200).json();
    usize::try_from(table["period"]["dossiers"].as_u64().unwrap()).unwrap()
}

on_both_databases!(five_hundred_open_dossiers_come_from_paper, async |database| {
    let office = Office::open(database).await;
    office.it_is("2026-11-23T07:30");
    let batch = send(&office, "clerk", PATH, file(false)).await.expect(201).json();
    assert_eq!(counts(&batch), (480, 0, 20));
    let faults: Vec<(u64, String)> = batch["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["line"].as_u64().unwrap(), it["code"].as_str().unwrap().to_owned()))
        .collect();
    // The titles are line 1.
    let expected: Vec<(u64, String)> =
        (0..20).map(|place| (25 * (place as u64 + 1) + 1, WRONG[place % 10].2.to_owned())).collect();
    assert_eq!(faults, expected);
    assert_eq!(received(&office).await, 0, "nothing before the approval");

    assert_eq!(approve(&office, "clerk", &batch).await.status, 403);
    let approved = approve(&office, "head", &batch).await.expect(200).json();
    assert_eq!(counts(&approved), (480, 0, 20));
    assert_eq!(received(&office).await, 480);

    // The same file again is the same file, and approving it again does nothing.
    let again = send(&office, "clerk", PATH, file(false)).await.expect(200).json();
    assert_eq!((&again["id"], counts(&again)), (&batch["id"], (480, 0, 20)));
    let twice = approve(&office, "head", &batch).await.expect(422);
    assert_eq!(twice.code(), "app.paper-batch-approved");
    assert_eq!(received(&office).await, 480);

    // With the rows mended, only those are new.
    let mended = send(&office, "clerk", PATH, file(true)).await.expect(201).json();
    assert_eq!(counts(&mended), (20, 480, 0));
    approve(&office, "head", &mended).await.expect(200);
    assert_eq!(received(&office).await, 500);
    let checked = verify(&office.context, &|_| ()).await.unwrap();
    assert_eq!((checked.dossiers, checked.broken.len()), (500, 0), "{checked:?}");
});

fn one(row: &[&str]) -> Vec<u8> {
    (TITLES.join(",") + "\n" + &row.join(",") + "\n").into_bytes()
}

on_both_databases!(a_dossier_from_paper_keeps_its_dates_and_goes_on, async |database| {
    let office = Office::open(database).await;
    office.it_is("2026-11-23T07:30");
    let row =
        ["gb 77", "1.013831", "toan-bo-thua", "16/11/2026 09:10", "25/11/2026", "Trần Thị Mẫu", "", "", "1"];
    let batch = send(&office, "clerk", PATH, one(&row)).await.expect(201).json();
    assert_eq!(counts(&batch), (1, 0, 0), "{batch}");
    approve(&office, "head", &batch).await.expect(200);
    let list = office.get("clerk", "/api/v1/dossiers?receiving=H13.163.01").await.expect(200).json();
    let dossier = &list["items"][0];
    assert_eq!(dossier["number"], "H13.163.01-261116-0001");
    assert_eq!(dossier["paper"], json!({ "from": "carried-over", "slip": "GB 77" }));
    assert_eq!(dossier["received"], "2026-11-16T09:10:00+07:00");
    assert_eq!(dossier["dates"]["first"], "2026-11-25T17:00:00+07:00");
    assert_eq!((&dossier["status"], &dossier["legs"][0]["status"]), (&json!("in-process"), &json!("active")));

    // 140 minutes of the morning and 210 of the afternoon of the 16th, four days of 480, 30 minutes of today.
    let id = dossier["id"].as_str().unwrap();
    office.it_is("2026-11-23T09:30");
    let times = office.get("head", &format!("/api/v1/dossiers/{id}/times")).await.expect(200).json();
    assert_eq!(times["paper_minutes"], 2_300);
    assert_eq!(times["holders"][1]["holder"]["leg"], 1);
    assert_eq!((&times["holders"][1]["minutes"], &times["office_minutes"]), (&json!(120), &json!(120)));

    // The land office, where the paper lies, works on it as on any other.
    let shown = office.get("land", &format!("/api/v1/dossiers/{id}")).await.expect(200);
    let done = office.act("land", id, "finish-step", shown.etag(), &json!({ "leg": 1, "step": 0 })).await;
    assert_eq!(done.status, 200, "{}", done.text);
    let (cookie, _) = office.cookie_and_proof("clerk").await;
    let page = office.open_page(&cookie, &format!("/ho-so/{id}")).await.expect(200).text;
    for said in [
        "GB 77 · Hồ sơ tồn",
        "Ngày hẹn ghi trên giấy biên nhận số GB 77",
        "Nhập từ hồ sơ giấy",
        "Giấy tờ nằm trong hồ sơ giấy",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
});

on_both_databases!(everything_wrong_in_a_row_is_said_at_once, async |database| {
    let office = Office::open(database).await;
    office.it_is("2026-11-23T07:30");
    let row = ["GB 1", "1.013831", "?", "hôm kia", "", "1", "12", "x", "hai"];
    let batch = send(&office, "clerk", PATH, one(&row)).await.expect(201).json();
    let said: Vec<(&str, &str)> = batch["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["column"].as_str().unwrap(), it["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        said,
        [
            ("received", "app.paper-date"),
            ("promised", "app.paper-cell-empty"),
            ("name", "dossier.name-invalid"),
            ("national-id", "dossier.national-id-invalid"),
            ("phone", "dossier.phone-invalid"),
            ("at-legs", "app.paper-legs"),
        ]
    );
    assert_eq!(approve(&office, "head", &batch).await.expect(422).code(), "app.paper-nothing-right");
});

on_both_databases!(a_file_that_is_none_is_refused_and_one_that_waits_can_go, async |database| {
    let office = Office::open(database).await;
    office.it_is("2026-11-23T07:30");
    for (bytes, code) in [
        (b"PK\x03\x04".to_vec(), "spreadsheet.not-xlsx"),
        (b"M\xe3\n".to_vec(), "spreadsheet.not-utf8"),
        (Vec::new(), "spreadsheet.empty"),
        ("Số giấy biên nhận\n1\n".as_bytes().to_vec(), "app.paper-columns-missing"),
        ((TITLES.join(",") + ",Ghi chú\n1\n").into_bytes(), "app.paper-column-unknown"),
        ((TITLES.join(",") + "\n").into_bytes(), "app.paper-no-rows"),
    ] {
        assert_eq!(send(&office, "clerk", PATH, bytes).await.expect(422).code(), code);
    }
    assert_eq!(send(&office, "stranger", PATH, file(true)).await.status, 403);
    let row = ["GB 2", "1.001612", "", "16/11/2026", "19/11/2026", "Lê Văn Mẫu", "", "", ""];
    let batch = send(&office, "clerk", PATH, one(&row)).await.expect(201).json();
    let path = format!("/api/v1/paper-batches/{}?agency={COUNTER}", batch["id"].as_str().unwrap());
    let bearer = format!("Bearer {}", office.token("clerk"));
    let gone = office.send("DELETE", &path, &[("authorization", &bearer)], Vec::new()).await;
    assert_eq!(gone.status, 204);
    office.get("clerk", &path).await.expect(404);
    send(&office, "clerk", PATH, one(&row)).await.expect(201);
});

/// A form with a file, as a browser sends it.
fn form(proof: &str, file: &[u8]) -> Vec<u8> {
    let mut body =
        format!("--cut\r\nContent-Disposition: form-data; name=\"proof\"\r\n\r\n{proof}\r\n").into_bytes();
    body.extend(b"--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ton.xlsx\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--cut--\r\n");
    body
}

on_both_databases!(a_head_looks_at_the_file_in_the_browser_and_approves_it, async |database| {
    let office = Office::open(database).await;
    office.it_is("2026-11-23T07:30");
    let (clerk, proof) = office.cookie_and_proof("clerk").await;
    let sent = async |bytes: &[u8], proof: &str| {
        let multipart = "multipart/form-data; boundary=cut";
        let headers = [(COOKIE.as_str(), clerk.as_str()), (CONTENT_TYPE.as_str(), multipart)];
        office.send("POST", "/ho-so-giay", &headers, form(proof, bytes)).await
    };
    let titles: Vec<&str> = TITLES.to_vec();
    let row = [
        "GB 2",
        "1.0016120",
        "ca-nhan",
        "16/11/2026",
        "19/11/2026",
        "Lê Văn Mẫu",
        "92190000123",
        "912345678",
        "",
    ];
    let rows = [row.map(str::to_owned).to_vec()];
    let wrong = motcua_spreadsheet::write("Hồ sơ", &titles, &rows).unwrap();
    assert_eq!(sent(&wrong, "another").await.status, 403);
    assert!(sent(b"", &proof).await.expect(422).text.contains("Chưa chọn tệp"));
    let page = sent(&wrong, &proof).await.expect(303);
    let page = office.open_page(&clerk, page.location()).await.expect(200).text;
    assert!(page.contains("Không có thủ tục mang mã 1.0016120"), "{page}");

    let mut right = rows;
    "1.001612".clone_into(&mut right[0][1]);
    let right = motcua_spreadsheet::write("Hồ sơ", &titles, &right).unwrap();
    let place = sent(&right, &proof).await.expect(303).location().to_owned();
    let page = office.open_page(&clerk, &place).await.expect(200).text;
    assert!(!page.contains("Phê duyệt và nhập"), "{page}");
    let (head, head_proof) = office.cookie_and_proof("head").await;
    let page = office.open_page(&head, &place).await.expect(200).text;
    assert!(page.contains("Phê duyệt và nhập 1 hồ sơ"), "{page}");
    assert_eq!(hidden(&page, "proof"), head_proof);
    office.fill(&head, &format!("{place}/phe-duyet"), &[("proof", &head_proof)]).await.expect(303);
    let page = office.open_page(&head, &place).await.expect(200).text;
    assert!(page.contains("1 hồ sơ đã nhập"), "{page}");
    // Midnight is no time: the receipt is of the opening of the office, and the zeros are back.
    let list = office.get("clerk", "/api/v1/dossiers?receiving=H13.163.01").await.expect(200).json();
    assert_eq!(list["items"][0]["received"], "2026-11-16T07:00:00+07:00");
    let id = list["items"][0]["id"].as_str().unwrap();
    let people = office.get("clerk", &format!("/api/v1/dossiers/{id}/people")).await.expect(200).json();
    assert_eq!(people["applicant"]["national_id"], "092190000123");
    assert_eq!(people["applicant"]["phone"], "0912345678");
});
