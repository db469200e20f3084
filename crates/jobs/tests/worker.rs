//! Workers on both databases.
#![cfg(test)]

#[path = "../../storage/tests/support/mod.rs"]
#[macro_use]
#[expect(dead_code, unused_macros, reason = "shared with the tests of storage")]
mod support;

use motcua_jobs::{Drained, Ended, Limits, Measures, Outcome, Worker};
use motcua_kernel::Instant;
use motcua_storage::jobs::{ClaimedJob, JobState, NewJob, counts, enqueue};
use motcua_storage::{Store, StoreError};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore, mpsc, watch};
use uuid::Uuid;

const NOON: Instant = Instant::from_micros(1_790_000_000_000_000);
const LONG: Duration = Duration::from_hours(1);
const PATIENCE: Duration = Duration::from_mins(1);

fn worker(store: &Store, number: u128) -> Worker {
    Worker {
        store: store.clone(),
        id: Uuid::from_u128(number),
        lease: Duration::from_mins(5),
        limits: Limits { at_once: 4, of_kinds: vec![("slow", 2)] },
        measures: Arc::new(Measures::default()),
    }
}

fn job(id: u128, kind: &str, priority: i32) -> NewJob {
    NewJob {
        id: Uuid::from_u128(id),
        kind: kind.to_owned(),
        payload: "{}".to_owned(),
        priority,
        due: NOON,
        key: None,
        created: NOON,
    }
}

async fn write_down(store: &Store, jobs: &[NewJob]) {
    store.write::<_, StoreError>(async |tx| enqueue(tx, jobs).await).await.unwrap();
}

/// The clock of the computer: how long a wake takes can not be told by one that stands.
#[expect(clippy::disallowed_methods, reason = "what is measured is the time of the computer")]
fn clock() -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Instant::from_micros(i64::try_from(since.as_micros()).unwrap())
}

on_both_databases!(
    each_job_is_tried_until_it_is_done_or_given_up,
    async |database: &support::TestDatabase| {
        write_down(&database.store, &[job(1, "good", 0), job(2, "bad", 0), job(3, "shaky", 0)]).await;
        let time = Arc::new(AtomicI64::new(NOON.micros()));
        let now = || Instant::from_micros(time.load(Ordering::Relaxed));
        let run = |job: ClaimedJob| {
            let due = now().plus_minutes(10);
            async move {
                match (job.kind.as_str(), job.attempts) {
                    ("bad", 1..) => Outcome::GiveUp { error: "no address".to_owned() },
                    ("shaky", 1..3) => Outcome::Again { due, error: "no answer".to_owned() },
                    _ => Outcome::Done,
                }
            }
        };
        let worker = worker(&database.store, 1);
        let first = worker.drain(now, run).await.unwrap();
        assert_eq!(first, Drained { done: 1, again: 1, given_up: 1, lost: 0 });
        assert_eq!(worker.drain(now, run).await.unwrap(), Drained::default(), "not before it is due");
        for expected in
            [Drained { again: 1, ..Drained::default() }, Drained { done: 1, ..Drained::default() }]
        {
            time.fetch_add(10 * 60_000_000, Ordering::Relaxed);
            assert_eq!(worker.drain(now, run).await.unwrap(), expected);
        }
        let shaky = worker.measures.read().remove("shaky").unwrap();
        assert_eq!(shaky.ended, [(Ended::Done, 1), (Ended::Again, 2)].into());
    }
);

on_both_databases!(what_was_not_tried_is_no_try, async |database: &support::TestDatabase| {
    write_down(&database.store, &[job(1, "behind", 0)]).await;
    let time = Arc::new(AtomicI64::new(NOON.micros()));
    let now = || Instant::from_micros(time.load(Ordering::Relaxed));
    let tries: Arc<Mutex<Vec<u32>>> = Arc::default();
    let run = |job: ClaimedJob| {
        let mut seen = tries.lock().unwrap();
        seen.push(job.attempts);
        let outcome = match seen.len() {
            1..3 => Outcome::NotYet { due: now().plus_minutes(1) },
            3 => Outcome::Again { due: now().plus_minutes(1), error: "no answer".to_owned() },
            _ => Outcome::Done,
        };
        async { outcome }
    };
    let worker = worker(&database.store, 1);
    for _ in 0..4 {
        worker.drain(now, run).await.unwrap();
        assert_eq!(worker.drain(now, run).await.unwrap(), Drained::default(), "not before it is due");
        time.fetch_add(60_000_000, Ordering::Relaxed);
    }
    assert_eq!(*tries.lock().unwrap(), [1, 1, 1, 2]);
    assert_eq!(counts(&database.store.reader()).await.unwrap(), []);
});

