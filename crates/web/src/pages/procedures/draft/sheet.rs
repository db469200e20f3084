//! The form of a section as it is shown: each input with what is in it, and beside it what is wrong with it and what the
//! version lacks there.

use super::shape::Section;
use super::typed::{Problems, WAS, pointer};
use crate::pages::Page;
use motcua_calendar::{TimeLimit, Unit};
use motcua_catalogue::Gap;
use serde_json::Value;

/// A form.
pub struct Sheet {
    content: Value,
    problems: Vec<(String, String)>,
    gaps: Vec<(String, String)>,
    /// The path of the value its inputs are in.
    pub root: String,
}

/// An input.
pub struct Cell {
    /// Its name, which is its path.
    pub id: String,
    /// What is in it.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// A time limit as two inputs.
pub struct LimitCell {
    /// The path of both.
    pub id: String,
    /// How many.
    pub amount: String,
    /// Of what; the whole text where it has more than one phase.
    pub unit: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl Sheet {
    /// The form of `section` of what was typed or is kept.
    pub fn of(page: &Page, section: Section, content: Value, problems: &Problems, gaps: &[Gap]) -> Self {
        let gap = |it: &Gap| Some((it.field.clone()?, page.say(&it.message)));
        Self {
            content,
            problems: problems.iter().map(|(at, it)| (at.clone(), page.say(&it.message))).collect(),
            gaps: gaps.iter().filter_map(gap).filter(|(at, _)| section.shows(at)).collect(),
            root: section.root(),
        }
    }

    /// An input below `row`.
    pub fn cell(&self, row: &str, name: &str) -> Cell {
        let id = within(row, name);
        let value = self.value(&id).map(words).unwrap_or_default();
        let error = self.said(&id);
        Cell { id, value, error }
    }

    /// Whether a yes-or-no below `row` is yes.
    pub fn flag(&self, row: &str, name: &str) -> bool {
        self.value(&within(row, name)).and_then(Value::as_bool).unwrap_or_default()
    }

    /// A time limit below `row`.
    pub fn limit(&self, row: &str, name: &str) -> LimitCell {
        let Cell { id, value, error } = self.cell(row, name);
        let (amount, unit) = match value.parse::<TimeLimit>().as_ref().map(TimeLimit::phases) {
            Ok([phase]) if phase.amount == 0 && phase.unit == Unit::WorkingDay => (String::new(), "same day"),
            Ok([phase]) => (phase.amount.to_string(), unit(phase.unit)),
            Ok(_) => (String::new(), value.as_str()),
            Err(_) => value.split_once(' ').map_or((String::new(), ""), |(it, unit)| (it.to_owned(), unit)),
        };
        LimitCell { id, amount, unit: unit.to_owned(), error }
    }

    /// The paths of the rows of a list below `row`.
    pub fn rows(&self, row: &str, name: &str) -> Vec<String> {
        let list = within(row, name);
        let count = self.value(&list).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).map(|at| format!("{list}.{at}")).collect()
    }

    /// Where a row stood in what is kept.
    pub fn was(&self, row: &str) -> String {
        let typed = self.value(&within(row, WAS)).and_then(Value::as_str);
        typed.map_or_else(|| row.rsplit('.').next().unwrap_or_default().to_owned(), str::to_owned)
    }

    /// What the row itself or the list lacks.
    pub fn lacks(&self, at: &str) -> Vec<&str> {
        let here = self.problems.iter().chain(&self.gaps).filter(|(it, _)| it == at);
        here.map(|(_, words)| words.as_str()).collect()
    }

    /// Everything that is wrong with the inputs.
    pub fn problems(&self) -> &[(String, String)] {
        &self.problems
    }

    /// Everything the section lacks.
    pub fn gaps(&self) -> &[(String, String)] {
        &self.gaps
    }

    fn said(&self, id: &str) -> Option<String> {
        self.problems.iter().chain(&self.gaps).find(|(at, _)| at == id).map(|(_, words)| words.clone())
    }

    fn value(&self, path: &str) -> Option<&Value> {
        self.content.pointer(&pointer(path))
    }
}

fn within(row: &str, name: &str) -> String {
    if row.is_empty() { name.to_owned() } else { format!("{row}.{name}") }
}

const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::WorkingHour => "working hours",
        Unit::WorkingDay => "working days",
        Unit::CalendarDay => "calendar days",
        Unit::Month => "months",
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Null | Value::Object(_) => String::new(),
        Value::Bool(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::String(it) => it.clone(),
        Value::Array(items) => {
            let between = if items.iter().all(Value::is_number) { ", " } else { "\n" };
            items.iter().map(words).collect::<Vec<_>>().join(between)
        }
    }
}
