//! Money over the counter: nothing leaves before it is paid, no more is taken than is owed, and what was sent twice is
//! taken once. A land transfer, whose fee for the certificate the land office assesses and the counter takes at the return.

use crate::office::{Answer, Office, hidden};
use crate::support;
use axum::http::StatusCode;
use axum::http::header::IF_MATCH;
use serde_json::{Value, json};

pub const FEE: &str = "le-phi-cap-giay";

pub struct Dossier<'a> {
    office: &'a Office,
    pub id: String,
    etag: String,
    token: String,
    /// The look-up code on its slip.
    pub code: String,
}

impl<'a> Dossier<'a> {
    /// As it was received.
    pub async fn received(office: &'a Office) -> Self {
        let received = office.receive().await;
        let body = received.json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (id, token) = (text(&body["dossier"]["id"]), text(&body["token"]));
        let code = text(&body["look_up_code"]);
        Self { office, id, etag: received.etag().to_owned(), token, code }
    }

    /// At the counter, with 100 000 ₫ assessed and due.
    pub async fn ready(office: &'a Office) -> Self {
        let mut dossier = Self::signed(office).await;
        let number = json!({ "leg": 3, "number": "CS 01234" });
        dossier.act("2026-11-18T11:00", "land-records", "number", number).await;
        dossier.act("2026-11-18T14:00", "land", "hand-over", json!({ "leg": 3 })).await;
        dossier.act("2026-11-18T16:00", "clerk", "accept", json!({ "leg": 4 })).await;
        dossier
    }

    /// Signed and not yet numbered.
    pub async fn signed(office: &'a Office) -> Self {
        let mut dossier = Self::received(office).await;
        dossier.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
        dossier.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
        dossier.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
        dossier.act("2026-11-17T09:00", "land", "finish-step", json!({ "leg": 1, "step": 0 })).await;
        dossier.act("2026-11-17T09:00", "land", "hand-over", json!({ "leg": 1 })).await;
        dossier.act("2026-11-17T10:00", "tax", "finish-step", json!({ "leg": 2, "step": 0 })).await;
        dossier.act("2026-11-17T10:00", "tax", "hand-over", json!({ "leg": 2 })).await;
        dossier.act("2026-11-18T08:00", "land", "accept", json!({ "leg": 3 })).await;
        let fee = json!({ "leg": 3, "charge": FEE, "amount": 100_000 });
        let early = json!({ "leg": 1, "charge": FEE, "amount": 1 });
        dossier.refused("tax", "assess-charge", &early, "fees.leg-not-in-hand").await;
        dossier.refused("clerk", "assess-charge", &fee, "fees.leg-not-in-hand").await;
        dossier.act("2026-11-18T08:30", "land", "assess-charge", fee.clone()).await;
        dossier.refused("land", "assess-charge", &fee, "fees.charge-assessed").await;
        let granted = json!({ "leg": 3, "outcome": "granted", "result": "giay-chung-nhan" });
        dossier.act("2026-11-18T09:00", "land", "propose", granted).await;
        dossier.act("2026-11-18T10:00", "land-leader", "approve", json!({ "leg": 3 })).await;
        dossier
    }

    pub async fn act(&mut self, moment: &str, who: &str, verb: &str, body: Value) -> Value {
        self.office.it_is(moment);
        let answer = self.tried(who, verb, &body).await.expect(200);
        answer.etag().clone_into(&mut self.etag);
        answer.json()
    }

    /// The token of its slip.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The version that was answered last.
    pub fn tag(&self) -> &str {
        &self.etag
    }

    async fn tried(&self, who: &str, verb: &str, body: &Value) -> Answer {
        self.office.act(who, &self.id, verb, &self.etag, body).await
    }

    pub async fn refused(&self, who: &str, verb: &str, body: &Value, code: &str) {
        let answer = self.tried(who, verb, body).await.expect(422);
        assert_eq!(answer.code(), code, "{}", answer.text);
    }

    /// What the public status says is still due at the return.
    async fn unpaid(&self) -> Value {
        let status = self.office.visit(&format!("/api/v1/status/{}", self.token)).await.expect(200).json();
        status["to_do"]["unpaid"].clone()
    }
}

pub fn paid(amount: i64) -> Value {
    json!({ "charge": FEE, "amount": amount, "means": "cash" })
}

fn fee(dossier: &Value) -> Value {
    let charges = dossier["charges"].as_array().unwrap();
    let fee = charges.iter().find(|it| it["code"] == FEE).unwrap();
    json!([fee["amount"], fee["paid"]])
}

