//! Work is done by one worker at a time, the most urgent first, and never lost.

use crate::example::{self, at};
use motcua_storage::jobs::{self, ClaimedJob, Ending, JobState, Lease, NewJob, Room, Try, Wanted};
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
    let room = Room { total: limit, of_kinds: vec![] };
    jobs::claim(store, Lease { owner, until: at(minute + 10) }, (&room, &[]), at(minute)).await.unwrap()
}

async fn end(store: &Store, no: u128, owner: Uuid, ending: Ending) -> Result<(), StoreError> {
    let job = Uuid::from_u128(no);
    let attempts = jobs::find(&store.reader(), job).await.map_or(1, |it| it.attempts);
    end_try(store, Try { job, owner, attempts }, ending).await
}

async fn end_try(store: &Store, tried: Try, ending: Ending) -> Result<(), StoreError> {
    store.write(async |tx| jobs::end(tx, tried, &ending).await).await
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
        due: at(99),
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

on_both_databases!(what_a_worker_has_in_hand_is_not_taken_back_by_it, async |database| {
    let store = &database.store;
    enqueue(store, &[job(1, 0, 0), job(2, 0, 0)]).await;
    assert_eq!(numbers(&claim(store, ANNA, 1, 0).await), [1]);
    // The clock goes ahead by more than a lease while the try goes on.
    let room = Room { total: 9, of_kinds: Vec::new() };
    let hand = [Uuid::from_u128(1)];
    let lease = Lease { owner: ANNA, until: at(70) };
    let claimed = jobs::claim(store, lease, (&room, &hand), at(60)).await.unwrap();
    assert_eq!(numbers(&claimed), [2]);
    assert_eq!(claim(store, BINH, 9, 61).await, [], "its lease is a new one");
    // What is in hand no more, since the store failed when it was to be ended, comes again.
    assert_eq!(claim(store, ANNA, 9, 80).await.len(), 2);
    let first = Try { job: Uuid::from_u128(1), owner: ANNA, attempts: 1 };
    refuses!(end_try(store, first, Ending::Done).await, StoreError::Stale { .. });
    end_try(store, Try { attempts: 2, ..first }, Ending::Done).await.unwrap();
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

on_both_databases!(of_each_kind_no_more_is_claimed_than_there_is_room_for, async |database| {
    let store = &database.store;
    let kind = |no: u128, kind: &str| NewJob { kind: kind.to_owned(), ..job(no, 0, 0) };
    let jobs = [1, 2, 3].map(|no| kind(no, "mail")).into_iter().chain([4, 5].map(|no| kind(no, "post")));
    let jobs: Vec<NewJob> = jobs.chain([6, 7].map(|no| kind(no, "tea"))).collect();
    enqueue(store, &jobs).await;
    let take = async |total, mail, post| {
        let room = Room { total, of_kinds: vec![("mail", mail), ("post", post)] };
        numbers(&jobs::claim(store, Lease { owner: ANNA, until: at(10) }, (&room, &[]), at(1)).await.unwrap())
    };
    assert_eq!(take(9, 2, 0).await, [1, 2, 6, 7]);
    assert_eq!(take(1, 2, 2).await, [3]);
    assert_eq!(take(9, 2, 1).await, [4]);
});

on_both_databases!(work_of_a_key_is_there_once, async |database| {
    let store = &database.store;
    let keyed = |no| NewJob { key: Some("notice:1".to_owned()), ..job(no, 0, 0) };
    enqueue(store, &[keyed(1)]).await;
    enqueue(store, &[keyed(2), job(3, 0, 0), keyed(4)]).await;
    assert_eq!(numbers(&claim(store, ANNA, 9, 1).await), [1, 3]);
    enqueue(store, &[keyed(5)]).await;
    assert_eq!(numbers(&claim(store, BINH, 9, 1).await), [], "while it is tried too");
    end(store, 1, ANNA, Ending::Done).await.unwrap();
    enqueue(store, &[keyed(6)]).await;
    assert_eq!(numbers(&claim(store, BINH, 9, 1).await), [6]);
    end(store, 6, BINH, Ending::Dead { error: "no address".to_owned() }).await.unwrap();
    enqueue(store, &[keyed(7)]).await;
    assert_eq!(numbers(&claim(store, BINH, 9, 1).await), [7], "what died holds nothing up");
});

on_both_databases!(a_lease_is_renewed_by_its_owner_and_given_back, async |database| {
    let store = &database.store;
    enqueue(store, &[job(1, 0, 0), job(2, 0, 0)]).await;
    claim(store, ANNA, 2, 0).await;
    assert_eq!(jobs::next_due(&store.reader()).await.unwrap(), Some(at(10)), "the end of a lease");
    let ids = [1, 2].map(Uuid::from_u128);
    let renew = async |owner, minute| {
        let lease = Lease { owner, until: at(minute) };
        store.write::<_, StoreError>(async |tx| jobs::renew(tx, lease, &ids).await).await.unwrap()
    };
    assert_eq!((renew(ANNA, 20).await, renew(BINH, 99).await), (2, 0));
    assert_eq!(claim(store, BINH, 9, 19).await, []);
    store.write::<_, StoreError>(async |tx| jobs::give_back(tx, ANNA, &ids[..1]).await).await.unwrap();
    let claimed = claim(store, BINH, 9, 19).await;
    assert_eq!((numbers(&claimed), claimed[0].attempts), (vec![1], 1), "as if it had not been claimed");
});

on_both_databases!(what_was_given_up_is_mended_sent_again_or_discarded, async |database| {
    let store = &database.store;
    enqueue(store, &[job(1, 0, 0), job(2, 0, 0)]).await;
    let mend = async || {
        store.write::<_, StoreError>(async |tx| jobs::mend(tx, Uuid::from_u128(1), "new").await).await
    };
    let send = async |no| {
        store.write::<_, StoreError>(async |tx| jobs::send_again(tx, Uuid::from_u128(no), at(5)).await).await
    };
    let discard = async |no| {
        store.write::<_, StoreError>(async |tx| jobs::discard(tx, Uuid::from_u128(no)).await).await
    };
    refuses!(mend().await, StoreError::Stale { .. });
    claim(store, ANNA, 9, 0).await;
    refuses!(send(1).await, StoreError::Stale { .. });
    for no in [1, 2] {
        end(store, no, ANNA, Ending::Dead { error: "no address".to_owned() }).await.unwrap();
    }
    let wanted = Wanted { state: JobState::Dead, kind: Some("notice".to_owned()), after: None, limit: 9 };
    let dead = jobs::list(&store.reader(), &wanted).await.unwrap();
    assert_eq!(dead.iter().map(|it| it.id.as_u128()).collect::<Vec<_>>(), [1, 2]);
    let behind = Wanted { after: Some((dead[0].due, dead[0].id)), ..wanted };
    assert_eq!(jobs::list(&store.reader(), &behind).await.unwrap(), dead[1..]);
    let counts = jobs::counts(&store.reader()).await.unwrap();
    assert_eq!((counts.len(), counts[0].state, counts[0].number), (1, JobState::Dead, 2));
    mend().await.unwrap();
    send(1).await.unwrap();
    let again = claim(store, BINH, 9, 5).await;
    assert_eq!((again[0].payload.as_str(), again[0].attempts), ("new", 1));
    discard(2).await.unwrap();
    refuses!(discard(2).await, StoreError::Stale { .. });
    refuses!(discard(1).await, StoreError::Stale { .. });
    refuses!(jobs::find(&store.reader(), Uuid::from_u128(2)).await, StoreError::NotFound { .. });
});

on_both_databases!(a_slot_is_begun_by_one_and_never_twice, async |database| {
    let store = &database.store;
    let begin = async |minute| {
        let begin = async |tx: &motcua_storage::Tx| jobs::begin_slot(tx, "tea", at(minute), at(minute)).await;
        store.write::<_, StoreError>(begin).await.unwrap()
    };
    let both = tokio::join!(begin(0), begin(0));
    assert_eq!([both.0, both.1].iter().filter(|it| **it).count(), 1);
    assert!(begin(90).await, "the clock went forward: the missed slots are one");
    assert!(!begin(30).await, "and back: that time has been");
    assert!(begin(120).await);
    let end = async |tx: &motcua_storage::Tx| jobs::end_slot(tx, "tea", at(90), at(121), Some("cold")).await;
    store.write::<_, StoreError>(end).await.unwrap();
    let row = jobs::recurring(&store.reader()).await.unwrap().remove(0);
    assert_eq!((row.slot, row.ended), (at(120), None), "the end of a slot that another followed");
});

on_both_databases!(whoever_waits_hears_of_work_after_its_commit, async |database| {
    let heard = async |waiter: &mut motcua_storage::Waiter, millis| {
        tokio::time::timeout(std::time::Duration::from_millis(millis), waiter.rung()).await.is_ok()
    };
    let store = &database.store;
    let (mut waiter, mut later) = (store.waiter(), store.waiter());
    enqueue(store, &[job(1, 0, 0)]).await;
    assert!(heard(&mut waiter, 5_000).await);
    assert!(!heard(&mut waiter, 20).await, "once");
    let undone = store.write(async |tx| {
        jobs::enqueue(tx, &[job(2, 0, 0)]).await?;
        Err::<(), _>(StoreError::Stale { what: "all".to_owned() })
    });
    refuses!(undone.await, StoreError::Stale { .. });
    assert!(!heard(&mut waiter, 20).await, "not of what never was");
    assert!(heard(&mut later, 5_000).await, "also who was not waiting yet");
});

on_postgres_only!(whoever_waits_hears_of_the_work_of_another_instance, async |database| {
    let other = Store::open(&database.url).await.unwrap();
    let mut waiter = other.waiter();
    let hearing = tokio::spawn({
        let other = other.clone();
        async move { other.listen().await }
    });
    // It may begin to listen a moment late: until then it is told again.
    for no in 1.. {
        enqueue(&database.store, &[job(no, 0, 0)]).await;
        if tokio::time::timeout(std::time::Duration::from_millis(300), waiter.rung()).await.is_ok() {
            break;
        }
        assert!(no < 50, "nothing was heard");
    }
    hearing.abort();
});
