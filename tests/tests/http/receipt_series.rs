//! Receipts as data: a series that is opened, numbers that are given to cashiers, each of them used once or accounted for,
//! and the report of a quarter in which every number stands once.

use crate::client::Client;
use crate::money::{Dossier, FEE};
use crate::office::{Answer, Office, STRANGE_COUNTER, hidden};
use crate::support;
use motcua_app::upkeep;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SERIES: &str = "/api/v1/receipt-series";

fn wanted(kind: &str, first: u32, last: u32) -> Value {
    json!({ "agency": "H13.163.01", "form": "01BLP0-001", "symbol": "AA-26T", "book": "12", "kind": kind,
            "first": first, "last": last, "width": 7, "issuer": "Sở Tài chính" })
}

async fn opened(office: &Office, kind: &str, first: u32, last: u32) -> String {
    let answer = office.post("administrator", SERIES, &[], &wanted(kind, first, last)).await.expect(201);
    answer.json()["id"].as_str().unwrap().to_owned()
}

async fn give(office: &Office, who: &str, id: &str, to: &str, range: (u32, u32)) -> Answer {
    let account = office.accounts[to].id;
    let body = json!({ "cashier": account.to_string(), "first": range.0, "last": range.1 });
    office.post(who, &format!("{SERIES}/{id}/numbers"), &[], &body).await
}

async fn account_for(
    office: &Office,
    who: &str,
    id: &str,
    (number, fate): (u32, &str),
    minutes: &str,
) -> Answer {
    let body = json!({ "number": number, "fate": fate, "minutes": minutes });
    office.post(who, &format!("{SERIES}/{id}/fates"), &[], &body).await
}

fn paid(amount: i64, receipt: Option<u32>) -> Value {
    json!({ "charge": FEE, "amount": amount, "means": "cash", "receipt": receipt })
}

/// The receipts in the book of the commune, in the order of time.
async fn receipts(office: &Office) -> Vec<String> {
    let path = "/api/v1/money-book?first=2026-11-16&last=2026-11-30";
    let book = office.get("clerk", path).await.expect(200).json();
    let lines = book["lines"].as_array().unwrap().iter();
    lines.filter(|it| it["kind"] == "payment").map(|it| it["receipt"].as_str().unwrap().to_owned()).collect()
}

async fn usage(office: &Office, id: &str, year: i32, quarter: u8) -> Vec<(u64, String)> {
    let path = format!("{SERIES}/{id}/usage?year={year}&quarter={quarter}");
    let report = office.get("clerk", &path).await.expect(200).json();
    let column = |name: &str| {
        let ranges = report[name]["ranges"].as_array().unwrap().iter();
        let text = |it: &Value| it.as_str().unwrap().trim_start_matches('0').to_owned();
        let written: Vec<String> =
            ranges.map(|it| format!("{}-{}", text(&it["first"]), text(&it["last"]))).collect();
        (report[name]["count"].as_u64().unwrap(), written.join(" "))
    };
    let names = ["opening", "received", "used", "deleted", "lost", "spoiled", "closing"];
    let columns: Vec<(u64, String)> = names.map(column).to_vec();
    let sum = |part: &[(u64, String)]| part.iter().map(|it| it.0).sum::<u64>();
    assert_eq!(
        sum(&columns[..2]),
        sum(&columns[2..]),
        "what there was is what left and what is there: {report}"
    );
    columns
}

fn of(columns: [(u64, &str); 7]) -> Vec<(u64, String)> {
    columns.map(|(count, ranges)| (count, ranges.to_owned())).to_vec()
}

