//! What no client should send, and some do: each is refused as a problem with a code, and nothing is stored.

use crate::office::{Answer, Office, PASSWORD};
use crate::support::{self, TestDatabase};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

const JSON: (&str, &str) = ("content-type", "application/json");
const DOSSIERS: &str = "/api/v1/dossiers";
const NOWHERE: &str = "0190b5f0-0000-7000-8000-0000000000aa";

/// Rows of everything a request on dossiers could store.
async fn rows(database: &TestDatabase) -> Vec<i64> {
    let connection = database.connect().await;
    let mut counts = Vec::new();
    for table in
        ["dossier", "event", "party", "erasable_text", "idempotency", "desk", "status_view", "serial", "job"]
    {
        let sql = format!("SELECT COUNT(*) AS number FROM {table}");
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let row = connection.query_one_raw(statement).await.unwrap().unwrap();
        counts.push(row.try_get::<i64>("", "number").unwrap());
    }
    connection.close().await.unwrap();
    counts
}

/// A problem with this status and code, in the words of the reader.
#[track_caller]
fn refused(what: &str, answer: &Answer, status: u16, code: &str) {
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{what}: {}", answer.text);
    assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    assert!(!detail.is_empty() && !detail.contains('{') && detail.len() < 2000, "{what}: {detail}");
}

/// The clerk's filing with one thing changed.
fn changed(pointer: &str, to: Value) -> Vec<u8> {
    let mut filed = Office::land_transfer();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    filed.pointer_mut(parent).unwrap()[name] = to;
    filed.to_string().into_bytes()
}

fn bodies() -> Vec<(&'static str, Vec<u8>, u16, &'static str)> {
    let with = |pointer, to| changed(pointer, to);
    let text = Office::land_transfer().to_string();
    let raw = |from: &str, to: &[u8]| {
        let (before, after) = text.split_once(from).unwrap();
        [before.as_bytes(), to, after.as_bytes()].concat()
    };
    let long = "a".repeat(1_000_000);
    vec![
        ("half an object", b"{\"procedure\": ".to_vec(), 400, "web.json-malformed"),
        ("no JSON", b"procedure=1.013831".to_vec(), 400, "web.json-malformed"),
        ("two values", [text.as_bytes(), b"{}"].concat(), 400, "web.json-malformed"),
        ("deep", b"[".repeat(100_000), 422, "web.field-wrong"),
        ("nothing", Vec::new(), 422, "web.field-missing"),
        ("null", b"null".to_vec(), 422, "web.field-wrong"),
        ("a list", b"[]".to_vec(), 422, "web.field-wrong"),
        ("a number for a text", with("/procedure", json!(7)), 422, "web.field-wrong"),
        ("a text for a list", with("/components", json!("x")), 422, "web.field-wrong"),
        ("a negative count", with("/components/0/originals", json!(-1)), 422, "web.field-wrong"),
        ("a huge count", with("/components/0/originals", json!(u64::MAX)), 422, "web.field-wrong"),
        ("a part of a paper", with("/components/0/originals", json!(0.5)), 422, "web.field-wrong"),
        ("a date of receipt", with("/received", json!("2020-01-01")), 422, "web.field-unknown"),
        ("a number of a dossier", with("/number", json!("H13-1")), 422, "web.field-unknown"),
        ("a field nobody knows", with("/applicant/rank", json!(1)), 422, "web.field-unknown"),
        ("an unknown procedure", with("/procedure", json!("9.999999")), 422, "web.procedure-unknown"),
        ("an unknown agency", with("/receiving", json!("H99.1")), 422, "web.agency-unknown"),
        ("an unknown solver", with("/competent", json!("H99.1")), 422, "web.agency-unknown"),
        ("an unknown case", with("/case", json!("x")), 422, "intake.case-unknown"),
        ("an unknown channel", with("/channel", json!("pigeon")), 422, "web.field-wrong"),
        ("an unknown paper", with("/components/0/code", json!("x")), 422, "intake.component-unknown"),
        ("an unknown question", with("/answers/x", json!(true)), 422, "intake.answer-unknown"),
        ("an unknown unit", with("/quantities", json!({ "x": 1 })), 422, "fees.quantity-unknown"),
        ("no applicant", with("/applicant", json!({ "name": "" })), 422, "dossier.name-invalid"),
        ("a name with NUL", with("/applicant/name", json!("An\0h")), 422, "dossier.name-sign"),
        ("an address with NUL", with("/applicant/address", json!("x\0")), 422, "dossier.address-sign"),
        ("a case with NUL", with("/case", json!("\0")), 422, "web.code-wrong"),
        ("a long name", with("/applicant/name", json!(long)), 422, "dossier.name-invalid"),
        ("a long case", with("/case", json!(long)), 422, "web.code-wrong"),
        ("a long paper", with("/components/0/code", json!(long)), 422, "web.code-wrong"),
        ("a long procedure", with("/procedure", json!(long)), 422, "web.procedure-unknown"),
        ("half a letter", raw("Ánh", b"\\ud800"), 400, "web.json-malformed"),
        ("invalid UTF-8", raw("Ánh", b"\xff\xfe"), 400, "web.json-malformed"),
        ("too large", with("/case", json!("a".repeat(1_100_000))), 413, "web.too-large"),
    ]
}

