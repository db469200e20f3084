//! What the public reads before it has a dossier: services found without accents, all that the law wants said of one, and
//! where to hand in.

use crate::office::{Answer, Office, at};
use crate::status_pages::says;
use crate::support;
use serde_json::{Value, json};

const BIRTH: &str = "1.001193";
const COUNTER: &str = "H13.163.01";

/// The codes of the services that a page lists.
fn listed(answer: &Answer) -> Vec<&str> {
    let links = answer.text.split("<a href=\"/thu-tuc/").skip(1);
    links.filter_map(|it| it.split(['"', '?']).next()).collect()
}

on_both_databases!(a_service_is_found_without_accents, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let found = async |query: &str| office.visit(&format!("/thu-tuc?{query}")).await.expect(200);
    assert_eq!(listed(&found("q=dang+ky+khai+sinh").await).first(), Some(&BIRTH));
    assert_eq!(listed(&found("q=%C4%90%C4%83ng+k%C3%BD+khai+sinh").await).first(), Some(&BIRTH));
    assert_eq!(listed(&found("q=1.001193").await), [BIRTH]);
    let near = found("q=khai+sinh+cho+con").await;
    says(&near, &["Thủ tục gần với từ bạn tìm"]);
    says(&found("q=xyzzy").await, &["Không tìm thấy thủ tục"]);

    let all = found("").await;
    says(&all, &["43 thủ tục", "Trang sau"]);
    assert_eq!(listed(&all).len(), 20);
    assert_eq!(listed(&found("page=3").await).len(), 3);
    let of_city = found("q=thanh+lap+cong+ty&level=province&agency=H13.001.01").await;
    let codes = listed(&of_city);
    assert!(codes.contains(&"2.001583") && !codes.contains(&BIRTH), "{codes:?}");
    says(&found("field=H%E1%BB%99+t%E1%BB%8Bch&level=commune").await, &["Hộ tịch"]);
});

on_both_databases!(what_can_not_be_asked_is_said_and_kept, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    for (query, said) in [
        ("level=moon", "Không có cấp “moon”"),
        ("field=Moon", "Không có lĩnh vực “Moon”"),
        ("agency=H99", "Không tìm thấy cơ quan có mã “H99”"),
        ("page=-1", "Không có trang “-1”"),
    ] {
        let answer = office.visit(&format!("/thu-tuc?q=khai+sinh&{query}")).await.expect(422);
        says(&answer, &[said, "Lỗi:"]);
        assert!(answer.text.contains("value=\"khai sinh\""), "{}", answer.text);
    }
    says(&office.visit("/co-quan?level=moon").await.expect(422), &["Không có cấp “moon”"]);
    for nothing in ["/thu-tuc/9.999999", "/co-quan/H99", "/thu-tuc/1.001193?agency=H13.001.01"] {
        office.visit(nothing).await.expect(404);
    }
    office.visit("/thu-tuc/1.001193?moon=1").await.expect(400);
});

on_both_databases!(everything_the_law_wants_is_on_the_page, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let page = office.visit(&format!("/thu-tuc/{BIRTH}")).await.expect(200);
    says(
        &page,
        &[
            "Thủ tục đăng ký khai sinh",
            "Thời hạn trong ngày",
            "8.000 ₫ mỗi bản",
            "Trình tự thực hiện",
            "Cách thức thực hiện nộp trực tiếp",
            "Giấy chứng sinh",
            "Một trong các loại",
            "1 bản chính",
            "Nộp một bộ",
            "Đối tượng thực hiện Công dân Việt Nam",
            "UBND (cấp xã nơi nộp hồ sơ)",
            "Kết quả Giấy khai sinh",
            "Nộp sau 15:00",
            "281/2016/TT-BTC",
            "Yêu cầu, điều kiện Không có",
            "60/2014/QH13 : Luật Hộ tịch",
            "163/QĐ-BTP",
            "Có thể làm cùng lúc",
        ],
    );
    assert!(page.text.contains("og:title\" content=\"Thủ tục đăng ký khai sinh"), "{}", page.text);
    let building = office.visit("/thu-tuc/1.013225").await.expect(200);
    says(
        &building,
        &["Mẫu số 01 Phụ lục II", "Hệ thống chưa có tệp mẫu để tải", "Phù hợp quy hoạch xây dựng"],
    );
    let here = office.visit(&format!("/thu-tuc/{BIRTH}?agency={COUNTER}")).await.expect(200);
    says(&here, &["UBND xã Kế Sách", "Trung tâm Phục vụ hành chính công xã Kế Sách"]);
});

