//! The counter: what a clerk has typed and not sent yet, and whose dossiers are whose, so that a person who comes again is
//! known by a number.

use crate::spelling::run;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE intake_draft (
        id {id} NOT NULL PRIMARY KEY,
        account {id} NOT NULL REFERENCES account (id),
        saved_at BIGINT NOT NULL,
        procedure_code TEXT NOT NULL,
        about TEXT NOT NULL,
        fields TEXT NOT NULL
    )",
    "CREATE INDEX intake_draft_by_account ON intake_draft (account, saved_at)",
    "CREATE TABLE applicant (
        dossier {id} NOT NULL PRIMARY KEY REFERENCES dossier (id),
        party {id} NOT NULL,
        receiving {id} NOT NULL,
        at BIGINT NOT NULL
    )",
    "CREATE INDEX applicant_by_party ON applicant (party)",
    "CREATE INDEX party_known_by_national_id ON party (national_id) WHERE national_id IS NOT NULL",
    "CREATE INDEX party_known_by_phone ON party (phone) WHERE phone IS NOT NULL",
];

/// The applicants of dossiers that are there already; the state of a dossier is JSON.
const OF_THOSE_THERE_POSTGRES: &str = "INSERT INTO applicant (dossier, party, receiving, at)
    SELECT id, (state::jsonb #>> '{filing,applicant}')::uuid, receiving,
           COALESCE(received_at, (SELECT MIN(recorded) FROM event WHERE event.dossier = dossier.id))
      FROM dossier WHERE receiving IS NOT NULL AND state::jsonb #>> '{filing,applicant}' IS NOT NULL";
const OF_THOSE_THERE_SQLITE: &str = "INSERT INTO applicant (dossier, party, receiving, at)
    SELECT id, unhex(replace(json_extract(state, '$.filing.applicant'), '-', '')), receiving,
           COALESCE(received_at, (SELECT MIN(recorded) FROM event WHERE event.dossier = dossier.id))
      FROM dossier WHERE receiving IS NOT NULL AND json_extract(state, '$.filing.applicant') IS NOT NULL";

const DOWN: &[&str] = &[
    "DROP INDEX party_known_by_phone",
    "DROP INDEX party_known_by_national_id",
    "DROP TABLE applicant",
    "DROP TABLE intake_draft",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await?;
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        let statement = if postgres { OF_THOSE_THERE_POSTGRES } else { OF_THOSE_THERE_SQLITE };
        manager.get_connection().execute_unprepared(statement).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await
    }
}
