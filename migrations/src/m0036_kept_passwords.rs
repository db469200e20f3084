//! Since when a password counts, and whether somebody else knows it. Those of today count from today on.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "ALTER TABLE account ADD COLUMN password_set BIGINT",
    "ALTER TABLE account ADD COLUMN password_given BIGINT NOT NULL DEFAULT 0",
    "UPDATE account SET password_set = {now} WHERE password_hash IS NOT NULL",
];

const DOWN: &[&str] =
    &["ALTER TABLE account DROP COLUMN password_given", "ALTER TABLE account DROP COLUMN password_set"];

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
