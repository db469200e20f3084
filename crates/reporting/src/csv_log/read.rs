//! From CSV to an event log.
//!
//! Rows are read one at a time and checked against the case they continue; it must never join rows of different cases or
//! accept a row whose case differs from the row before.

use super::{CASE_COLUMNS, CsvError, CsvProblem, GUARD, HEADER, needs_guard};
use crate::bounded::Bounded;
use crate::event_log::{Activity, Case, EventLog, parse_moment};
use csv::StringRecord;
use motcua_kernel::Instant;
use serde::de::{DeserializeOwned, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead};
use std::marker::PhantomData;

/// Reads a table written by [`write`](super::write()), or one like it.
///
/// # Errors
/// The first thing wrong, with its line.
pub fn read(input: impl BufRead) -> Result<EventLog, CsvError> {
    let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(Bounded::new(input));
    let mut log = EventLog::default();
    let mut before = StringRecord::new();
    let mut row = StringRecord::new();
    loop {
        let line = table.position().line();
        let at_line = |problem| CsvError { line, problem };
        table.get_mut().refill();
        if !table.read_record(&mut row).map_err(|e| at_line(csv_problem(e)))? {
            break;
        }
        if before.is_empty() {
            check_header(&row).map_err(at_line)?;
        } else {
            take_row(&mut log, &before, &row).map_err(at_line)?;
        }
        std::mem::swap(&mut before, &mut row);
    }
    if before.is_empty() {
        return Err(CsvError { line: 1, problem: CsvProblem::Header });
    }
    Ok(log)
}

fn check_header(row: &StringRecord) -> Result<(), CsvProblem> {
    if row.iter().eq(HEADER) { Ok(()) } else { Err(CsvProblem::Header) }
}

fn take_row(log: &mut EventLog, before: &StringRecord, row: &StringRecord) -> Result<(), CsvProblem> {
    let number: usize = cell(row, 0).parse().map_err(|_| CsvProblem::CaseNumber)?;
    let event = event_of(row)?;
    if number == log.cases.len() + 1 {
        let mut case = case_of(row)?;
        case.events.extend(event);
        log.cases.push(case);
        return Ok(());
    }
    let current = log.cases.len();
    let Some(case) = log.cases.last_mut().filter(|_| number == current) else {
        return Err(CsvProblem::CaseNumber);
    };
    if !row.iter().take(CASE_COLUMNS).eq(before.iter().take(CASE_COLUMNS)) {
        return Err(CsvProblem::CaseDiffers);
    }
    match event {
        Some(event) if !case.events.is_empty() => {
            case.events.push(event);
            Ok(())
        }
        Some(_) | None => Err(CsvProblem::NoEvents),
    }
}

fn case_of(row: &StringRecord) -> Result<Case, CsvProblem> {
    Ok(Case {
        id: text(row, 1)?,
        channel: text(row, 2)?,
        department: text(row, 3)?,
        group: text(row, 4)?,
        responsible: text(row, 5)?,
        start: moment(row, 6)?,
        end: moment(row, 7)?,
        planned_end: moment(row, 8)?,
        deadline: moment(row, 9)?,
        extra: json(row, 10)?,
        nested: json(row, 11)?,
        events: Vec::new(),
    })
}

/// The event of the row, `None` where every cell of it is empty.
fn event_of(row: &StringRecord) -> Result<Option<Activity>, CsvProblem> {
    if row.iter().skip(CASE_COLUMNS).all(str::is_empty) {
        return Ok(None);
    }
    Ok(Some(Activity {
        activity: text(row, 12)?.ok_or(CsvProblem::Cell(HEADER[12]))?,
        resource: text(row, 13)?,
        group: text(row, 14)?,
        instance: text(row, 15)?,
        lifecycle: text(row, 16)?,
        occurred: moment(row, 17)?.ok_or(CsvProblem::Cell(HEADER[17]))?,
        extra: json(row, 18)?,
        nested: json(row, 19)?,
    }))
}

fn cell(row: &StringRecord, column: usize) -> &str {
    row.get(column).unwrap_or_default()
}

fn text(row: &StringRecord, column: usize) -> Result<Option<String>, CsvProblem> {
    let cell = cell(row, column);
    if cell.is_empty() {
        return Ok(None);
    }
    match cell.strip_prefix(GUARD) {
        Some(text) if needs_guard(text) => Ok(Some(text.to_owned())),
        Some(_) => Err(CsvProblem::Cell(HEADER[column])),
        None => Ok(Some(cell.to_owned())),
    }
}

fn moment(row: &StringRecord, column: usize) -> Result<Option<Instant>, CsvProblem> {
    let cell = cell(row, column);
    if cell.is_empty() {
        return Ok(None);
    }
    parse_moment(cell).map(Some).ok_or(CsvProblem::Cell(HEADER[column]))
}

fn json<V: DeserializeOwned>(row: &StringRecord, column: usize) -> Result<BTreeMap<String, V>, CsvProblem> {
    let cell = cell(row, column);
    if cell.is_empty() {
        return Ok(BTreeMap::new());
    }
    let object: UniqueKeys<V> = serde_json::from_str(cell).map_err(|_| CsvProblem::Cell(HEADER[column]))?;
    Ok(object.0)
}

/// A JSON object in which no key occurs twice; serde alone would keep the last one.
struct UniqueKeys<V>(BTreeMap<String, V>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for UniqueKeys<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(UniqueKeysVisitor(PhantomData))
    }
}

struct UniqueKeysVisitor<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for UniqueKeysVisitor<V> {
    type Value = UniqueKeys<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object without repeated keys")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut values = BTreeMap::new();
        while let Some((key, value)) = object.next_entry()? {
            if values.insert(key, value).is_some() {
                return Err(A::Error::custom("a key occurs twice"));
            }
        }
        Ok(UniqueKeys(values))
    }
}

fn csv_problem(error: csv::Error) -> CsvProblem {
    if let csv::ErrorKind::Io(cause) = error.kind()
        && cause.kind() == io::ErrorKind::FileTooLarge
    {
        return CsvProblem::TooLong;
    }
    CsvProblem::Csv(error)
}
