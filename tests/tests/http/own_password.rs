//! One's own password: nobody keeps one that somebody else has seen, or whose days are over, and everybody can choose
//! another one.

use crate::office::{Answer, Office, PASSWORD};
use crate::support;
use motcua_app::watch::Watch;
use motcua_identity::PasswordHash;
use motcua_storage::accounts::by_login;
use serde_json::{Value, json};
use std::num::NonZeroU32;

const HERE: &str = "/mat-khau";
const DESK: &str = "/viec-can-lam";
const MINE: &str = "tôi chọn câu này thôi";

/// Somebody logs in past the form of the login page; the cookie, and where it leads.
async fn comes_in(office: &Office, login: &str, password: &str) -> (String, String) {
    let path = "/dang-nhap?next=%2Fviec-can-lam";
    let answer = office.fill("", path, &[("login", login), ("password", password)]).await.expect(303);
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    (cookie, answer.location().to_owned())
}

async fn change(office: &Office, cookie: &str, path: &str, [old, new, again]: [&str; 3]) -> Answer {
    let page = office.open_page(cookie, path).await.expect(200).text;
    let proof = crate::office::hidden(&page, "proof");
    office.fill(cookie, path, &[("proof", &proof), ("old", old), ("new", new), ("again", again)]).await
}

/// The administrator opens an account for a new clerk; the password that is told once.
async fn hired(office: &Office) -> String {
    let body = json!({
        "login": "tran.thi.moi", "name": "Trần Thị Mới",
        "first": { "role": "clerk", "agency": "H13.163.01", "from": "2026-11-16" }
    });
    let made = office.post("administrator", "/api/v1/accounts", &[], &body).await.expect(201).json();
    made["password"].as_str().unwrap().to_owned()
}

async fn asks_for_a_token(office: &Office, login: &str, password: &str) -> Answer {
    let body = json!({
        "login": login, "password": password, "name": "máy in", "days": 30, "agency": "H13.163.01"
    });
    sends(office, "/api/v1/tokens", &body).await
}

async fn sends(office: &Office, path: &str, body: &Value) -> Answer {
    office.send("POST", path, &[("content-type", "application/json")], body.to_string().into_bytes()).await
}

on_both_databases!(
    a_password_that_was_given_is_changed_before_anything_else,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let given = hired(&office).await;
        let (cookie, to) = comes_in(&office, "tran.thi.moi", &given).await;
        assert_eq!(to, DESK);
        let led = office.open_page(&cookie, "/viec-can-lam?who=own").await.expect(303);
        assert_eq!(led.location(), "/mat-khau?next=%2Fviec-can-lam%3Fwho%3Down");
        // What is sent without its page comes back to no form.
        let sent = office.fill(&cookie, "/tin-bao", &[("until", "1")]).await.expect(303);
        assert_eq!(sent.location(), HERE);
        office.open_page(&cookie, "/thu-tuc").await.expect(200);

        let page = office.open_page(&cookie, led.location()).await.expect(200).text;
        assert!(page.contains("do người khác đặt"), "{page}");
        assert!(!page.contains("href=\"/tiep-nhan\""), "there is nowhere else to go yet");

        let path = "/mat-khau?next=%2Fviec-can-lam%3Fwho%3Down";
        for (typed, said, status) in [
            (["sai rồi bạn ơi", MINE, MINE], "Mật khẩu hiện tại không đúng", 422),
            ([&given, MINE, "khác"], "Hai lần nhập mật khẩu không giống nhau", 422),
            ([&given, "ngắn", "ngắn"], "ít nhất 12 ký tự", 422),
            ([&given, &given, &given], "trùng với mật khẩu hiện tại", 422),
            ([&given, "tran.thi.moi1", "tran.thi.moi1"], "tên đăng nhập", 422),
        ] {
            let answer = change(&office, &cookie, path, typed).await.expect(status);
            assert!(answer.text.contains(said), "{typed:?}: {}", answer.text);
            assert!(!answer.text.contains(MINE), "a password is never written back");
        }

        let (elsewhere, _) = comes_in(&office, "tran.thi.moi", &given).await;
        let done = change(&office, &cookie, path, [&given, MINE, MINE]).await.expect(303);
        assert_eq!(done.location(), "/viec-can-lam?who=own");
        office.open_page(&cookie, DESK).await.expect(200);
        let out = office.open_page(&elsewhere, DESK).await.expect(303);
        assert!(out.location().starts_with("/dang-nhap"), "{}", out.location());
        let (again, _) = comes_in(&office, "tran.thi.moi", MINE).await;
        office.open_page(&again, DESK).await.expect(200);

        // Renewed by somebody who looks after accounts, it is one that somebody else knows again.
        let renew = "/api/v1/accounts/tran.thi.moi/password";
        let renewed = office.post("administrator", renew, &[], &json!({})).await.json();
        let renewed = renewed["password"].as_str().unwrap();
        office.open_page(&again, DESK).await.expect(303);
        let (cookie, _) = comes_in(&office, "tran.thi.moi", renewed).await;
        assert!(office.open_page(&cookie, DESK).await.expect(303).location().starts_with(HERE));
    }
);

