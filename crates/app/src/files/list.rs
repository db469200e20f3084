//! The files of a dossier, by what is known of them.

use crate::{AppError, Context};
use motcua_dossier::{Dossier, Entry, Event};
use motcua_kernel::FileId;
use motcua_storage::files::{self, StoredFile};

/// The files of a dossier, the oldest first.
///
/// # Errors
/// When the store fails.
pub async fn of_dossier(context: &Context, dossier: &Dossier) -> Result<Vec<StoredFile>, AppError> {
    Ok(files::of_dossier(&context.store.reader(), dossier.id).await?)
}

/// One of them.
///
/// # Errors
/// Not found when the dossier has no such file.
pub async fn one(context: &Context, dossier: &Dossier, id: FileId) -> Result<StoredFile, AppError> {
    Ok(files::load(&context.store.reader(), dossier.id, id).await?)
}

/// The file that is the numbered result of a dossier with this history.
pub fn numbered(history: &[Entry]) -> Option<FileId> {
    let file =
        |it: &Entry| if let Event::ResultNumbered { file, .. } = &it.event { Some(*file) } else { None };
    history.iter().rev().find_map(file).flatten()
}
