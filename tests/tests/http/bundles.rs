//! Hồ sơ liên thông over HTTP: one visit, one slip, each procedure its own dossier, date, result and refusal. Every date is
//! worked out by hand: hours 07:00–11:30 and 13:30–17:00 on weekdays; 16/11/2026 is a Monday, 24/11 a holiday.

use crate::office::{Answer, Office, hidden};
use crate::support;
use axum::http::StatusCode;
use motcua_kernel::Role;
use serde_json::{Value, json};

const COUNTER: &str = "H13.163.01";

/// The bundle as its dossiers stand, and who acts.
struct Bundle<'a> {
    office: &'a Office,
    body: Value,
}

async fn open(database: &support::TestDatabase) -> Office {
    staffed(Office::open(database).await).await
}

async fn staffed(mut office: Office) -> Office {
    for (name, role, agency) in [
        ("registrar", Role::Specialist, "H13.163"),
        ("chairman", Role::Leader, "H13.163"),
        ("registry", Role::RecordsClerk, "H13.163"),
        ("police", Role::Specialist, "H13.163.90"),
        ("police-leader", Role::Leader, "H13.163.90"),
        ("police-records", Role::RecordsClerk, "H13.163.90"),
        ("social", Role::Specialist, "H13.163.04"),
        ("insurance", Role::Specialist, "H13.033"),
        ("insurance-leader", Role::Leader, "H13.033"),
        ("insurance-records", Role::RecordsClerk, "H13.033"),
    ] {
        office.hire(name, role, agency).await;
    }
    office
}

fn birth() -> Value {
    json!({
        "group": "lt-khai-sinh",
        "receiving": COUNTER,
        "applicant": { "name": "Trần Văn Lộc", "national_id": "092190000001", "phone": "0912345678",
                       "address": "Ấp An Thành, xã Kế Sách" },
        "children": { "khai-sinh": {
            "components": [{ "code": "to-khai", "originals": 1 }, { "code": "giay-chung-sinh", "originals": 1 }],
            "quantities": { "phi-ban-sao-trich-luc": 1 }
        } }
    })
}

fn death() -> Value {
    json!({
        "group": "lt-khai-tu",
        "receiving": COUNTER,
        "applicant": { "name": "Trần Văn Lộc" },
        "children": { "khai-tu": {
            "components": [{ "code": "to-khai", "originals": 1 }, { "code": "giay-bao-tu", "originals": 1 }],
            "quantities": { "phi-ban-sao-trich-luc": 1 }
        } }
    })
}

impl<'a> Bundle<'a> {
    async fn received(office: &'a Office, filed: &Value) -> Self {
        let answer = office.post("clerk", "/api/v1/bundles", &[], filed).await.expect(201);
        let body = answer.json();
        assert_eq!(answer.location(), format!("/api/v1/bundles/{}", body["id"].as_str().unwrap()));
        Self { office, body }
    }

    fn id(&self, place: usize) -> &str {
        self.body["dossiers"][place]["dossier"]["id"].as_str().unwrap()
    }

    /// The dossier as it stands now, by the counter's program.
    async fn now(&self, place: usize) -> Answer {
        self.office.get("clerk", &format!("/api/v1/dossiers/{}", self.id(place))).await.expect(200)
    }

    async fn act(&self, place: usize, moment: &str, who: &str, verb: &str, body: Value) {
        self.office.it_is(moment);
        let etag = self.now(place).await.etag().to_owned();
        self.office.act(who, self.id(place), verb, &etag, &body).await.expect(200);
    }

    /// What stands there: status, first and lawful date.
    async fn check(&self, place: usize, status: &str, first: &str, lawful: &str) {
        let dossier = self.now(place).await.json();
        let dates = &dossier["dates"];
        let at = |moment: &str| json!(format!("{moment}:00+07:00"));
        assert_eq!(
            (&dossier["status"], &dates["first"], &dates["lawful"]),
            (&json!(status), &at(first), &at(lawful)),
            "{dossier}"
        );
    }

