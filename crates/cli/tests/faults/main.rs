//! The server killed in the middle of its work, and clients that go away in the middle of theirs: what was acknowledged
//! is there, what is sent again under its key is there once, and every history is whole.
#![cfg(test)]

#[path = "../../../storage/tests/support/mod.rs"]
#[macro_use]
#[expect(dead_code, unused_macros, reason = "shared with the tests of storage")]
mod support;

#[path = "../../../../tests/support/smtp.rs"]
#[expect(dead_code, reason = "shared with the tests of what leaves the house")]
mod smtp;

mod hostile;
mod mails;
mod server;
mod steps;

use motcua_app::accounts::{NewAccount, Origin, TokenWanted, create, issue_token};
use motcua_app::look::{DossiersWanted, dossiers};
use motcua_app::{Clock, Context, IdSource, Province};
use motcua_identity::{Grant, KnownTo, LoginName};
use motcua_kernel::{Role, Validity};
use serde_json::{Value, json};
use server::{LISTEN, Server, verify};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use support::TestDatabase;
use tokio::sync::Mutex;
use tokio::task::JoinSet;

const KILLS: u64 = 20;
const CLIENTS: u64 = 8;
const COUNTER: &str = "H13.163.01";
const PASSWORD: &str = "một cửa một lần thôi";

/// What the clients know: the dossier each key was answered with, and the keys without an answer.
#[derive(Default)]
struct Known {
    acknowledged: BTreeMap<String, String>,
    unanswered: BTreeSet<String>,
}

on_both_databases!(
    killed_twenty_times_nothing_is_lost_and_nothing_doubled,
    async |database: &TestDatabase| {
        let token = clerk_with_token(database).await;
        let known = Arc::new(Mutex::new(Known::default()));
        let keys = Arc::new(AtomicU64::new(0));
        for round in 0..KILLS {
            let mut server = Server::start(&database.url).await;
            let mut clients = JoinSet::new();
            for client in 0..CLIENTS {
                let (address, token) = (server.address.clone(), token.clone());
                let (known, keys) = (Arc::clone(&known), Arc::clone(&keys));
                // One of the clients leaves every second request of its own alone.
                clients.spawn(async move { load(&address, &token, &known, &keys, client == 0).await });
            }
            tokio::time::sleep(Duration::from_millis(60 + round * 17)).await;
            server.kill();
            while clients.join_next().await.is_some() {}
        }
        let known = Arc::into_inner(known).unwrap().into_inner();
        assert!(
            !known.acknowledged.is_empty() && !known.unanswered.is_empty(),
            "no load, or no kill under load"
        );

        let mut server = Server::start(&database.url).await;
        let mut dossiers_of_keys = BTreeMap::new();
        for key in &known.unanswered {
            dossiers_of_keys.insert(key, receive(&server.address, &token, key).await.unwrap());
        }
        for (key, id) in &known.acknowledged {
            assert_eq!(&receive(&server.address, &token, key).await.unwrap(), id, "sent again under {key}");
            dossiers_of_keys.insert(key, id.clone());
        }
        server.stop().await;
        everything_is_there_once(database, &dossiers_of_keys).await;
        verify(&database.url).await;
    }
);

/// Each key has one dossier, there is no other, and the numbers of each day run without gap.
async fn everything_is_there_once(database: &TestDatabase, dossiers_of_keys: &BTreeMap<&String, String>) {
    let context = context(database);
    let receiving = context.province.agencies.by_code(COUNTER, context.clock.now().date()).unwrap().id;
    let wanted = DossiersWanted { receiving: vec![receiving], limit: 1_000_000, ..DossiersWanted::default() };
    let stored = dossiers(&context, &wanted).await.unwrap().dossiers;
    let ids: BTreeSet<String> = stored.iter().map(|it| it.id.to_string()).collect();
    assert_eq!(ids, dossiers_of_keys.values().cloned().collect());
    assert_eq!(stored.len(), dossiers_of_keys.len());
    let mut days: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for dossier in &stored {
        let number = &dossier.reception.as_ref().unwrap().number;
        let (day, serial) = number.as_str().rsplit_once('-').unwrap();
        days.entry(day.to_owned()).or_default().push(serial.parse().unwrap());
    }
    for serials in days.values_mut() {
        serials.sort_unstable();
        assert_eq!(*serials, (1..=serials.len()).collect::<Vec<_>>());
    }
    println!("{} receptions over {KILLS} kills", stored.len());
}

