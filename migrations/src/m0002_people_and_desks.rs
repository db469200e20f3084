//! People and desks: accounts, sessions, tokens, parties and who read of them, what each agency has to do, drafts of the national list. Keys of
//! idempotency now point at the event they made, and the code of a slip is kept as it is printed.

use crate::m0001_spine::{IDEMPOTENCY, STATUS_VIEW};
use crate::spelling::spelled;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE account (
        id {id} NOT NULL PRIMARY KEY,
        login TEXT NOT NULL UNIQUE,
        display_name TEXT NOT NULL,
        disabled BIGINT NOT NULL,
        password_hash TEXT,
        signing TEXT NOT NULL
    )",
    "CREATE TABLE account_grant (
        account {id} NOT NULL REFERENCES account (id),
        position BIGINT NOT NULL,
        role TEXT NOT NULL,
        agency {id} NOT NULL,
        valid_from TEXT NOT NULL,
        valid_until TEXT,
        delegated_from {id},
        PRIMARY KEY (account, position)
    )",
    "CREATE INDEX account_grant_by_agency ON account_grant (agency)",
    "CREATE TABLE session (
        key {blob} NOT NULL PRIMARY KEY,
        account {id} NOT NULL REFERENCES account (id),
        created BIGINT NOT NULL,
        last_seen BIGINT NOT NULL,
        expires BIGINT NOT NULL
    )",
    "CREATE TABLE login_failure (
        subject TEXT NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (subject, at)
    )",
    "CREATE TABLE api_token (
        id {id} NOT NULL PRIMARY KEY,
        account {id} NOT NULL REFERENCES account (id),
        name TEXT NOT NULL,
        claims TEXT NOT NULL,
        revoked_at BIGINT
    )",
    "CREATE INDEX api_token_by_account ON api_token (account)",
    "CREATE TABLE secret (
        name TEXT NOT NULL PRIMARY KEY,
        value {blob} NOT NULL
    )",
    "CREATE TABLE party (
        id {id} NOT NULL PRIMARY KEY,
        name TEXT,
        name_fold TEXT,
        national_id TEXT,
        phone TEXT,
        address TEXT,
        erased_ground TEXT
    )",
    "CREATE TABLE reading (
        position {auto},
        at BIGINT NOT NULL,
        account {id} NOT NULL REFERENCES account (id),
        dossier {id} NOT NULL REFERENCES dossier (id),
        place TEXT NOT NULL
    )",
    // Microseconds: a page that is loaded again within the minute is not another reading.
    "CREATE UNIQUE INDEX reading_once_a_minute ON reading (dossier, account, (at / 60000000))",
    "CREATE TABLE desk (
        dossier {id} NOT NULL REFERENCES dossier (id),
        agency {id} NOT NULL,
        slot BIGINT NOT NULL,
        due BIGINT NOT NULL,
        task TEXT NOT NULL,
        PRIMARY KEY (dossier, agency, slot)
    )",
    "CREATE INDEX desk_by_agency ON desk (agency, due, dossier, slot)",
    "DROP TABLE status_view",
    "CREATE TABLE status_view (
        token TEXT NOT NULL PRIMARY KEY,
        dossier {id} NOT NULL UNIQUE REFERENCES dossier (id),
        number TEXT NOT NULL UNIQUE,
        code TEXT NOT NULL,
        version BIGINT NOT NULL,
        view TEXT NOT NULL
    )",
    "DROP TABLE idempotency",
    "CREATE TABLE idempotency (
        account {id} NOT NULL,
        key {blob} NOT NULL,
        request {blob} NOT NULL,
        dossier {id} NOT NULL,
        seq BIGINT NOT NULL,
        stored_at BIGINT NOT NULL,
        PRIMARY KEY (account, key)
    )",
    "CREATE INDEX idempotency_by_age ON idempotency (stored_at)",
    "CREATE INDEX dossier_by_receipt_of_agency ON dossier (receiving, received_at, id)",
    "CREATE TABLE procedure_draft (
        code TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        flagged BIGINT NOT NULL,
        draft TEXT NOT NULL,
        source TEXT NOT NULL,
        imported_at BIGINT NOT NULL
    )",
];

/// `SQLite` merges the lists of many agencies from the index above; `PostgreSQL` reads all receipts in order instead.
const UP_ON_POSTGRES: &str = "CREATE INDEX dossier_by_receipt ON dossier (received_at, id)";
const DOWN_ON_POSTGRES: &str = "DROP INDEX dossier_by_receipt";

const DOWN: &[&str] = &[
    "DROP TABLE procedure_draft",
    "DROP INDEX dossier_by_receipt_of_agency",
    "DROP TABLE idempotency",
    IDEMPOTENCY,
    "DROP TABLE status_view",
    STATUS_VIEW,
    "DROP TABLE desk",
    "DROP TABLE reading",
    "DROP TABLE party",
    "DROP TABLE secret",
    "DROP TABLE api_token",
    "DROP TABLE login_failure",
    "DROP TABLE session",
    "DROP TABLE account_grant",
    "DROP TABLE account",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP, UP_ON_POSTGRES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN, DOWN_ON_POSTGRES).await
    }
}

async fn run(manager: &SchemaManager<'_>, statements: &[&str], on_postgres: &str) -> Result<(), DbErr> {
    let (backend, connection) = (manager.get_database_backend(), manager.get_connection());
    for statement in statements {
        connection.execute_unprepared(&spelled(statement, backend)).await?;
    }
    if backend == DbBackend::Postgres {
        connection.execute_unprepared(on_postgres).await?;
    }
    Ok(())
}
