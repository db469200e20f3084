//! Files of a dossier are listed until they are taken away; the calendars that were kept follow one another.

use crate::example::{self, at};
use crate::past_the_store::tamper;
use crate::people::{LAN, MINH, insert, lan, minh};
use motcua_kernel::{DossierId, FileId};
use motcua_storage::calendar_revisions::{self, CalendarRevision};
use motcua_storage::files::{self, FilePurpose, StoredFile};
use motcua_storage::house_settings;
use motcua_storage::kept;
use motcua_storage::{Store, StoreError};
use uuid::Uuid;

fn file(number: u128, dossier: DossierId, purpose: FilePurpose, minute: i64) -> StoredFile {
    StoredFile {
        id: FileId(Uuid::from_u128(number)),
        dossier,
        purpose,
        name: format!("Tệp {number}.pdf"),
        media_type: "application/pdf".to_owned(),
        bytes: 1_234,
        sha256: [7; 32],
        added_by: LAN,
        added_at: at(minute),
    }
}

async fn put(store: &Store, files: &[StoredFile]) -> Result<(), StoreError> {
    store.write(async |tx| files::insert(tx, files).await).await
}

on_both_databases!(files_are_listed_until_they_are_taken_away, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    insert(store, &minh()).await.unwrap();
    let (first, second) = (example::insert(store, 1).await.id, example::insert(store, 2).await.id);
    let component = FilePurpose::Component { code: "don".to_owned() };
    let all = [
        file(3, first, component, 0),
        file(2, first, FilePurpose::Result, 1),
        file(1, second, FilePurpose::Other, 0),
    ];
    put(store, &[]).await.unwrap();
    put(store, &all).await.unwrap();
    let reader = store.reader();
    assert_eq!(files::of_dossier(&reader, first).await.unwrap(), all[..2]);
    assert_eq!(files::load(&reader, second, all[2].id).await.unwrap(), all[2]);
    refuses!(files::load(&reader, first, all[2].id).await, StoreError::NotFound { .. });

    let remove =
        async |dossier, id| store.write(async |tx| files::remove(tx, dossier, id, MINH, at(9)).await).await;
    refuses!(remove(second, all[0].id).await, StoreError::NotFound { .. });
    remove(first, all[0].id).await.unwrap();
    refuses!(remove(first, all[0].id).await, StoreError::NotFound { .. });
    refuses!(files::load(&reader, first, all[0].id).await, StoreError::NotFound { .. });
    assert_eq!(files::of_dossier(&reader, first).await.unwrap(), all[1..2]);
});

on_both_databases!(a_file_is_somebodys_and_of_a_dossier, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    refuses!(put(store, &[file(1, example::dossier_id(7), FilePurpose::Other, 0)]).await, StoreError::Db(_));
    let dossier = example::insert(store, 1).await.id;
    put(store, &[file(1, dossier, FilePurpose::Other, 0)]).await.unwrap();
    tamper(database, "UPDATE stored_file SET purpose = 'component'").await;
    let read = files::of_dossier(&store.reader(), dossier).await;
    refuses!(read, StoreError::Corrupt { table: "stored_file", .. });
});

on_both_databases!(the_last_calendar_that_was_kept_holds, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    let revision = |position: i64, days: &str| CalendarRevision {
        position,
        days: days.to_owned(),
        ground: "Thông báo số 6150/TB-BLĐTBXH".to_owned(),
        kept_by: LAN,
        kept_at: at(position),
    };
    let reader = store.reader();
    assert_eq!(calendar_revisions::latest(&reader).await.unwrap(), None);
    assert_eq!(kept::places(&reader).await.unwrap().calendar, 0);
    let keep =
        async |it: CalendarRevision| store.write(async |tx| calendar_revisions::keep(tx, &it).await).await;
    keep(revision(1, "a")).await.unwrap();
    keep(revision(2, "b")).await.unwrap();
    refuses!(keep(revision(2, "c")).await, StoreError::Stale { .. });
    assert_eq!(calendar_revisions::latest(&reader).await.unwrap(), Some(revision(2, "b")));
    assert_eq!(kept::places(&reader).await.unwrap().calendar, 2);
    assert_eq!(calendar_revisions::newest(&reader, 9).await.unwrap(), [revision(2, "b"), revision(1, "a")]);
});

on_both_databases!(what_was_chosen_for_the_house_is_chosen_once, async |database| {
    let store = &database.store;
    let choose = async |value: &str| {
        store.write::<_, StoreError>(async |tx| house_settings::choose(tx, "province", value).await).await
    };
    assert_eq!(house_settings::chosen(&store.reader(), "province").await.unwrap(), None);
    choose("can-tho").await.unwrap();
    refuses!(choose("soc-trang").await, StoreError::Taken { .. });
    assert_eq!(
        house_settings::chosen(&store.reader(), "province").await.unwrap().as_deref(),
        Some("can-tho")
    );
});
