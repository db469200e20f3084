//! Who is shown the people of a dossier is kept, and told to those who watch over it.

use crate::office::Office;
use crate::support;
use serde_json::{Value, json};

async fn log(office: &Office, id: &str) -> Vec<(String, String)> {
    let answer = office.get("supervisor", &format!("/api/v1/dossiers/{id}/readings")).await.expect(200);
    for personal in ["Ánh", "092190000001", "0912345678", "Ấp"] {
        assert!(!answer.text.contains(personal), "{}", answer.text);
    }
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    let body = answer.json();
    body["items"].as_array().unwrap().iter().map(|it| (text(&it["name"]), text(&it["place"]))).collect()
}

fn line(name: &str, place: &str) -> (String, String) {
    (format!("Cán bộ {name}"), place.to_owned())
}

on_both_databases!(whoever_is_shown_the_people_is_kept, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let id = office.receive().await.json()["dossier"]["id"].as_str().unwrap().to_owned();
    let page = format!("/ho-so/{id}");
    assert_eq!(log(&office, &id).await, []);

    let clerk = office.cookie("clerk").await;
    office.it_is("2026-11-16T08:10");
    assert!(office.open_page(&clerk, &page).await.expect(200).text.contains("Ngọc Ánh"));
    office.open_page(&clerk, &page).await.expect(200);
    assert_eq!(log(&office, &id).await, [line("clerk", "dossier-page")]);
    office.get("land", &format!("/api/v1/dossiers/{id}/people")).await.expect(200);
    office.it_is("2026-11-16T08:11");
    let receipt = format!("/tiep-nhan/{id}/giay-tiep-nhan");
    assert!(office.open_page(&clerk, &receipt).await.expect(200).text.contains("Ngọc Ánh"));
    assert_eq!(
        log(&office, &id).await,
        [line("clerk", "receipt"), line("land", "api"), line("clerk", "dossier-page")]
    );
});

on_both_databases!(whoever_is_not_shown_them_is_not_kept, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let id = office.receive().await.json()["dossier"]["id"].as_str().unwrap().to_owned();
    let supervisor = office.cookie("supervisor").await;
    let seen = office.open_page(&supervisor, &format!("/ho-so/{id}")).await.expect(200);
    assert!(!seen.text.contains("Ngọc Ánh"), "{}", seen.text);
    let stranger = office.cookie("stranger").await;
    office.open_page(&stranger, &format!("/ho-so/{id}")).await.expect(404);
    office.get("supervisor", &format!("/api/v1/dossiers/{id}/people")).await.expect(403);
    assert_eq!(log(&office, &id).await, []);
});

on_both_databases!(the_log_is_for_those_who_watch_over_it, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let id = office.receive().await.json()["dossier"]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/dossiers/{id}/readings");
    for minute in 1..=3 {
        office.it_is(&format!("2026-11-16T08:0{minute}"));
        office.get("clerk", &format!("/api/v1/dossiers/{id}/people")).await.expect(200);
    }
    office.get("clerk", &path).await.expect(403);
    office.get("administrator", "/api/v1/dossiers/none/readings").await.expect(404);
    let first = office.get("administrator", &format!("{path}?limit=2")).await.expect(200).json();
    let account = office.accounts["clerk"].id;
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    assert_eq!(first["items"][0]["account"], json!(account.0));
    let at = first["items"][0]["at"].as_str().unwrap();
    assert!(at.starts_with("2026-11-16T08:03"), "{at}");
    let next = first["next"].as_str().unwrap();
    let rest = office.get("administrator", &format!("{path}?limit=2&after={next}")).await.expect(200).json();
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
    assert_eq!(
        office.get("administrator", &format!("{path}?after=x")).await.expect(400).code(),
        "web.cursor-wrong"
    );
});
