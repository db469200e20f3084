//! The payment gateway: what it signs is booked once, however often and in whatever crowd it says it; what it does not
//! sign is refused and logged; and money that can not be booked waits for a person.

use crate::money::{Dossier, FEE, paid};
use crate::office::{Answer, Office, hidden};
use crate::support;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use motcua_app::money::gateway::{
    Callback, CallbackOutcome, Gateway, GatewaySecret, PayRequest, TrialPress, gateway, trial_callbacks,
};
use motcua_app::upkeep::verify;
use motcua_kernel::Vnd;
use motcua_web::answer;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

const CALLBACKS: &str = "/api/v1/gateway/callbacks";
const CREDITS: &str = "/api/v1/gateway/credits";

/// Open, with the stand-in of a gateway.
async fn open(database: &support::TestDatabase) -> Office {
    Office::open(database).await.with_gateway(Gateway::trial(&[3; 32]))
}

fn secret(office: &Office) -> &GatewaySecret {
    gateway(&office.context).unwrap().stand_in().unwrap()
}

/// The order that a citizen makes with the token of the slip, as the browser brings it to the gateway.
async fn order(office: &Office, dossier: &Dossier<'_>) -> (Value, PayRequest) {
    let path = format!("/api/v1/status/{}/online-payments", dossier.token());
    let headers = [(CONTENT_TYPE.as_str(), "application/json")];
    let made = office.send("POST", &path, &headers, b"{}".to_vec()).await.expect(201).json();
    let pay = made["pay"].as_str().unwrap();
    let (_, query) = pay.split_once('?').unwrap();
    let asked = PayRequest::read(secret(office), query).unwrap();
    (made, asked)
}

fn told(office: &Office, asked: &PayRequest, press: TrialPress) -> Vec<String> {
    trial_callbacks(secret(office), asked, press, office.context.clock.now())
}

async fn says(office: &Office, body: &str) -> Answer {
    let headers = [(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")];
    office.send("POST", CALLBACKS, &headers, body.as_bytes().to_vec()).await
}

async fn payments(office: &Office, id: &str) -> Vec<Value> {
    let ledger = office.get("clerk", &format!("/api/v1/dossiers/{id}/ledger")).await.expect(200).json();
    ledger["payments"].as_array().unwrap().clone()
}

async fn credits(office: &Office) -> Vec<Value> {
    let listed = office.get("clerk", CREDITS).await.expect(200).json();
    listed["items"].as_array().unwrap().clone()
}

async fn state(office: &Office, made: &Value) -> Value {
    let reference = made["reference"].as_str().unwrap();
    office.visit(&format!("/api/v1/online-payments/{reference}")).await.expect(200).json()
}

async fn log(office: &Office) -> Vec<Value> {
    let listed = office.get("clerk", CALLBACKS).await.expect(200).json();
    listed["items"].as_array().unwrap().clone()
}

async fn all_agrees(office: &Office) {
    let found = verify(&office.context, &|_| {}).await.unwrap();
    assert!(found.broken.is_empty() && found.tables.is_empty(), "{:?} {:?}", found.broken, found.tables);
}

/// Says the same so often, one after another; gives how often it was new.
async fn insists(router: Router, body: String, times: u32) -> u32 {
    let mut new = 0;
    for _ in 0..times {
        let request = Request::builder().method("POST").uri(CALLBACKS).body(Body::from(body.clone()));
        let response = answer(&router, request.unwrap()).await;
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 10_000).await.unwrap();
        let said: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!((status.as_u16(), &said["outcome"]), (200, &json!("paid")), "{said}");
        new += u32::from(said["repeated"] == false);
    }
    new
}

on_both_databases!(
    an_answer_said_a_hundred_times_in_eight_threads_books_one_payment,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let dossier = Dossier::ready(&office).await;
        let (made, asked) = order(&office, &dossier).await;
        assert_eq!((&made["amount"], &made["is"]), (&json!(100_000), &json!("waiting")), "{made}");
        let (again, _) = order(&office, &dossier).await;
        assert_eq!(again["reference"], made["reference"], "pressed twice, ordered once");
        let body = told(&office, &asked, TrialPress::Pay).remove(0);
        let crowd: Vec<_> = (0..8)
            .map(|thread| {
                let (router, body, here) = (office.router.clone(), body.clone(), Handle::current());
                let times = if thread < 4 { 13 } else { 12 };
                spawn_blocking(move || here.block_on(insists(router, body, times)))
            })
            .collect();
        let mut new = 0;
        for thread in crowd {
            new += thread.await.unwrap();
        }
        assert_eq!(new, 1);
        let paid = payments(&office, &dossier.id).await;
        assert_eq!(paid.len(), 1, "{paid:?}");
        assert_eq!((&paid[0]["amount"], &paid[0]["means"]), (&json!(100_000), &json!("transfer")));
        assert_eq!(paid[0]["receipt"], "PT26-000001");
        let book =
            office.get("clerk", "/api/v1/money-book?first=2026-11-16&last=2026-11-30").await.expect(200).text;
        assert_eq!(book.matches("PT26-000001").count(), 1, "{book}");
        let shown = state(&office, &made).await;
        assert_eq!((&shown["is"], &shown["receipt"]), (&json!("paid"), &json!("PT26-000001")), "{shown}");
        let log = log(&office).await;
        assert_eq!((log.len(), &log[0]["times"], &log[0]["outcome"]), (1, &json!(100), &json!("paid")));
        assert!(credits(&office).await.is_empty());
        all_agrees(&office).await;
    }
);

