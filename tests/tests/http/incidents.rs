//! What the office spoils: papers that are lost, a result that is wrong, an end that was a mistake. Who may say so, what
//! becomes of the dossier, what the citizen reads, and that it costs them neither time nor money.
//!
//! Hours are 07:00–11:30 and 13:30–17:00. 24/11/2026 is a holiday.

use crate::office::{Answer, Office};
use crate::support;
use motcua_app::{duties, upkeep};
use motcua_kernel::Role;
use serde_json::{Value, json};

const APOLOGY: &str = "Chúng tôi thành thật xin lỗi ông bà.";

struct Spoilt<'a> {
    office: &'a Office,
    id: String,
    etag: String,
    token: String,
}

impl<'a> Spoilt<'a> {
    /// With the land office, which alone has to do with it.
    async fn in_process(office: &'a Office) -> Self {
        let mut body = Office::land_transfer();
        body["answers"]["co-nghia-vu-tai-chinh"] = json!(false);
        let received = office.post("clerk", "/api/v1/dossiers", &[], &body).await.expect(201);
        let body = received.json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (id, token) = (text(&body["dossier"]["id"]), text(&body["token"]));
        let mut dossier = Self { office, id, etag: received.etag().to_owned(), token };
        dossier.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
        dossier.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
        dossier
    }

    /// Handed out on Thursday 19/11, eight days before its date.
    async fn returned(office: &'a Office) -> Self {
        let mut dossier = Self::in_process(office).await;
        dossier.act("2026-11-16T14:00", "land", "finish-step", json!({ "leg": 1, "step": 0 })).await;
        dossier.act("2026-11-16T15:00", "land", "hand-over", json!({ "leg": 1 })).await;
        dossier.act("2026-11-16T15:30", "land", "accept", json!({ "leg": 3 })).await;
        let fee = json!({ "leg": 3, "charge": "le-phi-cap-giay", "amount": 100_000 });
        dossier.act("2026-11-16T15:40", "land", "assess-charge", fee).await;
        dossier.decided("2026-11-19", "12/GCN").await;
        dossier
    }

