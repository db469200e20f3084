//! A command that is sent twice is done once: its key is kept in the write that has the effect.
//!
//! Nothing is looked up before. The second sending fails, because the key is taken or the dossier has moved on; only then
//! the key is asked what the first one did, and the dossier is shown as it was then.

use crate::{AppError, Context};
use motcua_dossier::{Dossier, replay};
use motcua_kernel::{AccountId, DossierId, Instant, Refusal};
use motcua_storage::idempotency::{self, Seen};
use motcua_storage::{StoreError, Tx, dossiers};

/// The key of a command, and what was asked under it; both as SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Once {
    /// The key the client chose.
    pub key: [u8; 32],
    /// What it asked.
    pub request: [u8; 32],
}

impl Once {
    /// Keeps the key with its effect.
    pub(crate) async fn keep(
        self,
        tx: &Tx,
        account: AccountId,
        dossier: DossierId,
        seq: u32,
        now: Instant,
    ) -> Result<(), AppError> {
        if idempotency::claim(tx, account, &self.key, &self.request, dossier, seq, now).await? {
            return Ok(());
        }
        Err(Refusal::new("app.request-repeated").into())
    }
}

/// What a failed command comes to: the dossier as the first sending left it, if this was the second.
pub(crate) async fn or_first_time(
    context: &Context,
    account: AccountId,
    once: Option<Once>,
    failure: AppError,
) -> Result<Dossier, AppError> {
    let (Some(once), AppError::Refused(_) | AppError::Stale { .. }) = (once, &failure) else {
        return Err(failure);
    };
    let reader = context.store.reader();
    match idempotency::look_up(&reader, account, &once.key, &once.request).await? {
        Seen::New => Err(failure),
        Seen::OtherRequest => Err(Refusal::new("app.key-of-other-request").at("idempotency-key").into()),
        Seen::Answered { dossier, seq } => {
            let mut history = dossiers::history(&reader, dossier).await?;
            history.retain(|entry| entry.seq <= seq);
            replay(dossier, &history).map_err(|error| {
                let what = error.to_string();
                AppError::Store(StoreError::Corrupt { table: "event", id: dossier.to_string(), what })
            })
        }
    }
}
