//! The drawer of a cashier and shift, money that goes back, and a book that agrees with both. A land transfer whose fee of
//! 100 000 ₫ the counter takes at the return.

use crate::money::{Dossier, FEE, paid};
use crate::office::{Office, hidden};
use crate::support;
use serde_json::{Value, json};

/// What the book of the commune says of the days of the tests.
async fn book(office: &Office, who: &str) -> Vec<(String, String, i64)> {
    let found =
        office.get(who, "/api/v1/money-book?first=2026-11-19&last=2026-11-30").await.expect(200).json();
    let line = |it: &Value| {
        let text = |name: &str| it[name].as_str().unwrap().to_owned();
        (text("kind"), text("means"), it["amount"].as_i64().unwrap())
    };
    found["lines"].as_array().unwrap().iter().map(line).collect()
}

fn of(kind: &str, means: &str, amount: i64) -> (String, String, i64) {
    (kind.to_owned(), means.to_owned(), amount)
}

async fn own_drawer(office: &Office, who: &str) -> Value {
    let list = office.get(who, "/api/v1/drawers").await.expect(200).json();
    list["items"][0].clone()
}

async fn step(
    office: &Office,
    who: &str,
    drawer: &Value,
    step: &str,
    mut body: Value,
) -> crate::office::Answer {
    body["version"] = drawer["version"].clone();
    let path = format!("/api/v1/drawers/{}/{step}", drawer["id"].as_str().unwrap());
    office.post(who, &path, &[], &body).await
}

on_both_databases!(
    the_first_cash_of_a_shift_opens_a_drawer_that_is_counted_and_locked,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut dossier = Dossier::ready(&office).await;
        dossier.act("2026-11-19T08:00", "clerk", "record-payment", paid(60_000)).await;
        let drawer = own_drawer(&office, "clerk").await;
        assert_eq!((&drawer["state"], &drawer["expected"]), (&json!("open"), &json!(60_000)), "{drawer}");
        assert_eq!(drawer["lines"][0]["receipt"], "PT26-000001");

        let odd = json!({ "notes": { "3000": 1 } });
        let refused = step(&office, "clerk", &drawer, "count", odd).await.expect(422);
        assert_eq!(refused.code(), "fees.denomination-unknown");
        let stale = json!({ "notes": { "50000": 1, "10000": 1 } });
        dossier.act("2026-11-19T08:10", "clerk", "record-payment", paid(40_000)).await;
        let refused = step(&office, "clerk", &drawer, "count", stale).await.expect(422);
        assert_eq!(refused.code(), "app.drawer-moved", "money came in meanwhile");

        let drawer = own_drawer(&office, "clerk").await;
        let counted = json!({ "notes": { "50000": 2 } });
        let other = step(&office, "head", &drawer, "count", counted.clone()).await.expect(422);
        assert_eq!(other.code(), "fees.drawer-of-another");
        let drawer = step(&office, "clerk", &drawer, "count", counted).await.expect(200).json();
        assert_eq!((&drawer["state"], &drawer["difference"]), (&json!("counted"), &json!(0)), "{drawer}");
        let drawer = step(&office, "clerk", &drawer, "confirm", json!({})).await.expect(200).json();
        assert_eq!(drawer["state"], "locked");
        let late = step(&office, "clerk", &drawer, "reopen", json!({})).await.expect(422);
        assert_eq!(late.code(), "fees.drawer-locked");
        assert_eq!(
            book(&office, "clerk").await,
            [of("payment", "cash", 60_000), of("payment", "cash", 40_000)]
        );
    }
);

