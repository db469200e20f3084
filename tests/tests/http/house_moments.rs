//! What the house itself has to see to, and what the citizen has to: told once, by whichever server is first, to whom it
//! concerns.

use crate::notices::Told;
use crate::office::{Office, PASSWORD};
use crate::support;
use motcua_app::accounts::{Origin, TokenWanted, change_own_password, issue_token};
use motcua_app::admin::{days_in_force, keep_calendar};
use motcua_app::watch::{Step, Watch, told_to};
use motcua_app::{Context, duties};
use motcua_delivery::{Delivery, Texter};
use motcua_kernel::{Actor, Role};
use motcua_routing::Rung;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::num::NonZeroU32;

async fn minutes_pass(context: &Context) {
    duties::plan(context).await.unwrap();
    duties::drain(context).await.unwrap();
}

/// Both servers do what has come at this moment, at the same time.
async fn it_is(office: &Office, other: &Office, moment: &str) {
    office.it_is(moment);
    other.it_is(moment);
    tokio::join!(minutes_pass(&office.context), minutes_pass(&other.context));
}

/// How often this person was told something of this kind.
async fn heard(office: &Office, who: &str, kind: &str) -> usize {
    let told = told_to(&office.context, office.accounts[who].id).await.unwrap();
    told.iter().filter(|it| it.kind.key() == kind).count()
}

/// The days off of 2027 as a person types them, with a day that those that come with the program do not have.
fn days_of_2027(office: &Office) -> Vec<u8> {
    let mut sheet = String::from("Ngày,Loại ngày,Tên ngày\n");
    for (date, kind, name) in days_in_force(&office.context).exceptions().filter_map(|(date, it)| {
        let kind = serde_json::to_value(it.kind).ok()?.as_str()?.to_owned();
        (date.year() == 2027).then(|| (date, kind, it.name.clone()))
    }) {
        writeln!(sheet, "{:02}/{:02}/2027,{kind},{name}", date.day(), u8::from(date.month())).unwrap();
    }
    sheet += "16/08/2027,substituted_off,Nghỉ hoán đổi\n";
    sheet.into_bytes()
}

on_both_databases!(
    days_off_that_lack_are_told_once_a_week_until_they_are_kept,
    async |database: &support::TestDatabase| {
        let office = Office::open(database).await;
        let other = office.beside(database);
        let count = async || heard(&office, "administrator", "calendar-missing").await;
        it_is(&office, &other, "2026-11-16T08:01").await;
        assert_eq!(count().await, 1);
        it_is(&office, &other, "2026-11-17T08:00").await;
        assert_eq!(count().await, 1);
        // Weeks are counted from Sunday, 1 November on.
        it_is(&office, &other, "2026-11-22T08:00").await;
        assert_eq!(count().await, 2);
        for moment in ["2026-11-02T08:00", "2026-11-12T08:00", "2026-11-23T08:00"] {
            it_is(&office, &other, moment).await;
        }
        assert_eq!(count().await, 2, "a clock that goes back tells nothing");
        assert_eq!(heard(&office, "clerk", "calendar-missing").await, 0);

        let page = office.open_page(&office.cookie("administrator").await, "/tin-bao").await.expect(200).text;
        assert!(page.contains("Chưa có lịch nghỉ của năm 2027"), "{page}");

        let account = office.accounts["administrator"].id;
        let actor = Actor { account, agency: office.agency("H13"), role: Role::Administrator };
        let kept = (days_of_2027(&office).as_slice().to_vec(), "Thông báo 6150/TB-BNV");
        keep_calendar(&office.context, actor, (&kept.0, kept.1, 0), &|_| ()).await.unwrap();
        it_is(&office, &other, "2026-11-30T08:00").await;
        it_is(&office, &other, "2027-10-20T08:00").await;
        assert_eq!(count().await, 2);
        it_is(&office, &other, "2027-11-01T08:00").await;
        assert_eq!(count().await, 3, "2028 lacks now");
    }
);

