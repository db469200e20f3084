//! What the public sees is replaced with every version and found by token and by number.

use crate::example;
use crate::past_the_store::tamper;
use motcua_storage::status_views::{self, StatusView};
use motcua_storage::{Store, StoreError};

fn view(version: u32, text: &str) -> StatusView {
    StatusView {
        token: "t0ken".to_owned(),
        dossier: example::dossier_id(1),
        place: 0,
        number: example::number(1),
        code: "4F8NQ6".to_owned(),
        version,
        view: format!("{{\"status\":\"{text}\"}}"),
    }
}

async fn put(store: &Store, view: &StatusView) -> Result<(), StoreError> {
    store.write(async |tx| status_views::put(tx, view).await).await
}

async fn refresh(store: &Store, serial: u32, to: &StatusView) -> bool {
    let dossier = example::dossier_id(serial);
    let refreshed = store
        .write::<_, StoreError>(async |tx| status_views::refresh(tx, dossier, to.version, &to.view).await);
    refreshed.await.unwrap()
}

on_both_databases!(the_last_view_is_found_by_token_by_number_and_by_dossier, async |database| {
    let store = &database.store;
    let reader = store.reader();
    let check = async |expected: Option<&StatusView>| {
        assert_eq!(status_views::by_token(&reader, "t0ken").await.unwrap().first(), expected);
        assert_eq!(status_views::by_number(&reader, &example::number(1)).await.unwrap().as_ref(), expected);
        let dossier = example::dossier_id(1);
        assert_eq!(status_views::by_dossier(&reader, dossier).await.unwrap().as_ref(), expected);
    };
    check(None).await;
    example::insert(store, 1).await;
    let (first, second) = (view(1, "đã tiếp nhận"), view(2, "đang giải quyết"));
    assert!(!refresh(store, 1, &second).await);
    check(None).await;
    put(store, &first).await.unwrap();
    check(Some(&first)).await;
    assert!(refresh(store, 1, &second).await);
    assert!(!refresh(store, 2, &first).await);
    check(Some(&second)).await;
    assert_eq!(status_views::by_token(&reader, "T0KEN").await.unwrap(), []);
    assert_eq!(status_views::by_number(&reader, &example::number(2)).await.unwrap(), None);
    assert_eq!(status_views::by_dossier(&reader, example::dossier_id(2)).await.unwrap(), None);
});

on_both_databases!(a_dossier_has_one_view_and_a_slip_a_place_for_each, async |database| {
    let store = &database.store;
    example::insert(store, 1).await;
    example::insert(store, 2).await;
    let first = view(1, "đã tiếp nhận");
    put(store, &first).await.unwrap();
    let again = StatusView { token: "0ther".to_owned(), ..first.clone() };
    refuses!(put(store, &again).await, StoreError::Taken { .. });
    let second = StatusView { dossier: example::dossier_id(2), number: example::number(2), ..first.clone() };
    refuses!(put(store, &second).await, StoreError::Taken { .. });
    let second = StatusView { place: 1, ..second };
    put(store, &second).await.unwrap();
    assert_eq!(status_views::by_token(&store.reader(), "t0ken").await.unwrap(), [first, second]);
});

on_both_databases!(a_broken_view_is_corrupt, async |database| {
    example::insert(&database.store, 1).await;
    put(&database.store, &view(1, "đã tiếp nhận")).await.unwrap();
    tamper(database, "UPDATE status_view SET number = 'không phải số'").await;
    let read = status_views::by_token(&database.store.reader(), "t0ken").await;
    refuses!(read, StoreError::Corrupt { table: "status_view", .. });
});
