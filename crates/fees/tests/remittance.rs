//! What an agency keeps and what goes to the budget: every đồng of the book in one place.

use motcua_catalogue::ChargeKind;
use motcua_fees::remittance::{BudgetBook, BudgetFileError, TakenFor, days_of, remittance};
use motcua_fees::{BookKind, BookLine, BookMeans, BookSubject, SHEET_KINDS, book_sheet};
use motcua_kernel::{AccountId, AgencyId, Date, DossierId, Instant, MoneyMovementId, Vnd};
use proptest::prelude::*;
use time::macros::{date, time};
use uuid::Uuid;

const FEE: &str = "phi";
const BOOK: &str = r#"
    [[chapter]]
    agency = "H13"
    chapter = "400"
    source = "made up"
    confirmed = true
    [[chapter]]
    agency = "H13.163"
    chapter = "800"
    source = "made up"
    confirmed = false

    [[line]]
    charge = "phi"
    from = "2026-01-01"
    subsection = "2001"
    kept_percent = 35
    source = "made up"
    confirmed = true
    [[line]]
    charge = "phi"
    from = "2026-11-20"
    subsection = "2001"
    kept_percent = 50
    source = "made up"
    confirmed = true
    [[line]]
    charge = "phi"
    procedure = "1.000001"
    from = "2026-01-01"
    kept_percent = 100
    source = "made up"
    confirmed = false
    [[line]]
    charge = "le-phi"
    from = "2026-01-01"
    subsection = "2002"
    kept_percent = 80
    source = "made up"
    confirmed = true
"#;

fn line(
    place: u128,
    day: Date,
    kind: BookKind,
    means: BookMeans,
    charge: ChargeKind,
    amount: i64,
) -> BookLine {
    let subject = BookSubject {
        dossier: DossierId(Uuid::from_u128(7)),
        seq: 1,
        charge: if charge == ChargeKind::Fee { FEE } else { "le-phi" }.to_owned(),
        kind: charge,
    };
    let of_dossier = !matches!(kind, BookKind::Float | BookKind::Remittance);
    BookLine {
        id: MoneyMovementId(Uuid::from_u128(place)),
        agency: AgencyId(Uuid::from_u128(1)),
        account: AccountId(Uuid::from_u128(2)),
        at: Instant::local(day, time!(9:00)),
        drawer: None,
        kind,
        means,
        amount: Vnd(amount),
        subject: of_dossier.then_some(subject),
        receipt: Some(format!("PT26-{place:06}")),
        note: None,
    }
}

fn taken(book: &BudgetBook, line: &BookLine) -> TakenFor {
    let code = line.subject.as_ref().map_or("", |it| it.charge.as_str());
    TakenFor { name: code.to_owned(), budget: book.line(code, "9.999999", line.at.date()).cloned() }
}

#[test]
fn what_holds_is_the_latest_and_that_of_the_procedure_first() {
    let book = BudgetBook::parse(BOOK).unwrap();
    let share = |charge, procedure, day| book.line(charge, procedure, day).map(|it| it.kept_percent);
    assert_eq!(share(FEE, "9.999999", date!(2026 - 11 - 19)), Some(35));
    assert_eq!(share(FEE, "9.999999", date!(2026 - 11 - 20)), Some(50));
    assert_eq!(share(FEE, "1.000001", date!(2026 - 11 - 20)), Some(100));
    assert_eq!(share(FEE, "9.999999", date!(2025 - 12 - 31)), None);
    assert_eq!(share("khac", "9.999999", date!(2026 - 11 - 20)), None);
    let chapter = |codes: &[&str]| book.chapter(codes.iter().copied()).map(|it| it.chapter.as_str());
    assert_eq!(chapter(&["H13.163.01", "H13.163", "H13"]), Some("800"));
    assert_eq!(chapter(&["H13.031", "H13"]), Some("400"));
    assert_eq!(chapter(&["H51"]), None);
}

#[test]
fn a_code_has_its_digits_and_nothing_is_said_twice() {
    let wrong = |from: &str, to: &str| BudgetBook::parse(&BOOK.replace(from, to)).unwrap_err();
    assert!(matches!(wrong("\"400\"", "\"40a\""), BudgetFileError::Shape { .. }));
    assert!(matches!(wrong("\"2002\"", "\"202\""), BudgetFileError::Shape { .. }));
    assert!(matches!(wrong("= 80", "= 101"), BudgetFileError::Shape { .. }));
    assert!(matches!(wrong("2026-11-20", "2026-01-01"), BudgetFileError::Twice { .. }));
    assert!(matches!(wrong("\"H13.163\"", "\"H13\""), BudgetFileError::Twice { .. }));
    assert!(matches!(wrong("charge", "chrge"), BudgetFileError::Unreadable(_)));
}

