//! What programs read: lists page by page, histories, times, people, work lists, the catalogue, the document itself.

use crate::office::Office;
use crate::support;
use serde_json::{Value, json};
use std::collections::BTreeSet;

on_both_databases!(a_list_is_read_page_by_page, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    for minute in 1..=5 {
        office.it_is(&format!("2026-11-16T08:0{minute}"));
        office.receive().await;
    }
    let mut path = "/api/v1/dossiers?receiving=H13.163&status=received&from=2026-11-16&limit=2".to_owned();
    let mut numbers = Vec::new();
    loop {
        let page = office.get("clerk", &path).await.expect(200);
        let body = page.json();
        let items = body["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        numbers.extend(items.iter().map(|it| it["number"].as_str().unwrap().to_owned()));
        if body["next"].is_null() {
            assert_eq!(page.header("link"), "");
            break;
        }
        let link = page.header("link");
        path = link.strip_prefix('<').unwrap().strip_suffix(">; rel=\"next\"").unwrap().to_owned();
    }
    let expected: Vec<String> = (1..=5).rev().map(|it| format!("H13.163.01-261116-000{it}")).collect();
    assert_eq!(numbers, expected);
    assert_eq!(office.get("stranger", "/api/v1/dossiers").await.expect(200).json()["items"], json!([]));
    let desk = office.get("clerk", "/api/v1/desk?agency=H13.163.01&limit=3").await.expect(200).json();
    assert_eq!((desk["items"].as_array().unwrap().len(), &desk["counts"]), (3, &json!({ "hand-over": 5 })));
    let next = format!("/api/v1/desk?agency=H13.163.01&after={}", desk["next"].as_str().unwrap());
    assert_eq!(office.get("clerk", &next).await.expect(200).json()["items"].as_array().unwrap().len(), 2);
});

on_both_databases!(
    words_and_people_are_for_those_who_work_on_it,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let received = office.receive().await;
        let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
        let path = |part: &str| format!("/api/v1/dossiers/{id}{part}");
        let sent = office.act("clerk", &id, "hand-over", received.etag(), &json!({})).await.expect(200);
        let question = json!({ "leg": 1, "question": "Thiếu trang 2?" });
        let asked = office.act("land", &id, "question", sent.etag(), &question).await.expect(200);

        let events = office.get("land", &path("/events")).await.expect(200).json();
        let last = events["items"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            (&last["event"], &last["by"]["name"]),
            (&json!("handover-questioned"), &json!("Cán bộ land"))
        );
        let words: Vec<&Value> = last["words"].as_object().unwrap().values().collect();
        assert_eq!(words, [&json!("Thiếu trang 2?")]);
        let outside = office.get("supervisor", &path("/events")).await.expect(200);
        assert!(!outside.text.contains("trang 2"), "{}", outside.text);

        let people = office.get("land", &path("/people")).await.expect(200).json();
        assert_eq!(people["applicant"]["national_id"], "092190000001");
        assert_eq!(people["helper"], Value::Null);
        assert_eq!(office.get("supervisor", &path("/people")).await.expect(403).code(), "identity.no-leg");

        let bearer = format!("Bearer {}", office.token("land"));
        let headers = [("authorization", bearer.as_str()), ("if-none-match", asked.etag())];
        let unchanged = office.send("GET", &path(""), &headers, Vec::new()).await.expect(304);
        assert_eq!((unchanged.text.as_str(), unchanged.etag()), ("", asked.etag()));
        let headers = [("authorization", bearer.as_str()), ("if-none-match", "\"1\"")];
        office.send("GET", &path(""), &headers, Vec::new()).await.expect(200);

        office.it_is("2026-11-16T09:30");
        let times = office.get("clerk", &path("/times")).await.expect(200).json();
        assert_eq!(times["office_minutes"], 90);
        assert_eq!(times["holders"][0]["holder"]["agency"]["code"], "H13.163.01");
        let earlier = office.get("clerk", &path("/times?until=2026-11-16T09:00")).await.expect(200).json();
        assert_eq!(earlier["office_minutes"], 60);
    }
);

on_both_databases!(a_correction_keeps_the_right_person, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let received = office.receive().await;
    let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
    let right = json!({ "applicant": { "name": "Nguyễn Thị Ngọc Anh" }, "reason": "Gõ nhầm dấu" });
    let asked = office.act("clerk", &id, "request-correction", received.etag(), &right).await.expect(200);
    let own = office.act("clerk", &id, "confirm-correction", asked.etag(), &json!({})).await;
    assert_eq!(own.expect(403).code(), "identity.not-permitted");
    office.act("head", &id, "confirm-correction", asked.etag(), &json!({})).await.expect(200);
    let people = office.get("clerk", &format!("/api/v1/dossiers/{id}/people")).await.expect(200).json();
    assert_eq!(people["applicant"], json!({ "name": "Nguyễn Thị Ngọc Anh" }));
});

on_both_databases!(a_visit_without_a_number_is_recorded, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut filed = Office::land_transfer();
    filed["components"].as_array_mut().unwrap().pop();
    let items = json!([{ "component": "giay-chung-nhan", "reason": "Chưa mang theo" }]);
    let body = json!({ "filed": filed, "items": items });
    let guided = office.post("clerk", "/api/v1/guidances", &[], &body).await.expect(201);
    assert_eq!(guided.json()["status"], "guidance-given");
    assert_eq!(office.get("clerk", guided.location()).await.expect(200).json(), guided.json());
    let body = json!({ "filed": Office::land_transfer(), "reason": "Không thuộc thẩm quyền" });
    let refused = office.post("clerk", "/api/v1/refusals-at-counter", &[], &body).await.expect(201);
    assert_eq!(refused.json()["status"], "not-received");
    assert_eq!(office.get("clerk", "/api/v1/dossiers").await.expect(200).json()["items"], json!([]));
});

on_both_databases!(the_public_reads_catalogue_and_document, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let found = office.visit("/api/v1/procedures?search=chuyen+nhuong+dat").await.expect(200).json();
    let codes: Vec<&str> =
        found["items"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["1.013831"]);
    let mut path = "/api/v1/procedures?limit=5".to_owned();
    let mut all = BTreeSet::new();
    loop {
        let page = office.visit(&path).await.expect(200).json();
        all.extend(page["items"].as_array().unwrap().iter().map(|it| it["code"].to_string()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/v1/procedures?limit=5&after={next}");
    }
    assert!(all.len() >= 40, "{}", all.len());
    let one = office.visit("/api/v1/procedures/1.013831").await.expect(200).json();
    let case = &one["cases"][0];
    assert_eq!(case["channels"][0]["limit"], "8 working days");
    assert!(case["route"].as_array().unwrap().len() >= 4, "{case}");
    let agencies = office.visit("/api/v1/agencies?search=H13.163.01").await.expect(200).json();
    assert_eq!(agencies["items"][0]["code"], "H13.163.01");
    let document = office.visit("/api/v1/openapi.json").await.expect(200).json();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["paths"]["/api/v1/dossiers/{id}/approve"]["post"]["x-permission"], "approve");
});
