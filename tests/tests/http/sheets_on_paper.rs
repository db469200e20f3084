//! Sheets of real lives on paper: what programs read back from the page is what happened, on every form of every set; and a
//! phone that scans the slip pays what is owed.

use crate::money::{Dossier, FEE};
use crate::office::Office;
use crate::paper_sheet::{OnPaper, lacking, letters};
use crate::support;
use motcua_app::files::FileStore;
use motcua_app::sheets::{self, Content, FormKind, Order, Press};
use motcua_fees::vietqr;
use motcua_forms::{Copies, Document};
use motcua_kernel::{Actor, DossierId, Role};
use motcua_storage::dossiers;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

async fn house(database: &support::TestDatabase) -> (Office, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = FileStore::open(folder.path(), 20_000_000).unwrap();
    (Office::open(database).await.with_files(files), folder)
}

async fn slip(office: &Office, id: &str) -> OnPaper {
    let tag = office.get("clerk", &format!("/api/v1/dossiers/{id}")).await.expect(200).etag().to_owned();
    let body = json!({ "form": "acceptance-slip" });
    let issued = office.act("clerk", id, "sheets", &tag, &body).await.expect(201);
    OnPaper::new(&office.get("clerk", issued.location()).await.expect(200).bytes)
}

on_both_databases!(
    a_phone_that_scans_the_printed_slip_pays_what_is_owed,
    async |database: &support::TestDatabase| {
        let (office, _folder) = house(database).await;
        let mut dossier = Dossier::ready(&office).await;
        let path = format!("/api/v1/dossiers/{}/transfer-request", dossier.id);
        let asked = office.get("clerk", &path).await.expect(200).json()["request"].clone();
        let payload = asked["payload"].as_str().unwrap();

        let paper = slip(&office, &dossier.id).await;
        let pages = paper.pages();
        let copies: Vec<usize> = (0..pages.len()).filter(|it| pages[*it].starts_with("Liên ")).collect();
        assert_eq!(copies.len(), 2, "{pages:#?}");
        let shown = office.get("clerk", &format!("/api/v1/dossiers/{}", dossier.id)).await.expect(200).json();
        for place in copies {
            let page = &pages[place];
            let read = paper.scanned(place + 1);
            assert!(read.iter().any(|it| it == payload), "{payload} is not among {read:?}");
            assert!(read.iter().any(|it| Some(it.as_str()) == shown["number"].as_str()), "{read:?}");
            let status = format!("http://motcua.test/tra-cuu/{}", dossier.token());
            assert!(read.contains(&status), "{read:?}");
            let reference = asked["reference"].as_str().unwrap();
            for told in ["100.000 đồng", "0000000000163", reference, &dossier.code, "Nguyễn Thị Ngọc Ánh"]
            {
                assert!(letters(page).contains(&letters(told)), "{told} is not on {page}");
            }
        }
        let read = vietqr::read(payload).unwrap();
        assert_eq!((read.account.number(), read.amount.unwrap().0), ("0000000000163", 100_000));

        // What was paid is asked for no more.
        let all = json!({ "charge": FEE, "amount": 100_000, "means": "cash" });
        dossier.act("2026-11-19T08:00", "clerk", "record-payment", all).await;
        let read = slip(&office, &dossier.id).await.scanned(1);
        assert!(!read.iter().any(|it| it.starts_with("000201")), "{read:?}");
    }
);

on_both_databases!(
    the_slip_of_a_bundle_names_every_dossier_of_the_visit,
    async |database: &support::TestDatabase| {
        let (office, _folder) = house(database).await;
        let filed = json!({
            "group": "lt-khai-sinh",
            "receiving": "H13.163.01",
            "applicant": { "name": "Trần Văn Lộc", "national_id": "092190000001" },
            "children": { "khai-sinh": {
                "components": [{ "code": "to-khai", "originals": 1 }, { "code": "giay-chung-sinh", "originals": 1 }],
                "quantities": { "phi-ban-sao-trich-luc": 1 }
            } }
        });
        let bundle = office.post("clerk", "/api/v1/bundles", &[], &filed).await.expect(201).json();
        let dossiers = bundle["dossiers"].as_array().unwrap();
        assert!(dossiers.len() > 1, "{bundle}");
        let paper = slip(&office, dossiers[0]["dossier"]["id"].as_str().unwrap()).await;
        let text = letters(&paper.pages().concat());
        for child in dossiers {
            let number = child["dossier"]["number"].as_str().unwrap();
            assert!(text.contains(&letters(number)), "{number} is not in {text}");
        }
        assert!(text.contains(&letters("Các thủ tục trong hồ sơ liên thông")), "{text}");
        assert!(text.contains(&letters("sau thủ tục trước")), "{text}");
    }
);

