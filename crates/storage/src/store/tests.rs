//! What needs a statement of its own inside a write.

use crate::{Checked, StoreError};
use sea_orm::ConnectionTrait;
use std::time::Duration;
use tokio::time::Instant;

// SQLite can not be interrupted in the middle of a row.
on_postgres_only!(a_slow_statement_ends_with_its_write, async |database| {
    let begun = Instant::now();
    let written = database
        .store
        .write(async |tx| {
            tokio::time::sleep(Duration::from_millis(500)).await;
            tx.inner.execute_unprepared("SELECT pg_sleep(30)").await.map_err(|error| tx.fail(error))
        })
        .await;
    assert!(matches!(written, Err(StoreError::TooLong)), "{written:?}");
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
});

on_both_databases!(the_database_is_opened_as_for_production, async |database| {
    let expected: &[(&str, &str)] = if database.is_postgres() {
        &[("SHOW transaction_isolation", "read committed"), ("SHOW statement_timeout", "5s")]
    } else {
        &[
            ("SELECT journal_mode FROM pragma_journal_mode", "wal"),
            ("SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous", "2"),
            ("SELECT CAST(foreign_keys AS TEXT) FROM pragma_foreign_keys", "1"),
            ("SELECT CAST(secure_delete AS TEXT) FROM pragma_secure_delete", "1"),
            ("SELECT CAST(timeout AS TEXT) FROM pragma_busy_timeout", "5000"),
        ]
    };
    database
        .store
        .write::<_, StoreError>(async |tx| {
            for (question, answer) in expected {
                let statement = sea_orm::Statement::from_string(tx.backend(), *question);
                let row = tx.inner.query_one_raw(statement).await?.unwrap();
                assert_eq!(row.try_get_by_index::<String>(0)?, *answer, "{question}");
            }
            Ok(())
        })
        .await
        .unwrap();
});

on_both_databases!(a_database_says_what_it_is, async |database| {
    let checked = database.store.check().await.unwrap();
    // The server of the tests is one to be thrown away.
    let (backend, journal) =
        if database.is_postgres() { ("PostgreSQL", "fsync off") } else { ("SQLite", "wal, synchronous 2") };
    let version = checked.version.clone();
    assert!(version.starts_with(|first: char| first.is_ascii_digit()), "{version}");
    assert_eq!(checked, Checked { backend, version, journal: Some(journal.to_owned()) });
});
