//! The accounts that transfers go to, kept by the administration and confirmed by another person; and receipt numbers that
//! cashiers gave back.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE agency_account (
        position BIGINT NOT NULL PRIMARY KEY,
        agency {id} NOT NULL,
        account TEXT NOT NULL,
        kept_by {id} NOT NULL REFERENCES account (id),
        kept_at BIGINT NOT NULL,
        answered_by {id} REFERENCES account (id),
        answered_at BIGINT,
        place BIGINT UNIQUE
    )",
    "CREATE INDEX agency_account_by_agency ON agency_account (agency, position)",
    "CREATE TABLE receipt_return (
        id {id} NOT NULL PRIMARY KEY,
        series {id} NOT NULL REFERENCES receipt_series (id),
        account {id} NOT NULL REFERENCES account (id),
        first_number BIGINT NOT NULL,
        last_number BIGINT NOT NULL,
        recorded_by {id} NOT NULL REFERENCES account (id),
        at BIGINT NOT NULL
    )",
    "CREATE INDEX receipt_return_by_series ON receipt_return (series, at)",
];

const DOWN: &[&str] = &["DROP TABLE receipt_return", "DROP TABLE agency_account"];

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
