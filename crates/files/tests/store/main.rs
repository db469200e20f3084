//! What comes into the store, what does not, and that nothing of the latter stays: the same of a folder and of a bucket.
#![cfg(test)]

mod bucket;
mod kept;
mod scanning;

use motcua_files::{FileError, FileKind, FileStore, Kept};
use motcua_kernel::FileId;
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;
use uuid::Uuid;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";
const MOST: u64 = 1_000_000;

fn id(number: u128) -> FileId {
    FileId(Uuid::from_u128(number))
}

/// A store, and the folders that everything of it lies in.
struct Place {
    store: FileStore,
    folder: TempDir,
    bucket: Option<bucket::StandIn>,
}

impl Place {
    fn folder(most: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::open(folder.path(), most).unwrap().taking(&FileKind::ALL);
        Self { store, folder, bucket: None }
    }

    async fn bucket(most: u64) -> Self {
        let Self { store, folder, .. } = Self::folder(most);
        let bucket = bucket::StandIn::start().await;
        Self { store: store.in_bucket(&bucket.address()).unwrap(), folder, bucket: Some(bucket) }
    }

    /// Files anywhere in it, on their way or there.
    fn count(&self) -> usize {
        count(self.folder.path()) + self.bucket.as_ref().map_or(0, bucket::StandIn::count)
    }

    async fn put(&self, number: u128, pieces: &[&[u8]]) -> Result<Kept, FileError> {
        let mut arriving = self.store.receive(id(number)).await?;
        for piece in pieces {
            arriving.write(piece).await?;
        }
        arriving.keep().await
    }

    async fn read(&self, kept: &Kept) -> Result<Vec<u8>, FileError> {
        let mut reading = self.store.read(kept.id, kept.sha256).await?;
        let mut whole = Vec::new();
        while let Some(piece) = reading.next().await? {
            whole.extend(piece);
        }
        Ok(whole)
    }
}

/// Files below `folder`.
fn count(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    entries.map(|it| if it.is_dir() { count(&it) } else { 1 }).sum()
}

fn archive(names: &[&str]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(b"<x/>").unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[track_caller]
fn refused(result: Result<Kept, FileError>, code: &str) {
    match result {
        Err(FileError::Refused(refusal)) => assert_eq!(refusal.message.code.0, code),
        other => panic!("{other:?}"),
    }
}
