//! Work is done by one worker at a time, the most urgent first, and never lost.

use crate::example::{self, at};
use motcua_storage::jobs::{self, ClaimedJob, Ending, Lease, NewJob};
use motcua_storage::{Store, StoreError};
use std::collections::BTreeSet;
use uuid::Uuid;

const ANNA: Uuid = Uuid::from_u128(0xaa);
const BINH: Uuid = Uuid::from_u128(0xbb);

fn job(no: u128, priority: i32, due_minute: i64) -> NewJob {
    NewJob {
        id: Uuid::from_u128(no),
        kind: "notice".to_owned(),
        payload: format!("{{\"no\":{no}}}"),
        priority,
        due: at(due_minute),
        key: None,
        created: at(0),
    }
}

async fn enqueue(store: &Store, jobs: &[NewJob]) {
    store.write::<_, StoreError>(async |tx| jobs::enqueue(tx, jobs).await).await.unwrap();
}

/// Claims at a minute, with a lease of ten.
async fn claim(store: &Store, owner: Uuid, limit: u32, minute: i64) -> Vec<ClaimedJob> {
    jobs::claim(store, Lease { owner, until: at(minute + 10) }, limit, at(minute)).await.unwrap()
}

async fn end(store: &Store, no: u128, owner: Uuid, ending: Ending) -> Result<(), StoreError> {
    store.write(async |tx| jobs::end(tx, Uuid::from_u128(no), owner, &ending).await).await
}

fn numbers(claimed: &[ClaimedJob]) -> Vec<u128> {
    claimed.iter().map(|it| it.id.as_u128()).collect()
}

on_both_databases!(due_work_is_claimed_the_most_urgent_first, async |database| {
    let store = &database.store;
    enqueue(store, &[]).await;
    enqueue(store, &[job(1, 0, 3), job(2, 0, 1), job(3, 5, 4), job(4, 9, 99), job(5, -1, 0)]).await;
    assert_eq!(numbers(&claim(store, ANNA, 2, 5).await), [3, 2]);
    assert_eq!(numbers(&claim(store, ANNA, 9, 5).await), [1, 5]);
    assert_eq!(numbers(&claim(store, ANNA, 9, 5).await), []);
    let late = claim(store, BINH, 1, 99).await;
    let expected = ClaimedJob {
        id: Uuid::from_u128(4),
        kind: "notice".to_owned(),
        payload: "{\"no\":4}".to_owned(),
        attempts: 1,
    };
    assert_eq!(late, [expected]);
});

on_both_databases!(work_is_claimed_once_by_workers_that_race, async |database| {
    let store = &database.store;
    enqueue(store, &(1..=100).map(|no| job(no, 0, 0)).collect::<Vec<_>>()).await;
    let workers = [ANNA, BINH].map(|owner| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut mine = Vec::new();
            loop {
                let claimed = claim(&store, owner, 3, 1).await;
                assert!(claimed.len() <= 3);
                if claimed.is_empty() {
                    return mine;
                }
                mine.extend(numbers(&claimed));
            }
        })
    });
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.unwrap());
    }
    // A worker may find nothing while the other holds the last rows; none is claimed twice or lost.
    all.extend(numbers(&claim(store, ANNA, 100, 1).await));
    assert_eq!(all.len(), 100);
    assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), 100);
});

on_both_databases!(work_whose_lease_ran_out_is_claimed_by_another, async |database| {
    let store = &database.store;
    enqueue(store, &[job(1, 0, 0)]).await;
    assert_eq!(claim(store, ANNA, 1, 0).await[0].attempts, 1);
    assert_eq!(claim(store, BINH, 1, 9).await, []);
    assert_eq!(claim(store, BINH, 1, 10).await[0].attempts, 2);
    refuses!(end(store, 1, ANNA, Ending::Done).await, StoreError::Stale { .. });
    end(store, 1, BINH, Ending::Done).await.unwrap();
    refuses!(end(store, 1, BINH, Ending::Done).await, StoreError::Stale { .. });
    assert_eq!(claim(store, ANNA, 1, 999).await, []);
});

on_both_databases!(work_that_failed_waits_until_it_is_due_again, async |database| {
    let store = &database.store;
    enqueue(store, &[job(1, 0, 0)]).await;
    claim(store, ANNA, 1, 0).await;
    let again = Ending::Again { due: at(30), error: "máy chủ thư không trả lời".to_owned() };
    refuses!(end(store, 1, BINH, again.clone()).await, StoreError::Stale { .. });
    end(store, 1, ANNA, again).await.unwrap();
    assert_eq!(claim(store, BINH, 1, 29).await, []);
    assert_eq!(claim(store, BINH, 1, 30).await[0].attempts, 2);
});

on_both_databases!(work_that_was_given_up_is_kept_but_not_claimed, async |database| {
    let store = &database.store;
    enqueue(store, &[job(1, 0, 0)]).await;
    claim(store, ANNA, 1, 0).await;
    end(store, 1, ANNA, Ending::Dead { error: "địa chỉ không tồn tại".to_owned() }).await.unwrap();
    assert_eq!(claim(store, BINH, 1, 9999).await, []);
    assert_eq!(crate::past_the_store::count(database, "job WHERE state = 'dead'").await, 1);
});

on_both_databases!(work_is_there_only_if_its_fact_is, async |database| {
    let store = &database.store;
    let (state, entry) = example::received(1);
    let write = async |number_is_free: bool| {
        store
            .write(async |tx| {
                jobs::enqueue(tx, &[job(1, 0, 0)]).await?;
                motcua_storage::dossiers::insert(tx, &state, std::slice::from_ref(&entry)).await?;
                if number_is_free { Ok(()) } else { Err(StoreError::Stale { what: "number".to_owned() }) }
            })
            .await
    };
    refuses!(write(false).await, StoreError::Stale { .. });
    assert_eq!(claim(store, ANNA, 1, 0).await, []);
    write(true).await.unwrap();
    assert_eq!(claim(store, ANNA, 1, 0).await.len(), 1);
});
