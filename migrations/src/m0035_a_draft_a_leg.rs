//! An apology that waits is that of a leg: two agencies can be late with the same dossier, each with its own leader.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "DROP INDEX apology_draft_of_desk",
    "ALTER TABLE apology_draft RENAME TO apology_draft_before",
    "CREATE TABLE apology_draft (
        dossier {id} NOT NULL REFERENCES dossier (id),
        leg BIGINT NOT NULL,
        desk {id} NOT NULL,
        to_at BIGINT,
        words TEXT NOT NULL,
        drafted_by {id} REFERENCES account (id),
        at BIGINT NOT NULL,
        PRIMARY KEY (dossier, leg)
    )",
    "INSERT INTO apology_draft (dossier, leg, desk, to_at, words, drafted_by, at)
        SELECT dossier, leg, desk, to_at, words, drafted_by, at FROM apology_draft_before",
    "DROP TABLE apology_draft_before",
    "CREATE INDEX apology_draft_of_desk ON apology_draft (desk)",
];

const DOWN: &[&str] = &[
    "DROP INDEX apology_draft_of_desk",
    "ALTER TABLE apology_draft RENAME TO apology_draft_after",
    "CREATE TABLE apology_draft (
        dossier {id} NOT NULL PRIMARY KEY REFERENCES dossier (id),
        leg BIGINT NOT NULL,
        desk {id} NOT NULL,
        to_at BIGINT,
        words TEXT NOT NULL,
        drafted_by {id} REFERENCES account (id),
        at BIGINT NOT NULL
    )",
    "INSERT INTO apology_draft (dossier, leg, desk, to_at, words, drafted_by, at)
        SELECT dossier, leg, desk, to_at, words, drafted_by, at FROM apology_draft_after AS kept
        WHERE leg = (SELECT min(leg) FROM apology_draft_after WHERE dossier = kept.dossier)",
    "DROP TABLE apology_draft_after",
    "CREATE INDEX apology_draft_of_desk ON apology_draft (desk)",
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
