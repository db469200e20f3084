//! Books and lists of an agency over the API: the register of a counter, and what a desk hands over; each as data and as PDF,
//! which say the same.

use super::docs::Docs;
use super::documents::{AgencyDocument, agency};
use super::named::date;
use super::routes::route;
use crate::door::Caller;
use crate::failure::Failure;
use crate::methods::get;
use crate::pages::download::pdf;
use crate::routes::{Needs, Route};
use crate::{Site, words};
use axum::Json;
use axum::extract::{Query, State};
use axum::response::Response;
use motcua_app::office_sheets::{self, HandOverWanted, HandedTo, Moment, Register, RegisterWanted, WhatGoes};
use motcua_app::sheets::Content;
use motcua_identity::{Action, Scope};
use motcua_kernel::{Actor, AgencyId, Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Its part of the table.
pub const ROUTES: &[Route] = &[
    route(
        ("show_register", "GET", "/api/v1/register"),
        Needs::Permission(Action::Receive),
        || get(register),
        Docs::new("The register of a counter for days of one year; that its people were read is kept")
            .gives::<RegisterDocument>(200),
    )
    .asking(&["agency", "first", "last"]),
    route(
        ("print_register", "GET", "/api/v1/register.pdf"),
        Needs::Permission(Action::Receive),
        || get(register_pdf),
        Docs::new("The same as PDF, by the forms in force").gives_a_file(),
    )
    .asking(&["agency", "first", "last"]),
    route(
        ("list_hand_overs", "GET", "/api/v1/hand-over-lists"),
        Needs::Permission(Action::HandOver),
        || get(hand_overs),
        Docs::new("What a desk handed over on a day, or what still lies there; a list for each receiver")
            .gives::<HandOverLists>(200),
    )
    .asking(&["agency", "day", "what"]),
    route(
        ("print_hand_overs", "GET", "/api/v1/hand-over-lists.pdf"),
        Needs::Permission(Action::HandOver),
        || get(hand_overs_pdf),
        Docs::new("The same as PDF, one list after the other; not found when nothing goes over")
            .gives_a_file(),
    )
    .asking(&["agency", "day", "what", "to"]),
];

/// Whose book, and which days.
#[derive(Debug, Default, Deserialize)]
pub struct RegisterAsked {
    /// Code of the agency; the own one when it is absent.
    #[serde(default)]
    pub agency: String,
    /// The first day; that of the month when it is absent.
    #[serde(default)]
    pub first: String,
    /// The last day; today when it is absent.
    #[serde(default)]
    pub last: String,
}

/// Which hand-overs.
#[derive(Debug, Default, Deserialize)]
pub struct HandOverAsked {
    /// Code of the agency that hands over; the own one when it is absent.
    #[serde(default)]
    pub agency: String,
    /// The day; today when it is absent.
    #[serde(default)]
    pub day: String,
    /// `waiting`: what still lies there; else what was handed over.
    #[serde(default)]
    pub what: String,
    /// Code of the receiver; all when it is absent.
    #[serde(default)]
    pub to: String,
}

/// A part of a register.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisterDocument {
    /// Whose.
    pub agency: AgencyDocument,
    /// The first day.
    pub first: String,
    /// The last day.
    pub last: String,
    /// Quyển số.
    pub book: String,
    /// Its lines, by their number in the year.
    pub rows: Vec<RegisterLine>,
}

/// A line of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisterLine {
    /// Its number in the year.
    pub serial: String,
    /// Mã số hồ sơ.
    pub dossier: String,
    /// The procedure.
    pub procedure: String,
    /// How many sets.
    pub sets: u32,
    /// The applicant.
    pub applicant: String,
    /// Their address.
    pub address: Option<String>,
    /// Their telephone.
    pub phone: Option<String>,
    /// The agency that must solve it.
    pub agency: Option<String>,
    /// When it was received.
    pub received: String,
    /// The date on the slip.
    pub due: Option<String>,
    /// When the result went out.
    pub returned: Option<String>,
    /// How.
    pub return_way: Option<String>,
    /// Who gave it.
    pub handed_by: Option<String>,
    /// Who took it.
    pub taken_by: Option<String>,
    /// What there is to say beside.
    pub note: Option<String>,
}

