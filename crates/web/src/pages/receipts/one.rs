//! One series: whose numbers are where, the form that gives some to a cashier, and the one that accounts for a number.

use super::{HERE, NOT_USED, Typed, name, number, span};
use crate::Site;
use crate::api::money::receipts::{
    FateWanted, WantedFate, WantedNumbers, WantedReturn, account, find_series, give_numbers,
    hand_back_numbers,
};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use crate::words::key_of;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::money::series::{self, SeriesSheet};
use motcua_identity::{Action, Scope};
use motcua_kernel::{AccountId, Refusal};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "receipt_book.html")]
struct BookPage {
    page: Page,
    id: String,
    agency: String,
    name: String,
    kind: String,
    issuer: String,
    span: String,
    opened: String,
    left: u32,
    /// Numbers in nobody's hand.
    not_given: Vec<String>,
    /// The first of them, as written.
    first_free: String,
    holdings: Vec<Held>,
    /// What was given back: cashier, numbers, who recorded it, when.
    handed_back: Vec<[String; 4]>,
    /// What of one hand can be given back now, first and last as written.
    returnable: Option<(String, String)>,
    not_used: Vec<Row>,
    fates: Vec<(&'static str, String)>,
    /// Whom this person may give numbers to: id and name.
    cashiers: Vec<(String, String)>,
    gives: bool,
    typed: Typed,
}

struct Held {
    cashier: String,
    span: String,
    next: Option<String>,
    left: u32,
    few: bool,
}

/// A number that was not used.
struct Row {
    number: String,
    fate: String,
    minutes: String,
    by: String,
    at: String,
}

/// `GET /bien-lai/{id}`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let sheet = find_series(&site, &caller, &id).await?;
    shown(&site, reader, &caller, &sheet, Typed::default()).await
}

