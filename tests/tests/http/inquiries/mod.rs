//! Somebody sends a text to ask for a dossier: the telephone of the dossier hears who has it and until when, whoever else has
//! the code hears how much is done, and whoever guesses or floods hears nothing.

mod limits;

use crate::client::Client;
use crate::office::{Answer, Office, hidden};
use crate::status_pages::complete;
use crate::support::TestDatabase;
use axum::http::header::COOKIE;
use motcua_app::duties;
use motcua_app::inquiries::InquirySetting;
use motcua_app::notices::{Letters, NoticeSetting, ShortLetters};
use motcua_app::{Context, IdSource};
use motcua_delivery::{Delivery, HttpTexter, Incoming, Mailer, Phones, TextWay, Texter, Tray};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use std::sync::Arc;

const SMS: &str = "/api/v1/texts/inbound/sms";
const FORM: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded")];
/// Of the applicant of the land transfer.
const THEIRS: &str = "84912345678";
const STRANGER: &str = "84987654321";
const MORE: &str = "Muốn biết thêm, nhắn từ số điện thoại ghi trong hồ sơ.";
const UNKNOWN: &str = "Chúng tôi không tìm thấy hồ sơ.";

/// An office that people text, and the telephones they text from.
struct Texted {
    office: Office,
    phones: Phones,
    id: String,
    number: String,
    code: String,
}

fn ways(url: String, phones: &Phones) -> Delivery {
    let way = TextWay::Http(Arc::new(HttpTexter::stand_in(url, phones.clone()).unwrap()));
    let texts = Texter { sms: way.clone(), zalo: way };
    Delivery { mail: Mailer::Memory(Tray::default()), texts, ..Delivery::default() }
}

/// Another server of the same house, which gives ids of its own.
async fn beside(office: &Office, database: &TestDatabase, phones: &Phones) -> Office {
    let change = |context: Context| {
        let clock = motcua_app::Clock::fixed(context.clock.now());
        let province = motcua_app::Province::can_tho().unwrap();
        Context::new(clock, IdSource::System, database.store.clone(), province)
    };
    let notices = office.context.notices().clone();
    let office = office.beside(database).over(change).over(|it| it.with_notices(notices));
    let door =
        office.beside(database).over(|it| it.with_delivery(ways("http://127.0.0.1:1".to_owned(), phones)));
    let url = Client::of(&door).await.url("/api/v1/texts/trial");
    office.over(|it| it.with_delivery(ways(url, phones)))
}

impl Texted {
    async fn open(database: &TestDatabase) -> Self {
        let phones = Phones::new("khong-ai-doan-duoc-bi-mat-nay".to_owned());
        let office = Office::open(database).await;
        let door = office
            .beside(database)
            .over(|it| it.with_delivery(ways("http://127.0.0.1:1".to_owned(), &phones)));
        let url = Client::of(&door).await.url("/api/v1/texts/trial");
        let marked = ShortLetters { sms: Letters::Marked, ..ShortLetters::default() };
        let notices = NoticeSetting { letters: marked, ..NoticeSetting::default() };
        let office = office.over(|it| it.with_delivery(ways(url, &phones)).with_notices(notices));
        let received = office.receive().await.json();
        let text = |it: &serde_json::Value| it.as_str().unwrap().to_owned();
        let texted = Self {
            id: text(&received["dossier"]["id"]),
            number: text(&received["dossier"]["number"]),
            code: text(&received["look_up_code"]),
            office,
            phones,
        };
        duties::drain(&texted.office.context).await.unwrap();
        texted
    }

    fn posted(&self, their_id: &str, from: &str, text: &str) -> (String, Vec<u8>) {
        let text = Incoming { their_id: their_id.to_owned(), from: from.to_owned(), text: text.to_owned() };
        let posted = self.phones.texted(&text);
        (posted.signature, posted.body.into_bytes())
    }

    async fn text(&self, to: &Office, their_id: &str, from: &str, text: &str) -> Answer {
        let (signature, body) = self.posted(their_id, from, text);
        to.send("POST", SMS, &[(Phones::HEADER, &signature)], body).await
    }

    /// What went to a telephone, the first notice left out, since it is no answer.
    fn answers(&self, to: &str) -> Vec<String> {
        let all = self.phones.arrivals().into_iter().filter(|it| it.to == to);
        let skipped = usize::from(to == THEIRS);
        all.skip(skipped).map(|it| it.text).collect()
    }

