//! Payments through a gateway: the orders that were made, and each answer the gateway gave, with what became of it.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE gateway_order (
        reference TEXT NOT NULL PRIMARY KEY,
        dossier {id} NOT NULL,
        agency {id} NOT NULL,
        amount BIGINT NOT NULL,
        charges TEXT NOT NULL,
        begun_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        payment TEXT,
        seq BIGINT,
        paid_at BIGINT,
        failed_at BIGINT
    )",
    "CREATE INDEX gateway_order_by_dossier ON gateway_order (dossier, begun_at)",
    "CREATE TABLE gateway_callback (
        fingerprint TEXT NOT NULL PRIMARY KEY,
        first_at BIGINT NOT NULL,
        last_at BIGINT NOT NULL,
        times BIGINT NOT NULL,
        outcome TEXT NOT NULL,
        why TEXT,
        reference TEXT,
        payment TEXT,
        amount BIGINT,
        paid_at BIGINT,
        agency {id},
        dossier {id},
        seq BIGINT,
        settled_by {id} REFERENCES account (id),
        settled_at BIGINT,
        note TEXT
    )",
    "CREATE INDEX gateway_callback_waiting ON gateway_callback (first_at)
        WHERE outcome = 'waits' AND settled_at IS NULL",
    "CREATE INDEX gateway_callback_by_order ON gateway_callback (reference)",
    "CREATE INDEX gateway_callback_latest ON gateway_callback (last_at)",
];

const DOWN: &[&str] = &["DROP TABLE gateway_callback", "DROP TABLE gateway_order"];

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
