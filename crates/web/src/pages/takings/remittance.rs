//! Bảng kê nộp ngân sách: what of the money of a period is kept, and what is paid in under which tiểu mục.

use super::month::of_month;
use super::{HERE, Page, REMITTANCE_COLUMNS, csv, tills};
use crate::Site;
use crate::api::money::drawers::BookAsked;
use crate::api::money::sheets::remittance_asked;
use crate::door::{Caller, Reader};
use crate::failure::Failure;
use crate::pages::{html, names};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use motcua_app::office_sheets::{BudgetRemittance, RemittanceLine};
use motcua_kernel::Vnd;

#[derive(Template)]
#[template(path = "remittance.html")]
struct RemittancePage {
    page: Page,
    agency: String,
    code: String,
    agencies: Vec<(String, String, bool)>,
    first: String,
    last: String,
    slip: BudgetRemittance,
    collected: Vnd,
    refunded: Vnd,
    kept: Vnd,
    remitted: Vnd,
}

/// `GET /so-thu/nop-ngan-sach`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<BookAsked>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.budget-remittance", Some(&caller), HERE);
    let asked = of_month(asked, caller.now.date());
    let (taken, slip) = remittance_asked(&site, &caller, &asked).await?;
    let sum = |of: fn(&RemittanceLine) -> Vnd| slip.rows.iter().map(of).sum::<Vnd>();
    let built = RemittancePage {
        agency: names::agency(&site, taken.agency),
        code: site.context.province.agencies.get(taken.agency).map_or_else(String::new, |it| it.code.clone()),
        agencies: tills(&site, &caller, taken.agency),
        first: taken.first.to_string(),
        last: taken.last.to_string(),
        collected: sum(|it| it.collected),
        refunded: sum(|it| it.refunded),
        kept: sum(|it| it.kept),
        remitted: slip.remitted(),
        slip,
        page,
    };
    Ok(html(StatusCode::OK, &built))
}

/// `GET /so-thu/nop-ngan-sach.csv`
pub async fn file(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Query(asked): Query<BookAsked>,
) -> Result<Response, Failure> {
    let page = Page::new(&site, reader.locale, "label.budget-remittance", Some(&caller), HERE);
    let asked = of_month(asked, caller.now.date());
    let (taken, slip) = remittance_asked(&site, &caller, &asked).await?;
    let line = |it: &RemittanceLine| {
        let code = it.subsection.clone().unwrap_or_default();
        let money = |it: Vnd| it.0.to_string();
        vec![
            it.name.clone(),
            code,
            money(it.collected),
            money(it.refunded),
            it.kept_percent.to_string(),
            money(it.kept),
            money(it.remitted),
        ]
    };
    let rows: Vec<Vec<String>> = slip.rows.iter().map(line).collect();
    Ok(csv(&page, &format!("nop-ngan-sach-{}-{}", taken.first, taken.last), &REMITTANCE_COLUMNS, &rows))
}
