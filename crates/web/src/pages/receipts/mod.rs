//! Biên lai: the series of an agency, who has which numbers, numbers that were not used, and the report of a quarter.

mod all;
mod one;
mod usage;

use super::Page;
use crate::methods::{get, post};
use crate::pages::person;
use crate::routes::{Needs, Route};
use motcua_app::money::series::SeriesSheet;
use motcua_identity::Action;
use motcua_kernel::Refusal;
use std::collections::BTreeMap;

/// What a person can say of a number that was not used.
const NOT_USED: [&str; 3] = ["spoiled", "lost", "deleted"];
/// How receipts come to be.
pub const KINDS: [&str; 3] = ["pre-printed", "self-printed", "electronic"];
/// Columns of the report of a quarter.
pub const COLUMNS: [&str; 7] = ["opening", "received", "used", "deleted", "lost", "spoiled", "closing"];

const HERE: &str = "/bien-lai";
const USES: Needs = Needs::Permission(Action::UseReceipts);
const KEEPS: Needs = Needs::Permission(Action::KeepReceipts);
const OPENS: Needs = Needs::Permission(Action::ManageTemplates);

/// The pages and what their forms are sent to.
pub const ROUTES: &[Route] = &[
    person("receipt_series_page", "GET", HERE, &[], USES, || get(all::page)),
    person("open_receipt_series_form", "POST", "/bien-lai/mo", &[], OPENS, || post(all::open)),
    person("one_receipt_series_page", "GET", "/bien-lai/{id}", &[], USES, || get(one::page)),
    person("give_receipt_numbers_form", "POST", "/bien-lai/{id}/giao", &[], KEEPS, || post(one::give)),
    person("hand_back_receipts_form", "POST", "/bien-lai/{id}/tra-lai", &[], USES, || post(one::hand_back)),
    person("account_for_receipt_form", "POST", "/bien-lai/{id}/ghi-so", &[], USES, || post(one::account_for)),
    person("receipt_usage_page", "GET", "/bien-lai/{id}/su-dung", &["nam", "quy"], USES, || get(usage::page)),
];

/// A number as people type it: `12`, `0000012`.
fn number<T: std::str::FromStr>(typed: &str, field: &'static str) -> Result<T, Refusal> {
    typed.parse().map_err(|_| Refusal::new("web.receipt-number-wrong").at(field))
}

/// A series in words: form, symbol, and the book where there is one.
fn name(page: &Page, sheet: &SeriesSheet) -> String {
    let series = &sheet.series;
    match &series.book {
        Some(book) => {
            format!(
                "{} · {} · {}",
                series.form,
                series.symbol,
                page.t1("label.receipt-book-no", "book", book)
            )
        }
        None => format!("{} · {}", series.form, series.symbol),
    }
}

/// Numbers with the words for how many.
fn span(sheet: &SeriesSheet, (first, last): (u32, u32)) -> String {
    let (first, last) = (sheet.series.written(first), sheet.series.written(last));
    if first == last { first } else { format!("{first} – {last}") }
}

/// What was typed into a form, and what is wrong with it.
#[derive(Default)]
struct Typed {
    fields: BTreeMap<String, String>,
    problems: Vec<(String, String)>,
}

impl Typed {
    /// What was typed into a field, or what usually stands there.
    fn value<'a>(&'a self, field: &str, usual: &'a str) -> &'a str {
        self.fields.get(field).map_or(usual, String::as_str)
    }

    /// What is wrong with a field.
    fn error(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|(it, _)| it == field).map(|(_, words)| words.as_str())
    }
}
