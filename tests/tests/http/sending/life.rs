//! Two lives of dossiers, from the counter to their ends, and every message of them on each way: in order, once, as others
//! read it.

use super::gateway::{Asked, Gateway};
use super::{AtWork, Dossier, field, letterhead, mailer, notices, read, settled};
use crate::notices::{EMAIL, with_email};
use crate::office::Office;
use crate::smtp::MailServer;
use crate::support::TestDatabase;
use crate::trials::swapped;
use crate::webhooks::judged::{judge, python};
use crate::webhooks::listener::{Listener, Message, subscribe};
use motcua_app::notices::{ShownNotice, Way};
use motcua_delivery::{Delivery, Dkim, HttpPoster, Poster, Receipt};
use serde_json::{Value, json};
use std::process::Command;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);
const TAX: &str = "le-phi-truoc-ba";
const APOLOGY: &str = "Hồ sơ đo đạc tăng cao, chúng tôi thành thật xin lỗi ông bà.";

/// What goes by mail: what it tells, and words of its subject.
const MAILS: [(&str, &str); 18] = [
    ("verify-address+received", "xác nhận địa chỉ"),
    ("being-processed", "đang được giải quyết"),
    ("withdrawn", "đã được rút"),
    ("received", "đã được tiếp nhận"),
    ("being-processed", "đang được giải quyết"),
    ("being-processed", "đang được giải quyết"),
    ("supplement-requested", "cần bổ sung"),
    ("supplement-completed", "đã đủ giấy tờ"),
    ("date-moved", "ngày hẹn trả nay là"),
    ("payment-awaited", "cần nộp"),
    ("payment-confirmed", "đã nhận"),
    ("suspended", "tạm dừng giải quyết"),
    ("resumed", "được giải quyết tiếp"),
    ("reappointed", "hẹn lại"),
    ("apologised", "bị chậm"),
    ("incident-recorded", "có sự cố"),
    ("result-ready", "đã có kết quả"),
    ("returned", "đã trả kết quả"),
];

/// And by telephone: what matters.
const TEXTS: [&str; 12] = [
    "received",
    "withdrawn",
    "received",
    "supplement-requested",
    "date-moved",
    "payment-awaited",
    "payment-confirmed",
    "suspended",
    "reappointed",
    "apologised",
    "incident-recorded",
    "result-ready",
];

/// The office, and who listens to it.
struct House {
    office: Office,
    mails: MailServer,
    texts: Gateway,
    events: Listener,
    secret: String,
    record: String,
}

impl House {
    async fn open(database: &TestDatabase) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new("openssl")
            .args("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem".split(' '))
            .current_dir(folder.path())
            .output();
        assert!(made.unwrap().status.success());
        let pem = std::fs::read(folder.path().join("key.pem")).unwrap();
        let dkim = Dkim::from_pem(&pem, "mot2026", "cantho.test").unwrap();
        let record = dkim.record();
        let (mails, texts) = (MailServer::start().await, Gateway::open().await);
        let delivery = Delivery {
            mail: mailer(&mails, letterhead().signing(dkim), PATIENCE),
            texts: texts.texter(),
            posts: Poster::Http(HttpPoster::new(PATIENCE, true).unwrap()),
        };
        let office = Office::open(database).await.over(|it| it.with_delivery(delivery));
        let events = Listener::open().await;
        let (_, secret) = subscribe(&office, &events, "H13", &[]).await;
        Self { office, mails, texts, events, secret, record }
    }

    /// With the first mail they get, somebody says that the address is theirs.
    async fn verify(&self) {
        let mail = String::from_utf8(self.mails.got().remove(0).bytes).unwrap();
        let whole = mail.replace("=\r\n", "").replace("=3D", "=");
        let token = crate::notices::link(&whole, "/bao-tin/xac-nhan/");
        let body = json!({ "token": token }).to_string().into_bytes();
        let headers = [("content-type", "application/json")];
        self.office.send("POST", "/api/v1/address-verifications", &headers, body).await.expect(204);
    }

    /// The gateway says later that each text has arrived.
    async fn all_texts_arrive(&self) {
        for arrival in self.texts.phones.arrivals() {
            let receipt = Receipt { their_id: arrival.their_id(), delivered: Some(true) };
            let said = self.texts.phones.receipt(&receipt);
            let headers = [("x-signature", said.signature.as_str())];
            let body = said.body.clone().into_bytes();
            self.office.send("POST", "/api/v1/texts/receipts/sms", &headers, body).await.expect(200);
        }
    }

    /// A day off is moved, and every date with it.
    async fn moves_a_day_off(&self) {
        let bearer = format!("Bearer {}", self.office.token("administrator"));
        let headers = [("authorization", bearer.as_str()), ("content-type", "text/csv")];
        let path = "/api/v1/calendar/revisions?revision=0&ground=Th%C3%B4ng%20b%C3%A1o%2012%2FTB-UBND";
        let body = swapped("2026-11-20").into_bytes();
        self.office.send("POST", path, &headers, body).await.expect(201);
    }
}

