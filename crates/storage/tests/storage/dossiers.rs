//! A dossier is written together with its history, by one writer at a time, and shows when it was tampered with.

use crate::example;
use motcua_dossier::{By, Entry, Event, Imported, ImportedCase, apply, desk_rows};
use motcua_kernel::{Instant, LegNo};
use motcua_storage::{StoreError, desk, dossiers};

on_both_databases!(what_was_written_is_read_back, async |database| {
    let store = &database.store;
    let received = example::insert(store, 1).await;
    assert_eq!(dossiers::load(&store.reader(), received.id).await.unwrap(), received);

    let handed_over = example::handed_over(&received);
    example::save(store, &received, &handed_over).await.unwrap();
    let accepted = example::accepted(&handed_over.0);
    example::save(store, &handed_over.0, &accepted).await.unwrap();

    assert_eq!(dossiers::load(&store.reader(), received.id).await.unwrap(), accepted.0);
    let history = dossiers::history(&store.reader(), received.id).await.unwrap();
    assert_eq!(history, [example::received(1).1, handed_over.1, accepted.1]);
    dossiers::verify(&store.reader(), received.id).await.unwrap();
});

on_both_databases!(a_dossier_that_does_not_exist_is_not_found, async |database| {
    let reader = database.store.reader();
    let id = example::dossier_id(9);
    refuses!(dossiers::load(&reader, id).await, StoreError::NotFound { .. });
    refuses!(dossiers::verify(&reader, id).await, StoreError::NotFound { .. });
    assert_eq!(dossiers::history(&reader, id).await.unwrap(), []);
});

on_both_databases!(who_read_an_older_version_is_stale, async |database| {
    let store = &database.store;
    let received = example::insert(store, 1).await;
    let handed_over = example::handed_over(&received);
    example::save(store, &received, &handed_over).await.unwrap();
    refuses!(example::save(store, &received, &handed_over).await, StoreError::Stale { .. });
    assert_eq!(dossiers::load(&store.reader(), received.id).await.unwrap(), handed_over.0);
    dossiers::verify(&store.reader(), received.id).await.unwrap();
});

on_both_databases!(of_two_that_save_at_once_one_wins, async |database| {
    for serial in 1..=20 {
        let received = example::insert(&database.store, serial).await;
        let id = received.id;
        let savers = [(); 2].map(|()| {
            let (store, received) = (database.store.clone(), received.clone());
            tokio::spawn(
                async move { example::save(&store, &received, &example::handed_over(&received)).await },
            )
        });
        let mut won = 0;
        for saver in savers {
            match saver.await.unwrap() {
                Ok(()) => won += 1,
                Err(error) => assert!(matches!(error, StoreError::Stale { .. }), "{error:?}"),
            }
        }
        assert_eq!(won, 1);
        dossiers::verify(&database.store.reader(), id).await.unwrap();
    }
});

on_both_databases!(a_number_is_given_once, async |database| {
    let store = &database.store;
    example::insert(store, 1).await;
    let (mut other, entry) = example::received(1);
    other.id = example::dossier_id(2);
    let entries = [entry];
    let second = store.write(async |tx| dossiers::insert(tx, &other, &entries).await).await;
    refuses!(second, StoreError::Stale { .. });
    refuses!(dossiers::load(&store.reader(), other.id).await, StoreError::NotFound { .. });
});

on_both_databases!(a_state_is_written_only_with_the_events_that_lead_to_it, async |database| {
    let store = &database.store;
    let received = example::insert(store, 1).await;
    let (state, entry) = example::handed_over(&received);
    let check = async |entries: &[Entry]| {
        let written = store.write(async |tx| dossiers::save(tx, received.seq, &state, entries).await).await;
        refuses!(written, StoreError::Corrupt { table: "dossier", .. });
    };
    check(&[]).await;
    check(&[Entry { seq: 3, ..entry.clone() }]).await;
    check(&[entry.clone(), entry.clone()]).await;
    assert_eq!(dossiers::load(&store.reader(), received.id).await.unwrap(), received);
});

