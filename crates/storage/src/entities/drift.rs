//! The tables that migrations make are those the entities speak of, on both databases.

use super::{
    account, account_grant, agency_account, agency_contact, alert, alert_mark, api_token, apology_draft,
    applicant, calendar_revision, catalogue_version, desk, dossier, dossier_agency, dossier_party, drawer,
    early_receipt, erasable_text, event, file_signature, gateway_callback, gateway_order, house_fact,
    house_setting, idempotency, inquiry, inquiry_meter, intake_draft, job, job_change, late_entry_permit,
    login_failure, money_movement, notice, paper_batch, paper_slip, party, procedure_draft, reach,
    reach_change, reading, receipt_number, receipt_return, receipt_series, receipt_stock, recurring_job,
    secret, serial, session, signature_check, staff_mail, staff_question, statement_line, statement_mapping,
    status_view, stored_file, watched_term, webhook, webhook_attempt,
};
use crate::support::TestDatabase;
use sea_orm::sea_query::ColumnType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, IdenStatic, Iterable, PrimaryKeyToColumn,
    Statement,
};
use std::collections::BTreeSet;

/// In the database only: what `SeaORM` keeps for itself, and what an entity has no words for.
const ON_BOTH: &[&str] = &[
    // As long as it is open, which is no column.
    "catalogue_version: unique code",
    "event: unique dossier seq",
    "dossier_party: unique dossier party",
    // As long as it is open, which is no column.
    "drawer: unique agency account",
    "paper_batch: unique agency file_hash",
    "status_view: unique token place",
    "reach: unique dossier party way",
    "inquiry: unique channel their_id",
    "notice: unique dossier seq kind party way",
    // And the minute, which is no column.
    "reading: unique dossier account",
];
const ON_POSTGRES: &[&str] = &["event.xid xid8"];
const TABLE_OF_MIGRATIONS: &str = "seaql_migrations";
/// The index of names in `SQLite`, with the tables it keeps itself in.
const INDEX_OF_NAMES: &str = "party_words";

on_both_databases!(the_schema_is_what_the_entities_say, async |database| {
    let mut expected = BTreeSet::new();
    describe(dossier::Entity, &mut expected);
    describe(event::Entity, &mut expected);
    describe(erasable_text::Entity, &mut expected);
    describe(serial::Entity, &mut expected);
    describe(idempotency::Entity, &mut expected);
    describe(job::Entity, &mut expected);
    describe(job_change::Entity, &mut expected);
    describe(recurring_job::Entity, &mut expected);
    describe(status_view::Entity, &mut expected);
    describe(account::Entity, &mut expected);
    describe(account_grant::Entity, &mut expected);
    describe(session::Entity, &mut expected);
    describe(login_failure::Entity, &mut expected);
    describe(api_token::Entity, &mut expected);
    describe(party::Entity, &mut expected);
    describe(reading::Entity, &mut expected);
    describe(desk::Entity, &mut expected);
    describe(secret::Entity, &mut expected);
    describe(procedure_draft::Entity, &mut expected);
    describe(late_entry_permit::Entity, &mut expected);
    describe(paper_batch::Entity, &mut expected);
    describe(paper_slip::Entity, &mut expected);
    describe(stored_file::Entity, &mut expected);
    describe(webhook::Entity, &mut expected);
    describe(webhook_attempt::Entity, &mut expected);
    describe(signature_check::Entity, &mut expected);
    describe(file_signature::Entity, &mut expected);
    describe(calendar_revision::Entity, &mut expected);
    describe(agency_account::Entity, &mut expected);
    describe(agency_contact::Entity, &mut expected);
    describe(receipt_return::Entity, &mut expected);
    describe(drawer::Entity, &mut expected);
    describe(money_movement::Entity, &mut expected);
    describe(receipt_number::Entity, &mut expected);
    describe(receipt_series::Entity, &mut expected);
    describe(receipt_stock::Entity, &mut expected);
    describe(statement_line::Entity, &mut expected);
    describe(statement_mapping::Entity, &mut expected);
    describe(gateway_order::Entity, &mut expected);
    describe(gateway_callback::Entity, &mut expected);
    describe(catalogue_version::Entity, &mut expected);
    describe(house_setting::Entity, &mut expected);
    describe(dossier_party::Entity, &mut expected);
    describe(dossier_agency::Entity, &mut expected);
    describe(intake_draft::Entity, &mut expected);
    describe(applicant::Entity, &mut expected);
    describe(reach::Entity, &mut expected);
    describe(reach_change::Entity, &mut expected);
    describe(inquiry::Entity, &mut expected);
    describe(inquiry_meter::Entity, &mut expected);
    describe(notice::Entity, &mut expected);
    describe(early_receipt::Entity, &mut expected);
    describe(house_fact::Entity, &mut expected);
    describe(watched_term::Entity, &mut expected);
    describe(alert::Entity, &mut expected);
    describe(alert_mark::Entity, &mut expected);
    describe(staff_mail::Entity, &mut expected);
    describe(staff_question::Entity, &mut expected);
    describe(apology_draft::Entity, &mut expected);
    expected.extend(ON_BOTH.iter().map(ToString::to_string));
    if database.is_postgres() {
        expected.extend(ON_POSTGRES.iter().map(ToString::to_string));
    }

    let found = schema(database).await;

    let differences: Vec<_> = expected.symmetric_difference(&found).collect();
    assert!(differences.is_empty(), "only in one of the two: {differences:#?}");
});

