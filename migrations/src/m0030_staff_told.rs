//! How staff hears at once and by mail: a mark that grows with every alert, addresses of mail, apologies to be signed.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE alert_mark (
        account {id} NOT NULL PRIMARY KEY REFERENCES account (id),
        mark BIGINT NOT NULL
    )",
    "CREATE TABLE staff_mail (
        account {id} NOT NULL PRIMARY KEY REFERENCES account (id),
        address TEXT NOT NULL,
        locale TEXT NOT NULL,
        state TEXT NOT NULL,
        morning BIGINT NOT NULL,
        raised BIGINT NOT NULL,
        asked {id} NOT NULL,
        since BIGINT NOT NULL
    )",
    "CREATE TABLE apology_draft (
        dossier {id} NOT NULL PRIMARY KEY REFERENCES dossier (id),
        leg BIGINT NOT NULL,
        desk {id} NOT NULL,
        to_at BIGINT,
        words TEXT NOT NULL,
        drafted_by {id} REFERENCES account (id),
        at BIGINT NOT NULL
    )",
    "CREATE INDEX apology_draft_of_desk ON apology_draft (desk)",
];

const DOWN: &[&str] = &["DROP TABLE apology_draft", "DROP TABLE staff_mail", "DROP TABLE alert_mark"];

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
