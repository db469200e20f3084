//! Work after commits, as whoever operates the system sees it: what was given up is mended, sent again or discarded, what
//! comes again runs once a slot, and the figures are told to nobody else.

use crate::office::Office;
use crate::support::TestDatabase;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::Request;
use motcua_app::duties::{self, JobState, Wanted};
use motcua_storage::StoreError;
use motcua_storage::jobs::{NewJob, enqueue};
use motcua_web::answer;
use serde_json::json;
use std::net::SocketAddr;
use uuid::Uuid;

/// A notice that there never was, or what is no notice at all.
async fn write_down(office: &Office, no: u128, payload: &str) {
    let now = office.context.clock.now();
    let job = NewJob {
        id: Uuid::from_u128(no),
        kind: "notice".to_owned(),
        payload: payload.to_owned(),
        priority: 0,
        due: now,
        key: None,
        created: now,
    };
    let jobs = [job];
    office.context.store.write::<_, StoreError>(async |tx| enqueue(tx, &jobs).await).await.unwrap();
}

/// Two that were given up, for nothing can be sent of them.
async fn with_dead_jobs(database: &TestDatabase) -> Office {
    let office = Office::open(database).await;
    write_down(&office, 1, "<b>?</b>").await;
    write_down(&office, 2, "nonsense").await;
    let drained = duties::drain(&office.context).await.unwrap();
    assert_eq!(drained.given_up, 2);
    office
}

fn path_of(no: u128) -> String {
    format!("/api/v1/jobs/{}", Uuid::from_u128(no))
}

on_both_databases!(
    what_was_given_up_is_read_mended_sent_again_and_discarded_over_the_api,
    async |database: &TestDatabase| {
        let office = with_dead_jobs(database).await;
        let list = office.get("administrator", "/api/v1/jobs?kind=notice&limit=1").await.expect(200).json();
        assert_eq!(list["items"][0]["payload"], "<b>?</b>");
        assert_eq!(list["items"][0]["attempts"], 1);
        let next = format!("/api/v1/jobs?kind=notice&limit=1&after={}", list["next"].as_str().unwrap());
        let list = office.get("administrator", &next).await.expect(200).json();
        assert_eq!((&list["items"][0]["payload"], &list["next"]), (&json!("nonsense"), &json!(null)));
        office.get("administrator", "/api/v1/jobs?state=tired").await.expect(400);
        office.get("clerk", "/api/v1/jobs").await.expect(403);

        let bearer = format!("Bearer {}", office.token("administrator"));
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let mend = async |payload: &str| {
            let body = json!({ "payload": payload }).to_string().into_bytes();
            office.send("PUT", &path_of(1), &headers, body).await
        };
        assert_eq!(mend("still nonsense").await.expect(422).code(), "app.job-payload");
        let id = Uuid::from_u128(7).to_string();
        assert_eq!(mend(&id).await.expect(200).json()["payload"], json!(id));
        let post = async |no, what: &str, body| {
            office.post("administrator", &format!("{}/{what}", path_of(no)), &[], &body).await
        };
        post(1, "send", json!({})).await.expect(204);
        assert_eq!(mend(&id).await.expect(422).code(), "app.job-moved-on");
        assert_eq!(post(1, "discard", json!({ "reason": "?" })).await.expect(422).code(), "app.job-moved-on");
        assert_eq!(
            duties::drain(&office.context).await.unwrap().done,
            1,
            "there is no such notice: nothing to send"
        );
        office.get("administrator", &path_of(1)).await.expect(404);

        assert_eq!(post(2, "discard", json!({ "reason": " " })).await.expect(422).code(), "app.job-reason");
        post(2, "discard", json!({ "reason": "Gửi nhầm" })).await.expect(204);
        let work = office.get("administrator", "/api/v1/work").await.expect(200).json();
        let acts: Vec<_> = work["changes"].as_array().unwrap().iter().map(|it| it["act"].clone()).collect();
        assert_eq!(acts, ["discarded", "sent-again", "mended"]);
        assert_eq!(work["changes"][0]["reason"], "Gửi nhầm");
        assert_eq!(work["changes"][2]["payload"], "<b>?</b>", "as it was before");
    }
);