on_both_databases!(ids_come_in_order_and_page_by_page, async |database| {
    let store = &database.store;
    for serial in [3, 1, 2] {
        example::insert(store, serial).await;
    }
    let first = dossiers::ids(&store.reader(), None, 2).await.unwrap();
    assert_eq!(first, [example::dossier_id(1), example::dossier_id(2)]);
    let second = dossiers::ids(&store.reader(), first.last().copied(), 2).await.unwrap();
    assert_eq!(second, [example::dossier_id(3)]);
});

on_both_databases!(a_dossier_is_found_by_its_number, async |database| {
    let received = example::insert(&database.store, 1).await;
    let reader = database.store.reader();
    assert_eq!(dossiers::by_number(&reader, &example::number(1)).await.unwrap(), Some(received));
    assert_eq!(dossiers::by_number(&reader, &example::number(2)).await.unwrap(), None);
});

on_both_databases!(histories_come_together, async |database| {
    let store = &database.store;
    let ids = [1, 2].map(example::dossier_id);
    example::insert_accepted(store, 2).await;
    example::insert(store, 1).await;
    example::insert(store, 3).await;
    let histories =
        dossiers::histories(&store.reader(), &[ids[0], ids[1], example::dossier_id(9)]).await.unwrap();
    assert_eq!(histories.keys().copied().collect::<Vec<_>>(), ids);
    for id in ids {
        assert_eq!(histories[&id], dossiers::history(&store.reader(), id).await.unwrap());
    }
    assert!(dossiers::histories(&store.reader(), &[]).await.unwrap().is_empty());
});

on_both_databases!(extreme_instants_come_back_as_they_were, async |database| {
    let store = &database.store;
    // Only what another system wrote has a time of its own.
    let event = Event::LogImported { case: ImportedCase::default() };
    let (_, received) = example::received(1);
    let entry = Entry { recorded: Instant::MAX, occurred: Instant::MIN, event, ..received };
    let state = apply(example::dossier_id(1), None, &entry).unwrap();
    let entries = [entry];
    store.write::<_, StoreError>(async |tx| dossiers::insert(tx, &state, &entries).await).await.unwrap();
    assert_eq!(dossiers::history(&store.reader(), state.id).await.unwrap(), entries);
});

on_both_databases!(a_dossier_is_loaded_inside_the_write_that_changed_it, async |database| {
    let (state, entry) = example::received(1);
    let entries = [entry];
    let (next, event) = example::then(&state, Event::HandedOver { from: None, to: LegNo(1) });
    let events = [event];
    let loaded = database
        .store
        .write::<_, StoreError>(async |tx| {
            dossiers::insert(tx, &state, &entries).await?;
            dossiers::save(tx, 1, &next, &events).await?;
            desk::change(tx, next.id, &[], &desk_rows(&next)).await?;
            dossiers::verify(tx, state.id).await?;
            dossiers::load(tx, state.id).await
        })
        .await
        .unwrap();
    assert_eq!(loaded, next);
});

on_both_databases!(cases_of_a_log_have_no_number_and_do_not_collide, async |database| {
    let store = &database.store;
    for no in 1..=2 {
        let case = ImportedCase { case: format!("BPI-{no}"), ..ImportedCase::default() };
        let (_, first) = example::received(no);
        let first = Entry { event: Event::LogImported { case }, by: By::Rule, ..first };
        let state = apply(example::dossier_id(no), None, &first).unwrap();
        let activity = Imported { activity: "Tiếp nhận".to_owned(), ..Imported::default() };
        let (state, second) = example::then(&state, Event::Imported(activity));
        let entries = [first, second];
        store.write::<_, StoreError>(async |tx| dossiers::insert(tx, &state, &entries).await).await.unwrap();
        assert_eq!(dossiers::history(&store.reader(), state.id).await.unwrap(), entries);
        dossiers::verify(&store.reader(), state.id).await.unwrap();
    }
});
