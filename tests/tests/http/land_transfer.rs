//! One real dossier as a new user of the API would take it: a land transfer at a commune counter, land and tax office in
//! parallel, a supplement asked once, the tax office late, the result returned. Every figure is worked out by hand in
//! `scenarios/land_transfer.rs`; here they come out of the supervisor's table.

use crate::office::{Answer, Office};
use crate::support;
use serde_json::{Value, json};

struct Dossier<'a> {
    office: &'a Office,
    id: String,
    etag: String,
}

impl Dossier<'_> {
    async fn act(&mut self, moment: &str, who: &str, verb: &str, body: Value) -> Answer {
        self.office.it_is(moment);
        let answer = self.office.act(who, &self.id, verb, &self.etag, &body).await.expect(200);
        answer.etag().clone_into(&mut self.etag);
        answer
    }
}

on_both_databases!(a_land_transfer_from_counter_to_result, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let received = office.receive().await;
    let body = received.json();
    assert_eq!(body["dossier"]["number"], "H13.163.01-261116-0001");
    assert_eq!(body["dossier"]["dates"]["first"], "2026-11-27T17:00:00+07:00");
    assert!(body["explanation"].as_str().unwrap().contains("24/11"), "{body}");
    let token = body["token"].as_str().unwrap().to_owned();
    let id = body["dossier"]["id"].as_str().unwrap().to_owned();
    let mut dossier = Dossier { office: &office, id, etag: received.etag().to_owned() };

    dossier.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    dossier.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    dossier.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
    let status = status(&office, &token).await;
    assert_eq!(status["status"], "in-process");
    assert_eq!(
        (&status["steps"][0]["state"], &status["steps"][1]["state"]),
        (&json!("working"), &json!("working"))
    );

    the_page_says(&office, &token, &["Bạn chưa phải làm gì", "Thuế thành phố Cần Thơ", "thứ Sáu 27/11/2026"])
        .await;

    let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
    dossier.act("2026-11-17T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    let asked = self::status(&office, &token).await;
    assert_eq!(asked["to_do"]["do"], "supplement");
    the_page_says(&office, &token, &["Bổ sung", "Hợp đồng hoặc văn bản chuyển nhượng"]).await;
    dossier.act("2026-11-18T10:00", "clerk", "complete-supplement", json!({})).await;
    dossier.act("2026-11-20T09:30", "land", "finish-step", json!({ "leg": 1, "step": 0 })).await;
    dossier.act("2026-11-20T09:30", "land", "hand-over", json!({ "leg": 1 })).await;
    dossier.act("2026-12-02T10:00", "tax", "finish-step", json!({ "leg": 2, "step": 0 })).await;
    dossier.act("2026-12-02T10:00", "tax", "hand-over", json!({ "leg": 2 })).await;
    the_page_says(&office, &token, &["Quá hạn", "xin lỗi"]).await;
    dossier.act("2026-12-02T10:30", "land", "accept", json!({ "leg": 3 })).await;
    let fee = json!({ "leg": 3, "charge": "le-phi-cap-giay", "amount": 100_000 });
    dossier.act("2026-12-02T14:00", "land", "assess-charge", fee).await;
    let granted = json!({ "leg": 3, "outcome": "granted", "result": "giay-chung-nhan" });
    dossier.act("2026-12-02T14:30", "land", "propose", granted).await;
    dossier.act("2026-12-02T15:30", "land-leader", "approve", json!({ "leg": 3 })).await;
    dossier
        .act("2026-12-02T16:00", "land-records", "number", json!({ "leg": 3, "number": "CS 01234" }))
        .await;
    dossier.act("2026-12-02T16:00", "land", "hand-over", json!({ "leg": 3 })).await;
    dossier.act("2026-12-02T16:30", "clerk", "accept", json!({ "leg": 4 })).await;
    assert_eq!(self::status(&office, &token).await["to_do"]["do"], "collect");
    the_page_says(&office, &token, &["Đã có kết quả", "Trung tâm Phục vụ hành chính công xã Kế Sách"]).await;
    let paid = json!({ "charge": "le-phi-cap-giay", "amount": 100_000, "means": "cash" });
    dossier.act("2026-12-03T08:00", "clerk", "record-payment", paid).await;
    let handed = json!({ "method": "counter", "to": "applicant", "originals_reason": "Lưu trong hồ sơ" });
    let end = dossier.act("2026-12-03T08:00", "clerk", "return-result", handed).await.json();
    assert_eq!(end["status"], "returned");
    the_page_says(&office, &token, &["Đã trả kết quả"]).await;

    the_delay_is_the_tax_offices(&office).await;
});

/// The citizen's page says it in these words.
async fn the_page_says(office: &Office, token: &str, words: &[&str]) {
    let page = office.visit(&format!("/tra-cuu/{token}")).await.expect(200).text.replace('\u{a0}', " ");
    for said in words {
        assert!(page.contains(said), "{said}: {page}");
    }
}

async fn status(office: &Office, token: &str) -> Value {
    office.visit(&format!("/api/v1/status/{token}")).await.expect(200).json()
}

/// 450 minutes late, all of them the tax office's; of 5,670 working minutes it held 4,860.
async fn the_delay_is_the_tax_offices(office: &Office) {
    office.it_is("2026-12-31T17:00");
    let table = office.get("supervisor", "/api/v1/times?agency=H13&from=2026-11-01&before=2026-12-01").await;
    let table = table.expect(200).json();
    let row = &table["items"][0];
    assert_eq!(row["number"], "H13.163.01-261116-0001", "{table}");
    assert_eq!(row["late_minutes"], 450, "{table}");
    assert_eq!(row["unassigned_minutes"], 0, "{table}");
    let totals = table["totals"].as_array().unwrap();
    let of = |code: &str| totals.iter().find(|it| it["agency"]["code"] == code).unwrap().clone();
    assert_eq!((&of("H13.030")["used_minutes"], &of("H13.030")["late_minutes"]), (&json!(4860), &json!(450)));
    assert_eq!((&of("H13.031")["used_minutes"], &of("H13.031")["late_minutes"]), (&json!(240), &json!(0)));
    assert_eq!(of("H13.163.01")["used_minutes"], 90);
}
