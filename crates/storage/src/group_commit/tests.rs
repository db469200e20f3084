//! What becomes of a batch when one of its writers refuses, fails, breaks the database or goes away.

use super::{GroupCommit, Haste, Turn, TurnEnd};
use crate::StoreError;
use crate::bell::Bell;
use crate::idempotency::{self, Seen};
use crate::support::{TestDatabase, on_sqlite};
use motcua_kernel::{AccountId, DossierId, Instant};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use std::time::Duration;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// Long enough for every test to be one batch.
const ONE_BATCH: Duration = Duration::from_mins(1);

async fn writer(database: &TestDatabase) -> GroupCommit {
    GroupCommit::start_with(database.connect().await, Bell::new(), ONE_BATCH)
}

/// Takes a turn in the same batch behind whoever holds it now, and does `sql` in it.
fn queue(group: &GroupCommit, sql: String, end: TurnEnd) -> JoinHandle<Result<(), StoreError>> {
    let group = group.clone();
    tokio::spawn(async move {
        let turn = group.turn(Haste::InTurn).await?;
        let done = run(&turn, &sql).await;
        let ended = turn.end(if done.is_ok() { end } else { TurnEnd::Undo }).await;
        done.and(ended)
    })
}

async fn run(turn: &Turn, sql: &str) -> Result<(), StoreError> {
    let tx = turn.tx()?;
    tx.inner.execute_unprepared(sql).await.map_err(|error| tx.fail(error))?;
    Ok(())
}

/// Lets those who were queued come as far as the queue.
async fn let_them_queue() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
}

fn note(name: &str) -> String {
    format!("INSERT INTO secret (name, value) VALUES ('{name}', x'00')")
}