on_both_databases!(
    a_difference_is_explained_by_its_cashier_and_confirmed_by_another,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut dossier = Dossier::ready(&office).await;
        office.it_is("2026-11-19T07:30");
        let opened =
            office.post("clerk", "/api/v1/drawers", &[], &json!({ "float": 200_000 })).await.expect(201);
        let again = office.post("clerk", "/api/v1/drawers", &[], &json!({})).await.expect(422);
        assert_eq!(again.code(), "app.drawer-open");
        assert_eq!(opened.json()["expected"], 200_000);
        dossier.act("2026-11-19T08:00", "clerk", "record-payment", paid(10_000)).await;
        dossier.act("2026-11-19T08:05", "clerk", "record-payment", paid(90_000)).await;
        let drawer = own_drawer(&office, "clerk").await;
        // 90 000 ₫ were entered where 9 000 ₫ were taken.
        let counted = json!({ "notes": { "200000": 1, "10000": 1, "5000": 1, "2000": 2 } });
        let drawer = step(&office, "clerk", &drawer, "count", counted).await.expect(200).json();
        assert_eq!(drawer["difference"], -81_000);
        let slips = drawer["slips"].as_array().unwrap();
        let ten = slips.iter().position(|it| it["fault"] == "factor-ten" && it["amount"] == 90_000);
        let drawer =
            step(&office, "clerk", &drawer, "explain", json!({ "slip": ten.unwrap() })).await.expect(200);
        let drawer = drawer.json();
        let own = step(&office, "clerk", &drawer, "confirm", json!({})).await;
        assert!([403, 422].contains(&own.status.as_u16()), "{}", own.text);
        let drawer = step(&office, "head", &drawer, "confirm", json!({})).await.expect(200).json();
        assert_eq!(drawer["state"], "locked");
    }
);

on_both_databases!(
    a_refund_is_asked_for_confirmed_by_another_and_paid_out_of_a_drawer,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut dossier = Dossier::ready(&office).await;
        dossier.act("2026-11-19T08:00", "clerk", "record-payment", paid(100_000)).await;
        let ledger = format!("/api/v1/dossiers/{}/ledger", dossier.id);
        let money = office.get("clerk", &ledger).await.expect(200).json();
        let payment = money["payments"][0]["seq"].clone();
        let wish = |amount: i64| json!({ "payment": payment, "charge": FEE, "amount": amount, "reason": "Thu nhầm mức phí" });
        dossier.refused("clerk", "request-refund", &wish(100_001), "fees.refund-more-than-paid").await;
        dossier.act("2026-11-19T09:00", "clerk", "request-refund", wish(30_000)).await;
        dossier.refused("clerk", "pay-refund", &json!({ "means": "cash" }), "fees.refund-not-approved").await;
        dossier.act("2026-11-19T09:10", "head", "approve-refund", json!({})).await;
        dossier.refused("head", "pay-refund", &json!({ "means": "cash" }), "fees.refund-own-approval").await;
        dossier.act("2026-11-19T09:20", "clerk", "pay-refund", json!({ "means": "cash" })).await;
        assert_eq!(own_drawer(&office, "clerk").await["expected"], 70_000);
        assert_eq!(
            book(&office, "clerk").await,
            [of("payment", "cash", 100_000), of("refund", "cash", -30_000)]
        );
        let money = office.get("clerk", &ledger).await.expect(200).json();
        assert_eq!(money["refunds"][0]["state"], "paid");
        let sums: i64 =
            money["lines"].as_array().unwrap().iter().map(|it| it["amount"].as_i64().unwrap()).sum();
        assert_eq!(sums, 100_000 + 100_000 + 30_000 + 30_000, "{money}");
    }
);

on_both_databases!(
    a_wrong_entry_is_taken_back_by_another_while_its_drawer_is_open,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut dossier = Dossier::ready(&office).await;
        dossier.act("2026-11-19T08:00", "clerk", "record-payment", paid(60_000)).await;
        let ledger = format!("/api/v1/dossiers/{}/ledger", dossier.id);
        let money = office.get("clerk", &ledger).await.expect(200).json();
        let wrong = json!({ "payment": money["payments"][0]["seq"], "reason": "Ghi nhầm hồ sơ" });
        let own = office.act("clerk", &dossier.id, "reverse-payment", dossier.tag(), &wrong).await;
        assert_eq!(own.status.as_u16(), 403, "{}", own.text);
        dossier.act("2026-11-19T08:10", "head", "reverse-payment", wrong).await;
        assert_eq!(own_drawer(&office, "clerk").await["expected"], 0);
        dossier.act("2026-11-19T08:20", "clerk", "record-payment", paid(100_000)).await;

        let drawer = own_drawer(&office, "clerk").await;
        let counted = json!({ "notes": { "100000": 1 } });
        step(&office, "clerk", &drawer, "count", counted).await.expect(200);
        let money = office.get("clerk", &ledger).await.expect(200).json();
        let late = json!({ "payment": money["payments"][1]["seq"], "reason": "Ghi nhầm" });
        dossier.refused("head", "reverse-payment", &late, "app.drawer-counted").await;
    }
);

