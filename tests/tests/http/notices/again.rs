//! What is sent late or once more: after a week-end, at night, when its work died.

use super::{EMAIL, Told, with_email};
use crate::office::Office;
use crate::support::TestDatabase;
use motcua_delivery::Mood;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

async fn run(database: &TestDatabase, sql: &str) {
    let connection = database.connect().await;
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    connection.execute_raw(statement).await.unwrap();
}

/// Asks for a paper, and sends nothing of it yet.
async fn asks_for_papers(told: &mut Told) {
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    told.mails.emptied();
    told.texts.emptied();
    told.office.it_is("2026-11-16T10:00");
    let items = json!([{ "component": "hop-dong", "reason": "Hợp đồng thiếu trang 2" }]);
    let body = json!({ "leg": 1, "items": items });
    let answer = told.office.act("land", &told.id, "ask-supplement", &told.etag, &body).await.expect(200);
    answer.etag().clone_into(&mut told.etag);
}

async fn calls(told: &Told) -> Vec<Value> {
    let listed = told.office.get("clerk", "/api/v1/calls").await.expect(200).json();
    listed["calls"].as_array().unwrap().clone()
}

/// Somebody with an address of mail and no telephone.
async fn by_mail_alone(database: &TestDatabase) -> Told {
    let mut filed = with_email();
    filed["applicant"]["phone"] = Value::Null;
    let told = Told::open(database, &filed).await;
    told.work().await;
    told
}

on_both_databases!(
    a_notice_whose_work_died_blocks_no_other_and_is_called,
    async |database: &TestDatabase| {
        let mut told = by_mail_alone(database).await;
        asks_for_papers(&mut told).await;
        // Begun a hundred times, each time the end of the server.
        run(database, "UPDATE job SET attempts = 100").await;
        told.work().await;
        assert!(told.mails.taken().is_empty());
        assert!(told.lines().await.contains(&"supplement-requested email failed".to_owned()));
        assert_eq!(calls(&told).await[0]["kind"], "supplement-requested");
        told.act("2026-11-16T11:00", "clerk", "complete-supplement", json!({})).await;
        assert_eq!(told.mails.emptied().len(), 1, "what comes after it goes at once");

        // The operator sees whose it is, and lets it be tried once more: then nobody need call.
        let dead = told.office.get("administrator", "/api/v1/jobs").await.expect(200).json();
        let job = dead["items"][0]["id"].as_str().unwrap().to_owned();
        let number = told
            .office
            .get("clerk", &format!("/api/v1/dossiers/{}", told.id))
            .await
            .expect(200)
            .json()["number"]
            .as_str()
            .unwrap()
            .to_owned();
        let cookie = told.office.cookie("administrator").await;
        let page =
            told.office.open_page(&cookie, &format!("/quan-tri/cong-viec/{job}")).await.expect(200).text;
        assert!(page.contains(&number), "{page}");
        let send = format!("/api/v1/jobs/{job}/send");
        told.office.post("administrator", &send, &[], &json!({})).await.expect(204);
        assert!(calls(&told).await.is_empty(), "{:?}", calls(&told).await);
        told.work().await;
        assert_eq!(told.mails.taken().len(), 1);
        assert!(told.lines().await.contains(&"supplement-requested email accepted".to_owned()));
    }
);

on_both_databases!(a_notice_whose_work_was_thrown_away_is_called, async |database: &TestDatabase| {
    let mut told = by_mail_alone(database).await;
    asks_for_papers(&mut told).await;
    run(database, "UPDATE job SET state = 'dead', job_key = NULL WHERE kind LIKE 'notice%'").await;
    let dead = told.office.get("administrator", "/api/v1/jobs").await.expect(200).json();
    let path = format!("/api/v1/jobs/{}/discard", dead["items"][0]["id"].as_str().unwrap());
    let why = json!({ "reason": "Không gửi được" });
    told.office.post("administrator", &path, &[], &why).await.expect(204);
    assert!(told.lines().await.contains(&"supplement-requested email failed".to_owned()));
    assert_eq!(calls(&told).await[0]["kind"], "supplement-requested");
});

