//! Rows of money that point at nothing: what `verify` asks once, not dossier by dossier.

use crate::{Handle, StoreError};
use sea_orm::{ConnectionTrait, Statement};

/// What is asked, and what a row that answers is: each gives one text.
const QUESTIONS: [(&str, &str); 5] = [
    (
        "receipt of no dossier",
        "SELECT CAST(number AS TEXT) FROM receipt_number WHERE dossier IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM dossier WHERE dossier.id = receipt_number.dossier)",
    ),
    (
        "used receipt without payment",
        "SELECT CAST(number AS TEXT) FROM receipt_number WHERE fate = 'used' AND (dossier IS NULL OR seq IS NULL)",
    ),
    (
        "statement line booked for no dossier",
        "SELECT fingerprint FROM statement_line WHERE booked_at IS NOT NULL AND (dossier IS NULL \
         OR NOT EXISTS (SELECT 1 FROM dossier WHERE dossier.id = statement_line.dossier))",
    ),
    (
        "line of the book of no dossier",
        "SELECT COALESCE(receipt, kind) FROM money_movement WHERE dossier IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM dossier WHERE dossier.id = money_movement.dossier)",
    ),
    (
        "cash in no drawer",
        "SELECT COALESCE(receipt, kind) FROM money_movement WHERE means = 'cash' AND drawer IS NULL",
    ),
];

/// Every row of receipts, statement lines and the book that points at nothing, in words for an operator.
///
/// # Errors
/// When the database fails.
pub async fn strays(handle: &impl Handle) -> Result<Vec<String>, StoreError> {
    let executor = handle.executor();
    let mut found = Vec::new();
    for (what, sql) in QUESTIONS {
        let statement = Statement::from_string(executor.get_database_backend(), sql);
        let rows = executor.query_all_raw(statement).await.map_err(|error| handle.failed(error))?;
        for row in rows {
            let which: String = row.try_get_by_index(0).map_err(|error| handle.failed(error))?;
            found.push(format!("{what}: {which}"));
        }
    }
    Ok(found)
}
