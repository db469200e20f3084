//! Danh sách bàn giao: what one desk has handed to others on a day, or what still lies at a counter and goes out when it
//! closes; a list for each receiver.

use super::people::people_of_all;
use super::register::{erased, subject, written};
use crate::{AppError, Context};
use motcua_dossier::{By, Dossier, Entry, Event, LegStatus, Party, Status};
use motcua_forms::Moment;
use motcua_forms::body::{HandoverList, HandoverRow};
use motcua_kernel::{AccountId, Actor, AgencyId, Date, DossierId, Instant, PartyId, Refusal};
use motcua_storage::accounts;
use motcua_storage::dossiers::{self, DossierQuery};
use std::collections::BTreeMap;
use time::Time;

/// More than a desk hands over in a day.
const MOST: usize = 2_000;
const CHUNK: usize = 500;

/// Which lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandOverWanted {
    /// Who hands over.
    pub agency: AgencyId,
    /// What.
    pub what: WhatGoes,
}

/// What goes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhatGoes {
    /// What was handed over on this day.
    Handed(Date),
    /// What was received and still lies here, as it would go now.
    Waiting,
}

/// The list for one receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedTo {
    /// Who receives.
    pub to: AgencyId,
    /// Their dossiers, in the order of the list.
    pub dossiers: Vec<DossierId>,
    /// The list.
    pub list: HandoverList,
}

/// One dossier that goes over.
struct Going {
    dossier: DossierId,
    to: AgencyId,
    at: Instant,
    by: Option<AccountId>,
    /// Whether it came back since.
    came_back: bool,
}

/// The lists of a desk, by the name of the receiver.
///
/// # Errors
/// Refused when there are more than 2 000 lines.
pub async fn hand_over_lists(
    context: &Context,
    actor: Actor,
    wanted: HandOverWanted,
) -> Result<Vec<HandedTo>, AppError> {
    let now = context.clock.now();
    let (going, states) = match wanted.what {
        WhatGoes::Handed(day) => handed(context, wanted.agency, day).await?,
        WhatGoes::Waiting => waiting(context, actor, wanted.agency, now).await?,
    };
    if going.len() > MOST {
        return Err(Refusal::new("app.hand-over-too-long").with("most", MOST).into());
    }
    let dossiers: Vec<Dossier> = going.iter().filter_map(|it| states.get(&it.dossier).cloned()).collect();
    let mut people = BTreeMap::new();
    for some in dossiers.chunks(CHUNK) {
        people.extend(people_of_all(context, actor, some, &[]).await?);
    }
    let officers: Vec<AccountId> = going.iter().filter_map(|it| it.by).collect();
    let names = accounts::names(&context.store.reader(), &officers).await?;
    let mut lists: BTreeMap<AgencyId, Vec<&Going>> = BTreeMap::new();
    for it in &going {
        lists.entry(it.to).or_default().push(it);
    }
    let agency =
        |id: AgencyId| context.province.agencies.get(id).map_or_else(String::new, |it| it.name.clone());
    let list = |(to, lines): (AgencyId, Vec<&Going>)| {
        let rows = lines.iter().filter_map(|it| row(context, it, states.get(&it.dossier)?, &people));
        HandedTo {
            to,
            dossiers: lines.iter().map(|it| it.dossier).collect(),
            list: HandoverList {
                from: agency(wanted.agency),
                to: agency(to),
                at: Moment(lines.iter().map(|it| it.at).max().unwrap_or(now)),
                rows: rows.collect(),
                handed_by: same(lines.iter().map(|it| it.by)).and_then(|it| names.get(&it).cloned()),
                // Whoever takes it signs by hand: in the system each dossier is accepted apart.
                accepted_by: None,
            },
        }
    };
    let mut lists: Vec<HandedTo> = lists.into_iter().map(list).collect();
    lists.sort_by(|one, other| one.list.to.cmp(&other.list.to));
    Ok(lists)
}

