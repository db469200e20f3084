//! Books and lists of an agency: the PDF says row for row what the data say, and nobody gets those of another agency.

use crate::money::{Dossier, paid};
use crate::office::Office;
use crate::support;
use serde_json::{Value, json};
use std::process::Command;

/// The letters of a PDF in the order they were set.
pub fn letters_of(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let out = Command::new("pdftotext").args(["-raw"]).arg(file.path()).arg("-").output().unwrap();
    assert!(out.status.success(), "{out:?}");
    letters(&String::from_utf8(out.stdout).unwrap())
}

/// Without white space and case: lines break where paper ends.
pub fn letters(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// As sheets write a moment: `08:05 16/11/2026`.
fn moment(value: &Value) -> String {
    let Some(at) = value.as_str() else { return String::new() };
    let (day, time) = at.split_once('T').unwrap();
    let mut parts = day.split('-').rev();
    let day: Vec<&str> = parts.by_ref().collect();
    format!("{}{}", &time[..5], day.join("/"))
}

/// A line of the register as it stands on paper.
fn register_row(row: &Value) -> String {
    let sets = format!("{:02}", row["sets"].as_u64().unwrap());
    let (received, due, returned) = (moment(&row["received"]), moment(&row["due"]), moment(&row["returned"]));
    let cells = [
        text(row, "serial"),
        text(row, "dossier"),
        text(row, "procedure"),
        &sets,
        text(row, "applicant"),
        text(row, "address"),
        text(row, "phone"),
        text(row, "agency"),
        &received,
        &due,
        &returned,
        text(row, "return_way"),
        text(row, "handed_by"),
        text(row, "taken_by"),
        text(row, "note"),
    ];
    letters(&cells.concat())
}

fn hand_over_row(place: usize, row: &Value) -> String {
    let papers = format!("{:02}", row["papers"].as_u64().unwrap());
    let due = moment(&row["due"]);
    let (place, number) = (place.to_string(), text(row, "dossier"));
    let cells =
        [&place, number, text(row, "procedure"), text(row, "applicant"), &papers, &due, text(row, "note")];
    letters(&cells.concat())
}

fn rows(document: &Value) -> &[Value] {
    document["rows"].as_array().unwrap()
}

/// Every one of `wanted` stands on the sheet, each behind the one before.
fn in_order(sheet: &str, wanted: &[String]) {
    let mut rest = sheet;
    for row in wanted {
        let at = rest.find(row.as_str()).unwrap_or_else(|| panic!("{row} is not in {rest}"));
        rest = &rest[at + row.len()..];
    }
}

on_both_databases!(
    the_register_of_a_counter_says_on_paper_what_its_data_say,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut first = Dossier::ready(&office).await;
        first.act("2026-11-19T08:00", "clerk", "record-payment", paid(100_000)).await;
        let handed = json!({ "method": "counter", "to": "applicant", "originals_reason": "Lưu trong hồ sơ" });
        first.act("2026-11-19T08:10", "clerk", "return-result", handed).await;
        for place in 0..40 {
            office.it_is(&format!("2026-11-20T{:02}:{:02}", 8 + place / 20, place % 20 * 2));
            let mut filed = Office::land_transfer();
            filed["applicant"]["name"] = json!(format!("Trần Văn Người thứ {place}"));
            filed["applicant"]["address"] = json!(format!("Ấp số {place}, xã Kế Sách"));
            office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201);
        }
        office.it_is("2026-11-30T09:00");
        let book = office.get("clerk", "/api/v1/register?first=2026-11-01").await.expect(200).json();
        let rows = rows(&book);
        assert_eq!(rows.len(), 41);
        let serials: Vec<&str> = rows.iter().map(|it| text(it, "serial")).collect();
        assert_eq!((serials[0], serials[40]), ("1", "41"));
        assert_eq!(text(&rows[0], "applicant"), "Nguyễn Thị Ngọc Ánh");
        assert_eq!(text(&rows[0], "taken_by"), "Nguyễn Thị Ngọc Ánh");
        assert_eq!((text(&rows[0], "handed_by"), &rows[1]["returned"]), ("Cán bộ clerk", &Value::Null));
        assert_eq!(text(&rows[40], "applicant"), "Trần Văn Người thứ 39");

        let pdf = office.get("clerk", "/api/v1/register.pdf?first=2026-11-01").await.expect(200);
        assert_eq!(pdf.header("content-type"), "application/pdf");
        let sheet = letters_of(&pdf.bytes);
        in_order(&sheet, &rows.iter().map(register_row).collect::<Vec<_>>());
        for said in
            ["Mẫu số 07", "Từ ngày 01/11/2026 đến ngày 30/11/2026", "Tổng số: 41 hồ sơ", "Đã trả kết quả: 1"]
        {
            assert!(sheet.contains(&letters(said)), "{said}: {sheet}");
        }
        // A line keeps its number of the year when fewer days are printed.
        let later = office.get("head", "/api/v1/register?first=2026-11-20").await.expect(200).json();
        assert_eq!((later["rows"].as_array().unwrap().len(), text(&later["rows"][0], "serial")), (40, "2"));

        let span = office.get("clerk", "/api/v1/register?first=2025-12-01").await.expect(422);
        assert_eq!(span.code(), "app.register-one-year");
        office.get("land", "/api/v1/register").await.expect(403);
        office.get("nobody", "/api/v1/register.pdf").await.expect(403);
        let other = office.get("stranger", "/api/v1/register?first=2026-11-01").await.expect(200).json();
        assert_eq!(other["rows"], json!([]), "another counter has its own book");
        office.get("stranger", "/api/v1/register?agency=H13.163.01").await.expect(404);
        let path = format!("/api/v1/dossiers/{}/readings", first.id);
        let readings = office.get("supervisor", &path).await.expect(200);
        assert!(readings.text.contains("office-sheet"), "who was shown them is kept: {}", readings.text);
    }
);

