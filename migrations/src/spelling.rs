//! How the same statement is spelled on each database.

use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::{DbErr, SchemaManager};

/// Runs `statements` in their order.
pub async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let (backend, connection) = (manager.get_database_backend(), manager.get_connection());
    for statement in statements {
        connection.execute_unprepared(&spelled(statement, backend)).await?;
    }
    Ok(())
}

/// `{id}` is the type of a uuid, `{blob}` of bytes, `{now}` the moment in microseconds, `{auto}` of a position that grows with every row, `{xid}` the column
/// by which followers see only what can no longer be overtaken by a transaction that commits late.
pub fn spelled(statement: &str, backend: DbBackend) -> String {
    let words = if backend == DbBackend::Postgres {
        [
            ("{id}", "UUID"),
            ("{blob}", "BYTEA"),
            ("{now}", "CAST(extract(epoch FROM now()) * 1000000 AS BIGINT)"),
            ("{auto}", "BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
            ("{xid}", ", xid XID8 NOT NULL DEFAULT pg_current_xact_id()"),
        ]
    } else {
        [
            ("{id}", "UUID"),
            ("{blob}", "BLOB"),
            ("{now}", "CAST(strftime('%s', 'now') AS INTEGER) * 1000000"),
            ("{auto}", "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"),
            ("{xid}", ""),
        ]
    };
    words.iter().fold(statement.to_owned(), |text, (word, spelling)| text.replace(word, spelling))
}
