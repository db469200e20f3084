//! The date that people go by, wherever they look: a new one, until lawful pauses have moved the lawful one past it. The land
//! transfer is due on 27/11; 24/11/2026 is a day off.

use crate::notices::{Told, with_email};
use crate::office::{Office, hidden};
use crate::office_sheets::letters_of;
use crate::support;
use motcua_app::duties;
use motcua_app::files::FileStore;
use serde_json::{Value, json};

const WORDS: &str = "Thửa đất phải đo lại do mưa lớn. Cơ quan xin lỗi ông/bà.";

/// With a new date, 2/12, and then a court's stay from 26/11 to 10/12: the lawful date is 11/12 now.
async fn stayed(database: &support::TestDatabase) -> (Told, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = FileStore::open(folder.path(), 20_000_000).unwrap();
    let mut told = Told::open(database, &with_email()).await;
    told.office = told.office.with_files(files);
    told.work().await;
    told.verify().await;
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    let new = json!({ "leg": 1, "to": "2026-12-02T17:00", "apology": WORDS });
    told.act("2026-11-25T09:00", "land-leader", "reappoint", new).await;
    told.act("2026-11-26T09:00", "land", "suspend", json!({ "ground": "court", "reason": "Tòa án thụ lý" }))
        .await;
    it_is(&told, "2026-12-02T17:01").await;
    told.act("2026-12-10T09:00", "land", "resume", json!({})).await;
    (told, folder)
}

async fn it_is(told: &Told, moment: &str) {
    told.office.it_is(moment);
    duties::plan(&told.office.context).await.unwrap();
    duties::drain(&told.office.context).await.unwrap();
}

async fn page_of(told: &Told) -> String {
    let page = told.office.visit(&format!("/tra-cuu/{}", told.token)).await.expect(200);
    page.text.replace('\u{a0}', " ")
}

async fn heard(office: &Office, who: &str, kind: &str) -> usize {
    let list = office.get(who, "/api/v1/alerts").await.expect(200).json();
    list["items"].as_array().unwrap().iter().filter(|it: &&Value| it["kind"] == kind).count()
}

on_both_databases!(
    a_pause_that_moves_the_lawful_date_past_a_new_one_is_told_everywhere,
    async |database: &support::TestDatabase| {
        let (mut told, _folder) = stayed(database).await;
        let mail = told.mails.taken().pop().unwrap();
        assert!(mail.text.contains("11/12/2026") && !mail.text.contains("02/12"), "{}", mail.text);
        let page = page_of(&told).await;
        assert!(page.contains("hẹn trả thứ Sáu 11/12/2026"), "{page}");
        assert!(!page.contains("02/12/2026") && !page.contains("hẹn lại"), "{page}");
        let ics = told.office.visit(&format!("/tra-cuu/{}/hen-tra.ics", told.token)).await.expect(200).text;
        assert!(ics.contains("DTEND:20261211T100000Z"), "{ics}");

        // Nobody is late until the lawful date is over, and then once.
        it_is(&told, "2026-12-11T16:59").await;
        assert!(!page_of(&told).await.contains("quá hẹn"));
        for kind in ["reappointed-soon", "reappointed", "lawful"] {
            assert_eq!(heard(&told.office, "land", kind).await, 0, "{kind}");
        }
        it_is(&told, "2026-12-11T17:01").await;
        assert_eq!(heard(&told.office, "land", "lawful").await, 1);
        assert_eq!(heard(&told.office, "land", "reappointed").await, 0);
        assert!(page_of(&told).await.contains("đã quá hẹn thứ Sáu 11/12/2026"));

        // The letter names the date that people went by as the old one.
        let apology = json!({ "leg": 1, "apology": WORDS });
        told.act("2026-12-14T09:00", "land-leader", "apologise", apology).await;
        let mail = told.mails.taken().pop().unwrap();
        let letter = mail.attachments.iter().find(|it| it.name == "apology-letter.pdf").unwrap();
        let letters = letters_of(&letter.bytes);
        assert!(
            letters.contains("ngày11tháng12năm2026") && !letters.contains("ngày27tháng11năm2026"),
            "{letters}"
        );
    }
);

on_both_databases!(
    a_new_date_nears_passes_and_goes_up_while_it_is_in_force,
    async |database: &support::TestDatabase| {
        let mut told = Told::open(database, &Office::land_transfer()).await;
        told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
        told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
        told.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
        let folder = tempfile::tempdir().unwrap();
        told.office = told.office.with_files(FileStore::open(folder.path(), 20_000_000).unwrap());
        let new = json!({ "leg": 1, "to": "2026-12-02T17:00", "apology": WORDS });
        told.act("2026-11-25T09:00", "land-leader", "reappoint", new).await;
        for (moment, soon, passed) in [
            ("2026-11-30T17:00", 0, 0),
            ("2026-12-01T07:00", 1, 0),
            ("2026-12-02T17:00", 1, 0),
            ("2026-12-02T17:01", 1, 1),
        ] {
            it_is(&told, moment).await;
            for who in ["land", "tax"] {
                let found = [
                    heard(&told.office, who, "reappointed-soon").await,
                    heard(&told.office, who, "reappointed").await,
                ];
                assert_eq!(found, [soon, passed], "{who} {moment}");
            }
            assert_eq!(heard(&told.office, "clerk", "reappointed").await, passed, "{moment}");
        }
        assert_eq!(heard(&told.office, "land-head", "reappointed").await, 0);
        it_is(&told, "2026-12-03T11:01").await;
        assert_eq!(heard(&told.office, "land-head", "reappointed").await, 1);
        it_is(&told, "2026-12-03T17:01").await;
        assert_eq!(heard(&told.office, "land-leader", "reappointed").await, 1);
        let (cookie, _) = told.office.cookie_and_proof("land").await;
        let page = told.office.open_page(&cookie, "/tin-bao").await.expect(200).text;
        assert!(page.contains("Sắp đến ngày hẹn lại") && !hidden(&page, "until").is_empty(), "{page}");
    }
);
