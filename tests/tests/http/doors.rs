//! The doors: who comes in, where to, and what a stranger gets to hear.

use crate::office::{Answer, Office, PASSWORD};
use crate::support::TestDatabase;
use motcua_app::accounts::{NewAccount, create};
use motcua_identity::{Grant, KnownTo, LoginName};
use motcua_kernel::{Role, Validity};
use serde_json::json;

/// Sends the form of the login page; `cookie` is what the browser has already.
async fn log_in(office: &Office, cookie: &str, path: &str, login: &str, password: &str) -> Answer {
    office.fill(cookie, path, &[("login", login), ("password", password)]).await
}

/// One more account at the province.
async fn hire(office: &Office, name: &str, role: Role, password: &str) {
    let validity = Validity::since(time::macros::date!(2025 - 07 - 01));
    let account = NewAccount {
        login: LoginName::parse(name).unwrap(),
        display_name: format!("Cán bộ {name}"),
        password: password.to_owned(),
        known_to: KnownTo::Owner,
        grants: vec![Grant { role, agency: office.agency("H13"), validity, delegation: None }],
        signing: Vec::new(),
    };
    create(&office.context, vec![account]).await.unwrap();
}

on_both_databases!(a_login_leads_to_a_page_of_this_site, async |database: &TestDatabase| {
    let office = Office::open(database).await;
    for (next, to) in [
        ("/tiep-nhan%3Fq%3Da", "/tiep-nhan?q=a"),
        ("", "/viec-can-lam"),
        ("https://elsewhere.example", "/viec-can-lam"),
        ("//elsewhere.example", "/viec-can-lam"),
        ("/%5Celsewhere.example", "/viec-can-lam"),
        ("/%09/elsewhere.example", "/viec-can-lam"),
        ("/%0A/elsewhere.example", "/viec-can-lam"),
        ("/%01", "/viec-can-lam"),
    ] {
        let path = format!("/dang-nhap?next={next}");
        let answer = log_in(&office, "", &path, "clerk", PASSWORD).await.expect(303);
        assert_eq!(answer.location(), to, "{next}");
    }
    hire(&office, "reform", Role::ReformOfficer, PASSWORD).await;
    hire(&office, "chairman", Role::Leader, PASSWORD).await;
    for (name, to) in [
        ("reform", "/dieu-hanh"),
        ("chairman", "/phe-duyet"),
        ("supervisor", "/viec-can-lam"),
        ("nobody", "/"),
    ] {
        let answer = log_in(&office, "", "/dang-nhap", name, PASSWORD).await.expect(303);
        assert_eq!(answer.location(), to, "{name}");
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        let shown = office.open_page(&cookie, to).await.status.as_u16();
        assert!([200, 303].contains(&shown), "{name}: {shown}");
    }
});

on_both_databases!(a_browser_that_is_logged_in_can_log_in_again, async |database: &TestDatabase| {
    let office = Office::open(database).await;
    let cookie = office.cookie("clerk").await;
    let again = log_in(&office, &cookie, "/dang-nhap", "head", PASSWORD).await.expect(303);
    assert!(again.header("set-cookie").starts_with("motcua_session="));
    let forged = office.fill(&cookie, "/dang-xuat", &[]).await.expect(403);
    assert!(forged.text.contains("<html"), "{}", forged.text);
});

on_both_databases!(whoever_is_refused_a_page_is_still_logged_in, async |database: &TestDatabase| {
    let office = Office::open(database).await;
    let cookie = office.cookie("clerk").await;
    for (path, status) in [("/theo-doi", 403), ("/ho-so/x", 404), ("/viec-can-lam?agency=x", 400)] {
        let page = office.open_page(&cookie, path).await.expect(status).text;
        assert!(page.contains("Cán bộ clerk") && page.contains("href=\"/viec-can-lam\""), "{path}: {page}");
    }
});

on_both_databases!(a_password_is_taken_as_it_was_chosen, async |database: &TestDatabase| {
    let office = Office::open(database).await;
    let password = "  một cửa, hai khoảng trắng ";
    hire(&office, "spaces", Role::Supervisor, password).await;
    log_in(&office, "", "/dang-nhap", "spaces", password).await.expect(303);
    log_in(&office, "", "/dang-nhap", "spaces", password.trim()).await.expect(401);
});

on_both_databases!(whoever_must_wait_hears_how_long, async |database: &TestDatabase| {
    let office = Office::open(database).await;
    let wanted = json!({ "login": "clerk", "password": "sai", "name": "x", "days": 1, "agency": "H13" });
    let send = async || {
        let headers = [("content-type", "application/json")];
        office.send("POST", "/api/v1/tokens", &headers, wanted.to_string().into_bytes()).await
    };
    for second in 10..16 {
        office.it_is(&format!("2026-11-16T08:00:{second}"));
        send().await.expect(401);
    }
    let waits = send().await.expect(429);
    assert_eq!(waits.header("retry-after"), "61", "{}", waits.text);
    let page = log_in(&office, "", "/dang-nhap", "clerk", PASSWORD).await.expect(429);
    assert_eq!(page.header("retry-after"), "61");
});

