//! Sổ theo dõi hồ sơ of one receiving agency (TT 01/2018 Điều 10(2)): opened each year, numbered from 1.
//!
//! The number of a line is its place among all receipts of the year in the order in which they were entered, so that what is
//! entered late gets the next number and never moves one that was printed before.

use super::people::people_of_all;
use crate::{AppError, Context, Province};
use motcua_dossier::{By, Dossier, Entry, Event, PaperOrigin, Party, ReturnMethod, Status};
use motcua_forms::body::{Register, RegisterRow};
use motcua_forms::{Day, Moment};
use motcua_i18n::{Locale, say};
use motcua_kernel::{AccountId, Actor, AgencyId, Date, DossierId, Instant, Message, PartyId, Refusal};
use motcua_storage::{accounts, dossiers};
use std::collections::BTreeMap;
use time::{Month, Time};

/// The most lines of one print: about 250 pages.
pub const MOST_ROWS: usize = 5_000;
const CHUNK: usize = 500;
/// Quyển số: one book a year.
const BOOK: &str = "01";

/// A part of a year's book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisterWanted {
    /// Whose.
    pub agency: AgencyId,
    /// The first day of receipt.
    pub first: Date,
    /// The last one, of the same year.
    pub last: Date,
}

/// The lines of a span, for `actor`, who is shown the people.
///
/// # Errors
/// Refused when the span goes over a year, or has more than [`MOST_ROWS`] lines.
pub async fn register(context: &Context, actor: Actor, wanted: RegisterWanted) -> Result<Register, AppError> {
    let numbered = register_span(context, wanted).await?;
    let mut rows = Vec::with_capacity(numbered.len());
    for some in numbered.chunks(CHUNK) {
        rows.extend(some_rows(context, actor, some).await?);
    }
    let names = accounts::names(&context.store.reader(), &[actor.account]).await?;
    Ok(Register {
        year: wanted.first.year(),
        book: BOOK.to_owned(),
        from: Day(wanted.first),
        until: Day(wanted.last),
        rows,
        keeper: names.get(&actor.account).cloned(),
        head: None,
    })
}

/// The dossiers of a span with their numbers in the year; nobody is named.
///
/// # Errors
/// As [`register`].
pub async fn register_span(
    context: &Context,
    wanted: RegisterWanted,
) -> Result<Vec<(usize, DossierId)>, AppError> {
    let RegisterWanted { agency, first, last } = wanted;
    if first.year() != last.year() || last < first {
        return Err(Refusal::new("app.register-one-year").at("last").into());
    }
    let begins = Date::from_calendar_date(first.year(), Month::January, 1).unwrap_or(first);
    let year = (Instant::local(begins, Time::MIDNIGHT), Instant::end_of(last));
    let from = Instant::local(first, Time::MIDNIGHT);
    let entered = dossiers::entered(&context.store.reader(), agency, year).await?;
    let numbered: Vec<(usize, DossierId)> = (1..)
        .zip(entered)
        .filter(|(_, (_, received))| *received >= from)
        .map(|(serial, (id, _))| (serial, id))
        .collect();
    if numbered.len() > MOST_ROWS {
        let refused = Refusal::new("app.register-too-long").with("found", numbered.len());
        return Err(refused.with("most", MOST_ROWS).at("last").into());
    }
    Ok(numbered)
}

async fn some_rows(
    context: &Context,
    actor: Actor,
    numbered: &[(usize, DossierId)],
) -> Result<Vec<RegisterRow>, AppError> {
    let reader = context.store.reader();
    let ids: Vec<DossierId> = numbered.iter().map(|(_, id)| *id).collect();
    let found = dossiers::of_ids(&reader, &ids).await?;
    let is_out = |it: &&Dossier| matches!(it.status, Status::Returned { .. });
    let out: Vec<DossierId> = found.iter().filter(is_out).map(|it| it.id).collect();
    let mut returns: BTreeMap<DossierId, Return> = BTreeMap::new();
    for (id, history) in dossiers::histories(&reader, &out).await? {
        returns.extend(last_return(&history).map(|it| (id, it)));
    }
    let takers: Vec<PartyId> = returns.values().filter_map(|it| it.to).collect();
    let people = people_of_all(context, actor, &found, &takers).await?;
    let officers: Vec<AccountId> = returns.values().filter_map(|it| it.by).collect();
    let names = accounts::names(&reader, &officers).await?;
    let found: BTreeMap<DossierId, Dossier> = found.into_iter().map(|it| (it.id, it)).collect();
    let row = |(serial, id): &(usize, DossierId)| {
        let dossier = found.get(id)?;
        let returned = returns.get(id).map(|it| (it, it.by.and_then(|by| names.get(&by).cloned())));
        row(&context.province, dossier, *serial, &people, returned)
    };
    Ok(numbered.iter().filter_map(row).collect())
}

