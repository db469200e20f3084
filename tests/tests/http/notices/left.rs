//! One address, several visits: who reads there says once that it is theirs, and once that they want to hear nothing.

use super::{Told, link, with_email};
use crate::support::TestDatabase;
use motcua_delivery::Mood;
use serde_json::{Value, json};

/// Another visit; the dossier is the one that is looked at from now on.
async fn another(told: &mut Told, filed: &Value) {
    let received = told.office.post("clerk", "/api/v1/dossiers", &[], filed).await.expect(201);
    let body = received.json();
    body["dossier"]["id"].as_str().unwrap().clone_into(&mut told.id);
    body["token"].as_str().unwrap().clone_into(&mut told.token);
    received.etag().clone_into(&mut told.etag);
}

async fn state_of(told: &Told, id: &str) -> Value {
    let record = told.office.get("clerk", &format!("/api/v1/dossiers/{id}/notices")).await.expect(200).json();
    record["ways"][0]["state"].clone()
}

on_both_databases!(
    an_address_that_is_confirmed_or_left_is_so_for_every_visit,
    async |database: &TestDatabase| {
        let mut told = Told::open(database, &with_email()).await;
        let first = told.id.clone();
        another(&mut told, &with_email()).await;
        let second = (told.id.clone(), told.etag.clone(), told.token.clone());
        let mut neighbour = with_email();
        neighbour["applicant"]["national_id"] = json!("092190000009");
        neighbour["applicant"]["name"] = json!("Lê Văn Tám");
        another(&mut told, &neighbour).await;
        let third = told.id.clone();
        told.work().await;
        let mails = told.mails.emptied();
        let confirmed = link(&mails[0].text, "/bao-tin/xac-nhan/");
        told.say("/api/v1/address-verifications", &json!({ "token": confirmed })).await.expect(204);
        assert_eq!(state_of(&told, &first).await, "verified");
        assert_eq!(state_of(&told, &second.0).await, "verified", "the same person, another day");
        assert_eq!(state_of(&told, &third).await, "given", "somebody else who is read to there");

        let left = link(&mails[0].text, "/bao-tin/thoi/");
        told.say("/api/v1/unsubscriptions", &json!({ "token": left, "told": "nothing" })).await.expect(204);
        for id in [&first, &second.0, &third] {
            assert_eq!(state_of(&told, id).await, "off", "the address hears no more");
        }
        (told.id, told.etag, told.token) = second;
        told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
        told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
        let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
        told.act("2026-11-16T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
        assert!(told.mails.taken().is_empty(), "{:?}", told.mails.taken());

        // Whoever comes back by the slip is asked whose the address is.
        let ways = told.office.visit(&format!("/api/v1/status/{}/ways", told.token)).await.expect(200).json();
        let way =
            ways["ways"].as_array().unwrap().iter().find(|it| it["channel"] == "email").unwrap().clone();
        let path = format!("/api/v1/status/{}/ways/{}", told.token, way["id"].as_str().unwrap());
        told.say(&path, &json!({ "told": "all" })).await.expect(204);
        told.work().await;
        let asked = told.mails.emptied();
        assert!(asked.len() == 1 && asked[0].text.contains("/bao-tin/xac-nhan/"), "{asked:?}");
        let confirmed = link(&asked[0].text, "/bao-tin/xac-nhan/");
        told.say("/api/v1/address-verifications", &json!({ "token": confirmed })).await.expect(204);
        assert_eq!(state_of(&told, &told.id).await, "verified");
        assert_eq!(state_of(&told, &first).await, "off", "the slip speaks for its own dossiers");
    }
);

on_both_databases!(
    who_wants_to_hear_nothing_is_not_called_where_a_text_fails,
    async |database: &TestDatabase| {
        let mut told = Told::open(database, &with_email()).await;
        told.work().await;
        let left = link(&told.mails.emptied()[0].text, "/bao-tin/thoi/");
        told.say("/api/v1/unsubscriptions", &json!({ "token": left, "told": "nothing" })).await.expect(204);
        told.texts.answer(Mood::Never);
        told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
        told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
        let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
        told.act("2026-11-16T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
        let lines = told.lines().await;
        assert!(lines.contains(&"supplement-requested sms failed".to_owned()), "{lines:?}");
        let listed = told.office.get("clerk", "/api/v1/calls").await.expect(200).json();
        assert_eq!(listed["calls"], json!([]));
    }
);
