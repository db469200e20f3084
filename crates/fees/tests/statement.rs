//! The cashier puts a bank's file in: what was awaited is found, the rest is shown, and doing it twice changes nothing.
#![expect(clippy::unwrap_used, reason = "what these tests set up is known to hold")]

use motcua_fees::statement::{
    AmountColumns, ColumnMapping, Difference, Expected, Fingerprint, Statement, StatementRow, Verdict,
    guess_mapping, match_lines, read_statement,
};
use motcua_fees::{AccountNumber, TransferReference};
use motcua_kernel::Vnd;
use proptest::prelude::*;
use std::collections::BTreeSet;
use time::macros::date;

/// Date, what went, what came, description, number of the bank.
const SPLIT: ColumnMapping = ColumnMapping {
    date: 0,
    amount: AmountColumns::Split { credit: 2, debit: 1 },
    description: Vec::new(),
    transaction: None,
};

fn plain() -> ColumnMapping {
    ColumnMapping { description: vec![3], ..SPLIT }
}

fn numbered() -> ColumnMapping {
    ColumnMapping { transaction: Some(4), ..plain() }
}

fn rows(rows: &[&[&str]]) -> Vec<StatementRow> {
    let row = |(line, cells): (u32, &&[&str])| StatementRow {
        line,
        cells: cells.iter().map(|it| (*it).to_owned()).collect(),
    };
    (2..).zip(rows).map(row).collect()
}

fn account() -> AccountNumber {
    AccountNumber::new("970436", "0881000458086").unwrap()
}

fn statement(mapping: &ColumnMapping, cells: &[&[&str]]) -> Statement {
    read_statement(&account(), mapping, &rows(cells)).unwrap()
}

fn reference(serial: u32) -> TransferReference {
    TransferReference::of(&format!("H13.163.01-261116-{serial:04}").parse().unwrap())
}

fn awaited(serial: u32, amount: i64) -> Expected {
    Expected { reference: reference(serial), amount: Vnd(amount) }
}

#[test]
fn lines_are_read_with_sums_and_headings_left_out_and_shown() {
    let statement = statement(
        &numbered(),
        &[
            &["Số dư đầu kỳ", "", "", "1.000.000"],
            &["23/11/2026 08:15:00", "", "50,000.00", "NGUYEN VAN A\n chuyen  tien", "FT1"],
            &["24-11-2026", "1.100", "", "Phi SMS", "1.23E+15"],
            &["", "", "50.000", "Tổng cộng"],
        ],
    );
    assert_eq!(statement.skipped, [2, 5]);
    let [came, went] = statement.lines.as_slice() else { unreachable!("two lines") };
    assert_eq!((came.line, came.date, came.amount), (3, date!(2026 - 11 - 23), Vnd(50_000)));
    assert_eq!(
        (came.description.as_str(), came.transaction.as_deref()),
        ("NGUYEN VAN A chuyen tien", Some("FT1"))
    );
    assert_eq!((went.amount, went.transaction.as_deref()), (Vnd(-1_100), None));
}

#[test]
fn every_cell_that_can_not_be_read_is_named_by_line_and_column_and_no_line_is_kept() {
    let cells: &[&[&str]] = &[
        &["23/11/2026", "", "50.000", "dung"],
        &["2026/23/11", "", "năm mươi", "sai"],
        &["23/11/2026", "1.000", "50.000", "sai"],
        &["23/11/2026", "1.23", "", "sai"],
    ];
    let faults = read_statement(&account(), &plain(), &rows(cells)).unwrap_err();
    let told: Vec<_> =
        faults.iter().map(|it| (it.message.code.0.as_ref(), it.field.as_deref().unwrap())).collect();
    assert_eq!(
        told,
        [
            ("fees.statement-date-wrong", "3.1"),
            ("fees.statement-amount-wrong", "3.3"),
            ("fees.statement-both-ways", "4.3"),
            ("fees.statement-amount-wrong", "5.2"),
        ]
    );
}

#[test]
fn one_column_with_signs_says_what_came_and_what_went() {
    let mapping = ColumnMapping {
        date: 0,
        amount: AmountColumns::Signed { column: 1 },
        description: vec![2, 3],
        transaction: None,
    };
    let statement =
        statement(&mapping, &[&["01/12/2026", "+50000", "A", "B"], &["01/12/2026", "-1.100", "C"]]);
    let read: Vec<_> = statement.lines.iter().map(|it| (it.amount.0, it.description.as_str())).collect();
    assert_eq!(read, [(50_000, "A B"), (-1_100, "C")]);
}