on_both_databases!(
    what_the_gateway_has_not_signed_is_refused_and_logged,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let dossier = Dossier::ready(&office).await;
        let (made, asked) = order(&office, &dossier).await;
        let wrong = told(&office, &asked, TrialPress::WrongSignature).remove(0);
        let right = told(&office, &asked, TrialPress::Pay).remove(0);
        assert_eq!(says(&office, &wrong).await.expect(403).code(), "web.gateway-signature-wrong");
        let cheaper = right.replace("amount=100000", "amount=1000");
        assert_eq!(says(&office, &cheaper).await.expect(403).code(), "web.gateway-signature-wrong");
        assert_eq!(says(&office, "amount=5").await.expect(400).code(), "web.gateway-unreadable");
        let other = Callback {
            merchant: "HANOI".to_owned(),
            order: asked.order.to_string(),
            transaction: "1".to_owned(),
            amount: Vnd(100_000),
            outcome: CallbackOutcome::Paid,
            at: office.context.clock.now(),
        };
        says(&office, &other.signed(secret(&office))).await.expect(403);
        says(&office, &"x".repeat(5_000)).await.expect(413);
        assert!(payments(&office, &dossier.id).await.is_empty());
        assert_eq!(state(&office, &made).await["is"], "waiting");
        let mut outcomes: Vec<String> =
            log(&office).await.iter().map(|it| it["outcome"].as_str().unwrap().to_owned()).collect();
        outcomes.sort();
        assert_eq!(outcomes, ["other-merchant", "unreadable", "wrong-signature", "wrong-signature"]);
        says(&office, &right).await.expect(200);
        assert_eq!(payments(&office, &dossier.id).await.len(), 1);
    }
);

