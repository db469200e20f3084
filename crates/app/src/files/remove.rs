//! A file that was put wrongly is taken away; that it was there, who put it and who took it stays.

use super::{folder, numbered};
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{Actor, FileId, Refusal};
use motcua_storage::{StoreError, Tx, dossiers, files};

/// Takes a file of a dossier away.
///
/// # Errors
/// Not found when the dossier has no such file; refused for one that its history names: a sheet that was issued, and the
/// numbered result.
pub async fn remove(context: &Context, actor: Actor, dossier: &Dossier, id: FileId) -> Result<(), AppError> {
    let now = context.clock.now();
    if dossier.has_sheet(id)
        || numbered(&dossiers::history(&context.store.reader(), dossier.id).await?) == Some(id)
    {
        return Err(Refusal::new("app.file-in-history").into());
    }
    context
        .store
        .write(async |tx: &Tx| files::remove(tx, dossier.id, id, actor.account, now).await)
        .await
        .map_err(|it: StoreError| it)?;
    Ok(folder(context)?.remove(id).await?)
}
