//! The catalogue is written on, appraised by another person and published: new dossiers follow it, received ones keep
//! theirs, and every server offers it. 16/11/2026 is a Monday.

use crate::office::{Answer, Office, at, hidden};
use crate::support::TestDatabase;
use motcua_app::{Clock, Province, upkeep};
use motcua_catalogue::parse_catalogue;
use motcua_kernel::Role;
use serde_json::{Value, json};

/// Solved by the commune in five working days for 10 000 đồng.
const PROCEDURE: &str = r#"
code = "9.000001"
field = "Thử"
[[version]]
name = "Xác nhận"
validity = { from = "2025-07-01" }
life = "published"
sequence = "Nộp, ký, trả."
applicants = ["Công dân Việt Nam"]
legal_basis = ["1/2025/NĐ-CP"]
results = [{ code = "giay", name = "Giấy xác nhận" }]
[[version.cases]]
code = "chung"
name = "Chung"
components = [{ components = [{ code = "don", name = "Đơn", originals = 1, copies = 0 }] }]
route = [
    { no = 1, name = "Ký xác nhận", agency = { by = "parent" }, kind = "process", budget = "2 working days", steps = [{ name = "Soạn", role = "specialist" }] },
    { no = 2, name = "Trả kết quả", agency = { by = "receiving" }, kind = "return", budget = "4 working hours", after = [1], steps = [{ name = "Trả", role = "clerk" }] },
]
[[version.cases.channels]]
channel = "counter"
limit = "5 working days"
fees = [{ code = "phi", name = "Phí", kind = "fee", by = "fixed", amount = 10000, collector = "counter", due = "at-reception", basis = "1/2025", confirmed = true }]
"#;
const DRAFTS: &str = "/api/v1/catalogue/drafts";
const DRAFT: &str = "/api/v1/catalogue/drafts/9.000001";
const PAGE: &str = "/danh-muc/9.000001/du-thao";

fn province() -> Province {
    let catalogue = parse_catalogue([("thu", PROCEDURE)]).unwrap();
    Province { catalogue, groups: Vec::new(), ..Province::can_tho().unwrap() }
}

async fn open(database: &TestDatabase) -> Office {
    let clock = Clock::fixed(at("2026-11-16T08:00"));
    let mut office = Office::empty(database, clock, province(), 1_000_000);
    for (name, role, agency) in [
        ("clerk", Role::Clerk, "H13.163.01"),
        ("officer", Role::CatalogueOfficer, "H13"),
        ("control", Role::ProcedureControlOfficer, "H13"),
        ("other-control", Role::ProcedureControlOfficer, "H13"),
        ("far", Role::CatalogueOfficer, "H13.163"),
        ("administrator", Role::Administrator, "H13"),
    ] {
        office.hire(name, role, agency).await;
    }
    office
}

async fn post(office: &Office, who: &str, path: &str, body: &Value) -> Answer {
    office.post(who, path, &[], body).await
}

async fn received(office: &Office) -> Value {
    let filed = json!({
        "procedure": "9.000001", "case": "chung", "receiving": "H13.163.01",
        "applicant": { "name": "Lâm Thị Sa Ry" }, "components": [{ "code": "don", "originals": 1 }]
    });
    post(office, "clerk", "/api/v1/dossiers", &filed).await.expect(201).json()["dossier"].clone()
}

fn due_and_fee(dossier: &Value) -> (String, String) {
    (dossier["dates"]["lawful"].as_str().unwrap()[..10].to_owned(), dossier["charges"].to_string())
}

/// The draft with three working days for 25 000 đồng.
async fn shortened(office: &Office) -> Value {
    let begun = post(office, "officer", DRAFTS, &json!({ "procedure": "9.000001" })).await.expect(201).json();
    let mut content = begun["content"].clone();
    content["cases"][0]["channels"][0]["limit"] = json!("3 working days");
    content["cases"][0]["channels"][0]["fees"][0]["amount"] = json!(25_000);
    let changed = json!({ "version": 1, "content": content });
    post(office, "officer", &format!("{DRAFT}/content"), &changed).await.expect(200).json()
}

