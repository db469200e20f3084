//! Sheets that go on paper again, several at once, and the change of cash: what was issued stays what it is, and each time
//! it is printed has its reason.

use crate::money::{Dossier, FEE};
use crate::office::{Office, hidden};
use crate::paper_sheet::{OnPaper, letters};
use crate::support;
use motcua_app::files::FileStore;
use serde_json::json;

async fn house(database: &support::TestDatabase) -> (Office, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = FileStore::open(folder.path(), 20_000_000).unwrap();
    (Office::open(database).await.with_files(files), folder)
}

on_both_databases!(
    a_sheet_is_printed_again_as_the_same_bytes_with_a_reason,
    async |database: &support::TestDatabase| {
        let (office, _folder) = house(database).await;
        let mut dossier = Dossier::received(&office).await;
        let path = format!("/api/v1/dossiers/{}/sheets", dossier.id);
        let body = json!({ "form": "acceptance-slip" });
        let issued = office.act("clerk", &dossier.id, "sheets", dossier.tag(), &body).await.expect(201);
        let file = issued.json()["file"].as_str().unwrap().to_owned();
        let bytes = office.get("clerk", issued.location()).await.expect(200).bytes;
        let twice = office.act("clerk", &dossier.id, "sheets", dossier.tag(), &body).await.expect(422);
        assert_eq!(twice.code(), "app.sheet-already-issued");

        let verb = format!("files/{file}/reprint");
        let without = office.act("clerk", &dossier.id, &verb, dossier.tag(), &json!({ "reason": " " })).await;
        assert_eq!(without.expect(422).code(), "app.words-missing");
        let reason = json!({ "reason": "Người dân làm mất giấy" });
        let again = office.act("clerk", &dossier.id, &verb, dossier.tag(), &reason).await.expect(201);
        assert_eq!(again.json(), json!({ "file": file, "times": 1 }));
        assert_eq!(office.get("clerk", again.location()).await.expect(200).bytes, bytes);
        office.act("stranger", &dossier.id, &verb, dossier.tag(), &reason).await.expect(404);
        let other = "files/019ac000-0000-7000-8000-000000000000/reprint";
        office.act("clerk", &dossier.id, other, dossier.tag(), &reason).await.expect(404);

        let list = office.get("clerk", &path).await.expect(200).json();
        assert_eq!(
            (&list["issued"][0]["reprints"], &list["possible"][0]["issued"]),
            (&json!(1), &json!(true))
        );
        // A new state of the dossier may have a new slip.
        dossier.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
        office.act("clerk", &dossier.id, "sheets", dossier.tag(), &body).await.expect(201);
    }
);

