//! Sending a file of paper dossiers for approval, and throwing it away.

use super::columns::Places;
use crate::{AppError, Context};
use motcua_kernel::{Actor, AgencyId, PaperBatchId, Refusal};
use motcua_storage::paper_batches::{self, PaperBatch};
use motcua_storage::{StoreError, Tx};
use sha2::{Digest, Sha256};

const LONGEST_NAME: usize = 200;

/// A file that waits, or the same file as it was sent before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// It.
    pub batch: PaperBatchId,
    /// Whether it was sent before; then nothing has changed.
    pub before: bool,
}

/// Keeps a file of dossiers of the actor's counter until another person approves it.
///
/// # Errors
/// Refused when it can not be read, lacks a column or has no rows.
pub async fn send(context: &Context, actor: Actor, name: &str, bytes: &[u8]) -> Result<Sent, AppError> {
    let table = motcua_spreadsheet::read(bytes)?;
    Places::find(&table)?;
    if table.rows.is_empty() {
        return Err(Refusal::new("app.paper-no-rows").into());
    }
    let now = context.clock.now();
    let rows = serde_json::to_string(&table).map_err(|error| AppError::Unwritable(error.into()))?;
    let batch = PaperBatch {
        id: PaperBatchId(context.ids.next(now)?),
        agency: actor.agency,
        file_name: tidy(name),
        file_hash: Sha256::digest(bytes).into(),
        content: Some(rows),
        sent_by: actor.account,
        sent_as: actor.role,
        sent: now,
        approved: None,
        outcome: None,
    };
    let kept = context.store.write(async |tx: &Tx| paper_batches::insert(tx, &batch).await).await;
    match kept {
        Ok(()) => Ok(Sent { batch: batch.id, before: false }),
        Err(StoreError::Taken { .. }) => {
            let found =
                paper_batches::by_hash(&context.store.reader(), actor.agency, &batch.file_hash).await?;
            Ok(Sent { batch: found.ok_or(AppError::NotFound)?.id, before: true })
        }
        Err(other) => Err(other.into()),
    }
}

/// Throws away a file of `agency` that waits, with everything in it.
///
/// # Errors
/// Not found when the agency has no such file, refused when it is approved.
pub async fn throw_away(context: &Context, agency: AgencyId, id: PaperBatchId) -> Result<(), AppError> {
    let batch = paper_batches::load(&context.store.reader(), id).await?;
    if batch.agency != agency {
        return Err(AppError::NotFound);
    }
    let thrown = context.store.write(async |tx: &Tx| paper_batches::throw_away(tx, id).await).await;
    match thrown {
        Err(StoreError::Stale { .. }) => Err(Refusal::new("app.paper-batch-approved").into()),
        other => Ok(other?),
    }
}

fn tidy(name: &str) -> String {
    name.chars().filter(|it| !it.is_control()).take(LONGEST_NAME).collect::<String>().trim().to_owned()
}
