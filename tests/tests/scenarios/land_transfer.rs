//! One real dossier on both databases: a land transfer at a commune counter, land office and tax office in parallel, a
//! supplement asked once, the tax office late, the result returned. Every figure is worked out by hand here.
//!
//! Hours are 07:00–11:30 and 13:30–17:00, 480 minutes a day. 24/11/2026 is a holiday.

use crate::office::{LAND, Office, TAX, at, on};
use crate::support;
use motcua_app::intake::{AskedItem, ask_supplement, complete_supplement, receive_at_counter};
use motcua_app::money::{Told, assess_charge, record_payment};
use motcua_app::routing::{
    HandOut, accept, approve, assign, finish_step, hand_over_from_counter, hand_over_leg, number_and_stamp,
    originals_kept, propose, return_result,
};
use motcua_app::{AppError, figures};
use motcua_dossier::{
    By, Dossier, Holder, Outcome, PaidCharge, PaymentMeans, ReturnMethod, Status, SupplementSubject,
};
use motcua_kernel::{AccountId, LegNo, PartyId, Vnd};
use motcua_routing::NumberedResult;
use motcua_storage::dossiers;
use uuid::Uuid;

const SIGNING: LegNo = LegNo(3);
const RETURN: LegNo = LegNo(4);

/// Up to the moment when the tax office has finished, two days too late.
async fn until_tax_is_done(office: &Office) -> Dossier {
    let context = &office.context;
    let received = receive_at_counter(context, office.counter(), office.filing()).await.unwrap();
    // 17, 18, 19, 20, 23, 25, 26, 27: the day of receipt and the holiday are not counted.
    let dates = received.dossier.reception.as_ref().unwrap().dates;
    assert_eq!(dates.first, at("2026-11-27T17:00"));
    assert!(received.explanation.sentence().contains("24/11"), "{}", received.explanation.sentence());
    let dossier = received.dossier;
    assert_eq!(dossier.reception.as_ref().unwrap().number.as_str(), "H13.163.01-261116-0001");

    office.it_is("2026-11-16T09:00");
    let dossier = hand_over_from_counter(context, on(&dossier, office.counter())).await.unwrap();
    office.it_is("2026-11-16T09:30");
    let dossier = accept(context, on(&dossier, office.land()), LAND).await.unwrap();
    office.it_is("2026-11-16T10:00");
    let dossier = accept(context, on(&dossier, office.tax()), TAX).await.unwrap();

    office.it_is("2026-11-17T10:00");
    let subject = SupplementSubject::Component { code: "hop-dong".to_owned() };
    let items = vec![AskedItem { subject, reason: "Hợp đồng thiếu trang 2".to_owned() }];
    let dossier = ask_supplement(context, on(&dossier, office.land()), Some(LAND), items).await.unwrap();
    office.it_is("2026-11-18T10:00");
    let dossier = complete_supplement(context, on(&dossier, office.counter())).await.unwrap();
    // NĐ 61/2018 Điều 19(4), the limit starts anew: 19, 20, 23, 25, 26, 27, 30, 01/12.
    assert_eq!(dossier.reception.as_ref().unwrap().dates.lawful, at("2026-12-01T17:00"));
    assert_eq!(dossier.reception.as_ref().unwrap().dates.first, at("2026-11-27T17:00"));

    office.it_is("2026-11-20T09:30");
    let dossier = finish_step(context, on(&dossier, office.land()), LAND, 0).await.unwrap();
    let dossier = hand_over_leg(context, on(&dossier, office.land()), LAND).await.unwrap();
    office.it_is("2026-12-02T10:00");
    let dossier = finish_step(context, on(&dossier, office.tax()), TAX, 0).await.unwrap();
    hand_over_leg(context, on(&dossier, office.tax()), TAX).await.unwrap()
}

/// From the join to the person's hands.
async fn until_returned(office: &Office, dossier: Dossier) -> Dossier {
    let context = &office.context;
    office.it_is("2026-12-02T10:30");
    let dossier = accept(context, on(&dossier, office.land()), SIGNING).await.unwrap();
    office.it_is("2026-12-02T14:30");
    let fee = "le-phi-cap-giay";
    let dossier =
        assess_charge(context, on(&dossier, office.land()), SIGNING, fee, Vnd(100_000)).await.unwrap();
    let outcome = Outcome::Granted { result: "giay-chung-nhan".to_owned(), file: None };
    let dossier = propose(context, on(&dossier, office.land()), SIGNING, outcome).await.unwrap();
    office.it_is("2026-12-02T15:30");
    let dossier = approve(context, on(&dossier, office.land_leader()), SIGNING).await.unwrap();
    office.it_is("2026-12-02T16:00");
    let result = NumberedResult { number: "CS 01234".to_owned(), file: None };
    let dossier = number_and_stamp(context, on(&dossier, office.land()), SIGNING, result).await.unwrap();
    let dossier = hand_over_leg(context, on(&dossier, office.land()), SIGNING).await.unwrap();
    office.it_is("2026-12-02T16:30");
    let dossier = accept(context, on(&dossier, office.counter()), RETURN).await.unwrap();
    assert!(matches!(dossier.status, Status::ResultReady { refused: false, .. }));
    office.it_is("2026-12-03T08:00");
    office.hire(office.counter()).await;
    let paid = vec![PaidCharge { code: fee.to_owned(), amount: Vnd(100_000) }];
    let told = Told { paid, how: PaymentMeans::Cash, receipt: None, given: None };
    let by_counter = on(&dossier, office.counter());
    let dossier = record_payment(context, by_counter, told).await.unwrap();
    let method = ReturnMethod::Counter { to: PartyId(Uuid::from_u128(100)) };
    let originals = originals_kept(&dossier).map(|it| it.code.clone()).collect();
    let hand_out = HandOut { originals, ..HandOut::of(method) };
    return_result(context, on(&dossier, office.counter()), hand_out).await.unwrap()
}

