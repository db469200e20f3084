//! What is said to whom: nothing of a person at an address nobody verified, no title of what is sensitive, nothing to
//! whoever left.

use super::{EMAIL, Told, link, with_email};
use crate::status_pages::complete;
use crate::support::TestDatabase;
use serde_json::json;

on_both_databases!(an_address_nobody_verified_learns_nothing_of_a_person, async |database: &TestDatabase| {
    let told = Told::open(database, &with_email()).await;
    told.work().await;
    let mail = &told.mails.taken()[0];
    let all = format!("{} {} {}", mail.subject, mail.text, mail.html.clone().unwrap_or_default());
    for secret in ["Ngọc Ánh", "Đăng ký", &told.token, "092190000001", "0912345678"] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
    assert!(mail.to_name.is_none() && mail.attachments.is_empty());

    told.verify().await;
    told.office.it_is("2026-11-16T09:00");
    let received = told.office.post("clerk", "/api/v1/dossiers", &[], &with_email()).await.expect(201).json();
    told.work().await;
    let known = told.mails.taken().pop().unwrap();
    assert!(known.text.contains("Nguyễn Thị Ngọc Ánh"), "{}", known.text);
    assert!(known.text.contains(received["dossier"]["number"].as_str().unwrap()));
    assert!(!known.text.contains("/bao-tin/xac-nhan/"), "what was verified once is not asked again");
    let who = json!({ "receiving": "H13.163.01", "national_id": "092190000001" });
    let found = told.office.post("clerk", "/api/v1/known-applicants", &[], &who).await.expect(200).json();
    assert_eq!(found["email"], EMAIL);
    let pdf = &known.attachments[0];
    assert!(pdf.bytes.starts_with(b"%PDF") && pdf.kind == "application/pdf", "{pdf:?}");
});

