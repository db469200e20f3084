//! Who of the staff changed how somebody is reached. No address stands in it.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE reach_change (
        position {auto},
        dossier {id} NOT NULL REFERENCES dossier (id),
        party {id} NOT NULL REFERENCES party (id),
        way TEXT NOT NULL,
        act TEXT NOT NULL,
        account {id} NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL
    )",
    "CREATE INDEX reach_change_of_dossier ON reach_change (dossier)",
];

const DOWN: &[&str] = &["DROP TABLE reach_change"];

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
