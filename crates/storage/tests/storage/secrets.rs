//! A secret is made once, whoever starts first.

use motcua_storage::{Store, StoreError, secrets};

#[expect(clippy::unwrap_used, reason = "a helper of tests, outside #[test]")]
async fn keep_first(store: &Store, name: &str, value: &[u8]) {
    store.write::<_, StoreError>(async |tx| secrets::keep_first(tx, name, value).await).await.unwrap();
}

on_both_databases!(the_first_secret_stays, async |database| {
    let store = &database.store;
    let check = async |name: &str, expected: Option<&[u8]>| {
        assert_eq!(secrets::get(&store.reader(), name).await.unwrap().as_deref(), expected);
    };
    check("links", None).await;
    keep_first(store, "links", &[0, 255, 7]).await;
    keep_first(store, "links", &[1]).await;
    keep_first(store, "tokens", &[2]).await;
    check("links", Some(&[0, 255, 7])).await;
    check("tokens", Some(&[2])).await;
});
