//! Whoever works on a dossier finds it by what they have in hand; whoever does not, finds nothing of it.

use crate::office::{Office, STRANGE_COUNTER};
use crate::support;
use serde_json::{Value, json};

/// A land transfer of `name`, received by `clerk` at `counter`.
async fn receive(office: &Office, clerk: &str, counter: &str, name: &str) -> Value {
    let mut filed = Office::land_transfer();
    filed["receiving"] = json!(counter);
    filed["applicant"] = json!({ "name": name, "national_id": "092190000002", "phone": "0987654321" });
    office.post(clerk, "/api/v1/dossiers", &[], &filed).await.expect(201).json()["dossier"].clone()
}

fn query(typed: &str) -> String {
    serde_html_form::to_string([("q", typed)]).unwrap()
}

/// Who is found by `name`, by applicant.
async fn found(office: &Office, name: &str, typed: &str) -> Vec<String> {
    let list = office.get(name, &format!("/api/v1/search?{}", query(typed))).await.expect(200).json();
    let text = |it: &Value| it["applicant"].as_str().unwrap_or("–").to_owned();
    list["items"].as_array().unwrap().iter().map(text).collect()
}

on_both_databases!(one_finds_what_one_may_know_of, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let here = receive(&office, "clerk", "H13.163.01", "Nguyễn Thị Ưng").await;
    let there = receive(&office, "stranger", STRANGE_COUNTER, "Nguyễn Thị Ung").await;
    let number = |it: &Value| it["number"].as_str().unwrap().to_owned();
    let end = |it: &Value| number(it).rsplit('-').next().unwrap().to_owned();

    for typed in ["nguyen thi ung", "Ưng", "0987 654 321", "092190000002", &end(&here)] {
        assert_eq!(found(&office, "clerk", typed).await, ["Nguyễn Thị Ưng"], "{typed}");
    }
    assert_eq!(found(&office, "stranger", "nguyen").await, ["Nguyễn Thị Ung"]);
    // The land office works on both, and hears first of whom it spelled.
    assert_eq!(found(&office, "land", "Ưng").await, ["Nguyễn Thị Ưng", "Nguyễn Thị Ung"]);
    assert_eq!(found(&office, "land", "ung").await, ["Nguyễn Thị Ung", "Nguyễn Thị Ưng"]);
    // A supervisor follows numbers, not people.
    assert_eq!(found(&office, "supervisor", "nguyen").await, [""; 0]);
    assert_eq!(found(&office, "supervisor", &number(&there)).await, ["–"]);
    office.get("nobody", "/api/v1/search?q=nguyen").await.expect(403);

    let clerk = office.cookie("clerk").await;
    let exact = office.open_page(&clerk, &format!("/tim-kiem?{}", query(&number(&here)))).await.expect(303);
    assert_eq!(exact.location(), format!("/ho-so/{}", here["id"].as_str().unwrap()));
    let strange =
        office.open_page(&clerk, &format!("/tim-kiem?{}", query(&number(&there)))).await.expect(200);
    assert!(strange.text.contains("Không thấy hồ sơ nào"), "{}", strange.text);
});

on_both_databases!(who_was_shown_whom_is_kept, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let here = receive(&office, "clerk", "H13.163.01", "Đặng Thị Hường").await;
    let clerk = office.cookie("clerk").await;
    let page = office.open_page(&clerk, "/tim-kiem?q=dang+thi+huong").await.expect(200);
    assert!(page.text.contains("Đặng Thị Hường"), "{}", page.text);
    let path = format!("/api/v1/dossiers/{}/readings", here["id"].as_str().unwrap());
    let log = office.get("supervisor", &path).await.expect(200).json();
    assert_eq!(log["items"][0]["place"], "search");
});

on_both_databases!(a_question_that_can_not_be_meant_is_answered, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let clerk = office.cookie("clerk").await;
    office.open_page(&clerk, "/tim-kiem").await.expect(200);
    office.open_page(&clerk, "/tim-kiem?q=").await.expect(200);
    let short = office.open_page(&clerk, "/tim-kiem?q=%27").await.expect(422);
    assert!(
        short.text.contains("Từ khóa quá ngắn") && short.text.contains("value=\"&#39;\""),
        "{}",
        short.text
    );
    for odd in ["%25%25", "a%22b", "NEAR(a b)", "a*", "x%00y", "--", "a OR b", "nguyen: -van"] {
        let answer = office.open_page(&clerk, &format!("/tim-kiem?q={}", odd.replace(' ', "+"))).await;
        assert!([200, 422].contains(&answer.status.as_u16()), "{odd}: {}", answer.text);
    }
    office.open_page(&clerk, "/tim-kiem?q=nguyen&page=0").await.expect(400);
    assert_eq!(office.get("clerk", "/api/v1/search").await.expect(400).code(), "web.search-missing");
    assert_eq!(
        office.get("clerk", "/api/v1/search?q=a").await.expect(400).code(),
        "dossier.search-too-short"
    );
});

on_both_databases!(what_is_found_comes_page_by_page, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    for name in ["Lê Văn Ân", "Lê Văn An", "Lê Văn Ăn", "Trần Thị Bé"] {
        receive(&office, "clerk", "H13.163.01", name).await;
    }
    let first = office.get("clerk", "/api/v1/search?q=le+van&limit=2").await.expect(200);
    let list = first.json();
    assert_eq!((&list["found"], &list["too_many"]), (&json!(3), &json!(false)));
    assert_eq!(list["items"][0]["applicant"], "Lê Văn An");
    assert_eq!(list["items"][1]["applicant"], "Lê Văn Ăn");
    let next = list["next"].as_str().unwrap();
    let rest = office
        .get("clerk", &format!("/api/v1/search?q=le+van&limit=2&after={next}"))
        .await
        .expect(200)
        .json();
    assert_eq!((&rest["items"][0]["applicant"], &rest["next"]), (&json!("Lê Văn Ân"), &Value::Null));
    let clerk = office.cookie("clerk").await;
    let page = office.open_page(&clerk, "/tim-kiem?q=le+van").await.expect(200);
    assert!(page.text.contains("Tìm thấy 3 hồ sơ"), "{}", page.text);
});
