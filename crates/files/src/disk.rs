//! Work that waits for the disk, and a file on it that is read piece by piece. Never a whole file in memory.

use crate::FileError;
use bytes::Bytes;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::PathBuf;
use tokio::task::spawn_blocking;

/// A file that is open on the disk; away only while it is read.
#[derive(Debug)]
pub(crate) struct DiskFile(Option<File>);

impl DiskFile {
    pub(crate) const fn new(file: File) -> Self {
        Self(Some(file))
    }

    pub(crate) async fn open(path: PathBuf) -> Result<Self, FileError> {
        on_disk(move || Ok(Self::new(File::open(path)?))).await
    }

    /// The next bytes, no more than `most` of them; none at the end.
    pub(crate) async fn next(&mut self, most: usize) -> Result<Bytes, FileError> {
        self.with(move |file| {
            let mut piece = Vec::with_capacity(most);
            file.take(u64::try_from(most).unwrap_or(u64::MAX)).read_to_end(&mut piece)?;
            Ok(Bytes::from(piece))
        })
        .await
    }

    /// Back to the beginning.
    pub(crate) async fn rewind(&mut self) -> Result<(), FileError> {
        self.with(|file| Ok(file.rewind()?)).await
    }

    /// Does something with the file.
    pub(crate) async fn with<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut File) -> Result<T, FileError> + Send + 'static,
    ) -> Result<T, FileError> {
        let mut file = self.0.take().ok_or_else(interrupted)?;
        let (done, file) = on_disk(move || Ok((work(&mut file), file))).await?;
        self.0 = Some(file);
        done
    }
}

/// Work that waits for the disk, where it holds nobody up.
pub(crate) async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileError> + Send + 'static,
) -> Result<T, FileError> {
    spawn_blocking(work).await.map_err(|error| FileError::Disk(io::Error::other(error)))?
}

pub(crate) fn interrupted() -> FileError {
    io::Error::other("what came before this was not done").into()
}
