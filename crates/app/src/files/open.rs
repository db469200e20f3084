//! A file that is read. Nobody reads one without a line in the log of readings.

use super::{folder, one};
use crate::{AppError, Context};
use motcua_dossier::Dossier;
use motcua_files::Reading as Bytes;
use motcua_kernel::{Actor, FileId};
use motcua_storage::files::StoredFile;
use motcua_storage::readings::{self, Reading, ReadingPlace};
use motcua_storage::{StoreError, Tx};

/// A file of a dossier for `actor`: what is known of it, and its bytes.
///
/// # Errors
/// Not found when the dossier has no such file; also when only the reading can not be kept: then it is not shown.
pub async fn open(
    context: &Context,
    actor: Actor,
    dossier: &Dossier,
    id: FileId,
) -> Result<(StoredFile, Bytes), AppError> {
    let file = one(context, dossier, id).await?;
    let bytes = folder(context)?.read(id, file.sha256).await?;
    let place = ReadingPlace::File;
    let reading = Reading { at: context.clock.now(), account: actor.account, dossier: dossier.id, place };
    context
        .store
        .write(async |tx: &Tx| readings::record(tx, &reading).await)
        .await
        .map_err(|it: StoreError| it)?;
    Ok((file, bytes))
}