on_both_databases!(
    what_a_desk_hands_over_is_a_list_for_each_receiver,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let dossier = Dossier::ready(&office).await;
        office.it_is("2026-11-20T08:00");
        office.receive().await;
        let day = "/api/v1/hand-over-lists?day=2026-11-16";
        let lists = office.get("clerk", day).await.expect(200).json();
        let to: Vec<&str> =
            lists["items"].as_array().unwrap().iter().map(|it| text(&it["to"], "code")).collect();
        assert_eq!((to.len(), text(&lists, "what")), (2, "handed"), "{lists}");
        assert!(to.contains(&"H13.031") && to.contains(&"H13.030"), "{to:?}");
        assert_eq!(lists["items"][0]["rows"][0]["id"], json!(dossier.id));
        let pdf = office.get("clerk", "/api/v1/hand-over-lists.pdf?day=2026-11-16").await.expect(200);
        let sheet = letters_of(&pdf.bytes);
        for list in lists["items"].as_array().unwrap() {
            assert!(sheet.contains(&letters(text(&list["to"], "name"))), "{sheet}");
            let wanted: Vec<String> =
                (1..).zip(rows(list)).map(|(place, it)| hand_over_row(place, it)).collect();
            in_order(&sheet, &wanted);
        }
        let one = "/api/v1/hand-over-lists.pdf?day=2026-11-16&to=H13.031";
        let one = letters_of(&office.get("clerk", one).await.expect(200).bytes);
        let tax = lists["items"].as_array().unwrap().iter().find(|it| it["to"]["code"] == "H13.030").unwrap();
        assert!(!one.contains(&letters(text(&tax["to"], "name"))), "{one}");

        let waiting = office.get("clerk", "/api/v1/hand-over-lists?what=waiting").await.expect(200).json();
        let lines: usize = waiting["items"].as_array().unwrap().iter().map(|it| rows(it).len()).sum();
        assert!(lines > 0 && text(&waiting, "what") == "waiting", "{waiting}");
        let land = office.get("land", "/api/v1/hand-over-lists?day=2026-11-18").await.expect(200).json();
        assert_eq!(
            land["items"][0]["rows"][0]["id"],
            json!(dossier.id),
            "the desk of the land office: {land}"
        );
        office.get("clerk", "/api/v1/hand-over-lists.pdf?day=2026-11-01").await.expect(404);
        office.get("nobody", day).await.expect(403);
        office.get("land", "/api/v1/hand-over-lists?agency=H13.163.01").await.expect(404);
    }
);

on_both_databases!(the_pages_of_the_counter_lead_to_its_sheets, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    office.receive().await;
    let cookie = office.cookie("clerk").await;
    let today = office.open_page(&cookie, "/tiep-nhan/hom-nay").await.expect(200).text;
    assert!(today.contains("href=\"/so-theo-doi\"") && today.contains("/ban-giao?what=waiting"), "{today}");
    let book = office.open_page(&cookie, "/so-theo-doi").await.expect(200).text;
    assert!(book.contains("Số thứ tự từ 1 đến 1") && book.contains("/so-theo-doi.pdf?agency="), "{book}");
    assert!(!book.contains("Nguyễn Thị Ngọc Ánh"), "nobody is named before it is printed");
    let wrong = office.open_page(&cookie, "/so-theo-doi?first=2025-12-01&last=2026-01-01").await;
    assert!(wrong.expect(422).text.contains("mở theo năm"));
    let list = office.open_page(&cookie, "/ban-giao?what=waiting").await.expect(200).text;
    assert!(list.contains("Nguyễn Thị Ngọc Ánh") && list.contains("what=waiting"), "{list}");
    for file in ["/so-theo-doi.pdf", "/ban-giao.pdf?what=waiting"] {
        let pdf = office.open_page(&cookie, file).await.expect(200);
        assert!(pdf.bytes.starts_with(b"%PDF-"), "{file}");
    }
});