/// Taken back by who brought it.
async fn short_life(house: &House) -> Dossier<'_> {
    let mut dossier = Dossier::received(&house.office, "2026-11-16T08:00", &with_email()).await;
    settled(&house.office, &dossier.id).await;
    house.verify().await;
    dossier.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    dossier.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    let reason = json!({ "reason": "Các bên thỏa thuận lại hợp đồng." });
    dossier.act("2026-11-16T10:00", "clerk", "withdraw", reason).await;
    dossier
}

/// Everything that can happen to one, until its result is handed out.
async fn long_life(house: &House) -> Dossier<'_> {
    let mut dossier = Dossier::received(&house.office, "2026-11-16T14:00", &with_email()).await;
    settled(&house.office, &dossier.id).await;
    dossier.act("2026-11-17T08:00", "clerk", "hand-over", json!({})).await;
    dossier.act("2026-11-17T08:30", "land", "accept", json!({ "leg": 1 })).await;
    dossier.act("2026-11-17T09:00", "tax", "accept", json!({ "leg": 2 })).await;
    let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
    dossier.act("2026-11-17T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    dossier.act("2026-11-18T10:00", "clerk", "complete-supplement", json!({})).await;
    house.office.it_is("2026-11-18T14:00");
    house.moves_a_day_off().await;
    dossier.look().await;

    let owed = json!({ "leg": 2, "charge": TAX, "amount": 2_500_000 });
    dossier.act("2026-11-18T15:00", "tax", "assess-charge", owed).await;
    let wait = json!({ "leg": 2, "charges": [TAX], "pay_by": "2026-12-01" });
    dossier.act("2026-11-18T15:30", "tax", "await-payment", wait).await;
    let paid = json!({ "charge": TAX, "amount": 2_500_000, "means": "notice", "reference": "LTB-12" });
    dossier.act("2026-11-19T09:00", "clerk", "record-payment", paid).await;
    dossier.act("2026-11-19T10:00", "tax", "finish-step", json!({ "leg": 2, "step": 0 })).await;
    dossier.act("2026-11-19T10:10", "tax", "hand-over", json!({ "leg": 2 })).await;
    dossier.act("2026-11-19T14:00", "land", "finish-step", json!({ "leg": 1, "step": 0 })).await;
    dossier.act("2026-11-19T14:10", "land", "hand-over", json!({ "leg": 1 })).await;
    dossier.act("2026-11-19T15:00", "land", "accept", json!({ "leg": 3 })).await;

    let court = json!({ "ground": "court", "reason": "Tòa án yêu cầu tạm dừng." });
    dossier.act("2026-11-23T08:00", "land-head", "suspend", court).await;
    dossier.act("2026-11-25T08:00", "land-head", "resume", json!({})).await;
    let later = json!({ "leg": 3, "to": "2026-12-17T16:00", "apology": APOLOGY });
    dossier.act("2026-11-26T08:00", "land-leader", "reappoint", later).await;
    let late = json!({ "leg": 3, "apology": APOLOGY });
    dossier.act("2026-12-18T08:00", "land-leader", "apologise", late).await;
    let spoilt = json!({ "kind": "papers-lost", "agency": "H13.031", "cost": 50_000,
                         "account": "Rơi khi chuyển kho.", "apology": APOLOGY });
    dossier.act("2026-12-18T09:00", "land", "record-incident", spoilt).await;

    let fee = json!({ "leg": 3, "charge": "le-phi-cap-giay", "amount": 100_000 });
    dossier.act("2026-12-18T14:00", "land", "assess-charge", fee).await;
    let granted = json!({ "leg": 3, "outcome": "granted", "result": "giay-chung-nhan" });
    dossier.act("2026-12-18T14:30", "land", "propose", granted).await;
    dossier.act("2026-12-18T15:30", "land-leader", "approve", json!({ "leg": 3 })).await;
    let numbered = json!({ "leg": 3, "number": "CS 01234" });
    dossier.act("2026-12-18T16:00", "land-records", "number", numbered).await;
    dossier.act("2026-12-18T16:10", "land", "hand-over", json!({ "leg": 3 })).await;
    dossier.act("2026-12-18T16:30", "clerk", "accept", json!({ "leg": 4 })).await;
    let paid = json!({ "charge": "le-phi-cap-giay", "amount": 100_000, "means": "cash" });
    dossier.act("2026-12-21T08:00", "clerk", "record-payment", paid).await;
    let handed = json!({ "method": "counter", "to": "applicant", "originals_reason": "Lưu trong hồ sơ" });
    dossier.act("2026-12-21T08:05", "clerk", "return-result", handed).await;
    dossier
}

