//! Receipt series over the API: opened, given, accounted for, reported; the pages ask the same functions.

use super::receipt_documents::{SeriesDocument, SeriesList, UsageDocument, document, usage_document};
use crate::Site;
use crate::api::named::{agency, plain, short};
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use motcua_app::money::series::{self, Answers, SeriesSheet, SeriesWish, WARN_BELOW};
use motcua_fees::series::{Fate, ReceiptSeries, SeriesKind, UsageReport};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AccountId, Actor, AgencyId, Date, ReceiptSeriesId, Refusal};
use serde::Deserialize;
use std::ops::RangeInclusive;
use time::Month;
use utoipa::ToSchema;

/// The latest series that are listed.
const LISTED: u64 = 100;
const YEARS: RangeInclusive<i32> = 1900..=2199;

/// A series to open.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedSeries {
    /// Code of the agency whose receipts they are.
    pub agency: String,
    /// Mẫu số.
    pub form: String,
    /// Ký hiệu.
    pub symbol: String,
    /// Quyển số, where there are books.
    #[serde(default)]
    pub book: String,
    /// How its receipts come to be.
    pub kind: KindWanted,
    /// First number.
    pub first: u32,
    /// Last number.
    pub last: u32,
    /// Digits of a number as written.
    pub width: u8,
    /// Đơn vị phát hành.
    pub issuer: String,
    /// Fewer numbers than this in a hand are too few; 10 when absent.
    #[serde(default)]
    pub warn_below: Option<u32>,
}

/// How the receipts of a series come to be.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KindWanted {
    /// Đặt in: its numbers are on the paper already.
    PrePrinted,
    /// Tự in.
    SelfPrinted,
    /// Điện tử.
    Electronic,
}

/// Numbers to give to a cashier.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedNumbers {
    /// Id of the account of the cashier.
    pub cashier: String,
    /// First number.
    pub first: u32,
    /// Last number.
    pub last: u32,
}

/// Numbers that are given back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedReturn {
    /// First number.
    pub first: u32,
    /// Last number: the last that was given with the first one.
    pub last: u32,
}

/// A number that was not used.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedFate {
    /// The number.
    pub number: u32,
    /// What became of it.
    pub fate: FateWanted,
    /// Number of the minutes.
    pub minutes: String,
}

/// What became of a number that was not used.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FateWanted {
    /// Hủy: spoilt before it was given to anybody.
    Spoiled,
    /// Mất.
    Lost,
    /// Xóa bỏ: written out and then crossed out.
    Deleted,
}

/// Of which quarter.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct QuarterAsked {
    /// The year; this one when it is absent.
    #[serde(default, alias = "nam")]
    pub year: String,
    /// 1 to 4; the quarter of today when it is absent.
    #[serde(default, alias = "quy")]
    pub quarter: String,
}

/// A quarter, by its first and its last day.
#[derive(Clone, Copy, Debug)]
pub struct Quarter {
    /// The year.
    pub year: i32,
    /// 1 to 4.
    pub number: u8,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

/// `GET /api/v1/receipt-series`
pub async fn list(State(site): State<Site>, caller: Caller) -> Result<Json<SeriesList>, Failure> {
    let sheets = all_series(&site, &caller).await?;
    Ok(Json(SeriesList { items: sheets.iter().map(|it| document(&site, it)).collect() }))
}

/// `POST /api/v1/receipt-series`
pub async fn open(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: body, .. }: Checked<WantedSeries>,
) -> Result<Response, Failure> {
    let id = open_series(&site, &caller, body).await?;
    let sheet = series::receipt_series(&site.context, id).await?;
    Ok((StatusCode::CREATED, Json(document(&site, &sheet))).into_response())
}

