//! The schema can be taken back and brought up again, as a whole and by its last changes.

use crate::example;
use motcua_migrations::{Migrator, MigratorTrait};
use motcua_storage::status_views::{self, StatusView};
use motcua_storage::{Store, StoreError};

on_both_databases!(down_and_up_again_works, async |database| {
    let connection = database.connect().await;
    Migrator::down(&connection, None).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    connection.close().await.unwrap();
    let dossier = example::insert(&Store::open(&database.url).await.unwrap(), 1).await;
    motcua_storage::dossiers::verify(&database.store.reader(), dossier.id).await.unwrap();
});

on_both_databases!(the_last_changes_take_no_dossier_with_them, async |database| {
    let dossier = example::insert(&database.store, 1).await;
    let view = StatusView {
        token: "t0ken".to_owned(),
        dossier: dossier.id,
        place: 0,
        number: example::number(1),
        code: "4F8NQ6".to_owned(),
        version: 1,
        view: "{}".to_owned(),
    };
    database.store.write::<_, StoreError>(async |tx| status_views::put(tx, &view).await).await.unwrap();
    let connection = database.connect().await;
    Migrator::down(&connection, Some(2)).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    connection.close().await.unwrap();
    let store = Store::open(&database.url).await.unwrap();
    assert_eq!(motcua_storage::dossiers::load(&store.reader(), dossier.id).await.unwrap(), dossier);
    assert_eq!(status_views::by_token(&store.reader(), "t0ken").await.unwrap(), [view]);
});
