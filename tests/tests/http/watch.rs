//! What nothing but time brings: told once, to whoever has it in hand, then above; and the radar with its remedies.
//!
//! Hours are 07:00–11:30 and 13:30–17:00, 480 minutes a day; 24/11/2026 is a day off. The land transfer is due on 27/11.

use crate::notices::Told;
use crate::office::{Office, at};
use crate::support;
use motcua_app::{Context, duties};
use serde_json::{Value, json};

/// What comes again by itself has come, and everything due is done.
async fn minutes_pass(context: &Context) {
    duties::plan(context).await.unwrap();
    duties::drain(context).await.unwrap();
}

/// Handed over at nine and accepted by both at ten.
async fn at_work(database: &support::TestDatabase) -> Told {
    let mut told = Told::open(database, &Office::land_transfer()).await;
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    told.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
    told
}

impl Told {
    async fn alerts(&self, who: &str) -> Vec<String> {
        let list = self.office.get(who, "/api/v1/alerts").await.expect(200).json();
        let kind = |it: &Value| format!("{} {}", it["kind"].as_str().unwrap(), it["level"]);
        list["items"].as_array().unwrap().iter().map(kind).collect()
    }

    async fn count(&self, who: &str, kind: &str) -> usize {
        self.alerts(who).await.iter().filter(|it| it.starts_with(kind)).count()
    }

    async fn at(&self, moment: &str) {
        self.office.it_is(moment);
        minutes_pass(&self.office.context).await;
    }
}

on_both_databases!(what_is_late_is_told_once_and_then_above, async |database: &support::TestDatabase| {
    let told = at_work(database).await;
    told.at("2026-11-16T10:05").await;
    assert!(told.alerts("land").await.is_empty());
    // The first leg was to be done by Thursday evening.
    told.at("2026-11-19T17:00").await;
    assert_eq!(told.count("land", "leg 0").await, 0);
    told.at("2026-11-19T17:01").await;
    assert_eq!(told.count("land", "leg 0").await, 1, "{:?}", told.alerts("land").await);
    assert_eq!(told.count("land-head", "leg ").await, 0);
    told.at("2026-11-20T11:01").await;
    assert_eq!(told.count("land-head", "leg 1").await, 1);
    told.at("2026-11-20T17:01").await;
    assert_eq!(told.count("land-leader", "leg 2").await, 1);
    let before =
        [told.alerts("land").await, told.alerts("land-head").await, told.alerts("land-leader").await];
    // A clock that goes back and comes again, and a second server, tell nothing anew.
    told.at("2026-11-16T12:00").await;
    let other = told.office.beside(database);
    other.it_is("2026-11-20T17:02");
    told.office.it_is("2026-11-20T17:02");
    let ours = &told.office.context;
    tokio::join!(minutes_pass(ours), minutes_pass(&other.context));
    let after = [told.alerts("land").await, told.alerts("land-head").await, told.alerts("land-leader").await];
    assert_eq!(before, after);
    assert!(told.alerts("stranger").await.is_empty());
});

on_both_databases!(two_servers_tell_it_once, async |database: &support::TestDatabase| {
    let told = at_work(database).await;
    let other = told.office.beside(database);
    for moment in ["2026-11-18T17:01", "2026-11-19T17:01", "2026-11-27T17:01", "2026-12-01T17:01"] {
        other.it_is(moment);
        told.office.it_is(moment);
        tokio::join!(minutes_pass(&told.office.context), minutes_pass(&other.context));
    }
    for (who, kind) in
        [("land", "leg 0"), ("land-head", "leg 1"), ("land-leader", "leg 2"), ("land", "lawful 0")]
    {
        assert_eq!(told.count(who, kind).await, 1, "{who} {kind}: {:?}", told.alerts(who).await);
    }
});

on_both_databases!(what_is_done_in_time_is_told_to_nobody, async |database: &support::TestDatabase| {
    let mut told = Told::open(database, &Office::land_transfer()).await;
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    // Nobody accepts: the packs' time is over at one minute past.
    told.at("2026-11-16T17:00").await;
    assert_eq!(told.count("land", "acceptance").await, 1, "{:?}", told.alerts("land").await);
    assert_eq!(told.count("clerk", "counter-handover").await, 0);
    told.act("2026-11-17T08:00", "land", "accept", json!({ "leg": 1 })).await;
    told.at("2026-11-18T08:00").await;
    assert_eq!(told.count("land", "acceptance").await, 1);
    let seen = told.office.get("land", "/api/v1/alerts").await.json();
    let latest = seen["items"][0]["at"].clone();
    told.office.post("land", "/api/v1/alerts/seen", &[], &json!({ "until": latest })).await.expect(204);
    assert_eq!(told.office.get("land", "/api/v1/alerts").await.json()["not_seen"], 0);
});

