//! Another system: it listens on a port of this machine, answers as it is told, and keeps what it took.

use crate::office::Office;
use crate::support::TestDatabase;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use motcua_app::duties::drain;
use motcua_app::webhooks::wake;
use motcua_delivery::{Delivery, HttpPoster, Poster};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

/// Longer than an event may take to come, on a slow machine that others work on.
const SOON: Duration = Duration::from_secs(30);

/// What came.
#[derive(Clone, Debug)]
pub struct Message {
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Message {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The end of its type.
    pub fn kind(&self) -> String {
        self.json()["type"].as_str().unwrap().rsplit('.').next().unwrap().to_owned()
    }

    pub fn dossier(&self) -> String {
        self.json()["data"]["dossier"].as_str().unwrap().to_owned()
    }

    pub fn seq(&self) -> u64 {
        self.json()["data"]["seq"].as_u64().unwrap()
    }
}

#[derive(Debug, Default)]
struct Heard {
    taken: Vec<Message>,
    refused: usize,
    /// The status it answers with, and the seconds it asks to wait; taken when none.
    mood: Option<(u16, Option<u32>)>,
    /// The entry of a history that it can not bear.
    hates: Option<u64>,
}

#[derive(Clone, Debug)]
pub struct Listener {
    heard: Arc<Mutex<Heard>>,
    pub url: String,
}

impl Listener {
    pub async fn open() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/events", socket.local_addr().unwrap());
        let heard = Arc::new(Mutex::new(Heard::default()));
        let router = Router::new().route("/events", post(hear)).with_state(heard.clone());
        tokio::spawn(async move { axum::serve(socket, router).await.unwrap() });
        Self { heard, url }
    }

    /// From now on it answers so.
    pub fn answers(&self, mood: Option<(u16, Option<u32>)>) {
        self.heard.lock().unwrap().mood = mood;
    }

    /// From now on it fails at this entry of any history.
    pub fn hates(&self, seq: Option<u64>) {
        self.heard.lock().unwrap().hates = seq;
    }

    pub fn taken(&self) -> Vec<Message> {
        self.heard.lock().unwrap().taken.clone()
    }

    pub fn refused(&self) -> usize {
        self.heard.lock().unwrap().refused
    }

    /// What it has taken once there are `count`, which are then forgotten. On a server that other tests share their open
    /// transactions hold followers back.
    pub async fn hears(&self, office: &Office, count: usize) -> Vec<Message> {
        let all = async {
            loop {
                tell(office).await;
                if self.taken().len() >= count {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let came = tokio::time::timeout(SOON, all).await;
        assert!(came.is_ok(), "{count} were to come, and {:?} came", self.taken());
        std::mem::take(&mut self.heard.lock().unwrap().taken)
    }

    /// Waits until it has refused so many.
    pub async fn refuses(&self, office: &Office, count: usize) {
        let all = async {
            while self.refused() < count {
                tell(office).await;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let came = tokio::time::timeout(SOON, all).await;
        assert!(came.is_ok(), "{count} were to be refused, and {} were", self.refused());
    }
}

async fn hear(State(heard): State<Arc<Mutex<Heard>>>, headers: HeaderMap, body: Bytes) -> Response {
    let mut heard = heard.lock().unwrap();
    if let Some((status, after)) = heard.mood {
        heard.refused += 1;
        let status = StatusCode::from_u16(status).unwrap();
        return match after {
            Some(seconds) => (status, [("retry-after", seconds.to_string())]).into_response(),
            None => status.into_response(),
        };
    }
    let said: Value = serde_json::from_slice(&body).unwrap();
    if heard.hates.is_some_and(|it| said["data"]["seq"] == it) {
        heard.refused += 1;
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let headers = headers.collect();
    heard.taken.push(Message { headers, body: String::from_utf8(body.to_vec()).unwrap() });
    StatusCode::NO_CONTENT.into_response()
}

/// What a server does each second.
pub async fn tell(office: &Office) {
    wake(&office.context).await.unwrap();
    drain(&office.context).await.unwrap();
}

/// An office that posts to this machine.
pub async fn open(database: &TestDatabase) -> Office {
    let posts = Poster::Http(HttpPoster::new(Duration::from_secs(10), true).unwrap());
    let delivery = Delivery { posts, ..Delivery::default() };
    Office::open(database).await.over(|context| context.with_delivery(delivery))
}

/// Subscribes to what concerns `agency`; gives path and secret.
pub async fn subscribe(
    office: &Office,
    listener: &Listener,
    agency: &str,
    types: &[&str],
) -> (String, String) {
    let wanted = json!({ "name": "Trục", "url": listener.url, "agency": agency, "types": types });
    let made = office.post("administrator", "/api/v1/webhooks", &[], &wanted).await.expect(201).json();
    let path = format!("/api/v1/webhooks/{}", made["id"].as_str().unwrap());
    (path, made["secret"].as_str().unwrap().to_owned())
}

/// A subscription as its administrator reads it.
pub async fn look(office: &Office, path: &str) -> Value {
    office.get("administrator", path).await.expect(200).json()
}