/// The lists of a desk.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandOverLists {
    /// Who hands over.
    pub agency: AgencyDocument,
    /// The day.
    pub day: String,
    /// `handed` or `waiting`.
    pub what: &'static str,
    /// One for each receiver.
    pub items: Vec<HandOverList>,
}

/// The list for one receiver.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandOverList {
    /// Who receives.
    pub to: AgencyDocument,
    /// The last of its moments.
    pub at: String,
    /// What goes over.
    pub rows: Vec<HandOverLine>,
}

/// A dossier that goes over.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandOverLine {
    /// Its id.
    pub id: Uuid,
    /// Its number.
    pub dossier: String,
    /// The procedure.
    pub procedure: String,
    /// The applicant.
    pub applicant: String,
    /// How many papers.
    pub papers: u32,
    /// The date on the slip.
    pub due: Option<String>,
    /// What there is to say beside.
    pub note: Option<String>,
}

/// `GET /api/v1/register`
pub async fn register(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<RegisterAsked>,
) -> Result<Json<RegisterDocument>, Failure> {
    let (wanted, book) = register_of(&site, &caller, &asked).await?;
    let when = |it: Option<Moment>| it.map(|it| words::moment(it.0));
    let rows = book.rows.into_iter().map(|it| RegisterLine {
        serial: it.serial,
        dossier: it.dossier,
        procedure: it.procedure,
        sets: it.sets,
        applicant: it.applicant,
        address: it.address,
        phone: it.phone,
        agency: it.agency,
        received: words::moment(it.received.0),
        due: when(it.due),
        returned: when(it.returned),
        return_way: it.return_way,
        handed_by: it.handed_by,
        taken_by: it.taken_by,
        note: it.note,
    });
    Ok(Json(RegisterDocument {
        agency: agency(&site, wanted.agency),
        first: wanted.first.to_string(),
        last: wanted.last.to_string(),
        book: book.book,
        rows: rows.collect(),
    }))
}

/// `GET /api/v1/register.pdf`
pub async fn register_pdf(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<RegisterAsked>,
) -> Result<Response, Failure> {
    let (wanted, book) = register_of(&site, &caller, &asked).await?;
    let name = format!("so-theo-doi-{}-{}", wanted.first, wanted.last);
    let bytes =
        office_sheets::printed(&site.context, wanted.agency, vec![book.into()], content(&site)).await?;
    Ok(pdf(&name, bytes))
}

/// `GET /api/v1/hand-over-lists`
pub async fn hand_overs(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<HandOverAsked>,
) -> Result<Json<HandOverLists>, Failure> {
    let Lists { agency: from, day, what, by_receiver: lists } = lists_of(&site, &caller, &asked).await?;
    let item = |it: HandedTo| HandOverList {
        to: agency(&site, it.to),
        at: words::moment(it.list.at.0),
        rows: it
            .dossiers
            .iter()
            .zip(it.list.rows)
            .map(|(id, it)| HandOverLine {
                id: id.0,
                dossier: it.dossier,
                procedure: it.procedure,
                applicant: it.applicant,
                papers: it.papers,
                due: it.due.map(|it| words::moment(it.0)),
                note: it.note,
            })
            .collect(),
    };
    let what = if what == WhatGoes::Waiting { "waiting" } else { "handed" };
    let items = lists.into_iter().map(item).collect();
    Ok(Json(HandOverLists { agency: agency(&site, from), day: day.to_string(), what, items }))
}