on_both_databases!(what_lost_its_work_is_found_within_the_hour, async |database: &TestDatabase| {
    let mut told = by_mail_alone(database).await;
    asks_for_papers(&mut told).await;
    run(database, "DELETE FROM job WHERE kind LIKE 'notice%'").await;
    told.work().await;
    assert!(told.mails.taken().is_empty());
    for moment in ["2026-11-16T11:00", "2026-11-16T12:00"] {
        told.office.it_is(moment);
        motcua_app::duties::plan(&told.office.context).await.unwrap();
        told.work().await;
    }
    assert_eq!(told.mails.taken().len(), 1, "once");
});

on_both_databases!(a_week_end_without_a_server_uses_up_no_try, async |database: &TestDatabase| {
    let mut told = by_mail_alone(database).await;
    asks_for_papers(&mut told).await;
    told.mails.answer(Mood::Later(None));
    told.office.it_is("2026-11-19T08:00");
    told.work().await;
    assert!(told.lines().await.contains(&"supplement-requested email waiting".to_owned()));
    told.mails.answer(Mood::Taking);
    told.office.it_is("2026-11-19T08:01");
    told.work().await;
    assert!(told.lines().await.contains(&"supplement-requested email accepted".to_owned()));
    // One that is tried in vain for a day from its first try on ends then.
    told.mails.answer(Mood::Later(None));
    told.act("2026-11-19T09:00", "clerk", "complete-supplement", json!({})).await;
    for hours in 1..30 {
        told.office.context.clock.set(crate::office::at("2026-11-19T09:00").plus_minutes(hours * 60));
        told.work().await;
    }
    assert!(told.lines().await.contains(&"supplement-completed email failed".to_owned()));
});

on_both_databases!(what_is_sent_once_more_says_what_may_be_said_now, async |database: &TestDatabase| {
    let mut told = by_mail_alone(database).await;
    asks_for_papers(&mut told).await;
    told.mails.answer(Mood::Never);
    told.work().await;
    told.mails.answer(Mood::Taking);
    told.office.it_is("2026-11-16T13:30");
    let question = told
        .office
        .post(
            "clerk",
            &format!("/api/v1/dossiers/{}/addresses", told.id),
            &[],
            &json!({ "who": "applicant", "email": EMAIL }),
        )
        .await;
    question.expect(200);
    told.work().await;
    told.verify().await;
    told.mails.emptied();
    let record = told.record().await;
    let failed = record["notices"].as_array().unwrap().iter().find(|it| it["state"] == "failed").unwrap();
    let path = format!("/api/v1/dossiers/{}/notices/{}/resend", told.id, failed["id"].as_str().unwrap());
    told.office.it_is("2026-11-16T14:00");
    told.office.post("clerk", &path, &[], &json!({})).await.expect(204);
    told.work().await;
    let mail = told.mails.emptied().remove(0);
    assert!(mail.text.contains("Nguyễn Thị Ngọc Ánh"), "{}", mail.text);
    assert!(calls(&told).await.is_empty(), "it arrived after all");
});

on_both_databases!(what_is_late_does_not_ring_at_night_either, async |database: &TestDatabase| {
    let told = Told::open(database, &Office::land_transfer()).await;
    told.office.it_is("2026-11-16T23:30");
    told.work().await;
    assert!(told.texts.taken().is_empty(), "written down by day, and no worker was there before the night");
    told.office.it_is("2026-11-17T07:00");
    told.texts.answer(Mood::Never);
    told.work().await;
    told.texts.answer(Mood::Taking);
    let record = told.record().await;
    let path = format!(
        "/api/v1/dossiers/{}/notices/{}/resend",
        told.id,
        record["notices"][0]["id"].as_str().unwrap()
    );
    told.office.it_is("2026-11-17T21:30");
    told.office.post("clerk", &path, &[], &json!({})).await.expect(204);
    told.work().await;
    assert!(told.texts.taken().is_empty(), "nor what somebody asks for at night");
    told.office.it_is("2026-11-18T07:00");
    told.work().await;
    assert_eq!(told.texts.taken().len(), 1);
});
