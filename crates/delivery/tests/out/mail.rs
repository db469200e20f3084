//! A mail as a server gets it and as an independent parser reads it.

use crate::python::{field, parsed};
use crate::smtp::MailServer;
use crate::{at, letterhead, mail, mailer};
use motcua_delivery::{Failure, Mail, Mailer, Security, Sent, SmtpServer};
use std::process::Command;

#[tokio::test]
async fn a_mail_in_vietnamese_is_read_by_others_as_it_was_written() {
    let server = MailServer::start().await;
    let mailer = mailer(&server);
    let sent = mailer.send(&mail(1)).await.unwrap();
    assert_eq!(sent, Sent::Accepted { their_id: Some("4Xk2fs".to_owned()) });
    let got = server.got().remove(0);
    assert_eq!((got.from.as_str(), got.to.as_str()), ("motcua@cantho.test", "nguyen.thi.be@example.vn"));
    assert!(got.bytes.is_ascii(), "all of it goes over any server");
    let Some(read) = parsed(&got.bytes) else { return };
    assert_eq!(read["defects"].as_array().unwrap().len(), 0, "{read}");
    assert!(read["longest"].as_u64().unwrap() < 998);
    assert_eq!(field(&read, "Subject"), mail(1).subject);
    assert_eq!(field(&read, "To"), "Nguyễn Thị Bé <nguyen.thi.be@example.vn>");
    assert_eq!(field(&read, "From"), "Một cửa xã Kế Sách <motcua@cantho.test>");
    assert_eq!(field(&read, "Reply-To"), "hoidap@cantho.test");
    assert_eq!(field(&read, "Date"), "Mon, 30 Nov 2026 02:30:00 +0000");
    assert_eq!(field(&read, "Message-ID"), "<00000000-0000-0000-0000-000000000001@cantho.test>");
    assert_eq!(field(&read, "Idempotency-Key"), "00000000-0000-0000-0000-000000000001");
    assert_eq!(field(&read, "Auto-Submitted"), "auto-generated");
    assert_eq!(field(&read, "List-Unsubscribe"), "<https://motcua.cantho.test/tin/ngung/ABC>");
    assert_eq!(field(&read, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    let kinds: Vec<&str> =
        read["parts"].as_array().unwrap().iter().map(|it| it["type"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]
    );
    let lines = |text: &str| text.replace("\r\n", "\n").trim_end().to_owned();
    assert_eq!(lines(read["parts"][2]["text"].as_str().unwrap()), lines(&mail(1).text));
    assert_eq!(lines(read["parts"][3]["text"].as_str().unwrap()), mail(1).html.unwrap());
    assert_eq!(read["parts"][4]["name"], "Giấy tiếp nhận.pdf");
    assert_eq!(read["parts"][4]["bytes"], "JVBERi0xLjcgbm90IHJlYWxseQouCgD/");
}

#[tokio::test]
async fn a_mail_that_is_sent_again_is_the_same_to_the_last_byte() {
    let server = MailServer::start().await;
    let mailer = mailer(&server);
    for _ in 0..3 {
        mailer.send(&mail(1)).await.unwrap();
    }
    let got = server.got();
    assert!(got.iter().all(|it| it.bytes == got[0].bytes) && got.len() == 3);
    assert_eq!(server.greeted(), 1, "one connection is enough");
}

#[tokio::test]
async fn nothing_that_was_typed_becomes_a_line_of_the_head() {
    let server = MailServer::start().await;
    let mailer = mailer(&server);
    let wicked = Mail {
        to_name: Some("Bé\r\nBcc: all@example.vn\r\n\r\n<script>\u{2028}\u{202e}".to_owned()),
        subject: "Chào\nX-Evil: 1\r\n\r\nbody\u{0}".to_owned(),
        unsubscribe: Some("https://a.test/>\r\nX-Evil: 2".to_owned()),
        ..mail(2)
    };
    mailer.send(&wicked).await.unwrap();
    let long = Mail { to_name: Some("Đ".repeat(100_000)), subject: "a".repeat(100_000), ..mail(3) };
    mailer.send(&long).await.unwrap();
    let [first, second] = server.got().try_into().unwrap();
    for got in [&first, &second] {
        let text = String::from_utf8(got.bytes.clone()).unwrap();
        let head = text.split("\r\n\r\n").next().unwrap();
        assert!(head.lines().all(|it| it.len() < 998 && !it.starts_with("X-Evil") && !it.starts_with("Bcc")));
    }
    assert!(first.field("List-Unsubscribe").is_none());
    let Some(read) = parsed(&first.bytes) else { return };
    assert_eq!(field(&read, "Subject"), "Chào X-Evil: 1 body");
    assert!(field(&read, "To").ends_with("<nguyen.thi.be@example.vn>"), "{read}");
    let read = parsed(&second.bytes).unwrap();
    assert_eq!(field(&read, "Subject").chars().count(), 200);
    assert!(field(&read, "To").starts_with("ĐĐĐ") && field(&read, "To").chars().count() < 200);
}

#[tokio::test]
async fn what_is_no_address_is_told_before_anybody_is_asked() {
    let server = MailServer::start().await;
    let mailer = mailer(&server);
    let long = format!("{}@example.vn", "a".repeat(300));
    for wrong in ["", "@", "a@", "a b@c.vn", "a@b.vn\r\nRCPT TO:<x@y.vn>", "bé@example.vn", "a@b@c.vn", &long]
    {
        let failure = mailer.send(&Mail { to: wrong.to_owned(), ..mail(4) }).await.unwrap_err();
        assert!(matches!(failure, Failure::Never { address: true, .. }), "{wrong:?}: {failure:?}");
        assert!(wrong.is_empty() || wrong == "@" || !failure.to_string().contains(wrong), "{failure}");
    }
    assert_eq!(server.greeted(), 0);
}

#[tokio::test]
async fn a_secure_connection_is_made_before_anything_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("openssl")
        .args(
            "req -x509 -newkey rsa:2048 -nodes -days 400 -keyout key.pem -out own.pem -subj /CN=localhost"
                .split(' '),
        )
        .args(["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"])
        .current_dir(folder.path())
        .output();
    assert!(made.unwrap().status.success());
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    let server = MailServer::secure(&read("own.pem"), &read("key.pem")).await;
    let secure = SmtpServer {
        host: "localhost".to_owned(),
        security: Security::StartTls,
        login: Some(("motcua".to_owned(), "mật khẩu".to_owned())),
        roots: read("own.pem"),
        ..at(&server)
    };
    Mailer::smtp(secure.clone(), letterhead()).unwrap().send(&mail(5)).await.unwrap();
    let got = server.got().remove(0);
    assert!(got.secure && got.login.is_some());

    let stranger = Mailer::smtp(SmtpServer { roots: Vec::new(), ..secure }, letterhead()).unwrap();
    let failure = stranger.send(&mail(6)).await.unwrap_err();
    assert!(matches!(failure, Failure::Later { .. }) && !failure.to_string().contains("khẩu"), "{failure}");
    let open = MailServer::start().await;
    let wants = SmtpServer { security: Security::StartTls, host: "localhost".to_owned(), ..at(&open) };
    let failure = Mailer::smtp(wants, letterhead()).unwrap().send(&mail(7)).await.unwrap_err();
    assert!(matches!(failure, Failure::Later { .. }), "{failure}");
    assert!(open.got().is_empty(), "nothing goes in the open where that was not said");
}

#[tokio::test]
async fn a_folder_gets_whole_mails() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = Mailer::folder(folder.path().join("out"), letterhead());
    mailer.send(&mail(1)).await.unwrap();
    mailer.send(&mail(1)).await.unwrap();
    let names: Vec<_> = std::fs::read_dir(folder.path().join("out")).unwrap().map(|it| it.unwrap()).collect();
    assert_eq!(names.len(), 1);
    let server = MailServer::start().await;
    crate::mailer(&server).send(&mail(1)).await.unwrap();
    let written = std::fs::read(names[0].path()).unwrap();
    assert_eq!(server.got()[0].bytes.trim_ascii_end(), written.trim_ascii_end(), "as it goes to a server");
}