on_both_databases!(the_cashier_does_all_of_it_on_pages, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut dossier = Dossier::ready(&office).await;
    office.it_is("2026-11-19T07:50");
    let cookie = office.cookie("clerk").await;
    let page = office.open_page(&cookie, "/thu-ngan").await.expect(200).text;
    let proof = hidden(&page, "proof");
    let wrong = [("proof", proof.as_str()), ("float", "hai trăm")];
    let refused = office.fill(&cookie, "/thu-ngan/mo", &wrong).await.expect(422).text;
    assert!(refused.contains("hai trăm") && refused.contains("bằng chữ số"), "{refused}");
    office.fill(&cookie, "/thu-ngan/mo", &[("proof", &proof), ("float", "200.000")]).await.expect(303);
    dossier.act("2026-11-19T08:00", "clerk", "record-payment", paid(100_000)).await;
    let page = office.open_page(&cookie, "/thu-ngan").await.expect(200).text;
    assert!(page.contains("300.000 ₫") && page.contains("PT26-000001"), "{page}");
    let move_out =
        [("proof", proof.as_str()), ("kind", "remittance"), ("amount", "250000"), ("note", "BK 12")];
    office.fill(&cookie, "/thu-ngan/quy", &move_out).await.expect(303);
    let too_much = [("proof", proof.as_str()), ("kind", "remittance"), ("amount", "50001"), ("note", "")];
    let refused = office.fill(&cookie, "/thu-ngan/quy", &too_much).await.expect(422).text;
    assert!(refused.contains("50001") && refused.contains("50.000 ₫"), "{refused}");

    let page = office.open_page(&cookie, "/thu-ngan").await.expect(200).text;
    let id = own_drawer(&office, "clerk").await["id"].as_str().unwrap().to_owned();
    let here = format!("/thu-ngan/{id}");
    let seen = hidden(&page, "seen");
    let count = [("proof", proof.as_str()), ("seen", &seen), ("notes.20000", "2"), ("notes.10000", "một")];
    let refused = office.fill(&cookie, &format!("{here}/kiem-dem"), &count).await.expect(422).text;
    assert!(refused.contains("value=\"một\"") && refused.contains("value=\"2\""), "{refused}");
    let count = [("proof", proof.as_str()), ("seen", &seen), ("notes.20000", "2")];
    office.fill(&cookie, &format!("{here}/kiem-dem"), &count).await.expect(303);
    let page = office.open_page(&cookie, &here).await.expect(200).text;
    assert!(page.contains("Thiếu") && page.contains("10.000 ₫"), "{page}");
    assert!(!page.contains(&format!("{here}/xac-nhan")), "nobody confirms their own difference");
    let head = office.cookie("head").await;
    let page = office.open_page(&head, &here).await.expect(200).text;
    let fields = [("proof", hidden(&page, "proof")), ("seen", hidden(&page, "seen"))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    office.fill(&head, &format!("{here}/xac-nhan"), &fields).await.expect(303);
    let page = office.open_page(&cookie, &here).await.expect(200).text;
    assert!(page.contains("Đã khóa"), "{page}");

    let sheet = office.open_page(&cookie, "/so-thu").await.expect(200).text;
    assert!(sheet.contains("100.000 ₫") && sheet.contains("250.000 ₫"), "{sheet}");
    let file = office.open_page(&cookie, "/so-thu.csv?first=2026-11-19").await.expect(200).text;
    assert_eq!(file.lines().count(), 4, "{file}");
    office.open_page(&cookie, "/so-thu?first=2026-11-19&last=2026-11-01").await.expect(422);
    let land = office.cookie("land").await;
    office.open_page(&land, "/thu-ngan").await.expect(403);
});
