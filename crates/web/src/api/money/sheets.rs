//! Money sheets of an agency over the API: days, the remittance to the budget, the use of receipts; as data and as PDF.

use super::drawers::{BookAsked, book_lines};
use super::receipts::{QuarterAsked, all_series, quarter_of};
use crate::Site;
use crate::api::documents::{AgencyDocument, agency};
use crate::api::office_sheets::content;
use crate::door::Caller;
use crate::failure::Failure;
use crate::pages::download::pdf;
use axum::Json;
use axum::extract::{Query, State};
use axum::response::Response;
use motcua_app::office_sheets::{
    self, BudgetRemittance, MoneyTaken, MonthTakings, day_takings, money_taken, month_takings, remittance_of,
};
use motcua_kernel::AgencyId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an agency took, day by day.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakingsDocument {
    /// Who.
    pub agency: AgencyDocument,
    /// The first day.
    pub first: String,
    /// The last day.
    pub last: String,
    /// The days on which money came or went.
    pub days: Vec<TakingsDay>,
}

/// One day, in whole đồng.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakingsDay {
    /// Which.
    pub day: String,
    /// How many receipts were given.
    pub receipts: u32,
    /// Phí.
    pub fee: i64,
    /// Lệ phí.
    pub state_fee: i64,
    /// Anything else.
    pub other: i64,
    /// Paid back.
    pub refunded: i64,
    /// What is left in cash.
    pub cash: i64,
    /// What is left on the account.
    pub transfer: i64,
}

/// What goes to the budget, in whole đồng.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemittanceDocument {
    /// Who pays in.
    pub agency: AgencyDocument,
    /// The first day.
    pub first: String,
    /// The last day.
    pub last: String,
    /// Chương, where it is known.
    pub chapter: Option<String>,
    /// Whether every code and share is confirmed.
    pub confirmed: bool,
    /// A row for each charge.
    pub rows: Vec<RemittanceRowDocument>,
    /// What goes to the budget by tiểu mục.
    pub subsections: Vec<SubsectionDocument>,
    /// Collected less paid back.
    pub net: i64,
    /// What the agency keeps.
    pub kept: i64,
    /// What goes to the budget.
    pub remitted: i64,
    /// Taken for others than the budget.
    pub passed_on: i64,
}

/// One charge.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemittanceRowDocument {
    /// Its name.
    pub name: String,
    /// Tiểu mục.
    pub subsection: Option<String>,
    /// Collected, less what was taken back as a mistake.
    pub collected: i64,
    /// Paid back.
    pub refunded: i64,
    /// Whole percent that the agency keeps.
    pub kept_percent: u8,
    /// What it keeps.
    pub kept: i64,
    /// What goes to the budget.
    pub remitted: i64,
    /// Whether tiểu mục and share are confirmed.
    pub confirmed: bool,
}

/// What goes to the budget under one tiểu mục.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubsectionDocument {
    /// Which; null where it is not known.
    pub subsection: Option<String>,
    /// How much.
    pub amount: i64,
}

/// Whose receipts, and which quarter.
#[derive(Debug, Deserialize)]
pub struct UsageAsked {
    /// Code of the agency; all whose receipts one sees when it is absent.
    #[serde(default)]
    pub agency: String,
    /// The year; this one when it is absent.
    #[serde(default)]
    pub year: String,
    /// 1 to 4; the quarter of today when it is absent.
    #[serde(default)]
    pub quarter: String,
}

/// `GET /api/v1/takings`
pub async fn takings(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<BookAsked>,
) -> Result<Json<TakingsDocument>, Failure> {
    let taken = taken(&site, &caller, &asked).await?;
    let sheet = month(&taken, &caller);
    let days = sheet.rows.iter().map(|it| TakingsDay {
        day: it.day.0.to_string(),
        receipts: it.receipts,
        fee: it.fee.0,
        state_fee: it.state_fee.0,
        other: it.other.0,
        refunded: it.refunded.0,
        cash: it.cash.0,
        transfer: it.transfer.0,
    });
    Ok(Json(TakingsDocument {
        agency: agency(&site, taken.agency),
        first: taken.first.to_string(),
        last: taken.last.to_string(),
        days: days.collect(),
    }))
}

