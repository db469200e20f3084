//! Work after the commit: a key by which the same work is written down once, when it was written down and begun, what
//! people did to it, and which slot of each recurring work was begun last.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "ALTER TABLE job ADD COLUMN job_key TEXT",
    "ALTER TABLE job ADD COLUMN created BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE job ADD COLUMN begun BIGINT",
    "UPDATE job SET created = due",
    "CREATE UNIQUE INDEX job_by_key ON job (job_key)",
    "CREATE INDEX job_of_kind ON job (kind, state, priority DESC, due, id)",
    "CREATE TABLE job_change (
        position {auto},
        job {id} NOT NULL,
        kind TEXT NOT NULL,
        act TEXT NOT NULL,
        payload TEXT NOT NULL,
        reason TEXT,
        account {id} NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL
    )",
    "CREATE TABLE recurring_job (
        name TEXT NOT NULL PRIMARY KEY,
        slot BIGINT NOT NULL,
        begun BIGINT NOT NULL,
        ended BIGINT,
        error TEXT
    )",
];

const DOWN: &[&str] = &[
    "DROP TABLE recurring_job",
    "DROP TABLE job_change",
    "DROP INDEX job_of_kind",
    "DROP INDEX job_by_key",
    "ALTER TABLE job DROP COLUMN begun",
    "ALTER TABLE job DROP COLUMN created",
    "ALTER TABLE job DROP COLUMN job_key",
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
