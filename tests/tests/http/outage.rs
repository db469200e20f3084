//! An afternoon without power: 30 slips were written by hand on Thursday 26/11/2026 and are entered on Friday morning, by
//! leave of the head. Numbers, dates and figures are those of Thursday.
//!
//! Hours are 07:00–11:30 and 13:30–17:00. Limits: land transfer 8 working days, household business 3, certified copies the
//! same day when filed before 15:00.

use crate::office::{Office, at, hidden};
use motcua_app::upkeep::verify;
use serde_json::{Value, json};

const COUNTER: &str = "H13.163.01";
const SLIPS: u32 = 30;

fn outage(slips: u32) -> Value {
    json!({
        "agency": COUNTER,
        "ground": "outage",
        "reason": "Mất điện toàn xã từ 13 giờ 30 đến hết giờ làm việc",
        "from": "2026-11-26T13:30",
        "until": "2026-11-26T17:00",
        "slips": slips,
        "enter_by": "2026-11-27T17:00",
    })
}

/// What is on the `no`th slip: one of three procedures in turn, every seven minutes from 13:30 on.
fn on_slip(no: u32, permit: &str) -> Value {
    let minutes = 13 * 60 + 30 + 7 * (no - 1);
    let mut filed = match no % 3 {
        0 => {
            json!({ "procedure": "2.000815", "case": "thong-thuong", "quantities": { "phi-chung-thuc-ban-sao": 1 },
                     "components": [{ "code": "ban-chinh", "originals": 1 }, { "code": "ban-sao", "copies": 1 }] })
        }
        1 => Office::land_transfer(),
        _ => json!({ "procedure": "1.001612", "case": "ca-nhan",
                     "components": [{ "code": "giay-de-nghi", "originals": 1 }] }),
    };
    filed["receiving"] = json!(COUNTER);
    filed["applicant"] = json!({ "name": format!("Người nộp {}", no) });
    filed["late"] = json!({
        "permit": permit,
        "slip": format!("GB-{no:03}"),
        "received": format!("2026-11-26T{:02}:{:02}", minutes / 60, minutes % 60),
    });
    filed
}

/// By hand: 27/11, 30/11, 1 to 4, 7 and 8 December are the 8 days; 27/11, 30/11 and 1/12 the 3; before 15:00 (the 12th slip
/// is of 14:47, the 15th of 15:08) the same day, else the next.
fn due(no: u32) -> &'static str {
    match no % 3 {
        0 if no < 15 => "2026-11-26T17:00:00+07:00",
        0 => "2026-11-27T17:00:00+07:00",
        1 => "2026-12-08T17:00:00+07:00",
        _ => "2026-12-01T17:00:00+07:00",
    }
}

async fn permitted(office: &Office, slips: u32) -> String {
    let given = office.post("head", "/api/v1/late-entry-permits", &[], &outage(slips)).await.expect(201);
    given.json()["id"].as_str().unwrap().to_owned()
}

on_both_databases!(an_afternoon_without_power_is_entered_the_next_morning, async |database| {
    let office = Office::open(database).await;
    for moment in ["2026-11-26T08:10", "2026-11-26T10:20"] {
        office.it_is(moment);
        office.receive().await;
    }
    office.it_is("2026-11-27T07:40");
    let permit = permitted(&office, SLIPS).await;
    let friday = office.receive().await.json();
    assert_eq!(friday["dossier"]["number"], "H13.163.01-261127-0001");

    office.it_is("2026-11-27T07:50");
    for no in 1..=SLIPS {
        let entered = office.post("clerk", "/api/v1/dossiers", &[], &on_slip(no, &permit)).await.expect(201);
        let dossier = &entered.json()["dossier"];
        // The two of the morning have 1 and 2.
        assert_eq!(dossier["number"], format!("H13.163.01-261126-{:04}", no + 2), "{dossier}");
        assert_eq!(dossier["dates"]["first"], due(no), "slip {no}");
        assert_eq!(dossier["paper"], json!({ "from": "late-entry", "slip": format!("GB-{no:03}") }));
    }

    let table = async |from: &str, before: &str| {
        let path = format!("/api/v1/times?agency=H13.163&from={from}&before={before}&limit=200");
        office.get("head", &path).await.expect(200).json()
    };
    let thursday = table("2026-11-26", "2026-11-27").await;
    assert_eq!(
        (&thursday["period"]["dossiers"], &thursday["period"]["entered_late"]),
        (&json!(32), &json!(30))
    );
    let friday = table("2026-11-27", "2026-11-28").await;
    assert_eq!((&friday["period"]["dossiers"], &friday["period"]["entered_late"]), (&json!(1), &json!(0)));
    // The first slip, of 13:30: 210 minutes on Thursday and 50 on Friday were the counter's.
    let first =
        thursday["items"].as_array().unwrap().iter().find(|it| it["number"] == "H13.163.01-261126-0003");
    assert_eq!(first.unwrap()["office_minutes"], 260);
    // Certified copies that were due on Thursday are late since 07:00: the four slips 3, 6, 9 and 12, by 50 minutes each.
    assert_eq!(thursday["period"]["late"], 4);
    assert_eq!(thursday["period"]["late_minutes"], 200);

    let checked = verify(&office.context, &|_| ()).await.unwrap();
    assert_eq!(checked.broken.len(), 0, "{checked:?}");
});