async fn appraised(office: &Office) -> u64 {
    shortened(office).await;
    post(office, "officer", &format!("{DRAFT}/submission"), &json!({ "version": 2 })).await.expect(200);
    let done = post(office, "control", &format!("{DRAFT}/appraisal"), &json!({ "version": 3 })).await;
    done.expect(200).json()["draft"]["version"].as_u64().unwrap()
}

fn announcement(version: u64, from: &str) -> Value {
    json!({
        "version": version, "from": from, "decision": "12/QĐ-UBND", "decided": "2026-11-13",
        "reason": "Rút ngắn thời hạn giải quyết"
    })
}

on_both_databases!(
    a_published_version_holds_for_new_dossiers_and_received_ones_keep_theirs,
    async |database: &TestDatabase| {
        let office = open(database).await;
        let old = received(&office).await;
        let (due, charges) = due_and_fee(&old);
        assert_eq!(due, "2026-11-23");
        assert!(charges.contains("10000"), "{charges}");
        let elsewhere = Office::empty(database, Clock::fixed(at("2026-11-16T08:00")), province(), 1_000_000);

        let draft = shortened(&office).await;
        assert_eq!((&draft["draft"]["stage"], &draft["gaps"]), (&json!("draft"), &json!([])));
        let said: Vec<(&Value, &Value)> =
            draft["differences"].as_array().unwrap().iter().map(|it| (&it["before"], &it["after"])).collect();
        assert_eq!(
            said,
            [(&json!("10000"), &json!("25000")), (&json!("5 working days"), &json!("3 working days"))]
        );
        assert_eq!(
            due_and_fee(&received(&office).await),
            (due.clone(), charges.clone()),
            "a draft decides nothing"
        );

        post(&office, "officer", &format!("{DRAFT}/submission"), &json!({ "version": 2 })).await.expect(200);
        let publication = format!("{DRAFT}/publication");
        let early = post(&office, "control", &publication, &announcement(3, "2026-11-18")).await;
        assert_eq!(early.expect(422).code(), "catalogue.publish-only-appraised");
        post(&office, "control", &format!("{DRAFT}/appraisal"), &json!({ "version": 3 })).await.expect(200);
        let past = post(&office, "control", &publication, &announcement(4, "2026-11-15")).await.expect(422);
        assert_eq!(past.code(), "catalogue.begins-in-the-past");
        let mut silent = announcement(4, "2026-11-18");
        silent["reason"] = json!(" ");
        assert_eq!(
            post(&office, "control", &publication, &silent).await.expect(422).code(),
            "app.words-missing"
        );
        let mut undecided = announcement(4, "2026-11-18");
        undecided["decision"] = json!("");
        let undecided = post(&office, "control", &publication, &undecided).await.expect(422);
        assert_eq!(undecided.code(), "catalogue.decision-missing");
        let done =
            post(&office, "control", &publication, &announcement(4, "2026-11-18")).await.expect(201).json();
        assert_eq!((&done["draft"]["stage"], &done["from"]), (&json!("published"), &json!("2026-11-18")));
        office.get("officer", DRAFT).await.expect(404);

        assert_eq!(due_and_fee(&received(&office).await).1, charges, "until its first day");
        for server in [&office, &elsewhere] {
            let versions = server.visit("/api/v1/procedures/9.000001/versions").await.expect(200).json();
            let lives: Vec<(&Value, &Value)> =
                versions["items"].as_array().unwrap().iter().map(|it| (&it["life"], &it["last"])).collect();
            assert_eq!(
                lives,
                [(&json!("replaced"), &json!("2026-11-17")), (&json!("published"), &Value::Null)]
            );
        }
        office.it_is("2026-11-18T09:00");
        let new = received(&office).await;
        let (new_due, new_charges) = due_and_fee(&new);
        assert_eq!(new_due, "2026-11-23");
        assert!(new_charges.contains("25000"), "{new_charges}");
        let id = old["id"].as_str().unwrap();
        let old = office.get("clerk", &format!("/api/v1/dossiers/{id}")).await.expect(200).json();
        assert_eq!(due_and_fee(&old), (due, charges), "pinned");
        assert_eq!(upkeep::verify(&office.context, &|_| ()).await.unwrap().broken, []);
        let cookie = office.cookie("officer").await;
        let page = office.open_page(&cookie, "/danh-muc/9.000001").await.expect(200).text;
        assert!(page.contains("12/QĐ-UBND") && page.contains("Rút ngắn thời hạn"), "{page}");
    }
);

