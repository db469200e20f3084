//! Drawers, the book of money of an agency, and the ledger of a dossier, over the API; the pages ask the same functions.

use crate::Site;
use crate::api::documents::{AgencyDocument, agency};
use crate::api::named::date;
use crate::door::{Caller, Checked};
use crate::failure::Failure;
use crate::pages::cashier::tills;
use crate::words::{self, key_of};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use motcua_app::money::{self, DrawerSheet, DrawerStep};
use motcua_fees::drawer::{DrawerCount, DrawerState};
use motcua_fees::{BookKind, BookLine};
use motcua_identity::{Action, Scope, Standing};
use motcua_kernel::{Actor, AgencyId, Date, DrawerId, Instant, Refusal, Vnd};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::Time;
use utoipa::ToSchema;

/// Most days of one look into the book.
const MOST_DAYS: i64 = 366;
/// The latest drawers that are listed.
const LISTED: u64 = 100;

/// A drawer to open.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedDrawer {
    /// What is put in to give change from, in whole đồng.
    #[serde(default)]
    pub float: i64,
}

/// Cash that goes in or out beside dossiers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedMovement {
    /// Whether it comes in.
    pub kind: MovementWanted,
    /// How much, in whole đồng.
    pub amount: i64,
    /// What for.
    #[serde(default)]
    pub note: String,
}

/// Which way.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MovementWanted {
    /// Put in.
    Float,
    /// Taken out for bank, Treasury or head.
    Remittance,
}

/// A counting sheet.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountedNotes {
    /// The version of the drawer that was seen.
    pub version: i64,
    /// How many notes, by their value in đồng.
    pub notes: BTreeMap<String, u32>,
}

/// The slip that makes the difference.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChosenSlip {
    /// The version of the drawer that was seen.
    pub version: i64,
    /// Its place in `slips`, from 0.
    pub slip: usize,
}

/// A step without anything to say.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawerSeen {
    /// The version of the drawer that was seen.
    pub version: i64,
}

/// A drawer.
#[derive(Debug, Serialize, ToSchema)]
pub struct DrawerDocument {
    /// Its id.
    pub id: String,
    /// For optimistic locking.
    pub version: i64,
    /// Where.
    pub agency: AgencyDocument,
    /// Id of the account whose it is.
    pub cashier: String,
    /// When it was opened.
    pub opened: String,
    /// `open`, `counted`, `confirmed` or `locked`.
    pub state: String,
    /// What should lie in it, in whole đồng.
    pub expected: i64,
    /// What was counted; null while it is open.
    pub counted: Option<i64>,
    /// Counted less expected; null while it is open.
    pub difference: Option<i64>,
    /// Each single slip that would make the difference, the likelier first.
    pub slips: Vec<SlipDocument>,
    /// What moved in it.
    pub lines: Vec<BookLineDocument>,
}

/// A slip that would make a difference.
#[derive(Debug, Serialize, ToSchema)]
pub struct SlipDocument {
    /// What went wrong.
    pub fault: String,
    /// The receipt or line it concerns.
    pub of: String,
    /// What was recorded.
    pub amount: i64,
}

/// A line of the book.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookLineDocument {
    /// When.
    pub at: String,
    /// `payment`, `reversal`, `refund`, `float` or `remittance`.
    pub kind: String,
    /// `cash` or `transfer`.
    pub means: String,
    /// In whole đồng; below zero when it went out.
    pub amount: i64,
    /// Id of the dossier; null for what a drawer is given and gives away.
    pub dossier: Option<String>,
    /// Code of the charge.
    pub charge: Option<String>,
    /// The receipt it stands on.
    pub receipt: Option<String>,
}

/// Drawers of an agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct DrawerList {
    /// The newest first.
    pub items: Vec<DrawerDocument>,
}

/// The book of an agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookDocument {
    /// Whose.
    pub agency: AgencyDocument,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// Its lines.
    pub lines: Vec<BookLineDocument>,
}

/// Which part of which book.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct BookAsked {
    /// Code of the agency; the own one when it is absent.
    #[serde(default)]
    pub agency: String,
    /// The first day; today when it is absent.
    #[serde(default)]
    pub first: String,
    /// The last day; the first one when it is absent.
    #[serde(default)]
    pub last: String,
}

