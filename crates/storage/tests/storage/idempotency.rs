//! The same command sent twice has one effect and one answer.

use crate::example::{self, CLERK, COUNTER};
use motcua_kernel::AccountId;
use motcua_storage::idempotency::{self, Seen};
use motcua_storage::{Hash, Store, StoreError, serials};
use uuid::Uuid;

const KEY: &str = "8f0e";

async fn keep(store: &Store, account: AccountId, request: &str, answer: &str) -> Result<(), StoreError> {
    let (request, now) = (Hash::of(request.as_bytes()), example::at(0));
    store.write(async |tx| idempotency::keep(tx, account, KEY, request, answer, now).await).await
}

on_both_databases!(a_key_is_new_then_answered_and_fits_one_request_only, async |database| {
    let store = &database.store;
    let check = async |account, request: &str, expected| {
        let seen = idempotency::look_up(&store.reader(), account, KEY, Hash::of(request.as_bytes())).await;
        assert_eq!(seen.unwrap(), expected);
    };
    check(CLERK, "receive", Seen::New).await;
    keep(store, CLERK, "receive", "H13.15-261124-0001").await.unwrap();
    check(CLERK, "receive", Seen::Answered("H13.15-261124-0001".to_owned())).await;
    check(CLERK, "withdraw", Seen::OtherRequest).await;
    check(AccountId(Uuid::from_u128(0xc2)), "receive", Seen::New).await;
    refuses!(keep(store, CLERK, "receive", "another").await, StoreError::Stale { .. });
    check(CLERK, "receive", Seen::Answered("H13.15-261124-0001".to_owned())).await;
});

on_both_databases!(of_many_that_send_the_same_at_once_one_has_an_effect, async |database| {
    let request = Hash::of(b"receive");
    let senders = [(); 8].map(|()| {
        let store = database.store.clone();
        tokio::spawn(async move {
            store
                .write(async |tx| {
                    if let Seen::Answered(answer) = idempotency::look_up(tx, CLERK, KEY, request).await? {
                        return Ok(answer);
                    }
                    let answer = serials::next(tx, COUNTER, "2026-11-24").await?.to_string();
                    idempotency::keep(tx, CLERK, KEY, request, &answer, example::at(0)).await?;
                    Ok(answer)
                })
                .await
        })
    });
    for sender in senders {
        match sender.await.unwrap() {
            Ok(answer) => assert_eq!(answer, "1"),
            Err(error) => assert!(matches!(error, StoreError::Stale { .. }), "{error:?}"),
        }
    }
    assert_eq!(serials::last(&database.store.reader(), COUNTER, "2026-11-24").await.unwrap(), 1);
});