on_both_databases!(nobody_appraises_what_they_wrote_and_nobody_else_may, async |database: &TestDatabase| {
    let office = open(database).await;
    let begin = json!({ "procedure": "9.000001" });
    for nobody in ["clerk", "administrator", "far"] {
        post(&office, nobody, DRAFTS, &begin).await.expect(403);
    }
    let unknown = post(&office, "control", DRAFTS, &json!({ "procedure": "9.999999" })).await;
    unknown.expect(404);
    post(&office, "control", DRAFTS, &begin).await.expect(201);
    assert_eq!(post(&office, "officer", DRAFTS, &begin).await.expect(422).code(), "app.draft-open");
    post(&office, "officer", &format!("{DRAFT}/appraisal"), &json!({ "version": 1 })).await.expect(403);
    post(&office, "officer", &format!("{DRAFT}/submission"), &json!({ "version": 1 })).await.expect(200);
    let own = post(&office, "control", &format!("{DRAFT}/appraisal"), &json!({ "version": 2 })).await;
    assert_eq!(own.expect(422).code(), "catalogue.appraised-by-writer");
    let page = office.open_page(&office.cookie("control").await, PAGE).await.expect(200).text;
    assert!(!page.contains("/du-thao/tham-dinh"), "not offered");
    post(&office, "other-control", &format!("{DRAFT}/appraisal"), &json!({ "version": 2 })).await.expect(200);
    let back = json!({ "version": 3, "reason": "Thiếu căn cứ" });
    post(&office, "other-control", &format!("{DRAFT}/return"), &back).await.expect(200);
    let page = office.open_page(&office.cookie("officer").await, PAGE).await.expect(200).text;
    assert!(page.contains("Thiếu căn cứ"), "{page}");
    let gone = json!({ "version": 4, "reason": "Không còn cần" });
    post(&office, "officer", &format!("{DRAFT}/discarding"), &gone).await.expect(200);
    post(&office, "officer", DRAFTS, &begin).await.expect(201);
});

on_both_databases!(a_version_begins_after_the_one_before_it, async |database: &TestDatabase| {
    let office = open(database).await;
    let version = appraised(&office).await;
    let path = format!("{DRAFT}/publication");
    post(&office, "control", &path, &announcement(version, "2026-12-01")).await.expect(201);
    let version = {
        post(&office, "officer", DRAFTS, &json!({ "procedure": "9.000001" })).await.expect(201);
        post(&office, "officer", &format!("{DRAFT}/submission"), &json!({ "version": 1 })).await.expect(200);
        post(&office, "control", &format!("{DRAFT}/appraisal"), &json!({ "version": 2 })).await.expect(200);
        3
    };
    let before = post(&office, "control", &path, &announcement(version, "2026-11-20")).await.expect(422);
    assert_eq!(before.code(), "catalogue.starts-before-current");
    post(&office, "control", &path, &announcement(version, "2026-12-02")).await.expect(201);
    let again = post(&office, "control", &path, &announcement(version, "2026-12-03")).await;
    again.expect(404);
});

