//! The counter as a clerk has it in a browser and a program over the API: a card is scanned, the receipt shows what would
//! come of it, what is typed is kept, who comes again is known.

use crate::office::{Answer, Office, hidden};
use crate::support;
use motcua_delivery::{Delivery, Texter, Tray};
use serde_json::json;

/// Whether the trade is one with conditions.
const QUESTION: &str = "answers.nganh-nghe-co-dieu-kien";

const CARD: &str = "092190000001||Nguyễn Thị Ngọc Ánh|12081990|Nữ|Ấp An Thành, xã Kế Sách|25042021";
const FORM: &str = "/tiep-nhan?procedure=1.001612&case=ca-nhan";

/// A clerk at the form of a household business.
struct Counter<'a> {
    office: &'a Office,
    cookie: String,
}

impl<'a> Counter<'a> {
    async fn of(office: &'a Office, name: &str) -> Self {
        Self { office, cookie: office.cookie(name).await }
    }

    async fn open(&self, path: &str) -> Answer {
        self.office.open_page(&self.cookie, path).await
    }

    /// Sends the form of `page` with `typed` in the place of what it offers.
    async fn send(&self, page: &str, path: &str, typed: &[(&str, &str)]) -> Answer {
        let mut fields: Vec<(String, String)> = Vec::new();
        for field in page.split("<input").skip(1) {
            let of = |name: &str| {
                let (_, after) = field.split('>').next()?.split_once(&format!(" {name}=\""))?;
                after.split('"').next().map(unescaped)
            };
            let Some(name) = of("name") else { continue };
            let unchecked = matches!(of("type").as_deref(), Some("radio" | "checkbox"))
                && !field.split('>').next().unwrap().contains(" checked");
            if unchecked || typed.iter().any(|(it, _)| *it == name) || name == "q" || name == "go" {
                continue;
            }
            fields.push((name, of("value").unwrap_or_default()));
        }
        if page.contains(QUESTION) && fields.iter().all(|(name, _)| name != QUESTION) {
            fields.push((QUESTION.to_owned(), "no".to_owned()));
        }
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.office.fill(&self.cookie, path, &fields).await
    }
}

fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (from, to) in [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")] {
        text = text.replace(from, to);
    }
    text
}

