//! Receipt numbers: who holds them, in which order they go, and where each one is in the quarter's report.
#![expect(clippy::unwrap_used, reason = "what these tests set up is known to hold")]

use motcua_fees::series::{
    Fate, FateRecorded, NumberRanges, NumbersIssued, ReceiptBook, ReceiptSeries, SeriesKind, UsageReport,
    usage_report,
};
use motcua_kernel::{AccountId, Date, Refusal};
use proptest::prelude::*;
use std::collections::BTreeSet;
use time::macros::date;
use uuid::Uuid;

const CAME: Date = date!(2026 - 01 - 05);
const DAY: Date = date!(2026 - 02 - 10);

fn series(kind: SeriesKind) -> ReceiptSeries {
    ReceiptSeries {
        form: "01BLP2-001".to_owned(),
        symbol: "AA-26T".to_owned(),
        book: Some("12".to_owned()),
        kind,
        first: 101,
        last: 150,
        width: 7,
        issuer: "Sở Tài chính".to_owned(),
    }
}

fn person(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn issued(cashier: u128, first: u32, last: u32) -> NumbersIssued {
    NumbersIssued { cashier: person(cashier), first, last, on: DAY }
}

/// 101 to 110 with the first cashier, 111 to 120 with the second.
fn book(kind: SeriesKind) -> ReceiptBook {
    let mut book = ReceiptBook::new(series(kind), CAME).unwrap();
    book.issue(issued(1, 101, 110)).unwrap();
    book.issue(issued(2, 111, 120)).unwrap();
    book
}

fn lost() -> Fate {
    Fate::Lost { minutes: "03/BB".to_owned() }
}

fn code(refused: Result<impl Sized, Refusal>) -> String {
    refused.err().unwrap().message.code.to_string()
}

#[test]
fn a_number_is_written_with_its_zeros() {
    assert_eq!(series(SeriesKind::PrePrinted).written(101), "0000101");
}

#[test]
fn what_is_no_series_is_refused() {
    let check = |change: fn(&mut ReceiptSeries), refused: &str| {
        let mut series = series(SeriesKind::Electronic);
        change(&mut series);
        assert_eq!(code(ReceiptBook::new(series, CAME)), refused);
    };
    check(|it| it.form.clear(), "fees.series-unnamed");
    check(|it| it.symbol = " ".to_owned(), "fees.series-unnamed");
    check(|it| it.issuer.clear(), "fees.series-unnamed");
    check(|it| it.first = 0, "fees.series-range-wrong");
    check(|it| it.first = 151, "fees.series-range-wrong");
    check(|it| it.width = 2, "fees.series-width-wrong");
    check(|it| it.width = 0, "fees.series-width-wrong");
    check(|it| it.width = 10, "fees.series-width-wrong");
}

#[test]
fn numbers_are_handed_out_once() {
    let check = |first, last, refused: &str| {
        assert_eq!(code(book(SeriesKind::PrePrinted).issue(issued(3, first, last))), refused);
    };
    check(110, 115, "fees.series-issued");
    check(101, 150, "fees.series-issued");
    check(100, 100, "fees.series-range-wrong");
    check(121, 151, "fees.series-range-wrong");
    check(130, 121, "fees.series-range-wrong");
    let early = NumbersIssued { on: date!(2026 - 01 - 04), ..issued(3, 121, 130) };
    assert_eq!(code(book(SeriesKind::PrePrinted).issue(early)), "fees.series-not-received");
    assert!(book(SeriesKind::PrePrinted).issue(issued(3, 121, 150)).is_ok());
}

#[test]
fn a_pre_printed_number_is_confirmed_in_its_order_and_never_invented() {
    let mut book = book(SeriesKind::PrePrinted);
    assert_eq!(code(book.take(person(1), DAY)), "fees.series-pre-printed");
    assert_eq!(book.next(person(1)), Some(101));
    book.confirm(person(1), 101, DAY).unwrap();
    assert_eq!(code(book.confirm(person(1), 101, DAY)), "fees.series-number-spent");
    assert_eq!(code(book.confirm(person(1), 111, DAY)), "fees.series-not-in-hand");
    assert_eq!(code(book.confirm(person(3), 111, DAY)), "fees.series-not-in-hand");
    assert_eq!(code(book.confirm(person(1), 100, DAY)), "fees.series-not-in-hand");
}

#[test]
fn a_gap_is_accounted_for_before_the_next_number_is_used() {
    let mut book = book(SeriesKind::PrePrinted);
    let refusal = book.confirm(person(1), 103, DAY).unwrap_err();
    assert_eq!(refusal.message.code.to_string(), "fees.series-gap");
    let told: Vec<&str> = refusal.message.values.iter().map(|it| it.1.as_str()).collect();
    assert_eq!(told, ["0000101", "0000102"]);
    book.account_for(person(1), 101, lost(), DAY).unwrap();
    book.account_for(person(1), 102, Fate::Spoiled { minutes: "04/BB".to_owned() }, DAY).unwrap();
    book.confirm(person(1), 103, DAY).unwrap();
    assert_eq!(book.in_hand(person(1)).ranges(), [(104, 110)]);
    assert_eq!(book.unused().ranges(), [(104, 150)]);
}

#[test]
fn a_number_has_one_fate_with_minutes() {
    let mut book = book(SeriesKind::PrePrinted);
    let nameless = Fate::Lost { minutes: " ".to_owned() };
    assert_eq!(code(book.account_for(person(1), 101, nameless, DAY)), "fees.series-minutes-missing");
    let endless = Fate::Lost { minutes: "x".repeat(51) };
    assert_eq!(code(book.account_for(person(1), 101, endless, DAY)), "fees.series-minutes-missing");
    assert_eq!(code(book.account_for(person(1), 101, Fate::Used, DAY)), "fees.series-fate-used");
    assert_eq!(code(book.account_for(person(2), 101, lost(), DAY)), "fees.series-not-in-hand");
    assert_eq!(code(book.account_for(person(2), 151, lost(), DAY)), "fees.series-not-in-hand");
    book.account_for(person(1), 101, lost(), DAY).unwrap();
    let deleted = Fate::Deleted { minutes: "05/BB".to_owned() };
    assert_eq!(code(book.account_for(person(1), 101, deleted, DAY)), "fees.series-number-spent");
    assert_eq!(book.fate(101).unwrap().fate, lost());
    book.account_for(person(9), 150, lost(), DAY).unwrap();
}

#[test]
fn a_series_numbered_here_gives_the_next_number_until_it_is_empty() {
    for kind in [SeriesKind::SelfPrinted, SeriesKind::Electronic] {
        let mut book = book(kind);
        assert_eq!(code(book.confirm(person(1), 101, DAY)), "fees.series-numbered-here");
        for number in 101..=110 {
            assert_eq!(book.take(person(1), DAY).unwrap(), number);
        }
        assert_eq!(code(book.take(person(1), DAY)), "fees.series-empty");
        assert_eq!(book.take(person(2), DAY).unwrap(), 111);
    }
}

#[test]
fn a_book_that_runs_out_says_so_at_the_threshold() {
    let mut book = book(SeriesKind::Electronic);
    assert_eq!((book.running_out_of(person(1), 9), book.running_out(49)), (None, None));
    book.take(person(1), DAY).unwrap();
    assert_eq!((book.running_out_of(person(1), 9), book.running_out(49)), (Some(9), Some(49)));
    assert_eq!(book.running_out_of(person(3), 9), Some(0));
}

#[test]
fn what_was_stored_is_the_same_book() {
    let mut book = book(SeriesKind::PrePrinted);
    book.confirm(person(1), 101, DAY).unwrap();
    book.account_for(person(2), 111, lost(), DAY).unwrap();
    let stored = serde_json::to_string(&book).unwrap();
    assert_eq!(serde_json::from_str::<ReceiptBook>(&stored).unwrap(), book);
}

#[test]
fn numbers_are_written_from_and_to() {
    let check = |numbers: &[u32], ranges: &[(u32, u32)], count: u64| {
        let found: NumberRanges = numbers.iter().copied().collect();
        assert_eq!((found.ranges(), found.count()), (ranges, count));
    };
    check(&[], &[], 0);
    check(&[0, 1, 2], &[(0, 2)], 3);
    check(&[5, 7, 8, 9, 20], &[(5, 5), (7, 9), (20, 20)], 5);
    check(&[5, 5, 4], &[(5, 5)], 1);
    check(&[u32::MAX - 1, u32::MAX], &[(u32::MAX - 1, u32::MAX)], 2);
}

#[test]
fn a_quarter_opens_with_what_the_one_before_left() {
    let mut book = book(SeriesKind::PrePrinted);
    book.confirm(person(1), 101, DAY).unwrap();
    book.account_for(person(1), 102, lost(), DAY).unwrap();
    book.confirm(person(1), 103, date!(2026 - 04 - 01)).unwrap();
    let first = usage_report(&book, date!(2026 - 01 - 01), date!(2026 - 03 - 31));
    assert_eq!((first.opening.count(), first.received.ranges()), (0, &[(101, 150)][..]));
    assert_eq!((first.used.ranges(), first.lost.ranges()), (&[(101, 101)][..], &[(102, 102)][..]));
    assert_eq!(first.closing.ranges(), [(103, 150)]);
    let second = usage_report(&book, date!(2026 - 04 - 01), date!(2026 - 06 - 30));
    assert_eq!((&second.opening, second.received.count()), (&first.closing, 0));
    assert_eq!((second.used.ranges(), second.closing.ranges()), (&[(103, 103)][..], &[(104, 150)][..]));
    let before = usage_report(&book, date!(2025 - 10 - 01), date!(2025 - 12 - 31));
    assert!(before.opening.is_empty() && before.received.is_empty() && before.closing.is_empty());
}

/// A day of the year 2026.
fn day(of_year: u16) -> Date {
    Date::from_ordinal_date(2026, of_year).unwrap()
}

/// A book whose first numbers got these fates, each some days after the one before.
fn lived(came: u16, fates: &[(u8, u16)]) -> ReceiptBook {
    let mut book = ReceiptBook::new(series(SeriesKind::PrePrinted), day(came)).unwrap();
    book.issue(NumbersIssued { on: day(came), ..issued(1, 101, 150) }).unwrap();
    let mut on = came;
    for (number, (fate, later)) in (101..).zip(fates) {
        on = (on + later).min(365);
        let minutes = "1/BB".to_owned();
        match fate {
            0 => book.confirm(person(1), number, day(on)).unwrap(),
            1 => book.account_for(person(1), number, Fate::Spoiled { minutes }, day(on)).unwrap(),
            2 => book.account_for(person(1), number, Fate::Lost { minutes }, day(on)).unwrap(),
            _ => book.account_for(person(1), number, Fate::Deleted { minutes }, day(on)).unwrap(),
        }
    }
    book
}

fn all(of: &[&NumberRanges]) -> Vec<u32> {
    of.iter().flat_map(|it| it.numbers()).collect()
}

proptest! {
    #[test]
    fn every_number_of_a_period_stands_in_exactly_one_column(
        came in 1_u16..300,
        fates in prop::collection::vec((0_u8..4, 0_u16..20), 0..50),
        first in 1_u16..365,
        length in 0_u16..365,
    ) {
        let book = lived(came, &fates);
        let last = (first + length).min(365);
        let UsageReport { opening, received, used, deleted, lost, spoiled, closing } =
            usage_report(&book, day(first), day(last));
        let had = all(&[&opening, &received]);
        let went = all(&[&used, &deleted, &lost, &spoiled, &closing]);
        prop_assert_eq!(had.len(), went.len(), "no number stands in two columns");
        let (had, went): (BTreeSet<u32>, BTreeSet<u32>) = (had.into_iter().collect(), went.into_iter().collect());
        prop_assert_eq!(had.len(), went.len());
        prop_assert_eq!(had, went);
        if last < 365 {
            let next = usage_report(&book, day(last + 1), day(365));
            prop_assert_eq!(next.opening, closing);
        }
    }
}

#[test]
fn a_series_of_a_hundred_million_numbers_is_counted_without_walking_them() {
    let whole = ReceiptSeries { first: 1, last: 100_000_000, width: 9, ..series(SeriesKind::Electronic) };
    let used = |number| (number, FateRecorded { fate: Fate::Used, on: DAY, by: person(1) });
    let hand = NumbersIssued { first: 1, last: 50_000_000, ..issued(1, 1, 1) };
    let book = ReceiptBook::restored(whole, CAME, vec![hand], [used(1), used(3)].into()).unwrap();
    assert_eq!(book.next(person(1)), Some(2));
    assert_eq!(book.in_hand(person(1)).ranges(), [(2, 2), (4, 50_000_000)]);
    assert_eq!(book.unused().count(), 99_999_998);
    let report = usage_report(&book, date!(2026 - 01 - 01), date!(2026 - 03 - 31));
    assert_eq!(
        (report.received.count(), report.used.count(), report.closing.count()),
        (100_000_000, 2, 99_999_998)
    );
}

#[test]
fn unused_numbers_at_the_end_go_back_and_are_given_again() {
    let mut book = book(SeriesKind::PrePrinted);
    book.confirm(person(1), 101, DAY).unwrap();
    for ((cashier, first, last), expected) in [
        ((1, 105, 109), "fees.series-hand-back-end"),
        ((1, 110, 109), "fees.series-range-wrong"),
        ((1, 101, 110), "fees.series-number-spent"),
        ((2, 105, 110), "fees.series-not-in-hand"),
        ((1, 121, 150), "fees.series-not-in-hand"),
    ] {
        let before = book.clone();
        assert_eq!(code(book.hand_back(person(cashier), (first, last), DAY)), expected, "{first}-{last}");
        assert_eq!(book, before);
    }
    book.hand_back(person(1), (105, 110), DAY).unwrap();
    assert_eq!(book.in_hand(person(1)).ranges(), [(102, 104)]);
    assert_eq!(book.unused().count(), 49, "what is handed back is in stock");
    assert_eq!(book.holder(105), None);
    assert_eq!(code(book.confirm(person(1), 105, DAY)), "fees.series-not-in-hand");
    book.issue(issued(2, 105, 108)).unwrap();
    assert_eq!(book.in_hand(person(2)).ranges(), [(105, 108), (111, 120)]);
    book.hand_back(person(2), (111, 120), DAY).unwrap();
    assert_eq!(book.issues().len(), 2, "nothing is left of what went back whole");
    let report = usage_report(&book, CAME, date!(2026 - 03 - 31));
    assert_eq!((report.used.count(), report.closing.count()), (1, 49));
}
