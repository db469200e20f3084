//! The desk as a list of work: filters, several at once, decisions, stamps, and who covers for whom.

use crate::office::{Office, hidden};
use serde_json::json;

/// Receives `count` land transfers and hands them to the land office.
async fn sent(office: &Office, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..count {
        let received = office.receive().await;
        let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
        office.act("clerk", &id, "hand-over", received.etag(), &json!({})).await.expect(200);
        ids.push(id);
    }
    ids
}

/// Does `verb` as `name` at the version it is in.
async fn does(office: &Office, name: &str, id: &str, verb: &str, body: &serde_json::Value) {
    let etag = office.get(name, &format!("/api/v1/dossiers/{id}")).await.expect(200).etag().to_owned();
    office.act(name, id, verb, &etag, body).await.expect(200);
}

/// The rows a page offers to do, as its form sends them.
fn rows(page: &str) -> Vec<String> {
    let after = page.split("name=\"row\" value=\"").skip(1);
    after.map(|it| it.split('"').next().unwrap().to_owned()).collect()
}

on_both_databases!(a_desk_is_filtered_alike_for_people_and_programs, async |database| {
    let office = Office::open(database).await;
    let ids = sent(&office, 3).await;
    does(&office, "land", &ids[0], "accept", &json!({ "leg": 1 })).await;
    does(&office, "land", &ids[0], "claim", &json!({ "leg": 1 })).await;
    let list = async |query: &str| {
        let list =
            office.get("land", &format!("/api/v1/desk?agency=H13.031{query}")).await.expect(200).json();
        list["items"].as_array().unwrap().len()
    };
    assert_eq!(list("").await, 3);
    assert_eq!(list("&who=own").await, 3);
    assert_eq!(list(&format!("&who={}", office.accounts["land"].id)).await, 1);
    assert_eq!(list("&task=accept").await, 2);
    assert_eq!(list("&procedure=1.013831").await, 3);
    assert_eq!(list("&procedure=9.999999").await, 0);
    assert_eq!(list("&q=ngoc%20anh").await, 3);
    assert_eq!(list("&q=0002").await, 1);
    assert_eq!(list("&due=late").await, 0);
    assert_eq!(list("&priority=true").await, 0, "none of them comes first");
    office.get("land", "/api/v1/desk?agency=H13.031&priority=1").await.expect(400);
    office.get("land", "/api/v1/desk?agency=H13.031&due=sometime").await.expect(400);

    let cookie = office.cookie("land").await;
    let page = office.open_page(&cookie, "/viec-can-lam").await.expect(200).text;
    assert_eq!(rows(&page).len(), 3);
    assert!(page.contains("Nguyễn Thị Ngọc Ánh") && page.contains("Nhận bàn giao"), "{page}");
    let filtered = office.open_page(&cookie, "/viec-can-lam?task=accept&q=ngoc+anh").await.expect(200).text;
    assert_eq!(rows(&filtered).len(), 2);
    assert!(filtered.contains("value=\"ngoc anh\""), "{filtered}");
    office.open_page(&cookie, "/viec-can-lam?due=sometime").await.expect(400);
    office.it_is("2026-12-20T09:00");
    let cookie = office.cookie("land").await;
    let late = office.open_page(&cookie, "/viec-can-lam?due=late").await.expect(200).text;
    assert!(rows(&late).len() == 3 && late.contains("Trễ "), "{late}");
    let read = office.get("supervisor", &format!("/api/v1/dossiers/{}/readings", ids[1])).await.expect(200);
    assert!(read.text.contains("work-list"), "{}", read.text);
});