    /// Asks, and says what is answered.
    async fn ask(&self, from: &str, text: &str) -> String {
        let before = self.phones.arrivals().len();
        let their_id = format!("{from}-{before}-{text}");
        let taken = self.text(&self.office, &their_id, from, text).await.expect(200).json();
        assert_eq!(taken, json!({ "answered": true }), "{text}");
        duties::drain(&self.office.context).await.unwrap();
        let arrived = self.phones.arrivals();
        assert_eq!(arrived.len(), before + 1, "{text}");
        let last = arrived.last().unwrap();
        assert_eq!(last.to, from);
        last.text.clone()
    }
}

async fn number_of(database: &TestDatabase, sql: &str) -> i64 {
    let connection = database.connect().await;
    let statement = Statement::from_string(connection.get_database_backend(), sql.to_owned());
    let row = connection.query_one_raw(statement).await.unwrap().unwrap();
    let number = row.try_get::<i64>("", "number").unwrap();
    connection.close().await.unwrap();
    number
}

on_both_databases!(a_text_is_answered_by_what_its_sender_may_know, async |database: &TestDatabase| {
    let it = Texted::open(database).await;
    let (number, code) = (it.number.clone(), it.code.clone());
    let theirs = it.ask(THEIRS, &format!("HS {code}")).await;
    assert!(theirs.starts_with(&format!("Hồ sơ {number} (")), "{theirs}");
    assert!(theirs.contains("Hẹn trả ") && theirs.contains("/2026"), "{theirs}");
    let by_number = it.ask(THEIRS, &format!("hs {}", number.to_lowercase().replace('-', " "))).await;
    assert_eq!(by_number, theirs, "the telephone of the dossier need not know the code");
    let of_view =
        it.office.visit(&format!("/api/v1/status?number={number}&code={code}")).await.expect(200).json();
    let agency = of_view["status"]["steps"].as_array().unwrap().iter().find(|it| it["state"] == "sent");
    let agency = agency.map_or(&of_view["status"]["receiving"]["name"], |it| &it["agency"]["name"]);
    assert!(theirs.contains(agency.as_str().unwrap()), "{theirs}");

    let degree = &of_view["status"]["degree"];
    let expected =
        format!("Hồ sơ đang giải quyết, xong {} trên {} bước. {MORE}", degree["done"], degree["total"]);
    for text in [format!("{number} {code}"), format!("tra cứu {}", code.to_lowercase())] {
        let from = if text.starts_with("tra") { "84987654322" } else { STRANGER };
        assert_eq!(it.ask(from, &text).await, expected, "{text}");
    }
    let unknown = it.ask(STRANGER, &number).await;
    assert!(unknown.starts_with(UNKNOWN), "a running number can be guessed: {unknown}");
    assert_eq!(it.ask("84987654323", &format!("{number} ZZZZZZ")).await, unknown);
    assert_eq!(it.ask("84987654323", "xin chào").await, unknown);
    assert!(it.ask("84987654324", "STATUS ZZZZZ9").await.starts_with("We found no such dossier."));

    let personal = ["Ánh", "Ngọc", "An Thành", "092190000001", "912345678", "12345678"];
    for arrival in it.phones.arrivals() {
        assert!(personal.iter().all(|secret| !arrival.text.contains(secret)), "{}", arrival.text);
    }
    assert_eq!(
        number_of(database, "SELECT COUNT(*) AS number FROM inquiry WHERE phone IS NOT NULL").await,
        0
    );
    assert_eq!(number_of(database, "SELECT COUNT(*) AS number FROM inquiry WHERE state = 'sent'").await, 8);
    let record =
        it.office.get("clerk", &format!("/api/v1/dossiers/{}/notices", it.id)).await.expect(200).json();
    assert_eq!(record["notices"].as_array().unwrap().len(), 1, "an answer is no notice");
});

on_both_databases!(what_is_sensitive_has_no_title_in_an_answer, async |database: &TestDatabase| {
    let mut it = Texted::open(database).await;
    let titled = it.ask(THEIRS, &format!("HS {}", it.code)).await;
    assert!(titled.contains(" ("), "the title of the other is told: {titled}");
    let filed = json!({
        "procedure": "1.011607",
        "receiving": "H13.163.01",
        "applicant": { "name": "Nguyễn Thị Ngọc Ánh", "national_id": "092190000001", "phone": "0912345678",
                       "address": "Ấp An Thành, xã Kế Sách" },
    });
    let filed = complete(&it.office, filed);
    let received = it.office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201).json();
    received["dossier"]["number"].as_str().unwrap().clone_into(&mut it.number);
    received["look_up_code"].as_str().unwrap().clone_into(&mut it.code);
    duties::drain(&it.office.context).await.unwrap();
    let title = received["dossier"]["procedure"]["name"].as_str().unwrap_or("hộ nghèo").to_lowercase();
    for (from, text) in [
        (THEIRS, format!("HS {}", it.code)),
        (THEIRS, it.number.clone()),
        (THEIRS, format!("{} {}", it.number, it.code)),
        (STRANGER, it.code.clone()),
    ] {
        let said = it.ask(from, &text).await;
        assert!(said.starts_with("Hồ sơ "), "{said}");
        let said = said.to_lowercase();
        assert!(!said.contains("nghèo") && !said.contains(&title) && !said.contains('('), "{text}: {said}");
    }
    for arrival in it.phones.arrivals() {
        assert!(!arrival.text.to_lowercase().contains("nghèo"), "{}", arrival.text);
    }
});

