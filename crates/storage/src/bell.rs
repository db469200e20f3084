//! Rung when work was committed, so that whoever waits for work need not look again and again. `SQLite` has one program
//! only; on `PostgreSQL` the other instances hear of it too.
//!
//! A bell that is not heard costs time and never work: a worker looks by itself after a while.

use crate::StoreError;
use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, RuntimeErr, SqlxError};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

const CHANNEL: &str = "motcua_work";
const TELL: &str = "SELECT pg_notify('motcua_work', '')";
/// Between two tries to hear the server again.
const DEAF: Duration = Duration::from_secs(5);

/// What a store rings.
#[derive(Clone)]
pub(crate) struct Bell {
    here: watch::Sender<()>,
    elsewhere: watch::Sender<()>,
}

/// Who waits for work.
pub struct Waiter {
    here: watch::Receiver<()>,
    elsewhere: watch::Receiver<()>,
}

impl Bell {
    pub(crate) fn new() -> Self {
        Self { here: watch::Sender::default(), elsewhere: watch::Sender::default() }
    }

    /// A bell that the other instances hear too. They are told after the commit and past it: told within it, every writer
    /// of the server would have to wait for the one before. Its task ends with the last of its clones.
    pub(crate) fn heard_everywhere(writer: DatabaseConnection) -> Self {
        let bell = Self::new();
        let mut rung = bell.here.subscribe();
        tokio::spawn(async move {
            while rung.changed().await.is_ok() {
                if let Err(error) = writer.execute_unprepared(TELL).await {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "other instances were not told of work"
                    );
                }
            }
        });
        bell
    }

    pub(crate) fn ring(&self) {
        self.here.send_replace(());
    }

    pub(crate) fn waiter(&self) -> Waiter {
        Waiter { here: self.here.subscribe(), elsewhere: self.elsewhere.subscribe() }
    }

    /// Passes on what other instances tell; never ends.
    pub(crate) async fn listen(&self, reader: &DatabaseConnection) {
        loop {
            let Err(error) = self.hear(reader).await;
            tracing::warn!(error = &error as &dyn std::error::Error, "other instances can not be heard");
            tokio::time::sleep(DEAF).await;
        }
    }

    async fn hear(&self, reader: &DatabaseConnection) -> Result<Infallible, StoreError> {
        let fail = |error: SqlxError| StoreError::from(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))));
        let mut listener =
            PgListener::connect_with(reader.get_postgres_connection_pool()).await.map_err(fail)?;
        listener.listen(CHANNEL).await.map_err(fail)?;
        loop {
            // Nothing heard is a connection that was made anew: what was told meanwhile is lost.
            listener.try_recv().await.map_err(fail)?;
            self.elsewhere.send_replace(());
        }
    }
}

impl Waiter {
    /// Waits until the bell was rung since the last time.
    pub async fn rung(&mut self) {
        let (here, elsewhere) = (&mut self.here, &mut self.elsewhere);
        let heard = tokio::select! {
            heard = here.changed() => heard,
            heard = elsewhere.changed() => heard,
        };
        if heard.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