on_both_databases!(what_cannot_be_meant_is_not_received, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let before = rows(database).await;
    let bearer = format!("Bearer {}", office.token("clerk"));
    let authorization = ("authorization", bearer.as_str());
    for (what, body, status, code) in bodies() {
        let answer = office.send("POST", DOSSIERS, &[authorization, JSON], body.clone()).await;
        refused(what, &answer, status, code);
        let visit = [b"{\"filed\":".as_slice(), &body, b",\"reason\":\"x\"}"].concat();
        let answer = office.send("POST", "/api/v1/refusals-at-counter", &[authorization, JSON], visit).await;
        assert!(answer.status.is_client_error() && !answer.code().is_empty(), "{what}: {}", answer.text);
    }
    let body = Office::land_transfer().to_string().into_bytes();
    for (what, headers, status, code) in [
        ("no type", vec![], 415, "web.not-json"),
        ("plain text", vec![("content-type", "text/plain")], 415, "web.not-json"),
        ("no key", vec![JSON, ("idempotency-key", "")], 400, "web.key-wrong"),
        ("a long key", vec![JSON, ("idempotency-key", long_key())], 400, "web.key-wrong"),
    ] {
        let headers = [vec![authorization], headers].concat();
        refused(what, &office.send("POST", DOSSIERS, &headers, body.clone()).await, status, code);
    }
    refused(
        "PUT",
        &office.send("PUT", DOSSIERS, &[authorization, JSON], body).await,
        405,
        "web.method-not-allowed",
    );
    refused("nowhere", &office.get("clerk", "/api/v1/nowhere").await, 404, "web.not-found");
    assert_eq!(rows(database).await, before);
});

fn long_key() -> &'static str {
    const KEY: [u8; 256] = [b'k'; 256];
    std::str::from_utf8(&KEY).unwrap()
}

