//! Paper slips, the files they come with and the leaves they are entered by.

use crate::example::{COUNTER, at, insert as insert_dossier};
use crate::people::{LAN, MINH, insert, lan, minh};
use motcua_dossier::{LateEntryPermit, LateGround};
use motcua_kernel::{AgencyId, LateEntryPermitId, PaperBatchId, Role};
use motcua_storage::paper_batches::{self, PaperBatch};
use motcua_storage::{Store, StoreError, late_entry_permits, paper_slips};
use uuid::Uuid;

const ELSEWHERE: AgencyId = AgencyId(Uuid::from_u128(77));

fn permit(no: u128) -> LateEntryPermit {
    LateEntryPermit {
        id: LateEntryPermitId(Uuid::from_u128(no)),
        agency: COUNTER,
        ground: LateGround::OutsideOffice,
        reason: "Tiếp nhận lưu động tại ấp".to_owned(),
        from: at(1),
        until: at(2),
        slips: 30,
        enter_by: at(900),
        granted_by: MINH,
        granted: at(i64::try_from(no).unwrap()),
    }
}

fn batch(no: u128, hash: u8) -> PaperBatch {
    PaperBatch {
        id: PaperBatchId(Uuid::from_u128(no)),
        agency: COUNTER,
        file_name: "ton.xlsx".to_owned(),
        file_hash: [hash; 32],
        content: Some("[]".to_owned()),
        sent_by: LAN,
        sent_as: Role::Clerk,
        sent: at(i64::try_from(no).unwrap()),
        approved: None,
        outcome: None,
    }
}

async fn keep(store: &Store, batch: &PaperBatch) -> Result<(), StoreError> {
    store.write(async |tx| paper_batches::insert(tx, batch).await).await
}

async fn office(store: &Store) {
    insert(store, &lan()).await.unwrap();
    insert(store, &minh()).await.unwrap();
}

on_both_databases!(a_slip_of_an_agency_is_entered_once, async |database| {
    let store = &database.store;
    office(store).await;
    let (dossier, other) = (insert_dossier(store, 1).await.id, insert_dossier(store, 2).await.id);
    let leave = permit(5);
    store.write::<_, StoreError>(async |tx| late_entry_permits::insert(tx, &leave).await).await.unwrap();
    let claim = async |agency, number, dossier, permit| {
        store
            .write::<_, StoreError>(async |tx| paper_slips::claim(tx, agency, number, dossier, permit).await)
            .await
            .unwrap()
    };
    assert!(claim(COUNTER, "01", dossier, Some(leave.id)).await);
    assert!(!claim(COUNTER, "01", other, Some(leave.id)).await);
    assert!(claim(ELSEWHERE, "01", other, None).await);
    assert!(claim(COUNTER, "02", other, None).await);
    let reader = store.reader();
    let entered = paper_slips::entered(&reader, COUNTER, &["03".to_owned(), "01".to_owned()]).await.unwrap();
    assert_eq!(entered.into_iter().collect::<Vec<_>>(), [("01".to_owned(), dossier)]);
    assert_eq!(paper_slips::entered_by(&reader, leave.id).await.unwrap(), 1);
});

on_both_databases!(leaves_are_found_by_their_agency_the_newest_first, async |database| {
    let store = &database.store;
    office(store).await;
    let reader = store.reader();
    for leave in [permit(5), permit(6), LateEntryPermit { agency: ELSEWHERE, ..permit(7) }] {
        store.write::<_, StoreError>(async |tx| late_entry_permits::insert(tx, &leave).await).await.unwrap();
    }
    assert_eq!(late_entry_permits::of_agency(&reader, COUNTER, 9).await.unwrap(), [permit(6), permit(5)]);
    assert_eq!(late_entry_permits::load(&reader, permit(5).id).await.unwrap(), permit(5));
    refuses!(late_entry_permits::load(&reader, permit(8).id).await, StoreError::NotFound { .. });
});

on_both_databases!(a_file_is_sent_once_approved_once_and_then_holds_nobody, async |database| {
    let store = &database.store;
    office(store).await;
    let reader = store.reader();
    keep(store, &batch(1, 1)).await.unwrap();
    refuses!(keep(store, &batch(2, 1)).await, StoreError::Taken { .. });
    keep(store, &batch(2, 2)).await.unwrap();
    assert_eq!(paper_batches::by_hash(&reader, COUNTER, &[1; 32]).await.unwrap(), Some(batch(1, 1)));
    assert_eq!(paper_batches::by_hash(&reader, ELSEWHERE, &[1; 32]).await.unwrap(), None);
    let approve = async |no| {
        let id = batch(no, 0).id;
        store.write::<_, StoreError>(async |tx| paper_batches::approve(tx, id, MINH, "{}", at(9)).await).await
    };
    approve(1).await.unwrap();
    refuses!(approve(1).await, StoreError::Stale { .. });
    let approved = PaperBatch {
        content: None,
        approved: Some((MINH, at(9))),
        outcome: Some("{}".to_owned()),
        ..batch(1, 1)
    };
    assert_eq!(paper_batches::load(&reader, approved.id).await.unwrap(), approved);
    assert_eq!(paper_batches::of_agency(&reader, COUNTER, 9).await.unwrap(), [batch(2, 2), approved]);
});

on_both_databases!(only_a_file_that_waits_is_thrown_away, async |database| {
    let store = &database.store;
    office(store).await;
    let throw = async |no| {
        let id = batch(no, 0).id;
        store.write::<_, StoreError>(async |tx| paper_batches::throw_away(tx, id).await).await
    };
    keep(store, &batch(1, 1)).await.unwrap();
    throw(1).await.unwrap();
    refuses!(throw(1).await, StoreError::Stale { .. });
    refuses!(paper_batches::load(&store.reader(), batch(1, 1).id).await, StoreError::NotFound { .. });
    keep(store, &batch(2, 1)).await.unwrap();
    let id = batch(2, 0).id;
    store
        .write::<_, StoreError>(async |tx| paper_batches::approve(tx, id, MINH, "{}", at(9)).await)
        .await
        .unwrap();
    refuses!(throw(2).await, StoreError::Stale { .. });
});
