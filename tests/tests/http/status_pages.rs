//! What a citizen sees without an account: three depths of a look-up, a page that says sorry, and never a person.

use crate::office::{Answer, Office, at};
use crate::support;
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, LOCATION, RETRY_AFTER};
use motcua_app::Clock;
use serde_json::{Value, json};

/// Everything about the applicant of `Office::land_transfer`; no public answer holds any of it.
const PERSONAL: [&str; 5] = ["Ngọc Ánh", "092190000001", "0912345678", "0912 345 678", "An Thành"];

#[track_caller]
fn without_a_person(answer: Answer) -> Answer {
    for personal in PERSONAL {
        assert!(!answer.text.contains(personal), "{personal}: {}", answer.text);
    }
    answer
}

/// As a reader reads it: no tags, no-break spaces as spaces.
fn read(answer: &Answer) -> String {
    let mut text = String::new();
    for part in answer.text.split('<') {
        let shown = part.split_once('>').map_or(part, |(_, shown)| shown);
        text.push_str(shown);
        text.push(' ');
    }
    text.replace(['\u{a0}', '\n'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
pub fn says(answer: &Answer, sentences: &[&str]) {
    let text = read(answer);
    for sentence in sentences {
        assert!(text.contains(sentence), "{sentence}: {text}");
    }
}

struct Story<'a> {
    office: &'a Office,
    id: String,
    etag: String,
    token: String,
    code: String,
}

impl<'a> Story<'a> {
    async fn received(office: &'a Office) -> Self {
        let received = office.receive().await;
        let body = received.json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            office,
            id: text(&body["dossier"]["id"]),
            etag: received.etag().to_owned(),
            token: text(&body["token"]),
            code: text(&body["look_up_code"]),
        }
    }

    async fn act(&mut self, moment: &str, who: &str, verb: &str, body: Value) {
        self.office.it_is(moment);
        let answer = self.office.act(who, &self.id, verb, &self.etag, &body).await.expect(200);
        answer.etag().clone_into(&mut self.etag);
    }

    async fn page(&self) -> Answer {
        without_a_person(self.office.visit(&format!("/tra-cuu/{}", self.token)).await.expect(200))
    }
}

on_both_databases!(a_look_up_has_three_depths, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut story = Story::received(&office).await;
    story.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    let form = office.visit("/tra-cuu").await.expect(200);
    says(&form, &["Tra cứu hồ sơ", "Mã số hồ sơ"]);

    let alone = office.visit("/tra-cuu?number=h13.163.01-261116-0001&code=").await.expect(200);
    let alone = without_a_person(alone);
    says(&alone, &["H13.163.01-261116-0001", "Đã xong 0 trên 4 công đoạn"]);
    for hidden in ["27/11/2026", "H13.031", "Văn phòng đăng ký đất đai", story.token.as_str()] {
        assert!(!alone.text.contains(hidden), "{hidden}: {}", alone.text);
    }

    let typed = format!("{}-{}", &story.code[..3], story.code[3..].to_lowercase());
    let opened =
        office.visit(&format!("/tra-cuu?number=H13.163.01-261116-0001&code={typed}")).await.expect(303);
    assert_eq!(opened.header(LOCATION), format!("/tra-cuu/{}", story.token));

    let page = story.page().await;
    says(&page, &["hẹn trả thứ Sáu 27/11/2026", "Bạn chưa phải làm gì.", "Cập nhật lúc 09:00, 16/11/2026."]);
    assert!(page.text.contains("<meta property=\"og:title\" content=\"Đang chuyển đến"), "{}", page.text);
    assert_eq!(page.header(CACHE_CONTROL), "no-store");
    assert_eq!(page.header("x-robots-tag"), "noindex");
    let status = office.visit(&format!("/api/v1/status/{}", story.token)).await.expect(200);
    without_a_person(status);
});

on_both_databases!(
    what_is_not_found_is_said_with_the_form_filled,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let story = Story::received(&office).await;
        let wrong = if story.code == "AAAAAA" { "BBBBBB" } else { "AAAAAA" };
        let path = format!("/tra-cuu?number=H13.163.01-261116-0001&code={wrong}");
        let page = without_a_person(office.visit(&path).await.expect(404));
        says(&page, &["Không tìm thấy hồ sơ có mã số và mã tra cứu này."]);
        assert!(page.text.contains("value=\"H13.163.01-261116-0001\""), "{}", page.text);
        assert!(page.text.contains(&format!("value=\"{wrong}\"")), "{}", page.text);
        assert!(!page.text.contains("công đoạn"), "{}", page.text);

        for number in ["H13.163.01-261116-0002", "261116", "%3Cb%3E"] {
            let page = office.visit(&format!("/tra-cuu?number={number}")).await.expect(404);
            says(&page, &["Không tìm thấy hồ sơ có mã số này."]);
            assert!(!page.text.contains("<b>"), "{}", page.text);
        }
        let page = office.visit("/tra-cuu/00000000000000000000000000").await.expect(404);
        says(&page, &["Liên kết này không mở được hồ sơ nào."]);
        let page = office.visit(&format!("/tra-cuu?code={}", story.code)).await.expect(422);
        says(&page, &["Chưa có mã số hồ sơ."]);
        says(&office.visit("/tra-cuu?soCccd=1").await.expect(400), &["soCccd"]);
    }
);

