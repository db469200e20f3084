//! Many write, two instances send: nothing is lost, and each dossier is told in its order.

use super::from_one_to;
use super::listener::{Listener, look, open, subscribe};
use crate::office::Office;
use crate::support;
use motcua_app::duties::drain;
use motcua_app::webhooks::wake;
use motcua_app::{Context, IdSource};
use motcua_storage::Store;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

const DOSSIERS: usize = 24;

/// Sends until it is told to stop, as a server does.
fn instance(context: Context, stop: watch::Receiver<bool>) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        while !*stop.borrow() {
            wake(&context).await.unwrap();
            drain(&context).await.unwrap();
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
}

/// Gives how many entries its history has.
async fn life(office: &Office) -> usize {
    let received = office.receive().await;
    let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
    let mut etag = received.etag().to_owned();
    for (who, verb, body) in [
        ("clerk", "hand-over", json!({})),
        ("land", "accept", json!({ "leg": 1 })),
        ("tax", "accept", json!({ "leg": 2 })),
    ] {
        let answer = office.act(who, &id, verb, &etag, &body as &Value).await.expect(200);
        answer.etag().clone_into(&mut etag);
    }
    let history = office.get("clerk", &format!("/api/v1/dossiers/{id}/events")).await.expect(200).json();
    history["items"].as_array().unwrap().len()
}

on_both_databases!(
    two_instances_lose_nothing_and_keep_the_order_while_many_write,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let listener = Listener::open().await;
        let (path, _) = subscribe(&office, &listener, "H13", &[]).await;
        let mut other = office.context.clone();
        other.ids = Arc::new(IdSource::System);
        other.store = Store::open(&database.url).await.unwrap();
        let (stop, stopped) = watch::channel(false);
        let instances = [instance(office.context.clone(), stopped.clone()), instance(other, stopped)];
        let lives = (0..DOSSIERS).map(|_| life(&office));
        let mut open: Vec<_> = lives.map(Box::pin).collect();
        // Some at once, and none waits for another.
        let mut all = 0;
        while !open.is_empty() {
            let some: Vec<_> = open.drain(..open.len().min(8)).collect();
            all += futures_util::future::join_all(some).await.iter().sum::<usize>();
        }
        assert!(all >= DOSSIERS * 4, "{all}");
        let done = async {
            while listener.taken().len() < all || look(&office, &path).await["behind"] != 0 {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(Duration::from_mins(1), done).await.expect("all is told");
        stop.send_replace(true);
        for it in instances {
            it.await.unwrap();
        }
        let mut by_dossier: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for message in listener.taken() {
            by_dossier.entry(message.dossier()).or_default().push(message.seq());
        }
        assert_eq!(by_dossier.len(), DOSSIERS);
        assert_eq!(by_dossier.values().map(Vec::len).sum::<usize>(), all, "none twice: {by_dossier:?}");
        for (dossier, seqs) in by_dossier {
            assert_eq!(seqs, from_one_to(seqs.len()), "{dossier}");
        }
    }
);