on_both_databases!(a_token_that_ends_is_told_to_whoever_has_it, async |database: &support::TestDatabase| {
    let office = Office::open(database).await;
    let other = office.beside(database);
    for (name, days) in [("thống kê", 30), ("một tuần", 7), ("bỏ", 30)] {
        let wanted = TokenWanted {
            name: name.to_owned(),
            days,
            agency: office.agency("H13.031"),
            actions: BTreeSet::new(),
        };
        let origin = Origin { address: "127.0.0.1" };
        let issued = issue_token(&office.context, origin, "land", PASSWORD, wanted).await.unwrap();
        if name == "bỏ" {
            let land = office.accounts["land"].id;
            motcua_app::accounts::revoke_token(&office.context, land, issued.claims.jti).await.unwrap();
        }
    }
    let count =
        async || (heard(&office, "land", "token-soon").await, heard(&office, "land", "token-ends").await);
    it_is(&office, &other, "2026-11-17T08:00").await;
    assert_eq!(count().await, (0, 0), "of one of a week everybody knows");
    it_is(&office, &other, "2026-11-23T08:00").await;
    assert_eq!(count().await, (0, 1));
    it_is(&office, &other, "2026-12-09T08:00").await;
    it_is(&office, &other, "2026-12-10T08:00").await;
    assert_eq!(count().await, (1, 1));
    it_is(&office, &other, "2026-12-16T08:00").await;
    it_is(&office, &other, "2026-11-20T08:00").await;
    it_is(&office, &other, "2026-12-18T08:00").await;
    assert_eq!(count().await, (1, 2));
    assert_eq!(heard(&office, "tax", "token-ends").await, 0);
    let list = office.get("land", "/api/v1/alerts").await.json();
    let words: Vec<&str> =
        list["items"].as_array().unwrap().iter().filter_map(|it| it["words"].as_str()).collect();
    assert!(words.iter().any(|it| it.contains("“thống kê”") && it.contains("16/12/2026")), "{words:?}");
});

on_both_databases!(
    a_password_that_ends_is_told_to_whoever_has_it,
    async |database: &support::TestDatabase| {
        let quarter =
            |it: Context| it.watching(Watch { password_days: NonZeroU32::new(90), ..Watch::default() });
        let office = Office::open(database).await.over(quarter);
        let other = office.beside(database).over(quarter);
        let land = office.accounts["land"].login.clone();
        let origin = Origin { address: "127.0.0.1" };
        let count = async |who: &str| {
            (heard(&office, who, "password-soon").await, heard(&office, who, "password-ends").await)
        };
        // Set on 16/11/2026, they count until 14/02/2027.
        for moment in ["2026-11-17T08:00", "2027-02-06T08:00"] {
            it_is(&office, &other, moment).await;
        }
        assert_eq!(count("land").await, (0, 0));
        for moment in ["2027-02-07T08:00", "2027-02-08T08:00", "2027-02-01T08:00"] {
            it_is(&office, &other, moment).await;
        }
        assert_eq!(count("land").await, (1, 0));
        office.it_is("2027-02-08T09:00");
        change_own_password(&office.context, origin, land.as_str(), (PASSWORD, "another one of mine"), None)
            .await
            .unwrap();
        for moment in ["2027-02-14T08:00", "2027-02-15T08:00", "2027-02-13T08:00"] {
            it_is(&office, &other, moment).await;
        }
        assert_eq!(count("land").await, (1, 0), "hers is a new one");
        assert_eq!(count("tax").await, (1, 1));
        it_is(&office, &other, "2027-05-08T08:00").await;
        assert_eq!(count("land").await, (2, 0), "and that one ends soon too");
        let page = office.open_page(&office.cookie("clerk").await, "/tin-bao").await;
        // Whoever waited too long comes to the page of passwords first.
        assert_eq!((page.status.as_u16(), page.location()), (303, "/mat-khau?next=%2Ftin-bao"));
        let list = office.get("tax", "/api/v1/alerts").await.json();
        let words: Vec<&str> =
            list["items"].as_array().unwrap().iter().filter_map(|it| it["words"].as_str()).collect();
        assert!(words.iter().any(|it| it.contains("hết ngày 14/02/2027")), "{words:?}");
    }
);

/// Both taxes are assessed by Tuesday 17/11 and to be paid by Tuesday 01/12.
async fn waits_for_payment(database: &support::TestDatabase) -> Told {
    let mut told = Told::open(database, &Office::land_transfer()).await;
    told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
    told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
    told.act("2026-11-16T10:00", "tax", "accept", json!({ "leg": 2 })).await;
    for (charge, amount) in [("le-phi-truoc-ba", 2_500_000), ("thue-thu-nhap-ca-nhan", 10_000_000)] {
        let assessed = json!({ "leg": 2, "charge": charge, "amount": amount });
        told.act("2026-11-17T09:00", "tax", "assess-charge", assessed).await;
    }
    let wait =
        json!({ "leg": 2, "charges": ["le-phi-truoc-ba", "thue-thu-nhap-ca-nhan"], "pay_by": "2026-12-01" });
    let body = told.act("2026-11-17T10:00", "tax", "await-payment", wait).await.json();
    assert_eq!(body["status"], "awaiting-payment", "{body}");
    told
}

