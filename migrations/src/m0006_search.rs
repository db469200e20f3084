//! Search: which people and which agencies a dossier has, so that one is found by a name without its marks, an identity
//! number, a telephone number or the end of its own number, and only by those who may know of it.
//!
//! Names are found word by word: by `FTS5` in `SQLite`, by trigrams in `PostgreSQL`. Where a `PostgreSQL` refuses the
//! extension the same question is answered without an index, only slower.
//!
//! And when a dossier ended is kept beyond the day its result was handed out, as figures of a period ask for it.

use crate::spelling::run;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The words of a name stand apart, whatever signs it is written with, and each has a space before it.
const TABLES: &[&str] = &[
    "ALTER TABLE party ADD COLUMN name_words TEXT",
    "UPDATE party SET name_words = ' ' || trim(replace(replace(replace(replace(replace(replace(replace(replace(replace(
            name_fold, '''', ' '), '’', ' '), '.', ' '), '-', ' '), '&', ' '), '(', ' '), ')', ' '), ',', ' '), '/', ' '))
        WHERE name_fold IS NOT NULL",
    "CREATE INDEX party_by_national_id ON party (national_id) WHERE national_id IS NOT NULL",
    "CREATE INDEX party_by_phone ON party (phone) WHERE phone IS NOT NULL",
    "CREATE TABLE dossier_party (
        position {auto},
        dossier {id} NOT NULL REFERENCES dossier (id),
        party {id} NOT NULL,
        UNIQUE (dossier, party)
    )",
    "CREATE INDEX dossier_party_by_party ON dossier_party (party)",
];

/// `tail` is the number read from its end, so that its last digits are a beginning.
const AGENCIES_ON_SQLITE: &[&str] = &["CREATE TABLE dossier_agency (
        agency {id} NOT NULL,
        tail TEXT NOT NULL,
        dossier {id} NOT NULL REFERENCES dossier (id),
        PRIMARY KEY (agency, tail, dossier)
    )"];
/// Compared byte by byte, as in `SQLite`.
const AGENCIES_ON_POSTGRES: &[&str] = &["CREATE TABLE dossier_agency (
        agency {id} NOT NULL,
        tail TEXT COLLATE \"C\" NOT NULL,
        dossier {id} NOT NULL REFERENCES dossier (id),
        PRIMARY KEY (agency, tail, dossier)
    )"];
const AGENCIES_BY_DOSSIER: &[&str] =
    &["CREATE INDEX dossier_agency_by_dossier ON dossier_agency (dossier, agency)"];

/// What is erased goes from the pages of the index too (`secure-delete`). Marks are letters: without them Khmer would fall
/// apart.
const WORDS_ON_SQLITE: &[&str] = &[
    "CREATE VIRTUAL TABLE party_words USING fts5(words, prefix='2 3',
        tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* Co'\")",
    "INSERT INTO party_words (party_words, rank) VALUES ('secure-delete', 1)",
    "CREATE TRIGGER dossier_party_found AFTER INSERT ON dossier_party BEGIN
        INSERT INTO party_words (rowid, words)
            SELECT NEW.position, name_words FROM party WHERE id = NEW.party AND name_words IS NOT NULL;
    END",
    "CREATE TRIGGER dossier_party_lost AFTER DELETE ON dossier_party BEGIN
        DELETE FROM party_words WHERE rowid = OLD.position;
    END",
    "CREATE TRIGGER party_erased AFTER UPDATE OF name_words ON party WHEN NEW.name_words IS NULL BEGIN
        DELETE FROM party_words WHERE rowid IN (SELECT position FROM dossier_party WHERE party = NEW.id);
    END",
];
/// The extension may be created by whoever owns the database (trusted since `PostgreSQL` 13), if the server has it.
const WORDS_ON_POSTGRES: &[&str] = &["DO $$ BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX party_by_words ON party USING gin (name_words gin_trgm_ops);
    EXCEPTION WHEN OTHERS THEN
        RAISE WARNING 'names are searched without an index: %', SQLERRM;
    END $$"];

/// What there is already, read from the states.
const FILL_ON_SQLITE: &[&str] = &[
    "UPDATE dossier SET ended_at = json_extract(state, '$.result.ready') WHERE status = 'returned'",
    "INSERT INTO dossier_party (dossier, party)
        SELECT id, unhex(replace(json_extract(state, '$.filing.applicant'), '-', '')) FROM dossier
        WHERE number IS NOT NULL AND json_extract(state, '$.filing.applicant') IS NOT NULL ORDER BY received_at",
    "INSERT INTO dossier_party (dossier, party)
        SELECT id, unhex(replace(json_extract(state, '$.filing.helper'), '-', '')) FROM dossier
        WHERE number IS NOT NULL AND json_extract(state, '$.filing.helper') IS NOT NULL ORDER BY received_at",
    "WITH RECURSIVE spelled (id, rest, tail) AS (
        SELECT id, replace(replace(number, '-', ''), '.', ''), '' FROM dossier WHERE number IS NOT NULL
        UNION ALL SELECT id, substr(rest, 2), substr(rest, 1, 1) || tail FROM spelled WHERE rest <> ''
    ), place (id, agency) AS (
        SELECT id, json_extract(state, '$.filing.receiving') FROM dossier
        UNION SELECT id, json_extract(state, '$.filing.competent') FROM dossier
        UNION SELECT id, json_extract(state, '$.filing.handed_in_at') FROM dossier
        UNION SELECT dossier.id, json_extract(leg.value, '$.plan.agency') FROM dossier, json_each(state, '$.legs') leg
        UNION SELECT dossier.id, json_extract(leg.value, '$.plan.liaison') FROM dossier, json_each(state, '$.legs') leg
    ) INSERT INTO dossier_agency (agency, tail, dossier)
        SELECT unhex(replace(place.agency, '-', '')), spelled.tail, place.id
        FROM place JOIN spelled ON spelled.id = place.id
        WHERE spelled.rest = '' AND place.agency IS NOT NULL",
];
const FILL_ON_POSTGRES: &[&str] = &[
    "UPDATE dossier SET ended_at = (state::jsonb #>> '{result,ready}')::bigint WHERE status = 'returned'",
    "INSERT INTO dossier_party (dossier, party)
        SELECT id, (state::jsonb #>> '{filing,applicant}')::uuid FROM dossier
        WHERE number IS NOT NULL AND state::jsonb #>> '{filing,applicant}' IS NOT NULL ORDER BY received_at",
    "INSERT INTO dossier_party (dossier, party)
        SELECT id, (state::jsonb #>> '{filing,helper}')::uuid FROM dossier
        WHERE number IS NOT NULL AND state::jsonb #>> '{filing,helper}' IS NOT NULL ORDER BY received_at",
    "WITH place (id, agency) AS (
        SELECT id, state::jsonb #>> '{filing,receiving}' FROM dossier
        UNION SELECT id, state::jsonb #>> '{filing,competent}' FROM dossier
        UNION SELECT id, state::jsonb #>> '{filing,handed_in_at}' FROM dossier
        UNION SELECT id, leg #>> '{plan,agency}' FROM dossier, jsonb_array_elements(state::jsonb -> 'legs') leg
        UNION SELECT id, leg #>> '{plan,liaison}' FROM dossier, jsonb_array_elements(state::jsonb -> 'legs') leg
    ) INSERT INTO dossier_agency (agency, tail, dossier)
        SELECT place.agency::uuid, reverse(replace(replace(dossier.number, '-', ''), '.', '')), place.id
        FROM place JOIN dossier ON dossier.id = place.id
        WHERE dossier.number IS NOT NULL AND place.agency IS NOT NULL",
];

const DOWN_ON_SQLITE: &[&str] = &[
    "DROP TRIGGER party_erased",
    "DROP TRIGGER dossier_party_lost",
    "DROP TRIGGER dossier_party_found",
    "DROP TABLE party_words",
];
const DOWN_ON_POSTGRES: &[&str] = &["DROP INDEX IF EXISTS party_by_words"];
const DOWN: &[&str] = &[
    "DROP TABLE dossier_agency",
    "DROP TABLE dossier_party",
    "DROP INDEX party_by_phone",
    "DROP INDEX party_by_national_id",
    "ALTER TABLE party DROP COLUMN name_words",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (agencies, words, fill) = if manager.get_database_backend() == DbBackend::Postgres {
            (AGENCIES_ON_POSTGRES, WORDS_ON_POSTGRES, FILL_ON_POSTGRES)
        } else {
            (AGENCIES_ON_SQLITE, WORDS_ON_SQLITE, FILL_ON_SQLITE)
        };
        for statements in [TABLES, agencies, AGENCIES_BY_DOSSIER, words, fill] {
            run(manager, statements).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        run(manager, if postgres { DOWN_ON_POSTGRES } else { DOWN_ON_SQLITE }).await?;
        run(manager, DOWN).await
    }
}
