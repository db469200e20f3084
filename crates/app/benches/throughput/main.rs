//! How many receptions and steps a second, on both databases, next to raw SQL that writes the same rows in the same run.
//!
//!     eval "$(scripts/postgres start durable)"
//!     cargo bench -p motcua-app --bench throughput
//!     scripts/postgres stop
//!
//! One reception: 5 components, 3 legs, 2 charges, a party, an idempotency key, a number from the serial row of its agency
//! and day, the desks, the public's view. `SQLite` is WAL with `synchronous = FULL`, `PostgreSQL` has `fsync` on. The raw
//! side is given finished rows: it decides nothing, and it uses prepared statements on one connection a client (`SQLite`:
//! one connection, as it has one writer). Each figure is the median of three runs; absolute figures swing with the disk,
//! the ratio of one run much less. `MOTCUA_BENCH_SECONDS` (2) sets the length of one run.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench stops at what it did not expect, and prints"
)]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock and its settings")]

mod raw_postgres;
mod raw_sqlite;
mod world;

use motcua_storage::Store;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use world::{Template, World};

const RUNS: usize = 3;
const AGENCIES: usize = 16;

#[tokio::main(flavor = "multi_thread")]
async fn main() {
    // `cargo test --all-targets` runs benches too; that is no time to measure.
    if !std::env::args().any(|it| it == "--bench") {
        return;
    }
    println!("{:<42} {:>10} {:>10} {:>7}", "", "motcua /s", "raw /s", "ratio");
    sqlite().await;
    match std::env::var("MOTCUA_TEST_POSTGRES") {
        Ok(server) => postgres(&server).await,
        Err(_) => {
            println!("PostgreSQL: not measured; `eval \"$(scripts/postgres start durable)\"` starts one");
        }
    }
}

async fn sqlite() {
    for (clients, agencies) in SHAPES {
        let mut figures = Vec::new();
        for _ in 0..RUNS {
            let folder = tempfile::tempdir().unwrap();
            let url = format!("sqlite:{}", folder.path().join("bench.sqlite").display());
            motcua_migrations::apply(&format!("{url}?mode=rwc")).await.unwrap();
            let world = Arc::new(World::new(Store::open(&url).await.unwrap()));
            let ours = receptions(&world, clients, agencies).await;
            let steps = steps(&world, clients).await;
            let template = Template::of(&world).await;
            let raw = raw_sqlite::receptions(folder.path(), &template, clients, agencies, length());
            figures.push((ours, raw, steps));
        }
        report("SQLite", clients, agencies, &figures);
    }
}

async fn postgres(server: &str) {
    for (clients, agencies) in SHAPES {
        let mut figures = Vec::new();
        for _ in 0..RUNS {
            let url = raw_postgres::fresh_database(server).await;
            motcua_migrations::apply(&url).await.unwrap();
            let world = Arc::new(World::new(Store::open(&url).await.unwrap()));
            let ours = receptions(&world, clients, agencies).await;
            let steps = steps(&world, clients).await;
            let template = Template::of(&world).await;
            let raw = raw_postgres::receptions(&url, template, clients, agencies, length()).await;
            figures.push((ours, raw, steps));
        }
        report("PostgreSQL", clients, agencies, &figures);
    }
}

/// Clients, and agencies they are spread over.
const SHAPES: [(usize, usize); 3] = [(1, AGENCIES), (16, AGENCIES), (16, 1)];

async fn receptions(world: &Arc<World>, clients: usize, agencies: usize) -> f64 {
    let world = Arc::clone(world);
    measured(clients, move |client| {
        let world = Arc::clone(&world);
        async move { world.receive(client % agencies).await }
    })
    .await
}

/// The counter sends received dossiers off; what is sent was received before.
async fn steps(world: &Arc<World>, clients: usize) -> f64 {
    let world = Arc::clone(world);
    measured(clients, move |_| {
        let world = Arc::clone(&world);
        async move { world.send_one_off().await }
    })
    .await
}

/// Rounds a second of `clients` that each begin the next when one is done. A round that says `false` ends its client.
async fn measured<F: Future<Output = bool> + Send>(
    clients: usize,
    round: impl Fn(usize) -> F + Send + Sync + 'static,
) -> f64 {
    let (done, round) = (Arc::new(AtomicU64::new(0)), Arc::new(round));
    let begun = Instant::now();
    let tasks: Vec<_> = (0..clients)
        .map(|client| {
            let (done, round) = (Arc::clone(&done), Arc::clone(&round));
            tokio::spawn(async move {
                while begun.elapsed() < length() && round(client).await {
                    done.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    per_second(done.load(Ordering::Relaxed), begun.elapsed())
}

#[expect(clippy::cast_precision_loss, reason = "a figure to look at")]
fn per_second(count: u64, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}

fn length() -> Duration {
    let seconds = std::env::var("MOTCUA_BENCH_SECONDS").ok().and_then(|it| it.parse().ok());
    Duration::from_secs(seconds.unwrap_or(2))
}

fn report(database: &str, clients: usize, agencies: usize, figures: &[(f64, f64, f64)]) {
    let middle = |of: fn(&(f64, f64, f64)) -> f64| {
        let mut all: Vec<f64> = figures.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    let (ours, raw, steps) = (middle(|it| it.0), middle(|it| it.1), middle(|it| it.2));
    let ratio = middle(|it| it.0 / it.1);
    let shape = format!("{database}, {clients} clients, {agencies} agencies");
    println!("{:<42} {ours:>10.0} {raw:>10.0} {ratio:>7.2}", format!("{shape}: receptions"));
    println!("{:<42} {steps:>10.0}", format!("{shape}: steps"));
}
