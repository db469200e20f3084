//! The schema can be taken back and brought up again, as a whole and by its last changes.

use crate::example;
use motcua_dossier::desk_rows;
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

on_both_databases!(desks_of_before_are_filled_from_the_states, async |database| {
    let store = &database.store;
    let received = example::insert(store, 1).await;
    let sent = example::handed_over(&received);
    example::save(store, &received, &sent).await.unwrap();
    let accepted = example::accepted(&sent.0);
    example::save(store, &sent.0, &accepted).await.unwrap();
    let claimed = example::claimed(&accepted.0);
    example::save(store, &accepted.0, &claimed).await.unwrap();
    example::insert(store, 2).await;
    let since_work_lists = u32::try_from(Migrator::migrations().len() - 4).unwrap();
    let connection = database.connect().await;
    Migrator::down(&connection, Some(since_work_lists)).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    connection.close().await.unwrap();
    let reader = Store::open(&database.url).await.unwrap().reader();
    let rows = motcua_storage::desk::rows_of(&reader, received.id).await.unwrap();
    assert!(rows[0].assignee.is_some(), "{rows:?}");
    assert_eq!(rows, desk_rows(&claimed.0));
    motcua_storage::dossiers::verify(&reader, example::dossier_id(2)).await.unwrap();
});
