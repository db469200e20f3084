//! Each channel by itself: one that hangs holds up no other, what found no room was not tried, and texts go out in the letters
//! that the house has set.

use crate::notices::{Told, with_email};
use crate::office::Office;
use crate::sending::{AtWork, Gateway};
use crate::support::TestDatabase;
use motcua_app::duties;
use motcua_app::notices::{Letters, NoticeSetting, ShortLetters};
use motcua_delivery::{Adapter, Delivery, GatewayAccount, HttpTexter, Mood, TextWay, Texter, Tray};
use motcua_notifications::{Encoding, segments};
use sea_orm::{ConnectionTrait, Statement};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

/// More dossiers than anything is tried at once.
const MANY: usize = 15;

on_both_databases!(a_mail_server_that_hangs_holds_up_mail_alone, async |database: &TestDatabase| {
    const HOURS: Duration = Duration::from_hours(3);
    let told = Told::open(database, &with_email()).await;
    told.mails.answer(Mood::Hanging(HOURS));
    for _ in 1..MANY {
        told.office.post("clerk", "/api/v1/dossiers", &[], &with_email()).await.expect(201);
    }
    let _at_work = AtWork::of(&told.office.context);
    let all_texts = async {
        while told.texts.taken().len() < MANY {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let came = tokio::time::timeout(Duration::from_mins(1), all_texts).await;
    assert!(came.is_ok(), "{} texts of {MANY}", told.texts.taken().len());
    assert!(told.mails.asked() > 0 && told.mails.taken().is_empty(), "mail hangs all the while");
});

on_both_databases!(a_gateway_that_hangs_holds_up_its_own_texts_alone, async |database: &TestDatabase| {
    let mut told = Told::open(database, &with_email()).await;
    let by_zalo = Tray::default();
    let mut delivery = told.office.context.delivery().clone();
    delivery.texts.zalo = TextWay::Memory(by_zalo.clone());
    told.office = told.office.over(|it| it.with_delivery(delivery));
    told.texts.answer(Mood::Hanging(Duration::from_hours(3)));
    let mut chosen = with_email();
    chosen["applicant"]["texts"] = serde_json::json!("zalo");
    for _ in 0..MANY {
        told.office.post("clerk", "/api/v1/dossiers", &[], &with_email()).await.expect(201);
        told.office.post("clerk", "/api/v1/dossiers", &[], &chosen).await.expect(201);
    }
    let _at_work = AtWork::of(&told.office.context);
    let all = async {
        while by_zalo.taken().len() < MANY || told.mails.taken().len() <= 2 * MANY {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let came = tokio::time::timeout(Duration::from_mins(1), all).await;
    assert!(came.is_ok(), "{} by Zalo, {} mails", by_zalo.taken().len(), told.mails.taken().len());
    assert!(told.texts.asked() > 0 && told.texts.taken().is_empty());
});

on_both_databases!(what_was_written_before_channels_had_kinds_is_sent, async |database: &TestDatabase| {
    let told = Told::open(database, &with_email()).await;
    let connection = database.connect().await;
    let sql = "UPDATE job SET kind = 'notice' WHERE kind LIKE 'notice-%'";
    let statement = Statement::from_string(connection.get_database_backend(), sql.to_owned());
    assert!(connection.execute_raw(statement).await.unwrap().rows_affected() >= 2);
    connection.close().await.unwrap();
    told.work().await;
    assert_eq!((told.mails.taken().len(), told.texts.taken().len()), (1, 1));
    let left = told.office.get("administrator", "/api/v1/work").await.expect(200).text;
    assert!(!left.contains("\"notice"), "{left}");
});

on_both_databases!(what_found_no_room_at_the_gateway_was_not_tried, async |database: &TestDatabase| {
    let gateway = Gateway::open().await;
    let adapter = Adapter::read(include_str!("../../../config/texts/trial.toml")).unwrap();
    let account = GatewayAccount {
        login: "motcua-thu".to_owned(),
        secret: Gateway::SECRET.to_owned(),
        sender: "MOTCUA".to_owned(),
    };
    let one_a_minute = NonZeroU32::MIN;
    let at = adapter.at(gateway.url().to_owned());
    let texter = HttpTexter::new(at, account, one_a_minute, Duration::from_secs(10)).unwrap();
    let texts = Texter { sms: TextWay::Http(Arc::new(texter)), zalo: TextWay::Off };
    let delivery = Delivery { texts, ..Delivery::default() };
    let mut told = Told::open(database, &Office::land_transfer()).await;
    told.office = told.office.over(|it| it.with_delivery(delivery));
    told.office.post("clerk", "/api/v1/dossiers", &[], &Office::land_transfer()).await.expect(201);
    duties::drain(&told.office.context).await.unwrap();
    assert_eq!(gateway.asked().len(), 1, "the second found no room");
    let list = told
        .office
        .get("administrator", "/api/v1/jobs?state=waiting&kind=notice-sms")
        .await
        .expect(200)
        .json();
    let waiting = list["items"].as_array().unwrap();
    assert_eq!(waiting.len(), 1, "{list}");
    assert_eq!(waiting[0]["attempts"], 0, "that was no try: {list}");
    assert!(waiting[0]["due"].as_str().unwrap() > "2026-11-16T08:00", "{list}");
});

on_both_databases!(texts_go_out_in_the_letters_of_the_house, async |database: &TestDatabase| {
    let gateway = Gateway::open().await;
    let usual = ShortLetters::default();
    let marked = ShortLetters { sms: Letters::Marked, ..usual };
    let mut told = Told::open(database, &Office::land_transfer()).await;
    for (letters, encoding, parts) in [(usual, Encoding::Gsm7, 1), (marked, Encoding::Ucs2, 3)] {
        let notices = NoticeSetting { letters, ..NoticeSetting::default() };
        let delivery = Delivery { texts: gateway.texter(), ..Delivery::default() };
        told.office = told.office.over(|it| it.with_delivery(delivery).with_notices(notices));
        told.office.receive().await;
        duties::drain(&told.office.context).await.unwrap();
        let came = gateway.phones.arrivals().pop().unwrap().text;
        let sent = segments(&came);
        assert_eq!((sent.encoding, sent.count <= parts), (encoding, true), "{sent:?} {came}");
        assert_eq!(
            came.starts_with("Ho so") || came.contains(" ho so "),
            encoding == Encoding::Gsm7,
            "{came}"
        );
    }
});