on_both_databases!(several_are_done_and_each_answers_for_itself, async |database| {
    let office = Office::open(database).await;
    let ids = sent(&office, 3).await;
    let (cookie, proof) = office.cookie_and_proof("land").await;
    let desk = office.open_page(&cookie, "/viec-can-lam").await.expect(200).text;
    let chosen = rows(&desk);
    let mut fields =
        vec![("proof", proof.as_str()), ("verb", "advance"), ("back", "/viec-can-lam?task=accept")];
    fields.extend(chosen.iter().map(|it| ("row", it.as_str())));
    let planned = office.fill(&cookie, "/viec-can-lam/nhieu-ho-so", &fields).await.expect(200).text;
    assert!(planned.contains("Sẽ làm: 3 hồ sơ") && planned.contains("không hoàn tác được"), "{planned}");
    let agreed = rows(&planned);
    assert_eq!(agreed.len(), 3);

    // Another person is first at one of them.
    does(&office, "land-head", &ids[1], "accept", &json!({ "leg": 1 })).await;
    let key = hidden(&planned, "key");
    let mut fields =
        vec![("proof", proof.as_str()), ("key", key.as_str()), ("verb", "advance"), ("back", "//x")];
    fields.extend(agreed.iter().map(|it| ("row", it.as_str())));
    let path = "/viec-can-lam/nhieu-ho-so/lam";
    let done = office.fill(&cookie, path, &fields).await.expect(200).text;
    assert!(done.contains("Đã làm 2 trên 3 hồ sơ") && done.contains("Cán bộ land-head"), "{done}");
    assert!(!done.contains("//x"), "the way back stays on this site");
    assert_eq!(done.matches("Nay ở").count(), 2, "what was done, and where it is now: {done}");
    let again = office.fill(&cookie, path, &fields).await.expect(200).text;
    assert!(again.contains("Đã làm 2 trên 3 hồ sơ"), "a form sent twice is done once: {again}");

    // What was chosen and could not be part of it is not forgotten.
    let fields = [("proof", proof.as_str()), ("verb", "advance"), ("left", chosen[0].as_str())];
    let left = office.fill(&cookie, path, &fields).await.expect(200).text;
    assert!(left.contains("Đã làm 0 trên 1 hồ sơ") && left.contains("Không làm."), "{left}");

    let stranger = office.cookie_and_proof("stranger").await;
    let mut fields = vec![("proof", stranger.1.as_str()), ("verb", "advance")];
    fields.extend(chosen.iter().map(|it| ("row", it.as_str())));
    let foreign = office.fill(&stranger.0, "/viec-can-lam/nhieu-ho-so", &fields).await.expect(422).text;
    assert!(!foreign.contains("261116-0001"), "{foreign}");
});

on_both_databases!(a_leg_is_given_to_a_person_and_back, async |database| {
    let office = Office::open(database).await;
    let ids = sent(&office, 2).await;
    for id in &ids {
        does(&office, "land", id, "accept", &json!({ "leg": 1 })).await;
    }
    does(&office, "land", &ids[0], "claim", &json!({ "leg": 1 })).await;
    let (cookie, proof) = office.cookie_and_proof("land-head").await;
    let desk = office.open_page(&cookie, "/viec-can-lam?who=all").await.expect(200).text;
    let chosen = rows(&desk);
    let mut fields = vec![("proof", proof.as_str()), ("verb", "assign")];
    fields.extend(chosen.iter().map(|it| ("row", it.as_str())));
    let planned = office.fill(&cookie, "/viec-can-lam/nhieu-ho-so", &fields).await.expect(200).text;
    let (key, agreed) = (hidden(&planned, "key"), rows(&planned));
    let to = office.accounts["land-records"].id.to_string();
    let mut fields = vec![("proof", proof.as_str()), ("key", &key), ("verb", "assign"), ("assignee", &to)];
    fields.extend(agreed.iter().map(|it| ("row", it.as_str())));
    let path = "/viec-can-lam/nhieu-ho-so/lam";
    let done = office.fill(&cookie, path, &fields).await.expect(200).text;
    assert!(done.contains("Giao lại 1 hồ sơ cho người trước"), "{done}");
    let (key, undo) = (hidden(&done, "key"), rows(&done));
    let mut fields = vec![("proof", proof.as_str()), ("key", &key), ("verb", "give-back")];
    fields.extend(undo.iter().map(|it| ("row", it.as_str())));
    office.fill(&cookie, path, &fields).await.expect(200);
    let own = format!("/api/v1/desk?agency=H13.031&who={}", office.accounts["land"].id);
    assert_eq!(office.get("land", &own).await.json()["items"].as_array().unwrap().len(), 1);
});

