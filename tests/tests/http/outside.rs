//! Agencies that do not work in the system, over HTTP in Cần Thơ as it ships: social insurance makes the card of a child.
//! The counter writes to it and records what it answers.
//!
//! Every minute is worked out by hand: 07:00–11:30 and 13:30–17:00, 480 a day; 16/11/2026 is a Monday. A hand-over is its
//! sender's for at most 240 minutes.

use crate::office::{Answer, Office};
use crate::support;
use motcua_kernel::Role;
use serde_json::{Value, json};

const COUNTER: &str = "H13.163.01";
const LISTS: &str = "H13.163.04";
const INSURANCE: &str = "H13.033";

pub struct Errand<'a> {
    office: &'a Office,
    pub id: String,
    token: String,
}

pub async fn open(database: &support::TestDatabase) -> Office {
    let mut office = Office::open_as_shipped(database).await;
    office.hire("social", Role::Specialist, LISTS).await;
    office
}

impl<'a> Errand<'a> {
    pub async fn received(office: &'a Office, filed: &Value) -> Self {
        let body = office.post("clerk", "/api/v1/dossiers", &[], filed).await.expect(201).json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self { office, id: text(&body["dossier"]["id"]), token: text(&body["token"]) }
    }

    /// The card of a child: the list is made by the commune and handed to social insurance on Monday at 11:00.
    pub async fn with_social_insurance(office: &'a Office) -> Self {
        let card = json!({
            "procedure": "1.001939",
            "case": "tre-em-duoi-6-tuoi",
            "receiving": COUNTER,
            "applicant": { "name": "Trần Thị Mai" },
            "components": [{ "code": "to-khai", "originals": 1 }, { "code": "giay-khai-sinh", "originals": 1 }]
        });
        let errand = Self::received(office, &card).await;
        errand.act("2026-11-16T08:30", "clerk", "hand-over", json!({})).await;
        errand.act("2026-11-16T09:00", "social", "accept", json!({ "leg": 1 })).await;
        errand.act("2026-11-16T10:30", "social", "finish-step", json!({ "leg": 1, "step": 0 })).await;
        errand.act("2026-11-16T11:00", "social", "hand-over", json!({ "leg": 1 })).await;
        errand
    }

    pub async fn state(&self) -> Answer {
        self.office.get("clerk", &format!("/api/v1/dossiers/{}", self.id)).await.expect(200)
    }

    async fn tried(&self, who: &str, verb: &str, body: &Value) -> Answer {
        let etag = self.state().await.etag().to_owned();
        self.office.act(who, &self.id, verb, &etag, body).await
    }

    pub async fn act(&self, moment: &str, who: &str, verb: &str, body: Value) -> Value {
        self.office.it_is(moment);
        self.tried(who, verb, &body).await.expect(200).json()
    }

    pub async fn refused(&self, who: &str, verb: &str, body: &Value, code: &str) {
        let status = if code == "routing.other-agency" { 403 } else { 422 };
        let answer = self.tried(who, verb, body).await.expect(status);
        assert_eq!(answer.code(), code, "{}", answer.text);
    }

