//! What was told of the house itself is told once, on both databases.

use motcua_kernel::Instant;
use motcua_storage::house_facts::{About, advance, note, noted};
use motcua_storage::{StoreError, Tx};

on_both_databases!(a_step_is_taken_once_and_never_back, async |database| {
    let now = Instant::from_micros(7);
    let token = About { kind: "token", subject: "one" };
    let other = About { kind: "token", subject: "other" };
    let took = async |about: About<'static>, step: i64| {
        database
            .store
            .write::<_, StoreError>(async |tx: &Tx| advance(tx, about, step, now).await)
            .await
            .unwrap()
    };
    assert!(took(token, 1).await);
    assert!(!took(token, 1).await);
    assert!(took(token, 3).await);
    assert!(!took(token, 2).await);
    assert!(took(other, 2).await);
});

on_both_databases!(words_are_noted_when_they_are_others, async |database| {
    let about = About { kind: "basis", subject: "" };
    let now = Instant::from_micros(7);
    let wrote = async |words: &'static str| {
        database
            .store
            .write::<_, StoreError>(async |tx: &Tx| note(tx, about, words, now).await)
            .await
            .unwrap()
    };
    assert_eq!(noted(&database.store.reader(), about).await.unwrap(), None);
    assert!(wrote("one").await);
    assert!(!wrote("one").await);
    assert!(wrote("other").await);
    assert!(wrote("one").await);
    assert_eq!(noted(&database.store.reader(), about).await.unwrap().as_deref(), Some("one"));
});
