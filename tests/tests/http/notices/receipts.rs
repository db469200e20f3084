//! What a gateway says of a text, early, late or never.

use super::Told;
use crate::office::Office;
use crate::support::TestDatabase;
use motcua_app::{duties, notices};
use serde_json::json;

/// The notice that will be sent as a text, which the gateway here calls by its own id.
async fn waiting(told: &Told) -> String {
    let record = told.record().await;
    record["notices"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
}

/// The gateway is quicker than our own disk; then the text is sent.
async fn early(database: &TestDatabase, delivered: bool) -> (Told, String) {
    let told = Told::open(database, &Office::land_transfer()).await;
    let id = waiting(&told).await;
    assert!(!notices::receipt(&told.office.context, "zalo", &id, !delivered).await.unwrap());
    assert!(!notices::receipt(&told.office.context, "sms", &id, delivered).await.unwrap());
    told.work().await;
    (told, id)
}

on_both_databases!(a_receipt_that_comes_too_early_counts, async |database: &TestDatabase| {
    let (told, _) = early(database, true).await;
    assert_eq!(told.lines().await, ["received sms accepted"]);
});

on_both_databases!(
    a_failure_that_is_told_too_early_counts_and_is_forgotten_soon,
    async |database: &TestDatabase| {
        let (told, id) = early(database, false).await;
        assert_eq!(told.lines().await, ["received sms failed"]);
        for moment in ["2026-11-16T09:30", "2026-11-16T10:30"] {
            told.office.it_is(moment);
            duties::plan(&told.office.context).await.unwrap();
            told.work().await;
        }
        let reader = told.office.context.store.reader();
        assert_eq!(motcua_storage::early_receipts::find(&reader, "sms", &id).await.unwrap(), None);
    }
);

on_both_databases!(a_text_without_a_receipt_is_called_after_days, async |database: &TestDatabase| {
    let mut told = Told::open(database, &Office::land_transfer()).await;
    told.work().await;
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
    told.act("2026-11-16T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    for (moment, state, calls) in [("2026-11-19T09:00", "sent", 0), ("2026-11-19T11:00", "failed", 1)] {
        told.office.it_is(moment);
        duties::plan(&told.office.context).await.unwrap();
        told.work().await;
        assert!(told.lines().await.contains(&format!("supplement-requested sms {state}")), "{moment}");
        let listed = told.office.get("clerk", "/api/v1/calls").await.expect(200).json();
        assert_eq!(listed["calls"].as_array().unwrap().len(), calls, "{moment}: {listed}");
    }
});