on_both_databases!(who_walks_through_the_numbers_has_to_wait, async |database: &support::TestDatabase| {
    let office = Office::open_with(database, Clock::fixed(at("2026-11-16T08:00")), 2).await;
    let story = Story::received(&office).await;
    for serial in 1..=2 {
        office.visit(&format!("/tra-cuu?number=H13.163.01-261117-000{serial}")).await.expect(404);
    }
    let stopped = office.visit("/tra-cuu?number=H13.163.01-261116-0001").await.expect(429);
    let seconds: u64 = stopped.header(RETRY_AFTER).parse().unwrap();
    assert!((1..=31).contains(&seconds), "{seconds}");
    says(&stopped, &[&format!("Vui lòng thử lại sau {seconds} giây")]);
    office.visit("/api/v1/status?number=H13.163.01-261116-0001").await.expect(429);
    // A slip in the hand is not counted, nor is the empty form.
    story.page().await;
    office.visit("/tra-cuu").await.expect(200);
});

on_both_databases!(steps_beside_each_other_pause_and_end, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut story = Story::received(&office).await;
    story.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    story.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    story.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
    let page = story.page().await;
    assert_eq!(page.text.matches("aria-current=\"step\"").count(), 2, "{}", page.text);
    says(&page, &["Đang ở", "Đang giải quyết, từ 09:30, 16/11/2026", "từ 10:00, 16/11/2026", "Trong hạn"]);

    let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng của bà Ngọc Ánh thiếu trang 2" }]);
    story.act("2026-11-17T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    let page = story.page().await;
    says(
        &page,
        &[
            "Chờ bạn bổ sung giấy tờ, chậm nhất",
            "Tạm dừng từ 10:00, 17/11/2026 để chờ bổ sung, không tính vào thời hạn.",
            "Tạm dừng, từ 10:00, 17/11/2026",
            "Việc bạn cần làm",
            "Hợp đồng",
        ],
    );
    assert!(!read(&page).contains("Bạn chưa phải làm gì."), "{}", page.text);

    story.act("2026-11-18T10:00", "clerk", "complete-supplement", json!({})).await;
    let page = story.page().await;
    assert_eq!(page.text.matches("<li class=\"hold\">").count(), 1, "{}", page.text);
    says(&page, &["Đã qua 1 trên 11 ngày làm việc", "Vì sao là ngày này?", "Lưu lịch hẹn vào điện thoại"]);
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    let appointment = office.visit(&format!("/tra-cuu/{}/hen-tra.ics", story.token)).await.expect(200);
    assert!(appointment.text.contains("DTEND:20261201T100000Z"), "{}", appointment.text);
    says(
        &page,
        &[
            "Hẹn lúc tiếp nhận 17:00, thứ Sáu 27/11/2026",
            "17:00, thứ Ba 01/12/2026",
            "Ngày hẹn ban đầu: thứ Sáu 27/11/2026.",
            "Chờ bổ sung giấy tờ từ 10:00, 17/11/2026 đến 10:00, 18/11/2026, không tính vào thời hạn: hẹn trả thứ Ba \
             01/12/2026.",
        ],
    );
});

on_both_databases!(a_late_page_says_sorry_and_whom_to_ask, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut story = Story::received(&office).await;
    story.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    office.it_is("2026-11-27T17:00");
    assert!(!read(&story.page().await).contains("xin lỗi"));
    office.it_is("2026-11-27T17:01");
    let page = story.page().await;
    says(
        &page,
        &[
            "đã quá hẹn thứ Sáu 27/11/2026",
            "Quá hạn",
            "Hồ sơ đã quá ngày hẹn thứ Sáu 27/11/2026. Chúng tôi xin lỗi vì sự chậm trễ này.",
            "nơi đã tiếp nhận hồ sơ.",
        ],
    );
    // What a browser prefers says little; what its reader has chosen counts.
    let browser = [(ACCEPT_LANGUAGE.as_str(), "en-GB,en;q=0.9,vi;q=0.8")];
    let path = format!("/tra-cuu/{}", story.token);
    let page = office.send("GET", &path, &browser, Vec::new()).await.expect(200);
    assert!(page.text.contains("<html lang=\"vi\">"), "{}", page.text);
    let from = format!("http://motcua.test{path}");
    let chosen = office.send("GET", "/ngon-ngu/en", &[("referer", &from)], Vec::new()).await.expect(303);
    assert_eq!(chosen.location(), path);
    let cookie = chosen.header("set-cookie").split(';').next().unwrap().to_owned();
    let english = [("cookie", cookie.as_str())];
    let page = office.send("GET", &path, &english, Vec::new()).await.expect(200);
    says(&page, &["past its date, Friday 27 November 2026", "We apologise for the delay."]);
    assert!(page.text.contains("<html lang=\"en\">"), "{}", page.text);
});

