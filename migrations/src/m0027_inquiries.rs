//! Texts that people sent to ask for a dossier, and what was answered. The telephone is readable until the answer is out;
//! after that a keyed sum of it counts how often it asked.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE inquiry (
        id {id} NOT NULL PRIMARY KEY,
        channel TEXT NOT NULL,
        their_id TEXT NOT NULL,
        phone_sum TEXT NOT NULL,
        phone TEXT,
        at BIGINT NOT NULL,
        outcome TEXT NOT NULL,
        wrong BOOLEAN NOT NULL,
        dossier {id} REFERENCES dossier (id),
        whole_slip BOOLEAN NOT NULL,
        again BIGINT,
        locale TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts BIGINT NOT NULL,
        ended BIGINT
    )",
    "CREATE UNIQUE INDEX inquiry_once ON inquiry (channel, their_id)",
    "CREATE INDEX inquiry_of_phone ON inquiry (phone_sum, at)",
    "CREATE INDEX inquiry_of_channel ON inquiry (channel, at)",
    "CREATE INDEX inquiry_by_time ON inquiry (at)",
    "CREATE TABLE inquiry_meter (
        subject TEXT NOT NULL PRIMARY KEY,
        last_at BIGINT NOT NULL,
        warned_at BIGINT,
        silenced BIGINT NOT NULL
    )",
    "CREATE INDEX inquiry_meter_by_time ON inquiry_meter (last_at)",
];

const DOWN: &[&str] = &["DROP TABLE inquiry_meter", "DROP TABLE inquiry"];

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