on_both_databases!(the_history_says_when_it_happened_and_when_it_was_written_down, async |database| {
    let office = Office::open(database).await;
    office.it_is("2026-11-27T07:40");
    let permit = permitted(&office, 1).await;
    let entered =
        office.post("clerk", "/api/v1/dossiers", &[], &on_slip(1, &permit)).await.expect(201).json();
    let id = entered["dossier"]["id"].as_str().unwrap();
    let events = office.get("clerk", &format!("/api/v1/dossiers/{id}/events")).await.expect(200).json();
    let first = &events["items"][0];
    assert_eq!(first["occurred"], "2026-11-26T13:30:00+07:00");
    assert_eq!(first["recorded"], "2026-11-27T07:40:00+07:00");
    let (cookie, _) = office.cookie_and_proof("clerk").await;
    let page = office.open_page(&cookie, &format!("/ho-so/{id}")).await.expect(200).text;
    for said in ["Nhập bù phiếu giấy số GB-001", "GB-001 · Nhập bù"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let found = office.open_page(&cookie, "/ho-so-giay?slip=gb-001").await.expect(303);
    assert_eq!(found.location(), format!("/ho-so/{id}"));
    let unknown = office.open_page(&cookie, "/ho-so-giay?slip=gb-002").await.expect(422).text;
    assert!(unknown.contains("Không có hồ sơ nào của quầy này mang số phiếu đó"), "{unknown}");
    let found = office.get("clerk", "/api/v1/dossiers?slip=gb-001").await.expect(200).json();
    assert_eq!(found["items"][0]["id"], id);
    assert_eq!(office.get("stranger", "/api/v1/dossiers?slip=gb-001").await.json()["items"], json!([]));
    let slip = office.open_page(&cookie, &format!("/tiep-nhan/{id}/giay-tiep-nhan")).await.expect(200).text;
    assert!(slip.contains("13:30, thứ Năm 26/11/2026"), "{slip}");
    assert!(slip.contains("Nhập bù từ phiếu giấy số GB-001."), "{slip}");
});

on_both_databases!(nothing_is_entered_beyond_the_leave, async |database| {
    let office = Office::open(database).await;
    office.it_is("2026-11-27T07:40");
    let permit = permitted(&office, 2).await;
    let entered = async |who: &str, filed: Value| office.post(who, "/api/v1/dossiers", &[], &filed).await;
    let refused = async |who: &str, change: &dyn Fn(&mut Value), field: &str, code: &str| {
        let mut filed = on_slip(1, &permit);
        change(&mut filed);
        let answer = entered(who, filed).await.expect(422);
        assert_eq!(
            (answer.code().as_str(), answer.json()["errors"][0]["field"].as_str()),
            (code, Some(field))
        );
    };
    refused("head", &|_| {}, "late.permit", "intake.late-own-permit").await;
    let late =
        |name: &'static str, value: &'static str| move |it: &mut Value| it["late"][name] = json!(value);
    refused("clerk", &late("received", "2026-11-26T13:29"), "late.received", "intake.late-outside-hours")
        .await;
    refused("clerk", &late("received", "hôm qua"), "late.received", "web.late-received-wrong").await;
    refused("clerk", &late("slip", " "), "late.slip", "intake.slip-number-missing").await;
    refused("clerk", &late("promised", "2026-11-25"), "late.promised", "intake.late-promise-before").await;
    refused("clerk", &late("permit", "none"), "late.permit", "app.late-permit-unknown").await;
    entered("clerk", on_slip(1, &permit)).await.expect(201);
    refused("clerk", &late("slip", "gb-001 "), "late.slip", "app.slip-entered").await;
    entered("clerk", on_slip(2, &permit)).await.expect(201);
    refused("clerk", &late("slip", "GB-003"), "late.permit", "intake.late-permit-used").await;
    // No number was used by what was refused.
    let third = permitted(&office, 1).await;
    let next = entered("clerk", on_slip(3, &third)).await.expect(201).json();
    assert_eq!(next["dossier"]["number"], "H13.163.01-261126-0003");
    let stranger = office.post("stranger", "/api/v1/late-entry-permits", &[], &outage(1)).await;
    assert_eq!(stranger.status, 403);
    assert_eq!(office.post("clerk", "/api/v1/late-entry-permits", &[], &outage(1)).await.status, 403);
});

on_both_databases!(the_promise_on_the_slip_stays_the_first_date, async |database| {
    let office = Office::open(database).await;
    office.it_is("2026-11-27T07:40");
    let permit = permitted(&office, 1).await;
    let mut filed = on_slip(1, &permit);
    filed["late"]["promised"] = json!("2026-12-07");
    let entered = office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201).json();
    assert_eq!(entered["dossier"]["dates"]["first"], "2026-12-07T17:00:00+07:00");
    assert_eq!(entered["dossier"]["dates"]["lawful"], "2026-12-08T17:00:00+07:00");
});

