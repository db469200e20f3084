//! Paper dossiers: the slips that were entered, the files that wait for approval, and the leaves to enter late.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE late_entry_permit (
        id {id} NOT NULL PRIMARY KEY,
        agency {id} NOT NULL,
        ground TEXT NOT NULL,
        reason TEXT NOT NULL,
        from_at BIGINT NOT NULL,
        until_at BIGINT NOT NULL,
        slips BIGINT NOT NULL,
        enter_by BIGINT NOT NULL,
        granted_by {id} NOT NULL REFERENCES account (id),
        granted_at BIGINT NOT NULL
    )",
    "CREATE INDEX late_entry_permit_by_agency ON late_entry_permit (agency, granted_at)",
    "CREATE TABLE paper_batch (
        id {id} NOT NULL PRIMARY KEY,
        agency {id} NOT NULL,
        file_name TEXT NOT NULL,
        file_hash {blob} NOT NULL,
        content TEXT,
        sent_by {id} NOT NULL REFERENCES account (id),
        sent_as TEXT NOT NULL,
        sent_at BIGINT NOT NULL,
        approved_by {id} REFERENCES account (id),
        approved_at BIGINT,
        outcome TEXT,
        UNIQUE (agency, file_hash)
    )",
    "CREATE TABLE paper_slip (
        agency {id} NOT NULL,
        number TEXT NOT NULL,
        dossier {id} NOT NULL REFERENCES dossier (id),
        permit {id} REFERENCES late_entry_permit (id),
        PRIMARY KEY (agency, number)
    )",
    "CREATE INDEX paper_slip_by_number ON paper_slip (number)",
    "CREATE INDEX paper_slip_by_permit ON paper_slip (permit) WHERE permit IS NOT NULL",
];

const DOWN: &[&str] = &["DROP TABLE paper_slip", "DROP TABLE paper_batch", "DROP TABLE late_entry_permit"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await
    }
}