/// From the counter to the post, with papers asked for, a tax to be paid, a court, and a fee that is still owed.
async fn lives(told: &mut Told) {
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    told.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
    let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
    told.act("2026-11-17T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    told.act("2026-11-18T10:00", "clerk", "complete-supplement", json!({})).await;
    let owed = json!({ "leg": 2, "charge": "le-phi-truoc-ba", "amount": 2_500_000 });
    told.act("2026-11-18T15:00", "tax", "assess-charge", owed).await;
    let wait = json!({ "leg": 2, "charges": ["le-phi-truoc-ba"], "pay_by": "2026-12-01" });
    told.act("2026-11-18T15:30", "tax", "await-payment", wait).await;
    let paid =
        json!({ "charge": "le-phi-truoc-ba", "amount": 2_500_000, "means": "notice", "reference": "LTB-12" });
    told.act("2026-11-19T09:00", "clerk", "record-payment", paid).await;
    told.act("2026-11-19T10:00", "tax", "finish-step", json!({ "leg": 2, "step": 0 })).await;
    told.act("2026-11-19T10:10", "tax", "hand-over", json!({ "leg": 2 })).await;
    told.act("2026-11-19T14:00", "land", "finish-step", json!({ "leg": 1, "step": 0 })).await;
    told.act("2026-11-19T14:10", "land", "hand-over", json!({ "leg": 1 })).await;
    told.act("2026-11-19T15:00", "land", "accept", json!({ "leg": 3 })).await;
    let court = json!({ "ground": "court", "reason": "Tòa án yêu cầu tạm dừng." });
    told.act("2026-11-20T08:00", "land-head", "suspend", court).await;
    told.act("2026-11-20T09:00", "land-head", "resume", json!({})).await;
    let fee = json!({ "leg": 3, "charge": "le-phi-cap-giay", "amount": 100_000 });
    told.act("2026-11-20T10:00", "land", "assess-charge", fee).await;
    let granted = json!({ "leg": 3, "outcome": "granted", "result": "giay-chung-nhan" });
    told.act("2026-11-20T10:30", "land", "propose", granted).await;
    told.act("2026-11-20T11:00", "land-leader", "approve", json!({ "leg": 3 })).await;
    told.act("2026-11-20T14:00", "land-records", "number", json!({ "leg": 3, "number": "CS 01234" })).await;
    told.act("2026-11-20T14:10", "land", "hand-over", json!({ "leg": 3 })).await;
    told.act("2026-11-20T14:30", "clerk", "accept", json!({ "leg": 4 })).await;
    let paid = json!({ "charge": "le-phi-cap-giay", "amount": 100_000, "means": "cash" });
    told.act("2026-11-20T15:00", "clerk", "record-payment", paid).await;
    let posted =
        json!({ "method": "post", "tracking": "CT123456789VN", "originals_reason": "Lưu trong hồ sơ" });
    told.act("2026-11-20T15:30", "clerk", "return-result", posted).await;
}

on_both_databases!(
    an_address_nobody_verified_learns_what_happened_and_no_paper_no_sum_no_reason,
    async |database: &TestDatabase| {
        let private = [
            "Ngọc Ánh",
            "Đăng ký biến động",
            "Hợp đồng",
            "trang 2",
            "trước bạ",
            "2.500.000",
            "cấp giấy",
            "100.000",
            "Tòa án",
            "tòa án",
            "CT123456789VN",
            "/tra-cuu/",
        ];
        let mut told = Told::open(database, &with_email()).await;
        told.work().await;
        lives(&mut told).await;
        let mut all = String::new();
        for mail in told.mails.taken() {
            let said = format!("{} {} {}", mail.subject, mail.text, mail.html.unwrap_or_default());
            for secret in private {
                assert!(!said.replace('\u{a0}', " ").contains(secret), "{secret}: {said}");
            }
            assert!(mail.attachments.is_empty(), "{said}");
            all.push_str(&said);
        }
        for told in [
            "không có tên người, tên thủ tục",
            "cần bổ sung trước 30/12/2026",
            "1 mục. Tên từng giấy tờ chỉ gửi đến địa chỉ đã xác nhận",
            "cần nộp 1 khoản tiền trước",
            "đã nhận khoản tiền phải nộp",
            "tạm dừng giải quyết",
            "đã có kết quả",
            "đã gửi qua bưu điện",
        ] {
            assert!(all.contains(told), "{told}: {all}");
        }
    }
);

on_both_databases!(whoever_pressed_the_link_hears_of_papers_and_sums, async |database: &TestDatabase| {
    let mut told = Told::open(database, &with_email()).await;
    told.work().await;
    told.verify().await;
    lives(&mut told).await;
    let mails = told.mails.taken();
    let said: Vec<String> = mails.iter().map(|it| format!("{} {}", it.subject, it.text)).collect();
    let said = said.concat();
    for told in ["Hợp đồng thiếu trang 2", "2.500.000", "Vụ việc đang được tòa án", "CT123456789VN"]
    {
        assert!(said.replace('\u{a0}', " ").contains(told), "{told}: {said}");
    }
});

on_both_databases!(whoever_leaves_hears_what_the_law_demands_or_nothing, async |database: &TestDatabase| {
    let mut told = Told::open(database, &with_email()).await;
    told.work().await;
    let mail = told.mails.emptied().remove(0);
    let token = link(&mail.text, "/bao-tin/thoi/");
    assert!(mail.unsubscribe.as_deref().unwrap().ends_with(&token));
    // A mail program presses without a page (RFC 8058).
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let path = format!("/bao-tin/thoi/{token}");
    let page =
        told.office.send("POST", &path, &form, b"List-Unsubscribe=One-Click".to_vec()).await.expect(200);
    assert!(page.text.contains("n***@example.vn") && !page.text.contains(EMAIL), "{}", page.text);
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    assert!(told.mails.taken().is_empty(), "routine");
    let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
    told.act("2026-11-17T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    assert_eq!(told.mails.emptied().len(), 1, "important");

    told.say("/api/v1/unsubscriptions", &json!({ "token": token, "told": "nothing" })).await.expect(204);
    told.act("2026-11-18T10:00", "clerk", "complete-supplement", json!({})).await;
    assert!(told.mails.taken().is_empty());
    let ways = told.office.visit(&format!("/api/v1/status/{}/ways", told.token)).await.expect(200);
    assert!(!ways.text.contains(EMAIL) && ways.text.contains("n***@example.vn"), "{}", ways.text);
    let way =
        ways.json()["ways"].as_array().unwrap().iter().find(|it| it["channel"] == "email").unwrap().clone();
    assert_eq!((way["state"].as_str(), way["told"].as_str()), (Some("off"), Some("nothing")));
    let path = format!("/api/v1/status/{}/ways/{}", told.token, way["id"].as_str().unwrap());
    told.say(&path, &json!({ "told": "all" })).await.expect(204);
    let forged = json!({ "token": format!("{token}x"), "told": "nothing" });
    told.say("/api/v1/unsubscriptions", &forged).await.expect(404);
});

on_both_databases!(what_is_sensitive_has_no_title, async |database: &TestDatabase| {
    let mut told = Told::open(database, &with_email()).await;
    told.work().await;
    told.verify().await;
    told.mails.emptied();
    told.texts.emptied();
    let mut filed = json!({
        "procedure": "1.011607",
        "receiving": "H13.163.01",
        "applicant": { "name": "Nguyễn Thị Ngọc Ánh", "national_id": "092190000001", "phone": "0912345678",
                       "address": "Ấp An Thành, xã Kế Sách", "email": EMAIL },
    });
    filed = complete(&told.office, filed);
    let received = told.office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201);
    received.json()["dossier"]["id"].as_str().unwrap().clone_into(&mut told.id);
    told.work().await;
    let (mail, text) = (told.mails.emptied().remove(0), told.texts.emptied().remove(0));
    assert!(mail.text.contains("Nguyễn Thị Ngọc Ánh"), "{}", mail.text);
    let said = format!("{} {} {} {}", mail.subject, mail.text, mail.html.unwrap_or_default(), text.text);
    assert!(!said.to_lowercase().contains("nghèo"), "{said}");
});