#[test]
fn the_titles_of_the_usual_banks_suggest_a_mapping() {
    let check = |titles: &[&str], expected: Option<(usize, AmountColumns, usize, Option<usize>)>| {
        let titles: Vec<String> = titles.iter().map(|it| (*it).to_owned()).collect();
        let guessed = guess_mapping(&titles);
        let expected = expected.map(|(date, amount, description, transaction)| ColumnMapping {
            date,
            amount,
            description: vec![description],
            transaction,
        });
        assert_eq!(guessed, expected, "{titles:?}");
    };
    let split = |debit, credit| AmountColumns::Split { credit, debit };
    check(
        &[
            "STT\nNo.",
            "Ngày GD/ Date",
            "Số CT/ Doc No",
            "Số tiền ghi nợ/ Debit",
            "Số tiền ghi có/ Credit",
            "Nội dung chi tiết/ Transactions in detail",
        ],
        Some((1, split(3, 4), 5, Some(2))),
    );
    check(
        &["Ngày giao dịch", "Diễn giải", "Phát sinh nợ (VND)", "Phát sinh có (VND)", "Số dư", "Số bút toán"],
        Some((0, split(2, 3), 1, Some(5))),
    );
    check(
        &["Transaction Date", "Description", "Debit Amount", "Credit Amount", "Balance", "Reference Number"],
        Some((0, split(2, 3), 1, Some(5))),
    );
    check(
        &["Thời gian giao dịch", "Số tiền", "Nội dung giao dịch"],
        Some((0, AmountColumns::Signed { column: 1 }, 2, None)),
    );
    check(&["Ngày hiệu lực", "Nợ", "Có", "Mô tả"], Some((0, split(1, 2), 3, None)));
    check(&["Ngày giao dịch", "Diễn giải", "Số dư"], None);
    check(&["Số tiền", "Nội dung"], None);
    check(&["Ngày", "Số tiền"], None);
    check(&[], None);
}

#[test]
fn a_mapping_is_kept_as_text_and_read_again() {
    let text = serde_json::to_string(&numbered()).unwrap();
    assert_eq!(serde_json::from_str::<ColumnMapping>(&text).unwrap(), numbered());
}

/// What becomes of one line that came with `amount` and this description.
fn check(amount: &str, description: &str, expected: &[Expected], verdict: &Verdict) {
    let statement = statement(&plain(), &[&["23/11/2026", "", amount, description]]);
    let verdicts = match_lines(&statement.lines, expected, &BTreeSet::new());
    assert_eq!(&verdicts[0].1, verdict, "{amount} {description}");
}

#[test]
fn each_line_is_told_for_what_it_is() {
    let (one, other) = (reference(1), reference(2));
    let expected = [awaited(1, 50_000), awaited(2, 28_000)];
    let text = format!("MBVCB.123.{}.CT tu 0071000123456", one.as_str().to_lowercase());
    check("50.000", &text, &expected, &Verdict::Matched { reference: one.clone() });
    let differs = |by| Verdict::AmountDiffers { reference: one.clone(), awaited: Vnd(50_000), by };
    check("49.999", &text, &expected, &differs(Difference::Short(Vnd(1))));
    check("60.000", &text, &expected, &differs(Difference::Over(Vnd(10_000))));
    check("50.000", "hoc phi thang 11", &expected, &Verdict::ReferenceUnknown { found: vec![] });
    let unknown = Verdict::ReferenceUnknown { found: vec![reference(3)] };
    check("50.000", reference(3).as_str(), &expected, &unknown);
    let both = Verdict::Ambiguous { found: vec![one.clone(), other.clone()] };
    check("78.000", &format!("{one} {other}"), &expected, &both);
    check("0", &text, &expected, &Verdict::Debit);
    let twice = [awaited(1, 50_000), awaited(1, 50_000)];
    check("50.000", &text, &twice, &Verdict::Ambiguous { found: vec![one] });
}

#[test]
fn what_went_out_pays_nothing_even_with_a_reference() {
    let text = reference(1).to_string();
    let statement = statement(&plain(), &[&["23/11/2026", "50.000", "", &text]]);
    let verdicts = match_lines(&statement.lines, &[awaited(1, 50_000)], &BTreeSet::new());
    assert_eq!(verdicts[0].1, Verdict::Debit);
}

