//! The demo province on Wednesday, 25 November 2026, behind a port of its own.

use crate::chromium::{Browser, Wanted, browse};
use crate::support::on_sqlite;
use motcua_app::demo::{self, World};
use motcua_app::files::FileStore;
use motcua_app::money::gateway::Gateway;
use motcua_app::{Clock, Context, IdSource, Province, live};
use motcua_delivery::{Delivery, Mail, Mailer, Tray};
use motcua_identity::PasswordCost;
use motcua_kernel::parse_instant;
use motcua_storage::Store;
use motcua_web::{Sample, Site, SiteSettings, serve};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::{OnceCell, oneshot, watch};

/// When it is: a working day like any other.
pub const NOW: &str = "2026-11-25T09:00";

/// The running demo.
pub struct House {
    pub url: String,
    /// What it is made of, for what others do meanwhile.
    pub context: Context,
    _folder: TempDir,
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
    let (stop, stopped) = oneshot::channel::<()>();
    let house = Box::pin(open(stopped)).await;
    browse(wanted, async |browser| journey(&house, browser).await).await;
    drop(stop);
}

const DATABASE: &str = "motcua.sqlite";
const FILES: &str = "files";

/// What lies in the folder of a filled demo, by its path there.
type Contents = BTreeMap<PathBuf, Vec<u8>>;

/// A filled demo. It is filled once: each visit has a copy of its own.
async fn filled() -> Contents {
    let folder = tempfile::tempdir().unwrap();
    on_sqlite(async |database| {
        let context = context(database.store.clone(), folder.path());
        let refused = demo::fill(&context, database.store.clone(), World::CanTho).await.unwrap();
        assert!(refused.is_empty(), "{refused:?}");
        let copy = format!("VACUUM INTO '{}'", folder.path().join(DATABASE).display());
        database.connect().await.execute_unprepared(&copy).await.unwrap();
    })
    .await;
    let mut contents = Contents::new();
    collect(folder.path(), Path::new(""), &mut contents);
    contents
}

fn collect(folder: &Path, below: &Path, contents: &mut Contents) {
    for entry in std::fs::read_dir(folder.join(below)).unwrap() {
        let path = below.join(entry.unwrap().file_name());
        if folder.join(&path).is_dir() {
            collect(folder, &path, contents);
        } else {
            contents.insert(path.clone(), std::fs::read(folder.join(&path)).unwrap());
        }
    }
}

fn context(store: Store, folder: &Path) -> Context {
    let clock = Clock::fixed(parse_instant(NOW).unwrap());
    Context::new(clock, IdSource::System, store, Province::can_tho().unwrap())
        .with_files(FileStore::open(&folder.join(FILES), 5_000_000).unwrap())
        .with_password_cost(PasswordCost::trial())
        .with_gateway(Gateway::trial(&[1; 32]))
}

async fn open(stopped: oneshot::Receiver<()>) -> House {
    static FILLED: OnceCell<Contents> = OnceCell::const_new();
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in FILLED.get_or_init(filled).await {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let store = Store::open(&format!("sqlite:{}", folder.path().join(DATABASE).display())).await.unwrap();
    let context = context(store, folder.path());
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
    House { url, context, _folder: folder }
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