on_both_databases!(the_page_asks_why_and_the_history_says_so, async |database: &support::TestDatabase| {
    let (office, _folder) = house(database).await;
    let dossier = Dossier::received(&office).await;
    let body = json!({ "form": "control-slip" });
    let issued = office.act("clerk", &dossier.id, "sheets", dossier.tag(), &body).await.expect(201);
    let file = issued.json()["file"].as_str().unwrap().to_owned();
    let cookie = office.cookie("clerk").await;
    let here = format!("/ho-so/{}", dossier.id);
    let there = format!("{here}/tep/{file}/in-lai");
    let card = office.open_page(&cookie, &here).await.expect(200).text;
    assert!(card.contains(&there) && card.contains("Đã phát hành đúng như hiện nay"), "{card}");
    let page = office.open_page(&cookie, &there).await.expect(200).text;
    let (proof, version) = (hidden(&page, "proof"), hidden(&page, "version"));
    let fields = [("proof", proof.as_str()), ("version", &version), ("reason", "")];
    let asked = office.fill(&cookie, &there, &fields).await.expect(422).text;
    assert!(asked.contains("Chưa ghi lý do"), "{asked}");
    let fields = [("proof", proof.as_str()), ("version", &version), ("reason", "Máy in kẹt giấy")];
    let sent = office.fill(&cookie, &there, &fields).await.expect(303);
    assert_eq!(sent.location(), format!("{here}/tep/{file}"));
    let page = office.open_page(&cookie, &here).await.expect(200).text;
    for said in ["In lại văn bản: Phiếu kiểm soát", "Máy in kẹt giấy", "đã in lại 1 lần"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
});

on_both_databases!(
    a_receipt_of_money_is_issued_once_and_its_copies_say_so,
    async |database: &support::TestDatabase| {
        let (office, _folder) = house(database).await;
        let mut dossier = Dossier::ready(&office).await;
        for (given, code) in [(99_999, "fees.given-too-little"), (-1, "fees.given-too-little")] {
            let little = json!({ "charge": FEE, "amount": 100_000, "means": "cash", "given": given });
            dossier.refused("clerk", "record-payment", &little, code).await;
        }
        let bank = json!({ "charge": FEE, "amount": 100_000, "means": "transfer", "reference": "FT1", "given": 100_000 });
        dossier.refused("clerk", "record-payment", &bank, "fees.given-not-cash").await;
        let cash = json!({ "charge": FEE, "amount": 100_000, "means": "cash", "given": 200_000 });
        dossier.act("2026-11-19T08:00", "clerk", "record-payment", cash).await;
        let list = office.get("clerk", &format!("/api/v1/dossiers/{}/sheets", dossier.id)).await.expect(200);
        let list = list.json();
        let possible = list["possible"].as_array().unwrap();
        let of = possible.iter().find(|it| it["form"] == "money-receipt").unwrap()["of"].clone();
        let body = json!({ "form": "money-receipt", "of": of });
        let issued = office.act("clerk", &dossier.id, "sheets", dossier.tag(), &body).await.expect(201);
        let file = issued.json()["file"].as_str().unwrap().to_owned();
        let text = |bytes: &[u8]| letters(&OnPaper::new(bytes).pages().concat());
        let first = text(&office.get("clerk", issued.location()).await.expect(200).bytes);
        for said in ["Tiền khách đưa: 200.000 đồng", "100.000 đồng", "Một trăm nghìn đồng"]
        {
            assert!(first.contains(&letters(said)), "{said}: {first}");
        }
        assert!(!first.contains(&letters("Bản in lại")), "{first}");
        let twice = office.act("clerk", &dossier.id, "sheets", dossier.tag(), &body).await.expect(422);
        assert_eq!(twice.code(), "app.sheet-already-issued");

        let verb = format!("files/{file}/reprint");
        let why = json!({ "reason": "Người nộp làm mất phiếu" });
        for place in 1..=2 {
            let again = office.act("clerk", &dossier.id, &verb, dossier.tag(), &why).await.expect(201);
            let copy = again.json()["file"].as_str().unwrap().to_owned();
            assert_ne!(copy, file);
            let copied = text(&office.get("clerk", again.location()).await.expect(200).bytes);
            let mark = format!("Bản in lại lần {place}");
            assert!(copied.contains(&letters(&mark)), "{mark}: {copied}");
            assert!(copied.contains(&letters("PT26-000001")), "the same number: {copied}");
            let proof = office.visit(&format!("/api/v1/proofs/{copy}")).await.expect(200).json();
            assert_eq!((&proof["copy"], &proof["holds"]), (&json!(place), &json!(true)), "{proof}");
        }
        let proof = office.visit(&format!("/api/v1/proofs/{file}")).await.expect(200).json();
        assert_eq!(proof["copy"], json!(null));
        let cookie = office.cookie("clerk").await;
        let page = office.open_page(&cookie, &format!("/ho-so/{}", dossier.id)).await.expect(200).text;
        let page = page.replace('\u{a0}', " ");
        assert!(page.contains("Khách đưa 200.000 ₫, trả lại 100.000 ₫"), "{page}");
        // The copy is in the history, and stays where it is.
        let files = format!("/api/v1/dossiers/{}/files", dossier.id);
        let files = office.get("clerk", &files).await.expect(200).json();
        assert_eq!(files["items"].as_array().unwrap().len(), 3, "{files}");
    }
);

on_both_databases!(
    one_person_sends_the_same_reprint_twice_and_one_copy_is_made,
    async |database: &support::TestDatabase| {
        let (office, _folder) = house(database).await;
        let mut dossier = Dossier::ready(&office).await;
        let cash = json!({ "charge": FEE, "amount": 100_000, "means": "cash" });
        dossier.act("2026-11-19T08:00", "clerk", "record-payment", cash).await;
        let list = office.get("clerk", &format!("/api/v1/dossiers/{}/sheets", dossier.id)).await.expect(200);
        let list = list.json();
        let wanted =
            list["possible"].as_array().unwrap().iter().find(|it| it["form"] == "money-receipt").unwrap();
        let body = json!({ "form": "money-receipt", "of": wanted["of"] });
        let issued =
            office.act("clerk", &dossier.id, "sheets", dossier.tag(), &body).await.expect(201).json();
        let path =
            format!("/api/v1/dossiers/{}/files/{}/reprint", dossier.id, issued["file"].as_str().unwrap());
        let headers = [("if-match", dossier.tag()), ("idempotency-key", "in-lai-1")];
        let why = json!({ "reason": "Mất phiếu" });
        let first = office.post("clerk", &path, &headers, &why).await.expect(201).json();
        let second = office.post("clerk", &path, &headers, &why).await.expect(201).json();
        assert_eq!(first, second);
        let list = office.get("clerk", &format!("/api/v1/dossiers/{}/sheets", dossier.id)).await.expect(200);
        assert_eq!(list.json()["issued"][0]["reprints"], json!(1));
    }
);

on_both_databases!(
    slips_of_a_day_are_printed_together_and_what_can_not_be_is_named,
    async |database: &support::TestDatabase| {
        let (office, _folder) = house(database).await;
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(Dossier::received(&office).await.id);
        }
        let guided = json!({ "filed": Office::land_transfer(), "reason": "Không thuộc thẩm quyền" });
        let visit =
            office.post("clerk", "/api/v1/refusals-at-counter", &[], &guided).await.expect(201).json();
        let visit = visit["id"].as_str().unwrap();
        let nowhere = "019ac000-0000-7000-8000-000000000000";
        let chosen = json!({ "dossiers": [ids[0], visit, nowhere] });
        let done = office.post("clerk", "/api/v1/slips", &[], &chosen).await.expect(200).json();
        assert_eq!(done["printed"].as_array().unwrap().len(), 1, "{done}");
        assert_eq!(done["refused"].as_array().unwrap().len(), 2, "{done}");
        let foreign = office.post("stranger", "/api/v1/slips", &[], &chosen).await.expect(200).json();
        assert_eq!(foreign["printed"], json!([]), "{foreign}");

        // The rest of the day: what was printed is not printed again.
        let rest = json!({ "rest_of_today": true, "dossiers": [ids[0]] });
        let done = office.post("clerk", "/api/v1/slips", &[], &rest).await.expect(200).json();
        assert_eq!(done["printed"].as_array().unwrap().len(), 2, "{done}");
        assert_eq!(done["refused"][0]["code"], json!("app.sheet-already-issued"), "{done}");
        let document = done["document"].as_str().unwrap();
        let paper = OnPaper::new(&office.get("clerk", document).await.expect(200).bytes);
        let pages = paper.pages();
        assert_eq!(pages.len(), 4, "two copies of each: {pages:#?}");
        for (place, printed) in done["printed"].as_array().unwrap().iter().enumerate() {
            let number = printed["number"].as_str().unwrap();
            let proof = format!("http://motcua.test/kiem-chung/{}", printed["file"].as_str().unwrap());
            assert!(pages[place * 2].contains(number), "{number}: {pages:#?}");
            let read = paper.scanned(place * 2 + 1);
            assert!(read.contains(&proof), "{proof} is not among {read:?}");
        }
        office.get("stranger", document).await.expect(404);
        let none = office.get("clerk", "/api/v1/slips").await.expect(422);
        assert_eq!(none.code(), "app.sheets-at-once");
    }
);

