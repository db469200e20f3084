//! Work lists: what a desk is filtered and ordered by stands beside each of its rows, and the decisions on proposals are
//! found without reading whole histories.

use crate::spelling::spelled;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &[&str] = &[
    "DROP INDEX desk_by_agency",
    "ALTER TABLE desk RENAME TO desk_before",
    "CREATE TABLE desk (
        dossier {id} NOT NULL REFERENCES dossier (id),
        agency {id} NOT NULL,
        slot BIGINT NOT NULL,
        due BIGINT NOT NULL,
        task TEXT NOT NULL,
        clock BIGINT NOT NULL,
        assignee {id},
        version {id} NOT NULL,
        applicant {id} NOT NULL,
        PRIMARY KEY (dossier, agency, slot)
    )",
    "INSERT INTO desk (dossier, agency, slot, due, task, clock, assignee, version, applicant)
        SELECT desk_before.dossier, desk_before.agency, desk_before.slot, desk_before.due, desk_before.task,
               CASE WHEN dossier.status IN ('supplement-requested', 'awaiting-payment', 'suspended',
                                            'awaiting-predecessor') THEN 1
                    WHEN dossier.status = 'result-ready' THEN 2
                    ELSE 0 END,
               {assignee}, {version}, {applicant}
          FROM desk_before JOIN dossier ON dossier.id = desk_before.dossier",
    "DROP TABLE desk_before",
    // Everything a page is chosen by: the rows of others are passed over without being read.
    "CREATE INDEX desk_by_agency ON desk (agency, clock, due, dossier, slot, assignee, task, version)",
    "CREATE INDEX desk_by_version ON desk (agency, version)",
    "CREATE INDEX decision ON event (position) WHERE kind IN ('result-approved', 'rework-demanded')",
];

const DOWN: &[&str] = &[
    "DROP INDEX decision",
    "DROP INDEX desk_by_version",
    "DROP INDEX desk_by_agency",
    "ALTER TABLE desk DROP COLUMN applicant",
    "ALTER TABLE desk DROP COLUMN version",
    "ALTER TABLE desk DROP COLUMN assignee",
    "ALTER TABLE desk DROP COLUMN clock",
    "CREATE INDEX desk_by_agency ON desk (agency, due, dossier, slot)",
];

/// What rows of before are given, read from the state of their dossier: an assignee only where a leg is worked on.
const ON_SQLITE: [(&str, &str); 3] = [
    (
        "{assignee}",
        "(SELECT unhex(replace(json_extract(leg.value, '$.status.assignee'), '-', ''))
            FROM json_each(dossier.state, '$.legs') leg
           WHERE json_extract(leg.value, '$.plan.no') = desk_before.slot)",
    ),
    ("{version}", "unhex(replace(json_extract(dossier.state, '$.filing.version'), '-', ''))"),
    ("{applicant}", "unhex(replace(json_extract(dossier.state, '$.filing.applicant'), '-', ''))"),
];
const ON_POSTGRES: [(&str, &str); 3] = [
    (
        "{assignee}",
        "(SELECT (leg -> 'status' ->> 'assignee')::uuid
            FROM jsonb_array_elements(dossier.state::jsonb -> 'legs') leg
           WHERE (leg -> 'plan' ->> 'no')::bigint = desk_before.slot)",
    ),
    ("{version}", "(dossier.state::jsonb -> 'filing' ->> 'version')::uuid"),
    ("{applicant}", "(dossier.state::jsonb -> 'filing' ->> 'applicant')::uuid"),
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

async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let (backend, connection) = (manager.get_database_backend(), manager.get_connection());
    let read = if backend == DbBackend::Postgres { ON_POSTGRES } else { ON_SQLITE };
    for statement in statements {
        let statement =
            read.iter().fold(spelled(statement, backend), |text, (word, by)| text.replace(word, by));
        connection.execute_unprepared(&statement).await?;
    }
    Ok(())
}