    /// The first dossier: from the counter to a numbered result or refusal.
    async fn registered(&self, moment: &str, outcome: Value) {
        self.act(0, "2026-11-16T08:30", "clerk", "hand-over", json!({})).await;
        self.act(0, "2026-11-16T08:45", "registrar", "accept", json!({ "leg": 1 })).await;
        self.act(0, "2026-11-16T09:00", "registrar", "propose", outcome).await;
        self.act(0, "2026-11-16T09:10", "chairman", "approve", json!({ "leg": 1 })).await;
        self.act(0, moment, "registry", "number", json!({ "leg": 1, "number": "21/2026" })).await;
    }

    async fn page(&self) -> String {
        let token = self.body["token"].as_str().unwrap();
        self.office.visit(&format!("/tra-cuu/{token}")).await.expect(200).text.replace('\u{a0}', " ")
    }
}

fn granted(result: &str) -> Value {
    json!({ "leg": 1, "outcome": "granted", "result": result })
}

fn says(page: &str, words: &[&str]) {
    for said in words {
        assert!(page.contains(said), "{said}: {page}");
    }
}

on_both_databases!(
    one_visit_gives_three_dossiers_with_their_own_dates,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let bundle = Bundle::received(&office, &birth()).await;
        let numbers: Vec<&Value> =
            (0..3).map(|it| &bundle.body["dossiers"][it]["dossier"]["number"]).collect();
        let expected = ["0001", "0002", "0003"].map(|serial| json!(format!("{COUNTER}-261116-{serial}")));
        assert_eq!(numbers, expected.iter().collect::<Vec<_>>());
        // The birth is registered the same day. Residence, 7 working days behind it: 17, 18, 19, 20, 23, 25, 26. The card, 5:
        // 17, 18, 19, 20, 23.
        bundle.check(0, "received", "2026-11-16T17:00", "2026-11-16T17:00").await;
        bundle.check(1, "awaiting-predecessor", "2026-11-26T17:00", "2026-11-26T17:00").await;
        bundle.check(2, "awaiting-predecessor", "2026-11-23T17:00", "2026-11-23T17:00").await;
        let page = bundle.page().await;
        says(&page, &["thứ Năm 26/11/2026", "thứ Hai 23/11/2026", "Hồ sơ liên thông gồm 3 thủ tục"]);

        // One token for all; each number opens with the one code.
        let token = bundle.body["token"].as_str().unwrap();
        let status = office.visit(&format!("/api/v1/status/{token}")).await.expect(200).json();
        assert_eq!(status["siblings"].as_array().unwrap().len(), 2, "{status}");
        let code = bundle.body["look_up_code"].as_str().unwrap();
        let number = numbers[2].as_str().unwrap();
        let by_number =
            office.visit(&format!("/api/v1/status?number={number}&code={code}")).await.expect(200);
        assert_eq!(by_number.json()["token"], token);

        // What waits can not be worked on.
        let etag = bundle.now(1).await.etag().to_owned();
        let early = office.act("clerk", bundle.id(1), "hand-over", &etag, &json!({})).await.expect(422);
        assert_eq!(early.code(), "routing.waits-for-predecessor");
        let shown = format!("/api/v1/bundles/{}", bundle.body["id"].as_str().unwrap());
        assert_eq!(
            office.get("clerk", &shown).await.expect(200).json()["dossiers"].as_array().unwrap().len(),
            3
        );
        office.get("stranger", &shown).await.expect(404);
    }
);