#[test]
fn a_state_fee_is_remitted_whole_and_half_a_dong_is_the_budgets() {
    let book = BudgetBook::parse(BOOK).unwrap();
    let (before, after) = (date!(2026 - 11 - 19), date!(2026 - 11 - 20));
    let lines = [
        line(1, before, BookKind::Payment, BookMeans::Cash, ChargeKind::Fee, 10_001),
        line(2, before, BookKind::Refund, BookMeans::Cash, ChargeKind::Fee, -1_000),
        line(3, after, BookKind::Payment, BookMeans::Transfer, ChargeKind::Fee, 3),
        line(4, after, BookKind::Payment, BookMeans::Cash, ChargeKind::StateFee, 75_000),
        line(5, after, BookKind::Payment, BookMeans::Cash, ChargeKind::Postage, 25_000),
        line(6, after, BookKind::Float, BookMeans::Cash, ChargeKind::Fee, 500_000),
    ];
    let slip = remittance(lines.iter().map(|it| (it, taken(&book, it))));
    let rows: Vec<_> = slip
        .rows
        .iter()
        .map(|it| (it.name.as_str(), it.kept_percent, it.net().0, it.kept().0, it.remitted().0))
        .collect();
    // 35 % of 9001 are 3150.35; the rows of two shares stay apart.
    assert_eq!(rows, [(FEE, 35, 9_001, 3_150, 5_851), (FEE, 50, 3, 1, 2), ("le-phi", 0, 75_000, 0, 75_000)]);
    assert_eq!(slip.passed_on, Vnd(25_000));
    assert_eq!(
        slip.by_subsection(),
        [(Some("2001".to_owned()), Vnd(5_853)), (Some("2002".to_owned()), Vnd(75_000))]
    );
    assert!(slip.is_confirmed());
}

#[test]
fn what_nobody_has_said_goes_to_the_budget_whole_and_is_said_to_be_unconfirmed() {
    let lines = [line(1, date!(2026 - 11 - 19), BookKind::Payment, BookMeans::Cash, ChargeKind::Fee, 5_000)];
    let slip = remittance(lines.iter().map(|it| (it, taken(&BudgetBook::default(), it))));
    assert_eq!((slip.kept(), slip.remitted(), slip.is_confirmed()), (Vnd::ZERO, Vnd(5_000), false));
    assert_eq!(slip.by_subsection(), [(None, Vnd(5_000))]);
}

fn lines() -> impl Strategy<Value = Vec<BookLine>> {
    let kinds = prop_oneof![
        6 => Just(BookKind::Payment),
        1 => Just(BookKind::Reversal),
        2 => Just(BookKind::Refund),
        1 => Just(BookKind::Float),
        1 => Just(BookKind::Remittance),
    ];
    let means = prop_oneof![Just(BookMeans::Cash), Just(BookMeans::Transfer)];
    let charges = proptest::sample::select(SHEET_KINDS.to_vec());
    let one = (0..40_i64, kinds, means, charges, 1..50_000_000_i64);
    proptest::collection::vec(one, 0..60).prop_map(|all| {
        let made = all.into_iter().zip(1..).map(|((day, kind, means, charge, amount), place)| {
            let day = date!(2026 - 11 - 01).saturating_add(time::Duration::days(day));
            let out = !matches!(kind, BookKind::Payment | BookKind::Float);
            line(place, day, kind, means, charge, if out { -amount } else { amount })
        });
        made.collect()
    })
}

proptest! {
    #[test]
    fn kept_and_remitted_are_what_was_collected_less_what_was_paid_back(lines in lines()) {
        let book = BudgetBook::parse(BOOK).unwrap();
        let slip = remittance(lines.iter().map(|it| (it, taken(&book, it))));
        let taken = |kinds: &[BookKind]| -> Vnd {
            let budget = |it: &&BookLine| it.subject.as_ref().is_some_and(|it| it.kind != ChargeKind::Postage);
            lines.iter().filter(budget).filter(|it| kinds.contains(&it.kind)).map(|it| it.amount).sum()
        };
        let collected: Vnd = slip.rows.iter().map(|it| it.collected).sum();
        let refunded: Vnd = slip.rows.iter().map(|it| it.refunded).sum();
        prop_assert_eq!(collected, taken(&[BookKind::Payment, BookKind::Reversal]));
        prop_assert_eq!(Vnd::ZERO.minus(refunded), taken(&[BookKind::Refund]));
        prop_assert_eq!(slip.kept().plus(slip.remitted()), collected.minus(refunded));
        let by_subsection: Vnd = slip.by_subsection().into_iter().map(|(_, sum)| sum).sum();
        prop_assert_eq!(by_subsection, slip.remitted());
        for row in &slip.rows {
            prop_assert_eq!(row.kept().plus(row.remitted()), row.net());
            prop_assert!(row.net() < Vnd::ZERO || (row.kept() >= Vnd::ZERO && row.kept() <= row.net()));
        }
    }

    #[test]
    fn the_days_of_a_month_are_the_sheet_of_the_month(lines in lines()) {
        let (days, sheet) = (days_of(&lines), book_sheet(&lines));
        let sum = |of: fn(&motcua_fees::remittance::DayTaken) -> Vnd| days.values().map(of).sum::<Vnd>();
        prop_assert_eq!(sum(|it| it.cash), sheet.net(BookMeans::Cash));
        prop_assert_eq!(sum(|it| it.transfer), sheet.net(BookMeans::Transfer));
        for day in days.values() {
            prop_assert_eq!(day.net(), day.cash.plus(day.transfer));
        }
    }
}
