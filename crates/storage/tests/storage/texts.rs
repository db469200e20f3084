//! Words of people can be erased; that they were there can not.

use crate::example;
use crate::past_the_store::tamper;
use motcua_kernel::TextId;
use motcua_storage::texts::{self, Text};
use motcua_storage::{Store, StoreError};
use std::collections::BTreeMap;
use uuid::Uuid;

const TEXT: TextId = TextId(Uuid::from_u128(0x7e));
const WORDS: &str = "Thiếu giấy chứng sinh – “bản chính”\n🙂";

async fn keep(store: &Store) {
    let dossier = example::dossier_id(1);
    store.write::<_, StoreError>(async |tx| texts::keep(tx, TEXT, dossier, WORDS).await).await.unwrap();
}

async fn erase(store: &Store, ground: &str) -> Result<(), StoreError> {
    store.write(async |tx| texts::erase(tx, TEXT, ground).await).await
}

on_both_databases!(a_text_is_kept_and_erased_once, async |database| {
    let store = &database.store;
    refuses!(texts::load(&store.reader(), TEXT).await, StoreError::NotFound { .. });
    refuses!(erase(store, "theo yêu cầu").await, StoreError::NotFound { .. });
    keep(store).await;
    assert_eq!(texts::load(&store.reader(), TEXT).await.unwrap(), Text::Kept(WORDS.to_owned()));
    erase(store, "theo yêu cầu").await.unwrap();
    let erased = Text::Erased { ground: "theo yêu cầu".to_owned() };
    assert_eq!(texts::load(&store.reader(), TEXT).await.unwrap(), erased);
    refuses!(erase(store, "lần hai").await, StoreError::NotFound { .. });
    assert_eq!(texts::load(&store.reader(), TEXT).await.unwrap(), erased);
});

on_both_databases!(many_texts_are_read_together, async |database| {
    let store = &database.store;
    let read = async |ids: &[TextId]| texts::bodies(&store.reader(), ids).await;
    let other = TextId(Uuid::from_u128(0x7f));
    keep(store).await;
    let dossier = example::dossier_id(1);
    store.write::<_, StoreError>(async |tx| texts::keep(tx, other, dossier, "Trùng").await).await.unwrap();
    erase(store, "theo yêu cầu").await.unwrap();
    let expected = BTreeMap::from([(TEXT, None), (other, Some("Trùng".to_owned()))]);
    assert_eq!(read(&[TEXT, other, TextId(Uuid::nil())]).await.unwrap(), expected);
    assert_eq!(read(&[]).await.unwrap(), BTreeMap::new());
    tamper(database, "UPDATE erasable_text SET body = 'Khác' WHERE body IS NOT NULL").await;
    refuses!(read(&[other]).await, StoreError::Corrupt { table: "erasable_text", .. });
});

on_both_databases!(changed_words_show, async |database| {
    keep(&database.store).await;
    tamper(database, "UPDATE erasable_text SET body = 'Đủ giấy tờ'").await;
    let read = texts::load(&database.store.reader(), TEXT).await;
    refuses!(read, StoreError::Corrupt { table: "erasable_text", .. });
});

on_both_databases!(words_that_vanished_without_a_ground_show, async |database| {
    keep(&database.store).await;
    tamper(database, "UPDATE erasable_text SET body = NULL").await;
    let read = texts::load(&database.store.reader(), TEXT).await;
    refuses!(read, StoreError::Corrupt { table: "erasable_text", .. });
});
