//! A file that was put wrongly is taken away; that it was there, who put it and who took it stays.

use super::folder;
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_kernel::{Actor, FileId};
use motcua_storage::files;
use motcua_storage::{StoreError, Tx};

/// Takes a file of a dossier away.
///
/// # Errors
/// Not found when the dossier has no such file.
pub async fn remove(context: &Context, actor: Actor, dossier: &Dossier, id: FileId) -> Result<(), AppError> {
    let now = context.clock.now();
    context
        .store
        .write(async |tx: &Tx| files::remove(tx, dossier.id, id, actor.account, now).await)
        .await
        .map_err(|it: StoreError| it)?;
    Ok(folder(context)?.remove(id).await?)
}