on_both_databases!(
    a_program_gets_no_token_for_a_password_that_was_given,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let given = hired(&office).await;
        let refused = asks_for_a_token(&office, "tran.thi.moi", &given).await.expect(422);
        assert_eq!(refused.code(), "identity.password-given");

        let path = "/api/v1/own-password";
        let ask = |old: &str, new: &str| json!({ "login": "tran.thi.moi", "old": old, "new": new });
        for (body, code, field) in [
            (ask(&given, "ngắn"), "identity.password-too-short", "new"),
            (ask(&given, &given), "app.own-password-same", "new"),
            (ask("sai rồi bạn ơi", MINE), "app.own-password-wrong", "old"),
            (json!({ "login": "no.one", "old": MINE, "new": MINE }), "app.own-password-wrong", "old"),
        ] {
            let answer = sends(&office, path, &body).await.expect(422);
            let body = answer.json();
            let said = (body["code"].as_str(), body["errors"][0]["field"].as_str());
            assert_eq!(said, (Some(code), Some(field)), "{body}");
        }
        sends(&office, path, &ask(&given, MINE)).await.expect(204);
        asks_for_a_token(&office, "tran.thi.moi", MINE).await.expect(201);
        asks_for_a_token(&office, "tran.thi.moi", &given).await.expect(401);
        // Who tries passwords out waits, as at the door.
        for second in 1..=6 {
            office.it_is(&format!("2026-11-16T08:00:0{second}"));
            sends(&office, path, &ask("sai rồi bạn ơi", MINE)).await;
        }
        let waits = sends(&office, path, &ask(MINE, "lại một câu khác nữa")).await;
        assert_eq!(waits.code(), "identity.login-wait");
        assert!(!waits.header("retry-after").is_empty());
    }
);

on_both_databases!(
    everybody_changes_their_password_when_they_like,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let (cookie, elsewhere) = (office.cookie("clerk").await, office.cookie("clerk").await);
        let page = office.open_page(&cookie, DESK).await.expect(200).text;
        assert!(page.contains("href=\"/mat-khau\""), "{page}");
        let done = change(&office, &cookie, HERE, [PASSWORD, MINE, MINE]).await.expect(200).text;
        assert!(done.contains("1 phiên đăng nhập khác"), "{done}");
        office.open_page(&cookie, DESK).await.expect(200);
        office.open_page(&elsewhere, DESK).await.expect(303);
        // Programs run on.
        office.get("clerk", "/api/v1/tokens").await.expect(200);
        let kept = by_login(&office.context.store.reader(), &office.accounts["clerk"].login).await.unwrap();
        let hash = kept.unwrap().1.unwrap().hash;
        assert!(PasswordHash::verify(Some(&hash), MINE) && !PasswordHash::verify(Some(&hash), PASSWORD));
        // Without a session there is nothing to change, and without the proof of its page nothing is changed.
        assert!(office.visit(HERE).await.expect(303).location().starts_with("/dang-nhap"));
        let fields = [("old", MINE), ("new", PASSWORD), ("again", PASSWORD)];
        assert_ne!(office.fill(&cookie, HERE, &fields).await.status.as_u16(), 303);
        comes_in(&office, "clerk", MINE).await;
    }
);

on_both_databases!(days_that_are_over_ask_at_the_next_log_in, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let quarter = Watch { password_days: NonZeroU32::new(90), ..Watch::default() };
    let office = office.over(|it| it.watching(quarter));
    // Set on 16/11/2026, they count until 14/02/2027.
    office.it_is("2027-02-14T23:50");
    let late = office.cookie("clerk").await;
    let page = office.open_page(&late, HERE).await.expect(200).text;
    assert!(page.contains("đến hết ngày 14/02/2027"), "{page}");
    office.it_is("2027-02-15T00:10");
    office.open_page(&late, DESK).await.expect(200);
    let next = office.cookie("clerk").await;
    assert_eq!(office.open_page(&next, DESK).await.expect(303).location(), "/mat-khau?next=%2Fviec-can-lam");
    let page = office.open_page(&next, HERE).await.expect(200).text;
    assert!(page.contains("đã hết hạn dùng"), "{page}");
    let refused = asks_for_a_token(&office, "clerk", PASSWORD).await.expect(422);
    assert_eq!(refused.code(), "identity.password-aged");
    change(&office, &next, "/mat-khau?next=https%3A%2F%2Felsewhere.example", [PASSWORD, MINE, MINE])
        .await
        .expect(303);
    office.open_page(&next, DESK).await.expect(200);
    asks_for_a_token(&office, "clerk", MINE).await.expect(201);
});
