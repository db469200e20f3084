//! The slip says who is told what: each person with their ways and how much goes there, also beside a code to pay by and on a
//! slip that several dossiers share.

use crate::money::Dossier;
use crate::office::Office;
use crate::paper_sheet::{OnPaper, letters};
use crate::support::{self, TestDatabase};
use motcua_app::files::FileStore;
use motcua_delivery::{Delivery, Mailer, TextWay, Texter, Tray};
use serde_json::{Value, json};
use std::path::Path;

/// An office that sends on every channel, or by SMS alone.
async fn house(database: &TestDatabase, everything: bool) -> (Office, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = FileStore::open(folder.path(), 20_000_000).unwrap();
    let delivery = if everything {
        let texts = Texter::memory(&Tray::default());
        Delivery { mail: Mailer::Memory(Tray::default()), texts, ..Delivery::default() }
    } else {
        let texts = Texter { sms: TextWay::Memory(Tray::default()), zalo: TextWay::Off };
        Delivery { texts, ..Delivery::default() }
    };
    let office = Office::open(database).await.with_files(files);
    (office.over(|it| it.with_delivery(delivery)), folder)
}

/// The slip as it is printed; with `MOTCUA_PICTURES` a picture of each page is put into that folder.
async fn slip(office: &Office, id: &str, name: &str) -> OnPaper {
    let tag = office.get("clerk", &format!("/api/v1/dossiers/{id}")).await.expect(200).etag().to_owned();
    let body = json!({ "form": "acceptance-slip" });
    let issued = office.act("clerk", id, "sheets", &tag, &body).await.expect(201);
    let paper = OnPaper::new(&office.get("clerk", issued.location()).await.expect(200).bytes);
    if let Some(folder) = support::setting("MOTCUA_PICTURES") {
        paper.drawn_into(Path::new(&folder), name);
    }
    paper
}

fn check(paper: &OnPaper, said: &str, one_page: bool) {
    let pages = paper.pages();
    let copies = pages.iter().filter(|it| it.starts_with("Liên ")).count();
    assert_eq!(copies, 2, "{pages:#?}");
    let whole = letters(&pages.concat());
    assert_eq!(whole.matches(&letters(said)).count(), 2, "{said}\n{pages:#?}");
    assert!(!one_page || pages.len() == copies, "each copy is one page: {pages:#?}");
}

on_both_databases!(the_slip_says_who_is_told_what, async |database: &TestDatabase| {
    let (office, _folder) = house(database, true).await;
    let mut filed = Office::land_transfer();
    filed["applicant"]["email"] = json!("ngoc.anh@example.vn");
    filed["applicant"]["texts"] = json!("zalo");
    filed["helper"] = json!({ "name": "Trần Văn Bình", "phone": "0987654321", "told": "all" });
    let received = office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201).json();
    let paper = slip(&office, received["dossier"]["id"].as_str().unwrap(), "slip").await;
    let said = "Báo tin: chủ hồ sơ – thư n***@example.vn (mọi thay đổi), Zalo 0912***678 (việc quan trọng); \
                người nộp – SMS 0987***321 (mọi thay đổi).";
    check(&paper, said, true);
});

on_both_databases!(also_beside_a_code_to_pay_by, async |database: &TestDatabase| {
    let (office, _folder) = house(database, true).await;
    let dossier = Dossier::ready(&office).await;
    let path = format!("/api/v1/dossiers/{}", dossier.id);
    let email = json!({ "who": "applicant", "email": "ngoc.anh@example.vn" });
    office.post("clerk", &format!("{path}/addresses"), &[], &email).await.expect(200);
    let zalo = json!({ "who": "applicant", "texts": "zalo" });
    office.post("clerk", &format!("{path}/texts"), &[], &zalo).await.expect(200);
    let paper = slip(&office, &dossier.id, "paying").await;
    assert!(letters(&paper.pages().concat()).contains(&letters("100.000 đồng")));
    let said = "Báo tin: chủ hồ sơ – thư n***@example.vn (mọi thay đổi), Zalo 0912***678 (việc quan trọng).";
    check(&paper, said, true);
});

on_both_databases!(also_on_the_slip_that_several_dossiers_share, async |database: &TestDatabase| {
    let (office, _folder) = house(database, true).await;
    let filed = json!({
        "group": "lt-khai-sinh",
        "receiving": "H13.163.01",
        "applicant": { "name": "Trần Văn Lộc", "national_id": "092190000001", "phone": "0912345678",
                       "email": "loc@example.vn", "told": "important" },
        "helper": { "name": "Trần Văn Bình", "phone": "0987654321", "texts": "zalo" },
        "children": { "khai-sinh": {
            "components": [{ "code": "to-khai", "originals": 1 }, { "code": "giay-chung-sinh", "originals": 1 }],
            "quantities": { "phi-ban-sao-trich-luc": 1 }
        } }
    });
    let bundle = office.post("clerk", "/api/v1/bundles", &[], &filed).await.expect(201).json();
    let first: &Value = &bundle["dossiers"][0]["dossier"]["id"];
    let paper = slip(&office, first.as_str().unwrap(), "shared").await;
    let said = "Báo tin: chủ hồ sơ – thư l***@example.vn (việc quan trọng), SMS 0912***678 (việc quan trọng); \
                người nộp – Zalo 0987***321 (việc quan trọng).";
    check(&paper, said, false);
});

on_both_databases!(nothing_is_promised_that_does_not_leave_the_house, async |database: &TestDatabase| {
    let (office, _folder) = house(database, false).await;
    let mut filed = Office::land_transfer();
    filed["applicant"]["email"] = json!("ngoc.anh@example.vn");
    let received = office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(201).json();
    let paper = slip(&office, received["dossier"]["id"].as_str().unwrap(), "alone").await;
    check(&paper, "Báo tin: chủ hồ sơ – SMS 0912***678 (việc quan trọng).", true);
    assert!(!letters(&paper.pages().concat()).contains("example.vn"));
});
