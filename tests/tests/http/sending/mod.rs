//! What leaves the house, through the whole of it: an office at work, a worker, a mail server, a gateway of texts and another
//! system on ports of this machine, and readers of it all that are not ours.

mod again;
mod gateway;
mod hostile;
mod life;
mod many;
mod moved;
mod outage;
#[path = "../../../../crates/delivery/tests/out/python.rs"]
#[expect(dead_code, reason = "shared with the tests of what leaves the house")]
mod python;

pub use gateway::Gateway;

use crate::office::Office;
use crate::smtp::MailServer;
use motcua_app::notices::{NoticeState, ShownNotice, Way, told_of};
use motcua_app::{Context, duties, webhooks};
use motcua_delivery::{Letterhead, Mailer, Security, SmtpServer};
use motcua_kernel::{DossierId, Instant};
use motcua_storage::jobs;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Longer than anything takes that is not stuck, on a slow machine that others work on.
const SOON: Duration = Duration::from_mins(1);
const MAILS: &str = include_str!("../../../python/mails.py");

/// Who writes.
pub fn letterhead() -> Letterhead {
    Letterhead::new("motcua@cantho.test", "Một cửa xã Kế Sách", "hoidap@cantho.test", "").unwrap()
}

/// The way to this server, each step of which may take so long.
pub fn mailer(server: &MailServer, head: Letterhead, patience: Duration) -> Mailer {
    let at = SmtpServer {
        host: "127.0.0.1".to_owned(),
        port: server.address.port(),
        security: Security::None,
        login: None,
        roots: Vec::new(),
        patience,
        connections: 4,
    };
    Mailer::smtp(at, head).unwrap()
}

/// What a server does all day, until this value goes.
pub struct AtWork {
    _stop: watch::Sender<bool>,
    /// Ends what it holds when it goes.
    _tasks: JoinSet<()>,
}

impl AtWork {
    pub fn of(context: &Context) -> Self {
        let (stop, stopped) = watch::channel(false);
        let working = duties::Working { pause: Duration::from_millis(20), ..duties::Working::default() };
        let mut tasks = JoinSet::new();
        let own = context.clone();
        tasks.spawn(async move { duties::work(&own, working, stopped).await.unwrap() });
        let own = context.clone();
        tasks.spawn(async move {
            loop {
                webhooks::wake(&own).await.unwrap();
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        Self { _stop: stop, _tasks: tasks }
    }
}

/// The clocks of these run, at twice the pace of that of the computer, until the value goes.
pub fn time_passes(contexts: &[&Context]) -> JoinSet<()> {
    let clocks: Vec<_> = contexts.iter().map(|it| it.clock.clone()).collect();
    let mut passing = JoinSet::new();
    passing.spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_millis(50)).await;
            for clock in &clocks {
                clock.set(Instant::from_micros(clock.now().micros() + 100_000));
            }
        }
    });
    passing
}

/// What was told of a dossier.
pub async fn notices(office: &Office, id: &str) -> Vec<ShownNotice> {
    told_of(&office.context, DossierId(id.parse().unwrap())).await.unwrap().notices
}

/// Whether another system is still to be told something, or is just told: a clock that is moved on meanwhile ends the lease
/// of whoever tells, and another tells it again.
async fn others_wait(context: &Context) -> bool {
    let followers = webhooks::subscriptions(context).await.unwrap();
    let counts = jobs::counts(&context.store.reader()).await.unwrap();
    followers.iter().any(|it| it.behind > 0) || counts.iter().any(|it| it.kind == "webhook")
}

/// Waits until nothing of a dossier waits to be sent.
pub async fn settled(office: &Office, id: &str) {
    let all = async {
        loop {
            let told = notices(office, id).await;
            let sent = told.iter().all(|it| it.way == Way::Call || it.state != NoticeState::Waiting);
            if sent && !others_wait(&office.context).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    assert!(tokio::time::timeout(SOON, all).await.is_ok(), "{:?}", notices(office, id).await);
}

/// Mails as Python reads them, with the record of the key that signs; nothing where Python is not there.
pub fn read(server: &MailServer, record: Option<&str>) -> Option<Vec<Value>> {
    let mails: Vec<String> =
        server.got().into_iter().map(|it| String::from_utf8(it.bytes).unwrap()).collect();
    let said = python::told(MAILS, &[], json!({ "mails": mails, "record": record }).to_string().as_bytes())?;
    Some(serde_json::from_str::<Value>(&said).unwrap().as_array().unwrap().clone())
}

/// The one value of a field of the head.
pub fn field<'a>(mail: &'a Value, name: &str) -> &'a str {
    python::field(mail, name)
}

/// One dossier, and how it was seen last.
pub struct Dossier<'a> {
    pub office: &'a Office,
    pub id: String,
    pub number: String,
    etag: String,
}

impl<'a> Dossier<'a> {
    pub async fn received(office: &'a Office, moment: &str, filed: &Value) -> Self {
        office.it_is(moment);
        let received = office.post("clerk", "/api/v1/dossiers", &[], filed).await.expect(201);
        let body = received.json();
        let text = |it: &Value| it.as_str().unwrap().to_owned();
        let (id, number) = (text(&body["dossier"]["id"]), text(&body["dossier"]["number"]));
        Self { office, id, number, etag: received.etag().to_owned() }
    }

    /// `who` does `verb`, and nothing else is done before what it brings is sent.
    pub async fn act(&mut self, moment: &str, who: &str, verb: &str, body: Value) {
        self.office.it_is(moment);
        let answer = self.office.act(who, &self.id, verb, &self.etag, &body).await.expect(200);
        answer.etag().clone_into(&mut self.etag);
        settled(self.office, &self.id).await;
    }

    /// What changed it was not done here.
    pub async fn look(&mut self) {
        let path = format!("/api/v1/dossiers/{}", self.id);
        self.office.get("clerk", &path).await.expect(200).etag().clone_into(&mut self.etag);
        settled(self.office, &self.id).await;
    }

    pub async fn length(&self) -> usize {
        let path = format!("/api/v1/dossiers/{}/events", self.id);
        self.office.get("clerk", &path).await.expect(200).json()["items"].as_array().unwrap().len()
    }
}