/// What stands in a field of the page.
fn value(page: &str, name: &str) -> String {
    let field =
        page.split(&format!(" name=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    let of_field = field.split('>').next().unwrap();
    unescaped(of_field.split_once("value=\"").map_or("", |it| it.1.split('"').next().unwrap()))
}

on_both_databases!(a_card_fills_in_who_came_and_stays_editable, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let counter = Counter::of(&office, "clerk").await;
    let page = counter.open(FORM).await.expect(200).text;
    let typed = [("scan", CARD), ("applicant.phone", "0912 345 678")];
    let read = counter.send(&page, "/tiep-nhan/quet", &typed).await.expect(200).text;
    assert_eq!(value(&read, "applicant.name"), "Nguyễn Thị Ngọc Ánh");
    assert_eq!(value(&read, "applicant.national-id"), "092190000001");
    assert_eq!(value(&read, "applicant.address"), "Ấp An Thành, xã Kế Sách");
    assert_eq!(value(&read, "applicant.phone"), "0912 345 678", "what was typed stays");
    assert!(read.contains("Đã đọc căn cước") && read.contains("sinh 12/08/1990"), "{read}");
    assert!(!read.contains(CARD), "what was scanned is not shown back");

    let damaged = CARD.replace("Nguyễn Thị Ngọc Ánh", "Nguye6n4 Thi5");
    let doubtful =
        counter.send(&read, "/tiep-nhan/quet", &[("scan", damaged.as_str())]).await.expect(200).text;
    assert!(doubtful.contains("bộ gõ tiếng Việt") && value(&doubtful, "applicant.name") == "Nguye6n4 Thi5");

    let unreadable =
        counter.send(&read, "/tiep-nhan/quet", &[("scan", "8934567890123")]).await.expect(422).text;
    assert!(unreadable.contains("không phải mã QR") && unreadable.contains("0912 345 678"), "{unreadable}");

    let received = counter.send(&read, "/tiep-nhan", &[("print", "yes")]).await.expect(303);
    assert!(received.location().ends_with("/giay-tiep-nhan?print=yes"), "{}", received.location());
    let slip = counter.open(received.location()).await.expect(200).text;
    assert!(slip.contains("Nguyễn Thị Ngọc Ánh") && slip.contains("Cùng thủ tục"), "{slip}");
});

on_both_databases!(
    a_card_before_the_procedure_goes_along_and_a_slip_opens_its_dossier,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let counter = Counter::of(&office, "clerk").await;
        let page = counter.open("/tiep-nhan").await.expect(200).text;
        let led = counter.send(&page, "/tiep-nhan/quet", &[("scan", CARD)]).await.expect(303);
        let choose = counter.open(led.location()).await.expect(200).text;
        assert!(choose.contains("Nguyễn Thị Ngọc Ánh"), "{choose}");
        let with = led.location().split_once("with=").unwrap().1.to_owned();
        let form = counter.open(&format!("{FORM}&with={with}")).await.expect(200).text;
        assert_eq!(value(&form, "applicant.national-id"), "092190000001");
        assert_eq!(value(&form, "draft"), with);

        let received = counter.send(&form, "/tiep-nhan", &[]).await.expect(303);
        let id = received.location().split('/').nth(2).unwrap().to_owned();
        let slip = counter.open(received.location()).await.expect(200).text;
        let link = slip.split("href=\"http://motcua.test").nth(1).unwrap().split('"').next().unwrap();
        for scanned in [format!("http://motcua.test{link}"), "H13.163.01-261116-0001".to_owned()] {
            let typed = [("scan", scanned.as_str())];
            let led = counter.send(&page, "/tiep-nhan/quet", &typed).await.expect(303);
            assert_eq!(led.location(), format!("/ho-so/{id}"));
        }
        let typed = [("scan", "H13.163.01-261116-0001")];
        let stranger = Counter::of(&office, "stranger").await;
        let own = stranger.open("/tiep-nhan").await.expect(200).text;
        let told = stranger.send(&own, "/tiep-nhan/quet", &typed).await.expect(422).text;
        assert!(told.contains("Không tìm thấy hồ sơ"), "{told}");
    }
);

on_both_databases!(what_is_typed_is_kept_until_it_is_received, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let counter = Counter::of(&office, "clerk").await;
    let page = counter.open(FORM).await.expect(200).text;
    let typed = [("applicant.name", "Trần Thị Bé"), ("applicant.phone", "0912")];
    let panel = counter.send(&page, "/tiep-nhan/phieu-tam", &typed).await.expect(200).text;
    assert!(panel.contains("Tự lưu lúc 08:00") && panel.contains("class=\"date\""), "{panel}");
    assert!(!panel.contains("<html"), "the panel alone");

    office.it_is("2026-11-16T08:30");
    let counter = Counter::of(&office, "clerk").await;
    let start = counter.open("/tiep-nhan").await.expect(200).text;
    assert!(start.contains("Trần Thị Bé"), "{start}");
    let draft = value(&page, "draft");
    let back = counter.open(&format!("/tiep-nhan?draft={draft}")).await.expect(200).text;
    assert_eq!(
        (value(&back, "applicant.name"), value(&back, "applicant.phone")),
        ("Trần Thị Bé".into(), "0912".into())
    );

    let other = Counter::of(&office, "head").await;
    assert!(
        !other.open("/tiep-nhan").await.expect(200).text.contains("Trần Thị Bé"),
        "a draft is its clerk's"
    );
    let foreign = other.open(&format!("/tiep-nhan?procedure=1.001612&case=ca-nhan&draft={draft}")).await;
    assert_eq!(value(&foreign.expect(200).text, "applicant.name"), "");

    counter.send(&back, "/tiep-nhan", &[("applicant.phone", "")]).await.expect(303);
    assert!(!counter.open("/tiep-nhan").await.expect(200).text.contains("Trần Thị Bé"), "received, so gone");

    let page = counter.open(FORM).await.expect(200).text;
    counter.send(&page, "/tiep-nhan/phieu-tam", &[("applicant.name", "Lê Ý")]).await.expect(200);
    let start = counter.open("/tiep-nhan").await.expect(200).text;
    let proof = hidden(&start, "proof");
    let gone = [("proof", proof.as_str()), ("draft", &value(&page, "draft"))];
    office.fill(&counter.cookie, "/tiep-nhan/bo-nhap", &gone).await.expect(303);
    assert!(!counter.open("/tiep-nhan").await.expect(200).text.contains("Lê Ý"));
});