on_both_databases!(whoever_is_away_is_covered_and_no_day_longer, async |database| {
    let office = Office::open(database).await;
    let id = sent(&office, 1).await.remove(0);
    does(&office, "land", &id, "accept", &json!({ "leg": 1 })).await;
    does(&office, "land", &id, "claim", &json!({ "leg": 1 })).await;
    let (land, head) = (&office.accounts["land"], &office.accounts["land-head"]);
    let wanted = |deputy: &motcua_identity::Account, from: &str, until: &str| json!({ "deputy": deputy.id, "from": from, "until": until });
    let post = async |body| office.post("land", "/api/v1/covers", &[], &body).await;
    let back = post(wanted(head, "2026-11-17", "2026-11-16")).await.expect(422);
    assert_eq!(back.code(), "identity.cover-backwards");
    let stranger = post(wanted(&office.accounts["tax"], "2026-11-16", "2026-11-17")).await.expect(422);
    assert_eq!(stranger.code(), "identity.cover-stranger");
    post(wanted(head, "2026-11-16", "2026-11-17")).await.expect(201);
    assert_eq!(
        post(wanted(head, "2026-11-17", "2026-11-18")).await.expect(422).code(),
        "identity.cover-held"
    );

    let own = "/api/v1/desk?agency=H13.031&who=own";
    let seen = async |name| office.get(name, own).await.expect(200).json()["items"].as_array().unwrap().len();
    assert_eq!(seen("land-head").await, 1, "the deputy sees what the absent person has in hand");
    let cookie = office.cookie("land-head").await;
    let page = office.open_page(&cookie, "/vang-mat").await.expect(200).text;
    assert!(page.contains(&format!("Bạn làm thay {}", land.display_name)), "{page}");
    does(&office, "land-head", &id, "finish-step", &json!({ "leg": 1, "step": 0 })).await;
    office.it_is("2026-11-18T08:00");
    assert_eq!(seen("land-head").await, 0, "it ends by itself");
    let list = office.get("land", "/api/v1/covers").await.expect(200).json();
    assert_eq!(list["items"], json!([]));

    let (cookie, proof) = office.cookie_and_proof("land").await;
    let deputy = head.id.to_string();
    let fields = [("proof", proof.as_str()), ("deputy", &deputy), ("from", "2026-11-18"), ("until", "")];
    let wrong = office.fill(&cookie, "/vang-mat", &fields).await.expect(422).text;
    assert!(wrong.contains("id=\"until.error\""), "{wrong}");
    let fields =
        [("proof", proof.as_str()), ("deputy", &deputy), ("from", "2026-11-18"), ("until", "2026-11-20")];
    office.fill(&cookie, "/vang-mat", &fields).await.expect(303);
    assert_eq!(seen("land-head").await, 1);
    let absent = land.id.to_string();
    let fields = [("proof", proof.as_str()), ("deputy", &deputy), ("absent", &absent)];
    office.fill(&cookie, "/vang-mat/ket-thuc", &fields).await.expect(303);
    assert_eq!(seen("land-head").await, 0);
    office.fill(&cookie, "/vang-mat/ket-thuc", &fields).await.expect(422);
});

on_both_databases!(a_head_enters_the_absence_of_one_who_can_not, async |database| {
    let office = Office::open(database).await;
    let id = |name: &str| office.accounts[name].id.to_string();
    let (land, records) = (id("land"), id("land-records"));
    let wanted = json!({ "absent": land, "deputy": records, "from": "2026-11-16", "until": "2026-11-17" });
    let refused = office.post("tax", "/api/v1/covers", &[], &wanted).await.expect(422);
    assert_eq!(refused.code(), "identity.cover-of-another");
    let unknown = json!({ "absent": uuid::Uuid::nil(), "deputy": records, "from": "2026-11-16", "until": "2026-11-17" });
    let refused = office.post("land-head", "/api/v1/covers", &[], &unknown).await.expect(422);
    assert_eq!(refused.code(), "identity.cover-of-another", "nobody learns who there is");
    let (cookie, proof) = office.cookie_and_proof("land-head").await;
    let page = office.open_page(&cookie, "/vang-mat").await.expect(200).text;
    assert!(page.contains("Ai vắng mặt") && page.contains(&land), "{page}");
    let fields = [
        ("proof", proof.as_str()),
        ("absent", &land),
        ("deputy", &records),
        ("from", "2026-11-16"),
        ("until", "2026-11-17"),
    ];
    office.fill(&cookie, "/vang-mat", &fields).await.expect(303);
    let page = office.open_page(&cookie, "/vang-mat").await.expect(200).text;
    let names = [&office.accounts["land"].display_name, &office.accounts["land-records"].display_name];
    assert!(page.contains(&format!("{} vắng mặt, {} làm thay", names[0], names[1])), "{page}");
    let of_land = office.get("land", "/api/v1/covers").await.expect(200).json();
    assert_eq!(of_land["items"].as_array().unwrap().len(), 1);

    let (stranger, proof) = office.cookie_and_proof("tax").await;
    let fields = [("proof", proof.as_str()), ("absent", &land), ("deputy", &records)];
    office.fill(&stranger, "/vang-mat/ket-thuc", &fields).await.expect(422);
    let ended = json!({ "absent": land, "deputy": records });
    office.post("land-head", "/api/v1/covers/end", &[], &ended).await.expect(204);
    let of_land = office.get("land", "/api/v1/covers").await.expect(200).json();
    assert_eq!(of_land["items"], json!([]));
});