on_both_databases!(
    after_a_session_that_ended_nobody_is_led_to_where_only_forms_go,
    async |database: &TestDatabase| {
        let office = Office::open(database).await;
        for path in ["/tiep-nhan/huong-dan", "/ho-so/0190b5f0-0000-7000-8000-0000000000aa/accept"] {
            let to_login = office.fill("", path, &[("reason", "x")]).await.expect(303).location().to_owned();
            let led = log_in(&office, "", &to_login, "clerk", PASSWORD).await.expect(303);
            let status = office.open_page(&office.cookie("clerk").await, led.location()).await.status;
            assert_ne!(status.as_u16(), 405, "{path}: {}", led.location());
        }
    }
);

on_both_databases!(a_page_tells_no_words_to_who_may_not_know_the_people, async |database: &TestDatabase| {
    let office = Office::open(database).await;
    let received = office.receive().await;
    let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
    let sent = office.act("clerk", &id, "hand-over", received.etag(), &json!({})).await.expect(200);
    let question = json!({ "leg": 1, "question": "Bà Ánh thiếu trang 2?" });
    office.act("land", &id, "question", sent.etag(), &question).await.expect(200);
    let refusal = json!({ "filed": Office::land_transfer(), "reason": "Bà Ánh nộp nhầm nơi" });
    let visit = office.post("clerk", "/api/v1/refusals-at-counter", &[], &refusal).await.expect(201);
    let visit = visit.json()["id"].as_str().unwrap().to_owned();
    let pages = [format!("/ho-so/{id}"), format!("/ho-so/{visit}"), format!("/tiep-nhan/{visit}/phieu")];
    for (name, reads) in [("clerk", true), ("supervisor", false)] {
        let cookie = office.cookie(name).await;
        for path in &pages {
            let page = office.open_page(&cookie, path).await.expect(200).text;
            assert_eq!(page.contains("Bà Ánh"), reads, "{name} {path}: {page}");
        }
    }
});

on_both_databases!(only_agencies_of_today_are_offered, async |database: &TestDatabase| {
    let office = Office::open(database).await;
    let cookie = office.cookie("supervisor").await;
    let page = office.open_page(&cookie, "/theo-doi").await.expect(200).text;
    let list = page.split_once("<select id=\"agency\"").unwrap().1.split("</select>").next().unwrap();
    let codes: Vec<&str> = list.split("value=\"").skip(1).map(|it| it.split('"').next().unwrap()).collect();
    assert!(codes.contains(&"H13") && codes.len() > 100, "{codes:?}");
    assert!(!codes.iter().any(|it| it.starts_with("H51") || it.starts_with("H30")), "{codes:?}");
});

on_both_databases!(
    who_was_asked_for_an_opinion_answers_it_and_does_nothing_else,
    async |database: &TestDatabase| {
        let office = Office::open(database).await;
        let received = office.receive().await;
        let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
        let sent = office.act("clerk", &id, "hand-over", received.etag(), &json!({})).await.expect(200);
        let taken = office.act("land", &id, "accept", sent.etag(), &json!({ "leg": 1 })).await.expect(200);
        let asked = json!({ "leg": 1, "agency": crate::office::STRANGE_COUNTER, "budget": "2 working days",
                            "question": "Có tranh chấp không?" });
        let asked = office.act("land", &id, "ask-opinion", taken.etag(), &asked).await.expect(200);
        office.get("stranger", &format!("/api/v1/dossiers/{id}")).await.expect(200);
        for verb in ["withdraw", "request-annulment", "request-correction"] {
            let body = json!({ "reason": "Không phải việc của tôi" });
            let body = if verb == "request-correction" {
                json!({ "component": { "code": "hop-dong", "originals": 2 }, "reason": "x" })
            } else {
                body
            };
            let answer = office.act("stranger", &id, verb, asked.etag(), &body).await.expect(403);
            assert_eq!(answer.code(), "identity.token-not-for-this", "{verb}");
        }
        let page = office.open_page(&office.cookie("stranger").await, &format!("/ho-so/{id}")).await;
        assert!(!page.expect(200).text.contains("id=\"withdraw\""));
    }
);

