//! What people with bad intent type at the counter and over the API, and a template that names what is not there: no mail
//! gets another line in its head or another reader, and nobody gets what is not theirs.

use super::{field, letterhead, mailer, read, settled};
use crate::notices::{EMAIL, with_email};
use crate::office::{Office, hidden};
use crate::smtp::MailServer;
use crate::support::TestDatabase;
use motcua_app::duties;
use motcua_app::notices::{NoticeSetting, Templates};
use motcua_delivery::Delivery;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// All that a mail of ours has in its head.
const HEAD: [&str; 13] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Reply-To",
    "Auto-Submitted",
    "Idempotency-Key",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];
/// What would end a line, fold it, or turn the reading of it.
const BREAKS: [&str; 9] = ["\r\n", "\n", "\r", "\r\n ", "\n\t", "\u{2028}", "\u{85}", "\u{0}", "\u{202e}"];

async fn office(database: &TestDatabase, server: &MailServer) -> Office {
    let mail = mailer(server, letterhead(), Duration::from_secs(10));
    Office::open(database).await.over(|it| it.with_delivery(Delivery { mail, ..Delivery::default() }))
}

fn with(path: &str, value: Value) -> Value {
    let mut filed = with_email();
    *filed.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
    filed
}

/// Each mail has the head of ours, one reader, and nothing that was typed as a field of its own.
fn no_head_was_written_into(server: &MailServer) {
    for got in server.got() {
        let text = String::from_utf8(got.bytes.clone()).unwrap();
        let head = text.split("\r\n\r\n").next().unwrap();
        for line in head.split("\r\n").filter(|it| !it.starts_with(' ')) {
            let name = line.split(':').next().unwrap();
            assert!(HEAD.contains(&name), "{line}");
        }
        assert!(got.to == EMAIL, "nobody else gets it");
        assert!(!text.lines().any(|it| it.starts_with("Bcc") || it.starts_with("X-Evil")), "{text}");
    }
    let Some(mails) = read(server, None) else { return };
    for mail in mails {
        assert_eq!(mail["defects"], json!([]), "{mail}");
        assert!(mail["longest"].as_u64().unwrap() < 998);
        assert!(field(&mail, "To").ends_with(EMAIL), "{mail}");
        assert!(!field(&mail, "Subject").contains(char::is_control), "{mail}");
    }
}

on_both_databases!(what_is_typed_over_the_api_writes_no_line_of_a_mail, async |database: &TestDatabase| {
    let server = MailServer::start().await;
    let office = office(database, &server).await;
    let (mut taken, mut refused) = (Vec::new(), 0);
    let mut send = async |filed: Value, what: &str| {
        let answer = office.post("clerk", "/api/v1/dossiers", &[], &filed).await;
        let status = answer.status.as_u16();
        if status == 201 {
            taken.push(answer.json()["dossier"]["id"].as_str().unwrap().to_owned());
        } else {
            assert!((400..500).contains(&status), "{what}: {status}");
            assert!(!answer.text.contains("X-Evil"), "{what}: nothing typed comes back: {}", answer.text);
            refused += 1;
        }
        status
    };
    for end in BREAKS {
        let name = format!("Nguyễn Thị Ánh{end}Bcc: moi@nguoi.vn{end}X-Evil: 1");
        send(with("/applicant/name", json!(name)), "name").await;
        let address = format!("Ấp An Thành{end}Bcc: moi@nguoi.vn{end}{end}X-Evil: 2");
        send(with("/applicant/address", json!(address)), "address").await;
        let email = format!("{EMAIL}{end}Bcc: moi@nguoi.vn");
        assert_eq!(send(with("/applicant/email", json!(email)), "email").await, 422, "{end:?}");
        let number = format!("0912345678{end}X-Evil: 3");
        assert_eq!(send(with("/applicant/phone", json!(number)), "phone").await, 422, "{end:?}");
    }
    let long = "Nguyễn ".repeat(15_000);
    send(with("/applicant/name", json!(long)), "100 kB").await;
    send(with("/applicant/address", json!(long)), "100 kB").await;
    for wrong in ["", "@", "a@", "a@b", "a b@c.vn", "<a@b.vn>", "a@b.vn,c@d.vn", "bé@x.vn", "a@b.vn\u{0}"] {
        let status = send(with("/applicant/email", json!(wrong)), wrong).await;
        assert_eq!(status, if wrong.is_empty() { 201 } else { 422 }, "{wrong:?}");
    }
    let long = format!("{}@example.vn", "a".repeat(100_000));
    assert_eq!(send(with("/applicant/email", json!(long)), "100 kB").await, 422);
    println!("{} taken, {refused} refused", taken.len());
    duties::drain(&office.context).await.unwrap();
    for id in &taken {
        settled(&office, id).await;
    }
    assert!(!server.got().is_empty());
    no_head_was_written_into(&server);
});

