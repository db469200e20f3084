//! A message that is sent again after its time; what a gateway says before we know whom it speaks of; who else reads at an
//! address.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "ALTER TABLE notice ADD COLUMN first_tried BIGINT",
    "ALTER TABLE notice ADD COLUMN asked_again BIGINT",
    "CREATE INDEX notice_unconfirmed ON notice (sent) WHERE state = 'sent'",
    "CREATE INDEX notice_overdue ON notice (due) WHERE state = 'waiting' AND way <> 'call'",
    "CREATE INDEX reach_by_address ON reach (address) WHERE address IS NOT NULL",
    "CREATE TABLE early_receipt (
        channel TEXT NOT NULL,
        their_id TEXT NOT NULL,
        delivered BIGINT NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (channel, their_id)
    )",
];

const DOWN: &[&str] = &[
    "DROP TABLE early_receipt",
    "DROP INDEX reach_by_address",
    "DROP INDEX notice_overdue",
    "DROP INDEX notice_unconfirmed",
    "ALTER TABLE notice DROP COLUMN asked_again",
    "ALTER TABLE notice DROP COLUMN first_tried",
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
