//! A real mail server that refuses, hangs and dies, and is back after an hour: no request waits for it, nothing is lost, and
//! a second mail is the first one to the last byte.

use super::{AtWork, letterhead, mailer, settled, time_passes};
use crate::notices::with_email;
use crate::office::Office;
use crate::smtp::{At, Got, MailServer, Way};
use crate::support::TestDatabase;
use motcua_app::duties;
use motcua_delivery::Delivery;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::Instant;

fn by_mail(server: &MailServer, patience: Duration) -> Delivery {
    Delivery { mail: mailer(server, letterhead(), patience), ..Delivery::default() }
}

/// What came under each key, oldest first.
fn by_key(server: &MailServer) -> BTreeMap<String, Vec<Got>> {
    let mut all: BTreeMap<String, Vec<Got>> = BTreeMap::new();
    for got in server.got() {
        let key = got.field("Idempotency-Key").unwrap();
        assert_eq!(got.field("Message-ID").unwrap(), format!("<{key}@cantho.test>"));
        all.entry(key).or_default().push(got);
    }
    all
}

on_both_databases!(a_mail_server_that_is_away_for_an_hour_loses_nothing, async |database: &TestDatabase| {
    let server = MailServer::start().await;
    let delivery = by_mail(&server, Duration::from_millis(500));
    let office = Office::open(database).await.over(|it| it.with_delivery(delivery));
    let begun = office.context.clock.now();
    let mut dossiers = 0;
    // A way to be away, and for how long it is so.
    let ways = [
        (Way::Hangs(At::Greeting), 0),
        (Way::Says(At::Greeting, "421 4.3.2 shutting down"), 2),
        (Way::Says(At::To, "451 4.7.1 greylisted"), 10),
        (Way::Hangs(At::Middle), 20),
        (Way::Dies(At::Middle), 25),
        (Way::Withholds, 35),
        (Way::Dies(At::End), 40),
    ];
    for (way, minutes) in ways {
        server.goes(way);
        office.context.clock.set(begun.plus_minutes(minutes));
        office.post("clerk", "/api/v1/dossiers", &[], &with_email()).await.expect(201);
        dossiers += 1;
        duties::drain(&office.context).await.unwrap();
    }
    let lost: Vec<_> = server.got();
    assert!(!lost.is_empty() && lost.iter().all(|it| !it.answered), "{lost:?}");
    server.goes(Way::Takes);
    for minutes in [60, 120, 180] {
        office.context.clock.set(begun.plus_minutes(minutes));
        duties::drain(&office.context).await.unwrap();
    }
    let all = by_key(&server);
    assert_eq!(all.len(), dossiers, "{:?}", all.keys());
    for (key, got) in &all {
        assert_eq!(got.iter().filter(|it| it.answered).count(), 1, "{key} was taken once");
        assert!(got.iter().all(|it| it.bytes == got[0].bytes), "{key} is the same each time");
    }
    let came: usize = all.values().map(Vec::len).sum();
    assert_eq!(came - dossiers, lost.len(), "twice only those whose answer was lost");
    println!("{dossiers} mails, {} more of them whose answer was lost", lost.len());
});

on_both_databases!(no_request_waits_for_a_server_that_hangs, async |database: &TestDatabase| {
    const PATIENCE: Duration = Duration::from_secs(30);
    let server = MailServer::start().await;
    let office = Office::open(database).await.over(|it| it.with_delivery(by_mail(&server, PATIENCE)));
    server.goes(Way::Hangs(At::Middle));
    let at_work = AtWork::of(&office.context);
    let mut slowest = Duration::ZERO;
    let mut ids = Vec::new();
    for _ in 0..12 {
        let asked = Instant::now();
        let received = office.post("clerk", "/api/v1/dossiers", &[], &with_email()).await.expect(201).json();
        slowest = slowest.max(asked.elapsed());
        ids.push(received["dossier"]["id"].as_str().unwrap().to_owned());
    }
    // All four connections hang with a mail half said, and the worker waits for them.
    let all_hang = async {
        while server.silent() < 4 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE / 3, all_hang).await.unwrap();
    let asked = Instant::now();
    for id in &ids {
        let page = format!("/api/v1/dossiers/{id}");
        let seen = office.get("clerk", &page).await.expect(200);
        office.act("clerk", id, "hand-over", seen.etag(), &serde_json::json!({})).await.expect(200);
    }
    let each = asked.elapsed() / u32::try_from(ids.len()).unwrap();
    println!(
        "12 receptions, the slowest {slowest:?}; then a hand-over each in {each:?}; 4 mails hang meanwhile"
    );
    assert!(slowest < PATIENCE / 6 && each < PATIENCE / 6, "{slowest:?} {each:?}");
    assert!(server.got().is_empty());
    // The server comes to its senses, and another instance takes over what the lease of the first has let go.
    drop(at_work);
    server.goes(Way::Takes);
    office.context.clock.set(office.context.clock.now().plus_minutes(10));
    let _at_work = AtWork::of(&office.context);
    let _passing = time_passes(&[&office.context]);
    for id in &ids {
        settled(&office, id).await;
    }
    assert!(by_key(&server).values().all(|it| it.len() == 1), "each once");
});
