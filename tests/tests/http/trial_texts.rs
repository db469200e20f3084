//! The gateway of texts of a demo, asked over real HTTP with its signature; receipts come back through the door that a
//! gateway comes through.

use crate::client::Client;
use crate::notices::with_email;
use crate::office::{Office, hidden};
use crate::support::TestDatabase;
use motcua_app::duties;
use motcua_delivery::{Delivery, HttpTexter, Mailer, Phones, Receipt, TextWay, Texter, Tray};
use serde_json::{Value, json};
use std::sync::Arc;

const RECEIPTS: &str = "/api/v1/texts/receipts/sms";
const FORM: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded")];

fn ways(url: String, phones: &Phones) -> Delivery {
    let way = TextWay::Http(Arc::new(HttpTexter::stand_in(url, phones.clone()).unwrap()));
    let mail = Mailer::Memory(Tray::default());
    Delivery { mail, texts: Texter { sms: way, zalo: TextWay::Off }, ..Delivery::default() }
}

/// An office whose texts go over a socket to the phones of an office beside it.
async fn office(database: &TestDatabase, phones: &Phones) -> Office {
    let office = Office::open(database).await;
    let beside =
        office.beside(database).over(|it| it.with_delivery(ways("http://127.0.0.1:1".to_owned(), phones)));
    let url = Client::of(&beside).await.url("/api/v1/texts/trial");
    office.over(|it| it.with_delivery(ways(url, phones)))
}

async fn states(office: &Office, id: &str) -> Vec<(String, String)> {
    let record = office.get("clerk", &format!("/api/v1/dossiers/{id}/notices")).await.expect(200).json();
    let text = |it: &Value, name: &str| it[name].as_str().unwrap().to_owned();
    record["notices"].as_array().unwrap().iter().map(|it| (text(it, "channel"), text(it, "state"))).collect()
}

fn has(states: &[(String, String)], channel: &str, state: &str) -> bool {
    states.iter().any(|it| it.0 == channel && it.1 == state)
}

on_both_databases!(a_text_goes_to_the_phone_and_its_receipt_comes_back, async |database: &TestDatabase| {
    let phones = Phones::new("khong-ai-doan-duoc-bi-mat-nay".to_owned());
    let office = office(database, &phones).await;
    let received = office.receive().await.json();
    let id = received["dossier"]["id"].as_str().unwrap();
    duties::drain(&office.context).await.unwrap();
    let arrived = phones.arrivals();
    assert_eq!(arrived.len(), 1, "{arrived:?}");
    assert_eq!((arrived[0].to.as_str(), arrived[0].channel.as_str()), ("84912345678", "sms"));
    assert!(has(&states(&office, id).await, "sms", "sent"));

    let receipt = phones.receipt(&Receipt { their_id: arrived[0].their_id(), delivered: Some(true) });
    let signed = [(Phones::HEADER, receipt.signature.as_str())];
    let body = || receipt.body.clone().into_bytes();
    office.send("POST", RECEIPTS, &[], body()).await.expect(403);
    office.send("POST", RECEIPTS, &[(Phones::HEADER, "00")], body()).await.expect(403);
    let changed = receipt.body.replace("delivered", "failed").into_bytes();
    office.send("POST", RECEIPTS, &signed, changed).await.expect(403);
    office.send("POST", RECEIPTS, &signed, b"no receipt".to_vec()).await.expect(400);
    office.send("POST", "/api/v1/texts/receipts/zalo", &signed, body()).await.expect(404);
    office.send("POST", "/api/v1/texts/receipts/fax", &signed, body()).await.expect(404);
    assert!(has(&states(&office, id).await, "sms", "sent"), "nothing of it was believed");
    for _ in 0..3 {
        let taken = office.send("POST", RECEIPTS, &signed, body()).await.expect(200).json();
        assert_eq!(taken, json!({ "known": true }));
    }
    assert!(has(&states(&office, id).await, "sms", "accepted"));
    let strange = phones.receipt(&Receipt { their_id: "thu-nobody".to_owned(), delivered: Some(true) });
    let signed = [(Phones::HEADER, strange.signature.as_str())];
    let taken = office.send("POST", RECEIPTS, &signed, strange.body.into_bytes()).await.expect(200).json();
    assert_eq!(taken, json!({ "known": false }));
});

on_both_databases!(
    the_page_of_the_demo_shows_what_was_sent_and_tells_the_rest,
    async |database: &TestDatabase| {
        let phones = Phones::new("khong-ai-doan-duoc-bi-mat-nay".to_owned());
        let office = office(database, &phones).await;
        let filed = with_email();
        let received = office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201).json();
        let id = received["dossier"]["id"].as_str().unwrap();
        let texted = Office::land_transfer();
        let other = office.post("clerk", "/api/v1/dossiers", &[], &texted).await.expect(201).json();
        let other = other["dossier"]["id"].as_str().unwrap();
        duties::drain(&office.context).await.unwrap();
        assert!(has(&states(&office, id).await, "email", "accepted"));
        let page = office.visit("/tin-nhan-thu").await.expect(200).text;
        assert!(page.contains("84912345678") && page.contains("ngoc.anh@example.vn"), "{page}");
        assert!(
            page.contains("href=\"/bao-tin/xac-nhan/"),
            "what leads into the house can be followed: {page}"
        );
        let proof = hidden(&page, "proof");
        let arrival = phones.arrivals().pop().unwrap();
        let pressed = |press: &str| {
            let fields = [("proof", proof.as_str()), ("id", arrival.id.as_str()), ("press", press)];
            serde_html_form::to_string(fields).unwrap().into_bytes()
        };
        office.send("POST", "/tin-nhan-thu", &FORM, pressed("perhaps")).await.expect(404);
        let told = office.send("POST", "/tin-nhan-thu", &FORM, pressed("failed")).await.expect(303);
        assert_eq!(told.location(), "/tin-nhan-thu?done=1");
        assert!(has(&states(&office, other).await, "sms", "failed"), "{:?}", states(&office, other).await);
        office.beside(database).visit("/tin-nhan-thu").await.expect(404);
        office.beside(database).send("POST", "/api/v1/texts/trial", &[], b"{}".to_vec()).await.expect(404);
    }
);
