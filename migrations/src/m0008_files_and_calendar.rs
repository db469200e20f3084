//! Files of dossiers, by what they are and who brought them; the calendars that were kept, each with its ground; and what
//! was chosen when the house was opened.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE stored_file (
        id {id} NOT NULL PRIMARY KEY,
        dossier {id} NOT NULL REFERENCES dossier (id),
        purpose TEXT NOT NULL,
        component TEXT,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        bytes BIGINT NOT NULL,
        sha256 {blob} NOT NULL,
        added_by {id} NOT NULL REFERENCES account (id),
        added_at BIGINT NOT NULL,
        removed_by {id} REFERENCES account (id),
        removed_at BIGINT
    )",
    "CREATE INDEX stored_file_by_dossier ON stored_file (dossier, added_at)",
    "CREATE TABLE calendar_revision (
        position BIGINT NOT NULL PRIMARY KEY,
        days TEXT NOT NULL,
        ground TEXT NOT NULL,
        kept_by {id} NOT NULL REFERENCES account (id),
        kept_at BIGINT NOT NULL
    )",
    "CREATE TABLE house_setting (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    )",
];

const DOWN: &[&str] = &["DROP TABLE house_setting", "DROP TABLE calendar_revision", "DROP TABLE stored_file"];

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
