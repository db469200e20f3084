//! Rows of cells as lines of a statement, each with a name that it keeps in every later export.
//!
//! A file with one wrong cell gives no line at all: half a statement is worse than none.

use super::cells::{amount, date, is_no_date_at_all};
use super::{AmountColumns, ColumnMapping};
use crate::AccountNumber;
use motcua_kernel::{Date, Refusal, Vnd};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A row below the titles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    /// Its number as a spreadsheet program shows it.
    pub line: u32,
    /// Its cells; a short row lacks the last ones.
    pub cells: Vec<String>,
}

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its lines, in the order of the file.
    pub lines: Vec<StatementLine>,
    /// Numbers of the rows that are no lines: no date, as of a sum or a heading. To be shown.
    pub skipped: Vec<u32>,
}

/// One transaction of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLine {
    /// Number of its row in the file.
    pub line: u32,
    /// On which day.
    pub date: Date,
    /// What came, above zero; what went, below.
    pub amount: Vnd,
    /// What the bank wrote.
    pub description: String,
    /// The bank's number of the transaction.
    pub transaction: Option<String>,
    /// Its name for good.
    pub fingerprint: Fingerprint,
}

/// The name of a line: the same in every export that has the line, and no other's. Made with the bank's number where
/// there is one; else of account, day, amount, description and how often the same stood before, so that two equal
/// lines of a day both count. An export must hold whole days for this, and keep its column mapping.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// As it was stored.
    pub fn from_stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// For storing: 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part.len().to_be_bytes());
            hash.update(part.as_bytes());
        }
        let mut text = String::with_capacity(64);
        for byte in hash.finalize() {
            // Writing to a String does not fail.
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }
}

/// Reads the rows of a statement of `account`.
///
/// # Errors
/// One refusal for each cell that can not be read, with line and column (counted from 1), at `<line>.<column>`; and for
/// each line that says that money both came and went.
pub fn read_statement(
    account: &AccountNumber,
    mapping: &ColumnMapping,
    rows: &[StatementRow],
) -> Result<Statement, Vec<Refusal>> {
    let mut statement = Statement { lines: Vec::new(), skipped: Vec::new() };
    let (mut faults, mut seen) = (Vec::new(), BTreeMap::new());
    for row in rows {
        if is_no_date_at_all(cell(row, mapping.date)) {
            statement.skipped.push(row.line);
            continue;
        }
        match values(row, mapping) {
            Ok(values) => statement.lines.push(named(values, row.line, account, &mut seen)),
            Err(mut wrong) => faults.append(&mut wrong),
        }
    }
    if faults.is_empty() { Ok(statement) } else { Err(faults) }
}

struct Values {
    date: Date,
    amount: Vnd,
    description: String,
    transaction: Option<String>,
}

fn values(row: &StatementRow, mapping: &ColumnMapping) -> Result<Values, Vec<Refusal>> {
    let day = date(cell(row, mapping.date))
        .ok_or_else(|| vec![fault("fees.statement-date-wrong", row, mapping.date)]);
    let (date, amount) = match (day, amount_of(row, mapping.amount)) {
        (Ok(date), Ok(amount)) => (date, amount),
        (Err(faults), Ok(_)) | (Ok(_), Err(faults)) => return Err(faults),
        (Err(faults), Err(more)) => return Err([faults, more].concat()),
    };
    let texts = mapping.description.iter().flat_map(|it| cell(row, *it).split_whitespace());
    let description = texts.collect::<Vec<_>>().join(" ");
    let transaction = mapping.transaction.and_then(|it| bank_number(cell(row, it)));
    Ok(Values { date, amount, description, transaction })
}

fn amount_of(row: &StatementRow, columns: AmountColumns) -> Result<Vnd, Vec<Refusal>> {
    let read = |column| {
        let wrong = || vec![fault("fees.statement-amount-wrong", row, column)];
        amount(cell(row, column)).ok_or_else(wrong)
    };
    match columns {
        AmountColumns::Signed { column } => read(column),
        AmountColumns::Split { credit, debit } => {
            let (came, went) = (read(credit)?, read(debit)?);
            // Some banks write what went with a minus in its own column.
            let went = Vnd(went.0.saturating_abs());
            if came != Vnd::ZERO && went != Vnd::ZERO {
                return Err(vec![fault("fees.statement-both-ways", row, credit)]);
            }
            Ok(came.minus(went))
        }
    }
}

/// A number that a spreadsheet program has spoilt (`1.23E+15`) is none.
fn bank_number(cell: &str) -> Option<String> {
    let number: String = cell.split_whitespace().collect();
    let spoilt = number.to_uppercase().split_once("E+").is_some_and(|(number, power)| {
        power.bytes().all(|it| it.is_ascii_digit()) && number.bytes().all(|it| !it.is_ascii_alphabetic())
    });
    (!number.is_empty() && !spoilt).then_some(number)
}

type Seen = BTreeMap<(Date, Vnd, String), u32>;

fn named(values: Values, line: u32, account: &AccountNumber, seen: &mut Seen) -> StatementLine {
    let Values { date, amount, description, transaction } = values;
    let (account, sum) = (account.to_string(), amount.0.to_string());
    let fingerprint = if let Some(number) = &transaction {
        Fingerprint::of(&["bank", &account, number, &sum])
    } else {
        let times = seen.entry((date, amount, description.clone())).or_default();
        *times += 1;
        Fingerprint::of(&["line", &account, &date.to_string(), &sum, &description, &times.to_string()])
    };
    StatementLine { line, date, amount, description, transaction, fingerprint }
}

fn cell(row: &StatementRow, column: usize) -> &str {
    row.cells.get(column).map_or("", |it| it.trim())
}

fn fault(key: &'static str, row: &StatementRow, column: usize) -> Refusal {
    let shown: String = cell(row, column).chars().take(40).collect();
    let place = column.saturating_add(1);
    Refusal::new(key)
        .with("line", row.line)
        .with("column", place)
        .with("text", shown)
        .at(format!("{}.{place}", row.line))
}
