//! Cells of a table by the code of their column, and what is wrong with them, all at once.

use crate::paper::{Column, read_date};
use motcua_kernel::{Date, Refusal, Validity};
use motcua_spreadsheet::{Row, Table};

/// Something wrong in a file: on which line, and what; the field of the refusal is the code of the column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line as a spreadsheet program shows it.
    pub line: u32,
    /// What is wrong, and what to do.
    pub refusal: Refusal,
}

/// Where the columns stand in one file.
pub struct Sheet {
    columns: &'static [Column],
    places: Vec<Option<usize>>,
    pub rows: Vec<Row>,
}

impl Sheet {
    /// Reads a file with these columns.
    ///
    /// # Errors
    /// Refused when it can not be read, lacks a column, has one that is none of these, or has no rows.
    pub fn read(bytes: &[u8], columns: &'static [Column]) -> Result<Self, Refusal> {
        let table = motcua_spreadsheet::read(bytes)?;
        let places: Vec<Option<usize>> =
            columns.iter().map(|it| table.column(&[it.title, it.code])).collect();
        let missing = columns.iter().zip(&places).filter(|(column, at)| column.required && at.is_none());
        let missing: Vec<&str> = missing.map(|(column, _)| column.title).collect();
        if !missing.is_empty() {
            return Err(Refusal::new("app.paper-columns-missing").with("columns", missing.join(", ")));
        }
        if let Some(title) = unknown(&table, &places) {
            return Err(Refusal::new("app.paper-column-unknown").with("column", title));
        }
        if table.rows.is_empty() {
            return Err(Refusal::new("app.import-no-rows"));
        }
        Ok(Self { columns, places, rows: table.rows })
    }

    fn cell<'a>(&self, row: &'a Row, code: &str) -> &'a str {
        let at = self.columns.iter().position(|it| it.code == code).and_then(|at| self.places[at]);
        at.map_or("", |at| row.cell(at))
    }
}

fn unknown<'t>(table: &'t Table, places: &[Option<usize>]) -> Option<&'t String> {
    let mut titles = table.titles.iter().enumerate();
    titles.find(|(at, title)| !title.is_empty() && !places.contains(&Some(*at))).map(|(_, title)| title)
}

/// One row that is being read, with what is wrong with it so far.
pub struct Reading<'s> {
    sheet: &'s Sheet,
    pub row: &'s Row,
    faults: Vec<Fault>,
}

impl<'s> Reading<'s> {
    pub const fn of(sheet: &'s Sheet, row: &'s Row) -> Self {
        Self { sheet, row, faults: Vec::new() }
    }

    pub fn cell(&self, code: &str) -> &'s str {
        self.sheet.cell(self.row, code)
    }

    pub fn fault(&mut self, code: &'static str, refusal: Refusal) {
        self.faults.push(Fault { line: self.row.line, refusal: refusal.at(code) });
    }

    /// A value, or the fault that there is none.
    pub fn value<T>(&mut self, code: &'static str, read: Result<T, Refusal>) -> Option<T> {
        read.map_err(|refusal| self.fault(code, refusal)).ok()
    }

    /// What stands in a cell that must not be empty.
    pub fn text(&mut self, code: &'static str) -> Option<&'s str> {
        let cell = self.cell(code);
        let missing = || Refusal::new("app.import-cell-empty");
        self.value(code, Some(cell).filter(|it| !it.is_empty()).ok_or_else(missing))
    }

    pub fn date(&mut self, code: &'static str) -> Option<Date> {
        let text = self.text(code)?;
        let unreadable = || Refusal::new("app.import-date").with("text", text);
        self.value(code, read_date(text).ok_or_else(unreadable))
    }

    /// From a first day to a last one, or without an end.
    pub fn validity(&mut self) -> Option<Validity> {
        let from = self.date("from");
        let last = match self.cell("until") {
            "" => Some(None),
            _ => self.date("until").map(Some),
        };
        let (from, last) = from.zip(last)?;
        match last {
            Some(last) if last < from => {
                self.fault("until", Refusal::new("app.import-ends-before").with("from", from));
                None
            }
            Some(last) => Some(Validity { from, until: last.next_day() }),
            None => Some(Validity::since(from)),
        }
    }

    /// One of a few words, each under several spellings.
    pub fn one_of<T: Copy>(&mut self, code: &'static str, words: &[(&[&str], T)]) -> Option<T> {
        let text = self.text(code)?.to_lowercase();
        let found = words.iter().find(|(spellings, _)| spellings.contains(&text.as_str()));
        let known: Vec<&str> = words.iter().filter_map(|(spellings, _)| spellings.last().copied()).collect();
        let unknown = || Refusal::new("app.import-word").with("text", &text).with("words", known.join(", "));
        self.value(code, found.map(|(_, value)| *value).ok_or_else(unknown))
    }

    /// What was read, unless something is wrong.
    pub fn done<T>(self, read: Option<T>, faults: &mut Vec<Fault>) -> Option<T> {
        let right = self.faults.is_empty();
        faults.extend(self.faults);
        read.filter(|_| right)
    }
}
