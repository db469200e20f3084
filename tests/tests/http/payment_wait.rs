//! The clock stands while the citizen pays the taxes of a land transfer: who may let it stand and for what, what the
//! citizen reads meanwhile, what ends it, and by how much the date moved.
//!
//! Hours are 07:00–11:30 and 13:30–17:00, 480 minutes a day. 24/11/2026 is a holiday.

use crate::office::{Answer, Office, hidden};
use crate::support;
use axum::http::header::IF_MATCH;
use motcua_app::duties;
use serde_json::{Value, json};

/// Lệ phí trước bạ and thuế thu nhập cá nhân: both go to the Treasury by notice, and the tax office assesses them.
const REGISTRATION: &str = "le-phi-truoc-ba";
const INCOME: &str = "thue-thu-nhap-ca-nhan";

struct Transfer<'a> {
    office: &'a Office,
    id: String,
    etag: String,
    token: String,
}

impl<'a> Transfer<'a> {
    /// With the land and the tax office; the tax office has assessed the first tax.
    async fn with_the_tax_office(office: &'a Office) -> Self {
        let received = office.receive().await;
        let body = received.json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (id, token) = (text(&body["dossier"]["id"]), text(&body["token"]));
        let mut transfer = Self { office, id, etag: received.etag().to_owned(), token };
        transfer.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
        transfer.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
        transfer.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
        let amount = json!({ "leg": 2, "charge": REGISTRATION, "amount": 2_500_000 });
        transfer.act("2026-11-17T09:00", "tax", "assess-charge", amount).await;
        transfer
    }

    /// The tax office has given notice of both taxes on Tuesday 17/11 at 10:00, to be paid by Tuesday 01/12.
    async fn waiting(office: &'a Office) -> Self {
        let mut transfer = Self::with_the_tax_office(office).await;
        let amount = json!({ "leg": 2, "charge": INCOME, "amount": 10_000_000 });
        transfer.act("2026-11-17T09:40", "tax", "assess-charge", amount).await;
        let after = transfer.act("2026-11-17T10:00", "tax", "await-payment", both("2026-12-01")).await;
        assert_eq!(after["status"], "awaiting-payment", "{after}");
        transfer
    }

    async fn act(&mut self, moment: &str, who: &str, verb: &str, body: Value) -> Value {
        self.office.it_is(moment);
        let answer = self.tried(who, verb, &body).await.expect(200);
        answer.etag().clone_into(&mut self.etag);
        answer.json()
    }

    async fn tried(&self, who: &str, verb: &str, body: &Value) -> Answer {
        self.office.act(who, &self.id, verb, &self.etag, body).await
    }

    async fn refused(&self, who: &str, verb: &str, body: &Value, code: &str) {
        let answer = self.tried(who, verb, body).await.expect(422);
        assert_eq!(answer.code(), code, "{}", answer.text);
    }

    async fn state(&self) -> Value {
        self.office.get("clerk", &format!("/api/v1/dossiers/{}", self.id)).await.expect(200).json()
    }

    async fn to_do(&self) -> Value {
        self.office.visit(&format!("/api/v1/status/{}", self.token)).await.expect(200).json()["to_do"].clone()
    }