/// `POST /api/v1/receipt-series/{id}/numbers`
pub async fn give(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: body, .. }: Checked<WantedNumbers>,
) -> Result<Json<SeriesDocument>, Failure> {
    let sheet = find_series(&site, &caller, &id).await?;
    give_numbers(&site, &caller, &sheet, body).await?;
    Ok(Json(document(&site, &series::receipt_series(&site.context, sheet.id).await?)))
}

/// `POST /api/v1/receipt-series/{id}/returns`
pub async fn hand_back(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: body, .. }: Checked<WantedReturn>,
) -> Result<Json<SeriesDocument>, Failure> {
    let sheet = find_series(&site, &caller, &id).await?;
    hand_back_numbers(&site, &caller, &sheet, body).await?;
    Ok(Json(document(&site, &series::receipt_series(&site.context, sheet.id).await?)))
}

/// `POST /api/v1/receipt-series/{id}/fates`
pub async fn account_for(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: body, .. }: Checked<WantedFate>,
) -> Result<Json<SeriesDocument>, Failure> {
    let sheet = find_series(&site, &caller, &id).await?;
    account(&site, &caller, &sheet, body).await?;
    Ok(Json(document(&site, &series::receipt_series(&site.context, sheet.id).await?)))
}

/// `GET /api/v1/receipt-series/{id}/usage`
pub async fn usage(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Query(asked): Query<QuarterAsked>,
) -> Result<Json<UsageDocument>, Failure> {
    let sheet = find_series(&site, &caller, &id).await?;
    let (quarter, report) = usage_in(&site, &caller, &sheet, &asked).await?;
    Ok(Json(usage_document(&sheet.series, quarter, &report)))
}

/// The latest series of the agencies whose receipts this person may see.
pub async fn all_series(site: &Site, caller: &Caller) -> Result<Vec<SeriesSheet>, Failure> {
    let seen = |it: &AgencyId| caller.actor_for(site, Action::UseReceipts, Scope::at(*it)).is_ok();
    let agencies: Vec<AgencyId> =
        site.context.province.agencies.iter().map(|it| it.id).filter(seen).collect();
    Ok(series::series_at(&site.context, &agencies, LISTED).await?)
}

/// A series of an agency whose receipts this person may see.
pub async fn find_series(site: &Site, caller: &Caller, id: &str) -> Result<SeriesSheet, Failure> {
    let id = id.parse().map_err(|_| Failure::not_found())?;
    let sheet = series::receipt_series(&site.context, ReceiptSeriesId(id)).await?;
    let seen = caller.actor_for(site, Action::UseReceipts, Scope::at(sheet.agency)).is_ok();
    if seen { Ok(sheet) } else { Err(Failure::not_found()) }
}

/// Opens a series for an agency whose series this person keeps.
pub async fn open_series(
    site: &Site,
    caller: &Caller,
    body: WantedSeries,
) -> Result<ReceiptSeriesId, Failure> {
    let agency = agency(&site.context, &body.agency, "agency")?;
    let actor = caller.actor_for(site, Action::ManageTemplates, Scope::at(agency))?;
    let line = |typed: String, field: &'static str| {
        short(&typed, || field.to_owned())?;
        plain(typed.trim().to_owned(), field)
    };
    let series = ReceiptSeries {
        form: line(body.form, "form")?,
        symbol: line(body.symbol, "symbol")?,
        book: Some(line(body.book, "book")?).filter(|it| !it.is_empty()),
        kind: match body.kind {
            KindWanted::PrePrinted => SeriesKind::PrePrinted,
            KindWanted::SelfPrinted => SeriesKind::SelfPrinted,
            KindWanted::Electronic => SeriesKind::Electronic,
        },
        first: body.first,
        last: body.last,
        width: body.width,
        issuer: line(body.issuer, "issuer")?,
    };
    let wish = SeriesWish { agency, series, warn_below: body.warn_below.unwrap_or(WARN_BELOW) };
    Ok(series::open_series(&site.context, actor, wish).await?)
}

