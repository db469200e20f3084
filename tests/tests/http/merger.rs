//! Sáp nhập: thị trấn Kế Sách and xã Kế Thành of Sóc Trăng went into xã Kế Sách of Cần Thơ on 1 July 2025. What was open
//! goes on there, under its old number and with its clock unbroken. Worked out by hand: hours 07:00–11:30 and 13:30–17:00;
//! 26/06/2025 is a Thursday, and no holiday is near.

use crate::office::{Office, at};
use crate::support;
use motcua_app::{Clock, Province, upkeep};
use motcua_catalogue::parse_catalogue;
use motcua_kernel::Role;
use serde_json::{Value, json};

/// Solved by the commune itself, in 5 working days, before and after the merger.
const PROCEDURE: &str = r#"
code = "9.000001"
field = "Thử"
[[version]]
name = "Xác nhận của Ủy ban nhân dân cấp xã"
validity = { from = "2012-01-01" }
life = "published"
sequence = "Nộp, ký, trả."
applicants = ["Công dân Việt Nam"]
legal_basis = []
results = [{ code = "giay-xac-nhan", name = "Giấy xác nhận" }]
[[version.cases]]
code = "chung"
name = "Chung"
components = [{ components = [{ code = "don", name = "Đơn", originals = 1, copies = 0 }] }]
[[version.cases.channels]]
channel = "counter"
limit = "5 working days"
[[version.cases.route]]
no = 1
name = "Kiểm tra, ký xác nhận"
agency = { by = "parent" }
kind = "process"
budget = "4 working days"
steps = [{ name = "Soạn", role = "specialist" }, { name = "Ký", role = "leader" }]
[[version.cases.route]]
no = 2
name = "Trả kết quả"
agency = { by = "receiving" }
kind = "return"
budget = "4 working hours"
after = [1]
steps = [{ name = "Trả kết quả", role = "clerk" }]
"#;

/// The town and its neighbour, the day before their last week.
async fn open(database: &support::TestDatabase) -> Office {
    let province = Province {
        catalogue: parse_catalogue([("thu", PROCEDURE)]).unwrap(),
        ..Province::can_tho().unwrap()
    };
    let clock = Clock::fixed(at("2025-06-26T07:00"));
    let mut office = Office::empty(database, clock, province, 1_000_000);
    for (name, role, agency) in [
        ("town-clerk", Role::Clerk, "H51.31528.01"),
        ("town", Role::Specialist, "H51.31528"),
        ("neighbour-clerk", Role::Clerk, "H51.31555.01"),
    ] {
        office.hire(name, role, agency).await;
    }
    office
}

async fn received(office: &Office, clerk: &str, counter: &str) -> Value {
    let filed = json!({
        "procedure": "9.000001", "case": "chung", "receiving": counter,
        "applicant": { "name": "Lâm Thị Sa Ry" },
        "components": [{ "code": "don", "originals": 1 }]
    });
    office.post(clerk, "/api/v1/dossiers", &[], &filed).await.expect(201).json()
}

async fn act(office: &Office, id: &str, moment: &str, who: &str, verb: &str, body: Value) -> Value {
    office.it_is(moment);
    let etag = office.get(who, &format!("/api/v1/dossiers/{id}")).await.expect(200).etag().to_owned();
    office.act(who, id, verb, &etag, &body).await.expect(200).json()
}

fn id(received: &Value) -> &str {
    received["dossier"]["id"].as_str().unwrap()
}

