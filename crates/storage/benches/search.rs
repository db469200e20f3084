//! How long a search takes among many: names without marks, an identity number, the end of a number.
//!
//!     cargo bench -p motcua-storage --bench search -- 200000
//!
//! So many made-up people and dossiers (100,000 when nothing is said) are written straight into the tables of an empty
//! `SQLite` file, or of the `PostgreSQL` database that `MOTCUA_BENCH_POSTGRES` names, which must be empty too. Four of ten
//! people are Nguyễn, as in life, and each counter has one dossier of a hundred. Each question is asked fifty times.
#![expect(clippy::print_stdout, reason = "a figure is what this program is for")]
#![expect(clippy::disallowed_methods, reason = "how the command says where PostgreSQL is")]

use motcua_dossier::{PersonName, Sought};
use motcua_kernel::AgencyId;
use motcua_migrations::{Migrator, MigratorTrait};
use motcua_storage::search::{PersonKey, by_tail, people_by};
use motcua_storage::{Reader, Store};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, TransactionTrait};
use std::error::Error;
use std::fmt::Write;
use std::time::{Duration, Instant};

const USUALLY: usize = 100_000;
const COUNTERS: usize = 100;
const ROWS: usize = 500;
const TIMES: usize = 50;
const FAMILIES: [&str; 10] =
    ["Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Đặng", "Thạch"];
const MIDDLES: [&str; 7] = ["Thị", "Văn", "Đình", "Ngọc", "Thanh", "Hữu", "Minh"];
const GIVEN: [&str; 13] =
    ["An", "Ánh", "Bé", "Đức", "Hường", "Hòa", "Lan", "Ưng", "Ung", "Sơn", "Tâm", "Yến", "Quý"];

type Failed = Box<dyn Error>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    // `cargo test --all-targets` runs benches too; that is no time to measure.
    let given: Vec<String> = std::env::args().collect();
    if !given.iter().any(|it| it == "--bench") {
        return Ok(());
    }
    let count = given.iter().find_map(|it| it.parse().ok()).unwrap_or(USUALLY);
    let folder = tempfile::tempdir()?;
    let url = std::env::var("MOTCUA_BENCH_POSTGRES")
        .unwrap_or_else(|_| format!("sqlite:{}?mode=rwc", folder.path().join("search.sqlite").display()));
    let connection = Database::connect(&url).await?;
    Migrator::up(&connection, None).await?;
    let began = Instant::now();
    fill(&connection, count).await?;
    println!("{:?}: {count} dossiers in {:?}", connection.get_database_backend(), began.elapsed());
    let reader = Store::open(&url).await?.reader();
    let one = [agency(7)];
    let all: Vec<AgencyId> = (0..COUNTERS).map(agency).collect();
    for (scope, agencies) in [("one counter", &one[..]), ("all counters", &all[..])] {
        for typed in ["nguyen", "nguyễn thị ánh", "dang dinh duc", "thach ung", "khong co ai", "092000050007"]
        {
            measure(&reader, scope, typed, agencies).await?;
        }
        measure(&reader, scope, "050007", agencies).await?;
    }
    Ok(())
}

async fn measure(reader: &Reader, scope: &str, typed: &str, agencies: &[AgencyId]) -> Result<(), Failed> {
    let sought = Sought::parse(typed).map_err(|it| it.message.code.to_string())?;
    let mut times: Vec<Duration> = Vec::with_capacity(TIMES);
    let mut found = 0;
    for _ in 0..TIMES {
        let began = Instant::now();
        found = match (&sought.national_id, &sought.tail) {
            (Some(id), _) => people_by(reader, PersonKey::NationalId(id), agencies, 201).await?.len(),
            (None, Some(tail)) => by_tail(reader, tail, agencies, 201).await?.len(),
            (None, None) => people_by(reader, PersonKey::Words(&sought.words), agencies, 201).await?.len(),
        };
        times.push(began.elapsed());
    }
    times.sort();
    let (median, worst) = (times[TIMES / 2], times[TIMES - 1]);
    println!("{scope:<12} {typed:<16} {found:>4} found, median {median:>10.2?}, worst {worst:>10.2?}");
    Ok(())
}

async fn fill(connection: &DatabaseConnection, count: usize) -> Result<(), Failed> {
    let bytes = connection.get_database_backend() != DbBackend::Postgres;
    let id = |kind: usize, no: usize| {
        if bytes { format!("X'{kind:08x}{no:024x}'") } else { format!("'{kind:08x}{no:024x}'::uuid") }
    };
    for begin in (0..count).step_by(ROWS) {
        let mut rows = [const { String::new() }; 4];
        for no in begin..(begin + ROWS).min(count) {
            let name = format!("{} {} {}", FAMILIES[no % 10], MIDDLES[no % 7], GIVEN[no % 13]);
            let words = PersonName::parse(&name).map_err(|it| it.message.code.to_string())?.search_words();
            let (party, dossier, agency) = (id(1, no), id(2, no), id(3, no % COUNTERS));
            let tail: String = format!("H13261124{no:06}").chars().rev().collect();
            write!(rows[0], ",({party},'{name}','{words}','092{no:09}','09{no:08}')")?;
            write!(rows[1], ",({dossier},1,'H13-261124-{no:06}','received',{agency},{no},{no},'{{}}')")?;
            write!(rows[2], ",({dossier},{party})")?;
            write!(rows[3], ",({agency},'{tail}',{dossier})")?;
        }
        let heads = [
            "party (id, name, name_words, national_id, phone)",
            "dossier (id, version, number, status, receiving, received_at, lawful_at, state)",
            "dossier_party (dossier, party)",
            "dossier_agency (agency, tail, dossier)",
        ];
        let batch = connection.begin().await?;
        for (head, rows) in heads.iter().zip(&rows) {
            batch
                .execute_unprepared(&format!("INSERT INTO {head} VALUES {}", rows.trim_start_matches(',')))
                .await?;
        }
        batch.commit().await?;
    }
    let analyze = if bytes { "ANALYZE" } else { "VACUUM ANALYZE" };
    connection.execute_unprepared(analyze).await?;
    Ok(())
}

fn agency(no: usize) -> AgencyId {
    AgencyId(uuid::Uuid::from_u128(3 << 96 | u128::try_from(no).unwrap_or_default()))
}