on_both_databases!(
    two_whole_lives_reach_their_people_and_another_system_in_order,
    async |database: &TestDatabase| {
        let house = House::open(database).await;
        let _at_work = AtWork::of(&house.office.context);
        let (short, long) = (short_life(&house).await, long_life(&house).await);
        house.all_texts_arrive().await;
        let mut told = notices(&house.office, &short.id).await;
        told.extend(notices(&house.office, &long.id).await);

        the_mails_are_right(&house, &told, [&short, &long]);
        the_texts_are_right(&house.texts.asked(), &told, [&short, &long]);
        let all = short.length().await + long.length().await;
        let events = house.events.hears(&house.office, all).await;
        the_events_are_right(&events, &house.secret, [&short, &long]);
        let late: Vec<_> = told.iter().filter(|it| it.way != Way::Call && it.ended.is_none()).collect();
        assert!(late.is_empty(), "all of it has arrived: {late:?}");
        assert!(told.iter().all(|it| it.attempts == 1), "at the first try: {told:?}");
    }
);

/// What one message tells: the notice it is called by, and those that went with it.
fn kinds(told: &[ShownNotice], id: &str) -> String {
    let is_in = |it: &&ShownNotice| it.went_with.unwrap_or(it.id).to_string() == id;
    told.iter().filter(is_in).map(|it| it.kind.code()).collect::<Vec<_>>().join("+")
}

