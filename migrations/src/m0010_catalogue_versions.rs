//! Versions of procedures that are written here: one open at a time for each procedure, and each that was published with
//! its place among them, which no two have.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE catalogue_version (
        id {id} NOT NULL PRIMARY KEY,
        code TEXT NOT NULL,
        stage TEXT NOT NULL,
        body TEXT NOT NULL,
        version BIGINT NOT NULL,
        writers TEXT NOT NULL,
        made_by {id} NOT NULL REFERENCES account (id),
        made_at BIGINT NOT NULL,
        changed_by {id} NOT NULL REFERENCES account (id),
        changed_at BIGINT NOT NULL,
        appraised_by {id} REFERENCES account (id),
        appraised_at BIGINT,
        published_by {id} REFERENCES account (id),
        published_at BIGINT,
        position BIGINT UNIQUE,
        words TEXT
    )",
    "CREATE UNIQUE INDEX catalogue_version_open ON catalogue_version (code) \
     WHERE stage IN ('draft', 'submitted', 'appraised')",
    "CREATE INDEX catalogue_version_by_code ON catalogue_version (code, made_at)",
];

const DOWN: &[&str] = &["DROP TABLE catalogue_version"];

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
