//! The same command sent twice has one effect and one answer.

use crate::example::{self, CLERK, COUNTER, at};
use motcua_kernel::AccountId;
use motcua_storage::idempotency::{self, Seen};
use motcua_storage::{Store, StoreError, serials};
use uuid::Uuid;

const KEY: [u8; 32] = [0x8f; 32];
const RECEIVE: [u8; 32] = [1; 32];
const WITHDRAW: [u8; 32] = [2; 32];

async fn claim(store: &Store, account: AccountId, request: [u8; 32], seq: u32) -> bool {
    let dossier = example::dossier_id(1);
    let claimed = store.write::<_, StoreError>(async |tx| {
        idempotency::claim(tx, account, &KEY, &request, dossier, seq, at(0)).await
    });
    claimed.await.unwrap()
}

on_both_databases!(a_key_is_new_then_answered_and_fits_one_request_only, async |database| {
    let store = &database.store;
    let check = async |account, request, expected| {
        let seen = idempotency::look_up(&store.reader(), account, &KEY, &request).await;
        assert_eq!(seen.unwrap(), expected);
    };
    let answered = Seen::Answered { dossier: example::dossier_id(1), seq: 3 };
    check(CLERK, RECEIVE, Seen::New).await;
    assert!(claim(store, CLERK, RECEIVE, 3).await);
    check(CLERK, RECEIVE, answered).await;
    check(CLERK, WITHDRAW, Seen::OtherRequest).await;
    let colleague = AccountId(Uuid::from_u128(0xc2));
    check(colleague, RECEIVE, Seen::New).await;
    assert!(!claim(store, CLERK, RECEIVE, 4).await);
    assert!(!claim(store, CLERK, WITHDRAW, 4).await);
    check(CLERK, RECEIVE, answered).await;
    assert!(claim(store, colleague, WITHDRAW, 4).await);
});

on_both_databases!(a_key_is_claimed_only_with_its_effect, async |database| {
    let written = database
        .store
        .write(async |tx| {
            assert!(idempotency::claim(tx, CLERK, &KEY, &RECEIVE, example::dossier_id(1), 1, at(0)).await?);
            Err::<(), _>(StoreError::NotFound { what: "paper".to_owned() })
        })
        .await;
    refuses!(written, StoreError::NotFound { .. });
    assert!(claim(&database.store, CLERK, WITHDRAW, 1).await);
});

on_both_databases!(of_many_that_send_the_same_at_once_one_has_an_effect, async |database| {
    let senders = [(); 8].map(|()| {
        let store = database.store.clone();
        tokio::spawn(async move {
            store
                .write::<_, StoreError>(async |tx| {
                    let dossier = example::dossier_id(1);
                    if !idempotency::claim(tx, CLERK, &KEY, &RECEIVE, dossier, 1, at(0)).await? {
                        return Ok(false);
                    }
                    serials::next(tx, COUNTER, "2026-11-24").await?;
                    Ok(true)
                })
                .await
                .unwrap()
        })
    });
    let mut effects = 0;
    for sender in senders {
        effects += u32::from(sender.await.unwrap());
    }
    assert_eq!(effects, 1);
    assert_eq!(serials::last(&database.store.reader(), COUNTER, "2026-11-24").await.unwrap(), 1);
});

on_both_databases!(old_keys_are_forgotten, async |database| {
    let store = &database.store;
    assert!(claim(store, CLERK, RECEIVE, 1).await);
    let forget = async |minute| {
        let forgotten =
            store.write::<_, StoreError>(async |tx| idempotency::forget_before(tx, at(minute)).await);
        forgotten.await.unwrap()
    };
    assert_eq!(forget(0).await, 0);
    assert_eq!(forget(1).await, 1);
    let seen = idempotency::look_up(&store.reader(), CLERK, &KEY, &RECEIVE).await;
    assert_eq!(seen.unwrap(), Seen::New);
});