/// Receives one dossier after the other until the server is gone.
async fn load(address: &str, token: &str, known: &Mutex<Known>, keys: &AtomicU64, hurried: bool) {
    loop {
        let key = format!("key-{}", keys.fetch_add(1, Ordering::Relaxed));
        known.lock().await.unanswered.insert(key.clone());
        if hurried {
            let left = format!("{key}-left");
            known.lock().await.unanswered.insert(left.clone());
            if server::send_and_leave(address, &request(token, &left, None)).await.is_err() {
                return;
            }
        }
        let Ok(id) = receive(address, token, &key).await else { return };
        let mut known = known.lock().await;
        known.unanswered.remove(&key);
        known.acknowledged.insert(key, id);
    }
}

/// The dossier that a key was answered with; an error when no answer came.
async fn receive(address: &str, token: &str, key: &str) -> std::io::Result<String> {
    answered(address, &request(token, key, None)).await
}

/// The same by somebody who has an address of mail.
async fn receive_as(address: &str, token: &str, key: &str, email: &str) -> std::io::Result<String> {
    answered(address, &request(token, key, Some(email))).await
}

async fn answered(address: &str, request: &str) -> std::io::Result<String> {
    let (status, body) = server::exchange(address, request).await?;
    let answer: Value = serde_json::from_str(&body)?;
    assert_eq!(status, 201, "{body}");
    Ok(answer["dossier"]["id"].as_str().unwrap().to_owned())
}

fn request(token: &str, key: &str, email: Option<&str>) -> String {
    let mut applicant = json!({ "name": "Nguyễn Thị Ngọc Ánh" });
    if let Some(email) = email {
        applicant["email"] = json!(email);
    }
    request_of(token, key, &applicant)
}

fn request_of(token: &str, key: &str, applicant: &Value) -> String {
    let body = json!({
        "procedure": "1.013831",
        "case": "toan-bo-thua",
        "receiving": COUNTER,
        "applicant": applicant,
        "answers": { "co-nghia-vu-tai-chinh": true },
        "components": [
            { "code": "don-dang-ky", "originals": 1 },
            { "code": "hop-dong", "originals": 1, "copies": 1 },
            { "code": "giay-chung-nhan", "originals": 1 }
        ]
    })
    .to_string();
    format!(
        "POST /api/v1/dossiers HTTP/1.1\r\nhost: motcua\r\nauthorization: Bearer {token}\r\nidempotency-key: {key}\r\n\
         content-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A server that hands mail to this port and soon takes over what a dead one left.
fn mailing(port: u16) -> Vec<(&'static str, String)> {
    let set = [
        ("MOTCUA_MAIL__HOST", "127.0.0.1"),
        ("MOTCUA_MAIL__SECURITY", "none"),
        ("MOTCUA_MAIL__FROM", "motcua@cantho.test"),
        ("MOTCUA_JOBS__LEASE_SECONDS", "2"),
        ("MOTCUA_JOBS__PAUSE_SECONDS", "1"),
    ];
    let port = ("MOTCUA_MAIL__PORT", port.to_string());
    // Each start at the same place: it stands in the links of mails.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let listen = (LISTEN, free.to_string());
    set.map(|(name, value)| (name, value.to_owned())).into_iter().chain([port, listen]).collect()
}

async fn clerk_with_token(database: &TestDatabase) -> String {
    let context = context(database);
    let agency = context.province.agencies.by_code(COUNTER, context.clock.now().date()).unwrap().id;
    let validity = Validity::since(time::macros::date!(2025 - 07 - 01));
    let clerk = NewAccount {
        login: LoginName::parse("clerk").unwrap(),
        display_name: "Lê Thị Một Cửa".to_owned(),
        password: PASSWORD.to_owned(),
        known_to: KnownTo::Owner,
        grants: vec![Grant { role: Role::Clerk, agency, validity, delegation: None }],
        signing: Vec::new(),
    };
    create(&context, vec![clerk]).await.unwrap();
    let wanted = TokenWanted { name: "faults".to_owned(), days: 1, agency, actions: BTreeSet::new() };
    issue_token(&context, Origin { address: "127.0.0.1" }, "clerk", PASSWORD, wanted).await.unwrap().token
}

fn context(database: &TestDatabase) -> Context {
    Context::new(Clock::System, IdSource::System, database.store.clone(), Province::can_tho().unwrap())
}
