//! Drafts of the national list are replaced by a later import.

use crate::example::at;
use crate::past_the_store::tamper;
use motcua_storage::procedure_drafts::{self, ProcedureDraftRow};
use motcua_storage::{Store, StoreError};

fn draft(code: &str, flagged: u32, minute: i64) -> ProcedureDraftRow {
    ProcedureDraftRow {
        code: code.to_owned(),
        name: format!("Thủ tục {code}"),
        flagged,
        draft: format!("{{\"flagged\":{flagged}}}"),
        source: "{\"TENTTHC\":\"…\"}".to_owned(),
        imported_at: at(minute),
    }
}

async fn put(store: &Store, drafts: &[ProcedureDraftRow]) {
    store.write::<_, StoreError>(async |tx| procedure_drafts::put(tx, drafts).await).await.unwrap();
}

on_both_databases!(drafts_are_put_replaced_and_counted, async |database| {
    let store = &database.store;
    let reader = store.reader();
    assert_eq!(procedure_drafts::count(&reader).await.unwrap(), (0, 0));
    put(store, &[]).await;
    put(store, &[draft("1.000001", 3, 0), draft("1.000002", 0, 0), draft("1.000001", 4, 0)]).await;
    assert_eq!(procedure_drafts::count(&reader).await.unwrap(), (2, 4));
    put(store, &[draft("1.000001", 1, 9), draft("1.000003", 2, 9)]).await;
    assert_eq!(procedure_drafts::count(&reader).await.unwrap(), (3, 3));
    let check = async |code: &str, expected| {
        assert_eq!(procedure_drafts::by_code(&reader, code).await.unwrap(), expected);
    };
    check("1.000001", Some(draft("1.000001", 1, 9))).await;
    check("1.000002", Some(draft("1.000002", 0, 0))).await;
    check("1.000009", None).await;
});

on_both_databases!(a_broken_draft_is_corrupt, async |database| {
    put(&database.store, &[draft("1.000001", 3, 0)]).await;
    tamper(database, "UPDATE procedure_draft SET flagged = -1").await;
    let read = procedure_drafts::by_code(&database.store.reader(), "1.000001").await;
    refuses!(read, StoreError::Corrupt { table: "procedure_draft", .. });
});
