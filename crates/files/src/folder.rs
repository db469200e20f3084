//! The folder: where a file lies in it, and how a whole one gets there.

use crate::disk::{DiskFile, interrupted, on_disk};
use crate::{FileError, Lying};
use motcua_kernel::{FileId, Instant};
use std::fs::{DirEntry, File};
use std::io::ErrorKind::NotFound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;
use uuid::Uuid;

/// A folder on a disk of this server, or on one that all servers see.
#[derive(Clone, Debug)]
pub(crate) struct Folder(pub(crate) Arc<Path>);

impl Folder {
    /// Renames a whole file into the folder; it is there, and stays there when the power goes.
    pub(crate) async fn put(&self, id: FileId, from: PathBuf) -> Result<(), FileError> {
        let to = self.place(id);
        on_disk(move || {
            let above = to.parent().ok_or_else(interrupted)?;
            std::fs::create_dir_all(above)?;
            std::fs::rename(from, &to)?;
            Ok(File::open(above)?.sync_all()?)
        })
        .await
    }

    pub(crate) async fn open(&self, id: FileId) -> Result<DiskFile, FileError> {
        DiskFile::open(self.place(id)).await
    }

    pub(crate) async fn remove(&self, id: FileId) -> Result<(), FileError> {
        take_away(self.place(id)).await
    }

    pub(crate) async fn shelf(&self, last_byte: u8) -> Result<Vec<Lying>, FileError> {
        lying_in(self.0.join(shelf(last_byte))).await
    }

    fn place(&self, id: FileId) -> PathBuf {
        self.0.join(shelf(last_byte(id))).join(name(id))
    }
}

/// By the last byte of the id, since the first ones are the time.
pub(crate) fn last_byte(id: FileId) -> u8 {
    let [.., last] = *id.0.as_bytes();
    last
}

/// How a shelf is called.
pub(crate) fn shelf(last_byte: u8) -> String {
    format!("{last_byte:02x}")
}

/// How a file is called in it.
pub(crate) fn name(id: FileId) -> String {
    id.0.simple().to_string()
}

/// The file that is called so; none for what is not ours.
pub(crate) fn named(text: &str) -> Option<FileId> {
    let id = FileId(Uuid::try_parse(text).ok()?);
    (name(id) == text).then_some(id)
}

/// What lies in a folder under the name of a file; nothing where there is no folder.
pub(crate) async fn lying_in(folder: PathBuf) -> Result<Vec<Lying>, FileError> {
    on_disk(move || {
        let entries = match std::fs::read_dir(folder) {
            Err(error) if error.kind() == NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut lying = Vec::new();
        for entry in entries {
            lying.extend(one(&entry?)?);
        }
        Ok(lying)
    })
    .await
}

fn one(entry: &DirEntry) -> Result<Option<Lying>, FileError> {
    let Some(id) = entry.file_name().to_str().and_then(named) else { return Ok(None) };
    let known = match entry.metadata() {
        // Somebody was faster and took it away.
        Err(error) if error.kind() == NotFound => return Ok(None),
        known => known?,
    };
    let age = known.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    let since = Instant::from_micros(i64::try_from(age.as_micros()).unwrap_or(i64::MAX));
    Ok(known.is_file().then_some(Lying { id, bytes: known.len(), since }))
}

/// Takes a file away; one that is not there is away already.
pub(crate) async fn take_away(path: PathBuf) -> Result<(), FileError> {
    on_disk(move || match std::fs::remove_file(path) {
        Err(error) if error.kind() != NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    })
    .await
}