/// One line a column and one a key.
#[expect(clippy::wildcard_enum_match_arm, reason = "a column of another type fails the test")]
fn describe<E: EntityTrait>(entity: E, lines: &mut BTreeSet<String>) {
    let table = entity.table_name();
    for column in E::Column::iter() {
        let definition = column.def();
        let kind = match definition.get_column_type() {
            ColumnType::Uuid => "uuid",
            ColumnType::BigInteger => "integer",
            ColumnType::Boolean => "boolean",
            ColumnType::String(_) | ColumnType::Text => "text",
            ColumnType::VarBinary(_) | ColumnType::Binary(_) | ColumnType::Blob => "bytes",
            other => panic!("{table}.{}: a type nobody has thought of: {other:?}", column.as_str()),
        };
        let null = if definition.is_null() { " null" } else { "" };
        lines.insert(format!("{table}.{} {kind}{null}", column.as_str()));
        if definition.is_unique() {
            lines.insert(format!("{table}: unique {}", column.as_str()));
        }
    }
    let key: Vec<_> = E::PrimaryKey::iter().map(|it| it.into_column().as_str().to_owned()).collect();
    lines.insert(format!("{table}: primary {}", key.join(" ")));
}

async fn schema(database: &TestDatabase) -> BTreeSet<String> {
    let (columns, keys) = if database.is_postgres() { POSTGRES } else { SQLITE };
    let connection = database.connect().await;
    let mut lines = BTreeSet::new();
    for [table, column, kind, null] in texts(&connection, columns).await {
        let kind = match kind.to_lowercase().as_str() {
            "int8" | "bigint" | "integer" => "integer".to_owned(),
            "bool" => "boolean".to_owned(),
            "bytea" | "blob" => "bytes".to_owned(),
            other => other.to_owned(),
        };
        let null = if null == "yes" { " null" } else { "" };
        lines.insert(format!("{table}.{column} {kind}{null}"));
    }
    for [table, kind, columns] in texts(&connection, keys).await {
        lines.insert(format!("{table}: {kind} {columns}"));
    }
    connection.close().await.unwrap();
    lines.retain(|it| !it.starts_with(TABLE_OF_MIGRATIONS) && !it.starts_with(INDEX_OF_NAMES));
    lines
}

async fn texts<const N: usize>(connection: &DatabaseConnection, sql: &str) -> Vec<[String; N]> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| std::array::from_fn(|index| row.try_get_by_index(index).unwrap())).collect()
}

/// Columns (table, name, type, nullable) and keys (table, primary or unique, columns).
const POSTGRES: (&str, &str) = (
    "SELECT table_name::text, column_name::text, udt_name::text, lower(is_nullable::text)
       FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT key.indrelid::regclass::text, CASE WHEN key.indisprimary THEN 'primary' ELSE 'unique' END,
            string_agg(attribute.attname, ' ' ORDER BY place.number)
       FROM pg_index key
       CROSS JOIN LATERAL unnest(key.indkey) WITH ORDINALITY AS place (attribute, number)
       JOIN pg_attribute attribute ON attribute.attrelid = key.indrelid AND attribute.attnum = place.attribute
      WHERE key.indisunique AND key.indrelid IN
            (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
      GROUP BY key.indexrelid, key.indrelid, key.indisprimary",
);

const SQLITE: (&str, &str) = (
    "SELECT \"table\".name, it.name, it.type, CASE it.\"notnull\" WHEN 0 THEN 'yes' ELSE 'no' END
       FROM sqlite_schema \"table\" JOIN pragma_table_info(\"table\".name) it
      WHERE \"table\".type = 'table' AND \"table\".name NOT LIKE 'sqlite_%'",
    "SELECT name, 'primary', group_concat(column, ' ') FROM
            (SELECT \"table\".name AS name, it.name AS column
               FROM sqlite_schema \"table\" JOIN pragma_table_info(\"table\".name) it
              WHERE \"table\".type = 'table' AND \"table\".name NOT LIKE 'sqlite_%' AND it.pk > 0
              ORDER BY \"table\".name, it.pk) GROUP BY name
     UNION ALL
     SELECT name, 'unique', group_concat(column, ' ') FROM
            (SELECT \"table\".name AS name, key.name AS key, it.name AS column
               FROM sqlite_schema \"table\"
               JOIN pragma_index_list(\"table\".name) key JOIN pragma_index_info(key.name) it
              WHERE key.\"unique\" AND key.origin <> 'pk' ORDER BY \"table\".name, key.name, it.seqno)
            GROUP BY name, key",
);