/// `GET /api/v1/takings.pdf`: of one day line by line, of more day by day.
pub async fn takings_pdf(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<BookAsked>,
) -> Result<Response, Failure> {
    let taken = taken(&site, &caller, &asked).await?;
    let name = format!("bang-ke-thu-{}-{}", taken.first, taken.last);
    let body = if taken.first == taken.last {
        day_takings(&taken, &caller.account.display_name).into()
    } else {
        month(&taken, &caller).into()
    };
    printed(&site, taken.agency, body, &name).await
}

/// `GET /api/v1/budget-remittance`
pub async fn remittance(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<BookAsked>,
) -> Result<Json<RemittanceDocument>, Failure> {
    let (taken, slip) = remittance_asked(&site, &caller, &asked).await?;
    let row = |it: &office_sheets::RemittanceLine| RemittanceRowDocument {
        name: it.name.clone(),
        subsection: it.subsection.clone(),
        collected: it.collected.0,
        refunded: it.refunded.0,
        kept_percent: it.kept_percent,
        kept: it.kept.0,
        remitted: it.remitted.0,
        confirmed: it.confirmed,
    };
    let sum = |it: &office_sheets::SubsectionSum| SubsectionDocument {
        subsection: it.subsection.clone(),
        amount: it.amount.0,
    };
    Ok(Json(RemittanceDocument {
        agency: agency(&site, taken.agency),
        first: taken.first.to_string(),
        last: taken.last.to_string(),
        chapter: slip.chapter.clone(),
        confirmed: !slip.unconfirmed,
        rows: slip.rows.iter().map(row).collect(),
        subsections: slip.sums.iter().map(sum).collect(),
        net: slip.rows.iter().map(|it| it.collected.minus(it.refunded).0).sum(),
        kept: slip.rows.iter().map(|it| it.kept.0).sum(),
        remitted: slip.remitted().0,
        passed_on: slip.passed_on.0,
    }))
}

/// `GET /api/v1/budget-remittance.pdf`
pub async fn remittance_pdf(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<BookAsked>,
) -> Result<Response, Failure> {
    let (taken, slip) = remittance_asked(&site, &caller, &asked).await?;
    let name = format!("nop-ngan-sach-{}-{}", taken.first, taken.last);
    printed(&site, taken.agency, slip.into(), &name).await
}

/// `GET /api/v1/receipt-usage.pdf`
pub async fn usage_pdf(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<UsageAsked>,
) -> Result<Response, Failure> {
    let UsageAsked { agency, year, quarter } = asked;
    let quarter = quarter_of(caller.now.date(), &QuarterAsked { year, quarter })?;
    let tree = &site.context.province.agencies;
    let mut series = all_series(&site, &caller).await?;
    let named = |id: AgencyId| tree.get(id).is_some_and(|it| it.code == agency);
    series.retain(|it| agency.is_empty() || named(it.agency));
    let issues = series.first().map(|it| it.agency).ok_or_else(Failure::not_found)?;
    // A sheet is of one agency.
    series.retain(|it| it.agency == issues);
    let span = (quarter.first, quarter.last);
    let keeper = &caller.account.display_name;
    let report = office_sheets::receipt_usage(&site.context, &series, span, keeper).await?;
    let name = format!("su-dung-bien-lai-{}-quy-{}", quarter.year, quarter.number);
    printed(&site, issues, report.into(), &name).await
}

/// What was taken in the days that are asked for, by an agency where this person has a drawer.
pub async fn taken(site: &Site, caller: &Caller, asked: &BookAsked) -> Result<MoneyTaken, Failure> {
    let book = book_lines(site, caller, asked).await?;
    Ok(money_taken(&site.context, book.agency, (book.first, book.last)).await?)
}

/// Day by day.
pub fn month(taken: &MoneyTaken, caller: &Caller) -> MonthTakings {
    month_takings(taken, &caller.account.display_name)
}

/// The slip that is asked for.
pub async fn remittance_asked(
    site: &Site,
    caller: &Caller,
    asked: &BookAsked,
) -> Result<(MoneyTaken, BudgetRemittance), Failure> {
    let taken = taken(site, caller, asked).await?;
    let slip = remittance_of(&site.context.province, &taken, &caller.account.display_name);
    Ok((taken, slip))
}

async fn printed(
    site: &Site,
    agency: AgencyId,
    body: motcua_app::office_sheets::Body,
    name: &str,
) -> Result<Response, Failure> {
    let bytes = office_sheets::printed(&site.context, agency, vec![body], content(site)).await?;
    Ok(pdf(name, bytes))
}
