//! What only someone with access to the database itself could do.

use crate::support::TestDatabase;
use sea_orm::{ConnectionTrait, Statement};

/// Runs statements and says how many rows the last one touched.
pub async fn tamper(database: &TestDatabase, sql: &str) -> u64 {
    let connection = database.connect().await;
    let touched = connection.execute_unprepared(sql).await.unwrap().rows_affected();
    connection.close().await.unwrap();
    touched
}

/// How many rows a table has.
pub async fn count(database: &TestDatabase, table: &str) -> i64 {
    let connection = database.connect().await;
    let sql = format!("SELECT count(*) FROM {table}");
    let row = connection.query_one_raw(Statement::from_string(connection.get_database_backend(), sql)).await;
    let count = row.unwrap().unwrap().try_get_by_index(0).unwrap();
    connection.close().await.unwrap();
    count
}

/// Spells bytes as this database does.
pub fn bytes(database: &TestDatabase, hex: &str) -> String {
    if database.is_postgres() { format!("'\\x{hex}'::bytea") } else { format!("x'{hex}'") }
}