on_both_databases!(
    police_and_insurance_outside_are_written_to_by_the_counter,
    async |database: &support::TestDatabase| {
        let office = staffed(Office::open_as_shipped(database).await).await;
        let bundle = Bundle::received(&office, &birth()).await;
        bundle.registered("2026-11-16T10:00", granted("giay-khai-sinh")).await;
        let liaisons = |child: &Value| -> Vec<Value> {
            child["legs"].as_array().unwrap().iter().map(|it| it["recorded_by"]["code"].clone()).collect()
        };
        assert_eq!(liaisons(&bundle.now(0).await.json()), [Value::Null, Value::Null]);
        assert_eq!(liaisons(&bundle.now(1).await.json()), [json!(COUNTER), Value::Null]);
        assert_eq!(liaisons(&bundle.now(2).await.json()), [Value::Null, json!(COUNTER), Value::Null]);

        bundle.act(1, "2026-11-16T10:30", "clerk", "hand-over", json!({})).await;
        let letter = json!({ "leg": 1, "number": "46/MC", "date": "2026-11-16" });
        bundle.act(1, "2026-11-16T11:00", "clerk", "send-letter", letter).await;
        let answer = json!({ "leg": 1, "number": "3/TB", "date": "2026-11-18", "answer": "refused",
                             "reason": "Chủ hộ không đồng ý." });
        bundle.act(1, "2026-11-18T10:30", "clerk", "record-answer", answer).await;
        // The birth was registered on the day it was planned for: the lawful dates are the printed ones.
        bundle.check(1, "result-signed", "2026-11-26T17:00", "2026-11-26T17:00").await;
        bundle.check(2, "received", "2026-11-23T17:00", "2026-11-23T17:00").await;
    }
);

on_both_databases!(
    the_next_begin_with_the_result_and_a_refusal_of_one_leaves_the_other_running,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let bundle = Bundle::received(&office, &birth()).await;
        // A day late, so that the lawful dates move and the printed ones do not. Residence: 18, 19, 20, 23, 25, 26, 27; the
        // card: 18, 19, 20, 23, 25.
        bundle.registered("2026-11-17T09:00", granted("giay-khai-sinh")).await;
        bundle.check(1, "received", "2026-11-26T17:00", "2026-11-27T17:00").await;
        bundle.check(2, "received", "2026-11-23T17:00", "2026-11-25T17:00").await;
        let begun = office.get("clerk", &format!("/api/v1/dossiers/{}/events", bundle.id(1))).await;
        let events = begun.expect(200).json();
        assert_eq!(events["items"][1]["event"], "begun", "{events}");

        bundle.act(1, "2026-11-17T10:00", "clerk", "hand-over", json!({})).await;
        bundle.act(2, "2026-11-17T10:00", "clerk", "hand-over", json!({})).await;
        bundle.act(1, "2026-11-17T11:00", "police", "accept", json!({ "leg": 1 })).await;
        let refused = json!({ "leg": 1, "outcome": "refused", "reason": "Chủ hộ không đồng ý." });
        bundle.act(1, "2026-11-18T09:00", "police", "propose", refused).await;
        bundle.act(1, "2026-11-18T10:00", "police-leader", "approve", json!({ "leg": 1 })).await;
        let number = json!({ "leg": 1, "number": "3/TB" });
        bundle.act(1, "2026-11-18T10:30", "police-records", "number", number).await;
        bundle.check(1, "result-signed", "2026-11-26T17:00", "2026-11-27T17:00").await;

        bundle.act(2, "2026-11-18T11:00", "social", "accept", json!({ "leg": 1 })).await;
        bundle.act(2, "2026-11-18T11:00", "social", "finish-step", json!({ "leg": 1, "step": 0 })).await;
        bundle.act(2, "2026-11-18T14:00", "social", "hand-over", json!({ "leg": 1 })).await;
        bundle.act(2, "2026-11-18T15:00", "insurance", "accept", json!({ "leg": 2 })).await;
        let card = json!({ "leg": 2, "outcome": "granted", "result": "the-bhyt" });
        bundle.act(2, "2026-11-19T08:00", "insurance", "propose", card).await;
        bundle.act(2, "2026-11-19T09:00", "insurance-leader", "approve", json!({ "leg": 2 })).await;
        let number = json!({ "leg": 2, "number": "TE1921234567890" });
        bundle.act(2, "2026-11-19T10:00", "insurance-records", "number", number).await;
        bundle.check(2, "result-signed", "2026-11-23T17:00", "2026-11-25T17:00").await;

        // From 16/11 08:00 to 17/11 09:00, 480 minutes of the day and 60 more, nobody of the offices held the card.
        office.it_is("2026-11-30T08:00");
        let times = office.get("clerk", &format!("/api/v1/dossiers/{}/times", bundle.id(2))).await;
        let times = times.expect(200).json();
        let waited = &times["main_line"][0];
        assert_eq!(
            (&waited["holder"]["who"], &waited["minutes"]),
            (&json!("predecessor"), &json!(540)),
            "{times}"
        );
    }
);

