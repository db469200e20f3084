//! One dossier from counter to result.

use super::{EMAIL, Told, with_email};
use crate::support::TestDatabase;
use motcua_delivery::Mail;
use serde_json::json;

on_both_databases!(a_life_is_told_in_order_and_each_thing_once, async |database: &TestDatabase| {
    let mut told = Told::open(database, &with_email()).await;
    told.work().await;
    let first = told.mails.emptied();
    assert_eq!(first.len(), 1, "the question and the receipt go in one mail");
    assert_eq!(
        told.lines().await,
        ["verify-address email accepted", "received email accepted", "received sms sent"]
    );
    told.verify_by(&first[0]).await;
    told.texts.emptied();

    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    assert!(told.mails.taken().is_empty(), "what goes on between offices is nobody's news");
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    told.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
    let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
    told.act("2026-11-17T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    told.act("2026-11-18T10:00", "clerk", "complete-supplement", json!({})).await;
    told.act("2026-11-20T09:30", "land", "finish-step", json!({ "leg": 1, "step": 0 })).await;
    told.act("2026-11-20T09:30", "land", "hand-over", json!({ "leg": 1 })).await;
    told.act("2026-11-23T10:00", "tax", "finish-step", json!({ "leg": 2, "step": 0 })).await;
    told.act("2026-11-23T10:00", "tax", "hand-over", json!({ "leg": 2 })).await;
    told.act("2026-11-23T10:30", "land", "accept", json!({ "leg": 3 })).await;
    let fee = json!({ "leg": 3, "charge": "le-phi-cap-giay", "amount": 100_000 });
    told.act("2026-11-24T14:00", "land", "assess-charge", fee).await;
    let granted = json!({ "leg": 3, "outcome": "granted", "result": "giay-chung-nhan" });
    told.act("2026-11-24T14:30", "land", "propose", granted).await;
    told.act("2026-11-24T15:30", "land-leader", "approve", json!({ "leg": 3 })).await;
    told.act("2026-11-24T16:00", "land-records", "number", json!({ "leg": 3, "number": "CS 01234" })).await;
    told.act("2026-11-24T16:00", "land", "hand-over", json!({ "leg": 3 })).await;
    told.act("2026-11-24T16:30", "clerk", "accept", json!({ "leg": 4 })).await;

    let subjects: Vec<String> = told.mails.taken().iter().map(|it| it.subject.clone()).collect();
    let kinds: Vec<String> =
        told.lines().await.iter().skip(3).map(|it| it.replace(" accepted", "")).collect();
    assert_eq!(
        kinds,
        [
            "being-processed email",
            "being-processed email",
            "supplement-requested email",
            "supplement-requested sms sent",
            "supplement-completed email",
            "result-ready email",
            "result-ready sms sent",
        ],
        "{subjects:#?}"
    );
    let mails = told.mails.taken();
    assert_eq!(mails.len(), 5);
    let asked = &mails[2];
    assert!(
        asked.text.contains("Hợp đồng thiếu trang 2") && asked.text.contains("Nguyễn Thị Ngọc Ánh"),
        "{}",
        asked.text
    );
    assert!(mails.iter().all(|it| it.to == EMAIL && it.html.is_some() && it.unsubscribe.is_some()));
    assert_eq!(told.texts.taken().len(), 2);
    assert!(told.texts.taken().iter().all(|it| it.to == "0912345678"));
});

impl Told {
    async fn verify_by(&self, mail: &Mail) {
        let token = super::link(&mail.text, "/bao-tin/xac-nhan/");
        self.say("/api/v1/address-verifications", &json!({ "token": token })).await.expect(204);
    }
}

on_both_databases!(what_waits_for_one_address_goes_in_one_message, async |database: &TestDatabase| {
    let mut told = Told::open(database, &with_email()).await;
    told.work().await;
    told.mails.emptied();
    told.mails.answer(motcua_delivery::Mood::Later(None));
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    told.act("2026-11-16T09:31", "tax", "accept", json!({ "leg": 2 })).await;
    let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
    told.act("2026-11-16T09:32", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    told.mails.answer(motcua_delivery::Mood::Taking);
    told.office.it_is("2026-11-16T09:50");
    told.work().await;
    told.office.it_is("2026-11-16T09:51");
    told.work().await;
    told.office.it_is("2026-11-16T09:56");
    told.work().await;
    // What was tried once stays as it was; what came meanwhile goes together.
    assert_eq!(told.mails.taken().len(), 2, "{:?}", told.lines().await);
    let record = told.record().await;
    let together: Vec<_> =
        record["notices"].as_array().unwrap().iter().filter(|it| it["went_with"].is_string()).collect();
    assert!(together.iter().any(|it| it["kind"] == "supplement-requested"), "{record}");
    let id = told.mails.taken()[1].id.to_string();
    assert!(record["notices"].as_array().unwrap().iter().any(|it| it["id"] == id.as_str()));
});

on_both_databases!(
    nothing_rings_at_night_and_a_repeated_request_tells_nothing_twice,
    async |database: &TestDatabase| {
        let told = Told::open(database, &with_email()).await;
        told.work().await;
        told.mails.emptied();
        told.texts.emptied();
        told.office.it_is("2026-11-16T22:10");
        let key = [("idempotency-key", "dem-khuya")];
        let first =
            told.office.post("clerk", "/api/v1/dossiers", &key, &with_email()).await.expect(201).json();
        let again = told.office.post("clerk", "/api/v1/dossiers", &key, &with_email()).await.json();
        assert_eq!(first["dossier"]["id"], again["dossier"]["id"]);
        told.work().await;
        assert_eq!((told.mails.taken().len(), told.texts.taken().len()), (1, 0));
        told.office.it_is("2026-11-17T06:59");
        told.work().await;
        assert_eq!(told.texts.taken().len(), 0);
        told.office.it_is("2026-11-17T07:00");
        told.work().await;
        assert_eq!((told.mails.taken().len(), told.texts.taken().len()), (1, 1));
    }
);