on_both_databases!(what_can_not_be_read_is_refused_beside_its_part, async |database: &TestDatabase| {
    let office = open(database).await;
    let draft = shortened(&office).await;
    let path = format!("{DRAFT}/content");
    let refused = async |place: &str, value: Value| {
        let mut content = draft["content"].clone();
        *content.pointer_mut(place).unwrap() = value;
        let body = json!({ "version": 2, "content": content });
        let answer = post(&office, "officer", &path, &body).await.expect(422).json();
        (
            answer["code"].as_str().unwrap().to_owned(),
            answer["errors"][0]["field"].as_str().unwrap_or_default().to_owned(),
        )
    };
    let part = |field: &str| ("catalogue.part-unreadable".to_owned(), field.to_owned());
    assert_eq!(refused("/cases/0/channels/0/limit", json!("mai")).await, part("cases.0.channels.0.limit"));
    assert_eq!(
        refused("/cases/0/components/0/components/0/copies", json!(-1)).await,
        part("cases.0.components.0.components.0.copies")
    );
    assert_eq!(refused("/name", json!("a\u{0}b")).await.0, "catalogue.text-too-long");
    assert_eq!(refused("/sequence", json!("x".repeat(9_000))).await.0, "catalogue.text-too-long");
    let both = json!({ "version": 2, "content": {}, "text": "" });
    assert_eq!(post(&office, "officer", &path, &both).await.expect(422).code(), "web.content-or-text");
    let text = draft["text"].as_str().unwrap().replace("3 working days", "3 days");
    let answer =
        post(&office, "officer", &path, &json!({ "version": 2, "text": text })).await.expect(422).json();
    assert_eq!(answer["code"], "catalogue.text-unreadable");
    let stale = json!({ "version": 1, "content": draft["content"] });
    assert_eq!(
        post(&office, "officer", &path, &stale).await.expect(422).code(),
        "app.draft-changed-meanwhile"
    );
    // What lacks something is kept, and not submitted.
    let mut content = draft["content"].clone();
    content["cases"][0]["route"][0]["budget"] = json!("9 working days");
    content["cases"][0]["components"][0]["components"][0]["name"] = json!("");
    let lacking = json!({ "version": 2, "content": content });
    let kept = post(&office, "officer", &path, &lacking).await.expect(200).json();
    let fields: Vec<&str> =
        kept["gaps"].as_array().unwrap().iter().map(|it| it["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["cases.0.components.0.components.0.name", "cases.0.route"]);
    let submitted =
        post(&office, "officer", &format!("{DRAFT}/submission"), &json!({ "version": 3 })).await.expect(422);
    assert_eq!(submitted.code(), "catalogue.gaps-left");
});

/// The fields of the form for limits and fees, as the page has them.
fn fields(page: &str) -> Vec<(String, String)> {
    use scraper::{Html, Selector};
    let page = Html::parse_document(page);
    let all = |selector: &str| Selector::parse(selector).unwrap();
    let mut fields = Vec::new();
    for it in page.select(&all("form.draft-form :is(input, textarea)")) {
        let name = it.attr("name").unwrap_or_default().to_owned();
        let unticked = it.attr("type") == Some("checkbox") && it.attr("checked").is_none();
        let value = it.attr("value").map_or_else(|| it.text().collect::<String>(), str::to_owned);
        if !unticked {
            fields.push((name, value));
        }
    }
    for it in page.select(&all("form.draft-form select")) {
        let chosen = it.select(&all("option[selected]")).next().or_else(|| it.select(&all("option")).next());
        let value = chosen.and_then(|it| it.attr("value")).unwrap_or_default().to_owned();
        fields.push((it.attr("name").unwrap_or_default().to_owned(), value));
    }
    fields
}

fn with<'a>(fields: &'a [(String, String)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let left = fields.iter().filter(|(name, _)| changes.iter().all(|(it, _)| it != name));
    left.map(|(name, value)| (name.as_str(), value.as_str())).chain(changes.iter().copied()).collect()
}

on_both_databases!(a_draft_is_written_in_the_browser, async |database: &TestDatabase| {
    let office = open(database).await;
    let (cookie, proof) = office.cookie_and_proof("officer").await;
    let begin = format!("{PAGE}/bat-dau");
    let page = office.open_page(&cookie, PAGE).await.expect(200).text;
    assert!(page.contains("Chưa có bản dự thảo") && page.contains(&begin), "{page}");
    office.fill(&cookie, &begin, &[("proof", &proof)]).await.expect(303);
    let channels = format!("{PAGE}?part=channels&case=1");
    let page = office.open_page(&cookie, &channels).await.expect(200).text;
    let typed = fields(&page);
    let limit = "cases.0.channels.0.limit.amount";
    let amount = "cases.0.channels.0.fees.0.amount";

    // Wrong inputs stay as they were typed.
    let wrong = with(&typed, &[(limit, "ba"), (amount, "nhiều <b>tiền</b>"), ("do", "save")]);
    let page = office.fill(&cookie, PAGE, &wrong).await.expect(422).text;
    assert!(page.contains("nhiều &#60;b&#62;tiền") && !page.contains("<b>tiền"), "{page}");
    assert!(page.contains("id=\"cases.0.channels.0.limit.error\""), "{page}");
    assert!(page.contains(&format!("href=\"#{amount}\"")), "{page}");
    // A row more keeps nothing but what was typed.
    let more = with(&typed, &[(limit, "4"), ("do", "add:cases.0.channels.0.fees")]);
    let page = office.fill(&cookie, PAGE, &more).await.expect(200).text;
    assert!(page.contains("Chưa ghi thay đổi") && page.contains("cases.0.channels.0.fees.1.name"), "{page}");
    let two = fields(&page);
    assert!(two.contains(&(limit.to_owned(), "4".to_owned())), "{two:?}");
    let second = [
        ("cases.0.channels.0.fees.1.name", "Lệ phí cấp giấy"),
        ("cases.0.channels.0.fees.1.amount", "115.000"),
        ("cases.0.channels.0.fees.1.basis", "85/2019/TT-BTC"),
        ("do", "save"),
    ];
    office.fill(&cookie, PAGE, &with(&two, &second)).await.expect(303);
    let kept = office.get("officer", DRAFT).await.expect(200).json();
    let channel = &kept["content"]["cases"][0]["channels"][0];
    assert_eq!(channel["limit"], "4 working days");
    assert_eq!(channel["fees"][0]["code"], "phi", "what is not shown is kept");
    assert_eq!(
        (&channel["fees"][1]["code"], &channel["fees"][1]["amount"]),
        (&json!("le-phi-cap-giay"), &json!(115_000))
    );
    // Whoever comes too late loses nothing either.
    let late =
        office.fill(&cookie, PAGE, &with(&typed, &[(limit, "7"), ("do", "save")])).await.expect(409).text;
    assert!(late.contains("vừa được người khác thay đổi"), "{late}");
    let late = fields(&late);
    assert!(late.contains(&(limit.to_owned(), "7".to_owned())), "{late:?}");
    assert!(late.contains(&("version".to_owned(), "2".to_owned())), "{late:?}");
    // A row less.
    let page = office.open_page(&cookie, &channels).await.expect(200).text;
    let less = with(&fields(&page), &[("do", "drop:cases.0.channels.0.fees.0")]).len();
    assert!(less > 0);
    let kept_fields = fields(&page);
    let less = with(&kept_fields, &[("do", "drop:cases.0.channels.0.fees.0")]);
    let page = office.fill(&cookie, PAGE, &less).await.expect(200).text;
    let left = fields(&page);
    assert!(left.contains(&("cases.0.channels.0.fees.0.was".to_owned(), "1".to_owned())), "{left:?}");
    office.fill(&cookie, PAGE, &with(&left, &[("do", "save")])).await.expect(303);
    let kept = office.get("officer", DRAFT).await.expect(200).json();
    assert_eq!(kept["content"]["cases"][0]["channels"][0]["fees"][0]["code"], "le-phi-cap-giay");
    // Every section can be sent as it is, and then says what it said.
    for part in ["facts", "cases", "papers", "channels", "route", "text"] {
        let page = office.open_page(&cookie, &format!("{PAGE}?part={part}")).await.expect(200).text;
        assert_eq!(hidden(&page, "part"), part);
        let same = fields(&page);
        office.fill(&cookie, PAGE, &with(&same, &[("do", "save")])).await.expect(303);
        let now = office.get("officer", DRAFT).await.expect(200).json();
        assert_eq!(now["content"], kept["content"], "{part}");
    }
    for nowhere in ["?part=x", "?part=route&case=9", "?part=route&case=0"] {
        office.open_page(&cookie, &format!("{PAGE}{nowhere}")).await.expect(404);
    }
    let list = office.open_page(&cookie, "/danh-muc").await.expect(200).text;
    assert!(list.contains("Đang soạn"), "{list}");
});

on_both_databases!(a_version_is_published_in_the_browser, async |database: &TestDatabase| {
    let office = open(database).await;
    appraised(&office).await;
    let (cookie, proof) = office.cookie_and_proof("control").await;
    let path = format!("{PAGE}/cong-bo");
    let send = async |from: &str, reason: &str| {
        let form = [
            ("proof", proof.as_str()),
            ("version", "4"),
            ("from", from),
            ("decision", "12/QĐ-UBND"),
            ("decided", ""),
            ("reason", reason),
        ];
        office.fill(&cookie, &path, &form).await
    };
    let page = send("2026-11-01", "Rút ngắn").await.expect(422).text;
    assert!(page.contains("id=\"from.error\"") && page.contains(">Rút ngắn</textarea>"), "{page}");
    let page = send("2026-11-20", "").await.expect(422).text;
    assert!(page.contains("id=\"reason.error\"") && page.contains("value=\"2026-11-20\""), "{page}");
    assert_eq!(send("2026-11-20", "Rút ngắn").await.expect(303).location(), "/danh-muc/9.000001#written");
    let page = office.open_page(&cookie, "/danh-muc/9.000001?version=2").await.expect(200).text;
    assert!(page.contains("3 ngày làm việc"), "{page}");
});

on_both_databases!(
    prices_by_size_and_exemptions_are_written_in_the_browser_and_what_is_wrong_stands_beside_them,
    async |database: &TestDatabase| {
        let office = open(database).await;
        let (cookie, proof) = office.cookie_and_proof("officer").await;
        office.fill(&cookie, &format!("{PAGE}/bat-dau"), &[("proof", &proof)]).await.expect(303);
        let channels = format!("{PAGE}?part=channels&case=1");
        let page = office.open_page(&cookie, &channels).await.expect(200).text;
        let fee = |part: &str| format!("cases.0.channels.0.fees.0.{part}");
        let [by, unit, size, price] =
            [fee("by"), fee("unit"), fee("brackets.0.up_to"), fee("brackets.0.price")];
        let [last, exempt, percent, amount] = [
            fee("brackets.1.price"),
            fee("exemptions.0.name"),
            fee("exemptions.0.share.percent"),
            fee("exemptions.0.share.amount"),
        ];
        let [basis, evidence] = [fee("exemptions.0.basis"), fee("exemptions.0.evidence")];
        let add = |list: &str| format!("add:{}", fee(list));

        // Another way of finding the amount brings its inputs, with what was typed before.
        let (typed, brackets) = (fields(&page), add("brackets"));
        let sized = with(&typed, &[(&by, "by-bracket"), ("do", &brackets)]);
        let page = office.fill(&cookie, PAGE, &sized).await.expect(200).text;
        assert!(page.contains(&price) && page.contains(&last), "{page}");
        let (typed, exemptions) = (fields(&page), add("exemptions"));
        let more = with(&typed, &[("do", &exemptions)]);
        let page = office.fill(&cookie, PAGE, &more).await.expect(200).text;
        assert!(page.contains(&percent) && page.contains("value=\"100\""), "{page}");

        let both = [
            (unit.as_str(), "tấn"),
            (&size, "5"),
            (&price, "50.000"),
            (&last, "150.000"),
            (&exempt, "Người thuộc hộ nghèo"),
            (&amount, "10.000"),
            ("do", "save"),
        ];
        let refused = office.fill(&cookie, PAGE, &with(&fields(&page), &both)).await.expect(422).text;
        assert!(refused.contains(&format!("id=\"{percent}.error\"")), "{refused}");
        assert!(refused.contains("chỉ một trong hai"), "{refused}");
        let typed = fields(&refused);
        let one = with(&typed, &[(&amount, ""), (&percent, "50"), ("do", "save")]);
        office.fill(&cookie, PAGE, &one).await.expect(303);
        let page = office.open_page(&cookie, &channels).await.expect(200).text;
        let row = page.split(&format!("id=\"{}\"", fee("exemptions.0"))).nth(1).unwrap();
        assert!(
            row.split("</fieldset>").next().unwrap().contains("class=\"error\""),
            "no ground yet: {page}"
        );

        let grounded =
            [(basis.as_str(), "Nghị quyết 1/2025"), (&evidence, "Giấy chứng nhận"), ("do", "save")];
        office.fill(&cookie, PAGE, &with(&fields(&page), &grounded)).await.expect(303);
        let kept = office.get("officer", DRAFT).await.expect(200).json();
        assert_eq!(kept["gaps"], json!([]), "{kept}");
        let fee = &kept["content"]["cases"][0]["channels"][0]["fees"][0];
        assert_eq!(
            fee["brackets"],
            json!([{ "up_to": 5, "price": 50_000 }, { "up_to": null, "price": 150_000 }])
        );
        let exemption = &fee["exemptions"][0];
        assert_eq!(
            (&exemption["ground"], &exemption["share"]),
            (&json!("nguoi-thuoc-ho-ngheo"), &json!({ "percent": 50 }))
        );
    }
);
