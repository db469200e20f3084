//! Who a party is can be erased; that there was one can not.

use crate::past_the_store::{count, tamper};
use motcua_dossier::{Party, PartyInput};
use motcua_kernel::PartyId;
use motcua_storage::{Store, StoreError, parties};
use std::collections::BTreeMap;
use uuid::Uuid;

const AN: PartyId = PartyId(Uuid::from_u128(0xb1));
const BE: PartyId = PartyId(Uuid::from_u128(0xb2));

fn an() -> Party {
    let input = PartyInput {
        name: "Đặng Văn Ấn",
        national_id: Some("092185001234"),
        phone: Some("0912 345 678"),
        address: Some("12 Trần Hưng Đạo, phường Ninh Kiều"),
    };
    Party::parse(AN, input).unwrap()
}

fn be() -> Party {
    Party::parse(BE, PartyInput { name: "Trần Thị Bé", ..PartyInput::default() }).unwrap()
}

async fn insert(store: &Store, parties: &[Party]) {
    store.write::<_, StoreError>(async |tx| parties::insert(tx, parties).await).await.unwrap();
}

async fn erase(store: &Store, id: PartyId) -> Result<(), StoreError> {
    store.write(async |tx| parties::erase(tx, id, "theo yêu cầu").await).await
}

on_both_databases!(parties_are_kept_and_erased_once, async |database| {
    let store = &database.store;
    let load = async |ids: &[PartyId]| parties::load(&store.reader(), ids).await.unwrap();
    insert(store, &[]).await;
    assert_eq!(load(&[AN]).await, BTreeMap::new());
    refuses!(erase(store, AN).await, StoreError::NotFound { .. });
    insert(store, &[an(), be()]).await;
    let both = [AN, BE, PartyId(Uuid::nil())];
    assert_eq!(load(&both).await, BTreeMap::from([(AN, Some(an())), (BE, Some(be()))]));
    assert_eq!(load(&[]).await, BTreeMap::new());
    erase(store, AN).await.unwrap();
    assert_eq!(load(&both).await, BTreeMap::from([(AN, None), (BE, Some(be()))]));
    refuses!(erase(store, AN).await, StoreError::NotFound { .. });
    let left = "party WHERE coalesce(name, name_words, national_id, phone, address) IS NOT NULL";
    assert_eq!(count(database, left).await, 1);
});

on_both_databases!(a_party_is_found_by_the_key_of_its_name, async |database| {
    insert(&database.store, &[an(), be()]).await;
    assert_eq!(count(database, "party WHERE name_words = ' dang van an'").await, 1);
});

on_both_databases!(a_broken_party_is_corrupt_and_says_nothing_of_the_person, async |database| {
    insert(&database.store, &[an()]).await;
    for sql in ["UPDATE party SET national_id = '09218500123x'", "UPDATE party SET name = NULL"] {
        tamper(database, sql).await;
        match parties::load(&database.store.reader(), &[AN]).await {
            Err(error @ StoreError::Corrupt { table: "party", .. }) => {
                assert!(!error.to_string().contains("09218500123"), "{error}");
            }
            other => panic!("{other:?}"),
        }
    }
});