on_both_databases!(what_is_typed_for_a_dossier_writes_no_line_of_a_mail, async |database: &TestDatabase| {
    let server = MailServer::start().await;
    let office = office(database, &server).await;
    let received = office.post("clerk", "/api/v1/dossiers", &[], &with_email()).await.expect(201);
    let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
    duties::drain(&office.context).await.unwrap();
    let first = String::from_utf8(server.got().remove(0).bytes).unwrap().replace("=\r\n", "");
    let token = crate::notices::link(&first, "/bao-tin/xac-nhan/");
    let headers = [("content-type", "application/json")];
    let body = json!({ "token": token }).to_string().into_bytes();
    office.send("POST", "/api/v1/address-verifications", &headers, body).await.expect(204);
    let mut etag = received.etag().to_owned();
    for (who, verb, body) in [
        ("clerk", "hand-over", json!({})),
        ("land", "accept", json!({ "leg": 1 })),
        (
            "land",
            "ask-supplement",
            json!({ "leg": 1, "items": [{ "component": "hop-dong",
                    "reason": "Thiếu.\r\n.\r\nMAIL FROM:<x@y.vn>\r\nX-Evil: 1 <script>alert(1)</script> {{ number }}" }] }),
        ),
        ("clerk", "complete-supplement", json!({})),
        ("land", "suspend", json!({ "ground": "court", "reason": "a\r\n\r\nX-Evil: 2\u{2028}\u{202e}" })),
    ] {
        let answer = office.act(who, &id, verb, &etag, &body).await.expect(200);
        answer.etag().clone_into(&mut etag);
        duties::drain(&office.context).await.unwrap();
    }
    let mails: Vec<_> = server.got();
    assert_eq!(mails.len(), 5, "no mail was cut in two by the dot that ends one");
    for got in &mails {
        let text = String::from_utf8(got.bytes.clone()).unwrap();
        let head = text.split("\r\n\r\n").next().unwrap();
        assert!(!head.contains("X-Evil") && got.to == EMAIL, "{head}");
    }
    let Some(read) = read(&server, None) else { return };
    assert!(
        read[2]["html"].as_str().unwrap().contains("<script>alert(1)</script> {{ number }}"),
        "{}",
        read[2]
    );
    assert!(read[2]["plain"].as_str().unwrap().contains("MAIL FROM:<x@y.vn>"), "{}", read[2]);
});

on_both_databases!(the_form_of_the_counter_takes_no_such_address, async |database: &TestDatabase| {
    let server = MailServer::start().await;
    let office = office(database, &server).await;
    let (cookie, _) = office.cookie_and_proof("clerk").await;
    let page = office.open_page(&cookie, "/tiep-nhan?procedure=1.001612&case=ca-nhan").await.expect(200).text;
    let (proof, key) = (hidden(&page, "proof"), hidden(&page, "key"));
    for email in ["ke@xau.vn\r\nBcc: moi@nguoi.vn", "ke@xau.vn\nRCPT TO:<moi@nguoi.vn>", "ke xau@x.vn"] {
        let fields = [
            ("proof", proof.as_str()),
            ("key", &key),
            ("procedure", "1.001612"),
            ("case", "ca-nhan"),
            ("receiving", "H13.163.01"),
            ("applicant.name", "Nguyễn Thị Ngọc Ánh"),
            ("applicant.email", email),
        ];
        let answer = office.fill(&cookie, "/tiep-nhan", &fields).await.expect(422).text;
        assert!(answer.contains("Địa chỉ thư"), "{answer}");
    }
    duties::drain(&office.context).await.unwrap();
    assert!(server.got().is_empty());
});

on_both_databases!(
    a_template_that_names_what_is_not_there_costs_nobody_their_message,
    async |database: &TestDatabase| {
        let server = MailServer::start().await;
        let wrong =
            "[received]\nsubject = \"{{ number }} {{ national_id }}\"\ntext = \"{{ applicant.phone }}\"\n";
        let files = BTreeMap::from([("vi.toml".to_owned(), wrong.as_bytes().to_vec())]);
        let templates = Arc::new(Templates::with_folder(&files));
        assert!(!templates.faults().is_empty(), "its administrator is told");
        let office = office(database, &server)
            .await
            .over(|it| it.with_notices(NoticeSetting { templates, ..NoticeSetting::default() }));
        let received = office.post("clerk", "/api/v1/dossiers", &[], &with_email()).await.expect(201).json();
        duties::drain(&office.context).await.unwrap();
        settled(&office, received["dossier"]["id"].as_str().unwrap()).await;
        let Some(mails) = read(&server, None) else { return };
        let number = received["dossier"]["number"].as_str().unwrap();
        assert_eq!(mails.len(), 1);
        let (plain, subject) = (mails[0]["plain"].as_str().unwrap(), field(&mails[0], "Subject"));
        assert!(plain.contains(number), "the built-in words: {plain}");
        assert!(!plain.contains("{{") && !subject.contains("092190000001"), "{subject} {plain}");
        assert!(!plain.contains("0912345678"), "{plain}");
    }
);