on_both_databases!(who_comes_again_is_known_and_asked_about, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let counter = Counter::of(&office, "clerk").await;
    let page = counter.open(FORM).await.expect(200).text;
    let whole = [("scan", CARD), ("applicant.phone", "0912345678")];
    let read = counter.send(&page, "/tiep-nhan/quet", &whole).await.expect(200).text;
    let first = counter.send(&read, "/tiep-nhan", &[]).await.expect(303).location().to_owned();
    let id = first.split('/').nth(2).unwrap().to_owned();

    let page = counter.open(FORM).await.expect(200).text;
    let read = counter.send(&page, "/tiep-nhan/quet", &[("scan", CARD)]).await.expect(200).text;
    assert_eq!(value(&read, "applicant.phone"), "0912345678", "known from before");
    assert!(read.contains("H13.163.01-261116-0001") && read.contains("Đã từng nộp 1 hồ sơ"), "{read}");
    let asked = counter.send(&read, "/tiep-nhan", &[]).await.expect(422).text;
    assert!(asked.contains("cùng thủ tục chưa xong") && asked.contains(&format!("/ho-so/{id}")), "{asked}");
    counter.send(&asked, "/tiep-nhan", &[("again", &id)]).await.expect(303);

    let by_phone = [("applicant.phone", "0912 345 678")];
    let page = counter.open(FORM).await.expect(200).text;
    let filled = counter.send(&page, "/tiep-nhan/dien", &by_phone).await.expect(200).text;
    assert_eq!(value(&filled, "applicant.name"), "Nguyễn Thị Ngọc Ánh");
    let same = counter.open(&format!("{FORM}&person={id}")).await.expect(200).text;
    assert_eq!(value(&same, "applicant.national-id"), "092190000001");

    let stranger = Counter::of(&office, "stranger").await;
    let page = stranger.open(FORM).await.expect(200).text;
    let read = stranger.send(&page, "/tiep-nhan/quet", &[("scan", CARD)]).await.expect(200).text;
    assert!(!read.contains("0912345678") && !read.contains("261116-0001"), "{read}");
    stranger.open(&format!("{FORM}&person={id}")).await.expect(404);
});

on_both_databases!(a_program_asks_what_the_counter_sees, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let post =
        async |who: &str, path: &str, body: serde_json::Value| office.post(who, path, &[], &body).await;
    let card = post("clerk", "/api/v1/scans", json!({ "text": CARD })).await.expect(200).json();
    assert_eq!((&card["kind"], &card["card"]["born"]), (&json!("card"), &json!("1990-08-12")));
    assert_eq!(
        post("clerk", "/api/v1/scans", json!({ "text": "?" })).await.expect(422).code(),
        "dossier.scan-unreadable"
    );
    post("supervisor", "/api/v1/scans", json!({ "text": CARD })).await.expect(403);

    let mut filed = Office::land_transfer();
    filed["components"] = json!([{ "code": "don-dang-ky", "originals": 1 }]);
    let foreseen = post("clerk", "/api/v1/reception-previews", filed).await.expect(200).json();
    assert!(foreseen["due"].as_str().unwrap().starts_with("2026-11-2"), "{foreseen}");
    assert!(foreseen["lacking"].as_array().unwrap().contains(&json!("hop-dong")), "{foreseen}");
    post("stranger", "/api/v1/reception-previews", Office::land_transfer()).await.expect(403);

    let id = office.receive().await.json()["dossier"]["id"].clone();
    let who = json!({ "receiving": "H13.163.01", "national_id": "092190000001", "procedure": "1.013831" });
    let known = post("clerk", "/api/v1/known-applicants", who.clone()).await.expect(200).json();
    assert_eq!((&known["still_open"], &known["dossiers"][0]["id"]), (&id, &id));
    assert_eq!(known["person"]["phone"], "0912345678");
    post("stranger", "/api/v1/known-applicants", who).await.expect(403);
    let readings =
        office.get("administrator", &format!("/api/v1/dossiers/{}/readings", id.as_str().unwrap())).await;
    assert!(readings.status == 403 || readings.text.contains("api"), "{}", readings.text);
});