/// A part of a book.
pub struct Book {
    /// Whose.
    pub agency: AgencyId,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Its lines.
    pub lines: Vec<BookLine>,
}

/// `GET /api/v1/drawers`
pub async fn list(State(site): State<Site>, caller: Caller) -> Result<Json<DrawerList>, Failure> {
    let mut items = Vec::new();
    for till in tills(&site, &caller) {
        let drawers = money::drawers_of(&site.context, till, LISTED).await?;
        items.extend(drawers.iter().map(|it| document(&site, it)));
    }
    Ok(Json(DrawerList { items }))
}

/// `POST /api/v1/drawers`
pub async fn open(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: body, .. }: Checked<WantedDrawer>,
) -> Result<Response, Failure> {
    let actor = keeper(&site, &caller)?;
    let id = money::open_drawer(&site.context, actor, Vnd(body.float)).await?;
    let drawer = money::drawer(&site.context, id).await?;
    Ok((StatusCode::CREATED, Json(document(&site, &drawer))).into_response())
}

/// `POST /api/v1/drawers/movements`
pub async fn move_cash(
    State(site): State<Site>,
    caller: Caller,
    Checked { value: body, .. }: Checked<WantedMovement>,
) -> Result<StatusCode, Failure> {
    let actor = keeper(&site, &caller)?;
    let kind = match body.kind {
        MovementWanted::Float => BookKind::Float,
        MovementWanted::Remittance => BookKind::Remittance,
    };
    money::move_cash(&site.context, actor, kind, Vnd(body.amount), &body.note).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /api/v1/drawers/{id}`
pub async fn show(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<DrawerDocument>, Failure> {
    Ok(Json(document(&site, &find_drawer(&site, &caller, &id).await?)))
}

/// `POST /api/v1/drawers/{id}/count`
pub async fn count(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: body, .. }: Checked<CountedNotes>,
) -> Result<Json<DrawerDocument>, Failure> {
    let notes: Vec<(String, String)> =
        body.notes.iter().map(|(note, it)| (note.clone(), it.to_string())).collect();
    let step = counted_from(&site, &notes)?;
    take(&site, &caller, &id, body.version, step).await
}

/// `POST /api/v1/drawers/{id}/explain`
pub async fn explain(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: body, .. }: Checked<ChosenSlip>,
) -> Result<Json<DrawerDocument>, Failure> {
    take(&site, &caller, &id, body.version, DrawerStep::Explain(body.slip)).await
}

/// `POST /api/v1/drawers/{id}/reopen`
pub async fn reopen(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: body, .. }: Checked<DrawerSeen>,
) -> Result<Json<DrawerDocument>, Failure> {
    take(&site, &caller, &id, body.version, DrawerStep::Reopen).await
}

/// `POST /api/v1/drawers/{id}/confirm`
pub async fn confirm(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    Checked { value: body, .. }: Checked<DrawerSeen>,
) -> Result<Json<DrawerDocument>, Failure> {
    take(&site, &caller, &id, body.version, DrawerStep::Confirm).await
}

/// `GET /api/v1/money-book`
pub async fn book(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<BookAsked>,
) -> Result<Json<BookDocument>, Failure> {
    let book = book_lines(&site, &caller, &asked).await?;
    Ok(Json(BookDocument {
        agency: agency(&site, book.agency),
        from: book.first.to_string(),
        until: book.last.to_string(),
        lines: book.lines.iter().map(line).collect(),
    }))
}

async fn take(
    site: &Site,
    caller: &Caller,
    id: &str,
    seen: i64,
    step: DrawerStep,
) -> Result<Json<DrawerDocument>, Failure> {
    let sheet = find_drawer(site, caller, id).await?;
    let actor = confirming(site, caller, &sheet, &step)?;
    let sheet = money::step_drawer(&site.context, actor, (sheet.id, seen), step).await?;
    Ok(Json(document(site, &sheet)))
}

/// As whom this person keeps a drawer: at the first agency where it may.
pub fn keeper(site: &Site, caller: &Caller) -> Result<Actor, Failure> {
    let till = tills(site, caller).into_iter().next().ok_or_else(Failure::not_found)?;
    Ok(caller.actor_for(site, Action::KeepDrawer, Scope::at(till))?)
}

/// A drawer of an agency where this person keeps one.
pub async fn find_drawer(site: &Site, caller: &Caller, id: &str) -> Result<DrawerSheet, Failure> {
    let id = id.parse().map_err(|_| Failure::not_found())?;
    let sheet = money::drawer(&site.context, DrawerId(id)).await?;
    if tills(site, caller).contains(&sheet.agency) { Ok(sheet) } else { Err(Failure::not_found()) }
}

/// As whom this person takes the step: a difference is confirmed by who may confirm another's.
pub fn confirming(
    site: &Site,
    caller: &Caller,
    sheet: &DrawerSheet,
    step: &DrawerStep,
) -> Result<Actor, Failure> {
    let differs = match sheet.drawer.state() {
        DrawerState::Counted { finding } => finding.difference != Vnd::ZERO,
        DrawerState::Open | DrawerState::Confirmed { .. } | DrawerState::Locked { .. } => false,
    };
    if differs && matches!(step, DrawerStep::Confirm) {
        let cashier = Some(sheet.drawer.cashier());
        let scope = Scope { agency: sheet.agency, requested_by: cashier, standing: Standing::Leg };
        return Ok(caller.actor_for(site, Action::ConfirmDrawerDifference, scope)?);
    }
    Ok(caller.actor_for(site, Action::KeepDrawer, Scope::at(sheet.agency))?)
}

/// Notes as they were typed, by their value.
pub fn counted_from(site: &Site, notes: &[(String, String)]) -> Result<DrawerStep, Failure> {
    let mut counted = Vec::new();
    for (note, typed) in notes {
        let wrong = || Refusal::new("web.note-count-wrong").at(format!("notes.{note}"));
        let value = note.parse().map_err(|_| wrong())?;
        counted.push((Vnd(value), typed.parse().map_err(|_| wrong())?));
    }
    Ok(DrawerStep::Count(DrawerCount::new(&site.context.province.notes, counted)?))
}

/// The lines of the book that are asked for.
pub async fn book_lines(site: &Site, caller: &Caller, asked: &BookAsked) -> Result<Book, Failure> {
    let tills = tills(site, caller);
    let tree = &site.context.province.agencies;
    let named = |id: &&AgencyId| tree.get(**id).is_some_and(|it| it.code == asked.agency);
    let till = if asked.agency.is_empty() { tills.first() } else { tills.iter().find(named) };
    let agency = *till.ok_or_else(Failure::not_found)?;
    let first = if asked.first.is_empty() { caller.now.date() } else { date(&asked.first, "first")? };
    let last = if asked.last.is_empty() { first } else { date(&asked.last, "last")? };
    if last < first || (last - first).whole_days() > MOST_DAYS {
        return Err(Refusal::new("web.book-days").with("most", MOST_DAYS).at("last").into());
    }
    let span = (Instant::local(first, Time::MIDNIGHT), Instant::end_of(last));
    let lines = money::book_of(&site.context, agency, span).await?;
    Ok(Book { agency, first, last, lines })
}

fn document(site: &Site, it: &DrawerSheet) -> DrawerDocument {
    let finding = match it.drawer.state() {
        DrawerState::Open => None,
        DrawerState::Counted { finding }
        | DrawerState::Confirmed { finding, .. }
        | DrawerState::Locked { finding, .. } => Some(finding),
    };
    let slip = |slip: &motcua_fees::drawer::Explanation| SlipDocument {
        fault: key_of(&slip.fault, "is"),
        of: slip.of.clone(),
        amount: slip.amount.0,
    };
    DrawerDocument {
        id: it.id.to_string(),
        version: it.version,
        agency: agency(site, it.agency),
        cashier: it.drawer.cashier().to_string(),
        opened: words::moment(it.drawer.opened()),
        state: key_of(it.drawer.state(), "is"),
        expected: it.expected.0,
        counted: finding.map(|it| it.count.total().0),
        difference: finding.map(|it| it.difference.0),
        slips: it.candidates().iter().map(slip).collect(),
        lines: it.lines.iter().map(line).collect(),
    }
}

fn line(it: &BookLine) -> BookLineDocument {
    BookLineDocument {
        at: words::moment(it.at),
        kind: key_of(&it.kind, ""),
        means: key_of(&it.means, ""),
        amount: it.amount.0,
        dossier: it.subject.as_ref().map(|it| it.dossier.to_string()),
        charge: it.subject.as_ref().map(|it| it.charge.clone()),
        receipt: it.receipt.clone(),
    }
}
