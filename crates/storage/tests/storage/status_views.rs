//! What the public sees is replaced with every version and found by token and by number.

use crate::example;
use crate::past_the_store::tamper;
use motcua_storage::status_views::{self, StatusView};
use motcua_storage::{Hash, Store, StoreError};

fn view(version: u32, text: &str) -> StatusView {
    StatusView {
        token: "t0ken".to_owned(),
        dossier: example::dossier_id(1),
        number: example::number(1),
        code_hash: Hash::of(b"481516"),
        version,
        view: format!("{{\"status\":\"{text}\"}}"),
    }
}

async fn put(store: &Store, view: &StatusView) {
    store.write::<_, StoreError>(async |tx| status_views::put(tx, view).await).await.unwrap();
}

on_both_databases!(the_last_view_is_found_by_token_and_by_number, async |database| {
    let store = &database.store;
    let reader = store.reader();
    assert_eq!(status_views::by_token(&reader, "t0ken").await.unwrap(), None);
    assert_eq!(status_views::by_number(&reader, &example::number(1)).await.unwrap(), None);
    example::insert(store, 1).await;
    for (version, text) in [(1, "đã tiếp nhận"), (2, "đang giải quyết")] {
        let view = view(version, text);
        put(store, &view).await;
        assert_eq!(status_views::by_token(&reader, "t0ken").await.unwrap().as_ref(), Some(&view));
        assert_eq!(status_views::by_number(&reader, &example::number(1)).await.unwrap(), Some(view));
    }
    assert_eq!(status_views::by_token(&reader, "T0KEN").await.unwrap(), None);
    assert_eq!(status_views::by_number(&reader, &example::number(2)).await.unwrap(), None);
});

on_both_databases!(a_broken_view_is_corrupt, async |database| {
    example::insert(&database.store, 1).await;
    put(&database.store, &view(1, "đã tiếp nhận")).await;
    tamper(database, "UPDATE status_view SET number = 'không phải số'").await;
    let read = status_views::by_token(&database.store.reader(), "t0ken").await;
    refuses!(read, StoreError::Corrupt { table: "status_view", .. });
});