on_both_databases!(
    a_payment_is_asked_for_again_and_its_end_is_told,
    async |database: &support::TestDatabase| {
        let told = waits_for_payment(database).await;
        let delivery = Delivery { texts: Texter::memory(&told.texts), ..Delivery::default() };
        let other = told.office.beside(database).over(|it| it.with_delivery(delivery));
        let reminders = async || {
            let lines = told.lines().await;
            lines.iter().filter(|it| it.starts_with("payment-expiring sms")).count()
        };
        it_is(&told.office, &other, "2026-11-26T06:59").await;
        assert_eq!(reminders().await, 0);
        it_is(&told.office, &other, "2026-11-26T07:01").await;
        it_is(&told.office, &other, "2026-11-27T07:01").await;
        assert_eq!(reminders().await, 1, "{:?}", told.lines().await);
        let texts = told.texts.taken();
        let words = texts.last().unwrap().text.replace('\u{a0}', " ");
        assert!(words.contains("12.500.000") && words.contains("01/12"), "{words}");

        // The last day is over: the rule ends it, and everybody hears of it once.
        it_is(&told.office, &other, "2026-12-01T17:00").await;
        assert_eq!(heard(&told.office, "tax", "no-payment").await, 0);
        for moment in ["2026-12-02T07:01", "2026-11-30T09:00", "2026-12-03T07:01"] {
            it_is(&told.office, &other, moment).await;
        }
        let state = told.office.get("clerk", &format!("/api/v1/dossiers/{}", told.id)).await.json();
        assert_eq!(state["status"], "stopped", "{state}");
        for who in ["clerk", "tax"] {
            assert_eq!(heard(&told.office, who, "no-payment").await, 1, "{who}");
        }
        assert_eq!(heard(&told.office, "stranger", "no-payment").await, 0);
        let lines = told.lines().await;
        assert_eq!(lines.iter().filter(|it| it.starts_with("lapsed sms")).count(), 1, "{lines:?}");
    }
);

on_both_databases!(
    another_line_upwards_counts_from_the_next_round_on,
    async |database: &support::TestDatabase| {
        let mut told = Told::open(database, &Office::land_transfer()).await;
        told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
        told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
        told.office.it_is("2026-11-16T10:00");
        minutes_pass(&told.office.context).await;
        // The leg is late on Thursday evening; from now on the leader alone hears of it, after an hour.
        let line = vec![Step { to: Rung::Leader, after_minutes: 60 }];
        let told = Told {
            office: told.office.over(|it| it.watching(Watch { escalation: line, ..Watch::default() })),
            ..told
        };
        let levels = async || {
            let list = told.office.get("land-leader", "/api/v1/alerts").await.json();
            let of_leg = |it: &&Value| it["kind"] == "leg";
            list["items"].as_array().unwrap().iter().filter(of_leg).count()
        };
        for (moment, said) in [("2026-11-19T17:01", 0), ("2026-11-20T08:00", 0), ("2026-11-20T08:01", 1)] {
            told.office.it_is(moment);
            minutes_pass(&told.office.context).await;
            assert_eq!(levels().await, said, "{moment}");
        }
        told.office.it_is("2026-11-23T17:01");
        minutes_pass(&told.office.context).await;
        assert_eq!(levels().await, 1);
        assert_eq!(heard(&told.office, "land-head", "leg").await, 0);
        assert_eq!(heard(&told.office, "land", "leg").await, 1);
    }
);

on_both_databases!(
    what_was_late_before_a_pause_is_not_told_again_after_it,
    async |database: &support::TestDatabase| {
        let mut told = Told::open(database, &Office::land_transfer()).await;
        told.act("2026-11-16T09:00", "clerk", "hand-over", json!({})).await;
        told.act("2026-11-16T09:30", "land", "accept", json!({ "leg": 1 })).await;
        told.office.it_is("2026-11-20T17:01");
        minutes_pass(&told.office.context).await;
        assert_eq!(heard(&told.office, "land", "leg").await, 1);
        // A minute's pause moves no end of a leg.
        let pause = json!({ "ground": "court", "reason": "Tòa án thụ lý" });
        told.act("2026-11-20T17:10", "land", "suspend", pause).await;
        told.act("2026-11-20T17:11", "land", "resume", json!({})).await;
        for moment in ["2026-11-20T17:12", "2026-11-21T08:00", "2026-11-23T08:00"] {
            told.office.it_is(moment);
            minutes_pass(&told.office.context).await;
        }
        assert_eq!(heard(&told.office, "land", "leg").await, 1);
    }
);
