//! How people are reached, and what they were told: each notice with what became of it.

use crate::spelling::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "CREATE TABLE reach (
        id {id} NOT NULL PRIMARY KEY,
        dossier {id} NOT NULL REFERENCES dossier (id),
        party {id} NOT NULL REFERENCES party (id),
        way TEXT NOT NULL,
        address TEXT,
        locale TEXT NOT NULL,
        wants TEXT NOT NULL,
        state TEXT NOT NULL,
        why_off TEXT,
        since BIGINT NOT NULL
    )",
    "CREATE UNIQUE INDEX reach_of_party ON reach (dossier, party, way)",
    "CREATE INDEX reach_by_party ON reach (party)",
    "CREATE TABLE notice (
        id {id} NOT NULL PRIMARY KEY,
        dossier {id} NOT NULL REFERENCES dossier (id),
        seq BIGINT NOT NULL,
        kind TEXT NOT NULL,
        party {id} NOT NULL REFERENCES party (id),
        reach {id} REFERENCES reach (id),
        way TEXT NOT NULL,
        agency {id} NOT NULL,
        state TEXT NOT NULL,
        created BIGINT NOT NULL,
        due BIGINT NOT NULL,
        sent BIGINT,
        ended BIGINT,
        attempts BIGINT NOT NULL,
        their_id TEXT,
        error TEXT,
        went_with {id},
        settled_by {id}
    )",
    "CREATE INDEX notice_of_dossier ON notice (dossier, seq)",
    "CREATE UNIQUE INDEX notice_once ON notice (dossier, seq, kind, party, way)",
    "CREATE INDEX notice_by_their_id ON notice (their_id) WHERE their_id IS NOT NULL",
    "CREATE INDEX notice_to_call ON notice (agency, created) WHERE way = 'call' AND state = 'waiting'",
];

const DOWN: &[&str] = &["DROP TABLE notice", "DROP TABLE reach"];

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
