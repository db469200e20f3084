//! What does not arrive: tried for a day, then somebody calls.

use super::{Told, with_email};
use crate::office::Office;
use crate::support::TestDatabase;
use motcua_app::notices::receipt;
use motcua_delivery::Mood;
use serde_json::{Value, json};

async fn asks_for_papers(told: &mut Told) {
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
    told.act("2026-11-16T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
}

async fn calls(told: &Told) -> Vec<Value> {
    let listed = told.office.get("clerk", "/api/v1/calls").await.expect(200).json();
    listed["calls"].as_array().unwrap().clone()
}

on_both_databases!(what_fails_for_a_day_on_every_way_is_called, async |database: &TestDatabase| {
    let mut told = Told::open(database, &with_email()).await;
    told.work().await;
    told.mails.emptied();
    told.texts.emptied();
    told.mails.answer(Mood::Later(None));
    told.texts.answer(Mood::Later(None));
    asks_for_papers(&mut told).await;
    assert!(calls(&told).await.is_empty());
    let begun = told.office.context.clock.now();
    for minutes in [1, 6, 21, 81].into_iter().chain((2..30).map(|hour| 21 + hour * 60)) {
        told.office.context.clock.set(begun.plus_minutes(minutes));
        told.work().await;
    }
    let lines = told.lines().await;
    assert!(lines.contains(&"supplement-requested email failed".to_owned()), "{lines:?}");
    assert!(lines.contains(&"supplement-requested sms failed".to_owned()), "{lines:?}");
    let called = calls(&told).await;
    assert_eq!(called.len(), 1, "{called:?}");
    assert_eq!(
        (&called[0]["phone"], &called[0]["kind"]),
        (&json!("0912345678"), &json!("supplement-requested"))
    );
    assert!(called[0]["words"].as_str().unwrap().contains("bổ sung"), "{called:?}");

    let path = format!("/api/v1/calls/{}", called[0]["id"].as_str().unwrap());
    told.office.post("stranger", &path, &[], &json!({ "outcome": "told" })).await.expect(404);
    told.office.post("clerk", &path, &[], &json!({ "outcome": "no-answer" })).await.expect(204);
    assert_eq!(calls(&told).await[0]["tries"], 1);
    told.office.post("clerk", &path, &[], &json!({ "outcome": "told" })).await.expect(204);
    assert!(calls(&told).await.is_empty());
    let twice = told.office.post("clerk", &path, &[], &json!({ "outcome": "told" })).await;
    assert_eq!(twice.code(), "app.call-ended");

    // The server is back: what failed is sent again by hand, under the name it had.
    told.mails.answer(Mood::Taking);
    let record = told.record().await;
    let failed = record["notices"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["state"] == "failed" && it["channel"] == "email");
    let id = failed.unwrap()["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/dossiers/{}/notices/{id}/resend", told.id);
    told.office.post("clerk", &path, &[], &json!({})).await.expect(204);
    told.work().await;
    assert_eq!(told.mails.taken().last().unwrap().id.to_string(), id);
});

on_both_databases!(a_server_that_comes_back_gets_each_message_once, async |database: &TestDatabase| {
    let told = Told::open(database, &with_email()).await;
    told.mails.answer(Mood::Later(None));
    told.work().await;
    let begun = told.office.context.clock.now();
    told.office.context.clock.set(begun.plus_minutes(2));
    told.work().await;
    told.mails.answer(Mood::Taking);
    told.office.context.clock.set(begun.plus_minutes(62));
    told.work().await;
    told.work().await;
    assert_eq!((told.mails.asked(), told.mails.taken().len()), (3, 1));
    assert!(told.lines().await.iter().all(|it| !it.contains("waiting")));
});

on_both_databases!(a_bad_address_is_off_and_a_mended_one_is_asked, async |database: &TestDatabase| {
    let mut filed = with_email();
    filed["applicant"]["phone"] = Value::Null;
    let mut told = Told::open(database, &filed).await;
    told.mails.answer(Mood::BadAddress);
    told.work().await;
    let record = told.record().await;
    assert_eq!(
        (&record["ways"][0]["state"], &record["ways"][0]["why_off"]),
        (&json!("off"), &json!("bad-address"))
    );
    assert!(calls(&told).await.is_empty(), "they stood at the counter when it was received");
    told.mails.answer(Mood::Taking);
    asks_for_papers(&mut told).await;
    assert_eq!(calls(&told).await[0]["kind"], "supplement-requested", "no way is left");

    let path = format!("/api/v1/dossiers/{}/addresses", told.id);
    let wrong = told.office.post("clerk", &path, &[], &json!({ "who": "applicant", "email": "a b@c" })).await;
    assert_eq!(wrong.status.as_u16(), 422);
    told.office
        .post("stranger", &path, &[], &json!({ "who": "applicant", "email": "b@example.vn" }))
        .await
        .expect(404);
    told.office
        .post("clerk", &path, &[], &json!({ "who": "applicant", "email": "dung@example.vn" }))
        .await
        .expect(200);
    told.work().await;
    let mail = told.mails.taken().pop().unwrap();
    assert_eq!(mail.to, "dung@example.vn");
    told.verify().await;
    assert_eq!(told.record().await["ways"][0]["state"], "verified");

    // Who changed what stands in the record; the same again and a refusal change nothing, and no address is told.
    told.office.it_is("2026-11-16T14:00");
    for email in [json!("dung@example.vn"), Value::Null] {
        let body = json!({ "who": "applicant", "email": email });
        told.office.post("clerk", &path, &[], &body).await.expect(200);
    }
    let line = |act: &str, at: &str| json!({ "who": "applicant", "channel": "email", "act": act, "by": "Cán bộ clerk", "at": at });
    let changes = told.record().await["changes"].clone();
    let wanted = [line("mended", "2026-11-16T10:00:00+07:00"), line("removed", "2026-11-16T14:00:00+07:00")];
    assert_eq!(changes, json!(wanted));
    let cookie = told.office.cookie("clerk").await;
    let page = told.office.open_page(&cookie, &format!("/ho-so/{}", told.id)).await.expect(200).text;
    assert!(
        page.contains("Cán bộ clerk: sửa địa chỉ") && page.contains("Cán bộ clerk: bỏ địa chỉ"),
        "{page}"
    );
    assert!(!page.contains("dung@example.vn"), "{page}");
});

on_both_databases!(a_receipt_of_the_gateway_ends_a_text, async |database: &TestDatabase| {
    let told = Told::open(database, &Office::land_transfer()).await;
    told.work().await;
    let id = told.texts.taken()[0].id.to_string();
    assert_eq!(told.lines().await, ["received sms sent"]);
    let context = &told.office.context;
    assert!(!receipt(context, "zalo", &id, false).await.unwrap(), "another gateway may have the same name");
    assert!(receipt(context, "sms", &id, true).await.unwrap());
    assert!(receipt(context, "sms", &id, false).await.unwrap(), "told twice, it changes nothing");
    assert_eq!(told.lines().await, ["received sms accepted"]);
    assert!(!receipt(context, "sms", "khong-co", true).await.unwrap());
    assert!(!receipt(context, "tea", &id, true).await.unwrap());
});

on_both_databases!(a_house_without_any_way_out_tells_and_calls_nobody, async |database: &TestDatabase| {
    let office = Office::open(database).await;
    let received = office.post("clerk", "/api/v1/dossiers", &[], &with_email()).await.expect(201).json();
    let id = received["dossier"]["id"].as_str().unwrap();
    let told = office.get("clerk", &format!("/api/v1/dossiers/{id}/notices")).await.expect(200).json();
    assert_eq!((told["ways"].as_array().unwrap().len(), told["notices"].as_array().unwrap().len()), (2, 0));
});

on_both_databases!(
    nobody_who_can_not_be_reached_hides_another_and_nobody_is_called_for_what_is_over,
    async |database: &TestDatabase| {
        let mut told = Told::open(database, &Office::land_transfer()).await;
        told.texts.answer(Mood::BadAddress);
        let mut dossiers = Vec::new();
        for hour in 9..12 {
            if hour > 9 {
                told.office.it_is(&format!("2026-11-16T{hour}:00"));
                let received = told.office.receive().await;
                received.json()["dossier"]["id"].as_str().unwrap().clone_into(&mut told.id);
                received.etag().clone_into(&mut told.etag);
            }
            let at = |minute: u8| format!("2026-11-16T{hour:02}:{minute}");
            told.act(&at(10), "clerk", "hand-over", json!({})).await;
            told.act(&at(20), "land", "accept", json!({ "leg": 1 })).await;
            let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
            told.act(&at(30), "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
            dossiers.push((told.id.clone(), told.etag.clone()));
        }
        let place = |id: &Value| dossiers.iter().position(|(it, _)| id == it).unwrap();
        // Page by page, one call a page.
        let list = async || {
            let (mut found, mut after) = (Vec::new(), String::new());
            loop {
                let path = format!("/api/v1/calls?limit=1&after={after}");
                let page = told.office.get("clerk", &path).await.expect(200).json();
                let calls = page["calls"].as_array().unwrap();
                found.extend(calls.iter().map(|it| (place(&it["dossier"]), it["id"].clone())));
                let Some(next) = page["next"].as_str() else { return found };
                assert_eq!(calls.len(), 1, "{page}");
                next.clone_into(&mut after);
            }
        };
        let order = async || list().await.iter().map(|it| it.0).collect::<Vec<_>>();
        let end = async |which: usize, outcome: &str| {
            let id = list().await.into_iter().find(|it| it.0 == which).unwrap().1;
            let path = format!("/api/v1/calls/{}", id.as_str().unwrap());
            told.office.post("clerk", &path, &[], &json!({ "outcome": outcome })).await
        };
        assert_eq!(order().await, [0, 1, 2]);
        end(0, "no-answer").await.expect(204);
        assert_eq!(order().await, [1, 2, 0], "whoever did not answer comes last");
        end(1, "no-answer").await.expect(204);
        assert_eq!(order().await, [2, 0, 1]);
        end(1, "unreachable").await.expect(204);
        assert_eq!(order().await, [2, 0]);
        end(0, "hung-up").await.expect(422);
        told.office.get("clerk", "/api/v1/calls?after=x").await.expect(400);
        let (cookie, _) = told.office.cookie_and_proof("clerk").await;
        let page =
            told.office.open_page(&cookie, &format!("/ho-so/{}", dossiers[1].0)).await.expect(200).text;
        assert!(page.contains("Không liên lạc được"), "{page}");

        // The papers came, and the dossier was taken back.
        for (which, verb, body) in [
            (2, "complete-supplement", json!({})),
            (0, "withdraw", json!({ "reason": "Các bên thỏa thuận lại hợp đồng." })),
        ] {
            let (id, etag) = &dossiers[which];
            told.office.it_is("2026-11-16T14:00");
            told.office.act("clerk", id, verb, etag, &body).await.expect(200);
            assert!(!order().await.contains(&which), "{verb}");
        }
        let lines = told.lines().await;
        assert!(lines.contains(&"supplement-requested call void".to_owned()), "{lines:?}");
    }
);