on_both_databases!(what_was_given_up_is_dealt_with_on_its_page, async |database: &TestDatabase| {
    let office = with_dead_jobs(database).await;
    let (cookie, proof) = office.cookie_and_proof("administrator").await;
    let page = office.open_page(&cookie, "/quan-tri/cong-viec").await.expect(200).text;
    assert!(page.contains("&#60;b&#62;?") && page.contains("no such work"), "{page}");
    let one = format!("/quan-tri/cong-viec/{}", Uuid::from_u128(1));
    office.open_page(&cookie, &one).await.expect(200);
    let fill = async |what: &str, field: (&str, &str)| {
        office.fill(&cookie, &format!("{one}/{what}"), &[("proof", proof.as_str()), field]).await
    };
    let again = fill("sua", ("payload", "vẫn sai")).await.expect(422).text;
    assert!(again.contains("vẫn sai") && again.contains("không đúng dạng"), "what was typed stands there");
    let id = Uuid::from_u128(7).to_string();
    assert_eq!(fill("sua", ("payload", &id)).await.expect(303).location(), format!("{one}?told=mended"));
    assert!(fill("bo", ("reason", "")).await.expect(422).text.contains("Phải nêu lý do"));
    fill("gui-lai", ("", "")).await.expect(303);
    let waiting =
        office.open_page(&cookie, "/quan-tri/cong-viec?state=waiting&told=sent").await.expect(200).text;
    assert!(waiting.contains(&id) && waiting.contains("Đã cho thử lại ngay"));
    let other = format!("/quan-tri/cong-viec/{}/bo", Uuid::from_u128(2));
    office.fill(&cookie, &other, &[("proof", &proof), ("reason", "Gửi nhầm")]).await.expect(303);
    let page = office.open_page(&cookie, "/quan-tri/cong-viec?told=discarded").await.expect(200).text;
    assert!(page.contains("Gửi nhầm") && page.contains("Cán bộ administrator"));
    let clerk = office.cookie("clerk").await;
    office.open_page(&clerk, "/quan-tri/cong-viec").await.expect(403);
});

/// Slots of the forgetting that wait for a worker.
async fn slots(office: &Office) -> usize {
    let wanted =
        Wanted { state: JobState::Waiting, kind: Some("recurring".to_owned()), after: None, limit: 100 };
    let jobs = duties::list(&office.context, &wanted).await.unwrap();
    jobs.iter().filter(|it| it.payload.starts_with("forget-expired ")).count()
}

on_both_databases!(
    recurring_work_runs_once_a_slot_whatever_the_clock_and_the_instances_do,
    async |database: &TestDatabase| {
        let office = Office::open(database).await;
        let other = office.beside(database);
        // Two instances at 08:00, then an hour later, then after three days asleep, then back, then on again.
        for (moment, expected) in [
            ("2026-11-16T08:00", 1),
            ("2026-11-16T08:59", 1),
            ("2026-11-16T09:00", 2),
            ("2026-11-19T12:30", 3),
            ("2026-11-16T10:00", 3),
            ("2026-11-19T12:59", 3),
            ("2026-11-19T13:00", 4),
        ] {
            office.it_is(moment);
            other.it_is(moment);
            let (one, two) = tokio::join!(duties::plan(&office.context), duties::plan(&other.context));
            one.unwrap();
            two.unwrap();
            assert_eq!(slots(&office).await, expected, "{moment}");
        }
        let cookie = office.cookie("administrator").await;
        office.open_page(&cookie, "/quan-tri").await.expect(200);
        office.it_is("2026-11-29T13:00");
        duties::plan(&office.context).await.unwrap();
        let drained = duties::drain(&office.context).await.unwrap();
        assert_eq!((drained.again, drained.given_up), (0, 0));
        let reader = office.context.store.reader();
        assert!(motcua_storage::jobs::counts(&reader).await.unwrap().is_empty());
        let work = office.get("administrator", "/api/v1/work").await.expect(200).json();
        let of = |name: &str| {
            let all = work["recurring"].as_array().unwrap();
            all.iter().find(|it| it["name"] == name).unwrap().clone()
        };
        assert_eq!(of("forget-expired")["next"], "2026-11-29T14:00:00+07:00");
        assert_eq!(of("forget-expired")["ended"], "2026-11-29T13:00:00+07:00");
        assert_eq!(of("collect-orphans")["slot"], "2026-11-29T02:30:00+07:00");
        // A clock that ran ahead: nothing until then, unless somebody says so.
        office.it_is("2026-11-20T08:00");
        duties::plan(&office.context).await.unwrap();
        assert_eq!(slots(&office).await, 0);
        let run = "/api/v1/recurring-work/forget-expired/run";
        office.post("administrator", run, &[], &json!({})).await.expect(204);
        assert_eq!(slots(&office).await, 1);
        let work = office.get("administrator", "/api/v1/work").await.expect(200).json();
        let change = &work["changes"][0];
        assert_eq!((&change["act"], &change["kind"]), (&json!("begun-now"), &json!("recurring")));
        assert_eq!(change["payload"], "forget-expired 2026-11-20T08:00:00+07:00");
        assert_eq!(change["account"], office.accounts["administrator"].id.to_string());
        let page = office.open_page(&office.cookie("administrator").await, "/quan-tri/cong-viec").await;
        assert!(page.expect(200).text.contains("Cho chạy ngay"));
        office.it_is("2026-11-20T09:00");
        duties::plan(&office.context).await.unwrap();
        assert_eq!(slots(&office).await, 2, "and from there on as before");
        let unknown = "/api/v1/recurring-work/tea/run";
        office.post("administrator", unknown, &[], &json!({})).await.expect(404);
    }
);