on_both_databases!(no_moment_is_too_far_to_be_refused, async |database: &TestDatabase| {
    let office = Office::open(database).await;
    let received = office.receive().await;
    let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
    let far = ["-9999-01-01", "-0001-01-01", "0000-01-01", "0001-01-01", "9999-12-31"];
    for date in far {
        for path in ["/api/v1/times", "/api/v1/dossiers"] {
            for name in ["from", "before"] {
                let answer = office.get("supervisor", &format!("{path}?{name}={date}")).await;
                assert!(answer.status.as_u16() < 500, "{path} {name} {date}: {}", answer.text);
            }
        }
        let answer = office.get("clerk", &format!("/api/v1/dossiers/{id}/times?until={date}T00:00")).await;
        assert!(answer.status.as_u16() < 500, "{date}: {}", answer.text);
        let cookie = office.cookie("supervisor").await;
        for query in
            [format!("from={date}"), format!("before={date}"), format!("from=2026-11-01&before={date}")]
        {
            let answer = office.open_page(&cookie, &format!("/theo-doi?{query}")).await;
            assert!(answer.status.as_u16() < 500, "{query}: {}", answer.text);
        }
    }
    let uuid = "0190b5f0-0000-7000-8000-0000000000aa";
    for micros in [i64::MIN, i64::MAX] {
        let answer = office.get("clerk", &format!("/api/v1/dossiers?after={micros}.{uuid}")).await;
        assert!(answer.status.as_u16() < 500, "{micros}: {}", answer.text);
        let answer = office.get("supervisor", &format!("/api/v1/times?after={micros}.{uuid}")).await;
        assert!(answer.status.as_u16() < 500, "{micros}: {}", answer.text);
    }
    let sent = office.act("clerk", &id, "hand-over", received.etag(), &json!({})).await.expect(200);
    let taken = office.act("land", &id, "accept", sent.etag(), &json!({ "leg": 1 })).await.expect(200);
    for to in ["9999-12-31T23:59:59Z", "9999-12-31T17:00", "-9999-01-01T00:00", "3000-06-02T10:00"] {
        let body = json!({ "leg": 1, "to": to, "apology": "Xin lỗi" });
        let answer = office.act("land-leader", &id, "reappoint", taken.etag(), &body).await;
        assert_eq!(answer.status.as_u16(), 422, "{to}: {}", answer.text);
    }
});

on_both_databases!(programs_hear_what_their_headers_ask, async |database: &TestDatabase| {
    let office = Office::open(database).await;
    let received = office.receive().await;
    let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {}", office.token("clerk"));
    let path = format!("/api/v1/dossiers/{id}");
    for known in ["*", "\"1\"", "W/\"1\"", "\"0\", \"1\""] {
        let headers = [("authorization", bearer.as_str()), ("if-none-match", known)];
        office.send("GET", &path, &headers, Vec::new()).await.expect(304);
    }
    let wrong = office.send("PATCH", &path, &[], Vec::new()).await.expect(405);
    assert_eq!(wrong.header("allow"), "GET,HEAD", "{:?}", wrong.headers);
    assert_eq!(wrong.code(), "web.method-not-allowed");
    let mut filed = Office::land_transfer();
    filed["case"] = json!("nửa thửa");
    let unknown = office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(422);
    assert_eq!(unknown.code(), "intake.case-unknown");
    let mut filed = Office::land_transfer();
    filed["channel"] = json!("online");
    let online = office.post("clerk", "/api/v1/dossiers", &[], &filed).await.expect(422);
    assert_eq!(online.code(), "intake.channel-closed");
});

on_both_databases!(
    a_key_that_failed_can_be_used_and_one_that_did_not_stays_used,
    async |database: &TestDatabase| {
        let office = Office::open(database).await;
        let key = [("idempotency-key", "mot")];
        let mut incomplete = Office::land_transfer();
        incomplete["components"] = json!([]);
        office.post("clerk", "/api/v1/dossiers", &key, &incomplete).await.expect(422);
        let complete = Office::land_transfer();
        let first = office.post("clerk", "/api/v1/dossiers", &key, &complete).await.expect(201);
        let id = first.json()["dossier"]["id"].as_str().unwrap().to_owned();
        office.act("clerk", &id, "hand-over", first.etag(), &json!({})).await.expect(200);
        let again = office.post("clerk", "/api/v1/dossiers", &key, &complete).await.expect(201);
        assert_eq!((again.text.as_str(), again.header("etag")), (first.text.as_str(), first.header("etag")));
        let elsewhere = json!({ "filed": complete, "reason": "Nộp nhầm nơi" });
        let other = office.post("clerk", "/api/v1/refusals-at-counter", &key, &elsewhere).await.expect(422);
        assert_eq!(other.code(), "app.key-of-other-request");
        office.post("head", "/api/v1/dossiers", &key, &complete).await.expect(201);
    }
);