on_both_databases!(the_list_of_the_day_prints_slips, async |database: &support::TestDatabase| {
    let (office, _folder) = house(database).await;
    let first = Dossier::received(&office).await;
    let second = Dossier::received(&office).await;
    let cookie = office.cookie("clerk").await;
    let today = office.open_page(&cookie, "/tiep-nhan/hom-nay").await.expect(200).text;
    assert!(today.contains("In tất cả giấy chưa in (2)"), "{today}");
    let proof = hidden(&today, "proof");
    let none = office.fill(&cookie, "/tiep-nhan/hom-nay/giay", &[("proof", &proof)]).await.expect(422).text;
    assert!(none.contains("Chưa chọn hồ sơ nào"), "{none}");
    let chosen = [("proof", proof.as_str()), ("dossier", &first.id), ("dossier", "khong-co")];
    let done = office.fill(&cookie, "/tiep-nhan/hom-nay/giay", &chosen).await.expect(200).text;
    assert!(done.contains("khong-co") && done.contains("Mở tệp để in (1)"), "{done}");
    let rest = [("proof", proof.as_str()), ("which", "rest"), ("dossier", &first.id)];
    let done = office.fill(&cookie, "/tiep-nhan/hom-nay/giay", &rest).await.expect(200).text;
    assert!(done.contains(&format!("/ho-so/{}", second.id)), "{done}");
    assert!(!done.contains(&format!("/ho-so/{}", first.id)), "{done}");
    let file = done.split_once("/tiep-nhan/hom-nay/giay?files=").unwrap().1.split('"').next().unwrap();
    let pdf = office.open_page(&cookie, &format!("/tiep-nhan/hom-nay/giay?files={file}")).await.expect(200);
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    let again = office.fill(&cookie, "/tiep-nhan/hom-nay/giay", &rest).await.expect(422).text;
    assert!(again.contains("Mọi hồ sơ hôm nay đã in giấy tiếp nhận"), "{again}");
});
