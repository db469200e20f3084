//! Báo cáo tình hình sử dụng biên lai: of one series and quarter, to be printed and signed.

use super::{COLUMNS, HERE, name, span};
use crate::Site;
use crate::api::money::receipts::{Quarter, QuarterAsked, find_series, usage_in};
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use crate::words::{key_of, short_date};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::money::series::SeriesSheet;
use motcua_fees::series::{NumberRanges, UsageReport};
use motcua_kernel::Message;

#[derive(Template)]
#[template(path = "receipt_usage.html")]
struct UsagePage {
    page: Page,
    id: String,
    agency: String,
    code: String,
    name: String,
    kind: String,
    issuer: String,
    quarter: Quarter,
    period: String,
    columns: Vec<Column>,
    officer: String,
}

/// A line of the report.
struct Column {
    name: String,
    numbers: String,
    count: u64,
}

/// `GET /bien-lai/{id}/su-dung`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<QuarterAsked>,
) -> Result<Response, Failure> {
    let sheet = find_series(&site, &caller, &id).await?;
    let (quarter, report) = usage_in(&site, &caller, &sheet, &asked).await?;
    let page = Page::new(&site, reader.locale, "label.receipt-usage", Some(&caller), HERE);
    let period = Message::new("label.receipt-quarter").with("quarter", quarter.number);
    let period = period.with("year", quarter.year).with("from", short_date(quarter.first));
    let built = UsagePage {
        id: sheet.id.to_string(),
        agency: names::agency(&site, sheet.agency),
        code: site.context.province.agencies.get(sheet.agency).map_or_else(String::new, |it| it.code.clone()),
        name: name(&page, &sheet),
        kind: page.word("series-kind", &key_of(&sheet.series.kind, "")),
        issuer: sheet.series.issuer.clone(),
        period: page.say(&period.with("until", short_date(quarter.last))),
        quarter,
        columns: columns(&page, &sheet, &report),
        officer: caller.account.display_name.clone(),
        page,
    };
    Ok(html(StatusCode::OK, &built))
}

fn columns(page: &Page, sheet: &SeriesSheet, report: &UsageReport) -> Vec<Column> {
    let all: [&NumberRanges; 7] = [
        &report.opening,
        &report.received,
        &report.used,
        &report.deleted,
        &report.lost,
        &report.spoiled,
        &report.closing,
    ];
    let column = |(key, ranges): (&str, &NumberRanges)| {
        let spans: Vec<String> = ranges.ranges().iter().map(|it| span(sheet, *it)).collect();
        Column { name: page.word("usage-column", key), numbers: spans.join("; "), count: ranges.count() }
    };
    COLUMNS.into_iter().zip(all).map(column).collect()
}