// What people paste and hostile ones send: shown as it is or refused with a word, never lost and never a failure.
on_both_databases!(nothing_that_is_typed_breaks_the_form, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let counter = Counter::of(&office, "clerk").await;
    let long = "Nguyễn ".repeat(1_500);
    let word = "“Hợp đồng” – số\u{a0}12\u{2003}…\r\n\u{b}tiếp\u{ad}theo\u{feff}";
    let hostile = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        long.trim(),
        "Trần 😀 Văn 👨‍👩‍👧",
        "An\u{202e}hnaV nễyugN",
        word,
        "{{ page.proof }} %s ' OR 1=1 --",
        "Nguyễn\0Văn",
    ];
    for text in hostile {
        let page = counter.open(FORM).await.expect(200).text;
        let typed = [
            ("applicant.name", text),
            ("applicant.address", text),
            ("applicant.phone", text),
            ("applicant.national-id", text),
            ("reason", text),
            ("reasons.to-khai", text),
            ("scan", ""),
            ("again", text),
        ];
        for path in [
            "/tiep-nhan",
            "/tiep-nhan/quet",
            "/tiep-nhan/xem-truoc",
            "/tiep-nhan/phieu-tam",
            "/tiep-nhan/huong-dan",
            "/tiep-nhan/khong-tiep-nhan",
        ] {
            let answer = counter.send(&page, path, &typed).await;
            assert!([200, 422].contains(&answer.status.as_u16()), "{path} {text:?}: {}", answer.status);
            assert!(!answer.text.contains("<script>alert") && !answer.text.contains("<img src=x"), "{path}");
            if path != "/tiep-nhan/phieu-tam" {
                assert_eq!(value(&answer.text, "applicant.name"), text.trim(), "{path} lost it");
                assert_eq!(value(&answer.text, "applicant.address"), text.trim(), "{path} lost it");
            }
        }
        let scanned = counter.send(&page, "/tiep-nhan/quet", &[("scan", text)]).await;
        assert!([200, 422].contains(&scanned.status.as_u16()), "{text:?}: {}", scanned.status);
    }
    let many = "a".repeat(900_000);
    let page = counter.open(FORM).await.expect(200).text;
    let large = counter.send(&page, "/tiep-nhan/phieu-tam", &[("applicant.name", many.as_str())]).await;
    assert!([200, 413, 422].contains(&large.status.as_u16()), "{}", large.status);
});

on_both_databases!(what_was_written_twice_is_offered, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let counter = Counter::of(&office, "clerk").await;
    let typed = [
        ("applicant.name", "Lê Ý"),
        ("reasons.giay-de-nghi", "Chưa ghi ngành, nghề kinh doanh"),
        ("reasons.van-ban-uy-quyen", "Của bà Lan, chưa ký"),
    ];
    for (visit, sent) in [&typed[..], &typed[..2]].into_iter().enumerate() {
        let page = counter.open(FORM).await.expect(200).text;
        assert!(!page.contains("<datalist"), "{visit}: {page}");
        counter.send(&page, "/tiep-nhan/huong-dan", sent).await.expect(303);
    }
    let page = counter.open(FORM).await.expect(200).text;
    assert!(page.contains("<option value=\"Chưa ghi ngành, nghề kinh doanh\">"), "{page}");
    assert!(!page.contains("Của bà Lan"), "what was written once is nobody's phrase");
    let stranger = Counter::of(&office, "stranger").await;
    assert!(!stranger.open(FORM).await.expect(200).text.contains("<datalist"));
});