#[test]
fn two_really_equal_lines_of_a_day_both_count_and_the_second_is_too_much() {
    let text = reference(1).to_string();
    let line: &[&str] = &["23/11/2026", "", "50.000", &text];
    let statement = statement(&plain(), &[line, line]);
    assert_ne!(statement.lines[0].fingerprint, statement.lines[1].fingerprint);
    let verdicts = match_lines(&statement.lines, &[awaited(1, 50_000)], &BTreeSet::new());
    assert_eq!(verdicts[0].1, Verdict::Matched { reference: reference(1) });
    let over = Difference::Over(Vnd(50_000));
    let too_much = Verdict::AmountDiffers { reference: reference(1), awaited: Vnd::ZERO, by: over };
    assert_eq!(verdicts[1].1, too_much);
}

#[test]
fn the_banks_number_names_a_line_wherever_it_stands() {
    let text = reference(1).to_string();
    let line: &[&str] = &["23/11/2026", "", "50.000", &text, "FT26330000001"];
    let other: &[&str] = &["23/11/2026", "", "50.000", "khac", "FT26330000002"];
    let one = statement(&numbered(), &[line]);
    let later = statement(&numbered(), &[other, line, line]);
    assert_eq!(one.lines[0].fingerprint, later.lines[1].fingerprint);
    let verdicts = match_lines(&later.lines, &[awaited(1, 50_000)], &BTreeSet::new());
    assert_eq!(verdicts[1].1, Verdict::Matched { reference: reference(1) });
    assert_eq!(verdicts[2].1, Verdict::AlreadyBooked, "one transaction stated twice");
}

#[test]
fn the_same_line_of_another_account_is_another_line() {
    let cells: &[&[&str]] = &[&["23/11/2026", "", "50.000", "A", "FT1"]];
    let other = AccountNumber::new("970415", "0881000458086").unwrap();
    for mapping in [plain(), numbered()] {
        let here = read_statement(&account(), &mapping, &rows(cells)).unwrap();
        let there = read_statement(&other, &mapping, &rows(cells)).unwrap();
        assert_ne!(here.lines[0].fingerprint, there.lines[0].fingerprint);
    }
}

fn booked(verdicts: &[(&motcua_fees::statement::StatementLine, Verdict)]) -> BTreeSet<Fingerprint> {
    let matched = verdicts.iter().filter(|it| matches!(it.1, Verdict::Matched { .. }));
    matched.map(|it| Fingerprint::from_stored(it.0.fingerprint.as_str())).collect()
}

proptest! {
    #[test]
    fn a_file_read_twice_books_once_whatever_is_in_it(
        lines in prop::collection::vec((1_u32..6, 1_i64..4, 1_u8..4, any::<bool>()), 0..40),
        numbers in any::<bool>(),
    ) {
        let texts: Vec<[String; 5]> = lines
            .iter()
            .enumerate()
            .map(|(place, (serial, amount, day, comes))| {
                let amount = format!("{amount}.000");
                let (debit, credit) = if *comes { (String::new(), amount) } else { (amount, String::new()) };
                [format!("0{day}/11/2026"), debit, credit, format!("CT {}", reference(*serial)), format!("FT{place}")]
            })
            .collect();
        let cells: Vec<Vec<&str>> = texts.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let cells: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
        let mapping = if numbers { numbered() } else { plain() };
        let statement = statement(&mapping, &cells);
        let expected: Vec<Expected> = (1..5).map(|it| awaited(it, 2_000)).collect();
        let first = match_lines(&statement.lines, &expected, &BTreeSet::new());
        let already = booked(&first);
        let paid: i64 = first.iter().filter(|it| matches!(it.1, Verdict::Matched { .. })).map(|it| it.0.amount.0).sum();
        prop_assert!(paid <= 4 * 2_000, "nobody is booked twice");
        let again = match_lines(&statement.lines, &expected, &already);
        for ((line, before), (_, now)) in first.iter().zip(&again) {
            if matches!(before, Verdict::Matched { .. }) {
                prop_assert_eq!(now, &Verdict::AlreadyBooked, "line {}", line.line);
            }
        }
        let unpaid: Vec<Expected> = expected
            .into_iter()
            .filter(|it| !first.iter().any(|(_, verdict)| *verdict == Verdict::Matched { reference: it.reference.clone() }))
            .collect();
        let nothing = match_lines(&statement.lines, &unpaid, &already);
        prop_assert_eq!(booked(&nothing), BTreeSet::new());
    }
}
