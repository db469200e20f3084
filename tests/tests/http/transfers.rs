//! Paying by transfer: what a phone reads from the page is the account, the amount and the reference, and nothing is asked
//! for what is paid, nor for what the Treasury takes.

use crate::money::{Dossier, FEE};
use crate::office::Office;
use crate::support;
use motcua_fees::vietqr;
use serde_json::{Value, json};

const SAMPLE: &str = "DỮ LIỆU MẪU – tài khoản này không có thật";

async fn request(office: &Office, who: &str, id: &str) -> Value {
    let path = format!("/api/v1/dossiers/{id}/transfer-request");
    office.get(who, &path).await.expect(200).json()["request"].clone()
}

on_both_databases!(
    a_phone_reads_account_amount_and_reference_from_every_page,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let mut dossier = Dossier::ready(&office).await;
        let asked = request(&office, "clerk", &dossier.id).await;
        assert_eq!((&asked["amount"], &asked["sample"]), (&json!(100_000), &json!(true)), "{asked}");
        assert_eq!((&asked["bin"], &asked["bank"]), (&json!("999999"), &json!(null)));
        let payload = asked["payload"].as_str().unwrap();
        let read = vietqr::read(payload).unwrap();
        assert_eq!(read.account.number(), "0000000000163");
        assert_eq!(read.amount.unwrap().0, 100_000);
        assert_eq!(asked["reference"], read.purpose.unwrap().as_str());

        let public = format!("/api/v1/status/{}/transfer-requests", dossier.token());
        let listed = office.visit(&public).await.expect(200).json();
        assert_eq!(listed["items"][0]["request"], asked);
        assert!(!listed.to_string().contains("Ngọc Ánh"), "{listed}");

        let cookie = office.cookie("clerk").await;
        let drawn = drawing(payload);
        for path in [
            format!("/tra-cuu/{}", dossier.token()),
            format!("/ho-so/{}", dossier.id),
            format!("/tiep-nhan/{}/giay-tiep-nhan", dossier.id),
        ] {
            let page = office.open_page(&cookie, &path).await.expect(200).text;
            assert!(page.contains(&drawn), "{path} shows another code");
            assert!(page.contains(SAMPLE) && page.contains(asked["reference"].as_str().unwrap()), "{path}");
        }

        let all = json!({ "charge": FEE, "amount": 100_000, "means": "cash" });
        dossier.act("2026-11-19T08:00", "clerk", "record-payment", all).await;
        assert_eq!(request(&office, "clerk", &dossier.id).await, json!(null));
        let page = office.visit(&format!("/tra-cuu/{}", dossier.token())).await.expect(200).text;
        assert!(!page.contains(SAMPLE), "{page}");
        let stranger = format!("/api/v1/dossiers/{}/transfer-request", dossier.id);
        office.get("stranger", &stranger).await.expect(404);
    }
);

/// The squares of the code, as a page draws them.
fn drawing(payload: &str) -> String {
    let code = qrcode::QrCode::new(payload).unwrap();
    let drawn = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(116, 116).build();
    drawn[drawn.find("<svg").unwrap()..].to_owned()
}
