//! What the law says in each period, as the public and programs read it.

use crate::office::{Answer, Office};
use crate::support;
use axum::http::header::COOKIE;
use serde_json::{Value, json};

/// As a reader reads it: no tags, entities of quotes as they are.
fn read(answer: &Answer) -> String {
    let shown = answer.text.split('<').map(|it| it.split_once('>').map_or(it, |(_, shown)| shown));
    shown.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn says(answer: &Answer, sentences: &[&str]) {
    let text = read(answer);
    for sentence in sentences {
        assert!(text.contains(sentence), "{sentence}: {text}");
    }
}

on_both_databases!(everybody_reads_what_a_pack_says_and_changed, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let list = office.visit("/quy-dinh").await.expect(200);
    says(
        &list,
        &[
            "2012 Từ 22/06/2007 QĐ 93/2007/QĐ-TTg",
            "2013-07 Từ 01/07/2013 NĐ 48/2013/NĐ-CP · T: đã đọc điều khoản",
            "2026-07 Đang áp dụng Từ 01/07/2026",
        ],
    );
    assert!(office.visit("/").await.text.contains("href=\"/quy-dinh\""));
    let pack = office.visit("/quy-dinh/2018-06").await.expect(200);
    says(
        &pack,
        &[
            "Từ 21/06/2018 đến trước 06/01/2019",
            "So với gói quy định 2015-05",
            "Giờ chốt chuyển hồ sơ trong ngày 15:00 Thay đổi Trước đó: không quy định NĐ 61/2018 Điều 18(2)",
            "Số lần yêu cầu bổ sung nhiều nhất 1 Thay đổi Trước đó: 2 NĐ 61/2018 Điều 15(3)",
            "Các cấp chính quyền địa phương tỉnh, huyện, xã Đổi căn cứ NĐ 61/2018/NĐ-CP",
            "Bộ mẫu giấy tờ mẫu của địa phương QĐ 09/2015/QĐ-TTg",
        ],
    );
    let first = office.visit("/quy-dinh/2012").await.expect(200);
    assert!(!read(&first).contains("So với gói quy định") && !read(&first).contains("Thay đổi"));
    let english = [(COOKIE.as_str(), "motcua_language=en")];
    let pack = office.send("GET", "/quy-dinh/2018-06", &english, Vec::new()).await.expect(200);
    says(&pack, &["Rule pack 2018-06", "Most requests for more papers 1 Changed Before: 2"]);
    office.visit("/quy-dinh/2017").await.expect(404);
});

on_both_databases!(programs_read_the_same, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let list = office.visit("/api/v1/rule-packs").await.expect(200).json();
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 10);
    assert_eq!(
        (&items[3]["code"], &items[3]["until"], &items[3]["confidence"]),
        (&json!("2018-06"), &json!("2019-01-06"), &json!("T"))
    );
    let parameters = |pack: &Value| pack["parameters"].as_array().unwrap().clone();
    let find = |pack: &Value, key: &str| parameters(pack).into_iter().find(|it| it["key"] == key).unwrap();
    let pack = office.visit("/api/v1/rule-packs/2018-06").await.expect(200).json();
    assert_eq!((&pack["code"], &pack["before"]), (&json!("2018-06"), &json!("2015-05")));
    assert_eq!(
        find(&pack, "number.format"),
        json!({
            "key": "number.format",
            "name": "Cách viết mã hồ sơ",
            "value": "right-to-left",
            "words": "mã cơ quan từ phải sang trái, ngày, số trong ngày",
            "article": "NĐ 61/2018 Điều 26",
            "confidence": "T",
            "change": "value",
            "value_before": "year-book",
        })
    );
    let cut_off = find(&pack, "handover.cut_off");
    assert_eq!((&cut_off["change"], cut_off.get("value_before")), (&json!("value"), Some(&Value::Null)));
    let levels = find(&pack, "office.levels");
    assert_eq!(
        (&levels["value"], &levels["change"]),
        (&json!(["province", "district", "commune"]), &json!("ground"))
    );
    let first = office.visit("/api/v1/rule-packs/2012").await.expect(200).json();
    assert_eq!(first["before"], Value::Null);
    assert!(parameters(&first).iter().all(|it| it["change"] == "first"));
    office.visit("/api/v1/rule-packs/2017").await.expect(404);
});
