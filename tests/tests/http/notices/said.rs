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