fn the_mails_are_right(house: &House, told: &[ShownNotice], dossiers: [&Dossier<'_>; 2]) {
    let Some(mails) = read(&house.mails, Some(&house.record)) else { return };
    for (no, mail) in mails.iter().enumerate() {
        let attached: Vec<&str> =
            mail["attached"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
        println!(
            "mail {:2}  {}  {}  {:?}",
            no + 1,
            field(mail, "Date"),
            field(mail, "Subject"),
            attached.join(" ")
        );
    }
    let said: Vec<String> = mails.iter().map(|it| kinds(told, field(it, "Idempotency-Key"))).collect();
    assert_eq!(said, MAILS.map(|it| it.0));
    for (no, (mail, (kind, words))) in mails.iter().zip(MAILS).enumerate() {
        assert_eq!(mail["defects"], json!([]), "{kind}");
        assert!(mail["longest"].as_u64().unwrap() < 998, "{kind}");
        assert_eq!(mail["signed"], true, "{kind}");
        let of = if no < 3 { dossiers[0] } else { dossiers[1] };
        let (plain, html) = (mail["plain"].as_str().unwrap(), mail["html"].as_str().unwrap());
        let subject = field(mail, "Subject");
        assert!(subject.to_lowercase().contains(words), "{words}: {subject}");
        // The plain form and the page say the same.
        for said in [of.number.as_str(), "Kế Sách"] {
            assert!(plain.contains(said) && html.contains(said), "{kind}: {plain}\n{html}");
        }
        let key = field(mail, "Idempotency-Key");
        assert_eq!(field(mail, "Message-ID"), format!("<{key}@cantho.test>"));
        assert_eq!(field(mail, "From"), "Một cửa xã Kế Sách <motcua@cantho.test>");
        assert!(field(mail, "To").trim_end_matches('>').ends_with(EMAIL), "{kind}");
        assert_eq!(field(mail, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        let is_known = no > 0;
        assert_eq!(plain.contains("Nguyễn Thị Ngọc Ánh"), is_known, "{kind}: {plain}");
    }
    let slip = &mails[3]["attached"][0];
    let number = &dossiers[1].number;
    assert_eq!(
        (&slip["name"], &slip["type"]),
        (&json!("acceptance-slip.pdf"), &json!("application/pdf")),
        "{slip}"
    );
    let text = slip["text"].as_str().unwrap();
    assert!(text.contains(number.as_str()) && text.contains("Nguyễn Thị Ngọc Ánh"), "{text}");
    assert!(mails[6]["plain"].as_str().unwrap().contains("Hợp đồng thiếu trang 2"), "{}", mails[6]);
    assert!(mails[9]["plain"].as_str().unwrap().replace('\u{a0}', " ").contains("2.500.000"), "{}", mails[9]);
}

fn the_texts_are_right(asked: &[Asked], told: &[ShownNotice], dossiers: [&Dossier<'_>; 2]) {
    let texts: Vec<Value> = asked.iter().map(Asked::json).collect();
    for (no, text) in texts.iter().enumerate() {
        println!("text {:2}  {}  {}", no + 1, text["to"].as_str().unwrap(), text["text"].as_str().unwrap());
    }
    let said: Vec<String> = texts.iter().map(|it| kinds(told, it["id"].as_str().unwrap())).collect();
    assert_eq!(said, TEXTS);
    for (no, (text, it)) in texts.iter().zip(asked).enumerate() {
        assert_ne!(it.is_signed(), Some(false), "{text}");
        assert_eq!((&text["to"], &text["channel"]), (&json!("84912345678"), &json!("sms")));
        let words = text["text"].as_str().unwrap();
        let number = &dossiers[usize::from(no > 1)].number;
        assert!(words.contains(number.as_str()) && !words.contains("Ngọc Ánh"), "{words}");
    }
}

fn the_events_are_right(events: &[Message], secret: &str, dossiers: [&Dossier<'_>; 2]) {
    for (no, event) in events.iter().enumerate() {
        let json = event.json();
        let (time, subject) = (json["time"].as_str().unwrap(), json["subject"].as_str().unwrap());
        println!("event {:2}  {time}  {subject}  {}", no + 1, event.kind());
    }
    for dossier in dossiers {
        let own: Vec<u64> = events.iter().filter(|it| it.dossier() == dossier.id).map(Message::seq).collect();
        let all: Vec<u64> = (1..=u64::try_from(own.len()).unwrap()).collect();
        assert_eq!(own, all, "each once and in its order");
    }
    let kinds: Vec<String> = events.iter().map(Message::kind).collect();
    assert_eq!((kinds[0].as_str(), kinds.last().unwrap().as_str()), ("received", "result-returned"));
    for private in ["Ánh", "092190000001", "0912345678", EMAIL, "thiếu trang", "xin lỗi"] {
        assert!(events.iter().all(|it| !it.body.contains(private)), "{private}");
    }
    if let Some(python) = python() {
        judge(&python, secret, events);
    }
}
