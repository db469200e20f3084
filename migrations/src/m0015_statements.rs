//! Bank statements: every line that was read with what became of it, the columns of each agency's bank, and dossiers by
//! what a transfer carries of their number.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE statement_line (
        fingerprint TEXT NOT NULL PRIMARY KEY,
        account TEXT NOT NULL,
        agency {id} NOT NULL,
        day TEXT NOT NULL,
        amount BIGINT NOT NULL,
        description TEXT NOT NULL,
        bank_number TEXT,
        read_by {id} NOT NULL REFERENCES account (id),
        read_at BIGINT NOT NULL,
        dossier {id},
        seq BIGINT,
        booked_by {id} REFERENCES account (id),
        booked_at BIGINT
    )",
    "CREATE INDEX statement_line_open ON statement_line (account, day) WHERE booked_at IS NULL",
    "CREATE INDEX statement_line_by_dossier ON statement_line (dossier, seq)",
    "CREATE TABLE statement_mapping (
        agency {id} NOT NULL PRIMARY KEY,
        mapping TEXT NOT NULL,
        kept_by {id} NOT NULL REFERENCES account (id),
        kept_at BIGINT NOT NULL
    )",
    "CREATE INDEX dossier_by_reference ON dossier
        (LTRIM(REPLACE(REPLACE(number, '.', ''), '-', ''), '0'))",
];

const DOWN: &[&str] =
    &["DROP INDEX dossier_by_reference", "DROP TABLE statement_mapping", "DROP TABLE statement_line"];

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
