//! Changes are told as they happen: to whoever may know of the dossier, from the place where they were last, by whichever
//! instance they are connected to.

use crate::office::{Office, STRANGE_COUNTER};
use crate::support;
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use futures_util::StreamExt;
use motcua_app::live::follow;
use motcua_web::answer;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::watch;

/// Longer than a change may take to be told, on a slow machine.
const SOON: Duration = Duration::from_secs(20);

/// An event as it was sent.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    name: String,
    id: String,
    data: String,
}

/// What somebody listens to.
struct Listener {
    body: BodyDataStream,
    unread: String,
}

impl Listener {
    async fn of(office: &Office, who: Option<&str>, path: &str, last: Option<&str>) -> Self {
        let mut request = Request::get(path);
        if let Some(name) = who {
            request = request.header("authorization", format!("Bearer {}", office.token(name)));
        }
        if let Some(id) = last {
            request = request.header("last-event-id", id);
        }
        let response = answer(&office.router, request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { body: response.into_body().into_data_stream(), unread: String::new() }
    }

    /// The next event; none when the stream is over.
    async fn next(&mut self) -> Option<Told> {
        loop {
            while let Some((event, rest)) = self.unread.split_once("\n\n") {
                let field = |name: &str| {
                    let line = event.lines().find_map(|it| it.strip_prefix(name)?.strip_prefix(": "));
                    line.map(str::to_owned)
                };
                let told = field("event");
                let told =
                    told.map(|name| Told { name, id: field("id").unwrap(), data: field("data").unwrap() });
                self.unread = rest.to_owned();
                if told.is_some() {
                    return told;
                }
            }
            let chunk = tokio::time::timeout(SOON, self.body.next()).await.expect("nothing was told")?;
            self.unread.push_str(std::str::from_utf8(&chunk.unwrap()).unwrap());
        }
    }
}

/// Two instances over one database, the second of which nobody does anything at.
async fn two(database: &support::TestDatabase) -> (Office, Office, watch::Sender<bool>) {
    let office = Office::open(database).await;
    let other = office.beside(database);
    let (stop, stopped) = watch::channel(false);
    for context in [office.context.clone(), other.context.clone()] {
        let stopped = stopped.clone();
        tokio::spawn(async move { follow(&context, stopped).await });
    }
    (office, other, stop)
}

fn id_of(received: &Value) -> String {
    received["dossier"]["id"].as_str().unwrap().to_owned()
}

on_both_databases!(
    a_change_is_told_by_every_instance_to_whoever_may_know_of_it,
    async |database: &support::TestDatabase| {
        let (office, other, stop) = two(database).await;
        let mut clerk = Listener::of(&other, Some("clerk"), "/api/v1/changes", None).await;
        let mut stranger = Listener::of(&other, Some("stranger"), "/api/v1/changes", None).await;
        let received = office.receive().await;
        let id = id_of(&received.json());
        let told = clerk.next().await.unwrap();
        assert!(told.data == id || told.data == "*", "{told:?}");

        // What comes while nobody listens is told to whoever comes back.
        let handed = office.act("clerk", &id, "hand-over", received.etag(), &json!({})).await.expect(200);
        drop(clerk);
        let mut again = Listener::of(&other, Some("clerk"), "/api/v1/changes", Some(&told.id)).await;
        let later = again.next().await.unwrap();
        assert_eq!(later.data, id);
        assert_ne!(later.id, told.id);
        let query = format!("/api/v1/changes?after={}", later.id);
        let mut from_there = Listener::of(&other, Some("land"), &query, None).await;
        office.it_is("2026-11-16T09:00");
        office.act("land", &id, "accept", handed.etag(), &json!({ "leg": 1 })).await.expect(200);
        assert_eq!(from_there.next().await.unwrap().data, id);

        // The stranger's counter is told of its own dossier only.
        let mut filed = Office::land_transfer();
        filed["receiving"] = STRANGE_COUNTER.into();
        let theirs = office.post("stranger", "/api/v1/dossiers", &[], &filed).await.expect(201).json();
        let told = stranger.next().await.unwrap();
        if told.data == "*" {
            assert_eq!(stranger.next().await.unwrap().data, id_of(&theirs));
        } else {
            assert_eq!(told.data, id_of(&theirs));
        }

        stop.send_replace(true);
        while again.next().await.is_some() {}
    }
);

on_both_databases!(
    the_public_is_told_that_there_is_something_new_and_nothing_else,
    async |database: &support::TestDatabase| {
        let (office, _, stop) = two(database).await;
        let received = office.receive().await;
        let (body, etag) = (received.json(), received.etag().to_owned());
        let page =
            office.visit(&format!("/tra-cuu/{}", body["token"].as_str().unwrap())).await.expect(200).text;
        let address = page.split_once("data-live=\"").unwrap().1.split('"').next().unwrap().to_owned();
        let mut citizen = Listener::of(&office, None, &address, None).await;
        office.receive().await;
        office.act("clerk", &id_of(&body), "hand-over", &etag, &json!({})).await.expect(200);
        let told = citizen.next().await.unwrap();
        assert_eq!(told.data, "*");
        office.visit("/tra-cuu/AAAAAAAAAAAAAAAAAAAAAAAAAA/theo-doi").await.expect(404);
        office.visit(&format!("{address}x")).await.expect(400);
        stop.send_replace(true);
        while citizen.next().await.is_some() {}
    }
);

on_both_databases!(
    who_was_away_too_long_looks_at_everything_again,
    async |database: &support::TestDatabase| {
        let (office, _, _stop) = two(database).await;
        office.receive().await;
        let mut clerk =
            Listener::of(&office, Some("clerk"), "/api/v1/changes?after=9000000000.9000000000", None).await;
        assert_eq!(clerk.next().await.unwrap().data, "*");
        office.get("nobody", "/api/v1/changes").await.expect(403);
        office.visit("/api/v1/changes").await.expect(401);
    }
);

on_both_databases!(
    whoever_is_told_something_hears_it_at_once_and_nobody_else,
    async |database: &support::TestDatabase| {
        let (office, other, stop) = two(database).await;
        let received = office.receive().await;
        let id = id_of(&received.json());
        let handed = office.act("clerk", &id, "hand-over", received.etag(), &json!({})).await.expect(200);
        office.act("land", &id, "accept", handed.etag(), &json!({ "leg": 1 })).await.expect(200);
        let mut land = Listener::of(&other, Some("land"), "/api/v1/changes", None).await;
        let mut tax = Listener::of(&other, Some("tax"), "/api/v1/changes", None).await;
        let path = format!("/api/v1/dossiers/{id}/reminders");
        office.post("land-head", &path, &[], &json!({ "leg": 1 })).await.expect(200);
        let told = loop {
            let told = land.next().await.unwrap();
            if told.name == "alerts" {
                break told;
            }
        };
        assert_eq!(told.data, "*", "an event is a hint and tells nothing");
        // Seen elsewhere while nobody listens: whoever comes back hears it.
        drop(land);
        let list = office.get("land", "/api/v1/alerts").await.json();
        let until = json!({ "until": list["items"][0]["at"] });
        office.post("land", "/api/v1/alerts/seen", &[], &until).await.expect(204);
        let mut again = Listener::of(&other, Some("land"), "/api/v1/changes", Some(&told.id)).await;
        while again.next().await.unwrap().name != "alerts" {}

        // The other agency hears of dossiers, also of what comes later, and of no alert.
        let later = office.receive().await;
        let later_id = id_of(&later.json());
        office.act("clerk", &later_id, "hand-over", later.etag(), &json!({})).await.expect(200);
        loop {
            let told = tax.next().await.unwrap();
            assert_eq!(told.name, "live");
            if told.data.contains(&later_id) {
                break;
            }
        }
        stop.send_replace(true);
    }
);