type Found = (Vec<Going>, BTreeMap<DossierId, Dossier>);

/// What was handed over on a day; once for each receiver, as it went last.
async fn handed(context: &Context, agency: AgencyId, day: Date) -> Result<Found, AppError> {
    let reader = context.store.reader();
    let span = (Instant::local(day, Time::MIDNIGHT), Instant::end_of(day));
    let entries = dossiers::handed_over(&reader, agency, span).await?;
    let mut ids: Vec<DossierId> = entries.iter().map(|(id, _)| *id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut states = BTreeMap::new();
    for some in ids.chunks(CHUNK) {
        states.extend(dossiers::of_ids(&reader, some).await?.into_iter().map(|it| (it.id, it)));
    }
    let mut going: Vec<Going> = Vec::new();
    for (id, entry) in &entries {
        let Some(it) = states.get(id).and_then(|it| one(it, entry, agency)) else { continue };
        going.retain(|before| (before.dossier, before.to) != (it.dossier, it.to));
        going.push(it);
    }
    Ok((going, states))
}

/// The hand-over of an entry, if this desk did it.
fn one(dossier: &Dossier, entry: &Entry, agency: AgencyId) -> Option<Going> {
    let Event::HandedOver { from, to } = &entry.event else { return None };
    let sender = match from {
        Some(from) => dossier.leg(*from)?.plan.desk(),
        None => dossier.receiving()?,
    };
    let by = match entry.by {
        By::Officer(actor) => Some(actor.account),
        By::Party { .. } | By::Rule => None,
    };
    let to = dossier.leg(*to)?;
    (sender == agency && to.plan.desk() != agency).then(|| Going {
        dossier: dossier.id,
        to: to.plan.desk(),
        at: entry.occurred,
        by,
        came_back: matches!(to.status, LegStatus::SentBack { .. }),
    })
}

/// What was received and lies at the counter.
async fn waiting(context: &Context, actor: Actor, agency: AgencyId, now: Instant) -> Result<Found, AppError> {
    let query = DossierQuery {
        receiving: vec![agency],
        statuses: vec![Status::Received.code().to_owned()],
        limit: u64::try_from(MOST).unwrap_or(u64::MAX).saturating_add(1),
        ..DossierQuery::default()
    };
    let mut found = dossiers::list(&context.store.reader(), &query).await?;
    found.reverse();
    let going = found.iter().flat_map(|dossier| {
        let ready = dossier.ready_legs().filter(|it| it.plan.desk() != agency);
        ready.map(|it| Going {
            dossier: dossier.id,
            to: it.plan.desk(),
            at: now,
            by: Some(actor.account),
            came_back: false,
        })
    });
    let going: Vec<Going> = going.collect();
    Ok((going, found.into_iter().map(|it| (it.id, it)).collect()))
}

fn row(
    context: &Context,
    going: &Going,
    dossier: &Dossier,
    people: &BTreeMap<PartyId, Party>,
) -> Option<HandoverRow> {
    let (filing, reception) = (dossier.filing.as_ref()?, dossier.reception.as_ref()?);
    let papers = filing.components.iter().map(|it| u32::from(it.originals) + u32::from(it.copies)).sum();
    Some(HandoverRow {
        dossier: reception.number.to_string(),
        procedure: subject(&context.province, dossier),
        applicant: people.get(&filing.applicant).map_or_else(erased, |it| it.name.as_str().to_owned()),
        papers,
        due: dossier.awaits().is_none().then_some(Moment(reception.dates.in_force())),
        note: going.came_back.then(|| written("label.sheet-sent-back")),
    })
}

/// The one all are, if they are one.
fn same(all: impl Iterator<Item = Option<AccountId>>) -> Option<AccountId> {
    let mut seen = all;
    let first = seen.next()??;
    seen.all(|it| it == Some(first)).then_some(first)
}