on_both_databases!(
    of_ten_thousand_jobs_two_workers_run_none_twice,
    async |database: &support::TestDatabase| {
        const JOBS: u128 = 10_000;
        let all: Vec<NewJob> =
            (1..=JOBS).map(|id| job(id, if id % 3 == 0 { "slow" } else { "once" }, 0)).collect();
        for some in all.chunks(1_000) {
            write_down(&database.store, some).await;
        }
        // On PostgreSQL as two servers have it, on SQLite as one with two workers.
        let other = if database.is_postgres() {
            Store::open(&database.url).await.unwrap()
        } else {
            database.store.clone()
        };
        let ran: Arc<Mutex<BTreeMap<Uuid, u32>>> = Arc::default();
        let run = {
            let ran = ran.clone();
            move |job: ClaimedJob| {
                *ran.lock().unwrap().entry(job.id).or_default() += 1;
                async { Outcome::Done }
            }
        };
        let begun = tokio::time::Instant::now();
        let (one, two) = (worker(&database.store, 1), worker(&other, 2));
        let (one, two) = tokio::join!(one.drain(|| NOON, run.clone()), two.drain(|| NOON, run));
        let (one, two) = (one.unwrap().done, two.unwrap().done);
        println!("{JOBS} jobs by two workers: {one} and {two} in {:?}", begun.elapsed());
        assert_eq!(u128::from(one + two), JOBS);
        assert!(ran.lock().unwrap().values().all(|it| *it == 1));
        assert_eq!(ran.lock().unwrap().len() as u128, JOBS);
    }
);

on_both_databases!(
    a_worker_that_took_too_long_does_not_end_what_another_took,
    async |database: &support::TestDatabase| {
        write_down(&database.store, &[job(1, "slow", 0)]).await;
        let other = worker(&database.store, 2);
        let slow = |_: ClaimedJob| {
            let other = other.clone();
            async move {
                let later = NOON.plus_minutes(6);
                let taken = other.drain(|| later, |_| async { Outcome::Done }).await.unwrap();
                assert_eq!(taken.done, 1);
                Outcome::GiveUp { error: "too late".to_owned() }
            }
        };
        let drained = worker(&database.store, 1).drain(|| NOON, slow).await.unwrap();
        assert_eq!(drained, Drained { lost: 1, ..Drained::default() });
    }
);

on_both_databases!(
    a_clock_that_jumps_ahead_begins_nothing_a_second_time,
    async |database: &support::TestDatabase| {
        let later = NewJob { due: NOON.plus_minutes(30), ..job(3, "later", 0) };
        write_down(&database.store, &[job(1, "long", 9), job(2, "jump", 0), later]).await;
        let time = Arc::new(AtomicI64::new(NOON.micros()));
        let (gate, tries) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicU32::new(0)));
        let now = || Instant::from_micros(time.load(Ordering::Relaxed));
        let run = |job: ClaimedJob| {
            let (time, gate, tries) = (time.clone(), gate.clone(), tries.clone());
            async move {
                match job.kind.as_str() {
                    "long" => {
                        tries.fetch_add(1, Ordering::Relaxed);
                        let _passed = gate.acquire().await.unwrap();
                    }
                    // Twelve leases.
                    "jump" => time.store(NOON.plus_minutes(60).micros(), Ordering::Relaxed),
                    _ => gate.add_permits(1),
                }
                Outcome::Done
            }
        };
        let drained = worker(&database.store, 1).drain(now, run).await.unwrap();
        assert_eq!(drained, Drained { done: 3, ..Drained::default() });
        assert_eq!(tries.load(Ordering::Relaxed), 1);
    }
);

on_both_databases!(a_lease_is_renewed_while_a_try_goes_on, async |database: &support::TestDatabase| {
    write_down(&database.store, &[job(1, "slow", 0)]).await;
    let lease = Duration::from_millis(600);
    let (one, other) =
        (Worker { lease, ..worker(&database.store, 1) }, Worker { lease, ..worker(&database.store, 2) });
    let (stop, stopped) = watch::channel(false);
    let tries = Arc::new(AtomicU32::new(0));
    let run = {
        let tries = tries.clone();
        move |_: ClaimedJob| {
            tries.fetch_add(1, Ordering::Relaxed);
            async {
                // Three leases.
                tokio::time::sleep(Duration::from_millis(1_800)).await;
                Outcome::Done
            }
        }
    };
    let pause = Duration::from_millis(50);
    let office = async {
        while !counts(&database.store.reader()).await.unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        stop.send(true).unwrap();
    };
    let all = async {
        tokio::join!(
            one.work(clock, run.clone(), pause, stopped.clone()),
            other.work(clock, run, pause, stopped),
            office
        )
    };
    tokio::time::timeout(PATIENCE, Box::pin(all)).await.unwrap();
    assert_eq!(tries.load(Ordering::Relaxed), 1);
});

