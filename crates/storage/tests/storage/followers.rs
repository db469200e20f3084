//! A follower sees every event once, in order, also one whose transaction commits late.

use crate::example;
use motcua_storage::followers::{Cursor, Followed, read_after};
use motcua_storage::{Store, StoreError, dossiers};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// Inserts a dossier and holds the transaction open until told to commit; returns when the insert was done.
async fn insert_slowly(
    store: &Store,
    serial: u32,
    commit: Arc<Notify>,
) -> tokio::task::JoinHandle<Result<(), StoreError>> {
    let inserted = Arc::new(Notify::new());
    let task = tokio::spawn({
        let (store, inserted) = (store.clone(), inserted.clone());
        let (state, entry) = example::received(serial);
        async move {
            store
                .write(async |tx| {
                    dossiers::insert(tx, &state, std::slice::from_ref(&entry)).await?;
                    inserted.notify_one();
                    commit.notified().await;
                    Ok(())
                })
                .await
        }
    });
    inserted.notified().await;
    task
}

async fn poll(store: &Store, seen: &mut Vec<Followed>, limit: u32) {
    let cursor = seen.last().map_or_else(Cursor::default, |it| it.cursor);
    let page = read_after(&store.reader(), cursor, limit).await.unwrap();
    assert!(page.len() <= limit as usize);
    seen.extend(page);
}

/// Polls until so many events were seen, and once more. On a server that other tests share, their open transactions hold
/// followers back too.
async fn poll_until(store: &Store, seen: &mut Vec<Followed>, expected: usize, limit: u32) {
    let all_seen = async {
        while seen.len() < expected {
            poll(store, seen, limit).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all_seen).await.unwrap();
    poll(store, seen, limit).await;
}

fn dossiers_of(seen: &[Followed]) -> Vec<motcua_kernel::DossierId> {
    seen.iter().map(|it| it.dossier).collect()
}

on_both_databases!(events_are_followed_in_order_page_by_page, async |database| {
    let store = &database.store;
    assert_eq!(read_after(&store.reader(), Cursor::default(), 10).await.unwrap(), []);
    example::insert_accepted(store, 1).await;
    example::insert(store, 2).await;
    let mut seen = Vec::new();
    poll_until(store, &mut seen, 4, 2).await;
    let [one, two] = [1, 2].map(example::dossier_id);
    assert_eq!(dossiers_of(&seen), [one, one, one, two]);
    let history = dossiers::history(&store.reader(), one).await.unwrap();
    assert_eq!(seen.iter().take(3).map(|it| it.entry.clone()).collect::<Vec<_>>(), history);
});

on_both_databases!(an_event_that_was_rolled_back_is_not_followed, async |database| {
    let store = &database.store;
    let (state, entry) = example::received(1);
    let written = store
        .write(async |tx| {
            dossiers::insert(tx, &state, std::slice::from_ref(&entry)).await?;
            Err::<(), _>(StoreError::NotFound { what: "paper".to_owned() })
        })
        .await;
    refuses!(written, StoreError::NotFound { .. });
    example::insert(store, 2).await;
    let mut seen = Vec::new();
    poll_until(store, &mut seen, 1, 100).await;
    assert_eq!(dossiers_of(&seen), [example::dossier_id(2)]);
});

on_postgres_only!(a_transaction_that_commits_late_is_not_missed, async |database| {
    let store = &database.store;
    let mut seen = Vec::new();
    let commit = [1, 2].map(|_| Arc::new(Notify::new()));
    let first = insert_slowly(store, 1, commit[0].clone()).await;
    let second = insert_slowly(store, 2, commit[1].clone()).await;
    poll(store, &mut seen, 100).await;
    assert_eq!(seen, []);

    commit[1].notify_one();
    second.await.unwrap().unwrap();
    poll(store, &mut seen, 100).await;
    assert_eq!(seen, [], "the first could still come before it");

    commit[0].notify_one();
    first.await.unwrap().unwrap();
    example::insert(store, 3).await;
    poll_until(store, &mut seen, 3, 100).await;
    assert_eq!(dossiers_of(&seen), [1, 2, 3].map(example::dossier_id));
});

on_both_databases!(a_follower_that_polls_while_many_write_sees_each_once, async |database| {
    let store = &database.store;
    let writers: Vec<_> = (1..=60)
        .map(|serial| {
            let store = store.clone();
            tokio::spawn(async move { example::insert(&store, serial).await.id })
        })
        .collect();
    let mut seen = Vec::new();
    while writers.iter().any(|it| !it.is_finished()) {
        poll(store, &mut seen, 100).await;
    }
    poll_until(store, &mut seen, 60, 100).await;
    let mut found = dossiers_of(&seen);
    found.sort_unstable();
    assert_eq!(found, (1..=60).map(example::dossier_id).collect::<Vec<_>>());
});