/// Each sheet of a dossier's life, of three dossiers and two visits at one counter; with `MOTCUA_PICTURES` a picture of each
/// page on each form of each set is put into that folder.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_sheet_of_a_scenario_says_what_happened_on_the_form_of_each_set() {
    support::on_sqlite(async |database: &support::TestDatabase| {
        let (office, _folder) = house(database).await;
        let documents = scenario(&office).await;
        let of_one: Vec<FormKind> = FormKind::ALL.into_iter().filter(|it| !it.is_of_office()).collect();
        assert_eq!(documents.keys().copied().collect::<Vec<_>>(), of_one);
        let press = Press::built_in();
        let pictures = pictures();
        for set in press.sets().iter() {
            for (kind, document) in &documents {
                let name = format!("{}-{}", set.code, kind.code());
                let printed = press.render(set, document, Copies::Only(0)).unwrap();
                let paper = OnPaper::new(&printed.bytes);
                let text = paper.pages().concat();
                assert_eq!(lacking(&text, document), Vec::<String>::new(), "{name}: {text}");
                assert!(printed.pages <= 2, "{name}: {} pages", printed.pages);
                if let Some(folder) = &pictures {
                    paper.drawn_into(folder, &name);
                }
            }
        }
    })
    .await;
}

#[expect(clippy::disallowed_methods, reason = "only whoever draws the pictures of the documentation sets it")]
fn pictures() -> Option<PathBuf> {
    std::env::var_os("MOTCUA_PICTURES").map(PathBuf::from)
}

/// One document of each form of a dossier.
async fn scenario(office: &Office) -> BTreeMap<FormKind, Document> {
    let mut documents = BTreeMap::new();
    let mut filed = Office::land_transfer();
    filed["components"].as_array_mut().unwrap().pop();
    let items = json!([{ "component": "giay-chung-nhan", "reason": "Chưa mang theo bản chính" }]);
    let guided = json!({ "filed": filed, "items": items });
    let guided = office.post("clerk", "/api/v1/guidances", &[], &guided).await.expect(201).json();
    take(office, &mut documents, &guided["id"], "clerk").await;
    let reason =
        "Thửa đất thuộc địa bàn của Văn phòng đăng ký đất đai khác, không thuộc thẩm quyền giải quyết";
    let refused = json!({ "filed": Office::land_transfer(), "reason": reason });
    let refused = office.post("clerk", "/api/v1/refusals-at-counter", &[], &refused).await.expect(201).json();
    take(office, &mut documents, &refused["id"], "clerk").await;

    // The longest life: paid, returned.
    let mut dossier = Dossier::ready(office).await;
    let id = json!(dossier.id);
    take(office, &mut documents, &id, "clerk").await;
    let cash = json!({ "charge": FEE, "amount": 100_000, "means": "cash", "given": 200_000 });
    dossier.act("2026-11-19T08:00", "clerk", "record-payment", cash).await;
    let handed = json!({ "method": "counter", "to": "applicant", "originals_reason": "Lưu trong hồ sơ" });
    dossier.act("2026-11-19T08:05", "clerk", "return-result", handed).await;
    take(office, &mut documents, &id, "clerk").await;

    // Papers were asked for, it was late, and its applicant took it back.
    let mut other = Dossier::received(office).await;
    let id = json!(other.id);
    other.act("2026-11-20T08:00", "clerk", "hand-over", json!({})).await;
    other.act("2026-11-20T08:30", "land", "accept", json!({ "leg": 1 })).await;
    let items =
        json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2, chưa có chữ ký của bên mua" }]);
    other.act("2026-11-20T10:00", "land", "ask-supplement", json!({ "leg": 1, "items": items })).await;
    take(office, &mut documents, &id, "clerk").await;
    other.act("2026-11-23T10:00", "clerk", "complete-supplement", json!({})).await;
    let apology = "Khối lượng hồ sơ đo đạc tăng cao, cán bộ phụ trách nghỉ ốm";
    let new = json!({ "leg": 1, "to": "2026-12-31T16:00", "apology": apology });
    other.act("2026-11-24T10:00", "land-leader", "reappoint", new).await;
    take(office, &mut documents, &id, "land").await;
    other.act("2026-11-25T09:00", "head", "withdraw", json!({ "reason": "Các bên hủy hợp đồng" })).await;
    take(office, &mut documents, &id, "clerk").await;
    documents
}

/// What the dossier can have now, of forms that are not there yet.
async fn take(office: &Office, documents: &mut BTreeMap<FormKind, Document>, id: &Value, who: &str) {
    let id = DossierId(id.as_str().unwrap().parse().unwrap());
    let reader = office.context.store.reader();
    let dossier = dossiers::load(&reader, id).await.unwrap();
    let history = dossiers::history(&reader, id).await.unwrap();
    let (role, code) =
        if who == "clerk" { (Role::Clerk, "H13.163.01") } else { (Role::Specialist, "H13.031") };
    let actor = Actor { account: office.accounts[who].id, agency: office.agency(code), role };
    for wanted in sheets::possible(&dossier, &history) {
        let site = "http://motcua.test".to_owned();
        let proof = Some(format!("{site}/kiem-chung/019ac000-0000-7000-8000-00000000000a"));
        let order = Order { wanted, site, content: Content::Real };
        let made = sheets::document(&office.context, actor, (&dossier, &history), (&order, proof)).await;
        documents.entry(wanted.kind).or_insert(made.unwrap());
    }
}
