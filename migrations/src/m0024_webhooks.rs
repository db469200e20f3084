//! Other systems that are told what happens, and what came of the latest tries.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE webhook (
        id {id} NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        url TEXT NOT NULL,
        agency {id} NOT NULL,
        kinds TEXT NOT NULL,
        secret {blob} NOT NULL,
        old_secret {blob},
        old_until BIGINT,
        state TEXT NOT NULL,
        made_by {id} NOT NULL REFERENCES account (id),
        made_at BIGINT NOT NULL,
        place_transaction BIGINT NOT NULL,
        place_position BIGINT NOT NULL,
        again {id},
        failures BIGINT NOT NULL,
        failing_since BIGINT,
        next_try BIGINT,
        last_error TEXT,
        last_error_at BIGINT,
        last_success BIGINT
    )",
    "CREATE INDEX webhook_by_name ON webhook (name, id)",
    "CREATE TABLE webhook_attempt (
        id {id} NOT NULL PRIMARY KEY,
        webhook {id} NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
        at BIGINT NOT NULL,
        event TEXT NOT NULL,
        kind TEXT NOT NULL,
        place_transaction BIGINT,
        place_position BIGINT,
        status BIGINT,
        error TEXT,
        milliseconds BIGINT NOT NULL,
        tries BIGINT NOT NULL
    )",
    "CREATE INDEX webhook_attempt_latest ON webhook_attempt (webhook, id)",
];

const DOWN: &[&str] = &["DROP TABLE webhook_attempt", "DROP TABLE webhook"];

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
