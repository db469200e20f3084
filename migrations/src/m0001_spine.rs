//! The spine: dossiers, their history, erasable texts, serials, idempotency keys, jobs, the status view.

use crate::spelling::spelled;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Replaced by the change after this one; named so that it can be taken back.
pub const IDEMPOTENCY: &str = "CREATE TABLE idempotency (
        key TEXT NOT NULL,
        account {id} NOT NULL,
        request_hash {blob} NOT NULL,
        response TEXT NOT NULL,
        stored_at BIGINT NOT NULL,
        PRIMARY KEY (account, key)
    )";

/// As above.
pub const STATUS_VIEW: &str = "CREATE TABLE status_view (
        token TEXT NOT NULL PRIMARY KEY,
        dossier {id} NOT NULL UNIQUE REFERENCES dossier (id),
        number TEXT NOT NULL UNIQUE,
        code_hash {blob} NOT NULL,
        version BIGINT NOT NULL,
        view TEXT NOT NULL
    )";

const UP: &[&str] = &[
    "CREATE TABLE dossier (
        id {id} NOT NULL PRIMARY KEY,
        version BIGINT NOT NULL,
        number TEXT UNIQUE,
        status TEXT NOT NULL,
        receiving {id},
        received_at BIGINT,
        lawful_at BIGINT,
        ended_at BIGINT,
        state TEXT NOT NULL
    )",
    "CREATE INDEX dossier_by_receiving ON dossier (receiving, status, lawful_at)",
    "CREATE TABLE event (
        position {auto},
        dossier {id} NOT NULL REFERENCES dossier (id),
        seq BIGINT NOT NULL,
        recorded BIGINT NOT NULL,
        occurred BIGINT NOT NULL,
        kind TEXT NOT NULL,
        payload_version BIGINT NOT NULL,
        payload TEXT NOT NULL,
        previous {blob} NOT NULL,
        hash {blob} NOT NULL{xid},
        UNIQUE (dossier, seq)
    )",
    "CREATE TABLE erasable_text (
        id {id} NOT NULL PRIMARY KEY,
        dossier {id} NOT NULL,
        body TEXT,
        hash {blob} NOT NULL,
        erased_ground TEXT
    )",
    "CREATE TABLE serial (
        agency {id} NOT NULL,
        book TEXT NOT NULL,
        last BIGINT NOT NULL,
        PRIMARY KEY (agency, book)
    )",
    IDEMPOTENCY,
    "CREATE TABLE job (
        id {id} NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        payload TEXT NOT NULL,
        state TEXT NOT NULL,
        priority BIGINT NOT NULL,
        due BIGINT NOT NULL,
        attempts BIGINT NOT NULL,
        lease_owner {id},
        lease_until BIGINT,
        last_error TEXT
    )",
    "CREATE INDEX job_to_claim ON job (state, due)",
    STATUS_VIEW,
];

const DOWN: &[&str] = &[
    "DROP TABLE status_view",
    "DROP TABLE job",
    "DROP TABLE idempotency",
    "DROP TABLE serial",
    "DROP TABLE erasable_text",
    "DROP TABLE event",
    "DROP TABLE dossier",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        for statement in UP {
            manager.get_connection().execute_unprepared(&spelled(statement, backend)).await?;
        }
        if backend == DbBackend::Postgres {
            let sql = "CREATE INDEX event_to_follow ON event (xid, position)";
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in DOWN {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