on_both_databases!(a_late_tax_office_is_charged_with_the_delay, async |database: &support::TestDatabase| {
    let office = Office::open(database);
    let dossier = Box::pin(until_tax_is_done(&office)).await;
    let dossier = Box::pin(until_returned(&office, dossier)).await;
    assert!(matches!(dossier.status, Status::Returned { refused: false, .. }));

    let times = figures::times(&office.context, dossier.id, at("2026-12-31T17:00")).await.unwrap();
    let line = &times.main_line;
    // Receipt 16/11 08:00 to ready 02/12 16:30: 420 + 10 days of 480 + 450.
    let total: i64 = line.segments.iter().map(|it| it.minutes).sum();
    assert_eq!(total, 5670);
    // 17/11 10:00 to 18/11 10:00.
    assert_eq!(line.citizen_minutes(), 480);
    // 16/11 08:00 to 09:30, when the land office accepted.
    let counter = Holder::Counter { agency: office.agency("H13.163.01") };
    assert_eq!(line.minutes_by_holder().iter().find(|it| it.0 == counter).unwrap().1, 90);
    // The tax office closed the join: the stretch since the split, 510 before the pause and 4350 after it.
    assert_eq!(line.leg_minutes(TAX), 4860);
    assert_eq!(line.leg_minutes(LAND), 0);
    // 10:30 to 16:30 less the noon break; an hour of it with the signer.
    assert_eq!(line.leg_minutes(SIGNING), 240);

    let land = times.legs.iter().find(|it| it.no == LAND).unwrap();
    assert!(land.concurrent);
    // 330 + 180 before the pause, 300 + 480 + 150 after it.
    assert_eq!(land.used_minutes, 1440);
    assert_eq!(land.overrun, 0);

    // From 01/12 17:00 to 02/12 16:30.
    assert_eq!(times.lateness.total_minutes, 450);
    assert_eq!(times.lateness.by_leg, vec![(TAX, office.agency("H13.030"), 450)]);
    assert_eq!(times.lateness.unassigned, 0);

    dossiers::verify(&office.context.store.reader(), dossier.id).await.unwrap();
});

on_both_databases!(
    what_is_refused_stores_nothing_and_uses_no_number,
    async |database: &support::TestDatabase| {
        let office = Office::open(database);
        let context = &office.context;
        let mut incomplete = office.filing();
        incomplete.components.pop();
        let refused = receive_at_counter(context, office.counter(), incomplete).await.unwrap_err();
        let AppError::Refused(refusal) = refused else { panic!("{refused}") };
        assert_eq!(refusal.message.code.to_string(), "intake.component-missing");
        assert_eq!(dossiers::ids(&context.store.reader(), None, 10).await.unwrap(), []);
        let received = receive_at_counter(context, office.counter(), office.filing()).await.unwrap();
        assert_eq!(received.dossier.reception.unwrap().number.serial(), "0001");
    }
);

on_both_databases!(
    of_two_who_act_on_one_dossier_the_second_hears_of_the_first,
    async |database: &support::TestDatabase| {
        let office = Office::open(database);
        let context = &office.context;
        let received = receive_at_counter(context, office.counter(), office.filing()).await.unwrap();
        let dossier = hand_over_from_counter(context, on(&received.dossier, office.counter())).await.unwrap();
        let mut dossier = accept(context, on(&dossier, office.land()), LAND).await.unwrap();
        for pair in 0..50_u128 {
            let (one, other) = (office.land(), office.land_leader());
            let to = |number: u128| AccountId(Uuid::from_u128(1000 + 2 * pair + number));
            let (left, right) = tokio::join!(
                assign(context, on(&dossier, one), LAND, to(0)),
                assign(context, on(&dossier, other), LAND, to(1))
            );
            let (winner, won, lost) = match (left, right) {
                (Ok(won), Err(lost)) => (one, won, lost),
                (Err(lost), Ok(won)) => (other, won, lost),
                both => panic!("not exactly one won: {both:?}"),
            };
            let AppError::Stale { by, .. } = lost else { panic!("{lost:?}") };
            assert_eq!(by, By::Officer(winner));
            dossier = won;
        }
        dossiers::verify(&context.store.reader(), dossier.id).await.unwrap();
    }
);

on_both_databases!(a_day_has_numbers_without_gap_or_duplicate, async |database: &support::TestDatabase| {
    let office = Office::open(database);
    let receptions = (0..100).map(|_| {
        let context = office.context.clone();
        let (clerk, filing) = (office.counter(), office.filing());
        tokio::spawn(async move { receive_at_counter(&context, clerk, filing).await.unwrap().dossier })
    });
    let mut serials = Vec::new();
    for reception in receptions.collect::<Vec<_>>() {
        serials.push(reception.await.unwrap().reception.unwrap().number.serial().to_owned());
    }
    serials.sort();
    assert_eq!(serials, (1..=100).map(|it| format!("{it:04}")).collect::<Vec<_>>());
});
