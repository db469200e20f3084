//! One version of a procedure is open at a time, the second of two writers is told, and what was published stays.

use crate::example::at;
use crate::people::{LAN, MINH, insert, lan, minh};
use motcua_storage::catalogue_versions::{self, Mark, WrittenVersion};
use motcua_storage::kept::{self, KeptPlaces};
use motcua_storage::{Store, StoreError};
use uuid::Uuid;

fn draft(id: u128, code: &str) -> WrittenVersion {
    let made = Mark { by: LAN, at: at(0) };
    WrittenVersion {
        id: Uuid::from_u128(id),
        code: code.to_owned(),
        stage: "draft".to_owned(),
        body: "[[version]]\n".to_owned(),
        version: 1,
        writers: vec![LAN, MINH],
        made,
        changed: made,
        appraised: None,
        published: None,
        position: None,
        words: None,
    }
}

fn published(draft: WrittenVersion, position: i64) -> WrittenVersion {
    WrittenVersion {
        stage: "published".to_owned(),
        version: draft.version + 1,
        appraised: Some(Mark { by: MINH, at: at(1) }),
        published: Some(Mark { by: MINH, at: at(2) }),
        position: Some(position),
        words: Some("Rút ngắn thời hạn".to_owned()),
        ..draft
    }
}

async fn add(store: &Store, it: &WrittenVersion) -> Result<(), StoreError> {
    store.write(async |tx| catalogue_versions::add(tx, it).await).await
}

async fn save(store: &Store, it: &WrittenVersion, seen: u32) -> Result<(), StoreError> {
    store.write(async |tx| catalogue_versions::save(tx, it, seen).await).await
}

on_both_databases!(a_version_is_written_published_and_never_changed, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    insert(store, &minh()).await.unwrap();
    let reader = store.reader();
    let first = draft(1, "1.000001");
    add(store, &first).await.unwrap();
    refuses!(add(store, &draft(2, "1.000001")).await, StoreError::Taken { .. });
    add(store, &draft(3, "1.000002")).await.unwrap();
    assert_eq!(catalogue_versions::open_of(&reader, "1.000001").await.unwrap(), Some(first.clone()));
    assert_eq!(catalogue_versions::open(&reader).await.unwrap().len(), 2);

    let changed = WrittenVersion { version: 2, body: "[[version]]\nname = 1\n".to_owned(), ..first.clone() };
    save(store, &changed, 1).await.unwrap();
    refuses!(save(store, &changed, 1).await, StoreError::Stale { .. });

    let done = published(changed.clone(), 1);
    save(store, &done, 2).await.unwrap();
    refuses!(save(store, &WrittenVersion { version: 4, ..changed }, 3).await, StoreError::Stale { .. });
    let same_place = published(draft(3, "1.000002"), 1);
    refuses!(save(store, &same_place, 1).await, StoreError::Stale { .. });
    assert_eq!(kept::places(&reader).await.unwrap(), KeptPlaces { catalogue: 1, ..KeptPlaces::default() });
    assert_eq!(catalogue_versions::published_after(&reader, 0).await.unwrap(), std::slice::from_ref(&done));
    assert_eq!(catalogue_versions::published_after(&reader, 1).await.unwrap(), []);
    assert_eq!(catalogue_versions::open_of(&reader, "1.000001").await.unwrap(), None);
    add(store, &draft(4, "1.000001")).await.unwrap();
    let all = catalogue_versions::of(&reader, "1.000001", 9).await.unwrap();
    assert_eq!(all.len(), 2);
});
