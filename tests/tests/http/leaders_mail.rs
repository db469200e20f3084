//! What the morning brings, by mail: to an address that answered, once, by one instance, without a person of any dossier.

use crate::notices::{EMAIL, Told, link, with_email};
use crate::office::{Answer, Office};
use crate::support;
use motcua_app::duties::{JobState, Wanted};
use motcua_app::{Context, duties};
use motcua_delivery::{Delivery, Mail, Mailer, Texter};
use serde_json::{Value, json};

const LEADER: &str = "giam.doc@example.vn";

async fn minutes_pass(context: &Context) {
    duties::plan(context).await.unwrap();
    duties::drain(context).await.unwrap();
}

async fn at_work(database: &support::TestDatabase) -> Told {
    let mut told = Told::open(database, &with_email()).await;
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    told.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
    told
}

/// The leader says what becomes of their own address.
async fn send(office: &Office, method: &str, body: &Value) -> Answer {
    let bearer = format!("Bearer {}", office.token("land-leader"));
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    office.send(method, "/api/v1/own-mail", &headers, body.to_string().into_bytes()).await
}

impl Told {
    fn to_leader(&self) -> Vec<Mail> {
        self.mails.taken().into_iter().filter(|it| it.to == LEADER).collect()
    }

    /// The leader gives an address, which is asked.
    async fn gives(&self) -> String {
        let wanted = json!({ "email": LEADER, "morning": true, "raised": true });
        let kept = send(&self.office, "PUT", &wanted).await.expect(200).json();
        assert_eq!(kept["state"], "given");
        self.work().await;
        let asked = self.to_leader().pop().unwrap();
        assert!(
            !asked.text.contains("Cán bộ"),
            "an address that has not answered learns nothing: {}",
            asked.text
        );
        link(&asked.text, "http://motcua.test")
    }
}

on_both_databases!(
    the_message_of_the_morning_goes_once_to_an_address_that_answered,
    async |database: &support::TestDatabase| {
        let told = at_work(database).await;
        let delivery = Delivery {
            mail: Mailer::Memory(told.mails.clone()),
            texts: Texter::memory(&told.texts),
            ..Delivery::default()
        };
        let other = told.office.beside(database).over(|it| it.with_delivery(delivery));
        let path = told.gives().await;
        let both = async |moment: &str| {
            other.it_is(moment);
            told.office.it_is(moment);
            tokio::join!(minutes_pass(&told.office.context), minutes_pass(&other.context));
        };
        both("2026-11-25T07:00").await;
        assert_eq!(told.to_leader().len(), 1, "nothing goes to an address that has not answered");

        told.office.visit(&path).await.expect(200);
        told.office.visit(&format!("{path}x")).await.expect(404);
        told.office.send("POST", &path, &[], Vec::new()).await.expect(200);
        let kept = told.office.get("land-leader", "/api/v1/own-mail").await.expect(200).json();
        assert_eq!(kept["state"], "verified");
        both("2026-11-26T07:00").await;
        let mails = told.to_leader();
        let morning: Vec<&Mail> = mails.iter().filter(|it| it.subject.contains("chờ ký")).collect();
        assert_eq!(morning.len(), 1, "{:?}", mails.iter().map(|it| &it.subject).collect::<Vec<_>>());
        let text = &morning[0].text;
        assert!(text.contains("Sáng nay") && text.contains("http://motcua.test/canh-bao"), "{text}");
        for hidden in ["Ngọc Ánh", EMAIL, "0912"] {
            assert!(mails.iter().all(|it| !it.text.contains(hidden)), "{hidden}");
        }
        // On a Saturday nothing goes, and a clock that goes back tells nothing twice.
        both("2026-11-28T07:00").await;
        both("2026-11-26T06:00").await;
        both("2026-11-26T07:05").await;
        let after: Vec<Mail> = told.to_leader();
        assert_eq!(after.iter().filter(|it| it.subject.contains("chờ ký")).count(), 1);

        let leave = morning[0].unsubscribe.clone().unwrap().replace("http://motcua.test", "");
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let pressed = b"List-Unsubscribe=One-Click".to_vec();
        told.office.send("POST", &leave, &form, pressed).await.expect(200);
        let kept = told.office.get("land-leader", "/api/v1/own-mail").await.json();
        assert_eq!((&kept["morning"], &kept["raised"]), (&json!(false), &json!(false)));
        let before = told.to_leader().len();
        both("2026-11-30T07:00").await;
        assert_eq!(told.to_leader().len(), before);
    }
);