on_both_databases!(
    without_the_result_they_wait_for_the_others_are_stopped,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let bundle = Bundle::received(&office, &death()).await;
        // Deletion of residence, 5 working days behind the same day: 17, 18, 19, 20, 23. The benefit, 8: … 25, 26, 27.
        bundle.check(1, "awaiting-predecessor", "2026-11-23T17:00", "2026-11-23T17:00").await;
        bundle.check(2, "awaiting-predecessor", "2026-11-27T17:00", "2026-11-27T17:00").await;
        let reason = "Giấy báo tử không hợp lệ.";
        let refused = json!({ "leg": 1, "outcome": "refused", "reason": reason });
        bundle.registered("2026-11-16T10:00", refused).await;
        for place in [1, 2] {
            assert_eq!(bundle.now(place).await.json()["status"], "stopped");
        }
        says(&bundle.page().await, &["Hồ sơ đã dừng giải quyết từ"]);
    }
);

on_both_databases!(
    what_can_not_be_received_names_the_child_and_stores_nothing,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let check = async |change: &dyn Fn(&mut Value), code: &str, field: &str| {
            let mut filed = birth();
            change(&mut filed);
            let refused = office.post("clerk", "/api/v1/bundles", &[], &filed).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
            assert_eq!(
                (refused.code().as_str(), refused.json()["errors"][0]["field"].as_str()),
                (code, Some(field))
            );
        };
        let papers = "/children/khai-sinh/components";
        check(&|it| it["group"] = json!("lt-la"), "app.group-unknown", "group").await;
        check(&|it| it["children"]["ket-hon"] = json!({}), "web.child-unknown", "children").await;
        check(
            &|it| {
                it.pointer_mut(papers).unwrap().as_array_mut().unwrap().remove(0);
            },
            "intake.component-missing",
            "children.khai-sinh.components.to-khai",
        )
        .await;
        check(
            &|it| {
                it["children"]["the-bhyt"] = json!({ "components": [{ "code": "don-la", "originals": 1 }] });
            },
            "intake.component-unknown",
            "children.the-bhyt.components.0",
        )
        .await;
        check(&|it| it["applicant"]["name"] = json!(" "), "dossier.name-invalid", "applicant.name").await;
        let foreign = office.post("stranger", "/api/v1/bundles", &[], &birth()).await;
        foreign.expect(403);
        // The same key gives the same bundle.
        let key = [("idempotency-key", "mot-lan")];
        let first = office.post("clerk", "/api/v1/bundles", &key, &birth()).await.expect(201).json();
        let again = office.post("clerk", "/api/v1/bundles", &key, &birth()).await.expect(201).json();
        assert_eq!((&first["id"], &first["token"]), (&again["id"], &again["token"]));
        assert_eq!(first["dossiers"][2], again["dossiers"][2]);
        assert_eq!(again["dossiers"][2]["dossier"]["number"], format!("{COUNTER}-261116-0003"));
    }
);