/// Gives numbers of a series to a cashier.
pub async fn give_numbers(
    site: &Site,
    caller: &Caller,
    sheet: &SeriesSheet,
    body: WantedNumbers,
) -> Result<(), Failure> {
    let actor = caller.actor_for(site, Action::KeepReceipts, Scope::at(sheet.agency))?;
    let cashier = body.cashier.parse().map_err(|_| Refusal::new("app.not-a-cashier").at("cashier"))?;
    let numbers = (body.first, body.last);
    Ok(series::give_numbers(&site.context, actor, sheet.id, AccountId(cashier), numbers).await?)
}

/// Accounts for a number: one's own, or any of the agency for whoever keeps its receipts.
pub async fn account(
    site: &Site,
    caller: &Caller,
    sheet: &SeriesSheet,
    body: WantedFate,
) -> Result<(), Failure> {
    let (actor, answers) = answering(site, caller, sheet)?;
    let minutes = plain(body.minutes, "minutes")?;
    let fate = match body.fate {
        FateWanted::Spoiled => Fate::Spoiled { minutes },
        FateWanted::Lost => Fate::Lost { minutes },
        FateWanted::Deleted => Fate::Deleted { minutes },
    };
    Ok(series::account_for_number(&site.context, actor, (sheet.id, answers), body.number, fate).await?)
}

/// Takes numbers back: one's own, or those of any cashier for whoever keeps the receipts of the agency.
pub async fn hand_back_numbers(
    site: &Site,
    caller: &Caller,
    sheet: &SeriesSheet,
    body: WantedReturn,
) -> Result<(), Failure> {
    let (actor, answers) = answering(site, caller, sheet)?;
    let numbers = (body.first, body.last);
    Ok(series::hand_back_numbers(&site.context, actor, (sheet.id, answers), numbers).await?)
}

/// For whose numbers this person answers.
fn answering(site: &Site, caller: &Caller, sheet: &SeriesSheet) -> Result<(Actor, Answers), Failure> {
    let scope = Scope::at(sheet.agency);
    Ok(match caller.actor_for(site, Action::KeepReceipts, scope) {
        Ok(actor) => (actor, Answers::All),
        Err(_) => (caller.actor_for(site, Action::UseReceipts, scope)?, Answers::Own),
    })
}

/// What became of the numbers of a series in the quarter that is asked for.
pub async fn usage_in(
    site: &Site,
    caller: &Caller,
    sheet: &SeriesSheet,
    asked: &QuarterAsked,
) -> Result<(Quarter, UsageReport), Failure> {
    let quarter = quarter_of(caller.now.date(), asked)?;
    let report = series::usage_of(&site.context, sheet.id, (quarter.first, quarter.last)).await?;
    Ok((quarter, report))
}

pub fn quarter_of(today: Date, asked: &QuarterAsked) -> Result<Quarter, Refusal> {
    let year = if asked.year.is_empty() { Some(today.year()) } else { asked.year.parse().ok() };
    let year =
        year.filter(|it| YEARS.contains(it)).ok_or_else(|| Refusal::new("web.year-wrong").at("year"))?;
    let this = (u8::from(today.month()) - 1) / 3 + 1;
    let number = if asked.quarter.is_empty() { Some(this) } else { asked.quarter.parse().ok() };
    let (number, begins, ends, day) = match number {
        Some(1) => (1, Month::January, Month::March, 31),
        Some(2) => (2, Month::April, Month::June, 30),
        Some(3) => (3, Month::July, Month::September, 30),
        Some(4) => (4, Month::October, Month::December, 31),
        Some(_) | None => return Err(Refusal::new("web.quarter-wrong").at("quarter")),
    };
    let wrong = |_| Refusal::new("web.year-wrong").at("year");
    let first = Date::from_calendar_date(year, begins, 1).map_err(wrong)?;
    let last = Date::from_calendar_date(year, ends, day).map_err(wrong)?;
    Ok(Quarter { year, number, first, last })
}