    /// The citizen's page says it in these words.
    async fn the_page_says(&self, words: &[&str]) {
        let page = self.office.visit(&format!("/tra-cuu/{}", self.token)).await.expect(200).text;
        let page = page.replace('\u{a0}', " ");
        for said in words {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
}

fn wait(charges: &[&str], pay_by: &str) -> Value {
    json!({ "leg": 2, "charges": charges, "pay_by": pay_by })
}

fn both(pay_by: &str) -> Value {
    wait(&[REGISTRATION, INCOME], pay_by)
}

fn by_notice(charge: &str, amount: i64) -> Value {
    json!({ "charge": charge, "amount": amount, "means": "notice", "reference": "LTB-12" })
}

on_both_databases!(only_who_gave_the_notice_waits_for_it, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut transfer = Transfer::with_the_tax_office(&office).await;
    let one = wait(&[REGISTRATION], "2026-12-01");
    transfer.refused("land", "await-payment", &one, "intake.wait-of-other-leg").await;
    transfer.refused("clerk", "await-payment", &one, "intake.wait-of-other-leg").await;
    let at_counter = json!({ "charges": [REGISTRATION], "pay_by": "2026-12-01" });
    transfer.tried("tax-leader", "await-payment", &one).await.expect(403);
    transfer.tried("stranger", "await-payment", &at_counter).await.expect(404);

    let cases = [
        (wait(&[], "2026-12-01"), "intake.charges-empty"),
        (wait(&["phi-la"], "2026-12-01"), "intake.charge-unknown"),
        (wait(&[REGISTRATION, REGISTRATION], "2026-12-01"), "intake.charge-twice"),
        (wait(&["le-phi-cap-giay"], "2026-12-01"), "intake.charge-due-at-return"),
        (both("2026-12-01"), "intake.charge-not-assessed"),
        (wait(&[REGISTRATION], "2026-11-16"), "intake.pay-by-past"),
        (wait(&[REGISTRATION], "01/12/2026"), "web.date-wrong"),
        (wait(&[REGISTRATION], "9999-12-31"), "web.date-wrong"),
    ];
    for (body, code) in &cases {
        transfer.refused("tax", "await-payment", body, code).await;
    }
    let paid = by_notice(REGISTRATION, 2_500_000);
    let after = transfer.act("2026-11-17T09:10", "clerk", "record-payment", paid).await;
    assert_eq!(after["status"], "in-process");
    transfer.refused("tax", "await-payment", &one, "intake.charge-paid").await;
    assert_eq!(transfer.state().await["dates"]["lawful"], "2026-11-27T17:00:00+07:00");
});

on_both_databases!(the_citizen_reads_what_to_pay_until_when, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut transfer = Transfer::waiting(&office).await;
    let to_do = transfer.to_do().await;
    assert_eq!((&to_do["do"], &to_do["amount"]), (&json!("pay"), &json!(12_500_000)), "{to_do}");
    let left = json!({ "name": "Lệ phí trước bạ", "amount": 2_500_000, "collector": "treasury" });
    assert_eq!(to_do["charges"][0], left);
    transfer
        .the_page_says(&[
            "Nộp 12.500.000 ₫ theo thông báo đã gửi cho bạn.",
            "<span lang=\"vi\">Lệ phí trước bạ</span>: 2.500.000 ₫ (Kho bạc, theo thông báo)",
            "<span lang=\"vi\">Thuế thu nhập cá nhân từ chuyển nhượng bất động sản</span>: 10.000.000 ₫",
            "Chậm nhất thứ Ba 01/12/2026.",
            "Tạm dừng từ 10:00, 17/11/2026 để chờ nộp tiền, không tính vào thời hạn.",
        ])
        .await;
    // The number alone shows no money.
    let number = "/api/v1/status?number=H13.163.01-261116-0001";
    let shown = office.visit(number).await.expect(200).json();
    let fields: Vec<&String> = shown.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["degree", "number"]);

    let paid = by_notice(REGISTRATION, 2_500_000);
    transfer.act("2026-11-18T09:00", "clerk", "record-payment", paid).await;
    let to_do = transfer.to_do().await;
    assert_eq!(to_do["amount"], 10_000_000);
    assert_eq!(to_do["charges"].as_array().unwrap().len(), 1, "{to_do}");
});

on_both_databases!(the_last_payment_lets_the_clock_run, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut transfer = Transfer::waiting(&office).await;
    let desk = office.open_page(&office.cookie("clerk").await, "/viec-can-lam").await.expect(200).text;
    assert!(desk.contains("Chờ nghĩa vụ tài chính") && desk.contains("H13.163.01-261116-0001"), "{desk}");
    transfer.refused("tax", "hand-over", &json!({ "leg": 2 }), "routing.waits-for-payment").await;
    transfer.refused("tax", "await-payment", &both("2026-12-02"), "intake.state-awaiting-payment").await;
    let cash = json!({ "charge": REGISTRATION, "amount": 2_500_000, "means": "cash" });
    transfer.refused("clerk", "record-payment", &cash, "fees.treasury-by-notice").await;
    transfer.tried("tax", "record-payment", &by_notice(REGISTRATION, 1)).await.expect(403);

    for (moment, charge, amount) in
        [("2026-11-18T09:00", REGISTRATION, 2_500_000), ("2026-11-18T09:05", INCOME, 4_000_000)]
    {
        let after = transfer.act(moment, "clerk", "record-payment", by_notice(charge, amount)).await;
        assert_eq!(after["status"], "awaiting-payment", "{after}");
        assert_eq!(after["dates"]["lawful"], "2026-11-27T17:00:00+07:00");
    }
    let rest = by_notice(INCOME, 6_000_000);
    let after = transfer.act("2026-11-19T15:00", "clerk", "record-payment", rest).await;
    assert_eq!(after["status"], "in-process", "{after}");
    // The wait: 300 minutes of Tuesday from 10:00, 480 of Wednesday, 360 of Thursday until 15:00, together 1 140. From
    // Friday 27/11 at 17:00: 480 on Monday 30/11, 480 on Tuesday 01/12, and 180 on Wednesday 02/12 from 07:00.
    assert_eq!(after["dates"]["lawful"], "2026-12-02T10:00:00+07:00");
    assert_eq!(after["dates"]["first"], "2026-11-27T17:00:00+07:00");
    transfer.the_page_says(&["Bạn chưa phải làm gì"]).await;
    transfer.refused("tax", "await-payment", &both("2026-12-02"), "intake.charge-paid").await;

    let page = office.open_page(&office.cookie("tax").await, &format!("/ho-so/{}", transfer.id)).await;
    let page = page.expect(200).text.replace('\u{a0}', " ");
    let names = "Lệ phí trước bạ, Thuế thu nhập cá nhân từ chuyển nhượng bất động sản";
    assert!(page.contains(&format!("Chờ nộp {names}, đến 23:59")), "{page}");
    assert!(page.contains("Đã nộp đủ; ngày hẹn theo luật là"), "{page}");
    transfer.act("2026-11-20T09:00", "tax", "finish-step", json!({ "leg": 2, "step": 0 })).await;
    transfer.act("2026-11-20T09:00", "tax", "hand-over", json!({ "leg": 2 })).await;

    // The work that was to stop it finds nothing to stop.
    office.it_is("2026-12-02T08:00");
    duties::drain(&office.context).await.unwrap();
    assert_eq!(transfer.state().await["status"], "in-process");
});

