//! That somebody was told something, at once and in every instance. The store keeps a number for each person that grows with
//! each of their alerts; every instance reads the numbers when the bell rings, and now and then without it. Whoever holds
//! an older number looks again, so nothing is lost while nobody listened, and nobody learns of the alerts of another.

use crate::{AppError, Context};
use motcua_kernel::AccountId;
use motcua_storage::alert_marks;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::watch;

/// How long an alert may be unheard of where no bell rings.
const PAUSE: Duration = Duration::from_secs(1);
/// What rings together is read together.
const TOGETHER: Duration = Duration::from_millis(30);

/// The numbers as this instance read them last.
#[derive(Debug)]
pub struct AlertMarks {
    known: RwLock<BTreeMap<AccountId, i64>>,
    sum: watch::Sender<i64>,
}

impl Default for AlertMarks {
    fn default() -> Self {
        Self { known: RwLock::default(), sum: watch::Sender::new(0) }
    }
}

impl AlertMarks {
    /// The number of `account`. What is read of its alerts afterwards is not older.
    pub fn of(&self, account: AccountId) -> i64 {
        self.known.read().unwrap_or_else(PoisonError::into_inner).get(&account).copied().unwrap_or(0)
    }

    /// Waits until `account` was told something beyond `mark`.
    pub async fn moved_beyond(&self, account: AccountId, mark: i64) {
        let mut sum = self.sum.subscribe();
        // The sender lives as long as this does.
        if sum.wait_for(|_| self.of(account) > mark).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    async fn read(&self, context: &Context) -> Result<(), AppError> {
        let reader = context.store.reader();
        let sum = alert_marks::sum(&reader).await?;
        if sum == *self.sum.borrow() {
            return Ok(());
        }
        let known = alert_marks::all(&reader).await?;
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = known;
        self.sum.send_replace(sum);
        Ok(())
    }
}

/// Reads on, again and again.
pub(crate) async fn keep_reading(context: &Context) {
    let mut bell = context.store.waiter();
    loop {
        if let Err(error) = context.live.alerts.read(context).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "whether anybody was told something could not be read"
            );
            tokio::time::sleep(PAUSE).await;
        }
        tokio::select! {
            () = bell.rung() => tokio::time::sleep(TOGETHER).await,
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}
