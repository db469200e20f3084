//! The same test on both databases, each with an empty migrated database of its own.
//!
//! `SQLite` is always there. `PostgreSQL` is where `eval "$(scripts/postgres start)"` says; without it those tests say that
//! they were skipped, and fail where `CI=true`.

use motcua_migrations::{Migrator, MigratorTrait};
use motcua_storage::Store;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use std::io::Write as _;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// A migrated database of one test.
pub struct TestDatabase {
    pub store: Store,
    pub url: String,
    /// Deletes the file with the last user.
    _folder: Option<TempDir>,
}

/// `on_both_databases!(what_is_true, async |database| { … })` makes the tests `what_is_true::sqlite` and
/// `what_is_true::postgres`.
macro_rules! on_both_databases {
    ($sentence:ident, $body:expr) => {
        mod $sentence {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                crate::support::on_sqlite($body).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                crate::support::on_postgres($body).await;
            }
        }
    };
}

/// For what can not happen with a single writer.
macro_rules! on_postgres_only {
    ($sentence:ident, $body:expr) => {
        mod $sentence {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                crate::support::on_postgres($body).await;
            }
        }
    };
}

impl TestDatabase {
    /// A connection past the store.
    pub async fn connect(&self) -> DatabaseConnection {
        connect(&self.url).await
    }

    pub fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres:")
    }
}

pub async fn on_sqlite(body: impl AsyncFnOnce(&TestDatabase)) {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(sqlite_template).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("motcua.sqlite");
    std::fs::write(&file, template).unwrap();
    let url = format!("sqlite:{}", file.display());
    let store = Store::open(&url).await.unwrap();
    body(&TestDatabase { store, url, _folder: Some(folder) }).await;
}

pub async fn on_postgres(body: impl AsyncFnOnce(&TestDatabase)) {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let Some(server) = setting("MOTCUA_TEST_POSTGRES") else {
        assert_ne!(setting("CI").as_deref(), Some("true"), "CI has no PostgreSQL");
        // Past the capture of the test runner, so that it is seen.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: no PostgreSQL; `eval \"$(scripts/postgres start)\"` starts one"
        );
        return;
    };
    let template = TEMPLATE.get_or_init(async || postgres_template(&server).await).await;
    let name = format!("{template}_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    create(&server, &name, &format!("TEMPLATE {template}")).await;
    let url = beside(&server, &name);
    let store = Store::open(&url).await.unwrap();
    body(&TestDatabase { store, url, _folder: None }).await;
    // One that failed stays for a look.
    administer(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

async fn sqlite_template() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("template.sqlite");
    migrate(&format!("sqlite:{}?mode=rwc", file.display())).await;
    std::fs::read(file).unwrap()
}

async fn postgres_template(server: &str) -> String {
    let name = format!("motcua_{}", std::process::id());
    create(server, &name, "").await;
    migrate(&beside(server, &name)).await;
    name
}

async fn migrate(url: &str) {
    let connection = connect(url).await;
    Migrator::up(&connection, None).await.unwrap();
    connection.close().await.unwrap();
}

/// In the place of one that a failed test of a process with the same number left.
async fn create(server: &str, name: &str, options: &str) {
    administer(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    administer(server, &format!("CREATE DATABASE {name} {options}")).await;
}

async fn administer(server: &str, sql: &str) {
    let connection = connect(server).await;
    connection.execute_unprepared(sql).await.unwrap();
    connection.close().await.unwrap();
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.unwrap()
}

/// The same server, another database.
fn beside(server: &str, name: &str) -> String {
    let (address, _) = server.rsplit_once('/').unwrap();
    format!("{address}/{name}")
}

#[expect(clippy::disallowed_methods, reason = "how the test command says where PostgreSQL is")]
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|it| !it.is_empty())
}
