//! A session opens the account it began for until it is ended.

use crate::example::at;
use crate::people::{LAN, insert, kept, lan, minh};
use motcua_identity::{Session, SessionKey, SessionToken};
use motcua_storage::{Store, StoreError, sessions};

fn session(byte: u8, minute: i64) -> Session {
    Session::begin(&SessionToken::new([byte; 32]), LAN, at(minute))
}

async fn begin(store: &Store, session: &Session) -> Result<(), StoreError> {
    store.write(async |tx| sessions::insert(tx, session).await).await
}

async fn end(store: &Store, key: &SessionKey) {
    store.write::<_, StoreError>(async |tx| sessions::end(tx, key).await).await.unwrap();
}

on_both_databases!(a_session_is_found_with_its_account_until_it_ends, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    insert(store, &minh()).await.unwrap();
    let (first, second) = (session(1, 0), session(2, 5));
    let check = async |session: &Session, expected: Option<&Session>| {
        let found = sessions::with_account(&store.reader(), &session.key).await.unwrap();
        assert_eq!(found, expected.map(|it| (*it, lan(), Some(kept()))));
    };
    check(&first, None).await;
    begin(store, &first).await.unwrap();
    begin(store, &second).await.unwrap();
    check(&first, Some(&first)).await;
    check(&second, Some(&second)).await;

    let seen = first.decide(at(20)).unwrap();
    let touch = async |it: &Session| {
        store.write::<_, StoreError>(async |tx| sessions::touch(tx, it).await).await.unwrap();
    };
    touch(&seen).await;
    check(&first, Some(&seen)).await;
    check(&second, Some(&second)).await;
    end(store, &first.key).await;
    end(store, &first.key).await;
    touch(&seen).await;
    check(&first, None).await;
    check(&second, Some(&second)).await;
});

on_both_databases!(an_account_without_roles_has_sessions_too, async |database| {
    let store = &database.store;
    insert(store, &minh()).await.unwrap();
    let session = Session { account: minh().id, ..session(1, 0) };
    begin(store, &session).await.unwrap();
    let found = sessions::with_account(&store.reader(), &session.key).await.unwrap();
    assert_eq!(found, Some((session, minh(), Some(kept()))));
});

on_both_databases!(a_session_of_nobody_is_not_written, async |database| {
    refuses!(begin(&database.store, &session(1, 0)).await, StoreError::Db(_));
});

on_both_databases!(sessions_that_have_expired_are_removed, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    let (first, second) = (session(1, 0), session(2, 5));
    begin(store, &first).await.unwrap();
    begin(store, &second).await.unwrap();
    let ended = store.write::<_, StoreError>(async |tx| sessions::end_expired(tx, first.expires).await).await;
    assert_eq!(ended.unwrap(), 1);
    assert_eq!(sessions::with_account(&store.reader(), &first.key).await.unwrap(), None);
    assert!(sessions::with_account(&store.reader(), &second.key).await.unwrap().is_some());
});

on_both_databases!(every_session_of_an_account_ends_and_no_other, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    insert(store, &minh()).await.unwrap();
    let others = Session { account: minh().id, ..session(3, 0) };
    for it in [session(1, 0), session(2, 5), others] {
        begin(store, &it).await.unwrap();
    }
    let end_all = async || store.write::<_, StoreError>(async |tx| sessions::end_all_of(tx, LAN).await).await;
    assert_eq!(end_all().await.unwrap(), 2);
    assert_eq!(end_all().await.unwrap(), 0);
    assert_eq!(sessions::with_account(&store.reader(), &session(1, 0).key).await.unwrap(), None);
    assert!(sessions::with_account(&store.reader(), &others.key).await.unwrap().is_some());
});

on_both_databases!(every_session_of_an_account_ends_but_the_one_that_stays, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    insert(store, &minh()).await.unwrap();
    let others = Session { account: minh().id, ..session(4, 0) };
    for it in [&session(1, 0), &session(2, 0), &session(3, 0), &others] {
        begin(store, it).await.unwrap();
    }
    let end_but = async |stays: Option<&SessionKey>| {
        let ended = store.write::<_, StoreError>(async |tx| sessions::end_others_of(tx, LAN, stays).await);
        ended.await.unwrap()
    };
    assert_eq!(end_but(Some(&session(2, 0).key)).await, 2);
    assert!(sessions::with_account(&store.reader(), &session(2, 0).key).await.unwrap().is_some());
    assert_eq!(end_but(None).await, 1);
    assert!(sessions::with_account(&store.reader(), &others.key).await.unwrap().is_some());
});