on_both_databases!(
    every_number_of_a_pre_printed_book_is_used_once_or_accounted_for,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut dossier = Dossier::ready(&office).await;
        let id = opened(&office, "pre-printed", 1, 5).await;
        give(&office, "head", &id, "clerk", (1, 5)).await.expect(200);

        dossier.refused("clerk", "record-payment", &paid(10_000, None), "app.receipt-to-confirm").await;
        let other = paid(10_000, Some(2));
        let wrong =
            office.act("clerk", &dossier.id, "record-payment", dossier.tag(), &other).await.expect(422);
        assert_eq!(wrong.code(), "app.receipt-not-next");
        assert!(wrong.text.contains("0000001"), "{}", wrong.text);
        dossier.act("2026-11-19T08:00", "clerk", "record-payment", paid(10_000, Some(1))).await;

        let bare = account_for(&office, "clerk", &id, (2, "spoiled"), " ").await.expect(422);
        assert_eq!(bare.code(), "fees.series-minutes-missing");
        account_for(&office, "clerk", &id, (2, "spoiled"), "07/BB").await.expect(200);
        let again = account_for(&office, "clerk", &id, (2, "lost"), "08/BB").await.expect(422);
        assert_eq!(again.code(), "fees.series-number-spent");
        dossier.refused("clerk", "record-payment", &paid(10_000, Some(2)), "app.receipt-not-next").await;
        let lost = account_for(&office, "head", &id, (5, "lost"), "08/BB").await.expect(200).json();
        assert_eq!(
            (&lost["holdings"][0]["next"], &lost["holdings"][0]["left"]),
            (&json!("0000003"), &json!(2))
        );
        dossier.act("2026-11-19T08:10", "clerk", "record-payment", paid(20_000, Some(3))).await;
        dossier.act("2026-11-19T08:20", "clerk", "record-payment", paid(10_000, Some(4))).await;

        let used_up = dossier.act("2026-11-19T08:30", "clerk", "record-payment", paid(10_000, None)).await;
        assert!(used_up.is_object());
        let given = receipts(&office).await;
        assert_eq!(given.len(), 4, "{given:?}");
        for (receipt, number) in given.iter().zip(["0000001", "0000003", "0000004", "PT26-000001"]) {
            assert!(receipt.contains(number), "{given:?}");
        }

        let all = of([(0, ""), (5, "1-5"), (3, "1-1 3-4"), (0, ""), (1, "5-5"), (1, "2-2"), (0, "")]);
        assert_eq!(usage(&office, &id, 2026, 4).await, all);
        let ledger = office.get("clerk", &format!("/api/v1/dossiers/{}/ledger", dossier.id)).await.json();
        let twenty =
            ledger["payments"].as_array().unwrap().iter().find(|it| it.to_string().contains("0000003"));
        let wrong = json!({ "payment": twenty.unwrap()["seq"], "reason": "Ghi nhầm hồ sơ" });
        dossier.act("2026-11-19T08:40", "head", "reverse-payment", wrong).await;
        let all = of([(0, ""), (5, "1-5"), (2, "1-1 4-4"), (1, "3-3"), (1, "5-5"), (1, "2-2"), (0, "")]);
        assert_eq!(usage(&office, &id, 2026, 4).await, all, "its receipt is crossed out");
        assert!(usage(&office, &id, 2026, 3).await.iter().all(|it| it.0 == 0), "before it came");
        assert!(usage(&office, &id, 2027, 1).await.iter().all(|it| it.0 == 0), "after it was used up");
    }
);

on_both_databases!(
    a_series_is_opened_given_and_seen_by_those_who_may,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        office.post("head", SERIES, &[], &wanted("pre-printed", 1, 50)).await.expect(403);
        let id = opened(&office, "pre-printed", 1, 50).await;
        let twice =
            office.post("administrator", SERIES, &[], &wanted("pre-printed", 50, 60)).await.expect(422);
        assert_eq!(twice.code(), "app.series-overlaps");
        let none = office.post("administrator", SERIES, &[], &wanted("pre-printed", 9, 8)).await.expect(422);
        assert_eq!(none.code(), "fees.series-range-wrong");
        opened(&office, "pre-printed", 51, 60).await;

        give(&office, "clerk", &id, "clerk", (1, 5)).await.expect(403);
        give(&office, "stranger", &id, "stranger", (1, 5)).await.expect(403);
        give(&office, "head", &id, "clerk", (1, 15)).await.expect(200);
        for (to, range, code) in [
            ("head", (15, 20), "fees.series-issued"),
            ("head", (50, 51), "fees.series-range-wrong"),
            ("land", (16, 20), "app.not-a-cashier"),
            ("stranger", (16, 20), "app.not-a-cashier"),
        ] {
            assert_eq!(
                give(&office, "head", &id, to, range).await.expect(422).code(),
                code,
                "{to} {range:?}"
            );
        }
        give(&office, "administrator", &id, "head", (16, 20)).await.expect(200);

        for (number, code) in [(16, "fees.series-not-in-hand"), (30, "fees.series-not-in-hand")] {
            let other = account_for(&office, "clerk", &id, (number, "lost"), "1/BB").await.expect(422);
            assert_eq!(other.code(), code, "{number} is not the clerk's");
        }
        account_for(&office, "head", &id, (30, "lost"), "1/BB").await.expect(200);
        account_for(&office, "head", &id, (7, "lost"), "2/BB").await.expect(200);

        let list = office.get("clerk", SERIES).await.expect(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 2);
        let held = &list["items"][1]["holdings"];
        assert_eq!((&held[0]["left"], &held[0]["few"]), (&json!(14), &json!(false)), "{list}");
        assert_eq!((&held[1]["left"], &held[1]["few"]), (&json!(5), &json!(true)), "{list}");
        let strange = office.get("stranger", SERIES).await.expect(200).json();
        assert_eq!(strange["items"], json!([]), "{STRANGE_COUNTER} has none");
        office.get("stranger", &format!("{SERIES}/{id}/usage")).await.expect(404);
        let no_quarter = office.get("clerk", &format!("{SERIES}/{id}/usage?quarter=5")).await.expect(422);
        assert_eq!(no_quarter.code(), "web.quarter-wrong");
    }
);