/// A land transfer whose result waits for the signature of the land office.
async fn proposed(office: &Office) -> String {
    let id = sent(office, 1).await.remove(0);
    for (leg, who) in [(1, "land"), (2, "tax")] {
        does(office, who, &id, "accept", &json!({ "leg": leg })).await;
        does(office, who, &id, "finish-step", &json!({ "leg": leg, "step": 0 })).await;
        does(office, who, &id, "hand-over", &json!({ "leg": leg })).await;
    }
    does(office, "land", &id, "accept", &json!({ "leg": 3 })).await;
    let fee = json!({ "leg": 3, "charge": "le-phi-cap-giay", "amount": 100_000 });
    does(office, "land", &id, "assess-charge", &fee).await;
    let granted = json!({ "leg": 3, "outcome": "granted", "result": "giay-chung-nhan" });
    does(office, "land", &id, "propose", &granted).await;
    id
}

on_both_databases!(a_leader_decides_and_a_clerk_numbers, async |database| {
    let office = Office::open(database).await;
    let id = proposed(&office).await;
    let (cookie, proof) = office.cookie_and_proof("land-leader").await;
    let page = office.open_page(&cookie, "/phe-duyet").await.expect(200).text;
    assert!(page.contains("Cán bộ land") && page.contains("Giấy chứng nhận"), "{page}");
    assert!(page.contains("Chưa có hồ sơ nào cùng thủ tục được quyết định"), "{page}");
    let (row, key) = (hidden(&page, "row"), hidden(&page, "key"));
    let send = async |key: &str, fields: &[(&str, &str)]| {
        let all = [&[("proof", proof.as_str()), ("key", key)], fields].concat();
        office.fill(&cookie, "/phe-duyet", &all).await
    };
    let wordless = send(&key, &[("return", &row)]).await.expect(422).text;
    assert!(
        wordless.contains("Vui lòng ghi lý do trả lại") && wordless.contains("aria-invalid"),
        "{wordless}"
    );
    let why = format!("reason:{row}");
    let returned = send(&hidden(&wordless, "key"), &[("return", &row), (&why, "Ghi sai diện tích")]).await;
    assert!(returned.expect(200).text.contains("Đã trả lại để làm lại"));
    let granted = json!({ "leg": 3, "outcome": "granted", "result": "giay-chung-nhan" });
    does(&office, "land", &id, "propose", &granted).await;
    let page = office.open_page(&cookie, "/phe-duyet").await.expect(200).text;
    assert!(page.contains("1 lần quyết định gần nhất") && page.contains("ký 0, trả lại 1"), "{page}");
    let stale = send(&hidden(&page, "key"), &[("approve", &row)]).await.expect(200).text;
    assert!(stale.contains("Cán bộ land"), "who was first: {stale}");
    let row = hidden(&page, "row");
    let signed = send(&hidden(&stale, "key"), &[("batch", "yes"), ("row", &row)]).await.expect(200).text;
    assert!(signed.contains("Đã ký duyệt") && signed.contains("Không có hồ sơ nào chờ bạn ký"), "{signed}");

    let (cookie, proof) = office.cookie_and_proof("land-records").await;
    let page = office.open_page(&cookie, "/dong-dau").await.expect(200).text;
    let field = page.split("name=\"number:").nth(1).unwrap().split('"').next().unwrap();
    let field = format!("number:{field}");
    let none = [("proof", proof.as_str())];
    let empty = office.fill(&cookie, "/dong-dau", &none).await.expect(422).text;
    assert!(empty.contains("Chưa nhập số nào"), "{empty}");
    let fields = [("proof", proof.as_str()), (field.as_str(), "CS 01234")];
    let stamped = office.fill(&cookie, "/dong-dau", &fields).await.expect(200).text;
    assert!(stamped.contains("Đã cấp số: CS 01234"), "{stamped}");
    let dossier = office.get("land", &format!("/api/v1/dossiers/{id}")).await.expect(200).json();
    assert_eq!(dossier["status"], "result-signed");
    office.open_page(&cookie, "/phe-duyet").await.expect(403);
});
