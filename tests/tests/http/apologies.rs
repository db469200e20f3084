//! An apology is drafted while there is time, signed by the leader of the late agency and nobody else, and goes to the
//! citizen with its letter. The land transfer is due on 27/11; 24/11/2026 is a day off.

use crate::notices::{Told, with_email};
use crate::office::{Office, hidden};
use crate::support;
use motcua_app::files::FileStore;
use motcua_app::{Context, duties};
use serde_json::{Value, json};

const WORDS: &str = "Thửa đất phải đo lại do mưa lớn. Cơ quan xin lỗi ông/bà.";

async fn minutes_pass(context: &Context) {
    duties::plan(context).await.unwrap();
    duties::drain(context).await.unwrap();
}

/// Handed over, accepted by both, and whoever reads the mails has said so.
async fn at_work(database: &support::TestDatabase) -> (Told, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = FileStore::open(folder.path(), 20_000_000).unwrap();
    let mut told = Told::open(database, &with_email()).await;
    told.office = told.office.with_files(files);
    told.work().await;
    told.verify().await;
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    told.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
    (told, folder)
}

async fn alerts(office: &Office, who: &str, kind: &str) -> usize {
    let list = office.get(who, "/api/v1/alerts").await.expect(200).json();
    list["items"].as_array().unwrap().iter().filter(|it| it["kind"] == kind).count()
}

async fn radar(office: &Office, who: &str) -> Value {
    office.get(who, "/api/v1/radar").await.expect(200).json()
}

