//! Workers on both databases.
#![cfg(test)]

#[path = "../../storage/tests/support/mod.rs"]
#[macro_use]
#[expect(dead_code, unused_macros, reason = "shared with the tests of storage")]
mod support;

use motcua_jobs::{Drained, Outcome, Worker};
use motcua_kernel::Instant;
use motcua_storage::StoreError;
use motcua_storage::jobs::{NewJob, enqueue};
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use uuid::Uuid;

const NOON: Instant = Instant::from_micros(1_790_000_000_000_000);

fn worker(database: &support::TestDatabase, number: u128) -> Worker {
    Worker { store: database.store.clone(), id: Uuid::from_u128(number), lease_minutes: 5 }
}

async fn write_down(database: &support::TestDatabase, jobs: &[(u128, &str, i32)]) {
    let jobs: Vec<NewJob> = jobs
        .iter()
        .map(|(id, kind, priority)| NewJob {
            id: Uuid::from_u128(*id),
            kind: (*kind).to_owned(),
            payload: "{}".to_owned(),
            priority: *priority,
            due: NOON,
            key: None,
            created: NOON,
        })
        .collect();
    database.store.write::<_, StoreError>(async |tx| enqueue(tx, &jobs).await).await.unwrap();
}

on_both_databases!(
    each_job_is_tried_until_it_is_done_or_given_up,
    async |database: &support::TestDatabase| {
        write_down(database, &[(1, "good", 0), (2, "bad", 0), (3, "shaky", 0)]).await;
        let clock = AtomicI64::new(NOON.micros());
        let now = || Instant::from_micros(clock.load(Ordering::Relaxed));
        let run = async |job: &motcua_storage::jobs::ClaimedJob| match (job.kind.as_str(), job.attempts) {
            ("bad", 1..) => Outcome::GiveUp { error: "no address".to_owned() },
            ("shaky", 1..3) => Outcome::Again { due: now().plus_minutes(10), error: "no answer".to_owned() },
            _ => Outcome::Done,
        };
        let worker = worker(database, 1);
        let first = worker.drain(now, run).await.unwrap();
        assert_eq!(first, Drained { done: 1, again: 1, given_up: 1, lost: 0 });
        assert_eq!(worker.drain(now, run).await.unwrap(), Drained::default(), "not before it is due");
        for expected in
            [Drained { again: 1, ..Drained::default() }, Drained { done: 1, ..Drained::default() }]
        {
            clock.fetch_add(10 * 60_000_000, Ordering::Relaxed);
            assert_eq!(worker.drain(now, run).await.unwrap(), expected);
        }
    }
);

on_both_databases!(two_workers_never_run_one_job_twice, async |database: &support::TestDatabase| {
    let jobs: Vec<(u128, &str, i32)> = (1..=60).map(|id| (id, "once", 0)).collect();
    write_down(database, &jobs).await;
    let ran = Mutex::new(Vec::new());
    let run = async |job: &motcua_storage::jobs::ClaimedJob| {
        ran.lock().unwrap().push(job.id);
        Outcome::Done
    };
    let (one, other) = (worker(database, 1), worker(database, 2));
    let (one, other) = tokio::join!(one.drain(|| NOON, run), other.drain(|| NOON, run));
    assert_eq!(one.unwrap().done + other.unwrap().done, 60);
    let mut ran = ran.into_inner().unwrap();
    ran.sort();
    assert_eq!(ran, (1..=60).map(Uuid::from_u128).collect::<Vec<_>>());
});

on_both_databases!(
    a_worker_that_took_too_long_does_not_end_what_another_took,
    async |database: &support::TestDatabase| {
        write_down(database, &[(1, "slow", 0)]).await;
        let other = worker(database, 2);
        let slow = async |_: &motcua_storage::jobs::ClaimedJob| {
            let later = NOON.plus_minutes(6);
            let taken = other.drain(|| later, async |_| Outcome::Done).await.unwrap();
            assert_eq!(taken.done, 1);
            Outcome::GiveUp { error: "too late".to_owned() }
        };
        let drained = worker(database, 1).drain(|| NOON, slow).await.unwrap();
        assert_eq!(drained, Drained { lost: 1, ..Drained::default() });
    }
);

on_both_databases!(a_worker_wakes_works_and_stops, async |database: &support::TestDatabase| {
    let (wake, worked) = (Notify::new(), Notify::new());
    let (stop, stopped) = watch::channel(false);
    let run = async |_: &motcua_storage::jobs::ClaimedJob| {
        worked.notify_one();
        Outcome::Done
    };
    let one = worker(database, 1);
    let working = one.work(|| NOON, run, &wake, Duration::from_hours(1), stopped);
    let office = async {
        write_down(database, &[(1, "mail", 0)]).await;
        wake.notify_one();
        worked.notified().await;
        stop.send(true).unwrap();
    };
    tokio::time::timeout(Duration::from_secs(30), async { tokio::join!(working, office) }).await.unwrap();
});