    /// Proposed, signed, numbered and handed out.
    async fn decided(&mut self, day: &str, number: &str) {
        let at = |time: &str| format!("{day}T{time}");
        let proposal = json!({ "leg": 3, "outcome": "granted", "result": "giay-chung-nhan" });
        self.act(&at("08:00"), "land", "propose", proposal).await;
        self.act(&at("08:30"), "land-leader", "approve", json!({ "leg": 3 })).await;
        self.act(&at("09:00"), "land-records", "number", json!({ "leg": 3, "number": number })).await;
        self.act(&at("09:10"), "land", "hand-over", json!({ "leg": 3 })).await;
        self.act(&at("10:00"), "clerk", "accept", json!({ "leg": 4 })).await;
        for charge in self.state().await["charges"].as_array().unwrap() {
            let left = charge["amount"].as_i64().unwrap_or(0) - charge["paid"].as_i64().unwrap_or(0);
            if left > 0 {
                let paid = json!({ "charge": charge["code"], "amount": left, "means": "cash" });
                self.act(&at("10:05"), "clerk", "record-payment", paid).await;
            }
        }
        let handed_out =
            json!({ "method": "counter", "to": "applicant", "originals_reason": "Lưu trong hồ sơ" });
        let after = self.act(&at("10:10"), "clerk", "return-result", handed_out).await;
        assert_eq!(after["status"], "returned");
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

    async fn times(&self) -> Value {
        self.office.get("supervisor", &format!("/api/v1/dossiers/{}/times", self.id)).await.expect(200).json()
    }

    /// The page of the dossier in the browser of `who`.
    async fn page(&self, who: &str) -> String {
        let cookie = self.office.cookie(who).await;
        self.office.open_page(&cookie, &format!("/ho-so/{}", self.id)).await.expect(200).text
    }

    async fn the_citizen_reads(&self, sentence: &str) {
        let page = self.office.visit(&format!("/tra-cuu/{}", self.token)).await.expect(200).text;
        let page = page.replace('\u{a0}', " ");
        assert!(page.contains(sentence), "{sentence}: {page}");
    }

    async fn the_store_is_sound(&self) {
        let report = upkeep::verify(&self.office.context, &|_| {}).await.unwrap();
        assert_eq!(report.broken, []);
    }
}

fn incident(kind: &str, agency: &str, cost: i64) -> Value {
    json!({ "kind": kind, "agency": agency, "cost": cost, "account": "Rơi khi chuyển kho.", "apology": APOLOGY })
}

fn reopening(ground: &str) -> Value {
    json!({ "ground": ground, "reason": "Sai diện tích thửa đất." })
}

on_both_databases!(
    papers_the_office_lost_cost_the_citizen_neither_time_nor_money,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut dossier = Spoilt::in_process(&office).await;
        let before = dossier.state().await;
        let lost = incident("papers-lost", "H13.031", 50_000);
        dossier.tried("supervisor", "record-incident", &lost).await.expect(403);
        dossier.tried("stranger", "record-incident", &lost).await.expect(404);
        for (body, code) in [
            (incident("papers-lost", "H13.007", 0), "routing.agency-without-part"),
            (incident("papers-lost", "H99", 0), "web.agency-unknown"),
            (incident("papers-lost", "H13.031", -1), "routing.cost-below-zero"),
            (incident("wrong-result", "H13.031", 0), "routing.no-result-out"),
        ] {
            dossier.refused("clerk", "record-incident", &body, code).await;
        }
        let mut silent = lost.clone();
        silent["apology"] = json!(" ");
        dossier.refused("land", "record-incident", &silent, "app.words-missing").await;
        let after = dossier.act("2026-11-17T09:00", "land", "record-incident", lost).await;
        for same in ["status", "dates", "charges", "legs"] {
            assert_eq!(after[same], before[same], "{same}");
        }
        dossier
            .the_citizen_reads(
                "Văn phòng Đăng ký đất đai thành phố Cần Thơ đã làm mất giấy tờ trong hồ sơ của bạn và xin lỗi bạn. \
                 Mọi chi phí cấp lại giấy tờ do cơ quan chịu; thời hạn giải quyết không thay đổi.",
            )
            .await;
        let page = dossier.page("clerk").await.replace('\u{a0}', " ");
        for said in ["mất, thất lạc giấy tờ", "50.000 ₫", "Rơi khi chuyển kho.", APOLOGY] {
            assert!(page.contains(said), "{said}: {page}");
        }
        dossier.the_store_is_sound().await;
    }
);

on_both_databases!(a_wrong_result_is_taken_back_and_replaced, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut dossier = Spoilt::returned(&office).await;
    let dates = dossier.state().await["dates"].clone();
    office.it_is("2026-11-30T08:00");
    assert!(!dossier.page("head").await.contains("id=\"reopen\""), "nobody has said that it is wrong");
    let wrong = reopening("wrong-result");
    dossier.refused("head", "reopen", &wrong, "routing.wrong-result-not-recorded").await;
    dossier
        .act("2026-11-30T08:00", "clerk", "record-incident", incident("wrong-result", "H13.031", 120_000))
        .await;
    dossier.the_citizen_reads("vui lòng chưa sử dụng kết quả này").await;

    dossier.tried("clerk", "reopen", &wrong).await.expect(403);
    let elsewhere = dossier.tried("land-leader", "reopen", &wrong).await.expect(403);
    assert_eq!(elsewhere.code(), "routing.other-agency");
    dossier.refused("head", "reopen", &reopening("ended-by-mistake"), "routing.ended-with-result").await;
    assert!(dossier.page("head").await.contains("id=\"reopen\""));
    assert!(!dossier.page("clerk").await.contains("id=\"reopen\""));
    let opened = dossier.act("2026-11-30T09:00", "head", "reopen", wrong.clone()).await;
    assert_eq!((&opened["status"], &opened["dates"]), (&json!("in-process"), &dates), "no date moves");
    dossier.refused("head", "reopen", &wrong, "routing.not-ended").await;
    dossier
        .the_citizen_reads(
            "Kết quả số 12/GCN có sai sót và không còn giá trị. Từ thứ Hai 30/11/2026, chúng tôi đang sửa lại, mọi chi \
             phí do cơ quan chịu.",
        )
        .await;
    let desk = office.get("land", "/api/v1/desk?agency=H13.031").await.expect(200).text;
    assert!(desk.contains(&dossier.id) && desk.contains("\"take\""), "{desk}");
    let rid = json!({ "reason": "Người nộp không muốn nữa." });
    dossier.refused("clerk", "withdraw", &rid, "intake.result-to-correct").await;

    let charges = dossier.state().await["charges"].clone();
    dossier.decided("2026-12-01", "13/GCN").await;
    assert_eq!(dossier.state().await["charges"], charges, "nothing more is owed or paid");
    dossier.the_citizen_reads("Kết quả số 12/GCN có sai sót, đã được thay bằng kết quả mới").await;
    let page = dossier.page("clerk").await.replace('\u{a0}', " ");
    for said in ["Kết quả đã thay thế", "12/GCN", "13/GCN", "120.000 ₫", "Sai diện tích thửa đất."]
    {
        assert!(page.contains(said), "{said}: {page}");
    }

    let times = dossier.times().await;
    assert_eq!(times["ended"], "2026-12-01T10:00:00+07:00", "the last end");
    let line = times["main_line"].as_array().unwrap();
    let between: Vec<(&Value, &Value, &Value)> =
        line.iter().map(|it| (&it["holder"]["who"], &it["from"], &it["to"])).collect();
    let nobody =
        (&json!("after-result"), &json!("2026-11-19T10:00:00+07:00"), &json!("2026-11-30T08:00:00+07:00"));
    let counter =
        (&json!("counter"), &json!("2026-11-30T08:00:00+07:00"), &json!("2026-11-30T09:00:00+07:00"));
    assert!(between.contains(&nobody) && between.contains(&counter), "{times:#}");
    assert!(times["lateness"]["total_minutes"].as_i64().unwrap() > 0, "{times:#}");
    let table = office.get("supervisor", "/api/v1/times?agency=H13&from=2026-11-01").await.expect(200).json();
    assert_eq!((&table["period"]["reopened"], &table["period"]["late"]), (&json!(1), &json!(1)));
    dossier.the_store_is_sound().await;
});

