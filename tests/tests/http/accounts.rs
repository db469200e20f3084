//! What becomes of the ways in when an account is disabled, let in again, or given another password or role.

use crate::office::{Answer, Office, PASSWORD};
use crate::support;
use motcua_app::AppError;
use motcua_app::accounts::{self, Origin, log_in};
use motcua_identity::{Grant, KnownTo, LoginName};
use motcua_kernel::{Role, Validity};
use serde_json::{Value, json};
use time::macros::date;

const ORIGIN: Origin<'static> = Origin { address: "127.0.0.1" };
const DESK: &str = "/viec-can-lam";
const TOKENS: &str = "/api/v1/tokens";

fn login(name: &str) -> LoginName {
    LoginName::parse(name).unwrap()
}

fn code<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
    match result {
        Err(AppError::Refused(refusal)) => refusal.message.code.to_string(),
        other => panic!("{other:?}"),
    }
}

on_both_databases!(a_disabled_account_is_out_at_once, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let (clerk, head) = (office.cookie("clerk").await, office.cookie("head").await);
    office.open_page(&clerk, DESK).await.expect(200);
    office.get("clerk", TOKENS).await.expect(200);

    assert_eq!(accounts::disable(&office.context, &login("clerk")).await.unwrap(), 1);
    office.open_page(&clerk, DESK).await.expect(303);
    assert_ne!(office.get("clerk", TOKENS).await.status, 200);
    assert_eq!(code(log_in(&office.context, ORIGIN, "clerk", PASSWORD).await), "identity.login-wrong");
    office.open_page(&head, DESK).await.expect(200);

    accounts::enable(&office.context, &login("clerk")).await.unwrap();
    office.open_page(&clerk, DESK).await.expect(303);
    office.get("clerk", TOKENS).await.expect(200);
    log_in(&office.context, ORIGIN, "clerk", PASSWORD).await.unwrap();
    for unknown in [
        accounts::disable(&office.context, &login("no.one")).await,
        accounts::enable(&office.context, &login("no.one")).await.map(|()| 0),
    ] {
        assert_eq!(code(unknown), "app.login-unknown");
    }
});

on_both_databases!(
    another_password_ends_sessions_and_leaves_tokens,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let cookie = office.cookie("clerk").await;
        for _ in 0..3 {
            assert_eq!(code(log_in(&office.context, ORIGIN, "clerk", "wrong").await), "identity.login-wrong");
        }
        let weak = accounts::set_password(&office.context, &login("clerk"), "short", KnownTo::Owner).await;
        assert_eq!(code(weak), "identity.password-too-short");
        office.open_page(&cookie, DESK).await.expect(200);

        let set = accounts::set_password(
            &office.context,
            &login("clerk"),
            "another one to remember",
            KnownTo::Owner,
        )
        .await
        .unwrap();
        assert_eq!((set.sessions_ended, set.tokens_left), (1, 1));
        office.open_page(&cookie, DESK).await.expect(303);
        office.get("clerk", TOKENS).await.expect(200);
        let elsewhere = Origin { address: "127.0.0.2" };
        assert_eq!(code(log_in(&office.context, elsewhere, "clerk", PASSWORD).await), "identity.login-wrong");
        log_in(&office.context, elsewhere, "clerk", "another one to remember").await.unwrap();
    }
);

on_both_databases!(a_role_is_given_once_for_a_time, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let validity = Validity { from: date!(2026 - 11 - 01), until: Some(date!(2026 - 12 - 01)) };
    let agency = office.agency("H13.163.01");
    let cashier = Grant { role: Role::Cashier, agency, validity, delegation: None };
    let give = async |grant| accounts::grant(&office.context, &login("nobody"), grant).await;
    office.get("nobody", "/api/v1/desk?agency=H13.163.01").await.expect(403);
    assert_eq!(give(cashier).await.unwrap().grants.len(), 2);
    let found = accounts::by_login(&office.context, &login("nobody")).await.unwrap();
    assert_eq!(found.grants[1], cashier);
    let cookie = office.cookie("nobody").await;
    office.open_page(&cookie, DESK).await.expect(200);

    assert_eq!(code(give(cashier).await), "app.grant-held");
    let after = Validity { from: date!(2026 - 12 - 01), until: None };
    give(Grant { validity: after, ..cashier }).await.unwrap();
    let never = Validity { from: date!(2027 - 01 - 01), until: Some(date!(2027 - 01 - 01)) };
    assert_eq!(code(give(Grant { role: Role::Clerk, validity: never, ..cashier }).await), "app.grant-empty");
    let there = accounts::list(&office.context, Some(agency)).await.unwrap();
    let logins: Vec<&str> = there.iter().map(|it| it.login.as_str()).collect();
    assert!(
        logins.contains(&"nobody") && logins.contains(&"clerk") && !logins.contains(&"land"),
        "{logins:?}"
    );
    assert!(logins.is_sorted(), "{logins:?}");
});