on_both_databases!(what_no_gateway_signed_is_not_answered, async |database: &TestDatabase| {
    let it = Texted::open(database).await;
    let (signature, body) = it.posted("m-1", STRANGER, &format!("HS {}", it.code));
    let post = async |path: &str, signature: &str, body: &[u8]| {
        it.office.send("POST", path, &[(Phones::HEADER, signature)], body.to_vec()).await
    };
    assert_eq!(post(SMS, "00", &body).await.expect(403).code(), "web.text-signature-wrong");
    post(SMS, "", &body).await.expect(403);
    let changed = String::from_utf8(body.clone()).unwrap().replace(STRANGER, THEIRS);
    post(SMS, &signature, changed.as_bytes()).await.expect(403);
    for unreadable in [&b""[..], b"{", b"\xff\xfe"] {
        assert_eq!(post(SMS, &signature, unreadable).await.expect(400).code(), "web.text-receipt-unreadable");
    }
    for unsigned in [&b"[]"[..], b"{}", b"{\"id\":\"1\",\"from\":\"84912345678\"}"] {
        post(SMS, &signature, unsigned).await.expect(403);
    }
    post(SMS, &signature, &vec![b'a'; 20_000]).await.expect(413);
    post("/api/v1/texts/inbound/fax", &signature, &body).await.expect(404);
    it.office
        .beside(database)
        .send("POST", SMS, &[(Phones::HEADER, &signature)], body.clone())
        .await
        .expect(404);
    for (id, from) in [("m-2", "VIETTEL"), ("m-3", "+855 12 345 678")] {
        let taken = it.text(&it.office, id, from, "HS K7M2PX").await.expect(200).json();
        assert_eq!(taken, json!({ "answered": false }), "{from} can not be answered");
    }
    // However many the gateway signs, none of them uses up what strangers may try.
    for no in 0..40 {
        let taken = it.text(&it.office, &format!("l-{no}"), STRANGER, &"dài ".repeat(1_200)).await;
        assert_eq!(taken.expect(200).json(), json!({ "answered": false }), "no question is so long");
    }
    duties::drain(&it.office.context).await.unwrap();
    assert_eq!(it.phones.arrivals().len(), 1, "the notice of the reception alone");
    assert_eq!(number_of(database, "SELECT COUNT(*) AS number FROM inquiry").await, 0);
});

on_both_databases!(a_repeated_callback_is_answered_once, async |database: &TestDatabase| {
    let it = Texted::open(database).await;
    let other = beside(&it.office, database, &it.phones).await;
    let text = format!("HS {}", it.code);
    let mut answered = 0;
    for round in 0..5 {
        let to = if round % 2 == 0 { &it.office } else { &other };
        let taken = it.text(to, "m-1", STRANGER, &text).await.expect(200).json();
        answered += u32::from(taken["answered"] == true);
        duties::drain(&to.context).await.unwrap();
    }
    assert_eq!((answered, it.answers(STRANGER).len()), (1, 1));
    let (signature, body) = it.posted("m-1", STRANGER, &text);
    let zalo = "/api/v1/texts/inbound/zalo";
    it.office.send("POST", zalo, &[(Phones::HEADER, &signature)], body).await.expect(200);
    duties::drain(&it.office.context).await.unwrap();
    let arrived = it.phones.arrivals();
    assert_eq!(arrived.last().unwrap().channel, "zalo", "another gateway counts by itself");
    assert_eq!(arrived.len(), 3);
});

