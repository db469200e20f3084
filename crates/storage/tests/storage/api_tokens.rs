//! A token is found with its account, and stays on the list when it is revoked.

use crate::example::{COUNTER, at};
use crate::past_the_store::tamper;
use crate::people::{LAN, MINH, insert, lan, minh};
use motcua_identity::{Action, ApiTokenClaims};
use motcua_kernel::AccountId;
use motcua_storage::api_tokens::{self, ApiToken};
use motcua_storage::{Store, StoreError};
use std::collections::BTreeSet;
use uuid::Uuid;

fn token(no: u128, account: AccountId) -> ApiToken {
    let claims = ApiTokenClaims {
        sub: account,
        jti: Uuid::from_u128(no),
        iat: 1_780_000_000,
        exp: 1_780_003_600,
        agency: COUNTER,
        actions: BTreeSet::from([Action::ViewFigures]),
    };
    ApiToken { claims, name: "Bảng số liệu".to_owned(), revoked: None }
}

async fn issue(store: &Store, token: &ApiToken) {
    store.write::<_, StoreError>(async |tx| api_tokens::insert(tx, token).await).await.unwrap();
}

async fn revoke(store: &Store, no: u128, account: AccountId, minute: i64) -> bool {
    let id = Uuid::from_u128(no);
    let revoked =
        store.write::<_, StoreError>(async |tx| api_tokens::revoke(tx, id, account, at(minute)).await);
    revoked.await.unwrap()
}

on_both_databases!(a_token_is_issued_found_and_revoked_once, async |database| {
    let store = &database.store;
    let reader = store.reader();
    insert(store, &lan()).await.unwrap();
    insert(store, &minh()).await.unwrap();
    for (no, account) in [(3, LAN), (1, LAN), (2, MINH)] {
        issue(store, &token(no, account)).await;
    }
    let check = async |no, expected| {
        assert_eq!(api_tokens::with_account(&reader, Uuid::from_u128(no)).await.unwrap(), expected);
    };
    check(1, Some((token(1, LAN), lan()))).await;
    check(2, Some((token(2, MINH), minh()))).await;
    check(9, None).await;

    assert!(!revoke(store, 1, MINH, 5).await);
    assert!(!revoke(store, 9, LAN, 5).await);
    assert!(revoke(store, 1, LAN, 5).await);
    assert!(!revoke(store, 1, LAN, 6).await);
    let revoked = ApiToken { revoked: Some(at(5)), ..token(1, LAN) };
    check(1, Some((revoked.clone(), lan()))).await;
    assert_eq!(api_tokens::of_account(&reader, LAN).await.unwrap(), [revoked, token(3, LAN)]);
});

on_both_databases!(claims_of_another_token_are_corrupt, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    insert(store, &minh()).await.unwrap();
    issue(store, &token(1, LAN)).await;
    tamper(database, &format!("UPDATE api_token SET claims = replace(claims, '{LAN}', '{MINH}')")).await;
    let read = api_tokens::with_account(&store.reader(), Uuid::from_u128(1)).await;
    refuses!(read, StoreError::Corrupt { table: "api_token", .. });
});
