//! What an administrator looks at: the hub, the agencies, the settings; and the versions of a procedure with their way.

use crate::office::{Office, hidden};
use crate::support;
use motcua_app::{Clock, Province};
use motcua_catalogue::parse_catalogue;
use motcua_kernel::Role;
use serde_json::json;

/// Two versions: the later has one paper more, a shorter limit, and asks another agency.
const PROCEDURE: &str = r#"
code = "9.000002"
field = "Thử"
[[version]]
name = "Xác nhận <cũ>"
validity = { from = "2025-07-01", until = "2026-11-18" }
life = "replaced"
sequence = "Nộp, ký, trả."
applicants = ["Công dân Việt Nam"]
legal_basis = ["1/2025/NĐ-CP"]
results = [{ code = "giay", name = "Giấy xác nhận" }]
cases = [{ code = "chung", name = "Trường hợp chung", components = [{ components = [{ code = "don", name = "Đơn", originals = 1, copies = 0 }] }], channels = [{ channel = "counter", limit = "5 working days" }], route = [LEG, { no = 2, name = "Trả kết quả", agency = { by = "receiving" }, kind = "return", budget = "4 working hours", after = [1], steps = [{ name = "Trả", role = "clerk" }] }] }]
[[version]]
name = "Xác nhận"
validity = { from = "2026-11-18" }
life = "published"
sequence = "Nộp, ký, trả."
applicants = ["Công dân Việt Nam"]
legal_basis = ["1/2025/NĐ-CP"]
results = [{ code = "giay", name = "Giấy xác nhận" }]
cases = [{ code = "chung", name = "Trường hợp chung", components = [{ components = [{ code = "anh", name = "Ảnh", originals = 2, copies = 0 }, { code = "don", name = "Đơn", originals = 1, copies = 0 }] }], channels = [{ channel = "counter", limit = "3 working days" }], route = [LEG, { no = 2, name = "Hỏi ý kiến", agency = { by = "parent" }, kind = "consultation", budget = "1 working days", steps = [{ name = "Trả lời", role = "specialist" }] }, { no = 3, name = "Trả kết quả", agency = { by = "receiving" }, kind = "return", budget = "4 working hours", after = [1, 2], steps = [{ name = "Trả", role = "clerk" }] }] }]
"#;
const LEG: &str = r#"{ no = 1, name = "Ký xác nhận", agency = { by = "parent" }, kind = "process", budget = "2 working days", steps = [{ name = "Soạn", role = "specialist" }] }"#;

async fn open(database: &support::TestDatabase) -> Office {
    let file = PROCEDURE.replace("LEG", LEG);
    let catalogue = parse_catalogue([("thu", file.as_str())]).unwrap();
    let province = Province { catalogue, groups: Vec::new(), ..Province::can_tho().unwrap() };
    let clock = Clock::fixed(crate::office::at("2026-11-19T08:00"));
    let mut office = Office::empty(database, clock, province, 1_000_000);
    office.hire("administrator", Role::Administrator, "H13").await;
    office.hire("clerk", Role::Clerk, "H13.163.01").await;
    office
}

on_both_databases!(
    the_versions_of_a_procedure_are_shown_drawn_and_compared,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let cookie = office.cookie("administrator").await;
        let page = office.open_page(&cookie, "/danh-muc/9.000002").await.expect(200).text;
        assert!(page.contains("3 ngày làm việc") && page.contains("<svg class=\"route\""), "{page}");
        assert_eq!(page.matches("<path class=\"edge\"").count(), 2, "{page}");
        let old = office.open_page(&cookie, "/danh-muc/9.000002?version=1").await.expect(200).text;
        assert!(old.contains("Xác nhận &#60;cũ&#62;") && old.contains("5 ngày làm việc"), "{old}");
        for path in ["/danh-muc/9.000002?version=3", "/danh-muc/9.000002?version=x", "/danh-muc/9.9"] {
            office.open_page(&cookie, path).await.expect(404);
        }
        let compared = office.open_page(&cookie, "/danh-muc/9.000002/so-sanh").await.expect(200).text;
        for words in ["Thời hạn giải quyết", "5 working days", "3 working days", "Ảnh", "Trường hợp chung"]
        {
            assert!(compared.contains(words), "{words}: {compared}");
        }
        let same = office.open_page(&cookie, "/danh-muc/9.000002/so-sanh?from=2&to=2").await.expect(200).text;
        assert!(same.contains("Hai phiên bản không khác nhau"), "{same}");
        office.open_page(&office.cookie("clerk").await, "/danh-muc/9.000002").await.expect(403);

        let path = "/api/v1/procedures/9.000002/versions";
        let list = office.visit(path).await.expect(200).json();
        assert_eq!(list["items"][0]["last"], "2026-11-17");
        let compared = office.visit(&format!("{path}?version=2&with=1")).await.expect(200).json();
        let limit = json!({ "place": ["cases", "chung", "channels", "counter", "limit"], "before": "5 working days", "after": "3 working days" });
        assert!(compared["differences"].as_array().unwrap().contains(&limit), "{compared}");
        office.visit(&format!("{path}?version=7&with=1")).await.expect(404);
        office.visit(&format!("{path}?version=x&with=1")).await.expect(400);
    }
);