on_both_databases!(
    an_end_by_mistake_is_taken_back_by_another_person,
    async |database: &support::TestDatabase| {
        let mut office = Office::open(database).await;
        office.hire("ward-leader", Role::Leader, "H13.163.01").await;
        let mut dossier = Spoilt::in_process(&office).await;
        let before = dossier.state().await;
        let rid = json!({ "reason": "Người nộp xin rút." });
        dossier.act("2026-11-17T09:00", "head", "withdraw", rid).await;
        office.it_is("2026-11-18T09:00");
        let mistake = reopening("ended-by-mistake");
        let own = dossier.tried("head", "reopen", &mistake).await.expect(403);
        assert_eq!(own.code(), "identity.own-request");
        assert!(!dossier.page("head").await.contains("id=\"reopen\""));
        let after = dossier.act("2026-11-18T09:00", "ward-leader", "reopen", mistake).await;
        for same in ["status", "dates", "legs"] {
            assert_eq!(after[same], before[same], "{same}");
        }
        dossier.the_citizen_reads("Hồ sơ đã bị kết thúc do nhầm lẫn và được mở lại thứ Tư 18/11/2026.").await;
        dossier.the_store_is_sound().await;
    }
);

on_both_databases!(
    a_lapse_by_mistake_gives_the_citizen_a_term_again,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut dossier = Spoilt::in_process(&office).await;
        let items = json!({ "leg": 1, "items": [{ "component": "hop-dong", "reason": "Thiếu chữ ký." }] });
        let asked = dossier.act("2026-11-17T09:00", "land", "ask-supplement", items).await;
        assert_eq!(asked["status"], "supplement-requested");
        office.it_is("2027-06-01T09:00");
        duties::drain(&office.context).await.unwrap();
        let stopped = office.get("clerk", &format!("/api/v1/dossiers/{}", dossier.id)).await.expect(200);
        assert_eq!(stopped.json()["status"], "stopped", "nobody answered in time");
        stopped.etag().clone_into(&mut dossier.etag);
        let opened = dossier.act("2027-06-01T10:00", "head", "reopen", reopening("ended-by-mistake")).await;
        assert_eq!(opened["status"], "supplement-requested");
        duties::drain(&office.context).await.unwrap();
        let done = dossier.act("2027-06-02T16:00", "clerk", "complete-supplement", json!({})).await;
        assert_eq!(done["status"], "in-process", "the term holds until the end of the next working day");
        dossier.the_store_is_sound().await;
    }
);
