//! What was changed past the store is named by `verify` and never makes it panic.

use crate::example;
use crate::past_the_store::{bytes, tamper};
use crate::support::TestDatabase;
use motcua_storage::{StoreError, dossiers};

const ZEROES: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// `verify` after `sql` was run past the store names `table` and says `what`.
async fn check(database: &TestDatabase, sql: &str, table: &str, what: &str) {
    let dossier = example::insert_accepted(&database.store, 1).await;
    example::insert_accepted(&database.store, 2).await;
    dossiers::verify(&database.store.reader(), dossier.id).await.unwrap();
    assert!(tamper(database, sql).await > 0, "{sql}");
    match dossiers::verify(&database.store.reader(), dossier.id).await {
        Err(StoreError::Corrupt { table: found, what: said, .. }) => {
            assert_eq!(found, table, "{said}");
            assert!(said.contains(what), "{said}");
        }
        other => panic!("{other:?}"),
    }
}

on_both_databases!(a_changed_payload_shows, async |database| {
    let sql = "UPDATE event SET payload = replace(payload, 'clerk', 'leader') WHERE position = 2";
    check(database, sql, "event", "its hash does not fit").await;
});

on_both_databases!(a_back_dated_event_shows, async |database| {
    check(database, "UPDATE event SET occurred = occurred - 1 WHERE position = 2", "event", "its hash").await;
});

on_both_databases!(a_changed_kind_shows, async |database| {
    check(database, "UPDATE event SET kind = 'annulled' WHERE position = 2", "event", "its hash").await;
});

on_both_databases!(a_changed_hash_shows, async |database| {
    let sql = format!("UPDATE event SET hash = {} WHERE position = 2", bytes(database, ZEROES));
    check(database, &sql, "event", "its hash does not fit").await;
});

on_both_databases!(a_hash_of_the_wrong_length_shows, async |database| {
    let sql = format!("UPDATE event SET hash = {} WHERE position = 3", bytes(database, "00"));
    check(database, &sql, "event", "its hash does not fit").await;
});

on_both_databases!(a_deleted_middle_event_shows, async |database| {
    check(database, "DELETE FROM event WHERE position = 2", "event", "hash of the event before").await;
});

on_both_databases!(a_deleted_last_event_shows, async |database| {
    check(database, "DELETE FROM event WHERE position = 3", "dossier", "not what its history says").await;
});

on_both_databases!(a_deleted_history_shows, async |database| {
    check(database, "DELETE FROM event WHERE position <= 3", "event", "empty").await;
});

on_both_databases!(swapped_events_show, async |database| {
    let swap = "UPDATE event SET seq = 12 - seq WHERE position IN (2, 3);
                UPDATE event SET seq = seq - 7 WHERE position IN (2, 3)";
    check(database, swap, "event", "hash of the event before").await;
});

on_both_databases!(an_event_of_another_dossier_shows, async |database| {
    let sql = "UPDATE event SET payload = (SELECT payload FROM event WHERE position = 4),
                 hash = (SELECT hash FROM event WHERE position = 4) WHERE position = 1";
    check(database, sql, "event", "its hash does not fit").await;
});

on_both_databases!(a_changed_state_shows, async |database| {
    let sql = "UPDATE dossier SET state = replace(state, '\"reappointments\":0', '\"reappointments\":7')";
    check(database, sql, "dossier", "not what its history says").await;
});

on_both_databases!(a_changed_column_for_lists_shows, async |database| {
    check(database, "UPDATE dossier SET lawful_at = lawful_at + 1", "dossier", "columns for lists").await;
});

on_both_databases!(a_state_of_another_version_shows, async |database| {
    check(database, "UPDATE dossier SET version = 2", "dossier", "another dossier or version").await;
});

on_both_databases!(a_desk_that_does_not_fit_shows, async |database| {
    check(database, "UPDATE desk SET due = due + 1", "desk", "not what its history says").await;
});

on_both_databases!(a_dossier_that_is_missing_from_a_desk_shows, async |database| {
    check(database, "DELETE FROM desk", "desk", "not what its history says").await;
});

on_both_databases!(a_state_that_is_no_json_shows, async |database| {
    check(database, "UPDATE dossier SET state = '{\"id\":'", "dossier", "EOF").await;
    let read = dossiers::load(&database.store.reader(), example::dossier_id(1)).await;
    assert!(matches!(read, Err(StoreError::Corrupt { table: "dossier", .. })), "{read:?}");
});

on_both_databases!(a_payload_that_is_no_json_is_no_panic, async |database| {
    let dossier = example::insert_accepted(&database.store, 1).await;
    tamper(database, "UPDATE event SET payload = 'không phải JSON' WHERE position = 2").await;
    let read = dossiers::history(&database.store.reader(), dossier.id).await;
    assert!(matches!(read, Err(StoreError::Corrupt { table: "event", .. })), "{read:?}");
    tamper(database, "UPDATE event SET payload_version = 99 WHERE position = 1").await;
    let read = dossiers::history(&database.store.reader(), dossier.id).await;
    assert!(matches!(read, Err(StoreError::Corrupt { table: "event", .. })), "{read:?}");
});

on_both_databases!(nothing_is_written_after_an_event_that_is_missing, async |database| {
    let dossier = example::insert(&database.store, 1).await;
    tamper(database, "DELETE FROM event").await;
    let written = example::save(&database.store, &dossier, &example::handed_over(&dossier)).await;
    assert!(matches!(written, Err(StoreError::Corrupt { table: "event", .. })), "{written:?}");
});