on_both_databases!(
    what_cannot_be_done_to_a_dossier_changes_nothing,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let received = office.receive().await;
        let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
        let sent = office.act("clerk", &id, "hand-over", received.etag(), &json!({})).await.expect(200);
        let taken = office.act("land", &id, "accept", sent.etag(), &json!({ "leg": 1 })).await.expect(200);
        let before = rows(database).await;
        let etag = taken.etag();

        let long = "a".repeat(1_000_000);
        let tax = office.accounts["tax"].id.to_string();
        let item = |item: Value| json!({ "leg": 1, "items": [item] });
        let opinion = |agency: &str, budget: &str| json!({ "leg": 1, "agency": agency, "budget": budget, "question": "?" });
        for (who, verb, body, status, code) in [
            ("clerk", "hand-over", json!({ "leg": 99 }), 422, "routing.no-such-leg"),
            ("land", "accept", json!({ "leg": -1 }), 422, "web.field-wrong"),
            ("land", "accept", json!({ "leg": 65536 }), 422, "web.field-wrong"),
            ("land", "accept", json!({ "leg": 1, "at": "2026-11-01" }), 422, "web.field-unknown"),
            ("land", "accept", json!({}), 422, "web.field-missing"),
            ("tax", "claim", json!({ "leg": 1 }), 403, "routing.other-agency"),
            ("nobody", "claim", json!({ "leg": 1 }), 403, "identity.not-permitted"),
            ("stranger", "hand-over", json!({}), 404, "web.not-found"),
            ("land-head", "assign", json!({ "leg": 1, "assignee": tax }), 422, "app.not-a-colleague"),
            ("land-head", "assign", json!({ "leg": 1, "assignee": NOWHERE }), 422, "app.not-a-colleague"),
            ("land-head", "assign", json!({ "leg": 1, "assignee": "x" }), 422, "web.field-wrong"),
            ("land", "ask-opinion", opinion("H99.1", "2 working days"), 422, "web.agency-unknown"),
            ("land", "ask-opinion", opinion("H13.007", "4000000000 working days"), 422, "web.limit-wrong"),
            ("land", "ask-opinion", opinion("H13.007", "soon"), 422, "web.limit-wrong"),
            (
                "land",
                "ask-supplement",
                item(json!({ "component": "x", "reason": "r" })),
                422,
                "intake.item-not-in-version",
            ),
            ("land", "ask-supplement", item(json!({ "reason": "r" })), 422, "web.item-not-one"),
            (
                "land",
                "ask-supplement",
                item(json!({ "component": "hop-dong", "reason": " " })),
                422,
                "app.words-missing",
            ),
            (
                "land",
                "ask-supplement",
                item(json!({ "component": "hop-dong", "reason": "\0" })),
                422,
                "app.words-unreadable",
            ),
            (
                "land",
                "ask-supplement",
                item(json!({ "component": "hop-dong", "reason": long })),
                422,
                "app.words-too-long",
            ),
            (
                "tax",
                "ask-supplement",
                item(json!({ "component": "hop-dong", "reason": "r" })),
                422,
                "app.supplement-of-other-agency",
            ),
            ("land", "propose", json!({ "leg": 1, "outcome": "granted" }), 422, "web.result-missing"),
            ("land", "propose", json!({ "leg": 1, "outcome": "lost" }), 422, "web.field-wrong"),
            (
                "land-leader",
                "reappoint",
                json!({ "leg": 1, "to": "tomorrow", "apology": "x" }),
                422,
                "web.moment-wrong",
            ),
            ("land", "suspend", json!({ "ground": "weather", "reason": "x" }), 422, "web.field-wrong"),
            ("clerk", "return-result", json!({ "method": "counter", "to": "helper" }), 422, "web.no-helper"),
            (
                "clerk",
                "return-result",
                json!({ "method": "post", "tracking": "\0" }),
                422,
                "web.text-unreadable",
            ),
            ("head", "confirm-annulment", json!({}), 422, "identity.requester-unknown"),
            ("clerk", "request-correction", json!({ "reason": "x" }), 422, "web.correction-not-one"),
            (
                "clerk",
                "request-correction",
                json!({ "reason": "x", "applicant": { "name": "1" } }),
                422,
                "dossier.name-invalid",
            ),
            ("clerk", "withdraw", json!({ "reason": "" }), 422, "app.words-missing"),
        ] {
            refused(
                &format!("{who} {verb} {status}"),
                &office.act(who, &id, verb, etag, &body).await,
                status,
                code,
            );
        }

        for (seen, status, code) in [
            ("7", 400, "web.if-match-wrong"),
            ("*", 400, "web.if-match-wrong"),
            ("W/\"3\"", 400, "web.if-match-wrong"),
            ("\"99999999999\"", 400, "web.if-match-wrong"),
            ("\"0\"", 412, "web.stale"),
            ("\"4000000000\"", 412, "web.stale"),
        ] {
            refused(seen, &office.act("land", &id, "claim", seen, &json!({ "leg": 1 })).await, status, code);
        }
        let claim = format!("{DOSSIERS}/{id}/claim");
        let unseen = office.post("land", &claim, &[], &json!({ "leg": 1 })).await;
        refused("no If-Match", &unseen, 428, "web.if-match-missing");

        for foreign in [NOWHERE, "x", "%00", "%FF"] {
            let answer = office.act("land", foreign, "claim", etag, &json!({ "leg": 1 })).await;
            assert!(
                answer.status.is_client_error() && !answer.code().is_empty(),
                "{foreign}: {}",
                answer.text
            );
        }
        for part in ["", "/events", "/times"] {
            let path = format!("{DOSSIERS}/{id}{part}");
            refused(part, &office.get("stranger", &path).await, 404, "web.not-found");
            office.get("land", &path).await.expect(200);
        }
        assert_eq!(rows(database).await, before);
    }
);

