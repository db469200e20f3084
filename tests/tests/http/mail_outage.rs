//! A real mail server that refuses, hangs and dies, and is back after an hour: no request waits for it, nothing is lost, and
//! a second mail has the name of the first.

use crate::notices::with_email;
use crate::office::Office;
use crate::smtp::{At, MailServer, Way};
use crate::support::TestDatabase;
use motcua_app::duties;
use motcua_delivery::{Delivery, Letterhead, Mailer, Security, SmtpServer};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::Instant;

const PATIENCE: Duration = Duration::from_millis(500);

fn by_mail(server: &MailServer) -> Delivery {
    let head = Letterhead::new("motcua@cantho.test", "Một cửa xã Kế Sách", "", "").unwrap();
    let at = SmtpServer {
        host: "127.0.0.1".to_owned(),
        port: server.address.port(),
        security: Security::None,
        login: None,
        roots: Vec::new(),
        patience: PATIENCE,
        connections: 2,
    };
    Delivery { mail: Mailer::smtp(at, head).unwrap(), ..Delivery::default() }
}

on_both_databases!(a_mail_server_that_is_away_for_an_hour_loses_nothing, async |database: &TestDatabase| {
    let server = MailServer::start().await;
    let office = Office::open(database).await.over(|it| it.with_delivery(by_mail(&server)));
    let begun = office.context.clock.now();
    let mut dossiers = 0;
    // A way to be away, and for how long it is so.
    let ways = [
        (Way::Hangs(At::Greeting), 0),
        (Way::Says(At::Greeting, "421 4.3.2 shutting down"), 2),
        (Way::Says(At::To, "451 4.7.1 greylisted"), 10),
        (Way::Dies(At::Middle), 25),
        (Way::Dies(At::End), 40),
    ];
    for (way, minutes) in ways {
        server.goes(way);
        office.context.clock.set(begun.plus_minutes(minutes));
        let asked = Instant::now();
        office.post("clerk", "/api/v1/dossiers", &[], &with_email()).await.expect(201);
        assert!(asked.elapsed() < Duration::from_secs(5), "the counter does not wait for mail");
        dossiers += 1;
        duties::drain(&office.context).await.unwrap();
    }
    let lost: Vec<_> = server.got();
    assert!(lost.iter().all(|it| !it.answered), "{lost:?}");
    server.goes(Way::Takes);
    for minutes in [60, 120, 180] {
        office.context.clock.set(begun.plus_minutes(minutes));
        duties::drain(&office.context).await.unwrap();
    }
    let mut times: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for got in server.got() {
        let key = got.field("Idempotency-Key").unwrap();
        assert_eq!(got.field("Message-ID").unwrap(), format!("<{key}@cantho.test>"));
        let (heard, all) = times.entry(key).or_default();
        *heard += usize::from(got.answered);
        *all += 1;
    }
    assert_eq!(times.len(), dossiers, "{times:?}");
    assert!(times.values().all(|it| it.0 == 1), "each was taken once: {times:?}");
    let second: usize = times.values().map(|it| it.1 - it.0).sum();
    assert_eq!(second, lost.len(), "twice only those whose answer was lost");
    println!("{dossiers} mails, {second} of them twice");
});
