//! Bank statements: what fits is booked once, whoever sends the file how often, and the rest waits for a person.

use crate::money::{Dossier, FEE};
use crate::office::{Answer, Office, hidden};
use crate::support;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/bank-statements";
const TITLES: &str = "Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Nội dung";

fn file(rows: &[String]) -> Vec<u8> {
    format!("{TITLES}\n{}\n", rows.join("\n")).into_bytes()
}

async fn send(office: &Office, who: &str, path: &str, bytes: Vec<u8>) -> Answer {
    let bearer = format!("Bearer {}", office.token(who));
    let headers = [("authorization", bearer.as_str()), (CONTENT_TYPE.as_str(), "text/csv")];
    office.send("POST", path, &headers, bytes).await
}

async fn lines(office: &Office) -> Vec<Value> {
    let listed = office.get("clerk", "/api/v1/bank-statements/lines").await.expect(200).json();
    listed["items"].as_array().unwrap().clone()
}

async fn reference(office: &Office, id: &str) -> String {
    let path = format!("/api/v1/dossiers/{id}/transfer-request");
    let asked = office.get("clerk", &path).await.expect(200).json();
    asked["request"]["reference"].as_str().unwrap().to_owned()
}

async fn payments(office: &Office, id: &str) -> Value {
    let ledger = office.get("clerk", &format!("/api/v1/dossiers/{id}/ledger")).await.expect(200).json();
    ledger["payments"].clone()
}

/// The reference of a dossier that nobody awaits.
fn other() -> String {
    let number = "H13.163.01-261116-0099".parse().unwrap();
    motcua_fees::TransferReference::of(&number).as_str().to_owned()
}

fn row(number: &str, debit: &str, credit: &str, text: &str) -> String {
    format!("19/11/2026;{number};{debit};{credit};{text}")
}

on_both_databases!(
    a_statement_is_told_apart_booked_once_and_changes_nothing_the_second_time,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let one = Dossier::ready(&office).await;
        let own = reference(&office, &one.id).await;
        let spaced = own.to_lowercase().replace("mc", "m c ");
        let rows = [
            row("FT1", "", "100.000", &format!("NGUYEN THI A CT {spaced} tai VCB")),
            row("FT2", "", "60.000", &format!("nop thieu {own}")),
            row("FT3", "", "55.000", "chuyen tien an trua"),
            row("FT4", "200.000", "", "rut tien"),
            row("FT5", "", "70.000", &format!("{own} va {}", other())),
        ];
        let read = send(&office, "clerk", PATH, file(&rows)).await.expect(200).json();
        assert_eq!(
            (&read["new"], &read["booked"], &read["debits"]),
            (&json!(4), &json!(0), &json!(1)),
            "{read}"
        );
        let is: Vec<Value> = lines(&office).await.iter().map(|it| json!([it["amount"], it["is"]])).collect();
        for expected in
            [json!([100_000, "matched"]), json!([55_000, "unknown"]), json!([70_000, "ambiguous"])]
        {
            assert!(is.contains(&expected), "{is:?}");
        }
        let booking = format!("{PATH}/matched-bookings");
        let came = office.post("clerk", &booking, &[], &json!({})).await.expect(200).json();
        assert_eq!(came["booked"].as_array().unwrap().len(), 1, "{came}");
        let paid = payments(&office, &one.id).await;
        assert_eq!((&paid[0]["amount"], &paid[0]["means"]), (&json!(100_000), &json!("transfer")), "{paid}");
        assert_eq!(paid[0]["receipt"], "PT26-000001", "{paid}");

        let again = send(&office, "clerk", PATH, file(&rows)).await.expect(200).json();
        assert_eq!((&again["new"], &again["booked"], &again["waiting"]), (&json!(0), &json!(1), &json!(3)));
        let came = office.post("clerk", &booking, &[], &json!({})).await.expect(200).json();
        assert_eq!(came, json!({ "booked": [], "left": [] }));
        assert_eq!(payments(&office, &one.id).await.as_array().unwrap().len(), 1);
        let left = lines(&office).await;
        assert_eq!(left.iter().filter(|it| it["is"] == "over").count(), 1, "all is paid: {left:?}");
        assert_eq!(left.len(), 3);
    }
);