async fn notes(connection: &DatabaseConnection) -> Vec<String> {
    let question =
        Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT name FROM secret ORDER BY name");
    let rows = connection.query_all_raw(question).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_who_refuses_undoes_only_what_it_did() {
    on_sqlite(async |database| {
        let group = writer(database).await;
        let first = group.turn(Haste::InTurn).await.unwrap();
        run(&first, &note("first")).await.unwrap();
        let refused = queue(&group, note("refused"), TurnEnd::Undo);
        let_them_queue().await;
        let violated = queue(&group, note("first"), TurnEnd::Keep);
        let_them_queue().await;
        let last = queue(&group, note("last"), TurnEnd::Keep);
        let_them_queue().await;
        first.end(TurnEnd::Keep).await.unwrap();
        refused.await.unwrap().unwrap();
        assert!(matches!(violated.await.unwrap(), Err(StoreError::Db(_))));
        last.await.unwrap().unwrap();
        assert_eq!(notes(&database.connect().await).await, ["first", "last"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_hears_anything_before_the_commit() {
    on_sqlite(async |database| {
        let group = writer(database).await;
        let first = group.turn(Haste::InTurn).await.unwrap();
        run(&first, &note("first")).await.unwrap();
        let holder = {
            let group = group.clone();
            tokio::spawn(async move { group.turn(Haste::InTurn).await.unwrap() })
        };
        let_them_queue().await;
        let ended = tokio::spawn(first.end(TurnEnd::Keep));
        let second = holder.await.unwrap();
        let_them_queue().await;
        assert!(!ended.is_finished(), "the outcome left before the commit");
        assert_eq!(notes(&database.connect().await).await, [""; 0]);
        second.end(TurnEnd::Undo).await.unwrap();
        ended.await.unwrap().unwrap();
        assert_eq!(notes(&database.connect().await).await, ["first"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_go_away_take_nothing_of_the_others_with_them() {
    on_sqlite(async |database| {
        let group = writer(database).await;
        let first = group.turn(Haste::InTurn).await.unwrap();
        run(&first, &note("first")).await.unwrap();
        // While waiting.
        let waiting = queue(&group, note("waiting"), TurnEnd::Keep);
        let_them_queue().await;
        waiting.abort();
        // While running.
        let running = {
            let group = group.clone();
            tokio::spawn(async move {
                let turn = group.turn(Haste::InTurn).await.unwrap();
                run(&turn, &note("running")).await.unwrap();
                std::future::pending::<()>().await;
            })
        };
        let_them_queue().await;
        // While committing: it has done its part, and that stays.
        let committing = queue(&group, note("committing"), TurnEnd::Keep);
        let_them_queue().await;
        let holder = {
            let group = group.clone();
            tokio::spawn(async move { group.turn(Haste::InTurn).await.unwrap() })
        };
        let_them_queue().await;
        let ended = tokio::spawn(first.end(TurnEnd::Keep));
        let_them_queue().await;
        running.abort();
        let last = holder.await.unwrap();
        committing.abort();
        run(&last, &note("last")).await.unwrap();
        last.end(TurnEnd::Keep).await.unwrap();
        ended.await.unwrap().unwrap();
        assert_eq!(notes(&database.connect().await).await, ["committing", "first", "last"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_at_the_second_of_three_is_everybodys_failure() {
    on_sqlite(async |database| {
        let group = writer(database).await;
        let first = group.turn(Haste::InTurn).await.unwrap();
        run(&first, &note("first")).await.unwrap();
        run(&first, "PRAGMA max_page_count = 1").await.unwrap();
        let full = "INSERT INTO secret (name, value) VALUES ('second', zeroblob(10000000))".to_owned();
        let second = queue(&group, full, TurnEnd::Keep);
        let_them_queue().await;
        let third = queue(&group, note("third"), TurnEnd::Keep);
        let_them_queue().await;
        assert!(matches!(first.end(TurnEnd::Keep).await, Err(StoreError::Db(_))));
        assert!(matches!(second.await.unwrap(), Err(StoreError::Db(_))));
        // The third comes after the end of that batch, into one of its own.
        third.await.unwrap().unwrap();
        queue(&group, "PRAGMA max_page_count = 1000000".to_owned(), TurnEnd::Keep).await.unwrap().unwrap();
        queue(&group, note("later"), TurnEnd::Keep).await.unwrap().unwrap();
        assert_eq!(notes(&database.connect().await).await, ["later", "third"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_sent_twice_within_a_batch_counts_once() {
    on_sqlite(async |database| {
        let group = writer(database).await;
        let account = AccountId(Uuid::from_u128(1));
        let (key, request, now) = ([1; 32], [2; 32], Instant::from_micros(0));
        let claim = async |turn: &Turn, number: u128| {
            let dossier = DossierId(Uuid::from_u128(number));
            idempotency::claim(turn.tx().unwrap(), account, &key, &request, dossier, 1, now).await.unwrap()
        };
        let first = group.turn(Haste::InTurn).await.unwrap();
        let holder = {
            let group = group.clone();
            tokio::spawn(async move { group.turn(Haste::InTurn).await.unwrap() })
        };
        let_them_queue().await;
        assert!(claim(&first, 7).await);
        let ended = tokio::spawn(first.end(TurnEnd::Keep));
        let second = holder.await.unwrap();
        assert!(!claim(&second, 8).await);
        second.end(TurnEnd::Undo).await.unwrap();
        ended.await.unwrap().unwrap();
        let seen = idempotency::look_up(&database.store.reader(), account, &key, &request).await.unwrap();
        assert_eq!(seen, Seen::Answered { dossier: DossierId(Uuid::from_u128(7)), seq: 1 });
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_who_panics_undoes_only_what_it_did() {
    on_sqlite(async |database| {
        let group = writer(database).await;
        let first = group.turn(Haste::InTurn).await.unwrap();
        run(&first, &note("first")).await.unwrap();
        let panicking = {
            let group = group.clone();
            tokio::spawn(async move {
                let turn = group.turn(Haste::InTurn).await.unwrap();
                run(&turn, &note("panicking")).await.unwrap();
                panic!("as meant");
            })
        };
        let_them_queue().await;
        first.end(TurnEnd::Keep).await.unwrap();
        assert!(panicking.await.unwrap_err().is_panic());
        queue(&group, note("later"), TurnEnd::Keep).await.unwrap().unwrap();
        assert_eq!(notes(&database.connect().await).await, ["first", "later"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_in_haste_goes_before_all_who_wait_and_waits_for_none_of_them() {
    on_sqlite(async |database| {
        let group = writer(database).await;
        let first = group.turn(Haste::InTurn).await.unwrap();
        let waiting = ["b", "c"].map(|name| queue(&group, note(name), TurnEnd::Keep));
        let_them_queue().await;
        let own = group.clone();
        let urgent = tokio::spawn(async move {
            let turn = own.turn(Haste::First).await?;
            run(&turn, &note("urgent")).await?;
            turn.end(TurnEnd::Keep).await
        });
        let_them_queue().await;
        run(&first, &note("a")).await.unwrap();
        first.end(TurnEnd::Keep).await.unwrap();
        urgent.await.unwrap().unwrap();
        for one in waiting {
            one.await.unwrap().unwrap();
        }
        let question =
            Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT name FROM secret ORDER BY rowid");
        let rows = database.connect().await.query_all_raw(question).await.unwrap();
        let names: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        assert_eq!(names, ["a", "urgent", "b", "c"]);
    })
    .await;
}
