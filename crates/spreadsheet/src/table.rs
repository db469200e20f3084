//! A table as it was read: titles, and rows that know their line in the file.

use crate::{LONGEST_CELL, MOST_COLUMNS, MOST_ROWS};
use motcua_kernel::Refusal;
use serde::{Deserialize, Serialize};

/// A table with titles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The titles, as written.
    pub titles: Vec<String>,
    /// What stands below them.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number as a spreadsheet program shows it, from 1; of a CSV file the line.
    pub line: u32,
    /// Its cells, as many as there are titles at most.
    pub cells: Vec<String>,
}

impl Row {
    /// The cell below the title at `column`; empty where the row is short.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Table {
    /// The place of the column with one of these `titles`, whatever their case and spaces.
    pub fn column(&self, titles: &[&str]) -> Option<usize> {
        self.titles.iter().position(|it| titles.iter().any(|title| plain(title) == plain(it)))
    }

    /// From rows of cells, the first with a cell being the titles.
    pub(crate) fn from_rows(
        rows: impl Iterator<Item = Result<(u32, Vec<String>), Refusal>>,
    ) -> Result<Self, Refusal> {
        let mut table = Self { titles: Vec::new(), rows: Vec::new() };
        for row in rows {
            let (line, mut cells) = row?;
            for cell in &mut cells {
                *cell = tidy(cell, line)?;
            }
            while cells.last().is_some_and(String::is_empty) {
                cells.pop();
            }
            if cells.is_empty() {
                continue;
            }
            if cells.len() > MOST_COLUMNS {
                return Err(Refusal::new("spreadsheet.too-wide")
                    .with("most", MOST_COLUMNS)
                    .with("line", line));
            }
            if table.titles.is_empty() {
                table.titles = cells;
            } else if cells.len() > table.titles.len() {
                return Err(Refusal::new("spreadsheet.cell-without-title").with("line", line));
            } else if table.rows.len() == MOST_ROWS {
                return Err(Refusal::new("spreadsheet.too-long").with("most", MOST_ROWS));
            } else {
                table.rows.push(Row { line, cells });
            }
        }
        if table.titles.is_empty() {
            return Err(Refusal::new("spreadsheet.empty"));
        }
        Ok(table)
    }
}

fn tidy(cell: &str, line: u32) -> Result<String, Refusal> {
    if cell.chars().count() > LONGEST_CELL {
        return Err(Refusal::new("spreadsheet.cell-too-long").with("line", line).with("most", LONGEST_CELL));
    }
    if cell.contains('\0') {
        return Err(Refusal::new("spreadsheet.unreadable").with("line", line));
    }
    Ok(cell.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn plain(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