on_both_databases!(
    the_lane_of_the_same_day_goes_on_with_the_next_and_the_day_is_counted,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let counter = Counter::of(&office, "clerk").await;
        let mut page =
            counter.open("/tiep-nhan/nhanh?procedure=2.000635&case=thong-thuong").await.expect(200).text;
        for name in ["Lê Ý", "Trần Thị Bé", "Lê Ý"] {
            let refused = counter.send(&page, "/tiep-nhan/nhanh", &[("applicant.name", "")]).await;
            assert!(refused.expect(422).text.contains("role=\"alert\""));
            let typed = [("applicant.name", name), ("quantities.phi-ban-sao-trich-luc", "3")];
            let next = counter.send(&page, "/tiep-nhan/nhanh", &typed).await.expect(303);
            page = counter.open(next.location()).await.expect(200).text;
            assert!(page.contains("Đã nhận H13.163.01-261116-000"), "{page}");
            assert_eq!(value(&page, "applicant.name"), "");
        }
        let day = counter.open("/tiep-nhan/hom-nay").await.expect(200).text;
        assert!(day.contains("Đã tiếp nhận 3 hồ sơ") && day.contains("72.000"), "{day}");
        assert!(day.contains("H13.163.01-261116-0003"), "{day}");
        let other = Counter::of(&office, "head").await;
        assert!(other.open("/tiep-nhan/hom-nay").await.expect(200).text.contains("chưa tiếp nhận hồ sơ nào"));
    }
);

on_both_databases!(a_refusal_says_why_of_each_paper, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let counter = Counter::of(&office, "clerk").await;
    let page = counter.open(FORM).await.expect(200).text;
    let nameless = [("applicant.name", "Lê Ý"), ("reason", "")];
    let told = counter.send(&page, "/tiep-nhan/khong-tiep-nhan", &nameless).await.expect(422).text;
    assert!(told.contains("id=\"reason.error\""), "{told}");
    let why =
        [("applicant.name", "Lê Ý"), ("reasons.giay-de-nghi", "Ghi sai tên"), ("reason", "Ngoài thẩm quyền")];
    let done = counter.send(&page, "/tiep-nhan/khong-tiep-nhan", &why).await.expect(303);
    let slip = counter.open(done.location()).await.expect(200).text;
    assert!(slip.contains("Ngoài thẩm quyền\nGiấy đề nghị đăng ký hộ kinh doanh: Ghi sai tên"), "{slip}");
});

on_both_databases!(
    by_which_messages_a_telephone_is_told_is_chosen_in_the_form,
    async |database: &support::TestDatabase| {
        let texts = Texter::memory(&Tray::default());
        let delivery = Delivery { texts, ..Delivery::default() };
        let office = Office::open(database).await.over(|it| it.with_delivery(delivery));
        let counter = Counter::of(&office, "clerk").await;
        let page = counter.open(FORM).await.expect(200).text;
        assert!(page.contains("Zalo (SMS khi Zalo không tới)"), "{page}");
        let read = counter.send(&page, "/tiep-nhan/quet", &[("scan", CARD)]).await.expect(200).text;
        let zalo = ("applicant.texts", "zalo");
        let refused = counter.send(&read, "/tiep-nhan", &[zalo]).await.expect(422).text;
        assert!(refused.contains("Cần số điện thoại để nhận tin nhắn"), "{refused}");
        let typed = [zalo, ("applicant.phone", "0912 345 678")];
        let received = counter.send(&read, "/tiep-nhan", &typed).await.expect(303);
        let id = received.location().split('/').nth(2).unwrap();
        let record = office.get("clerk", &format!("/api/v1/dossiers/{id}/notices")).await.expect(200).json();
        assert!(record["notices"].as_array().unwrap().iter().all(|it| it["channel"] == "zalo"), "{record}");
        assert_eq!(record["ways"].as_array().unwrap().len(), 2, "{record}");
    }
);