on_both_databases!(
    of_eight_payments_at_once_no_two_get_the_same_number,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut dossiers = Vec::new();
        for _ in 0..8 {
            office.it_is("2026-11-16T08:00");
            let dossier = Dossier::ready(&office).await;
            dossiers.push((dossier.id.clone(), dossier.tag().to_owned()));
        }
        let id = opened(&office, "self-printed", 1, 8).await;
        give(&office, "head", &id, "head", (5, 8)).await.expect(200);
        give(&office, "head", &id, "clerk", (1, 4)).await.expect(200);
        office.it_is("2026-11-19T08:00");
        let client = Client::of(&office).await;
        let payments =
            dossiers.into_iter().zip(["clerk", "head"].into_iter().cycle()).map(|((id, tag), who)| {
                let (client, token) = (client.clone(), office.token(who).to_owned());
                tokio::spawn(async move {
                    let path = format!("/api/v1/dossiers/{id}/record-payment");
                    client.post(&path, &token, &[("if-match", &tag)], &paid(10_000, None)).await.unwrap()
                })
            });
        for payment in payments.collect::<Vec<_>>() {
            let reply = payment.await.unwrap();
            assert_eq!(reply.status, 200, "{}", reply.text);
        }
        let given: BTreeSet<String> = receipts(&office).await.into_iter().collect();
        assert_eq!(given.len(), 8, "{given:?}");
        assert!(given.iter().all(|it| it.contains("AA-26T")), "{given:?}");
        assert_eq!(usage(&office, &id, 2026, 4).await[2], (8, "1-8".to_owned()));
    }
);

on_both_databases!(
    receipts_are_kept_on_pages_and_what_was_typed_stays,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let dossier = Dossier::ready(&office).await;
        let (administrator, proof) = office.cookie_and_proof("administrator").await;
        let page = office.open_page(&administrator, "/bien-lai").await.expect(200).text;
        assert!(page.contains("Mở ký hiệu biên lai"), "{page}");
        let form = |last| {
            let named = [("agency", "H13.163.01"), ("kind", "pre-printed"), ("form", "01BLP0-001")];
            let numbers = [("first", "1"), ("last", last), ("width", "7"), ("warn_below", "10")];
            let rest = [("symbol", "AA-26T"), ("book", "12"), ("issuer", "Sở Tài chính"), ("proof", &proof)];
            [named.as_slice(), &numbers, &rest].concat()
        };
        let refused = office.fill(&administrator, "/bien-lai/mo", &form("năm")).await.expect(422).text;
        assert!(refused.contains("value=\"năm\"") && refused.contains("value=\"AA-26T\""), "{refused}");
        let here = office.fill(&administrator, "/bien-lai/mo", &form("5")).await.expect(303);
        let here = here.location().to_owned();

        let (head, proof) = office.cookie_and_proof("head").await;
        let clerk = office.accounts["clerk"].id.to_string();
        let giving =
            |last| [("proof", proof.as_str()), ("cashier", &clerk), ("first", "0000001"), ("last", last)];
        let address = format!("{here}/giao");
        let refused = office.fill(&head, &address, &giving("6")).await.expect(422).text;
        assert!(refused.contains("value=\"0000001\"") && refused.contains("value=\"6\""), "{refused}");
        office.fill(&head, &address, &giving("5")).await.expect(303);

        let cookie = office.cookie("clerk").await;
        let till = office.open_page(&cookie, "/thu-ngan").await.expect(200).text;
        assert!(till.contains("0000001") && till.contains("Sắp hết"), "{till}");
        let mine = office.open_page(&cookie, &here).await.expect(200).text;
        assert!(!mine.contains("/giao\""), "a clerk gives nothing: {mine}");
        let path = format!("/ho-so/{}", dossier.id);
        let page = office.open_page(&head, &path).await.expect(200).text;
        assert!(!page.contains("name=\"receipt\""), "the head has no receipts: {page}");
        let page = office.open_page(&cookie, &path).await.expect(200).text;
        assert!(page.contains("name=\"receipt\" type=\"text\" inputmode=\"numeric\" value=\"\""), "{page}");
        assert!(page.contains("Số kế tiếp là 0000001"), "{page}");
        let (proof, version) = (hidden(&page, "proof"), hidden(&page, "version"));
        let paying = |key, receipt| {
            let sent = [("proof", proof.as_str()), ("version", &version), ("key", key), ("charge", FEE)];
            let money = [("amount", "100000"), ("means", "cash"), ("reference", ""), ("receipt", receipt)];
            [sent.as_slice(), &money].concat()
        };
        let address = format!("{path}/record-payment");
        let empty = office.fill(&cookie, &address, &paying("quay-1", "")).await.expect(422).text;
        assert!(empty.contains("in sẵn"), "{empty}");
        let wrong = office.fill(&cookie, &address, &paying("quay-2", "0000002")).await.expect(422).text;
        assert!(
            wrong.contains("value=\"0000002\"") && wrong.contains("kế tiếp của bạn là 0000001"),
            "{wrong}"
        );
        office.fill(&cookie, &address, &paying("quay-3", "0000001")).await.expect(303);

        let spoilt =
            |minutes| [("proof", proof.as_str()), ("number", "2"), ("fate", "lost"), ("minutes", minutes)];
        let address = format!("{here}/ghi-so");
        let refused = office.fill(&cookie, &address, &spoilt("")).await.expect(422).text;
        assert!(refused.contains("value=\"2\"") && refused.contains("value=\"lost\" selected"), "{refused}");
        office.fill(&cookie, &address, &spoilt("07/BB")).await.expect(303);
        let mine = office.open_page(&cookie, &here).await.expect(200).text;
        assert!(mine.contains("07/BB") && mine.contains("0000003"), "{mine}");
        let report =
            office.open_page(&cookie, &format!("{here}/su-dung?nam=2026&quy=4")).await.expect(200).text;
        assert!(report.contains("Quý 4 năm 2026") && report.contains("0000003 – 0000005"), "{report}");
        office.open_page(&cookie, &format!("{here}/su-dung?nam=x")).await.expect(422);
        let strange = office.cookie("stranger").await;
        office.open_page(&strange, &here).await.expect(404);
        let land = office.cookie("land").await;
        office.open_page(&land, "/bien-lai").await.expect(403);
    }
);