/// What a keeper of accounts does to one, over the API.
async fn keep(office: &Office, who: &str, path: &str, body: &Value) -> Answer {
    office.post(who, &format!("/api/v1/accounts{path}"), &[], body).await
}

on_both_databases!(
    an_administrator_makes_an_account_and_gives_and_ends_roles,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let first = json!({ "role": "clerk", "agency": "H13.163.01", "from": "2026-11-16" });
        let wanted = json!({ "login": "ly.thi.mau", "name": "Lý Thị Mẫu", "first": first });
        keep(&office, "head", "", &wanted).await.expect(403);
        let told = keep(&office, "administrator", "", &wanted).await.expect(201).json();
        assert_eq!(told["login"], "ly.thi.mau");
        let again = keep(&office, "administrator", "", &wanted).await.expect(422);
        assert_eq!(again.code(), "app.login-taken");
        let password = told["password"].as_str().unwrap();
        log_in(&office.context, ORIGIN, "ly.thi.mau", password).await.unwrap();

        let found = office.get("administrator", "/api/v1/accounts?search=ly%20thi").await.expect(200).json();
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        let path = "/ly.thi.mau/roles";
        let role =
            json!({ "role": "Chuyên viên", "agency": "H13.031", "from": "2026-12-01", "last": "2026-12-31" });
        let given = keep(&office, "administrator", path, &role).await.expect(200).json();
        assert_eq!(given["roles"][1]["last"], "2026-12-31");
        assert_eq!(keep(&office, "administrator", path, &role).await.expect(422).code(), "app.grant-held");
        let nowhere = json!({ "role": "clerk", "agency": "X", "from": "2026-12-01" });
        assert_eq!(
            keep(&office, "administrator", path, &nowhere).await.expect(422).code(),
            "web.agency-unknown"
        );

        let end = async |place: usize, last: &str| {
            keep(&office, "administrator", &format!("{path}/{place}/end"), &json!({ "last": last })).await
        };
        // One that has not begun is gone, one that counts ends with its day.
        let ended = end(1, "2026-11-20").await.expect(200).json();
        assert_eq!(ended["roles"].as_array().unwrap().len(), 1);
        let ended = end(0, "2026-11-16").await.expect(200).json();
        assert_eq!(ended["roles"][0]["last"], "2026-11-16");
        assert_eq!(end(0, "2026-11-30").await.expect(422).code(), "app.grant-ends-before");
        assert_eq!(end(7, "2026-11-30").await.expect(422).code(), "app.grant-unknown");
    }
);

on_both_databases!(
    a_locked_account_lets_nobody_in_and_nobody_locks_their_own,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let cookie = office.cookie("clerk").await;
        keep(&office, "administrator", "/clerk/lock", &json!({})).await.expect(200);
        office.open_page(&cookie, "/viec-can-lam").await.expect(303);
        keep(&office, "administrator", "/clerk/unlock", &json!({})).await.expect(200);
        let told = keep(&office, "administrator", "/clerk/password", &json!({})).await.expect(200).json();
        log_in(&office.context, ORIGIN, "clerk", told["password"].as_str().unwrap()).await.unwrap();
        for path in ["/administrator/lock", "/administrator/password", "/administrator/roles/0/end"] {
            let own = keep(&office, "administrator", path, &json!({ "last": "2026-12-01" })).await;
            assert!([404, 422].contains(&own.status.as_u16()), "{path}: {}", own.text);
        }
        keep(&office, "administrator", "/khong-co/lock", &json!({})).await.expect(404);
    }
);

