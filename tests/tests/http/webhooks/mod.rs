//! Another system listens: it is told of every event of the dossiers it may know of, in their order, until it has taken
//! them; signed, and with nobody's name.

pub mod judged;
pub mod listener;
mod many;
mod pages;

use crate::office::{Office, STRANGE_COUNTER};
use crate::support;
use listener::{Listener, Message, look, open, subscribe, tell};
use motcua_storage::followers::{self, Cursor};
use serde_json::{Value, json};
use std::time::Duration;

/// A dossier and how its clerk last saw it.
struct Dossier<'a> {
    office: &'a Office,
    id: String,
    number: String,
    etag: String,
}

impl<'a> Dossier<'a> {
    async fn received(office: &'a Office) -> Self {
        let received = office.receive().await;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let body = received.json();
        let number = text(&body["dossier"]["number"]);
        Self { office, id: text(&body["dossier"]["id"]), number, etag: received.etag().to_owned() }
    }

    async fn act(&mut self, who: &str, verb: &str, body: Value) {
        let answer = self.office.act(who, &self.id, verb, &self.etag, &body).await.expect(200);
        answer.etag().clone_into(&mut self.etag);
    }

    /// As far as the land office asks for a supplement: seven entries or so, of three agencies.
    async fn goes_on(&mut self) {
        self.act("clerk", "hand-over", json!({})).await;
        self.act("land", "accept", json!({ "leg": 1 })).await;
        self.act("tax", "accept", json!({ "leg": 2 })).await;
        let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
        self.act("land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    }

    /// On PostgreSQL a follower reads no further than the oldest transaction that runs, another test's included.
    async fn is_seen_by_followers(&self) {
        let reader = self.office.context.store.reader();
        for _ in 0..500 {
            let seen = followers::read_after(&reader, Cursor::default(), 1_000).await.unwrap();
            if seen.iter().any(|it| it.dossier.to_string() == self.id) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{} is not seen", self.id);
    }

    /// How many entries its history has.
    async fn length(&self) -> usize {
        let path = format!("/api/v1/dossiers/{}/events", self.id);
        self.office.get("clerk", &path).await.expect(200).json()["items"].as_array().unwrap().len()
    }
}

/// The places of the messages in the history of their dossier.
fn seqs(messages: &[Message]) -> Vec<u64> {
    messages.iter().map(Message::seq).collect()
}

fn bodies(messages: &[Message]) -> Vec<String> {
    messages.iter().map(|it| it.body.clone()).collect()
}

fn from_one_to(length: usize) -> Vec<u64> {
    (1..=u64::try_from(length).unwrap()).collect()
}

on_both_databases!(
    another_system_is_told_of_every_event_in_order_and_of_nobody,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let before = Dossier::received(&office).await;
        before.is_seen_by_followers().await;
        let listener = Listener::open().await;
        let (path, secret) = subscribe(&office, &listener, "H13", &[]).await;
        assert!(secret.starts_with("whsec_"), "{secret}");
        let mut dossier = Dossier::received(&office).await;
        dossier.goes_on().await;
        let length = dossier.length().await;
        let messages = listener.hears(&office, length).await;
        assert_eq!(
            seqs(&messages),
            from_one_to(length),
            "what was before it subscribed is not told: {}",
            before.id
        );
        assert!(messages.iter().all(|it| it.dossier() == dossier.id));

        let first = messages[0].json();
        assert_eq!(first["specversion"], "1.0");
        assert_eq!(first["id"], format!("{}:1", dossier.id));
        assert_eq!(first["type"], "vn.motcua.dossier.received");
        assert_eq!(first["source"], "http://motcua.test");
        assert_eq!(first["subject"], dossier.number);
        assert_eq!(first["time"], first["data"]["recorded"]);
        assert_eq!(first["data"]["procedure"]["code"], "1.013831");
        assert_eq!(first["data"]["before"], Value::Null);
        assert_eq!(first["data"]["after"], json!({ "status": "received", "national_code": 2 }));
        assert_eq!(first["data"]["receiving"], "H13.163.01");
        let asked = messages.iter().find(|it| it.kind() == "supplement-requested").unwrap().json();
        assert_eq!(asked["data"]["before"]["national_code"], 4);
        assert_eq!(asked["data"]["after"]["national_code"], 5);
        assert_eq!(asked["data"]["leg"], json!({ "no": 1, "agency": "H13.031" }));
        assert_eq!(asked["data"]["detail"]["items"], json!([{ "component": "hop-dong" }]));
        for message in &messages {
            assert_eq!(message.headers["content-type"], "application/cloudevents+json; charset=utf-8");
            assert_eq!(message.headers["webhook-id"], message.json()["id"].as_str().unwrap());
            for private in ["Ánh", "092190000001", "0912345678", "An Thành", "thiếu trang", "Cán bộ"] {
                assert!(!message.body.contains(private), "{private}: {}", message.body);
            }
            for account in office.accounts.values() {
                assert!(!message.body.contains(&account.id.to_string()), "{}", message.body);
            }
        }
        let kept = look(&office, &path).await;
        assert_eq!((&kept["behind"], &kept["failures"]), (&json!(0), &json!(0)), "{kept}");
        assert_eq!(kept["attempts"].as_array().unwrap().len(), length);
        assert!(!kept.to_string().contains("whsec_"), "a secret is told once: {kept}");
        let schema = office.visit("/api/v1/schemas/dossier-event/1").await.expect(200).json();
        for required in schema["required"].as_array().unwrap() {
            assert!(first["data"].get(required.as_str().unwrap()).is_some(), "{required}");
        }
        assert_eq!(first["dataschema"], "http://motcua.test/api/v1/schemas/dossier-event/1");
    }
);

on_both_databases!(
    a_listener_is_told_of_its_agency_and_kinds_and_of_no_other,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let (own, land, other, choosy) =
            (Listener::open().await, Listener::open().await, Listener::open().await, Listener::open().await);
        subscribe(&office, &own, "H13.163", &[]).await;
        subscribe(&office, &land, "H13.031", &[]).await;
        subscribe(&office, &other, STRANGE_COUNTER, &[]).await;
        subscribe(&office, &choosy, "H13", &["received", "vn.motcua.dossier.leg-accepted"]).await;
        let mut dossier = Dossier::received(&office).await;
        dossier.goes_on().await;
        let mut filed = Office::land_transfer();
        filed["receiving"] = STRANGE_COUNTER.into();
        let theirs = office.post("stranger", "/api/v1/dossiers", &[], &filed).await.expect(201).json();
        let theirs = theirs["dossier"]["id"].as_str().unwrap().to_owned();

        let length = dossier.length().await;
        let told = own.hears(&office, length).await;
        assert!(told.iter().all(|it| it.dossier() == dossier.id), "{told:?}");
        // The land office has a leg of both.
        assert_eq!(land.hears(&office, length + 1).await.len(), length + 1);
        let told = other.hears(&office, 1).await;
        assert_eq!((told.len(), told[0].dossier()), (1, theirs.clone()));
        let told = choosy.hears(&office, 4).await;
        let kinds: Vec<String> = told.iter().map(Message::kind).collect();
        assert_eq!(kinds, ["received", "leg-accepted", "leg-accepted", "received"]);
        tell(&office).await;
        assert!(own.taken().is_empty() && other.taken().is_empty());

        // Whoever would rather fetch is given the same, by the same rule.
        let page = office.get("clerk", "/api/v1/events?limit=200").await.expect(200).json();
        let items = page["items"].as_array().unwrap();
        assert!(items.iter().all(|it| it["data"]["dossier"] == dossier.id), "{page}");
        assert_eq!(items.len(), length);
        let stranger = office.get("stranger", "/api/v1/events?limit=200").await.expect(200).json();
        assert_eq!(stranger["items"].as_array().unwrap().len(), 1, "{stranger}");
        let (mut fetched, mut place) = (Vec::new(), String::new());
        loop {
            let page =
                office.get("land", &format!("/api/v1/events?limit=2&after={place}")).await.expect(200).json();
            fetched.extend(page["items"].as_array().unwrap().clone());
            page["next"].as_str().unwrap().clone_into(&mut place);
            if page["more"] == false {
                break;
            }
        }
        assert_eq!(fetched.len(), length + 1);
        office.get("land", "/api/v1/events?after=x").await.expect(400);
        office.get("nobody", "/api/v1/events").await.expect(403);
        office.get("clerk", "/api/v1/webhooks").await.expect(403);
    }
);

on_both_databases!(
    a_listener_that_fails_is_waited_for_and_misses_nothing,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let listener = Listener::open().await;
        let (path, _) = subscribe(&office, &listener, "H13.163", &[]).await;
        listener.answers(Some((500, None)));
        let mut dossier = Dossier::received(&office).await;
        listener.refuses(&office, 1).await;
        dossier.goes_on().await;
        tell(&office).await;
        assert_eq!(listener.refused(), 1, "it is waited for");
        let kept = look(&office, &path).await;
        assert_eq!(kept["next_try"], "2026-11-16T08:00:10+07:00", "{kept}");
        assert_eq!((&kept["failures"], &kept["last_error"]), (&json!(1), &json!("HTTP 500")));

        office.it_is("2026-11-16T08:00:10");
        listener.refuses(&office, 2).await;
        assert_eq!(look(&office, &path).await["next_try"], "2026-11-16T08:00:40+07:00");
        // It asks for more than it would be given, and gets that.
        listener.answers(Some((503, Some(120))));
        office.it_is("2026-11-16T08:00:40");
        listener.refuses(&office, 3).await;
        assert_eq!(look(&office, &path).await["next_try"], "2026-11-16T08:02:40+07:00");

        listener.answers(None);
        office.it_is("2026-11-16T08:02:40");
        let length = dossier.length().await;
        let messages = listener.hears(&office, length).await;
        assert_eq!(seqs(&messages), from_one_to(length));
        let kept = look(&office, &path).await;
        assert_eq!(
            (&kept["failures"], &kept["next_try"], &kept["state"]),
            (&json!(0), &Value::Null, &json!("on"))
        );
        let first = kept["attempts"].as_array().unwrap().iter().rev().take(4).map(|it| it["tries"].clone());
        assert_eq!(first.collect::<Vec<_>>(), [1, 2, 3, 4]);
    }
);

