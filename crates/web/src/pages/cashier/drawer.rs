//! One drawer, and what is done with it: opened, filled and emptied, counted, explained, opened again, locked.

use super::shown::Built;
use super::{HERE, tills};
use crate::Site;
use crate::api::money::drawers::{confirming, counted_from, find_drawer, keeper};
use crate::door::{Caller, Filled, Reader};
use crate::failure::Failure;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use motcua_app::money::{self, DrawerStep};
use motcua_fees::BookKind;
use motcua_kernel::{Refusal, Vnd};
use std::collections::BTreeMap;

/// `GET /thu-ngan`
pub async fn own(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
) -> Result<Response, Failure> {
    let agency = tills(&site, &caller).into_iter().next().ok_or_else(Failure::not_found)?;
    let sheet = money::open_drawer_of(&site.context, agency, caller.account.id).await?;
    let built = Built { sheet, agency, typed: BTreeMap::new(), failure: None };
    built.page(&site, reader, &caller).await
}

/// `GET /thu-ngan/{id}`
pub async fn one(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let sheet = find_drawer(&site, &caller, &id).await?;
    let built = Built { agency: sheet.agency, sheet: Some(sheet), typed: BTreeMap::new(), failure: None };
    built.page(&site, reader, &caller).await
}

/// `POST /thu-ngan/mo`
pub async fn open(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let actor = keeper(&site, &caller)?;
    let done = async {
        let float = whole(filled.text("float"), "float")?;
        Ok::<_, Failure>(money::open_drawer(&site.context, actor, float).await?)
    };
    let done = done.await.map(|_| ());
    after(&site, reader, &caller, &filled, None, done).await
}

/// `POST /thu-ngan/quy`
pub async fn move_cash(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    filled: Filled,
) -> Result<Response, Failure> {
    let actor = keeper(&site, &caller)?;
    let kind = if filled.text("kind") == "float" { BookKind::Float } else { BookKind::Remittance };
    let done = async {
        let amount = whole(filled.text("amount"), "amount")?;
        let note = filled.text("note");
        Ok::<_, Failure>(money::move_cash(&site.context, actor, kind, amount, note).await?)
    };
    let done = done.await;
    after(&site, reader, &caller, &filled, None, done).await
}

/// `POST /thu-ngan/{id}/kiem-dem`
pub async fn count(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Failure> {
    let mut notes = Vec::new();
    for (note, typed) in filled.below("notes.") {
        if !typed.is_empty() {
            notes.push((note.to_owned(), typed.to_owned()));
        }
    }
    let step = counted_from(&site, &notes);
    taken(&site, reader, &caller, &id, &filled, step).await
}

/// `POST /thu-ngan/{id}/giai-trinh`
pub async fn explain(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Failure> {
    let chosen = filled.text("explanation").parse();
    let step = chosen
        .map(DrawerStep::Explain)
        .map_err(|_| Refusal::new("fees.difference-not-explained").at("explanation").into());
    taken(&site, reader, &caller, &id, &filled, step).await
}

/// `POST /thu-ngan/{id}/mo-lai`
pub async fn reopen(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Failure> {
    taken(&site, reader, &caller, &id, &filled, Ok(DrawerStep::Reopen)).await
}

/// `POST /thu-ngan/{id}/xac-nhan`
pub async fn confirm(
    State(site): State<Site>,
    Extension(reader): Extension<Reader>,
    caller: Caller,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Failure> {
    taken(&site, reader, &caller, &id, &filled, Ok(DrawerStep::Confirm)).await
}

/// Takes the step, and shows what is wrong with it beside what was typed.
async fn taken(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    id: &str,
    filled: &Filled,
    step: Result<DrawerStep, Failure>,
) -> Result<Response, Failure> {
    let sheet = find_drawer(site, caller, id).await?;
    let done = async {
        let step = step?;
        let actor = confirming(site, caller, &sheet, &step)?;
        let seen = filled.text("seen").parse().unwrap_or(sheet.version);
        money::step_drawer(&site.context, actor, (sheet.id, seen), step).await?;
        Ok(())
    };
    let done = done.await;
    after(site, reader, caller, filled, Some(id), done).await
}

async fn after(
    site: &Site,
    reader: Reader,
    caller: &Caller,
    filled: &Filled,
    id: Option<&str>,
    done: Result<(), Failure>,
) -> Result<Response, Failure> {
    let failure = match done {
        Ok(()) => {
            let there = id.map_or_else(|| HERE.to_owned(), |it| format!("{HERE}/{it}"));
            return Ok(Redirect::to(&there).into_response());
        }
        Err(failure) if failure.is_about_what_was_sent() => failure,
        Err(failure) => return Err(failure),
    };
    let agency = tills(site, caller).into_iter().next().ok_or_else(Failure::not_found)?;
    let sheet = match id {
        Some(id) => Some(find_drawer(site, caller, id).await?),
        None => money::open_drawer_of(&site.context, agency, caller.account.id).await?,
    };
    let typed = filled.below("").map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let agency = sheet.as_ref().map_or(agency, |it| it.agency);
    Built { sheet, agency, typed, failure: Some(failure) }.page(site, reader, caller).await
}

/// A whole amount as people type it: `50000`, `50.000`, `50 000`.
fn whole(typed: &str, field: &'static str) -> Result<Vnd, Refusal> {
    let digits: String = typed.chars().filter(|it| !matches!(it, '.' | ' ' | '\u{a0}' | '₫')).collect();
    if digits.is_empty() {
        return Ok(Vnd::ZERO);
    }
    digits.parse().map(Vnd).map_err(|_| Refusal::new("web.amount-wrong").at(field))
}
