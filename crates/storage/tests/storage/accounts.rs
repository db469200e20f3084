//! An account is read whole, and found by what a person types and by where it works.

use crate::example::{COUNTER, OFFICE, at};
use crate::past_the_store::tamper;
use crate::people::{LAN, MINH, insert, kept, lan, minh};
use motcua_identity::{KeptPassword, KnownTo, LoginName, PasswordHash};
use motcua_kernel::{AccountId, AgencyId, Role};
use motcua_storage::{StoreError, accounts};
use std::collections::BTreeMap;
use uuid::Uuid;

on_both_databases!(an_account_is_read_back_as_it_was_written, async |database| {
    let store = &database.store;
    let reader = store.reader();
    refuses!(accounts::load(&reader, LAN).await, StoreError::NotFound { .. });
    assert!(!accounts::any(&reader).await.unwrap());
    insert(store, &lan()).await.unwrap();
    let without_password = minh();
    store
        .write::<_, StoreError>(async |tx| accounts::insert(tx, &without_password, None).await)
        .await
        .unwrap();
    assert!(accounts::any(&reader).await.unwrap());
    assert_eq!(accounts::load(&reader, LAN).await.unwrap(), lan());
    assert_eq!(accounts::load(&reader, MINH).await.unwrap(), minh());
    let typed = |login| LoginName::parse(login).unwrap();
    let check = async |login, expected| {
        assert_eq!(accounts::by_login(&reader, &typed(login)).await.unwrap(), expected);
    };
    check("Nguyen.Thi.Lan", Some((lan(), Some(kept())))).await;
    check("tran.minh", Some((minh(), None))).await;
    check("nguyen.thi", None).await;
});

on_both_databases!(a_login_name_belongs_to_one_account, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    let mut other = minh();
    other.login = lan().login;
    refuses!(insert(store, &other).await, StoreError::Taken { .. });
    refuses!(accounts::load(&store.reader(), MINH).await, StoreError::NotFound { .. });
});

on_both_databases!(everyone_at_an_agency_is_found_with_all_grants, async |database| {
    let store = &database.store;
    let mut colleague = minh();
    colleague.grants = lan().grants;
    colleague.grants.truncate(1);
    insert(store, &colleague).await.unwrap();
    insert(store, &lan()).await.unwrap();
    let check = async |agency, expected| {
        assert_eq!(accounts::at_agency(&store.reader(), agency).await.unwrap(), expected);
    };
    check(COUNTER, vec![lan(), colleague]).await;
    check(OFFICE, vec![lan()]).await;
    check(AgencyId(Uuid::nil()), Vec::new()).await;
});

on_both_databases!(names_are_found_together, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    insert(store, &minh()).await.unwrap();
    let expected = BTreeMap::from([(LAN, lan().display_name), (MINH, minh().display_name)]);
    let names = accounts::names(&store.reader(), &[MINH, LAN, LAN, AccountId(Uuid::nil())]).await;
    assert_eq!(names.unwrap(), expected);
    assert_eq!(accounts::names(&store.reader(), &[]).await.unwrap(), BTreeMap::new());
});

on_both_databases!(password_and_entry_can_be_changed, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    let hash = PasswordHash::parse(kept().hash.as_str().replace("BwcH", "CAgI")).unwrap();
    let new = KeptPassword { hash, set: at(60), known_to: KnownTo::Giver };
    let change = async |id| {
        store
            .write::<_, StoreError>(async |tx| {
                accounts::set_password(tx, id, &new).await?;
                accounts::set_disabled(tx, id, true).await
            })
            .await
    };
    change(LAN).await.unwrap();
    let mut expected = lan();
    expected.disabled = true;
    let found = accounts::by_login(&store.reader(), &lan().login).await.unwrap();
    assert_eq!(found, Some((expected, Some(new.clone()))));
    refuses!(change(MINH).await, StoreError::NotFound { .. });
});

on_both_databases!(a_role_is_added_after_the_others, async |database| {
    let store = &database.store;
    let grant = lan().grants[1];
    let add =
        async |id| store.write::<_, StoreError>(async |tx| accounts::add_grant(tx, id, &grant).await).await;
    refuses!(add(LAN).await, StoreError::Db(_));
    insert(store, &lan()).await.unwrap();
    insert(store, &minh()).await.unwrap();
    add(LAN).await.unwrap();
    add(MINH).await.unwrap();
    let (mut first, mut second) = (lan(), minh());
    first.grants.push(grant);
    second.grants.push(grant);
    assert_eq!(accounts::all(&store.reader()).await.unwrap(), [first, second]);
});

on_both_databases!(every_role_is_stored_by_a_word_that_is_read_back, async |database| {
    let mut account = lan();
    let grant = account.grants[0];
    account.grants = Role::ALL.map(|role| motcua_identity::Grant { role, ..grant }).to_vec();
    insert(&database.store, &account).await.unwrap();
    assert_eq!(accounts::load(&database.store.reader(), LAN).await.unwrap(), account);
});

on_both_databases!(a_broken_account_is_corrupt, async |database| {
    insert(&database.store, &lan()).await.unwrap();
    let check = async |sql: &str, mended: &str, table: &str| {
        tamper(database, sql).await;
        let read = accounts::load(&database.store.reader(), LAN).await;
        assert!(matches!(&read, Err(StoreError::Corrupt { table: it, .. }) if *it == table), "{read:?}");
        tamper(database, mended).await;
    };
    let login = "UPDATE account SET login = 'nguyen.thi.lan'";
    check("UPDATE account SET login = '?'", login, "account").await;
    check("UPDATE account SET signing = '{'", "UPDATE account SET signing = '[]'", "account").await;
    let hash = "UPDATE account SET password_hash = NULL";
    check("UPDATE account SET password_hash = 'mật khẩu'", hash, "account").await;
    let role = "UPDATE account_grant SET role = 'clerk'";
    check("UPDATE account_grant SET role = 'vua'", role, "account_grant").await;
    check("UPDATE account_grant SET valid_from = '2026-02-30'", role, "account_grant").await;
});

on_both_databases!(a_password_without_a_moment_still_opens, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    // So an older server writes it, which knows nothing of moments.
    tamper(database, "UPDATE account SET password_set = NULL").await;
    let found = accounts::by_login(&store.reader(), &lan().login).await.unwrap();
    let password = found.unwrap().1.unwrap();
    assert_eq!((password.hash, password.set.micros()), (kept().hash, 0));
});
