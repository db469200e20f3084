//! What the counter does about agencies outside besides letters and answers: the amounts of a notice, the forms of its page.

use crate::office::{Office, hidden};
use crate::outside::{Errand, letter, open};
use crate::support;
use serde_json::json;

on_both_databases!(the_notice_of_the_tax_office_is_recorded, async |database: &support::TestDatabase| {
    let office = open(database).await;
    let errand = Errand::received(&office, &Office::land_transfer()).await;
    errand.act("2026-11-16T08:30", "clerk", "hand-over", json!({})).await;
    let amount = json!({ "leg": 2, "charge": "le-phi-truoc-ba", "amount": 2_500_000 });
    errand.refused("clerk", "assess-charge", &amount, "fees.leg-not-in-hand").await;
    errand.act("2026-11-16T09:00", "clerk", "send-letter", letter("45/MC", "2026-11-16")).await;
    // The land office works in the system and has no part in the notice.
    errand.act("2026-11-16T09:00", "land", "accept", json!({ "leg": 1 })).await;
    errand.refused("land", "assess-charge", &amount, "fees.leg-not-in-hand").await;
    errand.act("2026-11-17T09:00", "clerk", "assess-charge", amount).await;
    let wait = json!({ "leg": 2, "charges": ["le-phi-truoc-ba"], "pay_by": "2026-12-01" });
    let waits = errand.act("2026-11-17T09:10", "clerk", "await-payment", wait).await;
    assert_eq!(waits["status"], "awaiting-payment");
    let paid =
        json!({ "charge": "le-phi-truoc-ba", "amount": 2_500_000, "means": "notice", "reference": "LTB-12" });
    errand.act("2026-11-18T09:00", "clerk", "record-payment", paid).await;
    let answer = json!({ "leg": 2, "number": "LTB-12", "date": "2026-11-17", "answer": "agreed" });
    let after = errand.act("2026-11-18T09:30", "clerk", "record-answer", answer).await;
    assert_eq!(
        (&after["legs"][1]["status"], &after["legs"][2]["status"]),
        (&json!("finished"), &json!("waiting"))
    );
    // Its own return gives a counter no say in what is owed.
    let own = json!({ "leg": 4, "charge": "le-phi-cap-giay", "amount": 1 });
    errand.refused("clerk", "assess-charge", &own, "fees.leg-not-in-hand").await;
});

on_both_databases!(the_page_of_a_dossier_has_both_forms, async |database: &support::TestDatabase| {
    let office = open(database).await;
    let errand = Errand::with_social_insurance(&office).await;
    office.it_is("2026-11-17T09:00");
    let (cookie, path) = (office.cookie("clerk").await, format!("/ho-so/{}", errand.id));
    let page = office.open_page(&cookie, &path).await.expect(200).text;
    assert!(page.contains("ghi nhận thay: Trung tâm Phục vụ hành chính công xã Kế Sách"), "{page}");
    assert!(page.contains("id=\"send-letter-2\"") && !page.contains("id=\"record-answer-2\""), "{page}");
    assert!(!page.contains("id=\"accept-2\""), "{page}");
    let others = office.open_page(&office.cookie("social").await, &path).await.expect(200).text;
    assert!(!others.contains("send-letter"), "{others}");

    let sent = |page: &str, more: &[(&'static str, &'static str)]| -> Vec<(String, String)> {
        let own = [("proof", hidden(page, "proof")), ("version", hidden(page, "version"))];
        let own = own.map(|it| (it.0.to_owned(), it.1));
        own.into_iter().chain(more.iter().map(|it| (it.0.to_owned(), it.1.to_owned()))).collect()
    };
    let fill = async |verb: &str, fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
        office.fill(&cookie, &format!("{path}/{verb}"), &fields).await
    };
    let out = [("key", "thu-1"), ("leg", "2"), ("number", "45/MC"), ("date", "2026-11-18"), ("reason", "")];
    let future = fill("send-letter", sent(&page, &out)).await.expect(422).text;
    assert!(future.contains("chưa đến") && future.contains("value=\"45/MC\""), "{future}");
    let out = [("key", "thu-1"), ("leg", "2"), ("number", "45/MC"), ("date", "2026-11-17"), ("reason", "")];
    fill("send-letter", sent(&page, &out)).await.expect(303);
    let page = office.open_page(&cookie, &path).await.expect(200).text.replace('\u{a0}', " ");
    assert!(
        page.contains("Gửi Bảo hiểm xã hội thành phố Cần Thơ văn bản số 45/MC ngày 17/11/2026."),
        "{page}"
    );
    assert!(page.contains("id=\"record-answer-2\"") && page.contains("value=\"the-bhyt\""), "{page}");
    assert!(page.contains("đang chờ trả lời"), "{page}");
    let came = [
        ("key", "thu-2"),
        ("leg", "2"),
        ("number", "DN4921"),
        ("date", "2026-11-17"),
        ("answer", "agreed"),
        ("result", "the-bhyt"),
        ("reason", ""),
    ];
    fill("record-answer", sent(&page, &came)).await.expect(303);
    assert_eq!(errand.state().await.json()["status"], "result-signed");
});