    /// What of it lies on the desk of the counter: task and slot.
    async fn check_desk(&self, expected: &[(&str, u64)]) {
        let desk =
            self.office.get("clerk", &format!("/api/v1/desk?agency={COUNTER}")).await.expect(200).json();
        let items = desk["items"].as_array().unwrap();
        let row = |it: &Value| (it["task"].as_str().unwrap().to_owned(), it["leg"].as_u64().unwrap_or(0));
        let found: Vec<(String, u64)> = items.iter().map(row).collect();
        let expected: Vec<(String, u64)> = expected.iter().map(|it| (it.0.to_owned(), it.1)).collect();
        assert_eq!(found, expected, "{desk}");
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

pub fn letter(number: &str, date: &str) -> Value {
    json!({ "leg": 2, "number": number, "date": date })
}

fn granted(number: &str, date: &str) -> Value {
    json!({ "leg": 2, "number": number, "date": date, "answer": "agreed", "result": "the-bhyt" })
}

on_both_databases!(a_card_comes_back_from_social_insurance, async |database: &support::TestDatabase| {
    let office = open(database).await;
    let errand = Errand::with_social_insurance(&office).await;
    errand.check_desk(&[("send-letter", 2)]).await;
    errand.the_page_says(&["Đang chuyển đến Bảo hiểm xã hội thành phố Cần Thơ"]).await;
    let state = errand.state().await.json();
    assert_eq!(state["legs"][1]["recorded_by"]["code"], COUNTER, "{state}");
    assert_eq!(state["legs"][0].get("recorded_by"), None, "the commune works in the system");

    // The letter bears Monday and is recorded on Tuesday.
    let sent = errand.act("2026-11-17T09:00", "clerk", "send-letter", letter("45/MC", "2026-11-16")).await;
    assert_eq!((&sent["status"], &sent["legs"][1]["status"]), (&json!("in-process"), &json!("active")));
    errand.check_desk(&[("record-answer", 2)]).await;
    errand.the_page_says(&["Đang ở Bảo hiểm xã hội thành phố Cần Thơ"]).await;

    // The card is of Wednesday and arrives on Thursday.
    let answered =
        errand.act("2026-11-19T15:00", "clerk", "record-answer", granted("DN4921", "2026-11-18")).await;
    assert_eq!(answered["status"], "result-signed", "{answered}");
    errand.check_desk(&[("accept", 3)]).await;
    errand.act("2026-11-19T15:30", "clerk", "accept", json!({ "leg": 3 })).await;
    errand.the_page_says(&["Đã có kết quả"]).await;
    let handed = json!({ "method": "counter", "to": "applicant", "originals_reason": "Lưu trong hồ sơ" });
    let end = errand.act("2026-11-20T08:00", "clerk", "return-result", handed).await;
    assert_eq!(end["status"], "returned");
    the_minutes_are_each_ones_own(&errand).await;
    the_figures_say_so(&office).await;
});

async fn the_minutes_are_each_ones_own(errand: &Errand<'_>) {
    let times = errand.office.get("clerk", &format!("/api/v1/dossiers/{}/times", errand.id)).await;
    let times = times.expect(200).json();
    let row = |it: &Value| {
        let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
        let holder = &it["holder"];
        (
            text(&holder["who"]),
            text(&holder["agency"]["code"]),
            text(&holder["recorded_by"]["code"]),
            it["minutes"].as_i64().unwrap(),
        )
    };
    let line: Vec<_> = times["main_line"].as_array().unwrap().iter().map(row).collect();
    let expected = [
        // Monday 08:00-09:00.
        ("counter", COUNTER, "", 60),
        // 09:00-11:00 are 120; then 30 until 11:30 and 210 in the afternoon, the 240 in which a hand-over is its sender's.
        ("leg", LISTS, "", 360),
        // Tuesday 07:00-09:00: no letter had gone.
        ("liaison", COUNTER, "", 120),
        // Tuesday 150 + 210, Wednesday 480, Thursday 270 + 90.
        ("leg", INSURANCE, COUNTER, 1200),
        // Thursday 15:00-15:30: from the liaison desk to the counter.
        ("liaison", COUNTER, "", 30),
    ];
    let expected = expected.map(|it| (it.0.to_owned(), it.1.to_owned(), it.2.to_owned(), it.3));
    assert_eq!(line, expected, "{times}");
    let clock = &times["legs"][1];
    assert_eq!(clock["recorded_by"]["code"], COUNTER);
    // Two working days from Tuesday 09:00 end on Thursday at 17:00: 360 + 480 + 480.
    assert_eq!((&clock["used_minutes"], &clock["allowed_minutes"]), (&json!(1200), &json!(1320)));
    assert_eq!(clock["overrun_minutes"], 0);
    assert_eq!(times["legs"][0].get("recorded_by"), None);
    assert_eq!(times["lateness"]["total_minutes"], 0);
}

async fn the_figures_say_so(office: &Office) {
    office.it_is("2026-11-30T17:00");
    let query = "agency=H13&from=2026-11-01&before=2026-12-01";
    let table = office.get("supervisor", &format!("/api/v1/times?{query}")).await.expect(200).json();
    let totals = table["totals"].as_array().unwrap();
    let check = |code: &str, used: i64, recorded: i64| {
        let of = totals.iter().find(|it| it["agency"]["code"] == code).unwrap();
        assert_eq!(
            (&of["used_minutes"], &of["recorded_minutes"]),
            (&json!(used), &json!(recorded)),
            "{code}"
        );
    };
    // 60 at the counter, 120 and 30 at its liaison desk.
    check(COUNTER, 210, 0);
    check(LISTS, 360, 0);
    check(INSURANCE, 1200, 1200);
    assert_eq!(table["period"]["used_minutes"], 1770);
    let page = office.open_page(&office.cookie("supervisor").await, &format!("/theo-doi?{query}")).await;
    let page = page.expect(200).text;
    let row = page.split("<tr>").find(|it| it.contains("Bảo hiểm xã hội thành phố Cần Thơ</span>")).unwrap();
    assert!(row.contains("ghi nhận thay"), "{row}");
    let of_counter =
        page.split("<tr>").find(|it| it.contains("Trung tâm Phục vụ hành chính công xã Kế Sách</span>"));
    assert!(!of_counter.unwrap().contains("ghi nhận thay"), "{page}");
    assert!(page.contains("Đơn vị đầu mối"), "{page}");
}

on_both_databases!(only_the_liaison_unit_records, async |database: &support::TestDatabase| {
    let mut office = open(database).await;
    office.hire("insurance", Role::Specialist, INSURANCE).await;
    let errand = Errand::with_social_insurance(&office).await;
    let out = letter("45/MC", "2026-11-16");
    errand.refused("social", "send-letter", &out, "routing.other-agency").await;
    errand.tried("stranger", "send-letter", &out).await.expect(404);
    errand.tried("nobody", "send-letter", &out).await.expect(403);
    errand.refused("clerk", "accept", &json!({ "leg": 2 }), "routing.leg-outside").await;
    errand.tried("insurance", "accept", &json!({ "leg": 2 })).await.expect(403);
    errand.refused("clerk", "record-answer", &granted("DN1", "2026-11-16"), "routing.no-letter-out").await;
    let cases = [
        (letter(" ", "2026-11-16"), "routing.letter-number-missing"),
        (letter("45/MC", "2026-11-17"), "routing.letter-in-future"),
        (letter("45/MC", "2026-11-15"), "routing.letter-before-receipt"),
        (letter("45/MC", "16/11/2026"), "web.date-wrong"),
    ];
    for (body, code) in &cases {
        errand.refused("clerk", "send-letter", body, code).await;
    }
    errand
        .refused(
            "social",
            "send-letter",
            &json!({ "leg": 1, "number": "1", "date": "2026-11-16" }),
            "routing.leg-inside",
        )
        .await;

    errand.act("2026-11-17T09:00", "head", "send-letter", out).await;
    let again = letter("46/MC", "2026-11-17");
    errand.refused("clerk", "send-letter", &again, "routing.reminder-reason-missing").await;
    let reminder =
        json!({ "leg": 2, "number": "46/MC", "date": "2026-11-17", "reason": "Đã quá hạn trả lời." });
    errand.act("2026-11-18T09:00", "clerk", "send-letter", reminder).await;
    errand.refused("social", "record-answer", &granted("DN1", "2026-11-18"), "routing.other-agency").await;
    errand
        .refused("clerk", "record-answer", &granted("DN1", "2026-11-15"), "routing.letter-before-receipt")
        .await;
    let unknown =
        json!({ "leg": 2, "number": "1", "date": "2026-11-18", "answer": "agreed", "result": "the-la" });
    errand.refused("clerk", "record-answer", &unknown, "routing.no-such-result").await;
    let silent = json!({ "leg": 2, "number": "1", "date": "2026-11-18", "answer": "refused" });
    errand.refused("clerk", "record-answer", &silent, "app.words-missing").await;
    let refused = json!({ "leg": 2, "number": "9/BHXH", "date": "2026-11-18", "answer": "refused",
                          "reason": "Trẻ đã có thẻ." });
    let after = errand.act("2026-11-18T10:00", "clerk", "record-answer", refused).await;
    assert_eq!(after["status"], "result-signed");

    let events =
        office.get("clerk", &format!("/api/v1/dossiers/{}/events", errand.id)).await.expect(200).json();
    let items = events["items"].as_array().unwrap();
    let named = |name: &str| items.iter().filter(|it| it["event"] == name).cloned().collect::<Vec<_>>();
    let sent = named("letter-sent");
    assert_eq!(sent.len(), 2, "{events}");
    assert_eq!(sent[0]["data"]["letter"], json!({ "number": "45/MC", "date": "2026-11-16" }));
    assert_eq!(sent[0]["occurred"], sent[0]["recorded"], "the day on it is no time of ours");
    let answer = &named("answer-recorded")[0];
    assert_eq!(answer["data"]["answer"]["answer"], "refused", "no words in the event");
    assert!(answer["words"].as_object().unwrap().values().any(|it| it == "Trẻ đã có thẻ."), "{answer}");
});

on_both_databases!(
    papers_that_came_back_are_asked_of_the_citizen,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let errand = Errand::with_social_insurance(&office).await;
        errand.act("2026-11-16T14:00", "clerk", "send-letter", letter("45/MC", "2026-11-16")).await;
        let lacking = json!({ "leg": 2, "number": "8/BHXH", "date": "2026-11-17", "answer": "needs-supplement",
                          "reason": "Tờ khai thiếu mã hộ." });
        let after = errand.act("2026-11-17T09:00", "clerk", "record-answer", lacking).await;
        assert_eq!((&after["status"], &after["legs"][1]["status"]), (&json!("in-process"), &json!("active")));
        errand.check_desk(&[("send-letter", 2)]).await;
        errand.the_page_says(&["Đang chuyển đến Bảo hiểm xã hội thành phố Cần Thơ"]).await;
        let asked =
            json!({ "leg": 2, "items": [{ "component": "to-khai", "reason": "Tờ khai thiếu mã hộ." }] });
        errand.tried("stranger", "ask-supplement", &asked).await.expect(404);
        errand.refused("social", "ask-supplement", &asked, "app.supplement-of-other-agency").await;
        errand.act("2026-11-17T09:30", "clerk", "ask-supplement", asked).await;
        errand
            .refused("clerk", "send-letter", &letter("47/MC", "2026-11-17"), "routing.waits-for-supplement")
            .await;
        errand.act("2026-11-18T08:00", "clerk", "complete-supplement", json!({})).await;
        // No reminder: the first letter was answered.
        errand.act("2026-11-18T08:30", "clerk", "send-letter", letter("47/MC", "2026-11-18")).await;
        let early = granted("DN4921", "2026-11-17");
        errand.refused("clerk", "record-answer", &early, "routing.answer-before-letter").await;
        let after =
            errand.act("2026-11-19T08:30", "clerk", "record-answer", granted("DN4921", "2026-11-19")).await;
        assert_eq!(after["status"], "result-signed");
        let times =
            office.get("clerk", &format!("/api/v1/dossiers/{}/times", errand.id)).await.expect(200).json();
        // Monday 14:00-17:00 are 180, Tuesday 07:00-09:00 are 120; Wednesday 08:30 to Thursday 08:30 is a day.
        assert_eq!(times["legs"][1]["used_minutes"], 780, "{times}");
        // Tuesday 09:30-11:30 are 120 and 210 more, Wednesday 07:00-08:00 are 60.
        assert_eq!(times["citizen_minutes"], 390);
    }
);
