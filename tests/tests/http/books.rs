//! Sổ chứng thực: results of the same kind are numbered one after the other in each agency, from 1 each year.

use crate::office::Office;
use crate::support;
use motcua_kernel::Role;
use serde_json::{Value, json};

/// A copy that was asked for at the counter of Kế Sách, signed and waiting for its number; its id and version.
async fn signed(office: &Office, day: &str) -> (String, String) {
    office.it_is(&format!("{day}T08:00"));
    let filed = json!({
        "procedure": "2.000815", "case": "thong-thuong", "receiving": "H13.163.01",
        "applicant": { "name": "Nguyễn Thị Ngọc Ánh" },
        "quantities": { "phi-chung-thuc-ban-sao": 1 },
        "components": [{ "code": "ban-chinh", "originals": 1 }, { "code": "ban-sao", "copies": 1 }]
    });
    let received = office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201);
    let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
    let mut etag = received.etag().to_owned();
    let granted = json!({ "leg": 1, "outcome": "granted", "result": "ban-sao-chung-thuc" });
    for (who, verb, body) in [
        ("clerk", "hand-over", json!({})),
        ("notary", "accept", json!({ "leg": 1 })),
        ("notary", "propose", granted),
        ("chairman", "approve", json!({ "leg": 1 })),
    ] {
        let done = office.act(who, &id, verb, &etag, &body).await.expect(200);
        done.etag().clone_into(&mut etag);
    }
    (id, etag)
}

async fn number(office: &Office, (id, etag): &(String, String), body: &Value) -> Value {
    office.act("registry", id, "number", etag, body).await.expect(200);
    office.get("registry", &format!("/api/v1/dossiers/{id}/events")).await.expect(200).json()
}

fn numbered(events: &Value) -> String {
    let items = events["items"].as_array().unwrap();
    let event = items.iter().find(|it| it["event"] == "result-numbered").unwrap();
    event.to_string()
}

on_both_databases!(
    a_certified_copy_gets_the_next_number_of_its_book,
    async |database: &support::TestDatabase| {
        let mut office = Office::open(database).await;
        for (name, role) in
            [("notary", Role::Specialist), ("chairman", Role::Leader), ("registry", Role::RecordsClerk)]
        {
            office.hire(name, role, "H13.163").await;
        }
        let next = json!({ "leg": 1 });
        for place in 1..=2 {
            let copy = signed(&office, "2026-11-16").await;
            let events = number(&office, &copy, &next).await;
            let expected = format!("{place} quyển số 01/2026-SCT/BS");
            assert!(numbered(&events).contains(&expected), "{events}");
        }
        // What is typed counts, and takes nothing from the book.
        let copy = signed(&office, "2026-11-16").await;
        let events = number(&office, &copy, &json!({ "leg": 1, "number": "7/CT" })).await;
        assert!(numbered(&events).contains("7/CT"), "{events}");
        let copy = signed(&office, "2026-11-17").await;
        let stale = office.act("registry", &copy.0, "number", "\"1\"", &next).await;
        assert!(stale.status.is_client_error(), "{}", stale.text);
        let events = number(&office, &copy, &next).await;
        assert!(numbered(&events).contains("3 quyển số 01/2026-SCT/BS"), "{events}");
        let copy = signed(&office, "2027-01-04").await;
        let events = number(&office, &copy, &next).await;
        assert!(numbered(&events).contains("1 quyển số 01/2027-SCT/BS"), "{events}");

        let cookie = office.cookie("clerk").await;
        let today = office.open_page(&cookie, "/tiep-nhan/hom-nay").await.expect(200).text;
        assert!(today.contains("1 quyển số 01/2027-SCT/BS"), "{today}");
    }
);