on_both_databases!(
    a_kind_keeps_to_its_limit_and_holds_up_no_other,
    async |database: &support::TestDatabase| {
        let slow = (1..=20).map(|id| job(id, "slow", 9));
        let jobs: Vec<NewJob> = slow.chain((21..=24).map(|id| job(id, "mail", 0))).collect();
        write_down(&database.store, &jobs).await;
        let (gate, quick) = (Arc::new(Semaphore::new(0)), Arc::new(Notify::new()));
        let (at_once, most) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let mails = Arc::new(AtomicU32::new(0));
        let run = {
            let (gate, quick, at_once, most, mails) =
                (gate.clone(), quick.clone(), at_once.clone(), most.clone(), mails.clone());
            move |job: ClaimedJob| {
                let (gate, quick, at_once, most, mails) =
                    (gate.clone(), quick.clone(), at_once.clone(), most.clone(), mails.clone());
                async move {
                    if job.kind == "mail" {
                        if mails.fetch_add(1, Ordering::Relaxed) == 3 {
                            quick.notify_one();
                        }
                        return Outcome::Done;
                    }
                    let now = at_once.fetch_add(1, Ordering::Relaxed) + 1;
                    most.fetch_max(now, Ordering::Relaxed);
                    let _passed = gate.acquire().await.unwrap();
                    at_once.fetch_sub(1, Ordering::Relaxed);
                    Outcome::Done
                }
            }
        };
        let (stop, stopped) = watch::channel(false);
        let one = worker(&database.store, 1);
        let office = async {
            quick.notified().await;
            gate.add_permits(1);
            while !counts(&database.store.reader()).await.unwrap().is_empty() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            stop.send(true).unwrap();
        };
        let all = async { tokio::join!(one.work(|| NOON, run, LONG, stopped), office) };
        tokio::time::timeout(PATIENCE, Box::pin(all)).await.unwrap();
        assert_eq!(most.load(Ordering::Relaxed), 2);
    }
);

on_both_databases!(
    a_worker_that_stops_ends_what_it_began_and_gives_back_the_rest,
    async |database: &support::TestDatabase| {
        write_down(&database.store, &(1..=4).map(|id| job(id, "slow", 0)).collect::<Vec<_>>()).await;
        let (begun, mut beginnings) = mpsc::unbounded_channel();
        let gate = Arc::new(Semaphore::new(0));
        let run = {
            let gate = gate.clone();
            move |_: ClaimedJob| {
                begun.send(()).unwrap();
                let gate = gate.clone();
                async move {
                    let _passed = gate.acquire().await.unwrap();
                    Outcome::Done
                }
            }
        };
        let (stop, stopped) = watch::channel(false);
        let one = worker(&database.store, 1);
        let office = async {
            beginnings.recv().await.unwrap();
            beginnings.recv().await.unwrap();
            stop.send(true).unwrap();
            gate.add_permits(1);
        };
        let all = async { tokio::join!(one.work(|| NOON, run, LONG, stopped), office) };
        tokio::time::timeout(PATIENCE, Box::pin(all)).await.unwrap();
        let left = counts(&database.store.reader()).await.unwrap();
        assert_eq!((left[0].state, left[0].number), (JobState::Waiting, 2));
        let again = worker(&database.store, 2);
        let first_try = |job: ClaimedJob| async move {
            assert_eq!(job.attempts, 1);
            Outcome::Done
        };
        assert_eq!(again.drain(|| NOON, first_try).await.unwrap().done, 2);
    }
);

on_both_databases!(a_try_that_panics_harms_no_other, async |database: &support::TestDatabase| {
    write_down(&database.store, &[job(1, "bomb", 0), job(2, "good", 0)]).await;
    let run = |job: ClaimedJob| async move {
        assert_ne!(job.kind, "bomb");
        Outcome::Done
    };
    let drained = worker(&database.store, 1).drain(|| NOON, run).await.unwrap();
    assert_eq!(drained, Drained { done: 1, given_up: 1, ..Drained::default() });
});

on_both_databases!(
    from_the_commit_to_the_start_it_takes_no_time,
    async |database: &support::TestDatabase| {
        let began: Arc<Mutex<Vec<Duration>>> = Arc::default();
        let worked = Arc::new(Notify::new());
        let committed: Arc<Mutex<Option<tokio::time::Instant>>> = Arc::default();
        let run = {
            let (began, worked, committed) = (began.clone(), worked.clone(), committed.clone());
            move |_: ClaimedJob| {
                let since = committed.lock().unwrap().map(|it| it.elapsed());
                began.lock().unwrap().push(since.unwrap_or_default());
                worked.notify_one();
                async { Outcome::Done }
            }
        };
        // On PostgreSQL the work is committed by another instance.
        let office_store = if database.is_postgres() {
            Store::open(&database.url).await.unwrap()
        } else {
            database.store.clone()
        };
        let (stop, stopped) = watch::channel(false);
        let one = worker(&database.store, 1);
        let office = async {
            for id in 1..=50 {
                *committed.lock().unwrap() = None;
                // Before the commit, so that the time of the commit itself is in the figure.
                *committed.lock().unwrap() = Some(tokio::time::Instant::now());
                write_down(&office_store, &[job(id, "mail", 0)]).await;
                worked.notified().await;
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            stop.send(true).unwrap();
        };
        // The pause is for one that begins before the other instance is heard.
        let all = async { tokio::join!(one.work(|| NOON, run, Duration::from_secs(2), stopped), office) };
        tokio::time::timeout(PATIENCE, Box::pin(all)).await.unwrap();
        let mut took = began.lock().unwrap().clone();
        took.sort();
        println!(
            "from before the commit to the start: half within {:?}, 9 of 10 within {:?}",
            took[25], took[45]
        );
    }
);
