//! What comes into the folder, what does not, and that nothing of the latter stays.
#![cfg(test)]

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

fn folder() -> (TempDir, FileStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = FileStore::open(folder.path(), MOST).unwrap();
    (folder, store)
}

async fn put(store: &FileStore, number: u128, pieces: &[&[u8]]) -> Result<Kept, FileError> {
    let mut arriving = store.receive(id(number)).await?;
    for piece in pieces {
        arriving.write(piece).await?;
    }
    arriving.keep().await
}

async fn read(store: &FileStore, kept: &Kept) -> Result<Vec<u8>, FileError> {
    let mut reading = store.read(kept.id, kept.sha256).await?;
    let mut whole = Vec::new();
    while let Some(piece) = reading.next().await? {
        whole.extend(piece);
    }
    Ok(whole)
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

#[tokio::test]
async fn what_was_put_in_comes_out() {
    let (folder, store) = folder();
    let long = vec![7; 700_000];
    let kept = put(&store, 1, &[&PDF[..3], &PDF[3..], &long]).await.unwrap();
    assert_eq!(kept.kind, FileKind::Pdf);
    assert_eq!(kept.bytes, u64::try_from(PDF.len() + long.len()).unwrap());
    assert_eq!(read(&store, &kept).await.unwrap(), [PDF, &long].concat());
    assert_eq!(count(folder.path()), 1);
    store.remove(kept.id).await.unwrap();
    store.remove(kept.id).await.unwrap();
    assert_eq!(count(folder.path()), 0);
    assert!(store.read(kept.id, kept.sha256).await.is_err());
}

#[tokio::test]
async fn what_may_not_come_in_leaves_nothing_behind() {
    let (folder, store) = folder();
    refused(put(&store, 1, &[b"MZ\x90\0\x03\0\0\0\x04"]).await, "files.kind");
    refused(put(&store, 2, &[b"MZ"]).await, "files.kind");
    refused(put(&store, 3, &[]).await, "files.empty");
    refused(put(&store, 4, &[PDF, &vec![0; 1_000_000]]).await, "files.too-large");
    refused(put(&store, 5, &[&archive(&["classes.dex"])]).await, "files.kind");
    refused(put(&store, 6, &[b"PK\x03\x04 and nothing more"]).await, "files.kind");
    let macros = archive(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]);
    refused(put(&store, 7, &[&macros]).await, "files.macros");
    drop(store.receive(id(8)).await.unwrap());
    assert_eq!(count(folder.path()), 0);
}

#[tokio::test]
async fn an_office_file_is_told_by_what_is_packed_in_it() {
    let (_folder, store) = folder();
    let document = archive(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"]);
    assert_eq!(put(&store, 1, &[&document]).await.unwrap().kind, FileKind::Docx);
    let table = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
    assert_eq!(put(&store, 2, &[&table]).await.unwrap().kind, FileKind::Xlsx);
}

#[tokio::test]
async fn a_file_that_was_changed_on_the_disk_does_not_end_well() {
    let (folder, store) = folder();
    let kept = put(&store, 1, &[PDF]).await.unwrap();
    let path = folder.path().join("01").join(kept.id.0.simple().to_string());
    std::fs::write(path, b"%PDF-1.7\n1 0 OBJ\n").unwrap();
    assert!(matches!(read(&store, &kept).await, Err(FileError::Changed { .. })));
}
