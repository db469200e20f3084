//! The same sentences about a folder and about a bucket.

use super::*;

/// A test of a store, in a folder and in a bucket.
macro_rules! in_both_places {
    ($name:ident, $test:expr) => {
        mod $name {
            use super::*;

            #[tokio::test]
            async fn in_a_folder() {
                let test = $test;
                test(Place::folder(MOST)).await;
            }

            #[tokio::test]
            async fn in_a_bucket() {
                let test = $test;
                test(Place::bucket(MOST).await).await;
            }
        }
    };
}

in_both_places!(what_was_put_in_comes_out, async |place: Place| {
    let long = vec![7; 700_000];
    let kept = place.put(1, &[&PDF[..3], &PDF[3..], &long]).await.unwrap();
    assert_eq!(kept.kind, FileKind::Pdf);
    assert_eq!(kept.bytes, u64::try_from(PDF.len() + long.len()).unwrap());
    assert_eq!(place.read(&kept).await.unwrap(), [PDF, &long].concat());
    assert_eq!(place.count(), 1);
    place.store.remove(kept.id).await.unwrap();
    place.store.remove(kept.id).await.unwrap();
    assert_eq!(place.count(), 0);
    assert!(place.store.read(kept.id, kept.sha256).await.is_err());
});

in_both_places!(what_may_not_come_in_leaves_nothing_behind, async |place: Place| {
    refused(place.put(1, &[b"MZ\x90\0\x03\0\0\0\x04"]).await, "files.kind");
    refused(place.put(2, &[b"MZ"]).await, "files.kind");
    refused(place.put(3, &[]).await, "files.empty");
    refused(place.put(4, &[PDF, &vec![0; 1_000_000]]).await, "files.too-large");
    refused(place.put(5, &[&archive(&["classes.dex"])]).await, "files.kind");
    refused(place.put(6, &[b"PK\x03\x04 and nothing more"]).await, "files.kind");
    let macros = archive(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]);
    refused(place.put(7, &[&macros]).await, "files.macros");
    drop(place.store.receive(id(8)).await.unwrap());
    let mut broken_off = place.store.receive(id(9)).await.unwrap();
    broken_off.write(&[PDF, &vec![0; 600_000]].concat()).await.unwrap();
    drop(broken_off);
    assert_eq!(place.count(), 0);
});

in_both_places!(an_office_file_is_told_by_what_is_packed_in_it, async |place: Place| {
    let document = archive(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"]);
    assert_eq!(place.put(1, &[&document]).await.unwrap().kind, FileKind::Docx);
    let table = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
    assert_eq!(place.put(2, &[&table]).await.unwrap().kind, FileKind::Xlsx);
    let only_tables = Place { store: place.store.clone().taking(&[FileKind::Xlsx]), ..place };
    refused(only_tables.put(3, &[&document]).await, "files.kind");
    assert_eq!(only_tables.put(4, &[&table]).await.unwrap().kind, FileKind::Xlsx);
    assert_eq!(only_tables.count(), 3);
});

in_both_places!(a_file_that_was_changed_where_it_lies_does_not_end_well, async |place: Place| {
    let kept = place.put(1, &[PDF]).await.unwrap();
    let lies_in =
        place.bucket.as_ref().map_or_else(|| place.folder.path().to_owned(), bucket::StandIn::folder);
    std::fs::write(lies_in.join("01").join(kept.id.0.simple().to_string()), b"%PDF-1.7\n1 0 OBJ\n").unwrap();
    assert!(matches!(place.read(&kept).await, Err(FileError::Changed { .. })));
});

in_both_places!(what_lies_in_the_store_is_listed_by_the_last_byte_of_its_id, async |place: Place| {
    for number in [0x0101, 0x0201, 0x02] {
        place.put(number, &[PDF]).await.unwrap();
    }
    let mut first: Vec<_> = place.store.shelf(1).await.unwrap();
    first.sort_by_key(|it| it.id);
    assert_eq!(first.iter().map(|it| it.id).collect::<Vec<_>>(), [id(0x0101), id(0x0201)]);
    assert!(first.iter().all(|it| it.bytes == 17 && it.since.micros() > 1_700_000_000_000_000));
    assert_eq!(place.store.shelf(3).await.unwrap(), []);
});

in_both_places!(what_is_on_its_way_lies_on_no_shelf, async |place: Place| {
    let mut arriving = place.store.receive(id(1)).await.unwrap();
    arriving.write(PDF).await.unwrap();
    assert_eq!(place.store.shelf(1).await.unwrap(), []);
    assert_eq!(place.store.arriving().await.unwrap().iter().map(|it| it.id).collect::<Vec<_>>(), [id(1)]);
    // A server that died left it so.
    std::mem::forget(arriving);
    place.store.forget_arriving(id(1)).await.unwrap();
    place.store.forget_arriving(id(1)).await.unwrap();
    assert_eq!(place.count(), 0);
});

#[tokio::test]
async fn without_a_word_of_the_operator_only_pdf_and_images_come_in() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place { store: FileStore::open(folder.path(), MOST).unwrap(), folder, bucket: None };
    let table = archive(&["[Content_Types].xml", "xl/workbook.xml"]);
    refused(place.put(1, &[&table]).await, "files.kind");
    assert_eq!(place.put(2, &[PDF]).await.unwrap().kind, FileKind::Pdf);
}

async fn a_hundred_megabytes(place: &Place) -> usize {
    const PIECE: usize = 256 * 1024;
    let mut arriving = place.store.receive(id(1)).await.unwrap();
    arriving.write(PDF).await.unwrap();
    for number in 0..400_u32 {
        arriving.write(&number.to_le_bytes().repeat(PIECE / 4)).await.unwrap();
    }
    let kept = arriving.keep().await.unwrap();
    assert_eq!(kept.bytes, 104_857_617);
    let (mut read, mut largest) = (0, 0);
    let mut reading = place.store.read(kept.id, kept.sha256).await.unwrap();
    while let Some(piece) = reading.next().await.unwrap() {
        read += piece.len();
        largest = largest.max(piece.len());
    }
    assert_eq!(read, 104_857_617);
    largest
}

#[tokio::test]
async fn a_hundred_megabytes_go_through_a_folder_in_small_pieces() {
    let largest = a_hundred_megabytes(&Place::folder(200_000_000)).await;
    assert!(largest <= 64 * 1024, "a piece of {largest} bytes");
}

#[tokio::test]
async fn a_hundred_megabytes_go_through_a_bucket_in_parts() {
    let place = Place::bucket(200_000_000).await;
    let largest = a_hundred_megabytes(&place).await;
    assert!(largest <= 1024 * 1024, "a piece of {largest} bytes");
    let largest_part = place.bucket.as_ref().unwrap().largest_body();
    assert_eq!(largest_part, 5 * 1024 * 1024);
    println!("largest piece read: {largest} bytes, largest part sent: {largest_part} bytes");
    assert_eq!(place.count(), 1);
}
