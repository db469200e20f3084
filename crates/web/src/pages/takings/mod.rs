//! Bảng kê thu and bảng kê nộp ngân sách of an agency: looked at, printed as PDF, taken as CSV.

mod month;
mod remittance;

use super::{Page, cashier, person};
use crate::Site;
use crate::api::money::sheets::{remittance_pdf, takings_pdf, usage_pdf};
use crate::door::Caller;
use crate::methods::get;
use crate::routes::{Needs, Route};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use motcua_identity::Action;
use motcua_kernel::AgencyId;

const KEEPS: Needs = Needs::Permission(Action::KeepDrawer);
const USES: Needs = Needs::Permission(Action::UseReceipts);
const ASKED: &[&str] = &["agency", "first", "last"];
const HERE: &str = "/thu-ngan";

/// Columns of the sheet of a month as a file.
pub const MONTH_COLUMNS: [&str; 8] =
    ["day-of", "receipts", "fee", "state-fee", "other", "refunded", "cash", "transfer"];
/// Columns of the remittance as a file.
pub const REMITTANCE_COLUMNS: [&str; 7] =
    ["charge", "subsection", "collected", "refunded", "kept-percent", "kept", "remitted"];

/// The pages and their files.
pub const ROUTES: &[Route] = &[
    person("takings_page", "GET", "/so-thu/thang", ASKED, KEEPS, || get(month::page)),
    person("takings_file", "GET", "/so-thu/thang.csv", ASKED, KEEPS, || get(month::file)),
    person("takings_sheet", "GET", "/so-thu/bang-ke.pdf", ASKED, KEEPS, || get(takings_pdf)),
    person("remittance_page", "GET", "/so-thu/nop-ngan-sach", ASKED, KEEPS, || get(remittance::page)),
    person("remittance_file", "GET", "/so-thu/nop-ngan-sach.csv", ASKED, KEEPS, || get(remittance::file)),
    person("remittance_sheet", "GET", "/so-thu/nop-ngan-sach.pdf", ASKED, KEEPS, || get(remittance_pdf)),
    person(
        "receipt_usage_sheet",
        "GET",
        "/bien-lai/su-dung.pdf",
        &["agency", "year", "quarter"],
        USES,
        || get(usage_pdf),
    ),
];

/// Code and name of the agencies where this person has a drawer, and which is looked at.
fn tills(site: &Site, caller: &Caller, here: AgencyId) -> Vec<(String, String, bool)> {
    let tree = &site.context.province.agencies;
    let tills = cashier::tills(site, caller).into_iter().filter_map(|it| tree.get(it));
    tills.map(|it| (it.code.clone(), it.name.clone(), it.id == here)).collect()
}

/// Rows as a file that spreadsheets open with all letters.
fn csv(page: &Page, name: &str, columns: &[&str], rows: &[Vec<String>]) -> Response {
    let heads: Vec<String> = columns.iter().map(|it| page.word("column", it)).collect();
    let mut text = String::from("\u{feff}");
    for row in std::iter::once(&heads).chain(rows) {
        let cells: Vec<String> = row.iter().map(|it| cell(it)).collect();
        text.push_str(&cells.join(";"));
        text.push('\n');
    }
    let name = format!("attachment; filename=\"{name}.csv\"");
    ([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)], text)
        .into_response()
}

/// A cell is text: nothing in it ends it, and what a spreadsheet would take for a formula is kept from being one.
fn cell(text: &str) -> String {
    let plain = text.replace([';', '\n', '\r', '"'], " ");
    let is_number = plain.parse::<i64>().is_ok();
    if !is_number && plain.starts_with(['=', '+', '-', '@']) { format!("'{plain}") } else { plain }
}