on_both_databases!(a_slip_is_entered_on_the_page_of_the_counter, async |database| {
    let office = Office::open(database).await;
    office.it_is("2026-11-27T07:40");
    let (head, proof) = office.cookie_and_proof("head").await;
    let page = office.open_page(&head, "/ho-so-giay").await.expect(200).text;
    assert!(page.contains("value=\"2026-11-26T13:30\""), "the last afternoon is offered: {page}");
    let mut wish = vec![
        ("proof", proof.as_str()),
        ("agency", COUNTER),
        ("ground", "outage"),
        ("reason", ""),
        ("from", "2026-11-26T13:30"),
        ("until", "2026-11-26T17:00"),
        ("slips", "1"),
        ("enter-by", "2026-11-27T17:00"),
    ];
    let refused = office.fill(&head, "/ho-so-giay/nhap-bu", &wish).await.expect(422).text;
    assert!(refused.contains("Ghi lý do nhập bù"), "{refused}");
    wish[3].1 = "Mất điện";
    office.fill(&head, "/ho-so-giay/nhap-bu", &wish).await.expect(303);
    assert!(office.open_page(&head, "/ho-so-giay").await.expect(200).text.contains("Mất điện"));

    let (clerk, proof) = office.cookie_and_proof("clerk").await;
    let path = "/tiep-nhan?procedure=1.001612&case=ca-nhan";
    let page = office.open_page(&clerk, path).await.expect(200).text;
    let permit = page.split_once("<option value=\"0").unwrap().1.split('"').next().unwrap();
    let (permit, key) = (format!("0{permit}"), hidden(&page, "key"));
    let filled = [
        ("proof", proof.as_str()),
        ("key", &key),
        ("procedure", "1.001612"),
        ("case", "ca-nhan"),
        ("receiving", COUNTER),
        ("channel", "counter"),
        ("applicant.name", "Trần Văn Bé"),
        ("components.giay-de-nghi.originals", "1"),
        ("answers.nganh-nghe-co-dieu-kien", "no"),
        ("late.permit", &permit),
        ("late.slip", "GB-001"),
        ("late.received", "2026-11-26T14:05"),
    ];
    let seen = office.fill(&clerk, "/tiep-nhan/xem-truoc", &filled).await.expect(200).text;
    assert!(seen.contains("thứ\u{a0}Ba\u{a0}01/12/2026"), "the date is that of Thursday: {seen}");
    let done = office.fill(&clerk, "/tiep-nhan", &filled).await.expect(303);
    let slip = office.open_page(&clerk, done.location()).await.expect(200).text;
    assert!(slip.contains("14:05, thứ Năm 26/11/2026"), "{slip}");
    // The leave is used up: it is offered no more.
    let page = office.open_page(&clerk, path).await.expect(200).text;
    assert!(!page.contains("late.permit"), "{page}");
    assert_eq!(office.context.clock.now(), at("2026-11-27T07:40"));
});
