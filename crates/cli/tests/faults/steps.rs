//! The server killed at each step of a mail. What the mail server has not taken comes once; what it has taken and we have not
//! written down comes once more, the same; what we have written down never comes again.

use crate::mails::all_sent;
use crate::server::Server;
use crate::smtp::{At, MailServer, Way};
use crate::support::TestDatabase;
use crate::{clerk_with_token, context, mailing, receive_as};
use std::time::Duration;
use tokio::time::{sleep, timeout};

const PATIENCE: Duration = Duration::from_mins(1);

on_both_databases!(
    killed_at_each_step_a_mail_comes_twice_only_where_it_was_taken_and_not_written_down,
    async |database: &TestDatabase| {
        let mails = MailServer::start().await;
        let token = clerk_with_token(database).await;
        let mut variables = mailing(mails.address.port());
        variables.push(("MOTCUA_JOBS__LEASE_SECONDS", "1".to_owned()));
        for (way, times) in [
            (Way::Hangs(At::Greeting), 1),
            (Way::Hangs(At::To), 1),
            (Way::Hangs(At::Middle), 1),
            (Way::Withholds, 2),
            (Way::Takes, 1),
        ] {
            mails.goes(way);
            let (withheld, got) = (mails.silent(), mails.got().len());
            let mut server = Server::start_with(&database.url, &variables).await;
            let key = format!("{way:?}").replace(|it: char| !it.is_alphanumeric(), "-").to_lowercase();
            let email = format!("{key}x@example.vn");
            receive_as(&server.address, &token, &key, &email).await.unwrap();
            if way == Way::Takes {
                all_sent(database).await;
            } else {
                until(async || mails.silent() > withheld).await;
            }
            server.kill();
            server.gone().await;
            assert_eq!(mails.got().len() - got, usize::from(matches!(way, Way::Takes | Way::Withholds)));
            mails.goes(Way::Takes);
            let mut server = Server::start_with(&database.url, &variables).await;
            all_sent(database).await;
            until(async || jobs_left(database).await == 0).await;
            server.stop().await;
            let came: Vec<_> = mails.got().into_iter().filter(|it| it.to == email).collect();
            assert_eq!(came.len(), times, "{way:?}");
            assert!(came.iter().all(|it| it.bytes == came[0].bytes), "{way:?}");
        }
    }
);

async fn jobs_left(database: &TestDatabase) -> u64 {
    let overview = motcua_app::duties::overview(&context(database)).await.unwrap();
    overview.counts.iter().filter(|it| it.kind.starts_with("notice")).map(|it| it.number).sum()
}

async fn until(is_so: impl AsyncFn() -> bool) {
    let waiting = async {
        while !is_so().await {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(PATIENCE, waiting).await.expect("it never was so");
}
