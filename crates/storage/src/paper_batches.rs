//! Files of open paper dossiers. The rows of one, which hold people, are kept only until it is approved or thrown away.

use crate::entities::paper_batch;
use crate::{Handle, StoreError, Tx, words};
use motcua_kernel::{AccountId, AgencyId, Instant, PaperBatchId, Role};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};

/// A file that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperBatch {
    /// Its id.
    pub id: PaperBatchId,
    /// The agency whose dossiers they are.
    pub agency: AgencyId,
    /// What the file is called.
    pub file_name: String,
    /// SHA-256 of the file.
    pub file_hash: [u8; 32],
    /// Its rows, as long as they wait.
    pub content: Option<String>,
    /// Who sent it.
    pub sent_by: AccountId,
    /// In which role.
    pub sent_as: Role,
    /// When.
    pub sent: Instant,
    /// Who approved it, and when.
    pub approved: Option<(AccountId, Instant)>,
    /// What came of it, once it is approved.
    pub outcome: Option<String>,
}

/// Keeps a file that waits for approval.
///
/// # Errors
/// `Taken` when the agency sent the same file before.
pub async fn insert(tx: &Tx, batch: &PaperBatch) -> Result<(), StoreError> {
    let row = paper_batch::Model {
        id: batch.id.0,
        agency: batch.agency.0,
        file_name: batch.file_name.clone(),
        file_hash: batch.file_hash.to_vec(),
        content: batch.content.clone(),
        sent_by: batch.sent_by.0,
        sent_as: words::word(&batch.sent_as, "paper_batch")?,
        sent_at: batch.sent.micros(),
        approved_by: batch.approved.map(|(by, _)| by.0),
        approved_at: batch.approved.map(|(_, at)| at.micros()),
        outcome: batch.outcome.clone(),
    };
    paper_batch::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail_or_taken(error, || format!("paper batch {}", batch.id)))?;
    Ok(())
}

/// The file with this id.
///
/// # Errors
/// `NotFound` when there is none, `Corrupt` when its row can not be read.
pub async fn load(handle: &impl Handle, id: PaperBatchId) -> Result<PaperBatch, StoreError> {
    let row = paper_batch::Entity::find_by_id(id.0)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    batch(row.ok_or_else(|| StoreError::NotFound { what: format!("paper batch {id}") })?)
}

/// The same file, if the agency sent it before.
///
/// # Errors
/// `Corrupt` when its row can not be read.
pub async fn by_hash(
    handle: &impl Handle,
    agency: AgencyId,
    file_hash: &[u8; 32],
) -> Result<Option<PaperBatch>, StoreError> {
    let row = paper_batch::Entity::find()
        .filter(paper_batch::Column::Agency.eq(agency.0))
        .filter(paper_batch::Column::FileHash.eq(file_hash.to_vec()))
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(batch).transpose()
}

/// The files of an agency, the newest first, at most `limit`.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_agency(
    handle: &impl Handle,
    agency: AgencyId,
    limit: u64,
) -> Result<Vec<PaperBatch>, StoreError> {
    let rows = paper_batch::Entity::find()
        .filter(paper_batch::Column::Agency.eq(agency.0))
        .order_by_desc(paper_batch::Column::SentAt)
        .order_by_desc(paper_batch::Column::Id)
        .limit(limit)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(batch).collect()
}

/// Ends the waiting of a file: its rows go, what came of it stays. Only one approval of a file has this effect.
///
/// # Errors
/// `Stale` when it does not wait.
pub async fn approve(
    tx: &Tx,
    id: PaperBatchId,
    by: AccountId,
    outcome: &str,
    now: Instant,
) -> Result<(), StoreError> {
    let approved = paper_batch::Entity::update_many()
        .set(paper_batch::ActiveModel {
            content: Set(None),
            approved_by: Set(Some(by.0)),
            approved_at: Set(Some(now.micros())),
            outcome: Set(Some(outcome.to_owned())),
            ..Default::default()
        })
        .filter(paper_batch::Column::Id.eq(id.0))
        .filter(paper_batch::Column::ApprovedAt.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    if approved.rows_affected == 1 { Ok(()) } else { Err(stale(id)) }
}

/// Throws away a file that waits, with everything in it.
///
/// # Errors
/// `Stale` when it does not wait.
pub async fn throw_away(tx: &Tx, id: PaperBatchId) -> Result<(), StoreError> {
    let thrown = paper_batch::Entity::delete_many()
        .filter(paper_batch::Column::Id.eq(id.0))
        .filter(paper_batch::Column::ApprovedAt.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    if thrown.rows_affected == 1 { Ok(()) } else { Err(stale(id)) }
}

fn stale(id: PaperBatchId) -> StoreError {
    StoreError::Stale { what: format!("paper batch {id}") }
}

fn batch(row: paper_batch::Model) -> Result<PaperBatch, StoreError> {
    let corrupt = |what: &str| StoreError::corrupt("paper_batch", row.id, what);
    let file_hash = row.file_hash.as_slice().try_into().map_err(|_| corrupt("the hash has not 32 bytes"))?;
    let approved = match (row.approved_by, row.approved_at) {
        (Some(by), Some(at)) => Some((AccountId(by), Instant::from_micros(at))),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => return Err(corrupt("an approval by nobody or at no time")),
    };
    Ok(PaperBatch {
        id: PaperBatchId(row.id),
        agency: AgencyId(row.agency),
        file_name: row.file_name,
        file_hash,
        content: row.content,
        sent_by: AccountId(row.sent_by),
        sent_as: words::value(row.sent_as, "paper_batch", row.id)?,
        sent: Instant::from_micros(row.sent_at),
        approved,
        outcome: row.outcome,
    })
}
