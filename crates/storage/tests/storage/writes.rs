//! A write happens whole or not at all, whatever ends it, and the store goes on.

use crate::example::{self, COUNTER};
use crate::past_the_store::count;
use crate::support::TestDatabase;
use motcua_kernel::TextId;
use motcua_storage::jobs::{self, NewJob};
use motcua_storage::{Store, StoreError, Tx, dossiers, serials, texts};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use uuid::Uuid;

/// A dossier, a serial, a text and a job.
async fn fill(tx: &Tx) -> Result<(), StoreError> {
    let (state, entry) = example::received(1);
    serials::next(tx, COUNTER, "2026-11-24").await?;
    dossiers::insert(tx, &state, &[entry]).await?;
    texts::keep(tx, TextId(Uuid::from_u128(1)), state.id, "Lý do").await?;
    let job = NewJob {
        id: Uuid::from_u128(1),
        kind: "notice".to_owned(),
        payload: "{}".to_owned(),
        priority: 0,
        due: example::at(0),
        key: None,
        created: example::at(0),
    };
    jobs::enqueue(tx, &[job]).await
}

async fn nothing_is_left(database: &TestDatabase) {
    for table in ["dossier", "event", "serial", "erasable_text", "job"] {
        assert_eq!(count(database, table).await, 0, "{table}");
    }
}

/// One more write of the same rows succeeds and soon.
async fn goes_on(database: &TestDatabase) {
    let again = database.store.write::<_, StoreError>(async |tx| fill(tx).await);
    tokio::time::timeout(Duration::from_secs(3), again).await.unwrap().unwrap();
    assert_eq!(count(database, "event").await, 1);
}

/// Starts a write that never ends and waits until it has written.
async fn hanging(store: &Store) -> tokio::task::JoinHandle<Result<(), StoreError>> {
    let written = Arc::new(Notify::new());
    let task = tokio::spawn({
        let (store, written) = (store.clone(), written.clone());
        async move {
            store
                .write(async |tx| {
                    fill(tx).await?;
                    written.notify_one();
                    std::future::pending().await
                })
                .await
        }
    });
    written.notified().await;
    task
}

on_both_databases!(an_error_leaves_nothing, async |database| {
    let written = database
        .store
        .write(async |tx| {
            fill(tx).await?;
            Err::<(), _>(StoreError::NotFound { what: "a reason to fail".to_owned() })
        })
        .await;
    refuses!(written, StoreError::NotFound { .. });
    nothing_is_left(database).await;
    goes_on(database).await;
});

on_both_databases!(a_write_inside_a_write_is_refused, async |database| {
    let store = &database.store;
    let written = store
        .write(async |tx| {
            fill(tx).await?;
            store.write(async |tx| fill(tx).await).await
        })
        .await;
    refuses!(written, StoreError::Nested);
    nothing_is_left(database).await;
    goes_on(database).await;
});

on_both_databases!(a_write_that_hangs_is_given_up, async |database| {
    refuses!(hanging(&database.store).await.await.unwrap(), StoreError::TooLong);
    nothing_is_left(database).await;
    goes_on(database).await;
});

on_both_databases!(a_write_dropped_in_the_middle_leaves_nothing, async |database| {
    let task = hanging(&database.store).await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    goes_on(database).await;
});

on_both_databases!(writes_dropped_at_any_moment_leave_the_store_usable, async |database| {
    for microseconds in (0..3000).step_by(50) {
        let write = database.store.write::<(), StoreError>(async |tx| {
            fill(tx).await?;
            Err(StoreError::Nested)
        });
        let _ = tokio::time::timeout(Duration::from_micros(microseconds), write).await;
    }
    goes_on(database).await;
});

on_both_databases!(a_panic_in_a_write_leaves_nothing, async |database| {
    let store = database.store.clone();
    let task = tokio::spawn(async move {
        store
            .write::<(), StoreError>(async |tx| {
                fill(tx).await?;
                panic!("a mistake of the program");
            })
            .await
    });
    assert!(task.await.unwrap_err().is_panic());
    goes_on(database).await;
});

on_both_databases!(a_write_that_ignores_a_failed_statement_is_not_committed, async |database| {
    example::insert(&database.store, 7).await;
    let (state, entry) = example::received(7);
    let written = database
        .store
        .write::<(), StoreError>(async |tx| {
            serials::next(tx, COUNTER, "2026-11-24").await?;
            let _ = dossiers::insert(tx, &state, std::slice::from_ref(&entry)).await;
            Ok(())
        })
        .await;
    refuses!(written, StoreError::Ignored);
    assert_eq!(count(database, "serial").await, 0);
});

on_both_databases!(readers_see_only_what_is_committed, async |database| {
    let store = &database.store;
    let (state, entry) = example::received(1);
    let entries = [entry];
    store
        .write::<_, StoreError>(async |tx| {
            dossiers::insert(tx, &state, &entries).await?;
            refuses!(dossiers::load(&store.reader(), state.id).await, StoreError::NotFound { .. });
            Ok(())
        })
        .await
        .unwrap();
    dossiers::load(&store.reader(), state.id).await.unwrap();
});

on_both_databases!(writers_that_wait_for_each_other_both_succeed, async |database| {
    let meeting = Arc::new(tokio::sync::Barrier::new(2));
    let writers = [("one", "two"), ("two", "one")].map(|(first, second)| {
        let (store, meeting) = (database.store.clone(), meeting.clone());
        tokio::spawn(async move {
            store
                .write::<_, StoreError>(async |tx| {
                    serials::next(tx, COUNTER, first).await?;
                    // On SQLite the second writer waits for the first, and on PostgreSQL for the repetition.
                    let _ = tokio::time::timeout(Duration::from_millis(200), meeting.wait()).await;
                    serials::next(tx, COUNTER, second).await
                })
                .await
        })
    });
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    for book in ["one", "two"] {
        assert_eq!(serials::last(&database.store.reader(), COUNTER, book).await.unwrap(), 2);
    }
});

on_both_databases!(a_statement_that_waits_too_long_is_given_up, async |database| {
    let other = Store::open(&database.url).await.unwrap();
    let holder = hanging(&other).await;
    let begun = tokio::time::Instant::now();
    let written = database.store.write(async |tx| serials::next(tx, COUNTER, "2026-11-24").await).await;
    // The holder is given up first, by its own limit.
    assert!(matches!(written, Ok(1) | Err(StoreError::TooLong)), "{written:?}");
    // Not at once on a busy machine, but never as long as nobody else would wait.
    assert!(begun.elapsed() < Duration::from_mins(1));
    refuses!(holder.await.unwrap(), StoreError::TooLong);
});
