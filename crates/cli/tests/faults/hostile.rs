//! People who mean harm, and mail servers that talk: the whole program, and not a word of a person in its log.

use crate::server::{Server, exchange};
use crate::smtp::{At, MailServer, Way};
use crate::support::TestDatabase;
use crate::{clerk_with_token, mailing, receive_as, request_of};
use serde_json::json;
use std::process::Stdio;
use std::time::Duration;
use tokio::time::{Instant, sleep};

const PATIENCE: Duration = Duration::from_secs(30);

on_both_databases!(nothing_of_a_person_stands_in_the_log, async |database: &TestDatabase| {
    let mails = MailServer::start().await;
    let token = clerk_with_token(database).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log");
    let mut variables = mailing(mails.address.port());
    variables.push(("MOTCUA_LOG__LEVEL", "debug".to_owned()));
    let log = Stdio::from(std::fs::File::create(&file).unwrap());
    let mut server = Server::start_logging(&database.url, &variables, log).await;
    let told = async |words: &str| {
        let begun = Instant::now();
        while !std::fs::read_to_string(&file).unwrap().contains(words) {
            assert!(begun.elapsed() < PATIENCE, "{words} is not in the log");
            sleep(Duration::from_millis(20)).await;
        }
    };
    // A server that repeats the address in what it says.
    mails.goes(Way::Says(At::To, "451 4.2.1 <bi.mat@nguoi-dan.vn> of Nguyễn Thị Ngọc Ánh is busy"));
    receive_as(&server.address, &token, "busy", "bi.mat@nguoi-dan.vn").await.unwrap();
    told("a message is tried again later").await;
    mails.goes(Way::Says(At::To, "550 5.1.1 <bi.mat.2@nguoi-dan.vn> unknown"));
    receive_as(&server.address, &token, "unknown", "bi.mat.2@nguoi-dan.vn").await.unwrap();
    told("a message is given up").await;
    // What is typed to break a mail, a log or a page.
    for (no, applicant) in [
        json!({ "name": "Nguyễn Thị Ngọc Ánh\r\nBcc: bi.mat.3@nguoi-dan.vn" }),
        json!({ "name": "Nguyễn Thị Ngọc Ánh", "email": "bi.mat@nguoi-dan.vn\r\nBcc: x@y.vn" }),
        json!({ "name": "Nguyễn ".repeat(15_000) }),
        json!({ "name": "Nguyễn Thị Ngọc Ánh", "email": format!("{}@nguoi-dan.vn", "a".repeat(100_000)) }),
        json!({ "name": "Nguyễn Thị Ngọc Ánh", "phone": "0912345678\nERROR forged=1" }),
    ]
    .iter()
    .enumerate()
    {
        let request = request_of(&token, &format!("wicked-{no}"), applicant);
        let (status, _) = exchange(&server.address, &request).await.unwrap();
        assert!((400..500).contains(&status), "{no}: {status}");
    }
    server.stop().await;
    let log = std::fs::read_to_string(&file).unwrap();
    for private in ["Ánh", "Nguyễn", "bi.mat", "nguoi-dan", "0912345678", "forged"] {
        assert!(!log.contains(private), "{private}: {log}");
    }
    assert!(
        log.contains("451 4.2.1") && log.contains("550 5.1.1"),
        "the numbers are for the operator: {log}"
    );
});
