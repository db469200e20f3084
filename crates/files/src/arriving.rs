//! A file on its way in: counted, summed and looked at while it comes, and gone again unless it is kept.

use crate::disk::{DiskFile, interrupted, on_disk};
use crate::kind::{Begins, ENOUGH, begins, packed};
use crate::store::Place;
use crate::{FileError, FileKind, FileStore};
use motcua_kernel::{FileId, Refusal};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Seek, Write};
use std::path::PathBuf;

/// So much is held in memory at once.
const PIECE: usize = 256 * 1024;

/// A file that comes in piece by piece.
#[derive(Debug)]
pub struct Arriving {
    store: FileStore,
    id: FileId,
    path: PathBuf,
    /// On the disk already, with its sum so far; away only while it is written.
    written: Option<(File, Sha256)>,
    waiting: Vec<u8>,
    bytes: u64,
    begins: Option<Begins>,
    /// Whether it was renamed away, so that nothing is left to take away here.
    renamed: bool,
}

/// A file that is whole and in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: FileId,
    /// What it is.
    pub kind: FileKind,
    /// Its length.
    pub bytes: u64,
    /// Its sum.
    pub sha256: [u8; 32],
}

impl Arriving {
    pub(crate) fn create(store: FileStore, id: FileId, path: PathBuf) -> Result<Self, FileError> {
        let file = File::options().read(true).write(true).create_new(true).open(&path)?;
        let written = Some((file, Sha256::new()));
        Ok(Self { store, id, path, written, waiting: Vec::new(), bytes: 0, begins: None, renamed: false })
    }

    /// The next piece.
    ///
    /// # Errors
    /// `files.too-large` and `files.kind` as soon as it shows; when the disk fails.
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), FileError> {
        self.bytes = self.bytes.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        if self.bytes > self.store.most_bytes() {
            return Err(too_large(self.store.most_bytes()).into());
        }
        self.waiting.extend_from_slice(piece);
        if self.begins.is_none() && self.waiting.len() >= ENOUGH {
            self.begins = Some(begins(&self.waiting, self.store.kinds())?);
        }
        if self.waiting.len() >= PIECE { self.flush().await } else { Ok(()) }
    }

    /// Brings it to the disk, lets the scanner see it and puts it into the store.
    ///
    /// # Errors
    /// `files.empty`, `files.kind`, `files.macros`, `files.infected` and `files.scan-unavailable`; when the disk or the
    /// bucket fails.
    pub async fn keep(mut self) -> Result<Kept, FileError> {
        if self.bytes == 0 {
            return Err(Refusal::new("files.empty").at("file").into());
        }
        let begins = match self.begins {
            Some(begins) => begins,
            None => begins(&self.waiting, self.store.kinds())?,
        };
        self.flush().await?;
        let Some((file, sum)) = self.written.take() else { return Err(interrupted()) };
        let mut file = DiskFile::new(file);
        let kind = self.kind(begins, &mut file).await?;
        if let Some(scanner) = self.store.scanner() {
            // Opened for itself: one that is not answered in time is left in the middle of a piece.
            scanner.judge(&mut DiskFile::open(self.path.clone()).await?).await?;
        }
        match self.store.place() {
            Place::Folder(folder) => {
                folder.put(self.id, self.path.clone()).await?;
                self.renamed = true;
            }
            Place::Bucket(bucket) => bucket.put(self.id, &mut file).await?,
        }
        Ok(Kept { id: self.id, kind, bytes: self.bytes, sha256: sum.finalize().into() })
    }

    /// What it is, when it is whole on the disk.
    async fn kind(&self, begins: Begins, file: &mut DiskFile) -> Result<FileKind, FileError> {
        let store = self.store.clone();
        file.with(move |file| {
            file.sync_all()?;
            match begins {
                Begins::As(kind) => Ok(kind),
                Begins::AsArchive => {
                    file.rewind()?;
                    Ok(packed(file, store.kinds())?)
                }
            }
        })
        .await
    }

    async fn flush(&mut self) -> Result<(), FileError> {
        let Some((mut file, mut sum)) = self.written.take() else { return Err(interrupted()) };
        let piece = std::mem::take(&mut self.waiting);
        let written = on_disk(move || {
            file.write_all(&piece)?;
            sum.update(&piece);
            Ok((file, sum))
        });
        self.written = Some(written.await?);
        Ok(())
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        if !self.renamed {
            // What stays behind is one temporary file; there is nobody left to tell.
            drop(std::fs::remove_file(&self.path));
        }
    }
}

/// That a file is larger than `most_bytes`.
pub fn too_large(most_bytes: u64) -> Refusal {
    Refusal::new("files.too-large").with("most", most_bytes / 1_000_000).at("file")
}