/// `POST /bien-lai/{id}/giao`
pub async fn give(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Failure> {
    let sheet = find_series(&site, &caller, &id).await?;
    let done = async {
        let cashier = filled.text("cashier").to_owned();
        let (first, last) = (number(filled.text("first"), "first")?, number(filled.text("last"), "last")?);
        give_numbers(&site, &caller, &sheet, WantedNumbers { cashier, first, last }).await
    };
    let done = done.await;
    after(&site, reader, &caller, &sheet, (&filled, done)).await
}

/// `POST /bien-lai/{id}/tra-lai`
pub async fn hand_back(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Failure> {
    let sheet = find_series(&site, &caller, &id).await?;
    let done = async {
        let first = number(filled.text("back-first"), "first")?;
        let last = number(filled.text("back-last"), "last")?;
        hand_back_numbers(&site, &caller, &sheet, WantedReturn { first, last }).await
    };
    // The form above it has numbers of its own.
    let done = done
        .await
        .map_err(|failure| Failure { field: failure.field.map(|it| format!("back-{it}").into()), ..failure });
    after(&site, reader, &caller, &sheet, (&filled, done)).await
}

/// `POST /bien-lai/{id}/ghi-so`
pub async fn account_for(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Failure> {
    let sheet = find_series(&site, &caller, &id).await?;
    let done = async {
        let number = number(filled.text("number"), "number")?;
        let fate = match filled.text("fate") {
            "spoiled" => FateWanted::Spoiled,
            "lost" => FateWanted::Lost,
            "deleted" => FateWanted::Deleted,
            _ => return Err(Refusal::new("fees.series-fate-used").at("fate").into()),
        };
        let minutes = filled.text("minutes").to_owned();
        account(&site, &caller, &sheet, WantedFate { number, fate, minutes }).await
    };
    let done = done.await;
    after(&site, reader, &caller, &sheet, (&filled, done)).await
}

/// The series as it is now, or what is wrong beside what was typed.
async fn after(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    sheet: &SeriesSheet,
    (filled, done): (&Filled, Result<(), Failure>),
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}/{}", sheet.id)).into_response()),
        Err(failure) if failure.is_about_what_was_sent() => {
            let typed = tried(site, reader, caller, filled, failure);
            shown(site, reader, caller, sheet, typed).await
        }
        Err(failure) => Err(failure),
    }
}

/// What was typed, with what is wrong with it.
pub(super) fn tried(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    filled: &Filled,
    failure: Failure,
) -> Typed {
    let page = Page::new(site, reader.locale, "label.place-receipts", Some(caller), HERE);
    let words = page.say(&failure.message);
    Typed {
        fields: filled.below("").map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        problems: vec![(failure.field.unwrap_or_default().into_string(), words)],
    }
}

async fn shown(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    sheet: &SeriesSheet,
    typed: Typed,
) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.place-receipts", Some(caller), HERE);
    let not_used = series::numbers_not_used(&site.context, sheet.id).await?;
    let named = sheet.holdings.iter().map(|it| it.cashier).chain(not_used.iter().map(|it| it.by));
    let named = named.chain(sheet.handed_back.iter().flat_map(|it| [it.cashier, it.by])).collect::<Vec<_>>();
    let people = motcua_app::accounts::names(&site.context, &named).await?;
    let gives = caller.actor_for(site, Action::KeepReceipts, Scope::at(sheet.agency)).is_ok();
    let cashiers = if gives { series::cashiers_of(&site.context, sheet.agency).await? } else { Vec::new() };
    let status = if typed.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let built = BookPage {
        id: sheet.id.to_string(),
        agency: names::agency(site, sheet.agency),
        name: name(&page, sheet),
        kind: page.word("series-kind", &key_of(&sheet.series.kind, "")),
        issuer: sheet.series.issuer.clone(),
        span: span(sheet, (sheet.series.first, sheet.series.last)),
        opened: page.moment(sheet.opened),
        left: sheet.left(),
        not_given: sheet.not_given.iter().map(|it| span(sheet, *it)).collect(),
        first_free: sheet.not_given.first().map_or_else(String::new, |it| sheet.series.written(it.0)),
        holdings: sheet.holdings.iter().map(|it| held(sheet, it, &people)).collect(),
        handed_back: sheet.handed_back.iter().map(|it| given_back(&page, sheet, it, &people)).collect(),
        returnable: returnable(sheet, caller, gives),
        not_used: not_used.iter().map(|it| row(&page, sheet, it, &people)).collect(),
        fates: NOT_USED.iter().map(|it| (*it, page.word("receipt-fate", it))).collect(),
        cashiers: cashiers.iter().map(|it| (it.id.to_string(), it.display_name.clone())).collect(),
        gives,
        typed,
        page,
    };
    Ok(html(status, &built))
}

fn held(sheet: &SeriesSheet, it: &series::Holding, people: &BTreeMap<AccountId, String>) -> Held {
    Held {
        cashier: people.get(&it.cashier).cloned().unwrap_or_default(),
        span: span(sheet, (it.first, it.last)),
        next: it.next.map(|next| sheet.series.written(next)),
        left: it.left,
        few: sheet.left_of(it.cashier) < sheet.warn_below,
    }
}

fn given_back(
    page: &Page,
    sheet: &SeriesSheet,
    it: &series::HandedBack,
    people: &BTreeMap<AccountId, String>,
) -> [String; 4] {
    let name = |who: AccountId| people.get(&who).cloned().unwrap_or_default();
    [name(it.cashier), span(sheet, (it.first, it.last)), name(it.by), page.moment(it.at)]
}

/// The unused end of the own hand; of any hand for whoever keeps the receipts.
fn returnable(sheet: &SeriesSheet, caller: &Caller, keeps: bool) -> Option<(String, String)> {
    let mut open = sheet.holdings.iter().filter_map(|it| Some((it, it.next?)));
    let (holding, next) = open.find(|(it, _)| keeps || it.cashier == caller.account.id)?;
    Some((sheet.series.written(next), sheet.series.written(holding.last)))
}

fn row(page: &Page, sheet: &SeriesSheet, it: &series::NotUsed, people: &BTreeMap<AccountId, String>) -> Row {
    Row {
        number: sheet.series.written(it.number),
        fate: page.word("receipt-fate", &it.fate),
        minutes: it.minutes.clone(),
        by: people.get(&it.by).cloned().unwrap_or_default(),
        at: page.moment(it.at),
    }
}