on_both_databases!(
    a_listener_that_fails_for_a_day_is_switched_off_and_goes_on_where_it_stopped,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let listener = Listener::open().await;
        let (path, _) = subscribe(&office, &listener, "H13", &[]).await;
        listener.answers(Some((500, None)));
        let dossier = Dossier::received(&office).await;
        let mut tries = 0;
        listener.refuses(&office, 1).await;
        loop {
            let kept = look(&office, &path).await;
            if kept["state"] != "on" {
                assert_eq!(kept["state"], "failed", "{kept}");
                break;
            }
            office.it_is(kept["next_try"].as_str().unwrap());
            tries += 1;
            listener.refuses(&office, tries + 1).await;
        }
        assert_eq!(office.context.clock.now().to_string(), "2026-11-17T08:00:00+07:00", "after a day");
        assert!((25..40).contains(&tries), "{tries}");
        tell(&office).await;
        assert_eq!(listener.refused(), tries + 1);
        let administrator = office.cookie("administrator").await;
        let hub = office.open_page(&administrator, "/quan-tri").await.expect(200).text;
        assert!(hub.contains("1 đăng ký nhận sự kiện đã bị tắt"), "{hub}");

        listener.answers(None);
        office.post("administrator", &format!("{path}/state"), &[], &json!({ "on": true })).await.expect(200);
        assert_eq!(listener.hears(&office, 1).await[0].dossier(), dossier.id);

        // A server that says that it is gone is believed at once.
        listener.answers(Some((410, None)));
        Dossier::received(&office).await;
        let refused = listener.refused();
        listener.refuses(&office, refused + 1).await;
        assert_eq!(look(&office, &path).await["state"], "gone");
    }
);

