//! The pages: of a link, of a slip, of the counter and of a dossier.

use super::{EMAIL, Told, link, with_email};
use crate::office::{Office, hidden};
use crate::support::TestDatabase;
use motcua_delivery::Mood;
use serde_json::{Value, json};

on_both_databases!(a_link_is_looked_at_before_it_is_pressed, async |database: &TestDatabase| {
    let told = Told::open(database, &with_email()).await;
    told.work().await;
    let mail = told.mails.taken().remove(0);
    let path = format!("/bao-tin/xac-nhan/{}", link(&mail.text, "/bao-tin/xac-nhan/"));
    let page = told.office.visit(&path).await.expect(200);
    assert!(page.text.contains("n***@example.vn") && !page.text.contains(EMAIL), "{}", page.text);
    assert_eq!(told.record().await["ways"][0]["state"], "given", "looking changes nothing");
    told.office.fill("", &path, &[]).await.expect(200);
    assert_eq!(told.record().await["ways"][0]["state"], "verified");
    told.office.visit("/bao-tin/xac-nhan/khong-phai").await.expect(404);
    // A link counts for what it is for.
    told.office.visit(&path.replace("xac-nhan", "thoi")).await.expect(404);

    let path = format!("/tra-cuu/{}/bao-tin", told.token);
    let page = told.office.visit(&path).await.expect(200).text;
    assert!(page.contains("0912***678") && !page.contains("0912345678") && !page.contains(EMAIL), "{page}");
    let way = hidden(&page, "way");
    let saved = told.office.fill("", &path, &[("way", &way), ("told", "important")]).await.expect(200);
    assert!(saved.text.contains("Đã lưu lựa chọn"), "{}", saved.text);
});

on_both_databases!(the_counter_sees_what_was_told_and_whom_to_call, async |database: &TestDatabase| {
    let mut filed = with_email();
    filed["applicant"]["phone"] = Value::Null;
    let mut told = Told::open(database, &filed).await;
    told.mails.answer(Mood::BadAddress);
    told.work().await;
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
    told.act("2026-11-16T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    let (cookie, proof) = told.office.cookie_and_proof("clerk").await;
    let counter = told.office.open_page(&cookie, "/tiep-nhan").await.expect(200).text;
    assert!(counter.contains("Cần gọi điện: 1"), "{counter}");
    let page = told.office.open_page(&cookie, "/tiep-nhan/goi-dien").await.expect(200).text;
    assert!(page.contains("Nguyễn Thị Ngọc Ánh") && page.contains("Chưa có số điện thoại"), "{page}");
    assert!(page.contains("Đã báo bằng cách khác") && page.contains("Không liên lạc được"), "{page}");
    assert!(!page.contains("Không nghe máy"), "there is no telephone to be answered: {page}");
    let action = page.split_once("action=\"/tiep-nhan/goi-dien/").unwrap().1.split('"').next().unwrap();
    let path = format!("/tiep-nhan/goi-dien/{action}");
    let done = told.office.fill(&cookie, &path, &[("proof", &proof), ("outcome", "told")]).await.expect(200);
    assert!(done.text.contains("Không có ai cần gọi điện"), "{}", done.text);

    let path = format!("/ho-so/{}", told.id);
    let page = told.office.open_page(&cookie, &path).await.expect(200).text;
    assert!(
        page.contains("Không gửi được") && page.contains("n***@example.vn") && !page.contains(EMAIL),
        "{page}"
    );
    let fields =
        [("proof", proof.as_str()), ("who", "applicant"), ("email", "dung@example.vn"), ("language", "vi")];
    told.office.fill(&cookie, &format!("{path}/bao-tin/dia-chi"), &fields).await.expect(303);
    let page = told.office.open_page(&cookie, &path).await.expect(200).text;
    assert!(page.contains("d***@example.vn"), "{page}");
    // Whoever may not read of people sees nothing of it.
    let supervisor = told.office.cookie("supervisor").await;
    let page = told.office.open_page(&supervisor, &path).await.expect(200).text;
    assert!(!page.contains("example.vn"), "{page}");
});

on_both_databases!(whoever_has_several_dossiers_is_called_once, async |database: &TestDatabase| {
    let filed = Office::land_transfer();
    let mut told = Told::open(database, &filed).await;
    told.work().await;
    told.texts.answer(Mood::BadAddress);
    let mut numbers = Vec::new();
    for minute in [10, 20] {
        let at = |second: u32| format!("2026-11-16T09:{minute}:{second:02}");
        told.act(&at(0), "clerk", "hand-over", json!({})).await;
        told.act(&at(10), "land", "accept", json!({ "leg": 1 })).await;
        let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
        let asked = told.act(&at(20), "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
        numbers.push(asked.json()["number"].as_str().unwrap().to_owned());
        // The same person comes with another one.
        let received = told.office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201);
        received.json()["dossier"]["id"].as_str().unwrap().clone_into(&mut told.id);
        received.etag().clone_into(&mut told.etag);
    }
    let (cookie, proof) = told.office.cookie_and_proof("clerk").await;
    let page = told.office.open_page(&cookie, "/tiep-nhan/goi-dien").await.expect(200).text;
    assert_eq!(page.matches("action=\"/tiep-nhan/goi-dien/").count(), 1, "{page}");
    assert!(numbers.iter().all(|it| page.contains(it.as_str())), "{numbers:?}: {page}");
    let action = page.split_once("action=\"/tiep-nhan/goi-dien/").unwrap().1.split('"').next().unwrap();
    let path = format!("/tiep-nhan/goi-dien/{action}");
    let also = hidden(&page, "also");
    let outcome = async |outcome: &str| {
        let fields = [("proof", proof.as_str()), ("also", &also), ("outcome", outcome)];
        told.office.fill(&cookie, &path, &fields).await.expect(200).text
    };
    let later = outcome("no-answer").await;
    assert_eq!(later.matches("Đã gọi 1 lần").count(), 2, "{later}");
    // A colleague has told them of the one; the other is told now, and nothing is in the way.
    let gone = format!("/api/v1/calls/{also}");
    told.office.post("clerk", &gone, &[], &json!({ "outcome": "told" })).await.expect(204);
    let done = outcome("told").await;
    assert!(done.contains("Không có ai cần gọi điện"), "{done}");
});
