//! What is tried before it counts, over HTTP: a procedure, dossiers that may go over to a new version, the calendar. Worked
//! out by hand: 16/11/2026 is a Monday, 24/11 a holiday.

use crate::office::{Office, hidden};
use crate::status_pages::says;
use crate::support::TestDatabase;
use motcua_app::{Clock, Province, upkeep};
use motcua_catalogue::parse_catalogue;
use motcua_kernel::Role;
use serde_json::{Value, json};

/// Solved by the commune: five working days, and three with one paper more since 18/11/2026.
const PROCEDURE: &str = r#"
code = "9.000001"
field = "Thử"
[[version]]
name = "Xác nhận"
validity = { from = "2025-07-01", until = "2026-11-18" }
life = "replaced"
sequence = "Nộp, ký, trả."
applicants = ["Công dân Việt Nam"]
legal_basis = ["1/2025/NĐ-CP"]
results = [{ code = "giay", name = "Giấy xác nhận" }]
cases = [{ code = "chung", name = "Chung", components = [{ components = [{ code = "don", name = "Đơn", originals = 1, copies = 0 }] }], channels = [{ channel = "counter", limit = "5 working days" }], route = [ROUTE] }]
[[version]]
name = "Xác nhận"
validity = { from = "2026-11-18" }
life = "published"
sequence = "Nộp, ký, trả."
applicants = ["Công dân Việt Nam"]
legal_basis = ["2/2026/NĐ-CP"]
results = [{ code = "giay", name = "Giấy xác nhận" }]
cases = [{ code = "chung", name = "Chung", components = [{ components = [{ code = "don", name = "Đơn", originals = 1, copies = 0 }, { code = "anh", name = "Ảnh", originals = 1, copies = 0 }] }], channels = [{ channel = "counter", limit = "3 working days" }], route = [ROUTE] }]
"#;
const ROUTE: &str = r#"{ no = 1, name = "Ký xác nhận", agency = { by = "parent" }, kind = "process", budget = "2 working days", steps = [{ name = "Soạn", role = "specialist" }] }, { no = 2, name = "Trả kết quả", agency = { by = "receiving" }, kind = "return", budget = "4 working hours", after = [1], steps = [{ name = "Trả", role = "clerk" }] }"#;

const CODE: &str = "/api/v1/procedures/9.000001";

async fn open(database: &TestDatabase) -> Office {
    let file = PROCEDURE.replace("ROUTE", ROUTE);
    let catalogue = parse_catalogue([("thu", file.as_str())]).unwrap();
    let province = Province { catalogue, groups: Vec::new(), ..Province::can_tho().unwrap() };
    let clock = Clock::fixed(crate::office::at("2026-11-16T08:00"));
    let mut office = Office::empty(database, clock, province, 1_000_000);
    for (name, role, agency) in [
        ("clerk", Role::Clerk, "H13.163.01"),
        ("stranger", Role::Clerk, "H13.164.01"),
        ("officer", Role::CatalogueOfficer, "H13"),
        ("chairman", Role::Leader, "H13.163"),
        ("other-chairman", Role::Leader, "H13.164"),
        ("administrator", Role::Administrator, "H13"),
    ] {
        office.hire(name, role, agency).await;
    }
    office
}

async fn received(office: &Office, clerk: &str, counter: &str) -> String {
    let body = receipt(office, clerk, counter).await;
    body["dossier"]["id"].as_str().unwrap().to_owned()
}

async fn receipt(office: &Office, clerk: &str, counter: &str) -> Value {
    let filed = json!({
        "procedure": "9.000001", "case": "chung", "receiving": counter,
        "applicant": { "name": "Lâm Thị Sa Ry" }, "components": [{ "code": "don", "originals": 1 }]
    });
    office.post(clerk, "/api/v1/dossiers", &[], &filed).await.expect(201).json()
}

