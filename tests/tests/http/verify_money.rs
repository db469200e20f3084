//! `verify` over the tables of money: sound as they are, and each row that is damaged is found and named.

use crate::money::{Dossier, FEE};
use crate::office::Office;
use crate::support::{self, TestDatabase};
use motcua_app::upkeep::{VerifyReport, verify};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

fn paid(amount: i64, receipt: Option<u32>) -> Value {
    json!({ "charge": FEE, "amount": amount, "means": "cash", "receipt": receipt })
}

async fn run(database: &TestDatabase, sql: &str) {
    let connection = database.connect().await;
    let done = connection.execute_unprepared(sql).await.unwrap();
    assert_eq!(done.rows_affected(), 1, "{sql}");
    connection.close().await.unwrap();
}

async fn looked(office: &Office) -> VerifyReport {
    verify(&office.context, &|_| ()).await.unwrap()
}

on_both_databases!(
    a_damaged_row_of_receipts_drawers_or_statements_is_found,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut cash = Dossier::ready(&office).await;
        office.it_is("2026-11-16T08:00");
        let bank = Dossier::ready(&office).await;
        let series = json!({ "agency": "H13.163.01", "form": "01BLP0-001", "symbol": "AA-26T", "book": "12",
            "kind": "self-printed", "first": 1, "last": 20, "width": 7, "issuer": "Sở Tài chính" });
        let id =
            office.post("administrator", "/api/v1/receipt-series", &[], &series).await.expect(201).json();
        let clerk = office.accounts["clerk"].id.to_string();
        let numbers = json!({ "cashier": clerk, "first": 1, "last": 20 });
        let path = format!("/api/v1/receipt-series/{}/numbers", id["id"].as_str().unwrap());
        office.post("head", &path, &[], &numbers).await.expect(200);
        cash.act("2026-11-19T08:00", "clerk", "record-payment", paid(60_000, None)).await;
        cash.act("2026-11-19T08:05", "clerk", "record-payment", paid(40_000, None)).await;

        let asked = format!("/api/v1/dossiers/{}/transfer-request", bank.id);
        let asked = office.get("clerk", &asked).await.expect(200).json();
        let reference = asked["request"]["reference"].as_str().unwrap();
        let file = format!(
            "Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Nội dung\n19/11/2026;FT1;;100.000;{reference}\n"
        );
        let bearer = format!("Bearer {}", office.token("clerk"));
        let headers = [("authorization", bearer.as_str()), ("content-type", "text/csv")];
        office.send("POST", "/api/v1/bank-statements", &headers, file.into_bytes()).await.expect(200);
        let booking = "/api/v1/bank-statements/matched-bookings";
        let came = office.post("clerk", booking, &[], &json!({})).await.expect(200).json();
        assert_eq!(came["booked"].as_array().unwrap().len(), 1, "{came}");

        let drawer = office.get("clerk", "/api/v1/drawers").await.expect(200).json()["items"][0].clone();
        let count = json!({ "version": drawer["version"], "notes": { "50000": 2 } });
        let path = format!("/api/v1/drawers/{}/count", drawer["id"].as_str().unwrap());
        office.post("clerk", &path, &[], &count).await.expect(200);
        let sound = looked(&office).await;
        assert!(sound.is_sound(), "{sound:?}");
        assert_eq!(sound.dossiers, 2);

        for (damage, mend, words) in [
            (
                "UPDATE receipt_number SET amount = amount + 1 WHERE number = 1",
                "UPDATE receipt_number SET amount = amount - 1 WHERE number = 1",
                "its amount is not that of its payment",
            ),
            (
                "UPDATE receipt_number SET fate = 'deleted' WHERE number = 2",
                "UPDATE receipt_number SET fate = 'used' WHERE number = 2",
                "its fate is not that of its payment",
            ),
            (
                "UPDATE receipt_number SET seq = seq + 100 WHERE number = 2",
                "UPDATE receipt_number SET seq = seq - 100 WHERE number = 2",
                "stands for no payment of the history",
            ),
            (
                "UPDATE receipt_number SET number = 15 WHERE number = 2",
                "UPDATE receipt_number SET number = 2 WHERE number = 15",
                "the payment it stands for names another",
            ),
            (
                "UPDATE statement_line SET seq = seq + 100",
                "UPDATE statement_line SET seq = seq - 100",
                "booked for no payment of the history",
            ),
            (
                "UPDATE statement_line SET amount = amount + 1",
                "UPDATE statement_line SET amount = amount - 1",
                "its amount is not that of its payment",
            ),
            (
                "UPDATE drawer SET state = 'locked'",
                "UPDATE drawer SET state = 'counted'",
                "its columns are not what its text says",
            ),
            (
                "UPDATE drawer SET body = replace(body, '\"difference\":0', '\"difference\":1000')",
                "UPDATE drawer SET body = replace(body, '\"difference\":1000', '\"difference\":0')",
                "its count came to a difference",
            ),
            (
                "UPDATE money_movement SET amount = amount + 1 WHERE amount = 40000",
                "UPDATE money_movement SET amount = amount - 1 WHERE amount = 40001",
                "only in one of history and book",
            ),
        ] {
            run(database, damage).await;
            let found = looked(&office).await;
            let said: Vec<&String> = found.broken.iter().map(|it| &it.1).chain(&found.tables).collect();
            assert!(said.iter().any(|it| it.contains(words)), "{damage}: {said:?}");
            run(database, mend).await;
            assert!(looked(&office).await.is_sound(), "{mend}");
        }
        run(database, "DELETE FROM receipt_number WHERE number = 2").await;
        let found = looked(&office).await;
        assert!(found.broken[0].1.contains("stands in no series"), "{found:?}");
        run(database, "UPDATE receipt_number SET dossier = NULL, seq = NULL WHERE number = 1").await;
        let found = looked(&office).await;
        assert!(found.tables.iter().any(|it| it.starts_with("used receipt without payment")), "{found:?}");
    }
);
