//! Whoever sends a thousand texts gets a few answers, from whatever number of servers, and others are answered meanwhile.

use super::{MORE, STRANGER, THEIRS, Texted, UNKNOWN, beside, number_of};
use crate::office::Office;
use crate::support::TestDatabase;
use motcua_app::Context;
use motcua_app::duties;
use motcua_app::inquiries::{InquirySetting, Limits};
use serde_json::json;

/// 1,000 texts of one telephone to two servers within a minute; says how many texts went back.
async fn flood(it: &Texted, other: &Office, from: &str, text: impl Fn(usize) -> String) -> Vec<String> {
    for batch in 0..40 {
        let sent = (0..25).map(|place| {
            let number = batch * 25 + place;
            let to = if number % 2 == 0 { &it.office } else { other };
            let words = text(number);
            async move { it.text(to, &format!("{from}-{number}"), from, &words).await.expect(200) }
        });
        for answer in futures_util::future::join_all(sent).await {
            assert!(answer.json()["answered"].is_boolean());
        }
    }
    duties::drain(&it.office.context).await.unwrap();
    duties::drain(&other.context).await.unwrap();
    it.answers(from)
}

on_both_databases!(a_thousand_texts_of_one_telephone_get_six_answers, async |database: &TestDatabase| {
    let it = Texted::open(database).await;
    let other = beside(&it.office, database, &it.phones).await;
    let code = it.code.clone();
    let asked = flood(&it, &other, STRANGER, |_| format!("HS {code}")).await;
    assert_eq!(asked.len(), 6, "five answers and one that says it is too often: {asked:#?}");
    let warnings: Vec<_> = asked.iter().filter(|it| it.starts_with("Bạn đã nhắn nhiều lần.")).collect();
    assert_eq!(warnings.len(), 1, "{asked:#?}");

    // Whoever tries codes out gets three answers, none of which tells one from another.
    let guessed = flood(&it, &other, "84987654322", |number| format!("HS {number:06}")).await;
    assert_eq!(guessed.len(), 4, "{guessed:#?}");
    assert_eq!(guessed.iter().filter(|it| it.starts_with(UNKNOWN)).count(), 3);
    assert_eq!(
        number_of(database, "SELECT COUNT(*) AS number FROM inquiry").await,
        10,
        "silence leaves no row"
    );
    assert_eq!(
        number_of(database, "SELECT CAST(SUM(silenced) AS BIGINT) AS number FROM inquiry_meter").await,
        1990
    );

    // Others are answered meanwhile, and the same one ten minutes later; told that it is too often once an hour.
    assert!(it.ask(THEIRS, &code).await.contains(&it.number));
    it.office.it_is("2026-11-16T08:09");
    let later = it.text(&it.office, "later-1", STRANGER, &code).await.expect(200).json();
    assert_eq!(later, json!({ "answered": false }));
    it.office.it_is("2026-11-16T08:10");
    assert!(it.ask(STRANGER, &code).await.contains(MORE));
    for day_part in 9..23 {
        it.office.it_is(&format!("2026-11-16T{day_part:02}:30"));
        for place in 0..10 {
            let id = format!("day-{day_part}-{place}");
            it.text(&it.office, &id, STRANGER, &code).await.expect(200);
        }
    }
    duties::drain(&it.office.context).await.unwrap();
    let (warned, answered): (Vec<_>, Vec<_>) =
        it.answers(STRANGER).into_iter().partition(|it| it.starts_with("Bạn đã nhắn nhiều lần."));
    assert_eq!(answered.len(), 20, "a day has twenty");
    assert!(warned.len() <= 15, "one an hour at most: {}", warned.len());
});

on_both_databases!(a_channel_has_an_end_too, async |database: &TestDatabase| {
    let it = Texted::open(database).await;
    let limits = Limits { of_all_in_an_hour: 3, ..Limits::default() };
    let change =
        |context: Context| context.with_inquiries(InquirySetting { limits, ..InquirySetting::default() });
    let it = Texted { office: it.office.over(change), ..it };
    let mut answered = Vec::new();
    for caller in 0..5 {
        let taken =
            it.text(&it.office, &format!("m-{caller}"), &format!("8498765432{caller}"), "xin chào").await;
        answered.push(taken.expect(200).json()["answered"] == true);
    }
    assert_eq!(answered, [true, true, true, false, false]);
    duties::drain(&it.office.context).await.unwrap();
    assert_eq!(it.phones.arrivals().len(), 4, "three and the notice of the reception");
    it.office.it_is("2026-11-16T09:00");
    it.ask("84987654325", &it.code).await;
});