on_both_databases!(
    the_radar_shows_what_will_be_late_and_what_to_do,
    async |database: &support::TestDatabase| {
        let told = at_work(database).await;
        told.office.it_is("2026-11-16T11:00");
        let radar = told.office.get("land-head", "/api/v1/radar").await.expect(200).json();
        assert_eq!(radar["endangered"], json!([]), "{radar}");
        // A week later nothing has happened: what follows can not be done in time any more.
        told.office.it_is("2026-11-25T09:00");
        let radar = told.office.get("land-head", "/api/v1/radar").await.expect(200).json();
        let found = &radar["endangered"][0];
        assert_eq!(found["dossier"], json!(told.id), "{radar}");
        assert!(found["late_by_minutes"].as_i64().unwrap() > 0, "{found}");
        assert!(found["behind_minutes"].as_i64().unwrap() > 0, "{found}");
        assert!(at(found["new_date"].as_str().unwrap()) > at(found["due"].as_str().unwrap()), "{found}");
        told.office.get("land", "/api/v1/radar").await.expect(403);

        let cookie = told.office.cookie("land-head").await;
        let page = told.office.open_page(&cookie, "/canh-bao").await.expect(200).text;
        assert!(page.contains(&told.id) && page.contains("xin lỗi ông/bà"), "{page}");
        told.office.it_is("2026-12-08T09:00");
        let radar = told.office.get("land-head", "/api/v1/radar").await.expect(200).json();
        assert_eq!(
            radar["late"][0]["new_date"],
            Value::Null,
            "past the date the law gives no new one: {radar}"
        );
    }
);

on_both_databases!(a_reminder_waits_until_it_is_seen, async |database: &support::TestDatabase| {
    let told = at_work(database).await;
    let path = format!("/api/v1/dossiers/{}/reminders", told.id);
    let remind = async |who: &str, leg: u16| told.office.post(who, &path, &[], &json!({ "leg": leg })).await;
    assert_eq!(remind("land-head", 1).await.expect(200).json()["asked"], 1);
    assert_eq!(remind("land-head", 1).await.expect(422).code(), "app.reminded-already");
    remind("land", 1).await.expect(403);
    remind("tax-leader", 1).await.expect(403);
    remind("stranger", 1).await.expect(403);
    assert_eq!(told.count("land", "reminder").await, 1);
    let cookie = told.office.cookie("land").await;
    let page = told.office.open_page(&cookie, "/tin-bao").await.expect(200).text;
    let until = crate::office::hidden(&page, "until");
    let (cookie, proof) = told.office.cookie_and_proof("land").await;
    let sent = told.office.fill(&cookie, "/tin-bao", &[("proof", &proof), ("until", &until)]).await;
    assert_eq!(sent.location(), "/tin-bao", "{}", sent.text);
    assert_eq!(remind("land-head", 1).await.expect(200).json()["asked"], 1);
});

on_both_databases!(a_leader_hears_each_working_morning, async |database: &support::TestDatabase| {
    let told = at_work(database).await;
    for (moment, said) in [
        ("2026-11-17T07:00", 0),
        ("2026-11-25T07:00", 1),
        ("2026-11-25T09:00", 1),
        ("2026-11-26T07:01", 2),
        // A Saturday.
        ("2026-11-28T07:01", 2),
    ] {
        told.at(moment).await;
        assert_eq!(told.count("land-leader", "morning").await, said, "{moment}");
    }
    let list = told.office.get("land-leader", "/api/v1/alerts").await.json();
    let words: Vec<&str> =
        list["items"].as_array().unwrap().iter().filter_map(|it| it["words"].as_str()).collect();
    assert!(words.iter().any(|it| it.starts_with("Sáng nay: 0 kết quả chờ ký")), "{words:?}");
});

on_both_databases!(the_citizen_hears_that_a_term_ends, async |database: &support::TestDatabase| {
    let mut told = at_work(database).await;
    let ask = json!({
        "leg": 1, "items": [{ "component": "hop-dong", "reason": "thiếu trang 2" }],
    });
    let body = told.act("2026-11-17T09:00", "land", "ask-supplement", ask).await.json();
    assert_eq!(body["status"], "supplement-requested", "{body}");
    // Thirty working days: until Wednesday 30/12.
    told.at("2026-12-23T09:00").await;
    assert!(told.lines().await.iter().all(|it| !it.starts_with("supplement-expiring")));
    told.at("2026-12-29T10:00").await;
    told.at("2026-12-30T10:00").await;
    let lines = told.lines().await;
    let said = lines.iter().filter(|it| it.starts_with("supplement-expiring sms")).count();
    assert_eq!(said, 1, "{lines:?}");
});
