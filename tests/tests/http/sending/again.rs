//! A mail that is sent again is the mail that may be there already: its slip is the one of then, and what came later goes in
//! another.

use super::{Dossier, letterhead, mailer, notices, read};
use crate::notices::with_email;
use crate::office::Office;
use crate::smtp::{At, MailServer, Way};
use crate::support::TestDatabase;
use motcua_app::duties;
use motcua_delivery::Delivery;
use serde_json::json;
use std::time::Duration;

async fn office(database: &TestDatabase, server: &MailServer) -> Office {
    let mail = mailer(server, letterhead(), Duration::from_millis(500));
    let delivery = Delivery { mail, ..Delivery::default() };
    let office = Office::open(database).await.over(|it| it.with_delivery(delivery));
    // Whoever brings it has said that the address is theirs.
    office.post("clerk", "/api/v1/dossiers", &[], &with_email()).await.expect(201);
    duties::drain(&office.context).await.unwrap();
    let first = String::from_utf8(server.got().remove(0).bytes).unwrap().replace("=\r\n", "");
    let token = crate::notices::link(&first, "/bao-tin/xac-nhan/");
    let headers = [("content-type", "application/json")];
    let body = json!({ "token": token }).to_string().into_bytes();
    office.send("POST", "/api/v1/address-verifications", &headers, body).await.expect(204);
    office
}

/// Does it without waiting for what is told of it.
async fn act(office: &Office, dossier: &Dossier<'_>, moment: &str, who: &str, verb: &str) {
    office.it_is(moment);
    let seen = office.get("clerk", &format!("/api/v1/dossiers/{}", dossier.id)).await.expect(200);
    let leg = if who == "tax" { 2 } else { 1 };
    let body = if verb == "accept" { json!({ "leg": leg }) } else { json!({}) };
    office.act(who, &dossier.id, verb, seen.etag(), &body).await.expect(200);
}

on_both_databases!(a_slip_that_goes_again_on_another_day_is_the_same, async |database: &TestDatabase| {
    let server = MailServer::start().await;
    let office = office(database, &server).await;
    server.goes(Way::Dies(At::End));
    let dossier = Dossier::received(&office, "2026-11-16T16:50", &with_email()).await;
    duties::drain(&office.context).await.unwrap();
    // The counter hands out the slip with another state of things, an office takes it up, and a day passes.
    act(&office, &dossier, "2026-11-16T16:55", "clerk", "hand-over").await;
    server.goes(Way::Takes);
    act(&office, &dossier, "2026-11-17T08:00", "land", "accept").await;
    duties::drain(&office.context).await.unwrap();
    office.it_is("2026-11-17T08:01");
    duties::drain(&office.context).await.unwrap();

    let got = server.got();
    assert_eq!(got.len(), 4, "{:?}", notices(&office, &dossier.id).await);
    let [_, lost, again, later] = got.as_slice() else { return };
    assert!(!lost.answered && again.answered);
    assert_eq!(lost.bytes, again.bytes, "to the last byte, with its date and its slip");
    assert_ne!(later.field("Message-ID"), again.field("Message-ID"), "what came later goes by itself");
    if let Some(mails) = read(&server, None) {
        let slip = mails[2]["attached"][0]["text"].as_str().unwrap();
        assert!(slip.contains(&dossier.number) && slip.contains("ngày 16 tháng 11 năm 2026"), "{slip}");
        assert!(mails[3]["plain"].as_str().unwrap().contains("Văn phòng Đăng ký đất đai"), "{}", mails[3]);
    }
});

on_both_databases!(
    what_waits_behind_a_message_goes_in_one_and_is_never_put_into_it,
    async |database: &TestDatabase| {
        let server = MailServer::start().await;
        let office = office(database, &server).await;
        server.goes(Way::Withholds);
        let dossier = Dossier::received(&office, "2026-11-16T09:00", &with_email()).await;
        duties::drain(&office.context).await.unwrap();
        server.goes(Way::Says(At::Greeting, "421 4.3.2 not now"));
        act(&office, &dossier, "2026-11-16T09:10", "clerk", "hand-over").await;
        act(&office, &dossier, "2026-11-16T09:20", "land", "accept").await;
        duties::drain(&office.context).await.unwrap();
        act(&office, &dossier, "2026-11-16T09:30", "tax", "accept").await;
        server.goes(Way::Takes);
        for moment in ["2026-11-16T10:30", "2026-11-16T11:00"] {
            office.it_is(moment);
            duties::drain(&office.context).await.unwrap();
        }
        let told = notices(&office, &dossier.id).await;
        let got = server.got();
        let [_, lost, again, both] = got.as_slice() else { panic!("{told:?}") };
        assert_eq!(lost.bytes, again.bytes);
        let key = both.field("Idempotency-Key").unwrap();
        let first = told.iter().position(|it| it.id.to_string() == key).unwrap();
        assert_eq!(told[first + 1].went_with, Some(told[first].id), "two in one: {told:?}");
        assert!(told.iter().all(|it| it.ended.is_some()), "{told:?}");
    }
);
