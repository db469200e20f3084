//! Bundles: which dossiers were received in one visit, and one slip for all of them, so that a token may show several.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "ALTER TABLE dossier ADD COLUMN bundle {id}",
    "CREATE INDEX dossier_by_bundle ON dossier (bundle) WHERE bundle IS NOT NULL",
    "CREATE TABLE status_view_of_bundle (
        dossier {id} NOT NULL PRIMARY KEY REFERENCES dossier (id),
        token TEXT NOT NULL,
        place BIGINT NOT NULL,
        number TEXT NOT NULL UNIQUE,
        code TEXT NOT NULL,
        version BIGINT NOT NULL,
        view TEXT NOT NULL,
        UNIQUE (token, place)
    )",
    "INSERT INTO status_view_of_bundle (dossier, token, place, number, code, version, view)
        SELECT dossier, token, 0, number, code, version, view FROM status_view",
    "DROP TABLE status_view",
    "ALTER TABLE status_view_of_bundle RENAME TO status_view",
];

/// What only bundles need goes: a slip then shows the first of its dossiers.
const DOWN: &[&str] = &[
    "CREATE TABLE status_view_of_one (
        token TEXT NOT NULL PRIMARY KEY,
        dossier {id} NOT NULL UNIQUE REFERENCES dossier (id),
        number TEXT NOT NULL UNIQUE,
        code TEXT NOT NULL,
        version BIGINT NOT NULL,
        view TEXT NOT NULL
    )",
    "INSERT INTO status_view_of_one (token, dossier, number, code, version, view)
        SELECT token, dossier, number, code, version, view FROM status_view WHERE place = 0",
    "DROP TABLE status_view",
    "ALTER TABLE status_view_of_one RENAME TO status_view",
    "DROP INDEX dossier_by_bundle",
    "ALTER TABLE dossier DROP COLUMN bundle",
];

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
