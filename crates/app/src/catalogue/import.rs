//! Nhập danh mục thủ tục: every procedure of the national list becomes a draft beside the line it was read from.
//!
//! A draft is known by the code of its procedure, so importing a list again puts each in the place of the one before. No
//! draft is ever used for a dossier: an officer completes and publishes it.

use crate::{AppError, Context};
use motcua_catalogue::import::{ImportedProcedure, to_draft};
use motcua_kernel::Instant;
use motcua_storage::procedure_drafts::{self, ProcedureDraftRow};
use motcua_storage::{StoreError, Tx};

/// A write ends after this many procedures: it may not hold its lock for long.
const PROCEDURES_A_WRITE: usize = 200;

/// What became of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CatalogueImport {
    /// Drafts of procedures that were not here.
    pub stored: usize,
    /// Drafts that took the place of an earlier one.
    pub replaced: usize,
}

/// Keeps a draft of each of `procedures`; `progress` is told how many are dealt with.
///
/// # Errors
/// When the store fails; what `progress` was told of stays.
pub async fn import_catalogue(
    context: &Context,
    procedures: &[ImportedProcedure],
    progress: &(dyn Fn(usize) + Sync),
) -> Result<CatalogueImport, AppError> {
    let mut import = CatalogueImport::default();
    for batch in procedures.chunks(PROCEDURES_A_WRITE) {
        let now = context.clock.now();
        let rows = batch.iter().map(|it| row(it, now)).collect::<Result<Vec<_>, _>>()?;
        let new = context
            .store
            .write(async |tx: &Tx| {
                let (before, _) = procedure_drafts::count(tx).await?;
                procedure_drafts::put(tx, &rows).await?;
                let (after, _) = procedure_drafts::count(tx).await?;
                Ok::<_, AppError>(after.saturating_sub(before))
            })
            .await?;
        let new = usize::try_from(new).unwrap_or(usize::MAX);
        import.stored += new;
        import.replaced += rows.len().saturating_sub(new);
        progress(import.stored + import.replaced);
    }
    Ok(import)
}

fn row(imported: &ImportedProcedure, now: Instant) -> Result<ProcedureDraftRow, StoreError> {
    let draft = to_draft(imported, now.date());
    let json = serde_json::to_string(&draft).map_err(|error| StoreError::Corrupt {
        table: "procedure_draft",
        id: imported.code.clone(),
        what: error.to_string(),
    })?;
    Ok(ProcedureDraftRow {
        code: imported.code.clone(),
        name: imported.name.clone(),
        flagged: u32::try_from(draft.open_points.len()).unwrap_or(u32::MAX),
        draft: json,
        source: imported.verbatim.clone(),
        imported_at: now,
    })
}