on_both_databases!(
    a_person_books_what_the_reference_does_not_say_and_no_one_books_it_again,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let one = Dossier::ready(&office).await;
        let shown = office.get("clerk", &format!("/api/v1/dossiers/{}", one.id)).await.expect(200).json();
        let number = shown["number"].as_str().unwrap().to_owned();
        let rows = [row("FT9", "", "60000", "nop le phi"), row("FT8", "", "900000", "nop le phi")];
        send(&office, "clerk", PATH, file(&rows)).await.expect(200);
        let open = lines(&office).await;
        let of = |amount: i64| open.iter().find(|it| it["amount"] == amount).unwrap()["line"].clone();
        let bookings = format!("{PATH}/bookings");
        let wanted = |line: &Value, number: &str| json!({ "line": line, "number": number });
        let tried = async |body: Value| office.post("clerk", &bookings, &[], &body).await.expect(422).code();
        assert_eq!(
            tried(wanted(&of(60_000), "H13.163.01-261116-9999")).await,
            "app.statement-number-unknown"
        );
        assert_eq!(tried(wanted(&of(60_000), "x")).await, "app.statement-number-unknown");
        assert_eq!(tried(wanted(&of(900_000), &number)).await, "fees.transfer-differs");
        assert_eq!(tried(wanted(&json!("x"), &number)).await, "app.statement-line-booked");
        let foreign = office.post("land", &bookings, &[], &wanted(&of(60_000), &number)).await;
        assert!([403, 404].contains(&foreign.status.as_u16()), "{}", foreign.text);

        let body = wanted(&of(60_000), &number);
        let both =
            [("clerk", &body), ("head", &body)].map(|(who, body)| office.post(who, &bookings, &[], body));
        let [first, second] = both;
        let (first, second) = tokio::join!(first, second);
        let mut came = [first.status.as_u16(), second.status.as_u16()];
        came.sort_unstable();
        assert!(came[0] == 200 && [412, 422].contains(&came[1]), "{} {}", first.text, second.text);
        let paid = payments(&office, &one.id).await;
        assert_eq!(paid.as_array().unwrap().len(), 1, "{paid}");
        assert_eq!(paid[0]["amount"], 60_000);
        assert_eq!(tried(body.clone()).await, "app.statement-line-booked");
        assert_eq!(lines(&office).await.len(), 1);
        let drop = "/api/v1/bank-statements/lines";
        let bearer = format!("Bearer {}", office.token("clerk"));
        office.send("DELETE", drop, &[("authorization", &bearer)], Vec::new()).await.expect(204);
        assert_eq!(lines(&office).await.len(), 0);
        let charge = &office.get("clerk", &format!("/api/v1/dossiers/{}", one.id)).await.json()["charges"];
        assert!(charge.as_array().unwrap().iter().any(|it| it["code"] == FEE && it["paid"] == 60_000));
    }
);

on_both_databases!(a_file_that_is_no_statement_leaves_nothing, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    for (what, bytes, code) in [
        ("no columns", b"a;b\n1;2\n".to_vec(), "app.statement-columns-unknown"),
        ("no date", file(&["32/11/2026;1;;5;x".to_owned()]), "fees.statement-date-wrong"),
        ("no amount", file(&[row("1", "", "=1+1", "x")]), "fees.statement-amount-wrong"),
        ("both ways", file(&[row("1", "5", "5", "x")]), "fees.statement-both-ways"),
        ("too much", file(&[row("1", "", "99999999999999999999", "x")]), "fees.statement-amount-wrong"),
    ] {
        let answer = send(&office, "clerk", PATH, bytes).await.expect(422);
        assert_eq!(answer.code(), code, "{what}: {}", answer.text);
    }
    for bytes in [b"\xff\xfe\0\0".to_vec(), Vec::new(), b"PK\x03\x04rest".to_vec()] {
        assert!(send(&office, "clerk", PATH, bytes).await.status.is_client_error());
    }
    let wrong = send(&office, "clerk", &format!("{PATH}?date=0&amount=2&description=3"), file(&[])).await;
    assert_eq!(wrong.expect(422).code(), "web.column-wrong");
    assert_eq!(lines(&office).await.len(), 0);
    let foreign = send(&office, "land", PATH, file(&[])).await;
    assert!([403, 404].contains(&foreign.status.as_u16()), "{}", foreign.text);

    // Columns that were named hold for the next file with the same titles; hostile words stay words.
    let bytes = b"x;y;z\n19/11/2026;+50000;<script>alert(1)</script> =cmd|' /C calc'!A0\n".to_vec();
    let named = format!("{PATH}?date=1&amount=2&description=3");
    send(&office, "clerk", &named, bytes.clone()).await.expect(200);
    let read = send(&office, "clerk", PATH, bytes).await.expect(200).json();
    assert_eq!((&read["new"], &read["waiting"]), (&json!(0), &json!(1)), "{read}");
    let page = office.open_page(&office.cookie("clerk").await, "/sao-ke").await.expect(200).text;
    assert!(page.contains("alert(1)") && !page.contains("<script>alert"), "{page}");
});

on_both_databases!(a_cashier_books_a_statement_in_the_browser, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let one = Dossier::ready(&office).await;
    let own = reference(&office, &one.id).await;
    let (cookie, proof) = office.cookie_and_proof("clerk").await;
    let csv = file(&[row("FT1", "", "100,000.00", &own)]);
    let mut body =
        format!("--cut\r\nContent-Disposition: form-data; name=\"proof\"\r\n\r\n{proof}\r\n").into_bytes();
    body.extend(b"--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"sao-ke.csv\"\r\n\r\n");
    body.extend(csv);
    body.extend(b"\r\n--cut--\r\n");
    let kind = "multipart/form-data; boundary=cut";
    let headers = [(COOKIE.as_str(), cookie.as_str()), (CONTENT_TYPE.as_str(), kind)];
    let there = office.send("POST", "/sao-ke", &headers, body).await.expect(303).location().to_owned();
    let page = office.open_page(&cookie, &there).await.expect(200).text;
    assert!(page.contains("1 dòng mới") && page.contains("Ghi nhận 1 dòng khớp"), "{page}");
    let (proof, line) = (hidden(&page, "proof"), hidden(&page, "line"));
    let wrong = [("proof", proof.as_str()), ("line", &line), ("number", "H13-không"), ("receipt", "")];
    let refused = office.fill(&cookie, "/sao-ke/dong", &wrong).await.expect(422).text;
    assert!(
        refused.contains("value=\"H13-không\"") && refused.contains("Không có hồ sơ mang mã"),
        "{refused}"
    );
    let there = office.fill(&cookie, "/sao-ke/ghi-nhan", &[("proof", &proof)]).await.expect(303);
    let page = office.open_page(&cookie, there.location()).await.expect(200).text;
    assert!(page.contains("Đã ghi nhận 1 dòng") && page.contains("Không có dòng sao kê nào"), "{page}");
    assert_eq!(payments(&office, &one.id).await[0]["amount"], 100_000);
});