on_both_databases!(an_administrator_reaches_what_is_kept, async |database: &support::TestDatabase| {
    let office = open(database).await;
    let cookie = office.cookie("administrator").await;
    let hub = office.open_page(&cookie, "/quan-tri").await.expect(200).text;
    for address in
        ["/tai-khoan", "/lich", "/danh-muc", "/quan-tri/co-quan", "/quy-dinh", "/quan-tri/thiet-lap"]
    {
        assert!(hub.contains(&format!("href=\"{address}\"")), "{address}: {hub}");
        office.open_page(&cookie, address).await.expect(200);
    }
    let found = office.open_page(&cookie, "/quan-tri/co-quan?search=H13.163.01").await.expect(200).text;
    let agency = format!("/quan-tri/co-quan/{}", office.agency("H13.163.01"));
    assert!(found.contains(&agency), "{found}");
    let shown = office.open_page(&cookie, &agency).await.expect(200).text;
    assert!(shown.contains("07:00–11:30") && shown.contains("Cán bộ clerk"), "{shown}");
    office.open_page(&cookie, "/quan-tri/co-quan/x").await.expect(404);
    let clerk = office.cookie("clerk").await;
    for path in ["/quan-tri", "/quan-tri/co-quan", "/quan-tri/thiet-lap", "/tai-khoan"] {
        office.open_page(&clerk, path).await.expect(403);
    }
});

on_both_databases!(
    how_an_agency_is_reached_is_said_by_its_administrator,
    async |database: &support::TestDatabase| {
        let office = open(database).await;
        let (cookie, proof) = office.cookie_and_proof("administrator").await;
        let path = "/api/v1/agencies/H13.163.01";
        let before = office.visit(path).await.expect(200).json();
        assert_eq!((&before["contact_revision"], &before["contact"]["verified"]), (&json!(0), &json!(false)));
        let id = office.agency("H13.163.01").to_string();
        let page = format!("/quan-tri/co-quan/{id}");
        let form = format!("{page}/lien-he");
        let shown = office.open_page(&cookie, &page).await.expect(200).text;
        let seen = hidden(&shown, "seen");
        let typed = |seen: &str, phone: &str| {
            let fields = [
                ("proof", proof.as_str()),
                ("seen", seen),
                ("address", "Ấp An Ninh, xã Kế Sách <b>"),
                ("phone", phone),
                ("windows", "Quầy 1: Đất đai\r\nQuầy 2: Hộ tịch\r\n"),
                ("petitions", "Quầy 3, hoặc 1022"),
                ("verified", "yes"),
            ];
            fields.map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let send = async |fields: [(String, String); 7]| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, it)| (name.as_str(), it.as_str())).collect();
            office.fill(&cookie, &form, &fields).await
        };
        // What can not be so is named, and what was typed stands there again.
        let refused = send(typed(&seen, "hỏi bảo vệ")).await.expect(422).text;
        assert!(
            refused.contains("id=\"phone.error\"") && refused.contains("Kế Sách &#60;b&#62;"),
            "{refused}"
        );

        let kept = send(typed(&seen, "0299 3 876 001")).await.expect(303);
        let after =
            office.open_page(&cookie, kept.location().split('#').next().unwrap()).await.expect(200).text;
        assert!(after.contains("Đã ghi thông tin liên hệ") && after.contains("Sửa lần cuối"), "{after}");
        let now = office.visit(path).await.expect(200).json();
        assert_eq!(now["contact_revision"], 1);
        assert_eq!(now["contact"]["windows"], json!(["Quầy 1: Đất đai", "Quầy 2: Hộ tịch"]));
        assert_eq!(now["contact"]["email"], json!(null), "what is not said is not known");
        let public = office.visit("/co-quan/H13.163.01").await.expect(200).text;
        assert!(public.contains("0299 3 876 001") && public.contains("Quầy 2: Hộ tịch"), "{public}");
        let main = public.split("</main>").next().unwrap();
        assert!(!main.contains("Số liệu mẫu"), "it was seen at the agency: {main}");

        // Whoever looked before that is told; a program does the same, and nobody else may.
        send(typed(&seen, "0299 3 876 002")).await.expect(422);
        let put = async |who: &str, body: serde_json::Value| {
            let bearer = format!("Bearer {}", office.token(who));
            let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
            office.send("PUT", &format!("{path}/contact"), &headers, body.to_string().into_bytes()).await
        };
        let wanted = json!({ "phone": "1022", "verified": false, "revision": 1 });
        put("clerk", wanted.clone()).await.expect(403);
        assert_eq!(put("administrator", wanted.clone()).await.expect(200).json()["contact_revision"], 2);
        assert_eq!(put("administrator", wanted).await.expect(422).code(), "app.contact-changed-meanwhile");
        let wrong = json!({ "email": "cantho", "verified": false, "revision": 2 });
        assert_eq!(put("administrator", wrong).await.expect(422).code(), "identity.contact-email");
        put("administrator", json!({ "verified": false, "revision": 2, "fax": "1" })).await.expect(422);
    }
);
