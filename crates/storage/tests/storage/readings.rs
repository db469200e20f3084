//! The log of readings: one line an account, dossier and minute, the newest first.

use crate::example::{self, at};
use crate::past_the_store::tamper;
use crate::people::{LAN, MINH, insert, lan, minh};
use motcua_kernel::{AccountId, DossierId};
use motcua_storage::readings::{self, Reading, ReadingPlace};
use motcua_storage::{Store, StoreError};

async fn record(store: &Store, reading: Reading) -> Result<(), StoreError> {
    store.write(async |tx| readings::record(tx, &reading).await).await
}

fn by(account: AccountId, dossier: DossierId, minute: i64) -> Reading {
    Reading { at: at(minute), account, dossier, place: ReadingPlace::DossierPage }
}

on_both_databases!(a_reading_is_kept_once_a_minute, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    insert(store, &minh()).await.unwrap();
    let first = example::insert(store, 1).await.id;
    let second = example::insert(store, 2).await.id;
    let soon = motcua_kernel::Instant::from_micros(at(1).micros() - 1);
    let again = Reading { at: soon, place: ReadingPlace::Receipt, ..by(LAN, first, 0) };
    let expected = [by(LAN, first, 0), by(MINH, first, 0), by(LAN, first, 1), Reading { at: at(2), ..again }];
    for reading in [expected[0], again, expected[1], by(LAN, second, 0), expected[2], expected[3]] {
        record(store, reading).await.unwrap();
    }

    let page = async |dossier, before, limit| {
        readings::of_dossier(&store.reader(), dossier, before, limit).await.unwrap()
    };
    let newest: Vec<Reading> = page(first, None, 9).await.iter().map(|it| it.reading).collect();
    assert!(newest.iter().eq(expected.iter().rev()), "{newest:?}");
    assert_eq!(page(second, None, 9).await.len(), 1);
    let start = page(first, None, 3).await;
    let rest = page(first, Some(start[2].position), 3).await;
    assert_eq!((start.len(), rest.len(), rest[0].reading), (3, 1, expected[0]));
});

on_both_databases!(a_reading_is_somebodys_and_of_a_dossier, async |database| {
    let store = &database.store;
    let dossier = example::insert(store, 1).await.id;
    refuses!(record(store, by(LAN, dossier, 0)).await, StoreError::Db(_));
    insert(store, &lan()).await.unwrap();
    refuses!(record(store, by(LAN, example::dossier_id(7), 0)).await, StoreError::Db(_));
    record(store, by(LAN, dossier, 0)).await.unwrap();
    tamper(database, "UPDATE reading SET place = 'kitchen'").await;
    let read = readings::of_dossier(&store.reader(), dossier, None, 9).await;
    refuses!(read, StoreError::Corrupt { table: "reading", .. });
});
