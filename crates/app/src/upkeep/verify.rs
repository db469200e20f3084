//! Kiểm tra: every history is folded anew and compared with what is stored.

use crate::pages::DossierPages;
use crate::{AppError, Context};
use motcua_kernel::DossierId;
use motcua_storage::{Reader, StoreError, dossiers};

/// What the look at every dossier found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Dossiers looked at.
    pub dossiers: usize,
    /// Those whose rows are broken, each with the first thing that is wrong.
    pub broken: Vec<(DossierId, String)>,
}

/// Checks chain, history and state of every dossier; `progress` is told how many are done.
///
/// # Errors
/// When the store fails. A broken dossier is no error but a line of the report.
pub async fn verify(context: &Context, progress: &(dyn Fn(usize) + Sync)) -> Result<VerifyReport, AppError> {
    let reader = context.store.reader();
    let mut pages = DossierPages::new(&reader);
    let mut report = VerifyReport::default();
    while let Some(page) = pages.next().await? {
        for id in page {
            if let Some(what) = wrong(&reader, id).await? {
                report.broken.push((id, what));
            }
            report.dossiers += 1;
            progress(report.dossiers);
        }
    }
    Ok(report)
}

/// State and history are read one after the other: a dossier that is changed in between looks broken once.
async fn wrong(reader: &Reader, id: DossierId) -> Result<Option<String>, StoreError> {
    if dossiers::verify(reader, id).await.is_ok() {
        return Ok(None);
    }
    match dossiers::verify(reader, id).await {
        Ok(()) => Ok(None),
        Err(error @ StoreError::Corrupt { .. }) => Ok(Some(error.to_string())),
        Err(error) => Err(error),
    }
}
