//! The moments that dossiers are watched for, and what staff is told beside its work.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE watched_term (
        dossier {id} NOT NULL REFERENCES dossier (id),
        kind TEXT NOT NULL,
        leg BIGINT NOT NULL,
        level BIGINT NOT NULL,
        from_at BIGINT NOT NULL,
        told_at BIGINT,
        PRIMARY KEY (dossier, kind, leg, level)
    )",
    "CREATE INDEX watched_term_to_tell ON watched_term (from_at) WHERE told_at IS NULL",
    "CREATE TABLE alert (
        id {id} NOT NULL PRIMARY KEY,
        account {id} NOT NULL REFERENCES account (id),
        kind TEXT NOT NULL,
        dossier {id} REFERENCES dossier (id),
        leg BIGINT NOT NULL,
        level BIGINT NOT NULL,
        raised_by {id} REFERENCES account (id),
        numbers TEXT NOT NULL,
        at BIGINT NOT NULL,
        seen_at BIGINT
    )",
    "CREATE INDEX alert_of_account ON alert (account, at)",
    "CREATE INDEX alert_of_dossier ON alert (dossier) WHERE seen_at IS NULL",
    "CREATE INDEX alert_not_seen ON alert (account) WHERE seen_at IS NULL",
];

const DOWN: &[&str] = &["DROP TABLE alert", "DROP TABLE watched_term"];

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
