//! The radar acts: to remind, to give the leg to somebody else and to ask for a new date are one press each; what one does
//! twice is told once, and what is of one leg is no other's. The land transfer is due on 27/11; 24/11/2026 is a day off.

use crate::notices::Told;
use crate::office::{Office, hidden};
use crate::support;
use motcua_app::duties;
use serde_json::{Value, json};

/// Handed over at nine and accepted by both at ten; the land office has two specialists.
async fn at_work(database: &support::TestDatabase) -> Told {
    let mut told = Told::open(database, &Office::land_transfer()).await;
    told.office.hire("land-2", motcua_kernel::Role::Specialist, "H13.031").await;
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    told.act("2026-11-16T09:40", "land", "claim", json!({ "leg": 1 })).await;
    told.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
    told
}

/// The form that is sent there, as the page has it.
fn form<'a>(page: &'a str, action: &str) -> &'a str {
    let from = page.find(&format!("action=\"{action}\"")).unwrap_or_else(|| panic!("no {action}: {page}"));
    let form = &page[from..];
    &form[..form.find("</form>").unwrap()]
}

/// The text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = &text[text.find(before).unwrap() + before.len()..];
    &rest[..rest.find(after).unwrap()]
}

/// Presses the one button of a form of the radar and changes nothing of what it has.
async fn press(office: &Office, who: &str, action: &str) -> String {
    let (cookie, proof) = office.cookie_and_proof(who).await;
    let page = office.open_page(&cookie, "/canh-bao").await.expect(200).text;
    let form = form(&page, action);
    let [version, dossier, leg] = ["version", "dossier", "leg"].map(|name| hidden(form, name));
    let mut fields = vec![("proof", proof), ("version", version), ("dossier", dossier), ("leg", leg)];
    if form.contains("name=\"assignee\"") {
        fields.push(("assignee", between(form, "<option value=\"", "\"").to_owned()));
    }
    if form.contains("name=\"to\"") {
        fields.push(("to", between(form, "type=\"datetime-local\" value=\"", "\"").to_owned()));
    }
    if form.contains("<textarea") {
        fields.push(("apology", between(form, "lang=\"vi\">", "</textarea>").to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    office.fill(&cookie, action, &fields).await.expect(200).text
}

async fn radar(office: &Office, who: &str) -> Value {
    office.get(who, "/api/v1/radar").await.expect(200).json()
}

async fn alerts(office: &Office, who: &str, kind: &str) -> usize {
    let list = office.get(who, "/api/v1/alerts").await.expect(200).json();
    list["items"].as_array().unwrap().iter().filter(|it| it["kind"] == kind).count()
}

on_both_databases!(one_press_gives_the_leg_to_another, async |database: &support::TestDatabase| {
    let told = at_work(database).await;
    told.office.it_is("2026-11-25T09:00");
    let before = &radar(&told.office, "land-head").await["endangered"][0];
    // Whoever works there and has nothing in hand; neither those who give out work nor whoever has it.
    let other = told.office.accounts["land-2"].id.to_string();
    assert_eq!(before["colleague"], json!({ "account": other, "name": "Cán bộ land-2", "in_hand": 0 }));
    let page = press(&told.office, "land-head", "/canh-bao/giao").await;
    assert!(page.contains("Đã giao hồ sơ") && page.contains("Cán bộ land-2"), "{page}");
    let after = &radar(&told.office, "land-head").await["endangered"][0];
    assert_eq!(after["colleague"]["name"], "Cán bộ land");
});

on_both_databases!(whoever_has_it_now_can_be_reminded, async |database: &support::TestDatabase| {
    let told = at_work(database).await;
    told.office.it_is("2026-11-25T09:00");
    let path = format!("/api/v1/dossiers/{}/reminders", told.id);
    let remind = async || told.office.post("land-head", &path, &[], &json!({ "leg": 1 })).await;
    remind().await.expect(200);
    assert_eq!(remind().await.expect(422).code(), "app.reminded-already");
    press(&told.office, "land-head", "/canh-bao/giao").await;
    assert_eq!(remind().await.expect(200).json()["asked"], 1);
    assert_eq!(alerts(&told.office, "land-2", "reminder").await, 1);
    assert_eq!(alerts(&told.office, "land", "reminder").await, 1);
});

on_both_databases!(one_press_asks_for_a_new_date, async |database: &support::TestDatabase| {
    let told = at_work(database).await;
    told.office.it_is("2026-11-25T09:00");
    let page = press(&told.office, "land-head", "/canh-bao/trinh").await;
    assert!(page.contains("Đã trình lãnh đạo"), "{page}");
    let waits = &radar(&told.office, "land-leader").await["to_sign"][0]["apology"];
    assert!(waits["to"].is_string() && waits["words"].as_str().unwrap().contains("xin lỗi"), "{waits}");
    assert_eq!(alerts(&told.office, "land-leader", "apology-to-sign").await, 1);

    // The same once more, and the same request once more, tell nobody again.
    let draft = json!({ "leg": 1, "to": waits["to"].as_str().unwrap()[..16], "apology": waits["words"] });
    let path = format!("/api/v1/dossiers/{}/draft-apology", told.id);
    let etag = told.etag.clone();
    for key in ["the-same", "the-same", "another"] {
        let headers = [("if-match", etag.as_str()), ("idempotency-key", key)];
        told.office.post("land", &path, &headers, &draft).await.expect(200);
    }
    assert_eq!(alerts(&told.office, "land-leader", "apology-to-sign").await, 1);
    let other = json!({ "leg": 1, "to": draft["to"], "apology": "Cơ quan xin lỗi ông/bà." });
    for _ in 0..2 {
        let headers = [("if-match", etag.as_str()), ("idempotency-key", "changed")];
        told.office.post("land", &path, &headers, &other).await.expect(200);
    }
    assert_eq!(alerts(&told.office, "land-leader", "apology-to-sign").await, 2);
});

on_both_databases!(an_apology_that_waits_is_that_of_its_leg, async |database: &support::TestDatabase| {
    let mut told = at_work(database).await;
    told.office.it_is("2026-11-25T09:00");
    let etag = told.etag.clone();
    for (who, leg) in [("land", 1), ("tax", 2)] {
        let draft = json!({ "leg": leg, "to": "2026-12-04T17:00", "apology": "Cơ quan xin lỗi ông/bà." });
        told.office.act(who, &told.id, "draft-apology", &etag, &draft).await.expect(200);
    }
    for leader in ["land-leader", "tax-leader"] {
        let seen = radar(&told.office, leader).await;
        assert_eq!(seen["to_sign"].as_array().unwrap().len(), 1, "{leader}: {seen}");
    }
    // An apology of one says nothing of the other; a leg that is done takes its draft with it.
    let sorry = json!({ "leg": 1, "apology": "Văn phòng đăng ký đất đai xin lỗi ông/bà." });
    told.act("2026-11-25T09:10", "land-leader", "apologise", sorry).await;
    assert_eq!(radar(&told.office, "land-leader").await["to_sign"], json!([]));
    assert_eq!(radar(&told.office, "tax-leader").await["to_sign"].as_array().unwrap().len(), 1);
    told.act("2026-11-25T09:20", "tax", "finish-step", json!({ "leg": 2, "step": 0 })).await;
    told.act("2026-11-25T09:30", "tax", "hand-over", json!({ "leg": 2 })).await;
    assert_eq!(radar(&told.office, "tax-leader").await["to_sign"], json!([]));
    let reader = told.office.context.store.reader();
    let id = motcua_kernel::DossierId(told.id.parse().unwrap());
    let kept = motcua_storage::apology_drafts::find(&reader, id, motcua_kernel::LegNo(2));
    assert!(kept.await.unwrap().is_none(), "what nobody can sign any more is kept nowhere");
});

on_both_databases!(
    what_nobody_takes_up_is_on_the_radar_while_there_is_time,
    async |database: &support::TestDatabase| {
        let mut told = Told::open(database, &Office::land_transfer()).await;
        told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
        told.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
        told.office.it_is("2026-11-16T11:00");
        assert_eq!(radar(&told.office, "land-leader").await["endangered"], json!([]));
        told.office.it_is("2026-11-18T09:00");
        let seen = radar(&told.office, "land-leader").await;
        let found = &seen["endangered"][0];
        assert_eq!((&found["risk"], &found["behind_minutes"]), (&json!("not-taken-up"), &json!(0)), "{seen}");
        let cookie = told.office.cookie("land-leader").await;
        let page = told.office.open_page(&cookie, "/canh-bao").await.expect(200).text;
        assert!(page.contains("Quá giờ tiếp nhận mà chưa ai nhận"), "{page}");
    }
);

on_both_databases!(
    a_morning_that_was_missed_is_made_up_for_on_its_day_only,
    async |database: &support::TestDatabase| {
        let told = at_work(database).await;
        let pass = async |moment: &str| {
            told.office.it_is(moment);
            duties::plan(&told.office.context).await.unwrap();
            duties::drain(&told.office.context).await.unwrap();
            alerts(&told.office, "land-leader", "morning").await
        };
        // The server was away on the 24th and comes back in the night: the morning of the 25th is still to come.
        assert_eq!(pass("2026-11-25T00:10").await, 0);
        assert_eq!(pass("2026-11-25T07:00").await, 1);
        assert_eq!(pass("2026-11-26T08:40").await, 2);
        let list = told.office.get("land-leader", "/api/v1/alerts").await.json();
        assert!(list["items"][0]["words"].as_str().unwrap().contains("1 văn bản xin lỗi chờ ký"), "{list}");
    }
);