on_both_databases!(
    an_apology_is_drafted_signed_by_its_leader_and_sent_with_its_letter,
    async |database: &support::TestDatabase| {
        let (mut told, _folder) = at_work(database).await;
        let (id, etag) = (told.id.clone(), told.etag.clone());
        told.office.it_is("2026-11-25T09:00");
        let office = &told.office;
        let draft = json!({ "leg": 1, "to": "2026-12-04T17:00", "apology": WORDS });
        // Who is no leader, and who leads another agency, signs nothing.
        for (who, status, code) in [
            ("land", 403, "identity.not-permitted"),
            ("land-head", 403, "identity.not-permitted"),
            ("clerk", 403, "identity.not-permitted"),
            ("head", 403, "routing.other-agency"),
            ("tax-leader", 403, "routing.other-agency"),
        ] {
            let refused = office.act(who, &id, "reappoint", &etag, &draft).await.expect(status);
            assert_eq!(refused.code(), code, "{who}");
        }
        let early = json!({ "leg": 1, "to": "2026-11-20T17:00", "apology": WORDS });
        let refused = office.act("land", &id, "draft-apology", &etag, &early).await.expect(422);
        assert_eq!(refused.code(), "routing.new-date-not-later");
        office.act("stranger", &id, "draft-apology", &etag, &draft).await.expect(404);
        let drafted = office.act("land", &id, "draft-apology", &etag, &draft).await.expect(200);
        assert_eq!(drafted.etag(), etag, "a draft is nothing that happened to the dossier");
        assert_eq!(alerts(office, "land-leader", "apology-to-sign").await, 1);
        assert_eq!(alerts(office, "tax-leader", "apology-to-sign").await, 0);

        let waits = &radar(office, "land-leader").await["to_sign"][0];
        assert_eq!((&waits["apology"]["words"], &waits["dossier"]), (&json!(WORDS), &json!(id)), "{waits}");
        assert_eq!(radar(office, "tax-leader").await["to_sign"], json!([]));
        let (cookie, proof) = office.cookie_and_proof("land-leader").await;
        let page = office.open_page(&cookie, "/canh-bao").await.expect(200).text;
        assert!(page.contains("Cán bộ land trình"), "{page}");
        let (version, to) = (hidden(&page, "version"), "2026-12-04T17:00");
        let pressed = [
            ("proof", proof.as_str()),
            ("version", &version),
            ("dossier", &id),
            ("leg", "1"),
            ("to", to),
            ("apology", WORDS),
        ];
        let (other, proof_of_other) = office.cookie_and_proof("land-head").await;
        let mut by_other = pressed;
        by_other[0].1 = &proof_of_other;
        assert_eq!(office.fill(&other, "/canh-bao/ky", &by_other).await.status.as_u16(), 403);
        let signed = office.fill(&cookie, "/canh-bao/ky", &pressed).await.expect(200).text;
        assert!(signed.contains("Đã ký văn bản xin lỗi"), "{signed}");
        assert_eq!(radar(office, "land-leader").await["to_sign"], json!([]));

        // The event and its letter are one step, and the letter goes with the mail.
        told.work().await;
        let office = &told.office;
        let sheets = office.get("clerk", &format!("/api/v1/dossiers/{id}/sheets")).await.expect(200).json();
        let letter = &sheets["issued"].as_array().unwrap().iter().find(|it| it["form"] == "apology-letter");
        assert!(letter.is_some(), "{sheets}");
        let mail = told.mails.taken().pop().unwrap();
        assert!(mail.text.contains("Thửa đất phải đo lại"), "{}", mail.text);
        let pdf = mail.attachments.iter().find(|it| it.name == "apology-letter.pdf").unwrap();
        assert!(pdf.bytes.starts_with(b"%PDF"));
        let shown = office.get("clerk", &format!("/api/v1/dossiers/{id}")).await.expect(200).json();
        assert!(shown.to_string().contains("2026-12-04"), "{shown}");

        // A second one is refused with its article, and the radar says so before anybody tries.
        told.office.it_is("2026-11-26T09:00");
        let office = &told.office;
        let etag = office.get("clerk", &format!("/api/v1/dossiers/{id}")).await.etag().to_owned();
        let again = json!({ "leg": 1, "to": "2026-12-11T17:00", "apology": WORDS });
        let refused = office.act("land-leader", &id, "reappoint", &etag, &again).await.expect(422);
        assert_eq!(refused.code(), "routing.reappointed-already");
        told.office.it_is("2026-12-08T09:00");
        let late = &radar(&told.office, "land-leader").await["late"][0];
        assert_eq!(late["no_new_date"], "routing.reappointed-already", "{late}");
        assert_eq!(late["article"], refused.json()["article"], "{late}");
        assert_eq!(late["apology"]["to"], Value::Null);
        assert!(late["apology"]["words"].as_str().unwrap().contains("không phải là ngày hẹn mới"), "{late}");
        let cookie = told.office.cookie("land-leader").await;
        let page = told.office.open_page(&cookie, "/canh-bao").await.expect(200).text;
        assert!(
            !page.contains("Ký xin lỗi, hẹn lại") && page.contains("Ký xin lỗi, gửi người nộp"),
            "{page}"
        );
        let lawful = |it: &Value| it["dates"]["lawful"].clone();
        let apology = json!({ "leg": 1, "apology": late["apology"]["words"] });
        let before = told.office.get("clerk", &format!("/api/v1/dossiers/{id}")).await.json();
        told.etag = etag;
        told.act("2026-12-08T09:10", "land-leader", "apologise", apology).await;
        let after = told.office.get("clerk", &format!("/api/v1/dossiers/{id}")).await.json();
        assert_eq!(lawful(&before), lawful(&after), "an apology moves no lawful date");
        let mail = told.mails.taken().pop().unwrap();
        assert!(mail.attachments.iter().any(|it| it.name == "apology-letter.pdf"), "{}", mail.text);
    }
);

on_both_databases!(
    the_house_puts_an_apology_before_the_leader_while_there_is_time,
    async |database: &support::TestDatabase| {
        let (told, _folder) = at_work(database).await;
        let other = told.office.beside(database);
        for (moment, drafted) in [
            ("2026-11-23T07:00", 0),
            // The last morning but one on which a new date can be given.
            ("2026-11-25T07:00", 1),
            ("2026-11-26T07:00", 1),
        ] {
            other.it_is(moment);
            told.office.it_is(moment);
            tokio::join!(minutes_pass(&told.office.context), minutes_pass(&other.context));
            let found = alerts(&told.office, "land-leader", "apology-to-sign").await;
            assert_eq!(found, drafted, "{moment}");
        }
        let seen = radar(&told.office, "land-leader").await;
        let waits = &seen["to_sign"][0]["apology"];
        assert!(waits["words"].as_str().unwrap().contains("cần thêm thời gian"), "{seen}");
        assert!(waits["to"].is_string() && waits["waits_since"].is_string(), "{seen}");
        let list = told.office.get("land-leader", "/api/v1/alerts").await.json().to_string();
        assert!(list.contains("1 văn bản xin lỗi chờ ký"), "{list}");
    }
);