on_both_databases!(
    unused_numbers_go_back_to_whoever_keeps_them_and_are_given_again,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut dossier = Dossier::ready(&office).await;
        let id = opened(&office, "pre-printed", 1, 20).await;
        give(&office, "head", &id, "clerk", (1, 10)).await.expect(200);
        dossier.act("2026-11-19T08:00", "clerk", "record-payment", paid(10_000, Some(1))).await;
        let path = format!("{SERIES}/{id}/returns");
        let back = async |who: &str, first: u32, last: u32| {
            office.post(who, &path, &[], &json!({ "first": first, "last": last })).await
        };
        assert_eq!(back("clerk", 1, 10).await.expect(422).code(), "fees.series-number-spent");
        assert_eq!(back("clerk", 4, 9).await.expect(422).code(), "fees.series-hand-back-end");
        assert_eq!(back("clerk", 11, 20).await.expect(422).code(), "fees.series-not-in-hand");
        back("stranger", 4, 10).await.expect(404);
        let sheet = back("clerk", 4, 10).await.expect(200).json();
        assert_eq!(sheet["holdings"][0]["last"], "0000003", "{sheet}");
        assert_eq!(sheet["not_given"], json!([{ "first": "0000004", "last": "0000020" }]), "{sheet}");
        assert_eq!(sheet["handed_back"][0]["first"], "0000004", "{sheet}");
        let all = of([(0, ""), (20, "1-20"), (1, "1-1"), (0, ""), (0, ""), (0, ""), (19, "2-20")]);
        assert_eq!(usage(&office, &id, 2026, 4).await, all, "what went back is in stock");

        // The head takes back what is left of another hand, on the page, and gives it on.
        let (head, proof) = office.cookie_and_proof("head").await;
        let here = format!("/bien-lai/{id}");
        let page = office.open_page(&head, &here).await.expect(200).text;
        assert!(page.contains("name=\"back-first\"") && page.contains("0000004 – 0000010"), "{page}");
        let form = |first, last| [("proof", proof.as_str()), ("back-first", first), ("back-last", last)];
        let address = format!("{here}/tra-lai");
        let refused = office.fill(&head, &address, &form("2", "9")).await.expect(422).text;
        assert!(refused.contains("0000003") && refused.contains("id=\"back-last.error\""), "{refused}");
        office.fill(&head, &address, &form("2", "3")).await.expect(303);
        let used_up = dossier.act("2026-11-19T08:10", "clerk", "record-payment", paid(10_000, None)).await;
        assert!(used_up.is_object(), "the office's own sheet follows");
        give(&office, "head", &id, "head", (2, 12)).await.expect(200);
        assert_eq!(usage(&office, &id, 2026, 4).await, all);
        let report = upkeep::verify(&office.context, &|_| ()).await.unwrap();
        assert!(report.is_sound(), "{report:?}");
    }
);