on_both_databases!(a_result_is_ready_and_then_returned, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let mut story = Story::received(&office).await;
    story.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    story.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    story.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
    story.act("2026-11-17T09:00", "land", "finish-step", json!({ "leg": 1, "step": 0 })).await;
    story.act("2026-11-17T09:00", "land", "hand-over", json!({ "leg": 1 })).await;
    story.act("2026-11-17T10:00", "tax", "finish-step", json!({ "leg": 2, "step": 0 })).await;
    story.act("2026-11-17T10:00", "tax", "hand-over", json!({ "leg": 2 })).await;
    story.act("2026-11-18T08:00", "land", "accept", json!({ "leg": 3 })).await;
    let granted = json!({ "leg": 3, "outcome": "granted", "result": "giay-chung-nhan" });
    story.act("2026-11-18T09:00", "land", "propose", granted).await;
    story.act("2026-11-18T10:00", "land-leader", "approve", json!({ "leg": 3 })).await;
    story.act("2026-11-18T11:00", "land-records", "number", json!({ "leg": 3, "number": "CS 01234" })).await;
    says(&story.page().await, &["Đã ký kết quả, đang chuyển về"]);
    story.act("2026-11-18T14:00", "land", "hand-over", json!({ "leg": 3 })).await;
    story.act("2026-11-18T16:00", "clerk", "accept", json!({ "leg": 4 })).await;
    let page = story.page().await;
    says(
        &page,
        &[
            "Đã có kết quả, mời bạn đến nhận tại",
            "Số kết quả CS 01234",
            "từ 09:30, 16/11/2026 đến 09:00, 17/11/2026",
        ],
    );
    says(&page, &["Chờ bạn đến nhận, từ 16:00, 18/11/2026"]);
    assert_eq!(page.text.matches("aria-current=\"step\"").count(), 1, "{}", page.text);

    let fee = json!({ "leg": 3, "charge": "le-phi-cap-giay", "amount": 100_000 });
    story.act("2026-11-18T16:30", "land", "assess-charge", fee).await;
    says(&story.page().await, &["100.000"]);
    let paid = json!({ "charge": "le-phi-cap-giay", "amount": 100_000, "means": "cash" });
    story.act("2026-11-19T08:00", "clerk", "record-payment", paid).await;
    story
        .act(
            "2026-11-19T08:00",
            "clerk",
            "return-result",
            json!({ "method": "counter", "to": "applicant", "originals_reason": "Lưu trong hồ sơ" }),
        )
        .await;
    let page = story.page().await;
    says(
        &page,
        &[
            "Đã trả kết quả thứ Năm 19/11/2026",
            "Bạn không phải làm gì thêm.",
            "từ 16:00, 18/11/2026 đến 08:00, 19/11/2026",
        ],
    );
    assert!(!page.text.contains("aria-current=\"step\""), "{}", page.text);
    assert!(!read(&page).contains("xin lỗi"), "{}", page.text);
});

on_both_databases!(a_sensitive_procedure_shows_no_title, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let filed = json!({
        "procedure": "1.011607",
        "receiving": "H13.163.01",
        "applicant": { "name": "Nguyễn Thị Ngọc Ánh", "national_id": "092190000001", "phone": "0912345678",
                       "address": "Ấp An Thành, xã Kế Sách" },
    });
    let filed = complete(&office, filed);
    let received = office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201).json();
    let token = received["token"].as_str().unwrap();
    for path in [format!("/tra-cuu/{token}"), format!("/api/v1/status/{token}")] {
        let answer = without_a_person(office.visit(&path).await.expect(200));
        assert!(!answer.text.to_lowercase().contains("nghèo"), "{}", answer.text);
    }
    let page = office.visit(&format!("/tra-cuu/{token}")).await;
    let preview = page.text.split_once("og:title\" content=\"").unwrap().1.split('"').next().unwrap();
    assert!(preview.starts_with("Đã xong 0 trên"), "{preview}");
});

/// With the first case of the procedure and all its papers.
pub fn complete(office: &Office, mut filed: Value) -> Value {
    let date = office.context.clock.now().date();
    let version =
        office.context.province.catalogue.version_on(filed["procedure"].as_str().unwrap(), date).unwrap();
    let case = &version.cases[0];
    let papers = case.components.iter().flat_map(|group| &group.components);
    filed["case"] = json!(case.code);
    filed["components"] =
        papers.map(|it| json!({ "code": it.code, "originals": it.originals, "copies": it.copies })).collect();
    filed
}
