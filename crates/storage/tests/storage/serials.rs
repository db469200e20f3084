//! Numbers run without a gap.

use crate::example::{COUNTER, OFFICE};
use motcua_storage::{StoreError, serials};

on_both_databases!(many_counters_at_once_get_every_number_once, async |database| {
    let takers: Vec<_> = (0..250)
        .map(|taker| {
            let store = database.store.clone();
            tokio::spawn(async move {
                store
                    .write(async |tx| {
                        let number = serials::next(tx, COUNTER, "2026-11-24").await?;
                        tokio::task::yield_now().await;
                        let breaks_off = taker % 5 == 0;
                        if breaks_off {
                            Err(StoreError::NotFound { what: "paper".to_owned() })
                        } else {
                            Ok(number)
                        }
                    })
                    .await
            })
        })
        .collect();
    let mut numbers = Vec::new();
    for taker in takers {
        match taker.await.unwrap() {
            Ok(number) => numbers.push(number),
            Err(error) => assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}"),
        }
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=200).collect::<Vec<u32>>());
    assert_eq!(serials::last(&database.store.reader(), COUNTER, "2026-11-24").await.unwrap(), 200);
});

on_both_databases!(each_agency_and_book_counts_for_itself, async |database| {
    let store = &database.store;
    let check = async |agency, book: &str, expected| {
        let number = store.write::<_, StoreError>(async |tx| serials::next(tx, agency, book).await).await;
        assert_eq!(number.unwrap(), expected);
        assert_eq!(serials::last(&store.reader(), agency, book).await.unwrap(), expected);
    };
    check(COUNTER, "2026-11-24", 1).await;
    check(COUNTER, "2026-11-24", 2).await;
    check(COUNTER, "2026-11-25", 1).await;
    check(OFFICE, "2026-11-24", 1).await;
    assert_eq!(serials::last(&store.reader(), OFFICE, "2026-11-25").await.unwrap(), 0);
});

on_both_databases!(a_book_that_has_run_out_is_named, async |database| {
    let store = &database.store;
    store.write::<_, StoreError>(async |tx| serials::next(tx, COUNTER, "2026").await).await.unwrap();
    let full = format!("UPDATE serial SET last = {}", u32::MAX);
    crate::past_the_store::tamper(database, &full).await;
    refuses!(
        store.write(async |tx| serials::next(tx, COUNTER, "2026").await).await,
        StoreError::Corrupt { table: "serial", .. }
    );
    assert_eq!(serials::last(&store.reader(), COUNTER, "2026").await.unwrap(), u32::MAX);
});
