//! What was booked: the book of an agency over a time, and the ledger of one dossier.

use crate::{AppError, Context};
use motcua_fees::{BookLine, Ledger, ledger};
use motcua_kernel::{AgencyId, DossierId, Instant};
use motcua_storage::{dossiers, money_book};

/// The lines of an agency's book from one moment to before another.
///
/// # Errors
/// When the store fails.
pub async fn book_of(
    context: &Context,
    agency: AgencyId,
    span: (Instant, Instant),
) -> Result<Vec<BookLine>, AppError> {
    Ok(money_book::of_agency(&context.store.reader(), agency, span).await?)
}

/// The ledger of a dossier.
///
/// # Errors
/// When the store fails.
pub async fn ledger_of(context: &Context, dossier: DossierId) -> Result<Ledger, AppError> {
    Ok(ledger(&dossiers::history(&context.store.reader(), dossier).await?))
}
