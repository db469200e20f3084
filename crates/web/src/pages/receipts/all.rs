//! Every series of the agencies one has to do with, what is left of each, and the form that opens one.

use super::{HERE, KINDS, Typed, name, number, span};
use crate::Site;
use crate::api::money::receipts::{KindWanted, WantedSeries, all_series, open_series};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use crate::pages::{Page, html, names};
use crate::words::key_of;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::money::series::{SeriesSheet, WARN_BELOW};
use motcua_identity::{Action, Scope};
use motcua_kernel::AccountId;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "receipt_series.html")]
struct SeriesPage {
    page: Page,
    listed: Vec<Listed>,
    /// Agencies for which this person may open a series: code and name.
    agencies: Vec<(String, String)>,
    kinds: Vec<(&'static str, String)>,
    warn_below: String,
    typed: Typed,
}

struct Listed {
    id: String,
    agency: String,
    name: String,
    kind: String,
    span: String,
    left: u32,
    few: bool,
    hands: Vec<Hand>,
}

/// A cashier with what is left in its hand.
struct Hand {
    cashier: String,
    left: u32,
    few: bool,
}

/// `GET /bien-lai`
pub async fn page(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    shown(&site, reader, &caller, Typed::default()).await
}

/// `POST /bien-lai/mo`
pub async fn open(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let done = async {
        let wanted = wanted(&filled)?;
        open_series(&site, &caller, wanted).await
    };
    let failure = match done.await {
        Ok(id) => return Ok(Redirect::to(&format!("{HERE}/{id}")).into_response()),
        Err(failure) if failure.is_about_what_was_sent() => failure,
        Err(failure) => return Err(failure),
    };
    let typed = super::one::tried(&site, reader, &caller, &filled, failure);
    shown(&site, reader, &caller, typed).await
}

fn wanted(filled: &Filled) -> Result<WantedSeries, Failure> {
    let text = |name: &str| filled.text(name).to_owned();
    Ok(WantedSeries {
        agency: text("agency"),
        form: text("form"),
        symbol: text("symbol"),
        book: text("book"),
        kind: match filled.text("kind") {
            "self-printed" => KindWanted::SelfPrinted,
            "electronic" => KindWanted::Electronic,
            _ => KindWanted::PrePrinted,
        },
        first: number(filled.text("first"), "first")?,
        last: number(filled.text("last"), "last")?,
        width: number(filled.text("width"), "width")?,
        issuer: text("issuer"),
        warn_below: Some(number(filled.text("warn_below"), "warn_below")?),
    })
}

async fn shown(site: &Site, reader: Reader, caller: &Caller, typed: Typed) -> Result<Response, Failure> {
    let page = Page::new(site, reader.locale, "label.place-receipts", Some(caller), HERE);
    let sheets = all_series(site, caller).await?;
    let cashiers: Vec<AccountId> =
        sheets.iter().flat_map(|it| it.holdings.iter().map(|holding| holding.cashier)).collect();
    let people = motcua_app::accounts::names(&site.context, &cashiers).await?;
    let today = caller.now.date();
    let tree = &site.context.province.agencies;
    let mut agencies: Vec<(String, String)> = tree
        .iter()
        .filter(|it| it.validity.holds_on(today))
        .filter(|it| caller.actor_for(site, Action::ManageTemplates, Scope::at(it.id)).is_ok())
        .map(|it| (it.code.clone(), it.name.clone()))
        .collect();
    agencies.sort_by(|one, other| one.1.cmp(&other.1));
    let status = if typed.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let built = SeriesPage {
        listed: sheets.iter().map(|it| listed(site, &page, it, &people)).collect(),
        agencies,
        kinds: KINDS.iter().map(|it| (*it, page.word("series-kind", it))).collect(),
        warn_below: WARN_BELOW.to_string(),
        typed,
        page,
    };
    Ok(html(status, &built))
}

fn listed(site: &Site, page: &Page, sheet: &SeriesSheet, people: &BTreeMap<AccountId, String>) -> Listed {
    let mut hands: Vec<AccountId> = Vec::new();
    for holding in &sheet.holdings {
        if !hands.contains(&holding.cashier) {
            hands.push(holding.cashier);
        }
    }
    let hand = |it: AccountId| Hand {
        cashier: people.get(&it).cloned().unwrap_or_default(),
        left: sheet.left_of(it),
        few: sheet.left_of(it) < sheet.warn_below,
    };
    Listed {
        id: sheet.id.to_string(),
        agency: names::agency(site, sheet.agency),
        name: name(page, sheet),
        kind: page.word("series-kind", &key_of(&sheet.series.kind, "")),
        span: span(sheet, (sheet.series.first, sheet.series.last)),
        left: sheet.left(),
        few: sheet.left() < sheet.warn_below,
        hands: hands.into_iter().map(hand).collect(),
    }
}