/// `GET /api/v1/hand-over-lists.pdf`
pub async fn hand_overs_pdf(
    State(site): State<Site>,
    caller: Caller,
    Query(asked): Query<HandOverAsked>,
) -> Result<Response, Failure> {
    let found = lists_of(&site, &caller, &asked).await?;
    if found.by_receiver.is_empty() {
        return Err(Failure::not_found());
    }
    let bodies = found.by_receiver.into_iter().map(|it| it.list.into()).collect();
    let bytes = office_sheets::printed(&site.context, found.agency, bodies, content(&site)).await?;
    Ok(pdf(&format!("ban-giao-{}", found.day), bytes))
}

/// The part of a register that is asked for, of a counter of this person.
pub async fn register_of(
    site: &Site,
    caller: &Caller,
    asked: &RegisterAsked,
) -> Result<(RegisterWanted, Register), Failure> {
    let (wanted, actor) = register_wanted(site, caller, asked)?;
    Ok((wanted, office_sheets::register(&site.context, actor, wanted).await?))
}

/// Which part that is.
pub fn register_wanted(
    site: &Site,
    caller: &Caller,
    asked: &RegisterAsked,
) -> Result<(RegisterWanted, Actor), Failure> {
    let (agency, actor) = place(site, caller, Action::Receive, &asked.agency)?;
    let last = if asked.last.is_empty() { caller.now.date() } else { date(&asked.last, "last")? };
    let of_month = || last.replace_day(1).unwrap_or(last);
    let first = if asked.first.is_empty() { of_month() } else { date(&asked.first, "first")? };
    Ok((RegisterWanted { agency, first, last }, actor))
}

/// Lists of hand-overs.
pub struct Lists {
    /// Who hands over.
    pub agency: AgencyId,
    /// The day.
    pub day: Date,
    /// What.
    pub what: WhatGoes,
    /// One for each receiver.
    pub by_receiver: Vec<HandedTo>,
}

/// The lists that are asked for, of a desk of this person.
pub async fn lists_of(site: &Site, caller: &Caller, asked: &HandOverAsked) -> Result<Lists, Failure> {
    let (agency, actor) = place(site, caller, Action::HandOver, &asked.agency)?;
    let today = caller.now.date();
    let day = if asked.day.is_empty() { today } else { date(&asked.day, "day")? };
    let (day, what) =
        if asked.what == "waiting" { (today, WhatGoes::Waiting) } else { (day, WhatGoes::Handed(day)) };
    let wanted = HandOverWanted { agency, what };
    let mut lists = office_sheets::hand_over_lists(&site.context, actor, wanted).await?;
    let tree = &site.context.province.agencies;
    lists.retain(|it| asked.to.is_empty() || tree.get(it.to).is_some_and(|it| it.code == asked.to));
    Ok(Lists { agency, day, what, by_receiver: lists })
}

/// The agencies where this person does this, by their grants.
pub fn places(site: &Site, caller: &Caller, action: Action) -> Vec<(AgencyId, Actor)> {
    let mut places: Vec<(AgencyId, Actor)> = Vec::new();
    for grant in caller.account.grants_on(caller.now.date()) {
        let Ok(actor) = caller.actor_for(site, action, Scope::leg_of(grant.agency)) else { continue };
        if !places.iter().any(|(it, _)| *it == grant.agency) {
            places.push((grant.agency, actor));
        }
    }
    places
}

/// The one with this code; the first where none is named.
fn place(site: &Site, caller: &Caller, action: Action, code: &str) -> Result<(AgencyId, Actor), Failure> {
    let tree = &site.context.province.agencies;
    let named =
        |(id, _): &(AgencyId, Actor)| code.is_empty() || tree.get(*id).is_some_and(|it| it.code == code);
    places(site, caller, action).into_iter().find(named).ok_or_else(Failure::not_found)
}

/// Whether what is printed is made up.
pub fn content(site: &Site) -> Content {
    if site.settings.sample.is_some() { Content::Sample } else { Content::Real }
}