on_both_databases!(an_agency_says_where_and_when, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    says(&office.visit("/co-quan").await.expect(200), &["104 cơ quan", "thành phố Cần Thơ"]);
    let found = office.visit("/co-quan?q=ke+sach").await.expect(200);
    says(&found, &["Trung tâm Phục vụ hành chính công xã Kế Sách", "UBND xã Kế Sách", "số liệu mẫu"]);
    let counter = office.visit(&format!("/co-quan/{COUNTER}")).await.expect(200);
    says(
        &counter,
        &[
            "0292 000 0163",
            "Số liệu mẫu, chưa kiểm chứng",
            "Đang mở cửa đến 11:30",
            "07:00–11:30, 13:30–17:00",
            "Quầy 4",
        ],
    );
    assert!(listed(&counter).contains(&BIRTH));
    let other = office.visit("/co-quan/H13.164.01").await.expect(200);
    says(&other, &["Chưa cập nhật", "0292 000 0001"]);
    let tax = office.visit("/co-quan/H13.030").await.expect(200);
    assert!(!listed(&tax).is_empty());

    let program = office.visit(&format!("/api/v1/agencies/{COUNTER}")).await.expect(200).json();
    assert_eq!(program["contact"]["verified"], false);
    assert_eq!(program["hours"][0]["sessions"][0], "07:00-11:30");
    assert!(program["procedures"].as_array().unwrap().contains(&Value::from(BIRTH)));
    office.visit("/api/v1/agencies/H99").await.expect(404);
    let listed = office.visit("/api/v1/procedures?level=province&limit=200").await.expect(200).json();
    let codes: Vec<&str> =
        listed["items"].as_array().unwrap().iter().filter_map(|it| it["code"].as_str()).collect();
    assert!(codes.contains(&"2.001583") && !codes.contains(&BIRTH));
    office.visit("/api/v1/procedures?level=moon").await.expect(400);
});

/// A birth registration that was brought without the paper that proves the birth.
async fn guided(office: &Office) {
    let filed = json!({
        "procedure": BIRTH,
        "case": "thong-thuong",
        "receiving": COUNTER,
        "applicant": { "name": "Nguyễn Văn Khai" },
        "components": [{ "code": "to-khai", "originals": 1 }],
    });
    let items = json!([{ "component": "giay-chung-sinh", "reason": "Chưa có giấy chứng sinh" }]);
    let body = json!({ "filed": filed, "items": items });
    office.post("clerk", "/api/v1/guidances", &[], &body).await.expect(201);
}

on_both_databases!(
    what_three_people_lacked_is_said_to_the_fourth,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let lacking = async || {
            let program = office.visit(&format!("/api/v1/procedures/{BIRTH}")).await.expect(200).json();
            program["often_lacking"].clone()
        };
        guided(&office).await;
        guided(&office).await;
        assert_eq!(lacking().await, Value::Array(Vec::new()));
        guided(&office).await;
        assert_eq!(lacking().await, Value::Array(Vec::new()), "worked out at most once an hour");
        office.context.clock.set(at("2026-11-16T09:01"));
        assert_eq!(lacking().await[0]["dossiers"], 3);
        let page = office.visit(&format!("/thu-tuc/{BIRTH}")).await.expect(200);
        says(&page, &["Giấy tờ nhiều người hay thiếu", "Giấy chứng sinh", "3 hồ sơ"]);
        office.context.clock.set(at("2027-12-16T09:01"));
        assert_eq!(lacking().await, Value::Array(Vec::new()), "a year later");
    }
);
