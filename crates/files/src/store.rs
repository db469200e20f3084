//! The folder: where a file lies, that it is made, and that it can be taken away again.

use crate::reading::Reading;
use crate::{Arriving, FileError};
use motcua_kernel::FileId;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// Where files are on their way until they are whole.
const ARRIVING: &str = "arriving";

/// A folder of files, each under its id.
#[derive(Clone, Debug)]
pub struct FileStore {
    folder: Arc<Path>,
    most_bytes: u64,
}

impl FileStore {
    /// The folder at this place, made when it is missing; no file in it is larger than `most_bytes`.
    ///
    /// # Errors
    /// When it can not be made.
    pub fn open(folder: &Path, most_bytes: u64) -> Result<Self, FileError> {
        std::fs::create_dir_all(folder.join(ARRIVING))?;
        Ok(Self { folder: Arc::from(folder), most_bytes })
    }

    /// Bytes of the largest file.
    pub const fn most_bytes(&self) -> u64 {
        self.most_bytes
    }

    /// Room for a file that comes in under this id.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn receive(&self, id: FileId) -> Result<Arriving, FileError> {
        let (store, path) = (self.clone(), self.folder.join(ARRIVING).join(id.0.simple().to_string()));
        on_disk(move || Arriving::create(store, id, path)).await
    }

    /// The file with this id, of which the sum is known.
    ///
    /// # Errors
    /// When it is not there or the disk fails.
    pub async fn read(&self, id: FileId, sha256: [u8; 32]) -> Result<Reading, FileError> {
        let path = self.place(id);
        on_disk(move || Ok(Reading::new(id, std::fs::File::open(path)?, sha256))).await
    }

    /// Takes a file away; one that is not there is away already.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn remove(&self, id: FileId) -> Result<(), FileError> {
        let path = self.place(id);
        on_disk(move || match std::fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            Ok(()) | Err(_) => Ok(()),
        })
        .await
    }

    /// By the last byte of the id, since the first ones are the time.
    pub(crate) fn place(&self, id: FileId) -> PathBuf {
        let name = id.0.simple().to_string();
        let last_byte: String = name.chars().skip(name.len().saturating_sub(2)).collect();
        self.folder.join(last_byte).join(name)
    }
}

/// Work that waits for the disk, where it holds nobody up.
pub(crate) async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileError> + Send + 'static,
) -> Result<T, FileError> {
    spawn_blocking(work).await.map_err(|error| FileError::Disk(std::io::Error::other(error)))?
}
