//! Where transfers for an agency go: written down by an administrator, confirmed by another person, used by VietQR from then on.

use crate::money::Dossier;
use crate::office::{Answer, Office, hidden};
use crate::support;
use motcua_fees::vietqr;
use motcua_kernel::Role;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/agencies/H13.163.01/account";

async fn put(office: &Office, who: &str, body: &Value) -> Answer {
    let bearer = format!("Bearer {}", office.token(who));
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    office.send("PUT", PATH, &headers, body.to_string().into_bytes()).await
}

async fn propose(office: &Office, number: &str, revision: i64) -> Answer {
    let body =
        json!({ "bin": "970436", "number": number, "holder": "UBND XA KE SACH", "revision": revision });
    put(office, "administrator", &body).await
}

async fn answer(office: &Office, who: &str, revision: i64, confirmed: bool) -> Answer {
    let body = json!({ "revision": revision, "confirmed": confirmed });
    office.post(who, &format!("{PATH}/answer"), &[], &body).await
}

async fn asked_number(office: &Office, id: &str) -> String {
    let path = format!("/api/v1/dossiers/{id}/transfer-request");
    let asked = office.get("clerk", &path).await.expect(200).json();
    vietqr::read(asked["request"]["payload"].as_str().unwrap()).unwrap().account.number().to_owned()
}

on_both_databases!(
    an_account_is_used_once_another_person_has_confirmed_it,
    async |database: &support::TestDatabase| {
        let mut office = Office::open(database).await;
        office.hire("second-administrator", Role::Administrator, "H13").await;
        let dossier = Dossier::ready(&office).await;
        let before = office.get("head", PATH).await.expect(200).json();
        assert_eq!(
            (&before["own"], &before["sample"], &before["revision"]),
            (&json!(false), &json!(true), &json!(0))
        );
        office.get("clerk", PATH).await.expect(403);

        let body = |bin: &str, number: &str, holder: &str| json!({ "bin": bin, "number": number, "holder": holder, "revision": 0 });
        for (wrong, code) in [
            (body("999999", "1", "A"), "fees.bank-unknown"),
            (body("97043", "1", "A"), "fees.bank-bin-wrong"),
            (body("970436", "12-34", "A"), "fees.bank-account-wrong"),
            (body("970436", "1234", " "), "fees.bank-holder-wrong"),
        ] {
            let refused = put(&office, "administrator", &wrong).await.expect(422);
            assert_eq!(refused.code(), code);
        }
        put(&office, "head", &body("970436", "1234", "A")).await.expect(403);
        let waits = propose(&office, "0881000458086", 0).await.expect(200).json();
        assert_eq!(waits["changes"][0]["state"], "waiting", "{waits}");
        assert_eq!(propose(&office, "1", 0).await.expect(422).code(), "app.bank-account-changed-meanwhile");
        assert_eq!(asked_number(&office, &dossier.id).await, "0000000000163", "until it is confirmed");

        answer(&office, "administrator", 1, true).await.expect(403);
        answer(&office, "clerk", 1, true).await.expect(403);
        let old = answer(&office, "head", 0, true).await.expect(422);
        assert_eq!(old.code(), "app.bank-account-changed-meanwhile");
        let holds = answer(&office, "head", 1, true).await.expect(200).json();
        assert_eq!((&holds["own"], &holds["sample"]), (&json!(true), &json!(false)), "{holds}");
        assert_eq!(holds["in_force"]["number"], "0881000458086");
        assert_eq!(asked_number(&office, &dossier.id).await, "0881000458086");
        assert!(answer(&office, "head", 1, true).await.status.is_client_error(), "answered once");

        let other = propose(&office, "19001234", 1).await.expect(200).json();
        assert_eq!(other["revision"], 2);
        propose(&office, "19005678", 2).await.expect(200);
        answer(&office, "second-administrator", 3, false).await.expect(200);
        assert_eq!(asked_number(&office, &dossier.id).await, "0881000458086", "what is refused is not used");
        let all = office.get("head", PATH).await.expect(200).json();
        let states: Vec<&Value> = all["changes"].as_array().unwrap().iter().map(|it| &it["state"]).collect();
        assert_eq!(states, ["refused", "replaced", "confirmed"]);
        assert_eq!(all["changes"][2]["by"], office.accounts["administrator"].id.to_string());
        assert_eq!(all["changes"][2]["answered_by"], office.accounts["head"].id.to_string());
    }
);

on_both_databases!(
    the_page_of_an_account_offers_each_person_what_is_theirs,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let here = format!("/quan-tri/co-quan/{}/tai-khoan", office.agency("H13.163.01"));
        let (administrator, proof) = office.cookie_and_proof("administrator").await;
        let page = office.open_page(&administrator, &here).await.expect(200).text;
        let seen = hidden(&page, "seen");
        let typed = |number| {
            [
                ("proof", proof.as_str()),
                ("seen", &seen),
                ("bin", "970436"),
                ("number", number),
                ("holder", "UBND <b>"),
            ]
        };
        let refused = office.fill(&administrator, &here, &typed("1-2")).await.expect(422).text;
        assert!(refused.contains("value=\"1-2\"") && refused.contains("UBND &#60;b&#62;"), "{refused}");
        office.fill(&administrator, &here, &typed("0881 000 458 086")).await.expect(303);
        let page = office.open_page(&administrator, &here).await.expect(200).text;
        assert!(page.contains("Chờ người khác xác nhận") && !page.contains("/tra-loi"), "{page}");

        let (head, proof) = office.cookie_and_proof("head").await;
        let page = office.open_page(&head, &here).await.expect(200).text;
        assert!(page.contains("0881000458086") && page.contains("Cán bộ administrator"), "{page}");
        assert!(!page.contains("name=\"holder\""), "a head writes none down: {page}");
        let seen = hidden(&page, "seen");
        let form = [("proof", proof.as_str()), ("seen", &seen), ("answer", "confirm")];
        office.fill(&head, &format!("{here}/tra-loi"), &form).await.expect(303);
        let page = office.open_page(&head, &here).await.expect(200).text;
        assert!(page.contains("Đã xác nhận") && page.contains("Cán bộ head"), "{page}");
        let statements = office.open_page(&head, "/sao-ke").await.expect(200).text;
        assert!(statements.contains("0881000458086") && statements.contains(&here), "{statements}");
        office.open_page(&office.cookie("clerk").await, &here).await.expect(403);
    }
);