on_both_databases!(
    an_answer_outlives_a_gateway_that_is_busy_and_a_server,
    async |database: &TestDatabase| {
        let it = Texted::open(database).await;
        let busy = "84987659999";
        it.text(&it.office, "m-1", busy, &it.code).await.expect(200);
        let drained = duties::drain(&it.office.context).await.unwrap();
        assert_eq!(drained.again, 1);
        let waiting = "SELECT COUNT(*) AS number FROM inquiry WHERE state = 'waiting' AND phone IS NOT NULL";
        assert_eq!(number_of(database, waiting).await, 1);
        let other = beside(&it.office, database, &it.phones).await;
        for moment in ["08:01", "08:03", "08:08", "08:23", "09:23"] {
            other.it_is(&format!("2026-11-16T{moment}"));
            duties::drain(&other.context).await.unwrap();
        }
        let failed = "SELECT COUNT(*) AS number FROM inquiry WHERE state = 'failed' AND phone IS NULL AND attempts = 6";
        assert_eq!(
            number_of(database, failed).await,
            1,
            "after an hour and a half nobody waits for it any more"
        );
        it.text(&it.office, "m-2", "84987650000", &it.code).await.expect(200);
        duties::drain(&it.office.context).await.unwrap();
        assert_eq!(
            number_of(database, "SELECT COUNT(*) AS number FROM inquiry WHERE state = 'failed'").await,
            2
        );

        // What one server took another answers.
        it.text(&it.office, "m-3", STRANGER, &it.code).await.expect(200);
        duties::drain(&other.context).await.unwrap();
        assert_eq!(it.answers(STRANGER).len(), 1);
        for (moment, kept) in [("2026-12-15T08:00", 3), ("2026-12-17T09:00", 0)] {
            it.office.it_is(moment);
            let run = "/api/v1/recurring-work/forget-expired/run";
            it.office.post("administrator", run, &[], &json!({})).await.expect(204);
            duties::drain(&it.office.context).await.unwrap();
            assert_eq!(number_of(database, "SELECT COUNT(*) AS number FROM inquiry").await, kept, "{moment}");
        }
    }
);

on_both_databases!(anybody_tries_it_on_the_page_of_the_demo, async |database: &TestDatabase| {
    let it = Texted::open(database).await;
    let page = it.office.visit("/tin-nhan-thu").await.expect(200).text;
    assert!(page.contains("action=\"/tin-nhan-thu/nhan\""), "{page}");
    let proof = hidden(&page, "proof");
    let sent = |phone: &str, text: &str| {
        let fields = [("proof", proof.as_str()), ("phone", phone), ("channel", "sms"), ("text", text)];
        serde_html_form::to_string(fields).unwrap().into_bytes()
    };
    let post = async |body: Vec<u8>| it.office.send("POST", "/tin-nhan-thu/nhan", &FORM, body).await;
    let wrong = post(sent("chín không", "HS <b>")).await.expect(422).text;
    assert!(wrong.contains("chín không") && wrong.contains("HS &#60;b&#62;"), "{wrong}");
    let told = post(sent("0912 345 678", &format!("hs {}", it.code))).await.expect(303);
    assert_eq!(told.location(), "/tin-nhan-thu?done=asked");
    duties::drain(&it.office.context).await.unwrap();
    let page = it.office.visit("/tin-nhan-thu?done=asked").await.expect(200).text;
    assert!(page.contains(&format!("Hồ sơ {} (", it.number)), "{page}");
    it.office
        .beside(database)
        .send("POST", "/tin-nhan-thu/nhan", &FORM, sent("0912345678", ""))
        .await
        .expect(404);
});

on_both_databases!(
    people_are_told_where_to_write_only_where_somebody_reads,
    async |database: &TestDatabase| {
        let it = Texted::open(database).await;
        let clerk = it.office.cookie("clerk").await;
        let token =
            it.office.visit(&format!("/api/v1/status?number={}&code={}", it.number, it.code)).await.json();
        let token = token["token"].as_str().unwrap().to_owned();
        let pages = ["/tra-cuu".to_owned(), format!("/tra-cuu/{token}"), format!("/tra-cuu/{token}/bao-tin")];
        for page in &pages {
            assert!(!it.office.visit(page).await.expect(200).text.contains("8040"), "{page}");
        }
        let setting = InquirySetting { sms: Some("8040".to_owned()), ..InquirySetting::default() };
        let office = it.office.over(|context| context.with_inquiries(setting));
        for page in &pages {
            let text = office.visit(page).await.expect(200).text;
            let what = if page == &pages[1] { it.code.as_str() } else { "mã tra cứu" };
            assert!(text.contains(&format!("soạn HS {what} gửi 8040")), "{page}: {text}");
        }
        let answers = office.get("administrator", "/api/v1/notice-templates").await.expect(200).json();
        assert!(answers["answers"].as_array().unwrap().iter().any(|it| it["kind"] == "answer-degree"));
        let kinds = office
            .open_page(&office.cookie("administrator").await, "/quan-tri/mau-tin")
            .await
            .expect(200)
            .text;
        assert!(kinds.contains("Chúng tôi không tìm thấy hồ sơ."), "{kinds}");
        office.send("GET", "/tra-cuu", &[(COOKIE.as_str(), &clerk)], Vec::new()).await.expect(200);
    }
);