/// How a result went out.
struct Return {
    at: Instant,
    by: Option<AccountId>,
    way: &'static str,
    to: Option<PartyId>,
}

fn last_return(history: &[Entry]) -> Option<Return> {
    history.iter().rev().find_map(|entry| {
        let Event::ResultReturned { method, .. } = &entry.event else { return None };
        let (way, to) = match method {
            ReturnMethod::Counter { to } => ("label.sheet-taken-at-counter", Some(*to)),
            ReturnMethod::Post { .. } => ("label.sheet-taken-by-post", None),
            ReturnMethod::Online => ("label.sheet-taken-online", None),
        };
        let by = match entry.by {
            By::Officer(actor) => Some(actor.account),
            By::Party { .. } | By::Rule => None,
        };
        Some(Return { at: entry.occurred, by, way, to })
    })
}

fn row(
    province: &Province,
    dossier: &Dossier,
    serial: usize,
    people: &BTreeMap<PartyId, Party>,
    returned: Option<(&Return, Option<String>)>,
) -> Option<RegisterRow> {
    let (filing, reception) = (dossier.filing.as_ref()?, dossier.reception.as_ref()?);
    let applicant = people.get(&filing.applicant);
    let out = returned.as_ref().map(|(it, _)| *it);
    let taker = out.and_then(|it| it.to).and_then(|it| people.get(&it));
    Some(RegisterRow {
        serial: serial.to_string(),
        dossier: reception.number.to_string(),
        procedure: subject(province, dossier),
        sets: 1,
        applicant: applicant.map_or_else(erased, |it| it.name.as_str().to_owned()),
        address: applicant.and_then(|it| it.address.clone()),
        phone: applicant.and_then(|it| it.phone.as_ref()).map(|it| it.as_str().to_owned()),
        agency: province.agencies.get(filing.competent).map(|it| it.name.clone()),
        received: Moment(reception.at),
        due: dossier.awaits().is_none().then_some(Moment(reception.dates.first)),
        returned: out.map(|it| Moment(it.at)),
        return_way: out.map(|it| written(it.way)),
        handed_by: returned.and_then(|(_, name)| name),
        taken_by: taker.map(|it| it.name.as_str().to_owned()),
        note: note(dossier),
    })
}

/// The procedure, with its case where it has several.
pub(super) fn subject(province: &Province, dossier: &Dossier) -> String {
    let Some(filing) = &dossier.filing else { return String::new() };
    let version = dossier.received_version().unwrap_or(filing.version);
    let Some(version) = province.catalogue.version(version) else { return String::new() };
    let case = version.case(&filing.case).filter(|_| version.cases.len() > 1);
    case.map_or_else(|| version.name.clone(), |it| format!("{} ({})", version.name, it.name))
}

/// What a line says beside: how it ended without a result, and that it came from paper.
fn note(dossier: &Dossier) -> Option<String> {
    let without_result =
        matches!(dossier.status, Status::Withdrawn { .. } | Status::Stopped { .. } | Status::Annulled { .. });
    let ended = without_result.then(|| super::word("status", dossier.status.code()));
    let paper = dossier.paper_origin().map(|it| match it {
        PaperOrigin::CarriedOver { .. } => written("label.register-carried-over"),
        PaperOrigin::LateEntry { .. } => written("label.register-entered-late"),
    });
    let all: Vec<String> = ended.into_iter().chain(paper).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// Who was erased by the rules of retention.
pub(super) fn erased() -> String {
    written("label.person-erased")
}

pub(super) fn written(key: &'static str) -> String {
    say(Locale::Vi, &Message::new(key))
}
