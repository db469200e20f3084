//! Who is told of what nobody does: every desk that it lies on, whoever has to know of it beside them, and where nobody works,
//! whoever answers for it.
//!
//! Hours are 07:00–11:30 and 13:30–17:00, 480 minutes a day; 24/11/2026 is a day off. The land transfer is due on 27/11.

use crate::notices::Told;
use crate::office::{Office, STRANGE_COUNTER};
use crate::support;
use motcua_app::{accounts, duties};
use motcua_identity::LoginName;
use motcua_kernel::Role;
use serde_json::{Value, json};

async fn handed_over(database: &support::TestDatabase) -> Told {
    let mut told = Told::open(database, &Office::land_transfer()).await;
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told
}

async fn at_work(database: &support::TestDatabase) -> Told {
    let mut told = handed_over(database).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    told.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
    told
}

async fn asked(told: &mut Told, agency: &str) {
    let question = json!({
        "leg": 1, "agency": agency, "budget": "2 working days", "question": "Đề nghị cho ý kiến về ranh giới.",
    });
    told.act("2026-11-16T11:00", "land", "ask-opinion", question).await;
}

/// How often each of these was told this at this level, at this moment.
async fn check(told: &Told, moment: &str, said: (&str, u64), expected: &[(&str, usize)]) {
    told.office.it_is(moment);
    duties::plan(&told.office.context).await.unwrap();
    duties::drain(&told.office.context).await.unwrap();
    for (who, times) in expected {
        let list = told.office.get(who, "/api/v1/alerts").await.expect(200).json();
        let same = |it: &&Value| it["kind"] == said.0 && it["level"] == said.1;
        let found = list["items"].as_array().unwrap().iter().filter(same).count();
        assert_eq!(found, *times, "{said:?} to {who} at {moment}: {list}");
    }
}

on_both_databases!(
    a_late_opinion_is_told_to_the_head_of_the_one_stop_unit_nd_61_2018_dieu_19_5,
    async |database: &support::TestDatabase| {
        let mut told = at_work(database).await;
        told.office.hire("expert", Role::Specialist, "H13.007").await;
        asked(&mut told, "H13.007").await;
        told.act("2026-11-16T14:00", "expert", "accept", json!({ "leg": 5 })).await;
        let nobody = [("expert", 0), ("land", 0), ("head", 0), ("clerk", 0)];
        check(&told, "2026-11-18T17:00", ("leg", 0), &nobody).await;
        let heard = [("expert", 1), ("head", 1), ("land", 1), ("clerk", 0), ("land-head", 0)];
        check(&told, "2026-11-18T17:01", ("leg", 0), &heard).await;
        // Nobody is above the expert there, so whoever answers for the one-stop unit hears that it goes up.
        let above = [("head", 1), ("expert", 0), ("land-head", 0)];
        check(&told, "2026-11-19T11:01", ("leg", 1), &above).await;
    }
);

on_both_databases!(
    of_parallel_legs_every_desk_hears_that_the_date_nears_and_passes,
    async |database: &support::TestDatabase| {
        let told = at_work(database).await;
        let near = [("land", 1), ("tax", 1), ("clerk", 0)];
        check(&told, "2026-11-26T08:00", ("lawful-soon", 0), &near).await;
        let over = [("land", 1), ("tax", 1), ("clerk", 1), ("head", 0), ("stranger", 0)];
        check(&told, "2026-11-27T17:01", ("lawful", 0), &over).await;
        let above = [("land-head", 1), ("tax-leader", 1), ("clerk", 0), ("head", 0)];
        check(&told, "2026-11-30T11:01", ("lawful", 1), &above).await;
    }
);

on_both_databases!(
    what_came_back_rings_at_its_senders_and_goes_up,
    async |database: &support::TestDatabase| {
        let mut told = handed_over(database).await;
        told.act("2026-11-16T09:30", "tax", "accept", json!({ "leg": 2 })).await;
        let back = json!({ "leg": 1, "reason": "Thiếu bản vẽ" });
        told.act("2026-11-16T10:00", "land", "send-back", back).await;
        check(&told, "2026-11-16T16:00", ("sent-back", 0), &[("clerk", 0), ("land", 0)]).await;
        check(&told, "2026-11-16T16:01", ("sent-back", 0), &[("clerk", 1), ("land", 0)]).await;
        check(&told, "2026-11-17T10:01", ("sent-back", 1), &[("head", 1), ("clerk", 0), ("land-head", 0)])
            .await;
        // It lies at the counter, and so does its date.
        check(&told, "2026-11-26T08:00", ("lawful-soon", 0), &[("clerk", 1), ("tax", 1), ("land", 0)]).await;
        told.act("2026-11-26T08:10", "clerk", "resend", json!({ "leg": 1 })).await;
        check(&told, "2026-11-26T16:00", ("sent-back", 0), &[("clerk", 1)]).await;
    }
);

on_both_databases!(
    where_nobody_works_whoever_answers_for_it_is_told,
    async |database: &support::TestDatabase| {
        let mut told = at_work(database).await;
        asked(&mut told, "H13.007").await;
        // Nobody is there to accept it within four hours.
        check(
            &told,
            "2026-11-16T17:01",
            ("acceptance", 0),
            &[("head", 1), ("clerk", 0), ("administrator", 0)],
        )
        .await;
        told.office.hire("elsewhere", Role::Administrator, STRANGE_COUNTER).await;
        for who in ["clerk", "head"] {
            accounts::disable(&told.office.context, &LoginName::parse(who).unwrap()).await.unwrap();
        }
        let heard = [("administrator", 1), ("supervisor", 0), ("elsewhere", 0)];
        check(&told, "2026-11-17T11:01", ("nobody-there", 0), &heard).await;
        // Once a week for a desk is enough.
        check(&told, "2026-11-17T17:01", ("nobody-there", 0), &[("administrator", 1)]).await;
        let list = told.office.get("administrator", "/api/v1/alerts").await.json().to_string();
        assert!(list.contains("Không có ai đang làm việc tại "), "{list}");
    }
);