on_both_databases!(a_key_is_for_one_request_only, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let key = [("idempotency-key", "one")];
    let first = office.post("clerk", DOSSIERS, &key, &Office::land_transfer()).await.expect(201);
    let before = rows(database).await;
    let again = office.post("clerk", DOSSIERS, &key, &Office::land_transfer()).await.expect(201);
    assert_eq!(again.json(), first.json());
    let mut other = Office::land_transfer();
    other["applicant"]["name"] = json!("Trần Văn Bình");
    refused(
        "another body",
        &office.post("clerk", DOSSIERS, &key, &other).await,
        422,
        "app.key-of-other-request",
    );
    let id = first.json()["dossier"]["id"].as_str().unwrap().to_owned();
    let path = format!("{DOSSIERS}/{id}/hand-over");
    let headers = [key[0], ("if-match", first.etag())];
    let moved = office.post("clerk", &path, &headers, &json!({})).await;
    refused("another path", &moved, 422, "app.key-of-other-request");
    assert_eq!(rows(database).await, before);
});

on_both_databases!(a_token_counts_only_as_it_was_issued, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let before = rows(database).await;
    let good = office.token("clerk").to_owned();
    let (head, signature) = good.rsplit_once('.').unwrap();
    let other = office.token("head").rsplit_once('.').unwrap().1;
    let none = format!("eyJhbGciOiJub25lIn0.{}.", head.split_once('.').unwrap().1);
    for (what, token) in [
        ("forged", format!("{head}.{other}")),
        ("cut off", good[..good.len() - 4].to_owned()),
        ("unsigned", format!("{head}.")),
        ("without algorithm", none),
        ("of another", format!("{}.{signature}", office.token("head").rsplit_once('.').unwrap().0)),
        ("no token", "x".to_owned()),
    ] {
        let bearer = format!("Bearer {token}");
        let answer = office.send("GET", DOSSIERS, &[("authorization", &bearer)], Vec::new()).await;
        refused(what, &answer, 401, "identity.token-invalid");
        assert_eq!(answer.header("www-authenticate"), "Bearer", "{what}");
    }
    refused("none", &office.visit(DOSSIERS).await, 401, "web.token-missing");

    let id = office.get("land", "/api/v1/tokens").await.expect(200).json()["items"][0]["id"].clone();
    let own = format!("/api/v1/tokens/{}", id.as_str().unwrap());
    let delete = async |name: &str| {
        let bearer = format!("Bearer {}", office.token(name));
        office.send("DELETE", &own, &[("authorization", &bearer)], Vec::new()).await
    };
    refused("of a colleague", &delete("tax").await, 404, "web.not-found");
    delete("land").await.expect(204);
    refused("revoked", &office.get("land", DOSSIERS).await, 401, "identity.token-revoked");

    let wish = |change: Value| {
        let mut wish =
            json!({ "login": "clerk", "password": PASSWORD, "name": "x", "days": 1, "agency": "H13.163" });
        wish.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        wish
    };
    for (what, change, status, code) in [
        ("no days", json!({ "days": 0 }), 422, "app.token-days"),
        ("too many days", json!({ "days": 367 }), 422, "app.token-days"),
        ("days beyond count", json!({ "days": u32::MAX }), 422, "app.token-days"),
        ("negative days", json!({ "days": -1 }), 422, "web.field-wrong"),
        ("an unknown agency", json!({ "agency": "H99" }), 422, "web.agency-unknown"),
        ("an unknown action", json!({ "actions": ["rule"] }), 422, "web.field-wrong"),
        ("no name", json!({ "name": " " }), 422, "app.token-name"),
        ("a name with NUL", json!({ "name": "a\0" }), 422, "app.token-name"),
        ("a login with NUL", json!({ "login": "a\0bc" }), 401, "identity.login-wrong"),
        ("a wrong password", json!({ "password": "x\0" }), 401, "identity.login-wrong"),
    ] {
        let body = wish(change).to_string().into_bytes();
        let answer = office.send("POST", "/api/v1/tokens", &[JSON], body).await;
        refused(what, &answer, status, code);
    }

    office.it_is("2028-01-03T08:00");
    refused("expired", &office.get("clerk", DOSSIERS).await, 401, "identity.token-expired");
    assert_eq!(rows(database).await, before);
});

