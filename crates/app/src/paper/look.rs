//! Looking at files of paper dossiers: what waits, what each row would become, what came of it.

use super::Outcome;
use super::judge::{JudgedRow, judge};
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_intake::slip_number;
use motcua_kernel::{AgencyId, PaperBatchId};
use motcua_spreadsheet::Table;
use motcua_storage::paper_batches::{self, PaperBatch};
use motcua_storage::{StoreError, dossiers, paper_slips};

/// Files that are shown of one agency.
const SHOWN: u64 = 50;

/// A file, with its rows as long as it waits, and what came of it afterwards.
#[derive(Clone, Debug)]
pub struct SeenBatch {
    /// The file.
    pub batch: PaperBatch,
    /// Its rows and what each would become if it were approved now; none after.
    pub rows: Vec<JudgedRow>,
    /// What came of it.
    pub outcome: Option<Outcome>,
}

/// The files of an agency, the newest first, without their rows.
///
/// # Errors
/// When the store fails.
pub async fn batches(context: &Context, agency: AgencyId) -> Result<Vec<SeenBatch>, AppError> {
    let found = paper_batches::of_agency(&context.store.reader(), agency, SHOWN).await?;
    found
        .into_iter()
        .map(|batch| Ok(SeenBatch { outcome: outcome(&batch)?, batch, rows: Vec::new() }))
        .collect()
}

/// One file of an agency.
///
/// # Errors
/// Not found when the agency has no such file.
pub async fn batch(context: &Context, agency: AgencyId, id: PaperBatchId) -> Result<SeenBatch, AppError> {
    let reader = context.store.reader();
    let batch = paper_batches::load(&reader, id).await?;
    if batch.agency != agency {
        return Err(AppError::NotFound);
    }
    let rows = match content(&batch)? {
        Some(table) => judge(context, &reader, &table, agency, context.clock.now()).await?,
        None => Vec::new(),
    };
    Ok(SeenBatch { outcome: outcome(&batch)?, batch, rows })
}

/// The dossiers that any of these agencies received with a paper slip of this number.
///
/// # Errors
/// Refused when it is no number of a slip.
pub async fn by_slip(
    context: &Context,
    agencies: &[AgencyId],
    number: &str,
) -> Result<Vec<Dossier>, AppError> {
    let number = slip_number(number).map_err(|refusal| refusal.at("slip"))?;
    let reader = context.store.reader();
    let mut found = Vec::new();
    for id in paper_slips::find(&reader, agencies, &number).await? {
        found.push(dossiers::load(&reader, id).await?);
    }
    Ok(found)
}

/// What each row of a file would become, of which nothing is kept.
///
/// # Errors
/// Refused when it can not be read, lacks a column or has no rows.
pub async fn preview_file(
    context: &Context,
    agency: AgencyId,
    bytes: &[u8],
) -> Result<Vec<JudgedRow>, AppError> {
    let table = motcua_spreadsheet::read(bytes)?;
    judge(context, &context.store.reader(), &table, agency, context.clock.now()).await
}

/// The rows of a file that waits.
pub(super) fn content(batch: &PaperBatch) -> Result<Option<Table>, AppError> {
    let read = batch.content.as_deref().map(serde_json::from_str).transpose();
    read.map_err(|error: serde_json::Error| corrupt(batch, &error))
}

fn outcome(batch: &PaperBatch) -> Result<Option<Outcome>, AppError> {
    let read = batch.outcome.as_deref().map(serde_json::from_str).transpose();
    read.map_err(|error: serde_json::Error| corrupt(batch, &error))
}

fn corrupt(batch: &PaperBatch, error: &serde_json::Error) -> AppError {
    let (id, what) = (batch.id.to_string(), error.to_string());
    AppError::Store(StoreError::Corrupt { table: "paper_batch", id, what })
}
