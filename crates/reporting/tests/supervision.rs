//! Figures of supervision add up, and each is the number of facts in its slice.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use motcua_kernel::{AgencyId, DossierId, Instant, parse_instant};
use motcua_reporting::supervision::{
    Beginning, FEWEST, Fact, LegFact, Month, Remaining, Share, Slice, Standing, What, median_days, overview,
};
use proptest::prelude::*;

const FROM: &str = "2026-11-01T00:00";
const UNTIL: &str = "2026-11-24T09:00";

fn at(text: &str) -> Instant {
    parse_instant(text).unwrap()
}

fn agency(no: u128) -> AgencyId {
    AgencyId(uuid(no))
}

fn uuid(no: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(no)
}

fn fact(no: u128, beginning: Beginning, standing: Standing, used_minutes: i64) -> Fact {
    let solved = standing.is_solved() || standing == Standing::EndedOtherwise;
    Fact {
        dossier: DossierId(uuid(no)),
        receiving: agency(1),
        competent: agency(2),
        field: "Đất đai".to_owned(),
        received: at("2026-11-03T09:30"),
        ended: solved.then(|| at("2026-11-20T10:00")),
        beginning,
        standing,
        remaining: standing.is_open().then(|| {
            if standing == Standing::Overdue { Remaining::overdue(2) } else { Remaining::due_in(1) }
        }),
        paused: false,
        used_minutes,
        day_minutes: 480,
        legs: vec![LegFact {
            agency: agency(3),
            name: "Thẩm định".to_owned(),
            finished: at("2026-11-10T10:00"),
            used_minutes,
            allowed_minutes: 480,
            day_minutes: 480,
        }],
    }
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let beginning =
        prop_oneof![Just(Beginning::Received), Just(Beginning::CarriedOver), Just(Beginning::Reopened),];
    let standing = prop_oneof![
        Just(Standing::InTime),
        Just(Standing::Overdue),
        Just(Standing::Early),
        Just(Standing::OnTime),
        Just(Standing::Late),
        Just(Standing::EndedOtherwise),
    ];
    (beginning, standing, 0_i64..20_000)
        .prop_map(|(beginning, standing, used)| fact(1, beginning, standing, used))
}

proptest! {
    #[test]
    fn the_identities_hold(facts in prop::collection::vec(any_fact(), 0..60)) {
        let figures = overview(&facts, at(FROM), at(UNTIL));
        let count = |what| figures.count(what);
        prop_assert_eq!(
            count(What::Received) + count(What::CarriedOver) + count(What::Reopened),
            count(What::Solved) + count(What::EndedOtherwise) + count(What::Open)
        );
        prop_assert_eq!(count(What::Open), count(What::InTime) + count(What::Overdue));
        prop_assert_eq!(count(What::Solved), count(What::Early) + count(What::OnTime) + count(What::Late));
        prop_assert_eq!(figures.remaining.iter().map(|it| it.1).sum::<usize>(), count(What::Open));
        prop_assert_eq!(figures.days.iter().map(|it| it.1).sum::<usize>(), count(What::Solved));
        prop_assert_eq!(figures.hours.iter().map(|it| it.count).sum::<usize>(), count(What::Received));
        prop_assert_eq!(figures.agencies.iter().map(|it| it.in_deadline.of).sum::<usize>(), count(What::Solved));
    }
}

#[test]
fn what_ended_before_the_period_counts_in_its_month_only() {
    let mut earlier = fact(1, Beginning::Earlier, Standing::Late, 100);
    earlier.received = at("2026-10-05T09:00");
    earlier.ended = Some(at("2026-10-20T09:00"));
    let facts = [earlier, fact(2, Beginning::Received, Standing::Early, 100)];
    let figures = overview(&facts, at(FROM), at(UNTIL));
    assert_eq!((figures.count(What::Solved), figures.count(What::Late)), (1, 0));
    let october: Month = "2026-10".parse().unwrap();
    let row = figures.months.iter().find(|it| it.month == october).unwrap();
    assert_eq!((row.received, row.in_deadline), (1, Share { part: 0, of: 1 }));
    let slice = Slice { month: Some(october), ..Slice::all(What::Late) };
    assert_eq!(facts.iter().filter(|it| slice.holds(it, at(FROM))).count(), 1);
}

#[test]
fn a_bottleneck_needs_enough_dossiers_that_overran() {
    let many = |used: i64, count: usize| -> Vec<Fact> {
        (1..).take(count).map(|no| fact(no, Beginning::Received, Standing::InTime, used)).collect()
    };
    assert!(overview(&many(960, FEWEST - 1), at(FROM), at(UNTIL)).bottleneck().is_none());
    assert!(overview(&many(480, FEWEST), at(FROM), at(UNTIL)).bottleneck().is_none());
    let figures = overview(&many(960, FEWEST), at(FROM), at(UNTIL));
    let found = figures.bottleneck().unwrap();
    assert_eq!(
        (found.used_days, found.allowed_days, found.over),
        (200, 100, Share { part: FEWEST, of: FEWEST })
    );
}

#[test]
fn shares_and_medians_say_nothing_of_nothing() {
    assert_eq!(Share { part: 0, of: 0 }.permille(), None);
    assert_eq!(Share { part: 2, of: 3 }.permille(), Some(667));
    assert_eq!(median_days([].into_iter()), None);
    assert_eq!(median_days([300, 100].into_iter()), Some(200));
    assert_eq!(median_days([100, 500, 200].into_iter()), Some(200));
}

#[test]
fn months_are_read_as_they_are_written() {
    for text in ["2026-01", "2025-12"] {
        assert_eq!(text.parse::<Month>().unwrap().to_string(), text);
    }
    assert_eq!("2026-01".parse::<Month>().unwrap().before().to_string(), "2025-12");
    for wrong in ["2026-13", "2026", "x-1", "2026-00", ""] {
        assert!(wrong.parse::<Month>().is_err(), "{wrong}");
    }
}