on_both_databases!(
    a_result_leaves_only_when_what_is_due_is_paid,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut dossier = Dossier::ready(&office).await;
        let handed = json!({ "method": "counter", "to": "applicant", "originals_reason": "Lưu trong hồ sơ" });
        assert_eq!(dossier.unpaid().await, 100_000);
        dossier.refused("clerk", "return-result", &handed, "routing.unpaid-at-return").await;

        dossier.refused("clerk", "record-payment", &paid(100_001), "fees.more-than-owed").await;
        dossier.refused("clerk", "record-payment", &paid(0), "fees.amount-not-positive").await;
        let tax = json!({ "charge": "le-phi-truoc-ba", "amount": 1, "means": "cash" });
        dossier.refused("clerk", "record-payment", &tax, "fees.charge-not-assessed").await;
        let nameless = json!({ "charge": FEE, "amount": 1, "means": "transfer" });
        dossier.refused("clerk", "record-payment", &nameless, "fees.reference-missing").await;
        let cash = json!({ "charge": FEE, "amount": 1, "means": "cash", "reference": "FT1" });
        dossier.refused("clerk", "record-payment", &cash, "web.cash-has-no-reference").await;
        let stranger = dossier.tried("land", "record-payment", &paid(1)).await;
        assert_eq!(stranger.status, StatusCode::FORBIDDEN, "{}", stranger.text);

        let transfer =
            json!({ "charge": FEE, "amount": 60_000, "means": "transfer", "reference": "FT26323" });
        let part = dossier.act("2026-11-19T08:00", "clerk", "record-payment", transfer).await;
        assert_eq!(fee(&part), json!([100_000, 60_000]));
        assert_eq!(dossier.unpaid().await, 40_000);
        dossier.refused("clerk", "return-result", &handed, "routing.unpaid-at-return").await;
        dossier.act("2026-11-19T08:05", "head", "record-payment", paid(40_000)).await;
        assert_eq!(dossier.unpaid().await, 0);
        dossier.refused("clerk", "record-payment", &paid(1), "fees.charge-paid").await;
        let end = dossier.act("2026-11-19T08:10", "clerk", "return-result", handed).await;
        assert_eq!((&end["status"], fee(&end)), (&json!("returned"), json!([100_000, 100_000])));

        office.it_is("2026-12-31T17:00");
        let path = "/api/v1/times?agency=H13&from=2026-11-01&before=2026-12-01";
        let table = office.get("supervisor", path).await.expect(200).json();
        let fees = &table["items"][0]["fees"];
        assert_eq!((&fees["owed"], &fees["paid"]), (&json!(100_000), &json!(100_000)), "{table}");
    }
);

on_both_databases!(a_payment_sent_twice_is_taken_once, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let dossier = Dossier::ready(&office).await;
    let path = format!("/api/v1/dossiers/{}/record-payment", dossier.id);
    let headers = [(IF_MATCH.as_str(), dossier.etag.as_str()), ("idempotency-key", "thu-1")];
    for _ in 0..2 {
        let answer = office.post("clerk", &path, &headers, &paid(30_000)).await.expect(200);
        assert_eq!(fee(&answer.json()), json!([100_000, 30_000]));
    }
    let again = [(IF_MATCH.as_str(), dossier.etag.as_str())];
    office.post("clerk", &path, &again, &paid(30_000)).await.expect(412);
    assert_eq!(dossier.unpaid().await, 70_000);
});

on_both_databases!(the_page_of_a_dossier_takes_the_money, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let dossier = Dossier::ready(&office).await;
    let (cookie, path) = (office.cookie("clerk").await, format!("/ho-so/{}", dossier.id));
    let page = office.open_page(&cookie, &path).await.expect(200).text;
    assert!(page.contains("Ghi nhận nộp tiền") && page.contains("value=\"100000\""), "{page}");
    let (proof, version) = (hidden(&page, "proof"), hidden(&page, "version"));
    let form = |amount| {
        let sent = [("proof", proof.as_str()), ("version", &version), ("key", "quay-1"), ("charge", FEE)];
        [sent.as_slice(), &[("amount", amount), ("means", "cash"), ("reference", "")]].concat()
    };
    let address = format!("{path}/record-payment");
    let too_much = office.fill(&cookie, &address, &form("100001")).await.expect(422).text;
    assert!(too_much.contains("chỉ còn phải nộp"), "{too_much}");
    office.fill(&cookie, &address, &form("100000")).await.expect(303);
    let page = office.open_page(&cookie, &path).await.expect(200).text;
    assert!(page.contains("đã nộp") && page.contains("tiền mặt cho"), "{page}");
    assert!(!page.contains("/record-payment"), "{page}");
});
