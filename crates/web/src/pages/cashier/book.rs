//! Sổ thu: the book of an agency for a day, a month or any days, summed by kind of charge and form, with every line. Prints,
//! and goes out as CSV.

use super::{HERE, tills};
use crate::Site;
use crate::api::money::drawers::{BookAsked, book_lines};
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use crate::words::key_of;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use motcua_fees::{BookLine, BookMeans, BookSheet, SHEET_KINDS, Taken, book_sheet};
use motcua_i18n::spoken_date;
use motcua_kernel::Vnd;
use std::collections::BTreeSet;
use std::fmt::Write;

#[derive(Template)]
#[template(path = "money_book.html")]
struct BookPage {
    page: Page,
    agency: String,
    agencies: Vec<(String, String, bool)>,
    from: String,
    until: String,
    days: String,
    officer: String,
    rows: Vec<Row>,
    cash: Vnd,
    transfer: Vnd,
    remitted: Vnd,
    floats: Vnd,
    receipts: usize,
    lines: Vec<Line>,
}

/// A kind of charge in one form.
struct Row {
    kind: String,
    means: String,
    taken: Taken,
}

struct Line {
    at: String,
    kind: String,
    means: String,
    charge: String,
    receipt: String,
    dossier: Option<String>,
    amount: Vnd,
}

/// `GET /so-thu`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<BookAsked>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.money-book", Some(&caller), HERE);
    let book = book_lines(&site, &caller, &asked).await?;
    let sheet = book_sheet(&book.lines);
    let agencies = tills(&site, &caller).into_iter().filter_map(|it| site.context.province.agencies.get(it));
    let picked =
        |code: &str| site.context.province.agencies.get(book.agency).is_some_and(|it| it.code == code);
    let receipts: BTreeSet<&str> = book.lines.iter().filter_map(|it| it.receipt.as_deref()).collect();
    let days = if book.first == book.last {
        spoken_date(reader.locale, book.first)
    } else {
        format!("{} – {}", spoken_date(reader.locale, book.first), spoken_date(reader.locale, book.last))
    };
    let built = BookPage {
        agency: names::agency(&site, book.agency),
        agencies: agencies.map(|it| (it.code.clone(), it.name.clone(), picked(&it.code))).collect(),
        from: book.first.to_string(),
        until: book.last.to_string(),
        days,
        officer: caller.account.display_name.clone(),
        rows: rows(&page, &sheet),
        cash: sheet.net(BookMeans::Cash),
        transfer: sheet.net(BookMeans::Transfer),
        remitted: sheet.remitted,
        floats: sheet.floats,
        receipts: receipts.len(),
        lines: book.lines.iter().map(|it| line(&page, it)).collect(),
        page,
    };
    Ok(html(StatusCode::OK, &built))
}

/// `GET /so-thu.csv`
pub async fn file(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<BookAsked>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.money-book", Some(&caller), HERE);
    let book = book_lines(&site, &caller, &asked).await?;
    // A mark first, by which spreadsheets know that the letters are UTF-8.
    let mut text = String::from("\u{feff}");
    let heads: Vec<String> = super::COLUMNS.iter().map(|it| page.word("column", it)).collect();
    // Writing to a string can not fail.
    let _ = writeln!(text, "{}", heads.join(";"));
    for it in book.lines.iter().map(|it| line(&page, it)) {
        let cells = [it.at, it.kind, it.means, it.charge, it.receipt, it.amount.0.to_string()];
        let cells: Vec<String> = cells.iter().map(|it| it.replace([';', '\n', '"'], " ")).collect();
        let _ = writeln!(text, "{}", cells.join(";"));
    }
    let name = format!("attachment; filename=\"so-thu-{}-{}.csv\"", book.first, book.last);
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)], text)
        .into_response())
}

fn rows(page: &Page, sheet: &BookSheet) -> Vec<Row> {
    let mut rows = Vec::new();
    for kind in SHEET_KINDS {
        for means in [BookMeans::Cash, BookMeans::Transfer] {
            let taken = sheet.row(kind, means);
            if taken != Taken::default() {
                rows.push(Row {
                    kind: page.word("charge-kind", &key_of(&kind, "")),
                    means: page.word("book-means", &key_of(&means, "")),
                    taken,
                });
            }
        }
    }
    rows
}

fn line(page: &Page, it: &BookLine) -> Line {
    let subject = it.subject.as_ref();
    Line {
        at: page.moment(it.at),
        kind: page.word("book-kind", &key_of(&it.kind, "")),
        means: page.word("book-means", &key_of(&it.means, "")),
        charge: subject.map_or_else(
            || it.note.clone().unwrap_or_default(),
            |it| page.word("charge-kind", &key_of(&it.kind, "")),
        ),
        receipt: it.receipt.clone().unwrap_or_default(),
        dossier: subject.map(|it| it.dossier.to_string()),
        amount: it.amount,
    }
}
