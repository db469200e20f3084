//! Bảng kê thu theo tháng: a row a day, each with its own sheet.

use super::{HERE, MONTH_COLUMNS, Page, csv, tills};
use crate::Site;
use crate::api::money::drawers::BookAsked;
use crate::api::money::sheets::{month, taken};
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{html, names};
use crate::words::short_date;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::office_sheets::{MonthTaking, MonthTakings};
use motcua_kernel::{Date, Vnd};

#[derive(Template)]
#[template(path = "takings.html")]
struct TakingsPage {
    page: Page,
    agency: String,
    code: String,
    agencies: Vec<(String, String, bool)>,
    first: String,
    last: String,
    rows: Vec<Row>,
    sum: Row,
}

struct Row {
    day: String,
    words: String,
    receipts: u32,
    fee: Vnd,
    state_fee: Vnd,
    other: Vnd,
    refunded: Vnd,
    net: Vnd,
    cash: Vnd,
    transfer: Vnd,
}

/// `GET /so-thu/thang`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<BookAsked>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.month-takings", Some(&caller), HERE);
    let taken = taken(&site, &caller, &of_month(asked, caller.now.date())).await?;
    let sheet = month(&taken, &caller);
    let built = TakingsPage {
        agency: names::agency(&site, taken.agency),
        code: site.context.province.agencies.get(taken.agency).map_or_else(String::new, |it| it.code.clone()),
        agencies: tills(&site, &caller, taken.agency),
        first: taken.first.to_string(),
        last: taken.last.to_string(),
        rows: sheet.rows.iter().map(row).collect(),
        sum: sum(&sheet),
        page,
    };
    Ok(html(StatusCode::OK, &built))
}

/// `GET /so-thu/thang.csv`
pub async fn file(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<BookAsked>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.month-takings", Some(&caller), HERE);
    let taken = taken(&site, &caller, &of_month(asked, caller.now.date())).await?;
    let line = |it: &MonthTaking| {
        let amounts = [it.fee, it.state_fee, it.other, it.refunded, it.cash, it.transfer];
        let begins = [it.day.0.to_string(), it.receipts.to_string()];
        begins.into_iter().chain(amounts.map(|it| it.0.to_string())).collect()
    };
    let rows: Vec<Vec<String>> = month(&taken, &caller).rows.iter().map(line).collect();
    Ok(csv(&page, &format!("bang-ke-thu-{}-{}", taken.first, taken.last), &MONTH_COLUMNS, &rows))
}

/// From the first of the month until today, where nothing else is said.
pub fn of_month(asked: BookAsked, today: Date) -> BookAsked {
    if !asked.first.is_empty() || !asked.last.is_empty() {
        return asked;
    }
    let first = today.replace_day(1).unwrap_or(today);
    BookAsked { first: first.to_string(), last: today.to_string(), ..asked }
}

fn row(it: &MonthTaking) -> Row {
    Row {
        day: it.day.0.to_string(),
        words: short_date(it.day.0),
        receipts: it.receipts,
        fee: it.fee,
        state_fee: it.state_fee,
        other: it.other,
        refunded: it.refunded,
        net: it.collected().minus(it.refunded),
        cash: it.cash,
        transfer: it.transfer,
    }
}

fn sum(sheet: &MonthTakings) -> Row {
    let of = |amount: fn(&MonthTaking) -> Vnd| sheet.rows.iter().map(amount).sum::<Vnd>();
    Row {
        day: String::new(),
        words: String::new(),
        receipts: sheet.rows.iter().map(|it| it.receipts).sum(),
        fee: of(|it| it.fee),
        state_fee: of(|it| it.state_fee),
        other: of(|it| it.other),
        refunded: of(|it| it.refunded),
        net: of(MonthTaking::collected).minus(of(|it| it.refunded)),
        cash: of(|it| it.cash),
        transfer: of(|it| it.transfer),
    }
}