on_both_databases!(an_open_dossier_goes_on_with_the_successor, async |database: &support::TestDatabase| {
    let mut office = open(database).await;
    office.it_is("2025-06-26T09:00");
    let body = received(&office, "town-clerk", "H51.31528.01").await;
    let other = received(&office, "neighbour-clerk", "H51.31555.01").await;
    let ended = received(&office, "town-clerk", "H51.31528.01").await;
    assert_eq!(body["dossier"]["number"], "H51.31528.01-250626-0001");
    // 27, 30, 01, 02, 03.
    assert_eq!(body["dossier"]["dates"]["first"], "2025-07-03T17:00:00+07:00");
    let withdrawn = json!({ "reason": "Đổi ý." });
    act(&office, id(&ended), "2025-06-26T09:30", "town-clerk", "withdraw", withdrawn).await;
    let one = id(&body);
    act(&office, one, "2025-06-26T10:00", "town-clerk", "hand-over", json!({})).await;
    act(&office, one, "2025-06-26T11:00", "town", "accept", json!({ "leg": 1 })).await;
    let before = upkeep::succeed(&office.context, &|_| ()).await.unwrap();
    assert_eq!((before.dossiers, before.moved.len()), (3, 0));

    office.it_is("2025-07-01T06:00");
    for (name, role, agency) in [
        ("clerk", Role::Clerk, "H13.163.01"),
        ("registrar", Role::Specialist, "H13.163"),
        ("chairman", Role::Leader, "H13.163"),
        ("registry", Role::RecordsClerk, "H13.163"),
    ] {
        office.hire(name, role, agency).await;
    }
    // The heirs may read what they will take over, and not yet work on it.
    let seen = office.get("registrar", &format!("/api/v1/dossiers/{one}")).await.expect(200);
    let granted = json!({ "leg": 1, "outcome": "granted", "result": "giay-xac-nhan" });
    let early = office.act("registrar", one, "propose", seen.etag(), &granted).await.expect(403);
    assert_eq!(early.code(), "routing.other-agency");
    let report = upkeep::succeed(&office.context, &|_| ()).await.unwrap();
    assert_eq!((report.moved.len(), report.stuck.len()), (2, 0), "{report:?}");
    assert_eq!(upkeep::succeed(&office.context, &|_| ()).await.unwrap().moved.len(), 0);

    let moved = office.get("registrar", &format!("/api/v1/dossiers/{one}")).await.expect(200).json();
    assert_eq!(moved["number"], "H51.31528.01-250626-0001");
    assert_eq!(moved["receiving"]["code"], "H13.163.01");
    assert_eq!(moved["dates"]["lawful"], "2025-07-03T17:00:00+07:00");
    let neighbour = office.get("clerk", &format!("/api/v1/dossiers/{}", id(&other))).await.expect(200).json();
    assert_eq!(neighbour["number"], "H51.31555.01-250626-0001");
    // The new counter counts anew.
    let new = received(&office, "clerk", "H13.163.01").await;
    assert_eq!(new["dossier"]["number"], "H13.163.01-250701-0001");

    act(&office, one, "2025-07-02T09:00", "registrar", "propose", granted).await;
    act(&office, one, "2025-07-02T10:00", "chairman", "approve", json!({ "leg": 1 })).await;
    act(&office, one, "2025-07-02T10:30", "registry", "number", json!({ "leg": 1, "number": "5/XN" })).await;
    act(&office, one, "2025-07-02T10:30", "registrar", "hand-over", json!({ "leg": 1 })).await;
    act(&office, one, "2025-07-02T11:00", "clerk", "accept", json!({ "leg": 2 })).await;
    let token = body["token"].as_str().unwrap();
    let status = office.visit(&format!("/api/v1/status/{token}")).await.expect(200).json();
    assert_eq!(status["to_do"]["agency"]["code"], "H13.163.01");

    // Until the merger the town had it: 120 minutes at its counter; then 26/06 240, 27/06 480, 30/06 480. After it the
    // commune: 01/07 480, 02/07 240 to the hand-over accepted at 11:00, an hour of it with the signer.
    office.it_is("2025-07-04T08:00");
    let times = office.get("clerk", &format!("/api/v1/dossiers/{one}/times")).await.expect(200).json();
    let line = times["main_line"].as_array().unwrap();
    let by_agency = |code: &str| -> i64 {
        let of = line.iter().filter(|it| it["holder"]["agency"]["code"] == code);
        of.map(|it| it["minutes"].as_i64().unwrap()).sum()
    };
    assert_eq!(by_agency("H51.31528.01"), 120, "{times}");
    assert_eq!(by_agency("H51.31528"), 1200, "{times}");
    assert_eq!(by_agency("H13.163"), 720, "{times}");
    let all: i64 = line.iter().map(|it| it["minutes"].as_i64().unwrap()).sum();
    assert_eq!(all, 2040);
    let gone = office.context.store.reader();
    let untouched =
        motcua_storage::dossiers::load(&gone, motcua_kernel::DossierId(id(&ended).parse().unwrap()));
    let town =
        office.context.province.agencies.by_code("H51.31528.01", at("2025-06-26T07:00").date()).unwrap().id;
    assert_eq!(untouched.await.unwrap().receiving(), Some(town));
    let report = upkeep::verify(&office.context, &|_| ()).await.unwrap();
    assert_eq!(report.broken, []);
});