on_both_databases!(
    a_question_that_cannot_be_meant_names_its_parameter,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        for (path, code, field) in [
            ("/api/v1/dossiers?sort=age", "web.query-unknown", "sort"),
            ("/api/v1/dossiers?limit=0", "web.limit-of-page", "limit"),
            ("/api/v1/dossiers?limit=-1", "web.limit-of-page", "limit"),
            ("/api/v1/dossiers?limit=201", "web.limit-of-page", "limit"),
            ("/api/v1/dossiers?limit=99999999999999999999", "web.limit-of-page", "limit"),
            ("/api/v1/dossiers?limit=1&limit=2", "web.query-twice", "limit"),
            ("/api/v1/dossiers?from=yesterday", "web.date-wrong", "from"),
            ("/api/v1/dossiers?before=2026-02-30", "web.date-wrong", "before"),
            ("/api/v1/dossiers?status=lost", "web.status-unknown", "status"),
            ("/api/v1/dossiers?receiving=H99", "web.agency-unknown", "receiving"),
            ("/api/v1/dossiers?receiving=%00", "web.agency-unknown", "receiving"),
            ("/api/v1/dossiers?after=x", "web.cursor-wrong", "after"),
            ("/api/v1/dossiers?after=1.%FF", "web.cursor-wrong", "after"),
            ("/api/v1/desk", "web.agency-missing", "agency"),
            ("/api/v1/desk?agency=H13.163.01&after=1.2", "web.cursor-wrong", "after"),
            ("/api/v1/status", "web.number-missing", "number"),
        ] {
            let answer = office.get("clerk", path).await;
            refused(path, &answer, 400, code);
            assert_eq!(answer.json()["errors"][0]["field"], field, "{path}");
        }
        let received = office.receive().await;
        let id = received.json()["dossier"]["id"].as_str().unwrap().to_owned();
        let times = office.get("clerk", &format!("{DOSSIERS}/{id}/times?until=9999-12-31T00:00")).await;
        refused("the future", &times, 400, "web.moment-in-future");
        for (who, path, status, code) in [
            ("clerk", "/api/v1/times", 403, "identity.not-permitted"),
            ("head", "/api/v1/times?agency=H13.031", 403, "identity.token-not-for-this"),
            ("clerk", "/api/v1/desk?agency=H13.031", 403, "identity.token-not-for-this"),
            ("stranger", "/api/v1/status/%00", 404, "web.not-found"),
            ("stranger", "/api/v1/status/%FF", 400, "web.not-understood"),
            ("stranger", "/api/v1/status?number=%00", 404, "web.not-found"),
            ("stranger", "/api/v1/procedures/%00", 404, "web.not-found"),
        ] {
            let answer = office.get(who, path).await;
            refused(path, &answer, status, code);
        }
    }
);
