//! How far a dossier that a subscription is told again has been told, and how many questions went
//! to addresses that somebody of the staff gave.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "ALTER TABLE webhook ADD COLUMN again_told BIGINT",
    "CREATE TABLE staff_question (
        account {id} NOT NULL PRIMARY KEY REFERENCES account (id),
        since BIGINT NOT NULL,
        asked BIGINT NOT NULL
    )",
];

const DOWN: &[&str] = &["DROP TABLE staff_question", "ALTER TABLE webhook DROP COLUMN again_told"];

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