on_both_databases!(
    money_that_can_not_be_booked_waits_for_a_person,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let mut dossier = Dossier::ready(&office).await;
        let (made, asked) = order(&office, &dossier).await;
        let failed = told(&office, &asked, TrialPress::Fail).remove(0);
        assert_eq!(says(&office, &failed).await.expect(200).json()["outcome"], "failed");
        let shown = state(&office, &made).await;
        assert!(shown["is"] == "failed" && shown["pay"].is_string(), "{shown}");
        let unknown = Callback {
            merchant: asked.merchant.clone(),
            order: "NOBODYKNOWSTHISORDER".to_owned(),
            transaction: "FT-X".to_owned(),
            amount: Vnd(40_000),
            outcome: CallbackOutcome::Paid,
            at: office.context.clock.now(),
        };
        let said = says(&office, &unknown.signed(secret(&office))).await.expect(200).json();
        assert_eq!(said, json!({ "outcome": "kept", "why": "unknown-order", "repeated": false }));
        for (press, why) in [(TrialPress::WrongAmount, "wrong-amount"), (TrialPress::Late, "late")] {
            let body = told(&office, &asked, press).remove(0);
            assert_eq!(says(&office, &body).await.expect(200).json()["why"], why);
            assert_eq!(says(&office, &body).await.expect(200).json()["repeated"], true);
        }
        assert!(payments(&office, &dossier.id).await.is_empty());
        assert_eq!(state(&office, &made).await["is"], "looked-at");
        let body = told(&office, &asked, TrialPress::Pay).remove(0);
        dossier.act("2026-11-19T08:00", "clerk", "record-payment", paid(40_000)).await;
        let said = says(&office, &body).await.expect(200).json();
        assert_eq!((&said["outcome"], &said["why"]), (&json!("kept"), &json!("not-owed")), "{said}");
        let waiting = credits(&office).await;
        let mut why: Vec<&str> = waiting.iter().map(|it| it["why"].as_str().unwrap()).collect();
        why.sort_unstable();
        assert_eq!(why, ["late", "not-owed", "unknown-order", "wrong-amount"]);
        assert_eq!(payments(&office, &dossier.id).await.len(), 1);

        let of = |why: &str| waiting.iter().find(|it| it["why"] == why).unwrap()["credit"].clone();
        let bookings = format!("{CREDITS}/bookings");
        let number = &made["number"];
        let over = json!({ "credit": of("late"), "number": number });
        let refused = office.post("clerk", &bookings, &[], &over).await.expect(422);
        assert_eq!(refused.code(), "fees.transfer-differs");
        let booking = json!({ "credit": of("unknown-order"), "number": number });
        office.post("clerk", &bookings, &[], &booking).await.expect(200);
        let again = office.post("clerk", &bookings, &[], &booking).await.expect(422);
        assert_eq!(again.code(), "app.gateway-credit-settled");
        assert_eq!(payments(&office, &dossier.id).await.len(), 2);
        let settlements = format!("{CREDITS}/settlements");
        let empty = json!({ "credit": of("late"), "words": " " });
        assert_eq!(
            office.post("clerk", &settlements, &[], &empty).await.expect(422).code(),
            "app.gateway-note-wrong"
        );
        let settled = json!({ "credit": of("late"), "words": "Đã yêu cầu cổng hoàn trả" });
        let foreign = office.post("stranger", &settlements, &[], &settled).await.expect(422);
        assert_eq!(foreign.code(), "app.gateway-credit-settled");
        office.post("clerk", &settlements, &[], &settled).await.expect(204);
        office.post("clerk", &settlements, &[], &settled).await.expect(422);
        assert_eq!(credits(&office).await.len(), 2);
        let noted = log(&office).await;
        assert!(noted.iter().any(|it| it["note"] == "Đã yêu cầu cổng hoàn trả"), "{noted:?}");
        all_agrees(&office).await;
    }
);

on_both_databases!(
    an_order_paid_by_two_transactions_is_booked_once_and_the_other_waits,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let dossier = Dossier::ready(&office).await;
        let (made, asked) = order(&office, &dossier).await;
        let bodies = told(&office, &asked, TrialPress::PayTwice);
        let (one, other) = tokio::join!(says(&office, &bodies[0]), says(&office, &bodies[1]));
        let mut outcomes =
            [one, other].map(|it| it.expect(200).json()["outcome"].as_str().unwrap().to_owned());
        outcomes.sort();
        assert_eq!(outcomes, ["kept", "paid"]);
        assert_eq!(payments(&office, &dossier.id).await.len(), 1);
        assert_eq!(credits(&office).await[0]["why"], "paid-twice");
        assert_eq!(state(&office, &made).await["is"], "paid");
        all_agrees(&office).await;
    }
);

