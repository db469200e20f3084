//! Signatures of PDFs, as they were found when the file came in: what is true of one is a finding of that moment.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE signature_check (
        file {id} NOT NULL PRIMARY KEY REFERENCES stored_file (id),
        found TEXT NOT NULL,
        checked_at BIGINT NOT NULL
    )",
    "CREATE TABLE file_signature (
        file {id} NOT NULL REFERENCES signature_check (file),
        place BIGINT NOT NULL,
        signer TEXT,
        organisation TEXT,
        issuer TEXT,
        serial TEXT,
        holds_from BIGINT,
        holds_until BIGINT,
        signed_at BIGINT,
        reason TEXT,
        coverage TEXT NOT NULL,
        signed_bytes BIGINT,
        appended_bytes BIGINT,
        digest TEXT NOT NULL,
        signature TEXT NOT NULL,
        trust TEXT NOT NULL,
        PRIMARY KEY (file, place)
    )",
];

const DOWN: &[&str] = &["DROP TABLE file_signature", "DROP TABLE signature_check"];

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
