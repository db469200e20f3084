//! Sheets of an agency's money: days, the remittance to the budget, the use of receipts. What is kept and what is paid in are
//! what the book says, to the đồng, on the page, over the API, in the file and on paper.

use crate::money::{Dossier, FEE, paid};
use crate::office::Office;
use crate::office_sheets::{letters, letters_of};
use crate::support;
use motcua_app::Context;
use motcua_fees::remittance::BudgetBook;
use serde_json::{Value, json};
use std::sync::Arc;

const DAYS: &str = "first=2026-11-01&last=2026-11-30";

/// A land transfer of 100 000 ₫: 60 001 in cash, 39 999 by transfer, of which 30 000 go back in cash the day after.
async fn taken(office: &Office) -> Dossier<'_> {
    let mut dossier = Dossier::ready(office).await;
    dossier.act("2026-11-19T08:00", "clerk", "record-payment", paid(60_001)).await;
    let transfer = json!({ "charge": FEE, "amount": 39_999, "means": "transfer", "reference": "FT26323" });
    dossier.act("2026-11-19T08:10", "clerk", "record-payment", transfer).await;
    let ledger = format!("/api/v1/dossiers/{}/ledger", dossier.id);
    let money = office.get("clerk", &ledger).await.expect(200).json();
    let payment = money["payments"][0]["seq"].clone();
    let wish = json!({ "payment": payment, "charge": FEE, "amount": 30_000, "reason": "Thu nhầm mức phí" });
    dossier.act("2026-11-20T09:00", "clerk", "request-refund", wish).await;
    dossier.act("2026-11-20T09:10", "head", "approve-refund", json!({})).await;
    dossier.act("2026-11-20T09:20", "clerk", "pay-refund", json!({ "means": "cash" })).await;
    office.it_is("2026-11-30T09:00");
    dossier
}

fn sums(rows: &Value, of: &[&str]) -> Vec<i64> {
    let rows = rows.as_array().unwrap();
    of.iter().map(|name| rows.iter().map(|it| it[name].as_i64().unwrap()).sum()).collect()
}

on_both_databases!(the_sheets_of_a_day_and_a_month_are_the_book, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let dossier = taken(&office).await;
    let month = office.get("clerk", &format!("/api/v1/takings?{DAYS}")).await.expect(200).json();
    let book = office.get("clerk", &format!("/api/v1/money-book?{DAYS}")).await.expect(200).json();
    let net: i64 = book["lines"].as_array().unwrap().iter().map(|it| it["amount"].as_i64().unwrap()).sum();
    let days = month["days"].as_array().unwrap();
    assert_eq!(days.len(), 2, "{month}");
    assert_eq!((&days[0]["day"], &days[0]["receipts"]), (&json!("2026-11-19"), &json!(2)));
    assert_eq!((&days[1]["refunded"], &days[1]["cash"]), (&json!(30_000), &json!(-30_000)));
    assert_eq!(sums(&month["days"], &["cash", "transfer"]), [30_001, 39_999]);
    assert_eq!(net, 70_000);

    let pdf = office.get("clerk", &format!("/api/v1/takings.pdf?{DAYS}")).await.expect(200);
    let sheet = letters_of(&pdf.bytes);
    for said in [
        "Bảng kê thu phí, lệ phí theo tháng",
        "1 19/11/2026 02",
        "2 20/11/2026",
        "Bảy mươi nghìn đồng",
        "30.001 đồng 39.999 đồng",
    ] {
        assert!(sheet.contains(&letters(said)), "{said}: {sheet}");
    }
    let pdf = office.get("clerk", "/api/v1/takings.pdf?first=2026-11-19").await.expect(200);
    let sheet = letters_of(&pdf.bytes);
    let number = office.get("clerk", &format!("/api/v1/dossiers/{}", dossier.id)).await.expect(200).json();
    let number = number["number"].as_str().unwrap();
    for (place, (time, receipt, means, amount)) in [
        ("08:00", "PT26-000001", "Tiền mặt", "60.001 đồng"),
        ("08:10", "PT26-000002", "Chuyển khoản", "39.999 đồng"),
    ]
    .into_iter()
    .enumerate()
    {
        let begins = letters(&format!("{}{time}19/11/2026{receipt}{number}", place + 1));
        let ends = letters(&format!("{means}{amount}"));
        let at = sheet.find(&begins).unwrap_or_else(|| panic!("{begins} is not in {sheet}"));
        assert!(sheet[at..].contains(&ends), "{ends}: {sheet}");
    }
    assert!(sheet.contains(&letters("Một trăm nghìn đồng")), "{sheet}");
    office.get("land", &format!("/api/v1/takings?{DAYS}")).await.expect(403);
    office.get("stranger", &format!("/api/v1/takings?{DAYS}&agency=H13.163.01")).await.expect(404);
});

