//! The server killed between the commit of a fact and the mail that tells of it, fifty times: every mail goes out, and a
//! second one only where the process died between the answer of the mail server and our commit.

use crate::server::{Server, verify};
use crate::smtp::{Got, MailServer};
use crate::support::TestDatabase;
use crate::{clerk_with_token, context, mailing, receive_as};
use motcua_app::look::{DossiersWanted, dossiers};
use motcua_app::notices::{NoticeState, ShownNotice, Way, told_of};
use sea_orm::{ConnectionTrait, Statement};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

const KILLS: u64 = 50;
const CLIENTS: u64 = 3;
const PATIENCE: Duration = Duration::from_mins(3);
/// From the answer of the mail server to our commit, on a machine of two cores that does other things too.
const WINDOW: Duration = Duration::from_millis(150);

on_both_databases!(
    killed_fifty_times_between_commit_and_mail_every_mail_goes_out,
    async |database: &TestDatabase| {
        let mails = MailServer::start().await;
        let token = clerk_with_token(database).await;
        let variables = mailing(mails.address.port());
        let commits = Commits::watched(database).await;
        let (mut acknowledged, mut kills) = (0, Vec::new());
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
            kills.push(Instant::now());
            server.gone().await;
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
        let came = by_key(&mails);
        for notice in &notices {
            let carried = notice.went_with.unwrap_or(notice.id).to_string();
            assert!(came.contains_key(&carried), "{notice:?} went out in no mail");
        }
        let cut_off = cut_off(&came, &kills);
        println!(
            "{} notices in {} mails over {KILLS} kills, {before_the_end} of them before the last start; {} came twice, \
             taken so far from a kill: {cut_off:?}",
            notices.len(),
            came.len(),
            cut_off.len()
        );
        println!("from the answer to our commit, as seen from outside: {}", commits.after(&came));
        assert!(notices.len() as u64 >= acknowledged);
        assert!(cut_off.iter().all(|it| it.1 <= WINDOW), "{cut_off:?}");
        verify(&database.url).await;
    }
);

/// What came under each key, oldest first.
pub fn by_key(mails: &MailServer) -> BTreeMap<String, Vec<Got>> {
    let mut came: BTreeMap<String, Vec<Got>> = BTreeMap::new();
    for got in mails.got() {
        came.entry(got.field("Idempotency-Key").unwrap()).or_default().push(got);
    }
    came
}

/// For each mail that came once more: how far from a kill it had been taken. Before it, the answer was not written down yet;
/// after it, the mail was on its way when who sent it died, and nobody heard the answer. The second is the first to the last
/// byte.
fn cut_off(came: &BTreeMap<String, Vec<Got>>, kills: &[Instant]) -> Vec<(Side, Duration)> {
    let mut all = Vec::new();
    for pair in came.values().flat_map(|it| it.windows(2)) {
        let [taken, again] = pair else { continue };
        assert!(taken.bytes == again.bytes, "{}", String::from_utf8_lossy(&again.bytes));
        let far = |kill: &Instant| {
            let before = (Side::Before, kill.saturating_duration_since(taken.at));
            let after = (Side::After, taken.at.saturating_duration_since(*kill));
            if *kill >= taken.at { before } else { after }
        };
        let (kill, nearest) = kills.iter().map(|it| (it, far(it))).min_by_key(|it| it.1.1).unwrap();
        assert!(again.at > *kill, "it came twice between two kills");
        all.push(nearest);
    }
    all.sort();
    all
}

/// Of a kill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Before,
    After,
}

/// When each message was first seen to be written down as sent, by somebody who looks all the time.
struct Commits {
    seen: Arc<Mutex<BTreeMap<String, Instant>>>,
    _looking: JoinSet<()>,
}

impl Commits {
    async fn watched(database: &TestDatabase) -> Self {
        let connection = database.connect().await;
        let seen: Arc<Mutex<BTreeMap<String, Instant>>> = Arc::default();
        let told = Arc::clone(&seen);
        let mut looking = JoinSet::new();
        looking.spawn(async move {
            let sql = "SELECT id FROM notice WHERE state = 'accepted'";
            loop {
                let statement = Statement::from_string(connection.get_database_backend(), sql);
                let rows = connection.query_all_raw(statement).await.unwrap_or_default();
                let now = Instant::now();
                for row in rows {
                    let id: uuid::Uuid = row.try_get_by_index(0).unwrap();
                    told.lock().unwrap().entry(id.to_string()).or_insert(now);
                }
                sleep(Duration::from_millis(3)).await;
            }
        });
        Self { seen, _looking: looking }
    }

    /// Half, nine of ten and all of the mails that came once were written down within these times.
    fn after(&self, came: &BTreeMap<String, Vec<Got>>) -> String {
        let seen = self.seen.lock().unwrap();
        let once = came.iter().filter(|it| it.1.len() == 1);
        let mut took: Vec<Duration> =
            once.filter_map(|(key, got)| Some(seen.get(key)?.saturating_duration_since(got[0].at))).collect();
        took.sort();
        let part = |tenths: usize| took.get((took.len() * tenths / 10).min(took.len().saturating_sub(1)));
        format!(
            "{} mails, half within {:?}, nine of ten {:?}, all {:?}",
            took.len(),
            part(5),
            part(9),
            part(10)
        )
    }
}

/// Every notice by mail of every dossier, once none of them waits any more.
pub async fn all_sent(database: &TestDatabase) -> Vec<ShownNotice> {
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
        sleep(Duration::from_millis(100)).await;
    }
}