on_both_databases!(who_does_not_pay_in_time_is_stopped, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut transfer = Transfer::with_the_tax_office(&office).await;
    // The counter hands the notice out; its last day is a Saturday, so Monday 23/11 counts whole.
    let notice = json!({ "charges": [REGISTRATION], "pay_by": "2026-11-21" });
    transfer.act("2026-11-17T10:00", "clerk", "await-payment", notice).await;
    transfer.the_page_says(&["Chậm nhất thứ Hai 23/11/2026."]).await;
    let paid = by_notice(REGISTRATION, 2_499_999);
    transfer.act("2026-11-20T09:00", "clerk", "record-payment", paid).await;
    for (moment, status) in [("2026-11-23T23:59", "awaiting-payment"), ("2026-11-24T00:00", "stopped")] {
        office.it_is(moment);
        duties::drain(&office.context).await.unwrap();
        assert_eq!(transfer.state().await["status"], status, "{moment}");
    }
    transfer.the_page_says(&["dừng giải quyết"]).await;
    let state = office.get("clerk", &format!("/api/v1/dossiers/{}", transfer.id)).await.expect(200);
    state.etag().clone_into(&mut transfer.etag);
    transfer.refused("clerk", "record-payment", &by_notice(REGISTRATION, 1), "fees.dossier-closed").await;
});

on_both_databases!(the_page_of_a_dossier_lets_it_wait, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let transfer = Transfer::with_the_tax_office(&office).await;
    let (cookie, path) = (office.cookie("tax").await, format!("/ho-so/{}", transfer.id));
    let page = office.open_page(&cookie, &path).await.expect(200).text;
    let form = page.split_once("id=\"await-payment-2\"").unwrap_or_else(|| panic!("{page}")).1;
    let form = form.split("</details>").next().unwrap();
    assert!(form.contains("name=\"charges\" value=\"le-phi-truoc-ba\" checked"), "{form}");
    assert!(!form.contains(INCOME), "not assessed: {form}");
    let (proof, version) = (hidden(&page, "proof"), hidden(&page, "version"));
    let typed = |pay_by| {
        let sent = [("proof", proof.as_str()), ("version", &version), ("key", "thue-1"), ("leg", "2")];
        [sent.as_slice(), &[("charges", REGISTRATION), ("pay_by", pay_by)]].concat()
    };
    let address = format!("{path}/await-payment");
    let past = office.fill(&cookie, &address, &typed("2026-11-16")).await.expect(422).text;
    assert!(past.contains("đã qua") && past.contains("value=\"2026-11-16\""), "{past}");
    office.fill(&cookie, &address, &typed("2026-12-01")).await.expect(303);
    let page = office.open_page(&cookie, &path).await.expect(200).text;
    assert!(page.contains("Chờ nghĩa vụ tài chính") && !page.contains("/await-payment"), "{page}");
});

on_both_databases!(a_notice_sent_twice_is_given_once, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let transfer = Transfer::with_the_tax_office(&office).await;
    let path = format!("/api/v1/dossiers/{}/await-payment", transfer.id);
    let headers = [(IF_MATCH.as_str(), transfer.etag.as_str()), ("idempotency-key", "thong-bao-1")];
    let body = wait(&[REGISTRATION], "2026-12-01");
    for _ in 0..2 {
        let answer = office.post("tax", &path, &headers, &body).await.expect(200);
        assert_eq!(answer.json()["status"], "awaiting-payment");
    }
    office.post("tax", &path, &headers[..1], &body).await.expect(412);
});