on_both_databases!(what_was_raised_to_a_leader_goes_by_mail_too, async |database: &support::TestDatabase| {
    let told = at_work(database).await;
    let path = told.gives().await;
    told.office.send("POST", &path, &[], Vec::new()).await.expect(200);
    told.office.it_is("2026-11-20T17:01");
    minutes_pass(&told.office.context).await;
    let raised = told.to_leader().pop().unwrap();
    assert!(raised.text.contains(&format!("http://motcua.test/ho-so/{}", told.id)), "{}", raised.text);
    assert!(raised.subject.starts_with("Hồ sơ ") && !raised.text.contains("Ngọc Ánh"), "{}", raised.text);
    send(&told.office, "DELETE", &Value::Null).await.expect(204);
    told.office.get("land-leader", "/api/v1/own-mail").await.expect(404);
    told.office.send("POST", &path, &[], Vec::new()).await.expect(404);
});

on_both_databases!(one_says_on_a_page_what_goes_where, async |database: &support::TestDatabase| {
    let office: &Office = &Told::open(database, &with_email()).await.office;
    let (cookie, proof) = office.cookie_and_proof("administrator").await;
    office.open_page(&cookie, "/tin-bao").await.expect(200);
    let page = office.open_page(&cookie, "/tin-bao/thu").await.expect(200).text;
    assert!(!page.contains("Xóa địa chỉ này"), "{page}");
    let wrong = office.fill(&cookie, "/tin-bao/thu", &[("proof", &proof), ("email", "a@b")]).await;
    assert_eq!(wrong.status.as_u16(), 422, "{}", wrong.text);
    let given = [("proof", proof.as_str()), ("email", "quan.tri@example.vn")];
    assert_eq!(office.fill(&cookie, "/tin-bao/thu", &given).await.location(), "/tin-bao/thu");
    let page = office.open_page(&cookie, "/tin-bao/thu").await.expect(200).text;
    assert!(page.contains("quan.tri@example.vn") && page.contains("Chưa xác nhận"), "{page}");
    let wishes = [("proof", proof.as_str()), ("raised", "on")];
    office.fill(&cookie, "/tin-bao/thu/noi-dung", &wishes).await.expect(303);
    let kept = office.get("administrator", "/api/v1/own-mail").await.json();
    assert_eq!((&kept["morning"], &kept["raised"]), (&json!(false), &json!(true)));
    office.fill(&cookie, "/tin-bao/thu/bo", &[("proof", &proof)]).await.expect(303);
    office.get("administrator", "/api/v1/own-mail").await.expect(404);
});

on_both_databases!(
    each_address_is_asked_once_and_nobody_fills_the_letter_box_of_a_stranger,
    async |database: &support::TestDatabase| {
        let told = Told::open(database, &with_email()).await;
        let give = async |address: &str| {
            let wanted = json!({ "email": address, "morning": true, "raised": true });
            send(&told.office, "PUT", &wanted).await
        };
        // The address is corrected while the question to the first is under way.
        give("sai@example.vn").await.expect(200);
        let wanted = Wanted { state: JobState::Waiting, kind: None, after: None, limit: 100 };
        let jobs = duties::list(&told.office.context, &wanted).await.unwrap();
        let first = jobs.iter().find(|it| it.kind == "staff-question").unwrap().clone();
        give(LEADER).await.expect(200);
        let jobs = duties::list(&told.office.context, &wanted).await.unwrap();
        let questions: Vec<_> = jobs.iter().filter(|it| it.kind == "staff-question").collect();
        assert_eq!(questions.len(), 2, "each address has a question of its own");
        assert_ne!(questions[0].payload, questions[1].payload);
        assert!(questions.iter().any(|it| it.id == first.id));
        told.work().await;
        let to = |address: &str| told.mails.taken().iter().filter(|it| it.to == address).count();
        assert_eq!((to("sai@example.vn"), to(LEADER)), (0, 1), "what was corrected is not asked any more");

        give(LEADER).await.expect(200);
        told.work().await;
        assert_eq!(to(LEADER), 1, "it was asked just now");
        told.office.it_is("2026-11-16T08:10:01");
        give(LEADER).await.expect(200);
        told.work().await;
        assert_eq!(to(LEADER), 2);
        for no in 0..2 {
            give(&format!("la{no}@example.vn")).await.expect(200);
            // Whoever takes the address away is counted on.
            send(&told.office, "DELETE", &Value::Null).await.expect(204);
        }
        let often = give("la9@example.vn").await.expect(422);
        assert_eq!(often.code(), "app.staff-mail-asked-often");
        told.office.it_is("2026-11-16T09:00:00");
        give("la9@example.vn").await.expect(200);
    }
);
