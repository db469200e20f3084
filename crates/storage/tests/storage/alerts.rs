//! What staff is told: what comes second is not seen with what came first, whatever clocks say.

use crate::people::{LAN, insert, lan};
use motcua_kernel::{AccountId, Instant};
use motcua_storage::alerts::{Alert, not_seen, of_account, raise, see};
use motcua_storage::{Store, StoreError, Tx};
use uuid::Uuid;

async fn tell(store: &Store, id: u128, account: AccountId, micros: i64) {
    let alert = Alert {
        id: Uuid::from_u128(id),
        account,
        kind: "morning".to_owned(),
        dossier: None,
        leg: None,
        level: 0,
        raised_by: None,
        numbers: String::new(),
        at: Instant::from_micros(micros),
        seen: None,
    };
    store
        .write::<_, StoreError>(async |tx: &Tx| raise(tx, std::slice::from_ref(&alert)).await)
        .await
        .unwrap();
}

on_both_databases!(what_came_second_is_not_seen_with_the_first, async |database| {
    let store = &database.store;
    insert(store, &lan()).await.unwrap();
    let (one, minute) = (LAN, 60_000_000);
    let start = 1_000 * minute;
    tell(store, 1, one, start).await;
    let shown = of_account(&store.reader(), one, 9).await.unwrap()[0].at;
    // Made before the one that is shown, written after it.
    tell(store, 2, one, start - 5).await;
    let seen = async |until: Instant| {
        store.write::<_, StoreError>(async |tx: &Tx| see(tx, one, until, until).await).await.unwrap()
    };
    assert_eq!(seen(shown).await, 1);
    assert_eq!(not_seen(&store.reader(), one).await.unwrap(), 1);
    let latest = of_account(&store.reader(), one, 9).await.unwrap();
    assert_eq!(latest[0].id, Uuid::from_u128(2), "{latest:?}");
    // A clock that was set back is no race: what it says is kept.
    tell(store, 3, one, start - 10 * minute).await;
    let oldest = of_account(&store.reader(), one, 9).await.unwrap()[2].clone();
    assert_eq!((oldest.id, oldest.at.micros()), (Uuid::from_u128(3), start - 10 * minute));
});
