//! The schema can be taken back and brought up again.

use crate::example;
use motcua_migrations::{Migrator, MigratorTrait};
use motcua_storage::Store;

on_both_databases!(down_and_up_again_works, async |database| {
    let connection = database.connect().await;
    Migrator::down(&connection, None).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    connection.close().await.unwrap();
    let dossier = example::insert(&Store::open(&database.url).await.unwrap(), 1).await;
    motcua_storage::dossiers::verify(&database.store.reader(), dossier.id).await.unwrap();
});
