//! An administrator brings the people of an office in from a spreadsheet: by the page and by the API, on both databases.

use crate::office::{Answer, Office, hidden};
use crate::support;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use motcua_app::accounts::{Origin, list, log_in};
use std::fmt::Write;

const PATH: &str = "/api/v1/account-imports";
const PEOPLE: &str = "\
Tên đăng nhập,Họ tên,Vai trò,Mã cơ quan,Từ ngày,Đến hết ngày
tran.mau,\"Trần \"\"Bé\"\", Mẫu\",Công chức tiếp nhận,H13.163.01,16/11/2026,
le.mau,Lê Mẫu,lanh dao,H13.031,16/11/2026,31/12/2026
";
const BOUNDARY: &str = "ranh-gioi";

async fn send(office: &Office, who: &str, path: &str, text: &str) -> Answer {
    let bearer = format!("Bearer {}", office.token(who));
    let headers = [("authorization", bearer.as_str()), (CONTENT_TYPE.as_str(), "text/csv")];
    office.send("POST", path, &headers, text.as_bytes().to_vec()).await
}

/// The form of the page with a file, or with pasted lines.
async fn upload(office: &Office, cookie: &str, proof: &str, file: &str, rows: &str) -> Answer {
    let mut body = String::new();
    for (field, value) in
        [("name=\"proof\"", proof), ("name=\"rows\"", rows), ("name=\"file\"; filename=\"a.csv\"", file)]
    {
        write!(body, "--{BOUNDARY}\r\nContent-Disposition: form-data; {field}\r\n\r\n{value}\r\n").unwrap();
    }
    write!(body, "--{BOUNDARY}--\r\n").unwrap();
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let headers = [(COOKIE.as_str(), cookie), (CONTENT_TYPE.as_str(), kind.as_str())];
    office.send("POST", "/tai-khoan/nhap", &headers, body.into_bytes()).await
}

fn unescaped(text: &str) -> String {
    text.replace("&#34;", "\"").replace("&quot;", "\"").replace("&#38;", "&").replace("&amp;", "&")
}

on_both_databases!(a_program_imports_accounts_once, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let before = list(&office.context, None).await.unwrap().len();
    send(&office, "clerk", PATH, PEOPLE).await.expect(403);
    let preview = send(&office, "administrator", PATH, PEOPLE).await.expect(200).json();
    assert_eq!((&preview["applied"], &preview["added"]), (&false.into(), &2.into()), "{preview}");
    assert_eq!(list(&office.context, None).await.unwrap().len(), before, "a preview changes nothing");

    let apply = format!("{PATH}?apply=yes");
    let done = send(&office, "administrator", &apply, PEOPLE).await.expect(200).json();
    assert_eq!(done["applied"], true);
    for first in done["passwords"].as_array().unwrap() {
        let (login, password) = (first["login"].as_str().unwrap(), first["password"].as_str().unwrap());
        log_in(&office.context, Origin { address: "127.0.0.1" }, login, password).await.unwrap();
    }
    let again = send(&office, "administrator", &apply, PEOPLE).await.expect(200).json();
    assert_eq!((&again["unchanged"], &again["passwords"]), (&2.into(), &serde_json::json!([])));
    assert_eq!(list(&office.context, None).await.unwrap().len(), before + 2);

    let wrong = PEOPLE.replace("H13.031", "H99").replace("tran.mau", "t");
    let preview = send(&office, "administrator", PATH, &wrong).await.expect(200).json();
    let faults: Vec<(u64, &str)> = preview["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["line"].as_u64().unwrap(), it["column"].as_str().unwrap()))
        .collect();
    assert_eq!(faults, [(2, "login"), (3, "agency")]);
    let refused = send(&office, "administrator", &apply, &wrong).await.expect(422);
    assert_eq!(refused.code(), "app.import-faulty");
});

on_both_databases!(
    an_administrator_imports_accounts_on_the_page,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let (cookie, proof) = office.cookie_and_proof("administrator").await;
        let (clerk, _) = office.cookie_and_proof("clerk").await;
        office.open_page(&clerk, "/tai-khoan/nhap").await.expect(403);
        let page = office.open_page(&cookie, "/tai-khoan/nhap").await.expect(200).text;
        assert!(page.contains("Đến hết ngày"), "{page}");
        upload(&office, &cookie, "00", PEOPLE, "").await.expect(403);
        let none = upload(&office, &cookie, &proof, "", "").await.expect(422).text;
        assert!(none.contains("Chưa chọn tệp"), "{none}");
        let wrong =
            upload(&office, &cookie, &proof, "", &PEOPLE.replace("lanh dao", "vua")).await.expect(200).text;
        assert!(
            wrong.contains("Không có vai trò “vua”") && !wrong.contains("/tai-khoan/nhap/ghi"),
            "{wrong}"
        );

        let preview = upload(&office, &cookie, &proof, PEOPLE, "").await.expect(200).text;
        assert!(
            preview.contains("2 vai trò của tài khoản mới") && preview.contains("Công chức tiếp nhận"),
            "{preview}"
        );
        let rows = unescaped(&hidden(&preview, "rows"));
        let fields = [("proof", proof.as_str()), ("rows", rows.as_str())];
        let done = office.fill(&cookie, "/tai-khoan/nhap/ghi", &fields).await.expect(200).text;
        assert!(done.contains("Mật khẩu đầu tiên") && done.contains("tran.mau"), "{done}");
        let people = list(&office.context, None).await.unwrap();
        let made = people.iter().find(|it| it.login.as_str() == "tran.mau").unwrap();
        assert_eq!(made.display_name, "Trần \"Bé\", Mẫu", "a name with commas and quotes comes through");
        let again = office.fill(&cookie, "/tai-khoan/nhap/ghi", &fields).await.expect(200).text;
        assert!(
            again.contains("2 vai trò đã có, giữ nguyên") && !again.contains("first-passwords"),
            "{again}"
        );
    }
);