on_both_databases!(
    what_nobody_has_said_may_be_kept_is_paid_in_whole,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        taken(&office).await;
        let path = format!("/api/v1/budget-remittance?{DAYS}");
        let slip = office.get("clerk", &path).await.expect(200).json();
        assert_eq!((&slip["kept"], &slip["remitted"]), (&json!(0), &json!(70_000)), "{slip}");
        assert_eq!((&slip["confirmed"], &slip["chapter"]), (&json!(false), &Value::Null));
        assert_eq!(slip["subsections"], json!([{ "subsection": null, "amount": 70_000 }]));
        let pdf = office.get("clerk", &format!("/api/v1/budget-remittance.pdf?{DAYS}")).await.expect(200);
        let sheet = letters_of(&pdf.bytes);
        for said in ["(*)", "chưa được xác nhận", "Bảy mươi nghìn đồng", "chưa xác định 70.000 đồng"]
        {
            assert!(sheet.contains(&letters(said)), "{said}: {sheet}");
        }
    }
);

on_both_databases!(
    a_state_fee_is_paid_in_whole_under_its_tieu_muc_whatever_share_is_written,
    async |database: &support::TestDatabase| {
        let book = format!(
            "[[chapter]]\nagency = \"H13.163\"\nchapter = \"805\"\nsource = \"made up\"\nconfirmed = true\n\
             [[line]]\ncharge = \"{FEE}\"\nfrom = \"2026-01-01\"\nsubsection = \"2001\"\nkept_percent = 33\n\
             source = \"made up\"\nconfirmed = true\n"
        );
        let office = Office::open(database).await.over(|context| {
            let mut province = (*context.province).clone();
            province.budget = BudgetBook::parse(&book).unwrap();
            let mut context: Context = context;
            context.province = Arc::new(province);
            context
        });
        taken(&office).await;
        let path = format!("/api/v1/budget-remittance?{DAYS}");
        let slip = office.get("clerk", &path).await.expect(200).json();
        let row = &slip["rows"][0];
        assert_eq!((&slip["kept"], &slip["remitted"]), (&json!(0), &json!(70_000)), "{slip}");
        assert_eq!((&row["collected"], &row["refunded"]), (&json!(100_000), &json!(30_000)));
        assert_eq!((&slip["chapter"], &row["subsection"]), (&json!("805"), &json!("2001")));
        assert_eq!(slip["confirmed"], json!(true));

        let cookie = office.cookie("clerk").await;
        let page = office.open_page(&cookie, &format!("/so-thu/nop-ngan-sach?{DAYS}")).await.expect(200).text;
        assert!(page.contains("805") && page.contains("2001") && !page.contains("(*)"), "{page}");
        let file = office.open_page(&cookie, &format!("/so-thu/nop-ngan-sach.csv?{DAYS}")).await.expect(200);
        let line = file.text.lines().nth(1).unwrap().to_owned();
        assert!(line.contains(";2001;100000;30000;"), "{line}");
        assert!(line.ends_with(";0;0;70000"), "{line}");
        let month = office.open_page(&cookie, &format!("/so-thu/thang?{DAYS}")).await.expect(200).text;
        assert!(month.contains("/so-thu/bang-ke.pdf?agency=H13.163.01"), "{month}");
        let csv = office.open_page(&cookie, &format!("/so-thu/thang.csv?{DAYS}")).await.expect(200).text;
        assert_eq!(csv.lines().count(), 3, "{csv}");
        for file in ["bang-ke.pdf?first=2026-11-19", "nop-ngan-sach.pdf?first=2026-11-19"] {
            let pdf = office.open_page(&cookie, &format!("/so-thu/{file}")).await.expect(200);
            assert!(pdf.bytes.starts_with(b"%PDF-"), "{file}");
        }
    }
);

on_both_databases!(the_use_of_receipts_of_a_quarter_is_printed, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    office.get("clerk", "/api/v1/receipt-usage.pdf").await.expect(404);
    let series = json!({
        "agency": "H13.163.01", "form": "01BLP2-001", "symbol": "AA/26P", "book": "01", "kind": "self-printed",
        "first": 1, "last": 50, "width": 7, "issuer": "Chi cục Thuế"
    });
    office.post("administrator", "/api/v1/receipt-series", &[], &series).await.expect(201);
    let pdf = office.get("clerk", "/api/v1/receipt-usage.pdf?year=2026&quarter=4").await.expect(200);
    let sheet = letters_of(&pdf.bytes);
    for said in ["01BLP2-001 – AA/26P – 01", "0000001–0000050 (50)", "Từ ngày 01/10/2026 đến ngày 31/12/2026"]
    {
        assert!(sheet.contains(&letters(said)), "{said}: {sheet}");
    }
    office.get("land", "/api/v1/receipt-usage.pdf").await.expect(403);
});