on_both_databases!(what_is_told_again_is_the_same_to_the_byte, async |database: &support::TestDatabase| {
    let office = open(database).await;
    let listener = Listener::open().await;
    let (path, _) = subscribe(&office, &listener, "H13.163", &[]).await;
    let begins = look(&office, &path).await["place"].clone();
    let mut first = Dossier::received(&office).await;
    office.it_is("2026-11-16T09:00");
    let second = Dossier::received(&office).await;
    first.goes_on().await;
    let all = first.length().await + 1;
    let told = listener.hears(&office, all).await;
    let replay = format!("{path}/replay");
    let again = async |body: Value| office.post("administrator", &replay, &[], &body).await;

    again(json!({ "after": begins })).await.expect(200);
    assert_eq!(bodies(&listener.hears(&office, all).await), bodies(&told));
    again(json!({ "since": "2026-11-16T09:00" })).await.expect(200);
    assert_eq!(bodies(&listener.hears(&office, all - 1).await), bodies(&told[1..]));
    again(json!({ "dossier": first.number })).await.expect(200);
    again(json!({ "dossier": second.number })).await.expect(422);
    let own: Vec<Message> = told.iter().filter(|it| it.dossier() == first.id).cloned().collect();
    assert_eq!(bodies(&listener.hears(&office, own.len()).await), bodies(&own));
    again(json!({ "dossier": second.number })).await.expect(200);
    assert_eq!(listener.hears(&office, 1).await[0].dossier(), second.id);

    // What waits can be left out.
    office.post("administrator", &format!("{path}/state"), &[], &json!({ "on": false })).await.expect(200);
    Dossier::received(&office).await;
    tell(&office).await;
    assert!(listener.taken().is_empty(), "it is off");
    loop {
        let kept = again(json!({ "from_now": true })).await.expect(200).json();
        if kept["behind"] == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    office.post("administrator", &format!("{path}/state"), &[], &json!({ "on": true })).await.expect(200);
    let last = Dossier::received(&office).await;
    assert_eq!(listener.hears(&office, 1).await[0].dossier(), last.id);

    for (wrong, code) in [
        (json!({}), "web.webhook-replay-one"),
        (json!({ "from_now": true, "after": "0.0" }), "web.webhook-replay-one"),
        (json!({ "after": "x" }), "web.webhook-place-wrong"),
        (json!({ "since": "gestern" }), "web.moment-wrong"),
        (json!({ "dossier": "H13.163.01-261116-9999" }), "app.webhook-dossier-unknown"),
        (json!({ "dossier": "?" }), "app.webhook-dossier-unknown"),
    ] {
        assert_eq!(again(wrong).await.expect(422).code(), code);
    }
});

on_both_databases!(
    a_dossier_that_can_not_be_told_again_is_told_no_event_of_twice_and_given_up_after_a_day,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let listener = Listener::open().await;
        let (path, _) = subscribe(&office, &listener, "H13", &[]).await;
        let mut dossier = Dossier::received(&office).await;
        dossier.goes_on().await;
        let length = dossier.length().await;
        listener.hears(&office, length).await;
        listener.hates(Some(4));
        let replay = format!("{path}/replay");
        let again = async |number: &str| {
            office.post("administrator", &replay, &[], &json!({ "dossier": number })).await
        };
        again(&dossier.number).await.expect(200);
        let mut tries = 1;
        loop {
            listener.refuses(&office, tries).await;
            let kept = look(&office, &path).await;
            assert_eq!(seqs(&listener.taken()), [1, 2, 3], "each of them once: {kept}");
            assert_eq!(kept["failures"], tries, "{kept}");
            if kept["state"] != "on" {
                assert_eq!(kept["state"], "failed", "{kept}");
                break;
            }
            office.it_is(kept["next_try"].as_str().unwrap());
            tries += 1;
        }
        assert_eq!(office.context.clock.now().to_string(), "2026-11-17T08:00:00+07:00", "after a day");

        // Switched on it goes on where it stopped.
        let state = format!("{path}/state");
        let switch = async |on: bool| {
            office.post("administrator", &state, &[], &json!({ "on": on })).await.expect(200);
        };
        switch(true).await;
        listener.refuses(&office, tries + 1).await;
        assert_eq!(again(&dossier.number).await.expect(422).code(), "app.webhook-telling-again");
        // Whoever switches it off, or says from where it goes on, has the dossier told no more.
        switch(false).await;
        switch(true).await;
        let newer = Dossier::received(&office).await;
        let told = listener.hears(&office, 4).await;
        assert_eq!(told[3].dossier(), newer.id);
        again(&dossier.number).await.expect(200);
        listener.refuses(&office, tries + 2).await;
        office.post("administrator", &replay, &[], &json!({ "from_now": true })).await.expect(200);
        again(&dossier.number).await.expect(200);

        listener.hates(None);
        let told = listener.hears(&office, 3 + length).await;
        assert_eq!(seqs(&told[3..]), from_one_to(length));
        let kept = look(&office, &path).await;
        assert_eq!((&kept["failures"], &kept["behind"]), (&json!(0), &json!(0)), "{kept}");
    }
);
