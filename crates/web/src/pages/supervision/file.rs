//! The figures of a view as a file: one line a figure, with the address of its dossiers.

use super::super::Page;
use super::asked::{Asked, View};
use super::drawn::Drawn;
use super::sections::Shown;
use crate::Site;
use crate::charts::Link;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// Spreadsheets then know that it is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// `GET /dieu-hanh/so-lieu.csv`
pub async fn csv(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let view = View::open(&site, &caller, &asked).await?;
    let page = Page::new(&site, reader.locale, "label.place-supervision", Some(&caller), "/dieu-hanh");
    let figures = view.overview();
    let shown = Shown { site: &site, page: &page, view: &view, figures: &figures };
    let drawn = Drawn { shown: &shown };
    let mut text = BYTE_ORDER_MARK.to_owned();
    let mut put = |part: &str, name: &str, value: &str, link: &Link| {
        let address = format!("{}{}", site.settings.public_url, link.href);
        let count = link.count.to_string();
        let cells = [part, name, value, count.as_str(), address.as_str()];
        text.push_str(&cells.map(quoted).join(","));
        text.push_str("\r\n");
    };
    let kinds = page.t("label.identities");
    for (name, link) in shown.counts() {
        put(&kinds, &name, &link.count.to_string(), &link);
    }
    let charts = [
        ("label.chart-agencies", drawn.agencies()),
        ("label.chart-steps", drawn.steps()),
        ("label.chart-hours", drawn.hours()),
        ("label.chart-days", drawn.days()),
    ];
    for (title, chart) in charts {
        for (name, value, link) in &chart.rows {
            put(&page.t(title), name, value, link);
        }
    }
    let remaining = page.t("label.chart-open");
    for leftover in shown.leftovers() {
        put(&remaining, &leftover.words, &leftover.link.count.to_string(), &leftover.link);
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"dieu-hanh.csv\""),
    ];
    Ok((headers, text).into_response())
}

/// A cell is text: what a spreadsheet would take for a formula is kept from being one.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}
