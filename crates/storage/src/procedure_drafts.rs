//! Drafts that the import of the national list made, with the rows they come from, until an officer has settled them.

use crate::entities::procedure_draft;
use crate::{Handle, StoreError, Tx};
use motcua_kernel::Instant;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{EntityTrait, QuerySelect, Set};
use std::collections::BTreeMap;

/// One draft as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcedureDraftRow {
    /// The national code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many of its rows an officer must look at.
    pub flagged: u32,
    /// The draft, as JSON.
    pub draft: String,
    /// What it was made of.
    pub source: String,
    /// When.
    pub imported_at: Instant,
}

/// Puts drafts in the place of those with their codes, in one statement. Of two with one code the last counts.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx, drafts: &[ProcedureDraftRow]) -> Result<(), StoreError> {
    use procedure_draft::Column::{Code, Draft, Flagged, ImportedAt, Name, Source};
    if drafts.is_empty() {
        return Ok(());
    }
    // PostgreSQL does not touch one row twice in one statement.
    let by_code: BTreeMap<&str, &ProcedureDraftRow> =
        drafts.iter().map(|it| (it.code.as_str(), it)).collect();
    let rows = by_code.into_values().map(|it| procedure_draft::ActiveModel {
        code: Set(it.code.clone()),
        name: Set(it.name.clone()),
        flagged: Set(i64::from(it.flagged)),
        draft: Set(it.draft.clone()),
        source: Set(it.source.clone()),
        imported_at: Set(it.imported_at.micros()),
    });
    let replace =
        OnConflict::column(Code).update_columns([Name, Flagged, Draft, Source, ImportedAt]).to_owned();
    procedure_draft::Entity::insert_many(rows)
        .on_conflict(replace)
        .exec_without_returning(&tx.inner)
        .await
        .map_err(|error| tx.fail(error))?;
    Ok(())
}

/// How many drafts there are, and how many of their rows an officer must look at.
///
/// # Errors
/// When the database fails.
pub async fn count(handle: &impl Handle) -> Result<(u64, u64), StoreError> {
    let counted: Option<(i64, Option<i64>)> = procedure_draft::Entity::find()
        .select_only()
        .expr(Expr::cust("count(*)"))
        .expr(Expr::cust("CAST(sum(flagged) AS BIGINT)"))
        .into_tuple()
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    let (rows, flagged) = counted.unwrap_or_default();
    let whole = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok((whole(rows), whole(flagged.unwrap_or_default())))
}

/// The draft with this national code.
///
/// # Errors
/// `Corrupt` when the row can not be read.
pub async fn by_code(handle: &impl Handle, code: &str) -> Result<Option<ProcedureDraftRow>, StoreError> {
    let row = procedure_draft::Entity::find_by_id(code.to_owned())
        .one(&handle.executor())
        .await
        .map_err(|error| handle.failed(error))?;
    row.map(draft).transpose()
}

fn draft(row: procedure_draft::Model) -> Result<ProcedureDraftRow, StoreError> {
    let flagged = u32::try_from(row.flagged)
        .map_err(|error| StoreError::corrupt("procedure_draft", row.code.as_str(), error))?;
    Ok(ProcedureDraftRow {
        flagged,
        imported_at: Instant::from_micros(row.imported_at),
        code: row.code,
        name: row.name,
        draft: row.draft,
        source: row.source,
    })
}
