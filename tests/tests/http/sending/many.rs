//! Many notices wait when two instances begin to work: each goes once. `MOTCUA_TEST_MAILS=10000` in front of the test command
//! has so many mails sent in the place of the usual number.

use super::{AtWork, letterhead, mailer, time_passes};
use crate::office::Office;
use crate::smtp::MailServer;
use crate::support::{TestDatabase, setting};
use futures_util::{StreamExt, stream};
use motcua_app::notices::{NoticeState, told_of};
use motcua_app::{Context, IdSource};
use motcua_delivery::Delivery;
use motcua_kernel::DossierId;
use motcua_storage::{Store, jobs};
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::Instant;

const MAILS: usize = 1_000;
const AT_ONCE: usize = 16;

/// One dossier of two people with an address each; gives its id.
async fn received(office: &Office, no: usize) -> DossierId {
    let mut filed = Office::land_transfer();
    let person = |name: &str, who: &str| json!({ "name": name, "email": format!("{who}-{no}@example.vn") });
    filed["applicant"] = person("Nguyễn Thị Ngọc Ánh", "chu");
    filed["helper"] = person("Trần Văn Bình", "giup");
    let body = office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201).json();
    DossierId(body["dossier"]["id"].as_str().unwrap().parse().unwrap())
}

/// On PostgreSQL as two servers have it, on SQLite as one with two workers.
async fn other_instance(database: &TestDatabase, office: &Office) -> Context {
    let store = if database.is_postgres() {
        Store::open(&database.url).await.unwrap()
    } else {
        database.store.clone()
    };
    let own = &office.context;
    let clock = motcua_app::Clock::fixed(own.clock.now());
    let province = motcua_app::Province::can_tho().unwrap();
    Context::new(clock, IdSource::System, store, province)
        .with_public_url(own.public_url())
        .with_delivery(own.delivery().clone())
}

async fn left(context: &Context) -> u64 {
    let counts = jobs::counts(&context.store.reader()).await.unwrap();
    counts.iter().filter(|it| it.kind.starts_with("notice")).map(|it| it.number).sum()
}

on_both_databases!(
    of_many_notices_that_wait_two_instances_send_each_once,
    async |database: &TestDatabase| {
        let mails = setting("MOTCUA_TEST_MAILS").map_or(MAILS, |it| it.parse().unwrap());
        let server = MailServer::start().await;
        let mail = mailer(&server, letterhead(), Duration::from_mins(1));
        let office = Office::open(database)
            .await
            .over(|it| it.with_delivery(Delivery { mail, ..Delivery::default() }));
        let begun = Instant::now();
        let dossiers: Vec<DossierId> = stream::iter(0..mails / 2)
            .map(|no| received(&office, no))
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        println!("{} receptions in {:?}", dossiers.len(), begun.elapsed());
        assert_eq!(left(&office.context).await, 2 * mails as u64, "a question and a receipt each");

        let other = other_instance(database, &office).await;
        let begun = Instant::now();
        let _passing = time_passes(&[&office.context, &other]);
        let _at_work = [AtWork::of(&office.context), AtWork::of(&other)];
        let mut before = u64::MAX;
        let mut moved = Instant::now();
        loop {
            let now = left(&office.context).await;
            if now == 0 {
                break;
            }
            if now < before {
                (before, moved) = (now, Instant::now());
            }
            assert!(moved.elapsed() < Duration::from_mins(1), "{now} do not move");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let took = begun.elapsed();
        let mut times: BTreeMap<(String, String), usize> = BTreeMap::new();
        for got in server.got() {
            let key = got.field("Idempotency-Key").unwrap();
            *times.entry((got.to.clone(), key)).or_default() += 1;
        }
        assert!(times.values().all(|it| *it == 1), "none twice");
        assert_eq!(times.len(), mails, "none lost");
        for id in dossiers {
            let told = told_of(&office.context, id).await.unwrap().notices;
            assert!(told.iter().all(|it| it.state == NoticeState::Accepted && it.attempts == 1), "{told:?}");
        }
        println!(
            "{} notices in {mails} mails by two instances in {took:?}, {} connections",
            2 * mails,
            server.greeted()
        );
    }
);
