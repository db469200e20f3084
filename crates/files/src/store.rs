//! The store of files: what it takes, where they lie, and that one can be read and taken away again.

use crate::bucket::{Bucket, BucketAddress};
use crate::disk::on_disk;
use crate::folder::{Folder, lying_in, name, take_away};
use crate::reading::Source;
use crate::{Arriving, FileError, FileKind, Reading, Scanner};
use motcua_kernel::{FileId, Instant};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where files are on their way until they are whole.
const ARRIVING: &str = "arriving";

/// A store of files, each under its id: a folder, or a bucket with a folder for what is on its way to it.
#[derive(Clone, Debug)]
pub struct FileStore {
    folder: Arc<Path>,
    place: Place,
    most_bytes: u64,
    kinds: Arc<[FileKind]>,
    scanner: Option<Arc<Scanner>>,
}

/// Where whole files lie.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    Folder(Folder),
    Bucket(Bucket),
}

/// A file that lies in the store, whether or not anybody knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lying {
    /// Its id.
    pub id: FileId,
    /// Its length.
    pub bytes: u64,
    /// Since when it lies there as it is.
    pub since: Instant,
}

impl FileStore {
    /// The folder at this place, made when it is missing; no file in it is larger than `most_bytes`. It takes what
    /// [`FileKind::USUAL`] names.
    ///
    /// # Errors
    /// When it can not be made.
    pub fn open(folder: &Path, most_bytes: u64) -> Result<Self, FileError> {
        std::fs::create_dir_all(folder.join(ARRIVING))?;
        let folder: Arc<Path> = Arc::from(folder);
        let place = Place::Folder(Folder(Arc::clone(&folder)));
        Ok(Self { folder, place, most_bytes, kinds: Arc::from(FileKind::USUAL), scanner: None })
    }

    /// The same, with a bucket for whole files; the folder holds what is on its way to it.
    ///
    /// # Errors
    /// When the address is none. Whether the bucket is there shows when it is used.
    pub fn in_bucket(self, address: &BucketAddress) -> Result<Self, FileError> {
        Ok(Self { place: Place::Bucket(Bucket::new(address)?), ..self })
    }

    /// The same, taking these kinds and no other.
    #[must_use]
    pub fn taking(self, kinds: &[FileKind]) -> Self {
        Self { kinds: Arc::from(kinds), ..self }
    }

    /// The same, showing each file to a scanner before it is kept.
    #[must_use]
    pub fn scanned_by(self, scanner: Scanner) -> Self {
        Self { scanner: Some(Arc::new(scanner)), ..self }
    }

    /// Bytes of the largest file.
    pub const fn most_bytes(&self) -> u64 {
        self.most_bytes
    }

    /// What it takes.
    pub fn kinds(&self) -> &[FileKind] {
        &self.kinds
    }

    pub(crate) const fn place(&self) -> &Place {
        &self.place
    }

    pub(crate) fn scanner(&self) -> Option<&Scanner> {
        self.scanner.as_deref()
    }

    /// Room for a file that comes in under this id.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn receive(&self, id: FileId) -> Result<Arriving, FileError> {
        let (store, path) = (self.clone(), self.on_its_way(id));
        on_disk(move || Arriving::create(store, id, path)).await
    }

    /// The file with this id, of which the sum is known.
    ///
    /// # Errors
    /// When it is not there, or the disk or the bucket fails.
    pub async fn read(&self, id: FileId, sha256: [u8; 32]) -> Result<Reading, FileError> {
        let source = match &self.place {
            Place::Folder(folder) => Source::Disk(folder.open(id).await?),
            Place::Bucket(bucket) => Source::Bucket(bucket.read(id).await?),
        };
        Ok(Reading::new(id, source, sha256))
    }

    /// Takes a file away; one that is not there is away already.
    ///
    /// # Errors
    /// When the disk or the bucket fails.
    pub async fn remove(&self, id: FileId) -> Result<(), FileError> {
        match &self.place {
            Place::Folder(folder) => folder.remove(id).await,
            Place::Bucket(bucket) => bucket.remove(id).await,
        }
    }

    /// The files whose id ends with this byte: one of the 256 parts of the store, so that no list of all is ever held.
    ///
    /// # Errors
    /// When the disk or the bucket fails.
    pub async fn shelf(&self, last_byte: u8) -> Result<Vec<Lying>, FileError> {
        match &self.place {
            Place::Folder(folder) => folder.shelf(last_byte).await,
            Place::Bucket(bucket) => bucket.shelf(last_byte).await,
        }
    }

    /// What is on its way on the disk of this server; what has been so for long was broken off.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn arriving(&self) -> Result<Vec<Lying>, FileError> {
        lying_in(self.folder.join(ARRIVING)).await
    }

    /// Takes away what was broken off on its way.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn forget_arriving(&self, id: FileId) -> Result<(), FileError> {
        take_away(self.on_its_way(id)).await
    }

    fn on_its_way(&self, id: FileId) -> PathBuf {
        self.folder.join(ARRIVING).join(name(id))
    }
}
