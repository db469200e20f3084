//! The demo province on Wednesday, 25 November 2026, behind a port of its own.

use crate::chromium::{Browser, Wanted, browse};
use crate::support::{TestDatabase, on_sqlite};
use motcua_app::demo::{self, World};
use motcua_app::files::FileStore;
use motcua_app::money::gateway::Gateway;
use motcua_app::{Clock, Context, IdSource, Province, live};
use motcua_delivery::{Delivery, Mail, Mailer, Tray};
use motcua_identity::PasswordCost;
use motcua_kernel::parse_instant;
use motcua_web::{Sample, Site, SiteSettings, serve};
use std::num::NonZeroU32;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

/// When it is: a working day like any other.
pub const NOW: &str = "2026-11-25T09:00";

/// The running demo.
pub struct House {
    pub url: String,
    /// What it is made of, for what others do meanwhile.
    pub context: Context,
    _files: TempDir,
}

impl House {
    /// Logs in as one of the people of the demo.
    pub async fn enter(&self, browser: &Browser, login: &str) {
        browser.go(&self.at("/dang-nhap")).await;
        browser.write("#login", login).await;
        browser.write("#password", demo::PASSWORD).await;
        browser.press("main button").await;
        browser.find(".side").await;
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }
}

/// Opens the house for one visit in a browser.
pub async fn visit(wanted: Wanted, journey: impl AsyncFnOnce(&House, &Browser)) {
    on_sqlite(async |database| {
        let (stop, stopped) = oneshot::channel::<()>();
        let house = Box::pin(open(database, stopped)).await;
        browse(wanted, async |browser| journey(&house, browser).await).await;
        drop(stop);
    })
    .await;
}

async fn open(database: &TestDatabase, stopped: oneshot::Receiver<()>) -> House {
    let clock = Clock::fixed(parse_instant(NOW).unwrap());
    let context = Context::new(clock, IdSource::System, database.store.clone(), Province::can_tho().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let context = context.with_files(FileStore::open(folder.path(), 5_000_000).unwrap());
    let context = context.with_password_cost(PasswordCost::trial());
    let context = context.with_gateway(Gateway::trial(&[1; 32]));
    let refused = demo::fill(&context, database.store.clone(), World::CanTho).await.unwrap();
    assert!(refused.is_empty(), "{refused:?}");
    let context = with_a_mail(context).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let many = NonZeroU32::new(1_000_000).unwrap();
    let settings = SiteSettings {
        public_url: url.clone(),
        trusted_proxies: Vec::new(),
        request_bytes: 1024 * 1024,
        lookups_per_minute: many,
        lookup_burst: many,
        sample: Some(Sample { accounts: Vec::new(), password: demo::PASSWORD.to_owned(), other_time: false }),
    };
    let site = Site::new(context.clone(), settings);
    let (over, ended) = watch::channel(false);
    let followed = context.clone();
    tokio::spawn(async move { live::follow(&followed, ended).await });
    tokio::spawn(async move {
        serve(listener, site, async move {
            let _ = stopped.await;
            over.send_replace(true);
        })
        .await
    });
    House { url, context, _files: folder }
}

/// With a mailbox in which one mail lies.
async fn with_a_mail(context: Context) -> Context {
    let mail = Mailer::Memory(Tray::default());
    let at = context.clock.now();
    let written = Mail {
        id: context.ids.next(at).unwrap(),
        to: "nguyen.thi.be@example.vn".to_owned(),
        to_name: Some("Nguyễn Thị Bé".to_owned()),
        subject: "Hồ sơ đã được tiếp nhận".to_owned(),
        text: "Kính gửi Bà Nguyễn Thị Bé,\n\nHồ sơ đã được tiếp nhận.".to_owned(),
        html: Some("<p>Hồ sơ đã được tiếp nhận.</p>".to_owned()),
        attachments: Vec::new(),
        unsubscribe: None,
        at,
    };
    mail.send(&written).await.unwrap();
    context.with_delivery(Delivery { mail, ..Delivery::default() })
}