on_both_databases!(what_has_had_its_time_is_forgotten, async |database: &TestDatabase| {
    let office = Office::open(database).await;
    let key = [("idempotency-key", "một lần")];
    office.post("clerk", "/api/v1/dossiers", &key, &Office::land_transfer()).await.expect(201);
    office.cookie("clerk").await;
    let connection = database.connect().await;
    let count = async |table: &str| {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let backend = sea_orm::ConnectionTrait::get_database_backend(&connection);
        let statement = sea_orm::Statement::from_string(backend, sql);
        let row = sea_orm::ConnectionTrait::query_one_raw(&connection, statement).await.unwrap().unwrap();
        row.try_get_by_index::<i64>(0).unwrap()
    };
    for (moment, sessions, keys) in
        [("2026-11-16T09:00", 1, 1), ("2026-11-18T09:00", 0, 1), ("2026-12-20T09:00", 0, 0)]
    {
        office.it_is(moment);
        duties::plan(&office.context).await.unwrap();
        duties::drain(&office.context).await.unwrap();
        assert_eq!((count("session").await, count("idempotency").await), (sessions, keys), "{moment}");
    }
    connection.close().await.unwrap();
});

on_both_databases!(figures_are_told_to_this_machine_and_to_operators, async |database: &TestDatabase| {
    let office = with_dead_jobs(database).await;
    let from = async |address: &str, proxied: bool| {
        let address: SocketAddr = address.parse().unwrap();
        let mut request = Request::builder().uri("/metrics");
        if proxied {
            request = request.header("x-forwarded-for", "127.0.0.1");
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(address));
        let response = answer(&office.router, request).await;
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    };
    let (status, text) = from("127.0.0.1:5000", false).await;
    assert_eq!(status, 200);
    for line in [
        "# TYPE motcua_jobs gauge",
        "motcua_jobs{kind=\"notice\",state=\"dead\"} 2",
        "motcua_job_tries_total{kind=\"notice\",ended=\"given_up\"} 2",
        "motcua_job_try_seconds_count{kind=\"notice\"} 2",
        "motcua_recurring_troubled{name=\"forget-expired\"} 0",
    ] {
        assert!(text.lines().any(|it| it == line), "{line} in\n{text}");
    }
    assert_eq!(from("[::1]:5000", false).await.0, 200);
    assert_eq!(from("127.0.0.1:5000", true).await.0, 404, "a proxy of this machine is not this machine");
    assert_eq!(from("10.0.0.7:5000", false).await.0, 404);
    office.visit("/metrics").await.expect(404);
    office.get("clerk", "/metrics").await.expect(404);
    office.get("administrator", "/metrics").await.expect(200);
});
