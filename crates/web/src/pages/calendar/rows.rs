//! The days of one year as rows of a form, and the rows as the lines of a file, which is judged by the one rule for both.

use crate::door::Filled;
use crate::words::key_of;
use motcua_app::admin::CALENDAR_COLUMNS;
use motcua_calendar::DayCalendar;
use std::fmt::Write;

/// Rows for days that are not there yet.
const EMPTY_ROWS: usize = 4;
/// A year has no more of them; a form that has is not one of ours.
const MOST_ROWS: usize = 366;

/// A day of the form.
#[derive(Default)]
pub struct Row {
    /// As it is typed: `01/12/2026`.
    pub date: String,
    /// Its kind, as a code.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// It is taken out.
    pub dropped: bool,
    /// What is wrong with it: the column, and the words.
    pub wrong: Option<(String, String)>,
}

/// The rows of a year, and some empty ones.
pub fn rows_of(days: &DayCalendar, year: i32) -> Vec<Row> {
    let of_year = days.exceptions().filter(|(date, _)| date.year() == year);
    let row = |(date, it): (time::Date, &motcua_calendar::DayException)| Row {
        date: format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year()),
        kind: key_of(&it.kind, ""),
        name: it.name.clone(),
        ..Row::default()
    };
    of_year.map(row).chain((0..EMPTY_ROWS).map(|_| Row::default())).collect()
}

/// The rows as they were filled in.
pub struct Typed {
    /// All of them.
    pub rows: Vec<Row>,
    /// Which row each line of the file is.
    places: Vec<usize>,
}

impl Typed {
    /// What a form says.
    pub fn of(form: &Filled) -> Self {
        let row = |at: usize| Row {
            date: form.text(&format!("date-{at}")).to_owned(),
            kind: form.text(&format!("kind-{at}")).to_owned(),
            name: form.text(&format!("name-{at}")).to_owned(),
            dropped: !form.text(&format!("drop-{at}")).is_empty(),
            wrong: None,
        };
        let count = form.below("kind-").filter_map(|(at, _)| at.parse::<usize>().ok()).max();
        let count = count.map_or(0, |it| it.saturating_add(1)).min(MOST_ROWS);
        Self { rows: (0..count).map(row).collect(), places: Vec::new() }
    }

    /// The file that says the same; a row in which nothing was typed is none.
    pub fn lines(&mut self) -> String {
        let mut text = head();
        self.places.clear();
        for (at, row) in self.rows.iter().enumerate() {
            let untouched = row.date.is_empty() && row.name.is_empty();
            if !row.dropped && !untouched {
                line(&mut text, [&row.date, &row.kind, &row.name]);
                self.places.push(at);
            }
        }
        text
    }

    /// Notes what is wrong with the row of a line and says which field it is.
    pub fn blame(&mut self, line: u32, column: Option<&str>, words: &str) -> String {
        let at = usize::try_from(line).ok().and_then(|it| it.checked_sub(2));
        let Some(at) = at.and_then(|it| self.places.get(it).copied()) else { return "days".to_owned() };
        let column = column.unwrap_or("date");
        if let Some(row) = self.rows.get_mut(at) {
            row.wrong.get_or_insert_with(|| (column.to_owned(), words.to_owned()));
        }
        format!("{column}-{at}")
    }
}

/// Those rows of a calendar file that are of these years, as the columns of a file that people send.
pub fn columns_of(calendar: &str, years: &[i32]) -> String {
    let mut text = head();
    let days = DayCalendar::parse_csv(calendar).unwrap_or_default();
    for (date, day) in days.exceptions().filter(|(date, _)| years.contains(&date.year())) {
        line(&mut text, [&date.to_string(), &key_of(&day.kind, ""), &day.name]);
    }
    text
}

fn head() -> String {
    let mut text = String::new();
    line(&mut text, CALENDAR_COLUMNS.map(|it| it.code));
    text
}

fn line(text: &mut String, cells: [&str; 3]) {
    let cells = cells.map(|it| it.replace('"', "\"\"").replace(['\r', '\n'], " "));
    // Writing to a string does not fail.
    let _ = writeln!(text, "\"{}\",\"{}\",\"{}\"", cells[0], cells[1], cells[2]);
}
