//! The server killed between the commit of a fact and the mail that tells of it, fifty times: every mail goes out, and a
//! second one only where the process died between the answer of the mail server and our commit.

use crate::server::{Server, verify};
use crate::smtp::MailServer;
use crate::support::TestDatabase;
use crate::{clerk_with_token, context, mailing, receive_as};
use motcua_app::look::{DossiersWanted, dossiers};
use motcua_app::notices::{NoticeState, ShownNotice, Way, told_of};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

const KILLS: u64 = 50;
const CLIENTS: u64 = 3;
/// Notices take half of the workers of a server at most.
const AT_ONCE: u64 = 6;
const PATIENCE: Duration = Duration::from_mins(3);

on_both_databases!(
    killed_fifty_times_between_commit_and_mail_every_mail_goes_out,
    async |database: &TestDatabase| {
        let mails = MailServer::start().await;
        let token = clerk_with_token(database).await;
        let variables = mailing(mails.address.port());
        let mut acknowledged = 0;
        for round in 0..KILLS {
            let mut server = Server::start_with(&database.url, &variables).await;
            let mut clients = JoinSet::new();
            for client in 0..CLIENTS {
                let (address, token) = (server.address.clone(), token.clone());
                let key = format!("mail-{round}-{client}");
                clients.spawn(async move {
                    receive_as(&address, &token, &key, &format!("{key}@example.vn")).await
                });
            }
            // Right after the first answer, and a little later each time: before, while and after its mail is sent.
            let first = clients.join_next().await;
            sleep(Duration::from_millis(round * 6)).await;
            server.kill();
            acknowledged += u64::from(matches!(first, Some(Ok(Ok(_)))));
            while let Some(other) = clients.join_next().await {
                acknowledged += u64::from(matches!(other, Ok(Ok(_))));
            }
        }
        assert!(acknowledged >= KILLS, "{acknowledged} receptions were answered");
        let before_the_end = mails.got().len();
        let mut server = Server::start_with(&database.url, &variables).await;
        let notices = all_sent(database).await;
        server.stop().await;
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for got in mails.got() {
            *times.entry(got.field("Idempotency-Key").unwrap()).or_default() += 1;
        }
        for notice in &notices {
            let carried = notice.went_with.unwrap_or(notice.id).to_string();
            assert!(times.contains_key(&carried), "{notice:?} went out in no mail");
        }
        let second: usize = times.values().map(|it| it - 1).sum();
        println!(
            "{} notices in {} mails over {KILLS} kills, {before_the_end} of them before the last start; {second} came twice",
            notices.len(),
            times.len()
        );
        assert!(notices.len() as u64 >= acknowledged);
        // A kill can cut off no more mails than are on their way at once.
        assert!((second as u64) <= KILLS * AT_ONCE, "{second}");
        verify(&database.url).await;
    }
);

/// Every notice by mail of every dossier, once none of them waits any more.
async fn all_sent(database: &TestDatabase) -> Vec<ShownNotice> {
    let context = context(database);
    let begun = Instant::now();
    loop {
        let receiving =
            context.province.agencies.by_code(crate::COUNTER, context.clock.now().date()).unwrap().id;
        let wanted =
            DossiersWanted { receiving: vec![receiving], limit: 1_000_000, ..DossiersWanted::default() };
        let mut notices = Vec::new();
        for dossier in dossiers(&context, &wanted).await.unwrap().dossiers {
            notices.extend(told_of(&context, dossier.id).await.unwrap().notices);
        }
        notices.retain(|it| it.way == Way::Email);
        let waiting = notices.iter().filter(|it| it.state == NoticeState::Waiting).count();
        if waiting == 0 {
            let unsent = notices.iter().find(|it| it.state != NoticeState::Accepted);
            assert!(unsent.is_none(), "{unsent:?}");
            return notices;
        }
        assert!(begun.elapsed() < PATIENCE, "{waiting} of {} still wait", notices.len());
        sleep(Duration::from_millis(500)).await;
    }
}
