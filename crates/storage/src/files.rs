//! What is known of the files of a dossier. The bytes lie in a folder; a file that was taken away leaves its line.

use crate::entities::stored_file;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::{AccountId, DossierId, FileId, Instant};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a file is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePurpose {
    /// A paper the case asks for.
    Component {
        /// Its code.
        code: String,
    },
    /// What the office gives.
    Result,
    /// Whatever else belongs to the dossier.
    Other,
}

/// A file of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its id.
    pub id: FileId,
    /// Whose.
    pub dossier: DossierId,
    /// What for.
    pub purpose: FilePurpose,
    /// As it is shown.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// Its length.
    pub bytes: u64,
    /// Its sum.
    pub sha256: [u8; 32],
    /// Who brought it in.
    pub added_by: AccountId,
    /// When.
    pub added_at: Instant,
}

const COMPONENT: &str = "component";
const RESULT: &str = "result";
const OTHER: &str = "other";

/// Writes down files that lie in the folder.
///
/// # Errors
/// When the database fails, or there is no such dossier or account.
pub async fn insert(tx: &Tx, files: &[StoredFile]) -> Result<(), StoreError> {
    if files.is_empty() {
        return Ok(());
    }
    let rows: Vec<stored_file::ActiveModel> = files.iter().map(row).collect::<Result<_, _>>()?;
    stored_file::Entity::insert_many(rows)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// The files of a dossier that were not taken away, the oldest first.
///
/// # Errors
/// `Corrupt` when a row can not be read.
pub async fn of_dossier(handle: &impl Handle, dossier: DossierId) -> Result<Vec<StoredFile>, StoreError> {
    let rows = stored_file::Entity::find()
        .filter(stored_file::Column::Dossier.eq(dossier.0))
        .filter(stored_file::Column::RemovedAt.is_null())
        .order_by_asc(stored_file::Column::AddedAt)
        .order_by_asc(stored_file::Column::Id)
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    rows.into_iter().map(stored).collect()
}

/// Those of these files that a dossier has: they have a line and were not taken away.
///
/// # Errors
/// When the database fails.
pub async fn named(handle: &impl Handle, ids: &[FileId]) -> Result<BTreeSet<FileId>, StoreError> {
    let found: Vec<Uuid> = stored_file::Entity::find()
        .select_only()
        .column(stored_file::Column::Id)
        .filter(stored_file::Column::Id.is_in(ids.iter().map(|it| it.0)))
        .filter(stored_file::Column::RemovedAt.is_null())
        .into_tuple()
        .all(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(found.into_iter().map(FileId).collect())
}

/// One of them.
///
/// # Errors
/// `NotFound` when the dossier has no such file, or it was taken away; `Corrupt` when its row can not be read.
pub async fn load(handle: &impl Handle, dossier: DossierId, id: FileId) -> Result<StoredFile, StoreError> {
    let row = stored_file::Entity::find_by_id(id.0)
        .filter(stored_file::Column::Dossier.eq(dossier.0))
        .filter(stored_file::Column::RemovedAt.is_null())
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(stored).transpose()?.ok_or_else(|| StoreError::NotFound { what: format!("file {id}") })
}

/// Whose file it is or was, for one that was taken away too; none for one that was never there.
///
/// # Errors
/// When the database fails.
pub async fn dossier_of(handle: &impl Handle, id: FileId) -> Result<Option<DossierId>, StoreError> {
    let row = stored_file::Entity::find_by_id(id.0)
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    Ok(row.map(|it| DossierId(it.dossier)))
}

/// Writes down that a file was taken away, and by whom.
///
/// # Errors
/// `NotFound` when the dossier has no such file, or it was taken away before.
pub async fn remove(
    tx: &Tx,
    dossier: DossierId,
    id: FileId,
    by: AccountId,
    at: Instant,
) -> Result<(), StoreError> {
    let removed = stored_file::ActiveModel {
        removed_by: Set(Some(by.0)),
        removed_at: Set(Some(at.micros())),
        ..Default::default()
    };
    let updated = stored_file::Entity::update_many()
        .set(removed)
        .filter(stored_file::Column::Id.eq(id.0))
        .filter(stored_file::Column::Dossier.eq(dossier.0))
        .filter(stored_file::Column::RemovedAt.is_null())
        .exec(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    if updated.rows_affected == 1 { Ok(()) } else { Err(StoreError::NotFound { what: format!("file {id}") }) }
}

fn row(file: &StoredFile) -> Result<stored_file::ActiveModel, StoreError> {
    let (purpose, component) = match &file.purpose {
        FilePurpose::Component { code } => (COMPONENT, Some(code.clone())),
        FilePurpose::Result => (RESULT, None),
        FilePurpose::Other => (OTHER, None),
    };
    let bytes =
        i64::try_from(file.bytes).map_err(|error| StoreError::corrupt("stored_file", file.id, error))?;
    Ok(stored_file::ActiveModel {
        id: Set(file.id.0),
        dossier: Set(file.dossier.0),
        purpose: Set(purpose.to_owned()),
        component: Set(component),
        name: Set(file.name.clone()),
        media_type: Set(file.media_type.clone()),
        bytes: Set(bytes),
        sha256: Set(file.sha256.to_vec()),
        added_by: Set(file.added_by.0),
        added_at: Set(file.added_at.micros()),
        removed_by: Set(None),
        removed_at: Set(None),
    })
}

pub(crate) fn stored(row: stored_file::Model) -> Result<StoredFile, StoreError> {
    let corrupt = |what: &str| StoreError::corrupt("stored_file", row.id, what);
    let purpose = match (row.purpose.as_str(), row.component) {
        (COMPONENT, Some(code)) => FilePurpose::Component { code },
        (RESULT, None) => FilePurpose::Result,
        (OTHER, None) => FilePurpose::Other,
        _ => return Err(corrupt("a purpose nobody knows")),
    };
    Ok(StoredFile {
        id: FileId(row.id),
        dossier: DossierId(row.dossier),
        purpose,
        name: row.name,
        media_type: row.media_type,
        bytes: u64::try_from(row.bytes).map_err(|_| corrupt("a length below nothing"))?,
        sha256: row.sha256.try_into().map_err(|_| corrupt("a sum of another length"))?,
        added_by: AccountId(row.added_by),
        added_at: Instant::from_micros(row.added_at),
    })
}
