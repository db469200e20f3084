//! Forms in administration: whose each is and how it looks; a template of the province that fails stops no counter, and the
//! administrator reads where it is wrong.

use crate::office::Office;
use crate::office_sheets::{letters, letters_of};
use crate::support;
use motcua_app::sheets::Press;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const BROKEN: &str =
    "#import \"/lib.typ\": *\n#let form(item) = {\n  title-band(item)\n  nonsense(item)\n}\n";

fn with_folder(office: Office, files: &[(&str, &str)]) -> Office {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    office.over(|context| context.with_press(Press::with(files)))
}

fn form<'a>(list: &'a Value, set: &str, form: &str) -> &'a Value {
    let forms = list["items"].as_array().unwrap();
    forms.iter().find(|it| it["set"] == set && it["form"] == form).unwrap()
}

on_both_databases!(
    every_form_of_every_set_is_listed_and_looked_at,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let list = office.get("administrator", "/api/v1/forms").await.expect(200).json();
        let forms = list["items"].as_array().unwrap();
        assert_eq!((forms.len() % 3, &list["own_files"]), (0, &json!([])));
        assert!(forms.iter().all(|it| it["source"] == "built-in" && it["fault"].is_null()), "{list}");
        assert_eq!(form(&list, "2025", "register")["number"], "Mẫu số 07");
        let cookie = office.cookie("administrator").await;
        let page = office.open_page(&cookie, "/quan-tri/bieu-mau").await.expect(200).text;
        assert!(page.contains("/quan-tri/bieu-mau/2025/budget-remittance"), "{page}");
        for path in ["/quan-tri/bieu-mau/2012/register", "/quan-tri/bieu-mau/2025/budget-remittance"] {
            let pdf = office.open_page(&cookie, path).await.expect(200);
            assert!(letters_of(&pdf.bytes).contains(&letters("DỮ LIỆU MẪU")), "{path}");
        }
        office.open_page(&cookie, "/quan-tri/bieu-mau/2025/letter").await.expect(404);
        office.open_page(&cookie, "/quan-tri/bieu-mau/1999/register").await.expect(404);
        office.get("clerk", "/api/v1/forms").await.expect(403);
        office.get("clerk", "/api/v1/forms/2025/register").await.expect(403);
    }
);

on_both_databases!(
    a_broken_template_stops_nobody_and_the_administrator_reads_its_line,
    async |database: &support::TestDatabase| {
        let files = [("register.typ", BROKEN), ("9999.toml", "code = 5\n")];
        let office = with_folder(Office::open(database).await, &files);
        office.receive().await;
        let admin = office.cookie("administrator").await;
        let quiet = office.open_page(&admin, "/quan-tri").await.expect(200).text;
        assert!(!quiet.contains("mẫu riêng bị lỗi"), "nothing was printed yet");

        // The counter gets its book all the same.
        let pdf = office.get("clerk", "/api/v1/register.pdf").await.expect(200);
        assert!(letters_of(&pdf.bytes).contains(&letters("Sổ theo dõi hồ sơ")));

        let list = office.get("administrator", "/api/v1/forms").await.expect(200).json();
        assert_eq!(list["own_files"], json!(["9999.toml", "register.typ"]));
        assert_eq!(list["unreadable"][0]["file"], "9999.toml");
        let register = form(&list, "2025", "register");
        assert_eq!(register["source"], "own");
        let fault = &register["fault"];
        assert_eq!((&fault["file"], &fault["line"]), (&json!("register.typ"), &json!(4)), "{fault}");
        assert!(fault["message"].as_str().unwrap().contains("nonsense"), "{fault}");
        assert!(register["failed_at"].is_string(), "a clerk has met it: {register}");
        let old = form(&list, "2012", "register");
        assert_eq!(
            (&old["fault"]["line"], &old["failed_at"]),
            (&json!(4), &Value::Null),
            "found by the check"
        );
        assert!(form(&list, "2025", "handover-list")["fault"].is_null());

        let page = office.open_page(&admin, "/quan-tri/bieu-mau").await.expect(200).text;
        for said in ["register.typ", "9999.toml", "nonsense", "dòng 4"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let hub = office.open_page(&admin, "/quan-tri").await.expect(200).text;
        assert!(hub.contains("1 mẫu riêng bị lỗi"), "{hub}");
        let preview = office.open_page(&admin, "/quan-tri/bieu-mau/2025/register").await.expect(200);
        assert!(preview.bytes.starts_with(b"%PDF-"), "the built-in one is shown");
    }
);
