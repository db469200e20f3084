//! Failures are counted by subject and forgotten.

use crate::example::at;
use motcua_storage::{Store, StoreError, login_failures};

async fn record(store: &Store, subject: &str, minutes: &[i64]) {
    store
        .write::<_, StoreError>(async |tx| {
            for minute in minutes {
                login_failures::record(tx, subject, at(*minute)).await?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

on_both_databases!(failures_are_recorded_and_forgotten, async |database| {
    let store = &database.store;
    let check = async |subject: &str, after, expected: &[i64]| {
        let found = login_failures::since(&store.reader(), subject, at(after)).await.unwrap();
        assert_eq!(found, expected.iter().map(|it| at(*it)).collect::<Vec<_>>());
    };
    record(store, "lan", &[5, 1, 3, 3]).await;
    record(store, "203.0.113.7", &[2, 4]).await;
    check("lan", 0, &[1, 3, 5]).await;
    check("lan", 1, &[3, 5]).await;
    check("203.0.113.7", 0, &[2, 4]).await;
    check("minh", 0, &[]).await;

    let forgotten = store.write::<_, StoreError>(async |tx| login_failures::forget_before(tx, at(3)).await);
    assert_eq!(forgotten.await.unwrap(), 2);
    check("lan", 0, &[3, 5]).await;
    store.write::<_, StoreError>(async |tx| login_failures::forget(tx, "lan").await).await.unwrap();
    check("lan", 0, &[]).await;
    check("203.0.113.7", 0, &[4]).await;
});
