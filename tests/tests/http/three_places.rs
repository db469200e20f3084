//! Reception anywhere in the province: where papers are handed in, who receives them and who must solve them are three
//! agencies. The first may follow what it passed on, and does nothing more to it.

use crate::office::{Office, STRANGE_COUNTER, hidden};
use serde_json::json;

on_both_databases!(papers_handed_in_at_another_counter_are_followed_from_there, async |database| {
    let office = Office::open(database).await;
    let mut filed = Office::land_transfer();
    filed["handed_in_at"] = json!(STRANGE_COUNTER);
    let received = office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201);
    let dossier = received.json()["dossier"].clone();
    let code = |name: &str| dossier[name]["code"].as_str().unwrap().to_owned();
    assert_eq!(
        (code("handed_in_at"), code("receiving"), code("competent")),
        (STRANGE_COUNTER.to_owned(), "H13.163.01".to_owned(), "H13.031".to_owned())
    );
    assert!(dossier["number"].as_str().unwrap().starts_with("H13.163.01-"), "{dossier}");

    let id = dossier["id"].as_str().unwrap();
    let seen = office.get("stranger", &format!("/api/v1/dossiers/{id}")).await.expect(200);
    office.get("stranger", &format!("/api/v1/dossiers/{id}/people")).await.expect(200);
    let withdrawn =
        office.act("stranger", id, "withdraw", seen.etag(), &json!({ "reason": "Không cần nữa" })).await;
    assert_eq!(withdrawn.status, 403, "{}", withdrawn.text);
    // Of what was handed in here it knows nothing.
    let other = office.receive().await.json();
    let other = other["dossier"]["id"].as_str().unwrap();
    office.get("stranger", &format!("/api/v1/dossiers/{other}")).await.expect(404);

    filed["handed_in_at"] = json!("H99");
    let refused = office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(422);
    assert_eq!(refused.json()["errors"][0]["field"], "handed_in_at");
    filed["handed_in_at"] = json!("H13.163.01");
    let here = office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201).json();
    assert_eq!(here["dossier"].get("handed_in_at"), None, "the receiving agency is no other place");
});

on_both_databases!(the_counter_says_where_papers_were_handed_in, async |database| {
    let office = Office::open(database).await;
    let (clerk, proof) = office.cookie_and_proof("clerk").await;
    let page = office.open_page(&clerk, "/tiep-nhan?procedure=1.001612&case=ca-nhan").await.expect(200).text;
    assert!(page.contains(&format!("<option value=\"{STRANGE_COUNTER}\">")), "{page}");
    let key = hidden(&page, "key");
    let filled = [
        ("proof", proof.as_str()),
        ("key", &key),
        ("procedure", "1.001612"),
        ("case", "ca-nhan"),
        ("receiving", "H13.163.01"),
        ("channel", "counter"),
        ("applicant.name", "Trần Văn Bé"),
        ("answers.nganh-nghe-co-dieu-kien", "no"),
        ("components.giay-de-nghi.originals", "1"),
        ("handed_in_at", STRANGE_COUNTER),
    ];
    let done = office.fill(&clerk, "/tiep-nhan", &filled).await.expect(303);
    let id = done.location().split('/').nth(2).unwrap().to_owned();
    let page = office.open_page(&clerk, &format!("/ho-so/{id}")).await.expect(200).text;
    let name = &office.context.province.agencies.get(office.agency(STRANGE_COUNTER)).unwrap().name;
    assert!(page.contains("Nơi nộp") && page.contains(name.as_str()), "{page}");
});