on_both_databases!(
    a_clerk_receives_a_bundle_through_the_page_and_loses_nothing_typed,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let (cookie, _) = office.cookie_and_proof("clerk").await;
        let choose = office.open_page(&cookie, "/tiep-nhan?q=khai+sinh").await.expect(200).text;
        assert!(choose.contains("/tiep-nhan/lien-thong?group=lt-khai-sinh"), "{choose}");
        let form =
            office.open_page(&cookie, "/tiep-nhan/lien-thong?group=lt-khai-sinh").await.expect(200).text;
        says(
            &form.replace('\u{a0}', " "),
            &["thứ Năm 26/11/2026", "thứ Hai 23/11/2026", "Bắt đầu khi có kết quả của"],
        );
        // Papers that come with another child, or are its result, are not asked.
        assert!(!form.contains("children.thuong-tru.components"), "{form}");
        let (proof, key) = (hidden(&form, "proof"), hidden(&form, "key"));
        let typed = |birth_paper: &'static str| {
            vec![
                ("proof", proof.as_str()),
                ("key", key.as_str()),
                ("group", "lt-khai-sinh"),
                ("receiving", COUNTER),
                ("applicant.name", "Trần Văn Lộc"),
                ("children.khai-sinh.components.to-khai.originals", "1"),
                ("children.khai-sinh.components.giay-chung-sinh.originals", birth_paper),
                ("children.khai-sinh.quantities.phi-ban-sao-trich-luc", "2"),
            ]
        };
        let refused = office.fill(&cookie, "/tiep-nhan/lien-thong", &typed("0")).await.expect(422).text;
        says(&refused, &["Trần Văn Lộc", "#children.khai-sinh.components.giay-chung-sinh", "value=\"2\""]);
        let wrong = office.fill(&cookie, "/tiep-nhan/lien-thong", &typed("hai")).await.expect(422).text;
        says(&wrong, &["value=\"hai\""]);
        let previewed = office.fill(&cookie, "/tiep-nhan/lien-thong/xem-truoc", &typed("1")).await;
        says(&previewed.expect(200).text, &["16.000"]);
        let panel =
            office.fill(&cookie, "/tiep-nhan/lien-thong/phieu-tam", &typed("0")).await.expect(200).text;
        says(&panel, &["data-lacking=\"children.khai-sinh.components.giay-chung-sinh\"", "16.000"]);
        assert!(!panel.contains("<html"), "the panel alone: {panel}");

        let received = office.fill(&cookie, "/tiep-nhan/lien-thong", &typed("1")).await.expect(303);
        let slip =
            office.open_page(&cookie, received.location()).await.expect(200).text.replace('\u{a0}', " ");
        says(
            &slip,
            &[
                "H13.163.01-261116-0001",
                "H13.163.01-261116-0002",
                "H13.163.01-261116-0003",
                "17:00, thứ Hai 16/11/2026",
                "17:00, thứ Năm 26/11/2026",
                "17:00, thứ Hai 23/11/2026",
                "Tính từ khi dự kiến có kết quả của thủ tục trước.",
                "Trần Văn Lộc",
            ],
        );
        // Sent again, the same form receives nothing more and shows the same slip.
        let again = office.fill(&cookie, "/tiep-nhan/lien-thong", &typed("1")).await.expect(303);
        assert_eq!(again.location(), received.location());
        let stranger = office.cookie("stranger").await;
        office.open_page(&stranger, received.location()).await.expect(404);

        let dossiers = office.get("clerk", "/api/v1/dossiers?receiving=H13.163.01").await.expect(200).json();
        let waiting =
            dossiers["items"].as_array().unwrap().iter().find(|it| it["number"] == "H13.163.01-261116-0002");
        let path = format!("/ho-so/{}", waiting.unwrap()["id"].as_str().unwrap());
        let dossier = office.open_page(&cookie, &path).await.expect(200).text;
        says(
            &dossier,
            &["Hồ sơ liên thông cùng nộp", "H13.163.01-261116-0001", "hồ sơ này chờ kết quả ở đây"],
        );
        assert!(dossier.contains(received.location()), "{dossier}");
        // The people stand on the slip once, and were read once.
        let child = waiting.unwrap()["id"].as_str().unwrap();
        let readings = office.get("supervisor", &format!("/api/v1/dossiers/{child}/readings")).await;
        let places = readings.expect(200).json()["items"].as_array().unwrap().len();
        assert_eq!(places, 1, "the page of the dossier, not the slip");
        // An agency that works on one of them is shown what it may know, and no way to what it may not.
        let police = office.cookie("police").await;
        let seen = office.open_page(&police, &path).await.expect(200).text;
        assert!(!seen.contains("lien-thong/") && !seen.contains("Hồ sơ liên thông cùng nộp"), "{seen}");
        office.open_page(&cookie, "/tiep-nhan/lien-thong?group=lt-la").await.expect(404);
    }
);
