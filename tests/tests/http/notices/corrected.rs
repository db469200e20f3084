//! Whoever was named by mistake hears nothing of the one who was meant, and whoever was meant hears what is still to be
//! heard.

use super::{EMAIL, Told, link, with_email};
use crate::support::TestDatabase;
use motcua_delivery::Mood;
use motcua_kernel::DossierId;
use motcua_storage::StoreError;
use motcua_storage::notices::{self, Notice, NoticeState};
use serde_json::{Value, json};
use uuid::Uuid;

const RIGHT: &str = "binh@example.vn";

fn right() -> Value {
    json!({ "name": "Trần Văn Bình", "national_id": "092190000002", "phone": "0987654321" })
}

/// The clerk asks for it, the head confirms it, and all of it is sent.
async fn corrected(told: &mut Told, applicant: &Value) {
    let body = json!({ "applicant": applicant, "reason": "Nhập nhầm người nộp" });
    told.act("2026-11-16T11:00", "clerk", "request-correction", body).await;
    told.act("2026-11-16T11:30", "head", "confirm-correction", json!({})).await;
}

on_both_databases!(a_new_applicant_is_told_at_an_address_of_their_own, async |database: &TestDatabase| {
    let mut told = Told::open(database, &with_email()).await;
    told.work().await;
    told.verify().await;
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    // Something waits for the wrong one.
    told.mails.answer(Mood::Later(None));
    let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
    told.act("2026-11-16T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    told.mails.emptied();
    told.texts.emptied();
    told.mails.answer(Mood::Taking);
    let mut applicant = right();
    applicant["email"] = json!(RIGHT);
    corrected(&mut told, &applicant).await;

    let mails = told.mails.taken();
    let to_right: Vec<_> = mails.iter().filter(|it| it.to == RIGHT).collect();
    // What was tried before it was confirmed went to the address that counted then.
    let after: Vec<_> = mails.iter().skip_while(|it| it.to != RIGHT).collect();
    assert!(!to_right.is_empty() && after.iter().all(|it| it.to == RIGHT), "{mails:?}");
    assert!(mails.iter().all(|it| !it.text.contains("Trần Văn Bình")), "nobody verified the new address");
    assert!(told.texts.taken().iter().all(|it| it.to == "0987654321"), "{:?}", told.texts.taken());
    let record = told.record().await;
    let ways: Vec<_> = record["ways"].as_array().unwrap().iter().map(|it| it["address"].clone()).collect();
    assert_eq!(ways, ["b***@example.vn", "0987***321"], "{record}");
    assert_eq!(record["ways"][0]["state"], "given");

    // Nothing of it makes the old address one of the new person.
    let who = json!({ "receiving": "H13.163.01", "national_id": "092190000002" });
    let known = told.office.post("clerk", "/api/v1/known-applicants", &[], &who).await.expect(200).json();
    assert_eq!(known["email"], Value::Null);
    let token = link(&to_right[0].text, "/bao-tin/xac-nhan/");
    told.say("/api/v1/address-verifications", &json!({ "token": token })).await.expect(204);
    told.act("2026-11-18T10:00", "clerk", "complete-supplement", json!({})).await;
    let last = told.mails.taken().pop().unwrap();
    assert!(last.to == RIGHT && last.text.contains("Trần Văn Bình"), "{last:?}");
});

on_both_databases!(
    what_waited_for_the_wrong_one_is_told_to_the_right_one,
    async |database: &TestDatabase| {
        let mut told = Told::open(database, &with_email()).await;
        told.work().await;
        told.verify().await;
        told.mails.answer(Mood::Later(Some(3_600)));
        told.act("2026-11-16T10:50", "clerk", "hand-over", json!({})).await;
        told.act("2026-11-16T10:55", "land", "accept", json!({ "leg": 1 })).await;
        let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
        told.act("2026-11-16T10:56", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
        told.mails.emptied();
        told.mails.answer(Mood::Taking);
        let mut applicant = right();
        applicant["phone"] = Value::Null;
        corrected(&mut told, &applicant).await;
        told.office.it_is("2026-11-16T15:00");
        told.work().await;
        assert!(told.mails.taken().is_empty(), "no address was given, and that of another is none: {EMAIL}");
        let lines = told.lines().await;
        assert!(lines.contains(&"supplement-requested email void".to_owned()), "{lines:?}");
        let calls = told.office.get("clerk", "/api/v1/calls").await.expect(200).json()["calls"].clone();
        let kinds: Vec<_> = calls.as_array().unwrap().iter().map(|it| it["kind"].clone()).collect();
        assert!(kinds.contains(&json!("supplement-requested")), "{calls}");
    }
);

on_both_databases!(what_is_told_already_is_not_written_twice, async |database: &TestDatabase| {
    let told = Told::open(database, &with_email()).await;
    told.work().await;
    let id = DossierId(told.id.parse().unwrap());
    let store = &told.office.context.store;
    let before = notices::of_dossier(&store.reader(), id).await.unwrap();
    let twin = |(no, it): (u128, &Notice)| Notice {
        id: Uuid::from_u128(no),
        state: NoticeState::Waiting,
        ..it.clone()
    };
    let mut again: Vec<Notice> = (100..).zip(&before).map(twin).collect();
    again.push(Notice { id: Uuid::from_u128(7), seq: 99, ..again[0].clone() });
    let written = store.write::<_, StoreError>(async |tx| notices::insert(tx, &again).await).await.unwrap();
    assert_eq!(written, [Uuid::from_u128(7)], "of all of them only one says something new");
    let after = notices::of_dossier(&store.reader(), id).await.unwrap();
    assert_eq!(after[..before.len()], before[..]);
    assert_eq!(after.len(), before.len() + 1);
});
