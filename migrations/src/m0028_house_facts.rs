//! What was told of the house itself and not of a dossier, so that each is told once: a calendar that lacks, a token that
//! ends; and what the moments of the dossiers were last worked out by.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &["CREATE TABLE house_fact (
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        step BIGINT NOT NULL,
        words TEXT NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (kind, subject)
    )"];

const DOWN: &[&str] = &["DROP TABLE house_fact"];

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