async fn lawful(office: &Office, clerk: &str, id: &str) -> Value {
    office.get(clerk, &format!("/api/v1/dossiers/{id}")).await.expect(200).json()["dates"]["lawful"].clone()
}

on_both_databases!(a_procedure_is_tried_with_its_people, async |database: &TestDatabase| {
    let mut office = open(database).await;
    let path = format!("{CODE}/check?counter=H13.163.01");
    office.get("clerk", &path).await.expect(403);
    let found = office.get("officer", &path).await.expect(200).json();
    let codes = |it: &Value| -> Vec<String> {
        it["gaps"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes(&found), ["catalogue.nobody-for-step"], "{found}");
    assert!(found["gaps"][0]["text"].as_str().unwrap().contains("Vui lòng cấp vai trò"), "{found}");
    let way = &found["walks"][0]["way"];
    assert_eq!(way["due"], "2026-11-23T17:00:00+07:00");
    assert_eq!(way["legs"][0]["working_minutes"], 1380, "{way}");
    office.hire("registrar", Role::Specialist, "H13.163").await;
    assert_eq!(codes(&office.get("officer", &path).await.expect(200).json()), [""; 0]);
    office.get("officer", &format!("{CODE}/check?counter=H99")).await.expect(400);
    office.get("other-chairman", &path).await.expect(403);
    let cookie = office.cookie("officer").await;
    let list = office.open_page(&cookie, "/danh-muc?search=xac+nhan").await.expect(200).text;
    assert!(list.contains("/danh-muc/9.000001/kiem-tra"), "{list}");
    let page =
        office.open_page(&cookie, "/danh-muc/9.000001/kiem-tra?counter=H13.163.01&day=2026-11-18").await;
    let page = page.expect(200).text;
    assert!(page.contains("Không thiếu gì") && page.contains(">1380</td>"), "{page}");
    assert!(page.contains("17:00 20/11/2026"), "{page}");
});

on_both_databases!(a_running_dossier_goes_over_when_two_people_say_so, async |database: &TestDatabase| {
    let office = open(database).await;
    let own = received(&office, "clerk", "H13.163.01").await;
    let other = received(&office, "stranger", "H13.164.01").await;
    assert_eq!(lawful(&office, "clerk", &own).await, "2026-11-23T17:00:00+07:00");
    office.it_is("2026-11-18T09:00");
    let path = format!("{CODE}/rebase");
    let found = office.get("officer", &path).await.expect(200).json();
    assert_eq!(found["dossiers"].as_array().unwrap().len(), 2);
    assert_eq!(found["dossiers"][0]["difference"]["papers_not_asked"], json!(["anh"]));
    let found = office.get("chairman", &path).await.expect(200).json();
    assert_eq!(found["dossiers"].as_array().unwrap().len(), 1, "a leader sees those of their own counters");

    let proposals = format!("{CODE}/rebase-proposals");
    let body = |document: &str| json!({ "document": document, "provision": "Điều 9" });
    office.post("chairman", &proposals, &[], &body("2/2026/NĐ-CP")).await.expect(403);
    let wrong = office.post("officer", &proposals, &[], &body("1/2025/NĐ-CP")).await.expect(200).json();
    assert_eq!(wrong["left"][0]["why"]["code"], "intake.rebase-ground-unknown");
    let silent = json!({ "document": "2/2026/NĐ-CP", "provision": " " });
    let silent = office.post("officer", &proposals, &[], &silent).await.expect(200).json();
    assert_eq!(silent["left"][0]["why"]["code"], "app.words-missing");
    let proposed = office.post("officer", &proposals, &[], &body("2/2026/NĐ-CP")).await.expect(200).json();
    assert_eq!(proposed["done"].as_array().unwrap().len(), 2, "{proposed}");

    let approvals = format!("{CODE}/rebase-approvals");
    office.post("officer", &approvals, &[], &json!({})).await.expect(403);
    let nothing = office.post("other-chairman", &approvals, &[], &json!({ "dossiers": [own] })).await;
    assert_eq!(nothing.expect(200).json()["done"], json!([]), "not of their counters");
    let (cookie, proof) = office.cookie_and_proof("chairman").await;
    let page = office.open_page(&cookie, "/danh-muc/9.000001/chuyen-phien-ban").await.expect(200).text;
    assert_eq!(hidden(&page, "proof"), proof);
    assert!(page.contains("Chờ phê duyệt") && page.contains("17:00 19/11/2026"), "{page}");
    let form = [("proof", proof.as_str()), ("dossier", own.as_str())];
    let done =
        office.fill(&cookie, "/danh-muc/9.000001/chuyen-phien-ban/phe-duyet", &form).await.expect(200).text;
    assert!(done.contains("Đã thực hiện với 1 hồ sơ") && done.contains("Không có hồ sơ nào"), "{done}");

    assert_eq!(lawful(&office, "clerk", &own).await, "2026-11-19T17:00:00+07:00");
    assert_eq!(lawful(&office, "stranger", &other).await, "2026-11-23T17:00:00+07:00");
    let events = office.get("clerk", &format!("/api/v1/dossiers/{own}/events")).await.expect(200).json();
    let names: Vec<&str> =
        events["items"].as_array().unwrap().iter().map(|it| it["event"].as_str().unwrap()).collect();
    assert_eq!(names, ["received", "rebase-proposed", "rebased"]);
    let cookie = office.cookie("clerk").await;
    let page = office.open_page(&cookie, &format!("/ho-so/{own}")).await.expect(200).text;
    assert!(page.contains("Chuyển sang phiên bản thủ tục áp dụng từ"), "{page}");
    office.open_page(&cookie, &format!("/tiep-nhan/{own}/giay-tiep-nhan")).await.expect(200);
    assert_eq!(upkeep::verify(&office.context, &|_| ()).await.unwrap().broken, []);
});

on_both_databases!(
    the_calendar_is_tried_and_suggests_and_decides_nothing,
    async |database: &TestDatabase| {
        let office = open(database).await;
        received(&office, "clerk", "H13.163.01").await;
        let trial = office.get("administrator", "/api/v1/calendar/recompute-trial").await.expect(200).json();
        assert_eq!(trial, json!({ "dossiers": 1, "moved": [] }));
        office.get("officer", "/api/v1/calendar/recompute-trial").await.expect(403);
        let days =
            office.get("administrator", "/api/v1/calendar/moon-days?year=2027").await.expect(200).json();
        assert_eq!(days["tet"], "2027-02-06");
        assert_eq!(days["law"], false);
        office.get("administrator", "/api/v1/calendar/moon-days?year=1700").await.expect(400);
        let cookie = office.cookie("administrator").await;
        let page = office.open_page(&cookie, "/lich?trial=1&year=2027").await.expect(200).text;
        assert!(page.contains("06/02/2027") && page.contains("không phải quyết định"), "{page}");
        assert!(page.contains("Đã xem 1 hồ sơ"), "{page}");
    }
);

/// The days of 2026 as they ship, with Friday 27/11 off for Saturday 05/12.
fn swapped_2026() -> String {
    swapped("2026-11-27")
}

/// The same with this day off.
pub fn swapped(day: &str) -> String {
    let shipped = motcua_calendar::shipped().to_csv().unwrap();
    let days = shipped.lines().filter(|it| it.starts_with("2026-"));
    let rows = days.map(|it| it.split(',').take(3).collect::<Vec<_>>().join(","));
    let swap =
        [format!("{day},substituted_off,Nghỉ hoán đổi"), "2026-12-05,makeup_workday,Làm bù".to_owned()];
    let rows: Vec<String> = rows.chain(swap).collect();
    format!("date,kind,name\n{}\n", rows.join("\n"))
}

on_both_databases!(a_calendar_file_is_looked_at_and_nothing_is_kept, async |database: &TestDatabase| {
    let office = open(database).await;
    received(&office, "clerk", "H13.163.01").await;
    let bearer = format!("Bearer {}", office.token("administrator"));
    let send = async |body: String| {
        let headers = [("authorization", bearer.as_str()), ("content-type", "text/csv")];
        office.send("POST", "/api/v1/calendar/trials", &headers, body.into_bytes()).await
    };
    let trial = send(swapped_2026()).await.expect(200).json();
    let days: Vec<&str> =
        trial["differences"].as_array().unwrap().iter().map(|it| it["date"].as_str().unwrap()).collect();
    assert_eq!(days, ["2026-11-27", "2026-12-05"]);
    assert_eq!(trial["dates"]["dossiers"], 1);
    assert!(
        trial["calendar"].as_str().unwrap().contains("2026-11-27,substituted_off,Nghỉ hoán đổi"),
        "{trial}"
    );
    let wrong = send("date,kind,name\n31/02/2026,nghỉ lễ,Sai\n".to_owned()).await.expect(200).json();
    assert_eq!((&wrong["faults"][0]["line"], wrong.get("calendar")), (&json!(2), None));
    let again = office.get("administrator", "/api/v1/calendar/recompute-trial").await.expect(200).json();
    assert_eq!(again["moved"], json!([]), "nothing was kept");

    let (cookie, proof) = office.cookie_and_proof("administrator").await;
    let mut body =
        format!("--cut\r\nContent-Disposition: form-data; name=\"proof\"\r\n\r\n{proof}\r\n").into_bytes();
    body.extend(b"--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lich.csv\"\r\n\r\n");
    body.extend(swapped_2026().into_bytes());
    body.extend(b"\r\n--cut--\r\n");
    let headers = [("cookie", cookie.as_str()), ("content-type", "multipart/form-data; boundary=cut")];
    let page = office.send("POST", "/lich", &headers, body).await.expect(200).text;
    assert!(page.contains("2 ngày khác lịch đang dùng") && page.contains("Nghỉ hoán đổi"), "{page}");
});

on_both_databases!(a_calendar_is_kept_and_the_open_dates_follow, async |database: &TestDatabase| {
    let office = open(database).await;
    let slip = receipt(&office, "clerk", "H13.163.01").await;
    let dossier = slip["dossier"]["id"].as_str().unwrap();
    let lawful = async || {
        let shown = office.get("clerk", &format!("/api/v1/dossiers/{dossier}")).await.expect(200).json();
        shown["dates"]["lawful"].as_str().unwrap().to_owned()
    };
    let before = lawful().await;
    let bearer = format!("Bearer {}", office.token("administrator"));
    let keep = async |query: &str, body: String| {
        let headers = [("authorization", bearer.as_str()), ("content-type", "text/csv")];
        office.send("POST", &format!("/api/v1/calendar/revisions?{query}"), &headers, body.into_bytes()).await
    };
    let ground = "ground=Th%C3%B4ng%20b%C3%A1o%2012%2FTB-UBND";
    assert_eq!(
        keep("revision=0&ground=", swapped("2026-11-20")).await.expect(422).code(),
        "app.calendar-ground"
    );
    assert_eq!(
        keep(&format!("revision=7&{ground}"), swapped("2026-11-20")).await.expect(422).code(),
        "app.calendar-changed-meanwhile"
    );
    keep(ground, swapped("2026-11-20")).await.expect(400);
    office.get("officer", "/api/v1/calendar").await.expect(403);
    assert_eq!(lawful().await, before, "nothing was kept");

    let kept = keep(&format!("revision=0&{ground}"), swapped("2026-11-20")).await.expect(201).json();
    assert_eq!((&kept["revision"], &kept["dates"]["moved"].as_array().map(Vec::len)), (&json!(1), &Some(1)));
    assert_ne!(lawful().await, before);
    assert_eq!(kept["dates"]["moved"][0]["after"], json!(lawful().await));
    let calendar = office.get("administrator", "/api/v1/calendar?year=2026").await.expect(200).json();
    let days = calendar["days"].as_array().unwrap();
    assert!(
        days.iter().any(|it| it["date"] == "2026-11-20" && it["kind"] == "substituted_off"),
        "{calendar}"
    );
    assert_eq!(calendar["changes"][0]["ground"], "Thông báo 12/TB-UBND");
    // The citizen reads what moved the date: the calendar, and no pause that never was.
    let page = office.visit(&format!("/tra-cuu/{}", slip["token"].as_str().unwrap())).await.expect(200);
    says(
        &page,
        &[
            "hẹn trả thứ Tư 25/11/2026",
            "Ngày hẹn ban đầu: thứ Hai 23/11/2026. Tính theo lịch làm việc có hiệu lực khi tiếp nhận.",
            "Tính lại lúc 08:00, 16/11/2026 vì lịch làm việc thay đổi (Thông báo 12/TB-UBND): hẹn trả thứ Tư \
             25/11/2026.",
            "thứ Sáu 20/11 (Nghỉ hoán đổi)",
            "hẹn thứ Tư 25/11/2026.",
        ],
    );
    assert!(
        !page.text.contains("tạm dừng") && !page.text.contains("không tính vào thời hạn"),
        "{}",
        page.text
    );
    // What comes after is counted by the calendar that was kept, and the same again is no change.
    let trial = office.get("administrator", "/api/v1/calendar/recompute-trial").await.expect(200).json();
    assert_eq!(trial["moved"], json!([]));
    assert_eq!(
        keep(&format!("revision=1&{ground}"), swapped("2026-11-20")).await.expect(422).code(),
        "app.calendar-unchanged"
    );
});

on_both_databases!(the_form_of_a_year_says_what_is_wrong_beside_the_row, async |database: &TestDatabase| {
    let office = open(database).await;
    let (cookie, proof) = office.cookie_and_proof("administrator").await;
    let page = office.open_page(&cookie, "/lich?year=2026").await.expect(200).text;
    let rows = page.matches("name=\"kind-").count();
    assert!(rows > 12, "{page}");
    let mut fields = vec![("proof".to_owned(), proof.clone()), ("year".to_owned(), "2026".to_owned())];
    for (at, (date, it)) in
        motcua_calendar::shipped().exceptions().filter(|(date, _)| date.year() == 2026).enumerate()
    {
        fields.push((format!("date-{at}"), date.to_string()));
        fields.push((
            format!("kind-{at}"),
            serde_json::to_value(it.kind).unwrap().as_str().unwrap().to_owned(),
        ));
        fields.push((format!("name-{at}"), it.name.clone()));
    }
    let next = rows - 1;
    let send = async |date: &str| {
        let mut fields = fields.clone();
        fields.push((format!("date-{next}"), date.to_owned()));
        fields.push((format!("kind-{next}"), "substituted_off".to_owned()));
        fields.push((format!("name-{next}"), "Nghỉ <bão>".to_owned()));
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, it)| (name.as_str(), it.as_str())).collect();
        office.fill(&cookie, "/lich/xem-truoc", &pairs).await
    };
    let wrong = send("31/11/2026").await.expect(422).text;
    assert!(
        wrong.contains(&format!("href=\"#date-{next}\"")) && wrong.contains("Không đọc được ngày"),
        "{wrong}"
    );
    assert!(wrong.contains("31/11/2026") && wrong.contains("Nghỉ &#60;bão&#62;"), "{wrong}");
    let looked = send("27/11/2026").await.expect(200).text;
    assert!(
        looked.contains("1 ngày khác lịch đang dùng") && looked.contains("action=\"/lich/ghi\""),
        "{looked}"
    );
    let keep =
        [("proof", proof.as_str()), ("rows", ""), ("revision", "0"), ("year", "2026"), ("ground", "x")];
    office.fill(&cookie, "/lich/ghi", &keep).await.expect(422);
});
