//! Priority: whether an applicant comes first stands beside each row of a desk, so that a desk can show these alone. The
//! name as it was folded for the search of before goes: what is searched are its words.

use crate::spelling::run;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

const ON_SQLITE: &str = "json_extract(dossier.state, '$.filing.priority')";
const ON_POSTGRES: &str = "dossier.state::jsonb -> 'filing' ->> 'priority'";

const DOWN: &[&str] = &[
    "ALTER TABLE party ADD COLUMN name_fold TEXT",
    "UPDATE party SET name_fold = trim(name_words)",
    "DROP INDEX desk_by_priority",
    "ALTER TABLE desk DROP COLUMN priority",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_postgres = manager.get_database_backend() == DbBackend::Postgres;
        let ground = if is_postgres { ON_POSTGRES } else { ON_SQLITE };
        let of_before = format!(
            "UPDATE desk SET priority = TRUE WHERE dossier IN (SELECT id FROM dossier WHERE {ground} IS NOT NULL)"
        );
        let statements = [
            "ALTER TABLE desk ADD COLUMN priority BOOLEAN NOT NULL DEFAULT FALSE",
            of_before.as_str(),
            "CREATE INDEX desk_by_priority ON desk (agency, clock, due, dossier, slot) WHERE priority",
            "ALTER TABLE party DROP COLUMN name_fold",
        ];
        run(manager, &statements).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await
    }
}