on_both_databases!(
    a_payment_in_time_counts_however_late_it_is_told,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let dossier = Dossier::ready(&office).await;
        let (made, asked) = order(&office, &dossier).await;
        let body = told(&office, &asked, TrialPress::Pay).remove(0);
        office.it_is("2026-11-20T08:00");
        assert_eq!(state(&office, &made).await["is"], "expired");
        assert_eq!(says(&office, &body).await.expect(200).json()["outcome"], "paid");
        let receipts = payments(&office, &dossier.id).await;
        assert_eq!(receipts[0]["receipt"], "PT26-000001");
        let charge =
            &office.get("clerk", &format!("/api/v1/dossiers/{}", dossier.id)).await.json()["charges"];
        assert!(charge.as_array().unwrap().iter().any(|it| it["code"] == FEE && it["paid"] == 100_000));
    }
);

on_both_databases!(
    a_citizen_pays_on_the_pages_and_without_a_gateway_there_is_no_button,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let dossier = Dossier::ready(&office).await;
        let status = format!("/tra-cuu/{}", dossier.token());
        let shown = office.visit(&status).await.expect(200).text;
        assert!(shown.contains("Thanh toán trực tuyến") && shown.contains("100.000"), "{shown}");
        let number = hidden(&shown, "number");
        let form = |fields: &[(&str, &str)]| serde_html_form::to_string(fields).unwrap().into_bytes();
        let kind = [(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")];
        let begun = office
            .send("POST", &format!("{status}/thanh-toan"), &kind, form(&[("number", &number)]))
            .await
            .expect(303);
        let (cookie, _) = begun.header("set-cookie").split_once(';').unwrap();
        let order = begun.location().to_owned();
        let read = office.visit(&order).await.expect(200);
        assert!(!read.text.contains(dossier.token()), "the gateway learns no token");
        assert!(read.text.contains("thử"), "{}", read.text);
        let own = office.send("GET", &order, &[(COOKIE.as_str(), cookie)], Vec::new()).await.expect(200).text;
        assert!(own.contains(dossier.token()));
        let (_, rest) = own.split_once("id=\"pay\"").unwrap();
        let href = rest.split('"').nth(3).unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let trial = office.visit(&href).await.expect(200).text;
        let request = hidden(&trial, "request").replace("&#38;", "&").replace("&amp;", "&");
        let pressed = form(&[("request", &request), ("press", "repeat")]);
        let back = office.send("POST", "/cong-thu", &kind, pressed).await.expect(303);
        assert_eq!(back.location(), order);
        let paid = office.visit(&order).await.expect(200).text;
        assert!(paid.contains("Đã nộp 100.000") && paid.contains("PT26-000001"), "{paid}");
        assert!(!office.visit(&status).await.text.contains("Thanh toán trực tuyến"));
        assert_eq!(payments(&office, &dossier.id).await.len(), 1);
        let page =
            office.open_page(&office.cookie("clerk").await, "/sao-ke/truc-tuyen").await.expect(200).text;
        assert!(page.contains("Đã ghi nhận"), "{page}");

        let tampered = href.replace("amount=100000", "amount=1");
        office.visit(&tampered).await.expect(404);
        office.visit("/cong-thu").await.expect(404);
        office.visit("/thanh-toan/NOBODYKNOWSTHISORDER").await.expect(404);
        let without = office.beside(database);
        assert!(!without.visit(&status).await.text.contains("Thanh toán trực tuyến"));
        says(&without, "a=b").await.expect(404);
    }
);
