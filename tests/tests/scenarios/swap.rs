//! A swapped day announced a week ahead moves exactly the open dates it must. Every date is worked out by hand: 16/11/2026
//! is a Monday, 24/11 a holiday; on Friday 20/11 it is announced that 27/11 is off and Saturday 05/12 is worked instead.

use crate::office::{LAND, Office, at, on};
use crate::support;
use motcua_app::intake::{AskedItem, ask_supplement, complete_supplement, receive_at_counter, withdraw};
use motcua_app::routing::{accept, hand_over_from_counter, resume, suspend};
use motcua_app::upkeep::{Trial, recompute};
use motcua_app::{Clock, Context, IdSource, Province};
use motcua_calendar::DayCalendar;
use motcua_dossier::{ComponentGiven, Dossier, Filing, SupplementSubject, SuspensionGround};
use motcua_kernel::Instant;
use motcua_storage::dossiers;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;

const DAYS: &str = include_str!("../../../config/calendars/vn_holidays_2007_2030.csv");
const SWAP: &str = "2026-11-27,Fri,substituted_off,Ngày nghỉ (thay cho ngày 05/12/2026),,
2026-12-05,Sat,makeup_workday,Làm bù,,
";

/// The same office and store, after the announcement.
fn announced(office: &Office) -> Context {
    let mut province = Province::can_tho().unwrap();
    province.rests_on(DayCalendar::parse_csv(&format!("{DAYS}{SWAP}")).unwrap());
    let ids = IdSource::Counting(AtomicU64::new(1_000_000));
    Context::new(Clock::fixed(at("2026-11-20T17:30")), ids, office.context.store.clone(), province)
}

async fn received(office: &Office) -> Dossier {
    receive_at_counter(&office.context, office.counter(), office.filing()).await.unwrap().dossier
}

/// With the land office.
async fn in_hand(office: &Office) -> Dossier {
    let context = &office.context;
    let dossier = received(office).await;
    let dossier = hand_over_from_counter(context, on(&dossier, office.counter())).await.unwrap();
    accept(context, on(&dossier, office.land()), LAND).await.unwrap()
}

/// Due on Thursday 19/11, before the swap.
fn soon(office: &Office) -> Filing {
    let catalogue = &office.context.province.catalogue;
    let version = catalogue.version_on("1.004873", at("2026-11-16T08:00").date()).unwrap();
    let paper = ComponentGiven { code: "to-khai".to_owned(), originals: 1, copies: 0 };
    Filing {
        version: version.id,
        case: "de-ket-hon".to_owned(),
        competent: office.agency("H13.163"),
        answers: BTreeMap::from([("can-xac-minh".to_owned(), false)]),
        components: vec![paper],
        ..office.filing()
    }
}

async fn lawful(context: &Context, dossier: &Dossier) -> (Instant, Instant) {
    let stored = dossiers::load(&context.store.reader(), dossier.id).await.unwrap();
    let dates = stored.reception.unwrap().dates;
    (dates.first, dates.lawful)
}

on_both_databases!(
    a_swapped_day_moves_the_open_dates_it_must_and_no_other,
    async |database: &support::TestDatabase| {
        let office = Office::open(database);
        let plain = received(&office).await;
        let supplemented = in_hand(&office).await;
        let suspended = in_hand(&office).await;
        let withdrawn = received(&office).await;
        let soon =
            receive_at_counter(&office.context, office.counter(), soon(&office)).await.unwrap().dossier;
        office.it_is("2026-11-17T10:00");
        let subject = SupplementSubject::Component { code: "hop-dong".to_owned() };
        let items = vec![AskedItem { subject, reason: "Thiếu trang 2".to_owned() }];
        let context = &office.context;
        let asked =
            ask_supplement(context, on(&supplemented, office.land()), Some(LAND), items).await.unwrap();
        let reason = || "Tòa án thụ lý".to_owned();
        let court = SuspensionGround::Court;
        suspend(context, on(&suspended, office.land()), court, reason()).await.unwrap();
        withdraw(context, on(&withdrawn, office.counter()), reason()).await.unwrap();
        office.it_is("2026-11-18T10:00");
        complete_supplement(context, on(&asked, office.counter())).await.unwrap();
        // 19, 20, 23, 25, 26, 27, 30, 01/12.
        let printed = at("2026-11-27T17:00");
        assert_eq!(lawful(context, &supplemented).await, (printed, at("2026-12-01T17:00")));

        let after = announced(&office);
        let check = async |dossier: &Dossier, first, expected| {
            assert_eq!(lawful(&after, dossier).await, (at(first), at(expected)));
        };
        let trial = recompute(&after, Trial::Only, &|_| ()).await.unwrap();
        assert_eq!((trial.dossiers, trial.moved.len()), (5, 3));
        check(&plain, "2026-11-27T17:00", "2026-11-27T17:00").await;
        let mut moved = recompute(&after, Trial::Not, &|_| ()).await.unwrap().moved;
        moved.sort_by_key(|it| it.number.to_string());
        let moved: Vec<_> = moved.iter().map(|it| (it.dossier, it.before, it.after)).collect();
        // 17, 18, 19, 20, 23, 25, 26, 30; and after the supplement 19, 20, 23, 25, 26, 30, 01/12, 02/12.
        let expected = [
            (plain.id, printed, at("2026-11-30T17:00")),
            (supplemented.id, at("2026-12-01T17:00"), at("2026-12-02T17:00")),
            (suspended.id, printed, at("2026-11-30T17:00")),
        ];
        assert_eq!(moved, expected);
        check(&withdrawn, "2026-11-27T17:00", "2026-11-27T17:00").await;
        check(&soon, "2026-11-19T17:00", "2026-11-19T17:00").await;
        assert_eq!(recompute(&after, Trial::Not, &|_| ()).await.unwrap().moved, []);

        // Suspended for 300 + 3 × 480 + 180 minutes, four working days: 01, 02, 03, 04/12.
        after.clock.set(at("2026-11-23T10:00"));
        let held = dossiers::load(&after.store.reader(), suspended.id).await.unwrap();
        resume(&after, on(&held, office.land())).await.unwrap();
        check(&suspended, "2026-11-27T17:00", "2026-12-04T17:00").await;
        assert_eq!(recompute(&after, Trial::Not, &|_| ()).await.unwrap().moved, []);

        // The Saturday counts for whoever comes later: 01, 02, 03, 04, 05, 07, 08, 09/12.
        after.clock.set(at("2026-11-30T08:00"));
        let later = receive_at_counter(&after, office.counter(), office.filing()).await.unwrap();
        assert_eq!(later.dossier.reception.unwrap().dates.first, at("2026-12-09T17:00"));
        assert!(later.explanation.sentence().contains("05/12"), "{}", later.explanation.sentence());
        assert_eq!(motcua_app::upkeep::verify(&after, &|_| ()).await.unwrap().broken, []);
    }
);
