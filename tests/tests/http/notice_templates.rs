//! Words of messages in administration: each kind is listed and looked at in each language; what is wrong in the folder of a
//! province is read with its line, and the built-in words are used.

use crate::office::Office;
use crate::support;
use motcua_app::notices::NoticeSetting;
use motcua_notifications::{NoticeKind, Templates};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

const OWN: &str =
    "[received]\nshort = \"Hồ sơ {{ number }} đã vào sổ.\"\n[returned]\nshort = \"{{ traking }}\"\n";

fn with_folder(office: Office, files: &[(&str, &str)]) -> Office {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let templates = Arc::new(Templates::with_folder(&files));
    office.over(|context| context.with_notices(NoticeSetting { templates, ..NoticeSetting::default() }))
}

fn kind<'a>(list: &'a Value, kind: &str) -> &'a Value {
    list["items"].as_array().unwrap().iter().find(|it| it["kind"] == kind).unwrap()
}

on_both_databases!(
    every_kind_of_message_is_listed_and_looked_at,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let list = office.get("administrator", "/api/v1/notice-templates").await.expect(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), NoticeKind::ALL.len());
        assert_eq!((&list["own_files"], &list["faults"]), (&json!([]), &json!([])));
        assert_eq!(
            kind(&list, "result-ready"),
            &json!({ "kind": "result-ready", "weight": "important", "own": [] })
        );

        let path = "/api/v1/notice-templates/result-ready";
        let shown = office.get("administrator", path).await.expect(200).json();
        assert!(shown["subject"].as_str().unwrap().contains("[DỮ LIỆU MẪU] Hồ sơ"), "{shown}");
        assert_eq!(shown["short_without_marks"]["encoding"], "gsm-7");
        assert_eq!(
            (&shown["short_without_marks"]["segments"], &shown["short"]["encoding"]),
            (&json!(1), &json!("ucs-2"))
        );
        let bare =
            office.get("administrator", &format!("{path}?language=en&shape=bare")).await.expect(200).json();
        assert!(bare["text"].as_str().unwrap().contains("Dear Sir or Madam"), "{bare}");
        office.get("administrator", &format!("{path}?language=fr")).await.expect(400);
        office.get("administrator", &format!("{path}?shape=round")).await.expect(400);
        office.get("administrator", "/api/v1/notice-templates/nothing").await.expect(404);
        office.get("clerk", "/api/v1/notice-templates").await.expect(403);
        office.get("clerk", path).await.expect(403);

        let admin = office.cookie("administrator").await;
        let page = office.open_page(&admin, "/quan-tri/mau-tin").await.expect(200).text;
        for it in NoticeKind::ALL {
            assert!(page.contains(&format!("href=\"/quan-tri/mau-tin/{}\"", it.code())), "{it:?}");
            for language in ["vi", "km", "en"] {
                let one = format!("/quan-tri/mau-tin/{}?language={language}", it.code());
                office.open_page(&admin, &one).await.expect(200);
            }
        }
        office.open_page(&admin, "/quan-tri/mau-tin/nothing").await.expect(404);
        let hub = office.open_page(&admin, "/quan-tri").await.expect(200).text;
        assert!(hub.contains("href=\"/quan-tri/mau-tin\""), "{hub}");
    }
);

on_both_databases!(
    a_mail_is_shown_alone_in_its_frame_and_asks_for_nothing,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let admin = office.cookie("administrator").await;
        let page = office.open_page(&admin, "/quan-tri/mau-tin/received").await.expect(200);
        assert!(page.text.contains("/quan-tri/mau-tin/received/thu?"), "{}", page.text);
        assert!(page.text.contains(" sandbox></iframe>"));
        let mail = office.open_page(&admin, "/quan-tri/mau-tin/received/thu?language=vi").await.expect(200);
        let policy = mail.headers["content-security-policy"].to_str().unwrap();
        for demanded in
            ["default-src 'none'", "style-src 'unsafe-inline'", "sandbox", "frame-ancestors 'self'"]
        {
            assert!(policy.contains(demanded), "{policy}");
        }
        assert!(!policy.contains("script"), "{policy}");
        assert!(mail.text.contains("DỮ LIỆU MẪU") && mail.text.contains("Nguyễn Văn Mẫu"), "{}", mail.text);
    }
);

on_both_databases!(
    words_of_a_province_that_are_wrong_are_read_with_their_line,
    async |database: &support::TestDatabase| {
        let office = with_folder(Office::open(database).await, &[("vi.toml", OWN)]);
        let list = office.get("administrator", "/api/v1/notice-templates").await.expect(200).json();
        assert_eq!(list["own_files"], json!(["vi.toml"]));
        let fault = &list["faults"][0];
        assert_eq!((&fault["file"], &fault["line"]), (&json!("vi.toml"), &json!(4)), "{fault}");
        assert!(fault["what"].as_str().unwrap().contains("traking"), "{fault}");
        assert_eq!(kind(&list, "received")["own"], json!(["vi"]));
        assert_eq!(kind(&list, "returned")["own"], json!([]));
        let short = async |kind: &str| {
            let path = format!("/api/v1/notice-templates/{kind}");
            office.get("administrator", &path).await.expect(200).json()["short"]["text"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        assert!(short("received").await.contains("đã vào sổ."));
        assert!(short("returned").await.contains("kết quả đã trao tại quầy"));
        let admin = office.cookie("administrator").await;
        let page = office.open_page(&admin, "/quan-tri/mau-tin").await.expect(200).text;
        for said in ["vi.toml", "dòng 4", "traking", "1 lời riêng bị lỗi"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
);