on_both_databases!(
    the_page_of_an_account_does_what_the_api_does,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let (cookie, proof) = office.cookie_and_proof("administrator").await;
        let list = office.open_page(&cookie, "/tai-khoan?search=clerk").await.expect(200).text;
        assert!(list.contains("/tai-khoan/cua/clerk") && !list.contains("/tai-khoan/cua/tax"), "{list}");
        let mut fields = vec![
            ("proof", proof.as_str()),
            ("login", "ly.thi.mau"),
            ("name", "Lý <Mẫu>"),
            ("role", "clerk"),
            ("agency", "H13.999 · Không có"),
            ("from", "2026-11-16"),
            ("last", ""),
        ];
        let wrong = office.fill(&cookie, "/tai-khoan/moi", &fields).await.expect(422).text;
        assert!(wrong.contains("href=\"#agency\"") && wrong.contains("Lý &#60;Mẫu&#62;"), "{wrong}");
        fields[4].1 = "H13.163.01 · Trung tâm";
        let made = office.fill(&cookie, "/tai-khoan/moi", &fields).await.expect(200).text;
        assert!(made.contains("Đã tạo tài khoản"), "{made}");
        let page = "/tai-khoan/cua/ly.thi.mau";
        let role = [
            ("proof", proof.as_str()),
            ("role", "cashier"),
            ("agency", "H13.163.01"),
            ("from", "2026-11-16"),
            ("last", ""),
        ];
        office.fill(&cookie, &format!("{page}/vai-tro"), &role).await.expect(303);
        let held = office.fill(&cookie, &format!("{page}/vai-tro"), &role).await.expect(422).text;
        assert!(held.contains("href=\"#role\""), "{held}");
        let end = [("proof", proof.as_str()), ("last", "2026-11-16")];
        office.fill(&cookie, &format!("{page}/vai-tro/1/ket-thuc"), &end).await.expect(303);
        let only = [("proof", proof.as_str())];
        let told = office.fill(&cookie, &format!("{page}/mat-khau"), &only).await.expect(200).text;
        assert!(told.contains("Mật khẩu mới"), "{told}");
        office.fill(&cookie, &format!("{page}/khoa"), &only).await.expect(303);
        assert!(office.open_page(&cookie, page).await.expect(200).text.contains("Đã khóa"));
        office.fill(&cookie, &format!("{page}/mo"), &[]).await.expect(403);
    }
);

on_both_databases!(
    in_whose_name_a_person_signs_is_given_and_ended,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let path = "/land-leader/signing";
        let wanted = json!({ "capacity": "KT", "position": " PHÓ GIÁM ĐỐC ", "agency": "H13.031", "from": "2026-11-16" });
        let with = |name: &str, value: &str| {
            let mut body = wanted.clone();
            body[name] = json!(value);
            body
        };
        keep(&office, "clerk", path, &wanted).await.expect(403);
        for (body, refused) in [
            (with("capacity", "PP"), "web.capacity-unknown"),
            (with("position", "  "), "identity.position-missing"),
            (with("position", &"x".repeat(121)), "identity.position-too-long"),
            (with("capacity", "TUQ"), "identity.signing-authority-needs-end"),
            (with("last", "2026-11-10"), "app.signing-empty"),
        ] {
            assert_eq!(keep(&office, "administrator", path, &body).await.expect(422).code(), refused);
        }
        let given = keep(&office, "administrator", path, &wanted).await.expect(200).json();
        assert_eq!(
            given["signing"],
            json!([{ "place": 0, "capacity": "KT", "position": "PHÓ GIÁM ĐỐC", "agency": "H13.031",
                     "from": "2026-11-16", "last": null }])
        );
        assert_eq!(
            keep(&office, "administrator", path, &wanted).await.expect(422).code(),
            "app.signing-held"
        );
        let own = "/administrator/signing";
        assert_eq!(keep(&office, "administrator", own, &wanted).await.expect(422).code(), "app.account-own");

        // The page does the same; what is refused stands in its form again.
        let (cookie, proof) = office.cookie_and_proof("administrator").await;
        let page = "/tai-khoan/cua/land-leader";
        let send = async |position: &str| {
            let fields = [
                ("proof", proof.as_str()),
                ("capacity", "TL"),
                ("position", position),
                ("agency", "H13.031 · Văn phòng Đăng ký đất đai"),
                ("from", "2026-11-20"),
            ];
            office.fill(&cookie, &format!("{page}/ky"), &fields).await
        };
        let refused = send("").await.expect(422).text;
        assert!(
            refused.contains("id=\"signing.position.error\"") && refused.contains("H13.031 · "),
            "{refused}"
        );
        send("TRƯỞNG PHÒNG").await.expect(303);
        let shown = office.open_page(&cookie, page).await.expect(200).text;
        assert!(shown.contains("KT. PHÓ GIÁM ĐỐC") && shown.contains("TL. TRƯỞNG PHÒNG"), "{shown}");

        // One that has begun ends on a day; one that would have begun later is gone.
        let end = async |place: usize, last: &str| {
            let path = format!("{path}/{place}/end");
            keep(&office, "administrator", &path, &json!({ "last": last })).await
        };
        end(7, "2026-11-18").await.expect(422);
        assert_eq!(end(0, "2026-11-18").await.expect(200).json()["signing"][0]["last"], "2026-11-18");
        assert_eq!(end(0, "2026-11-19").await.expect(422).code(), "app.signing-ends-before");
        let fields = [("proof", proof.as_str()), ("last", "2026-11-18")];
        office.fill(&cookie, &format!("{page}/ky/1/ket-thuc"), &fields).await.expect(303);
        let left = accounts::by_login(&office.context, &login("land-leader")).await.unwrap();
        assert_eq!(left.signing.len(), 1);
    }
);
