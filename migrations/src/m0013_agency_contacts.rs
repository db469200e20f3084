//! How agencies are reached, kept by the administration; of each agency the last line holds.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE agency_contact (
        position BIGINT NOT NULL PRIMARY KEY,
        agency {id} NOT NULL,
        contact TEXT NOT NULL,
        kept_by {id} NOT NULL REFERENCES account (id),
        kept_at BIGINT NOT NULL
    )",
    "CREATE INDEX agency_contact_by_agency ON agency_contact (agency, position)",
];

const DOWN: &[&str] = &["DROP TABLE agency_contact"];

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
