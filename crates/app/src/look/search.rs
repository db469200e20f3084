//! Tìm kiếm: the dossiers that may be meant, as far as whoever asks may know of them. Names are looked at only on behalf of
//! agencies that work on the dossier, and that somebody was shown them is kept.

use crate::{AppError, Context};
use motcua_dossier::{Dossier, DossierNumber, Likeness, PersonName, Sought, name_order};
use motcua_kernel::{AccountId, Actor, AgencyId, DossierId, Instant, PartyId};
use motcua_storage::readings::{self, Reading, ReadingPlace};
use motcua_storage::search::{self, PersonFound, PersonKey};
use motcua_storage::{Tx, dossiers, parties};
use std::collections::BTreeMap;

/// The most that is found of one kind; whoever finds more has to say more.
pub const MOST_FOUND: u64 = 200;

/// What is sought, and on whose behalf.
#[derive(Clone)]
pub struct SearchWanted {
    /// What was typed.
    pub sought: Sought,
    /// Agencies of whose dossiers the person may know.
    pub known: Vec<AgencyId>,
    /// Agencies of whose dossiers the person may know the people.
    pub own: Vec<AgencyId>,
    /// How many of the found are passed over.
    pub skip: usize,
    /// How many are shown.
    pub limit: usize,
}

/// One page of what was found.
#[derive(Clone)]
pub struct SearchPage {
    /// The nearest first.
    pub lines: Vec<SearchLine>,
    /// How many were found in all.
    pub found: usize,
    /// Whether there are more that were not even looked at.
    pub too_many: bool,
}

/// A dossier that was found.
#[derive(Clone)]
pub struct SearchLine {
    /// The dossier.
    pub dossier: Dossier,
    /// Chủ hồ sơ, for whom may know it; none when erased.
    pub applicant: Option<PersonName>,
    /// Người nộp thay, for whom may know it.
    pub helper: Option<PersonName>,
}

/// Why a dossier is among the found, the best reason first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Number,
    Person,
    Name(Likeness, String),
}

/// The dossier with exactly the number that was typed.
///
/// # Errors
/// When the store fails.
pub async fn exactly(context: &Context, sought: &Sought) -> Result<Option<Dossier>, AppError> {
    let number: Option<&DossierNumber> = sought.number.as_ref();
    match number {
        Some(number) => Ok(dossiers::by_number(&context.store.reader(), number).await?),
        None => Ok(None),
    }
}

/// One page of the dossiers that may be meant; `reader` says as whom the people of one may be shown, if they may.
///
/// # Errors
/// When the store fails; also when only the readings can not be kept: then nothing is shown.
pub async fn search(
    context: &Context,
    wanted: &SearchWanted,
    place: ReadingPlace,
    reader: impl Fn(&Dossier) -> Option<Actor>,
) -> Result<SearchPage, AppError> {
    let (found, too_many) = found(context, wanted).await?;
    let page: Vec<DossierId> = found.iter().skip(wanted.skip).take(wanted.limit).copied().collect();
    let mut loaded: BTreeMap<DossierId, Dossier> =
        dossiers::of_ids(&context.store.reader(), &page).await?.into_iter().map(|it| (it.id, it)).collect();
    let shown: Vec<Dossier> = page.iter().filter_map(|id| loaded.remove(id)).collect();
    let names = names(context, &shown, place, reader).await?;
    let name = |id: Option<PartyId>| id.and_then(|it| names.get(&it).cloned());
    let lines = shown.into_iter().map(|dossier| SearchLine {
        applicant: name(dossier.filing.as_ref().map(|it| it.applicant)),
        helper: name(dossier.filing.as_ref().and_then(|it| it.helper)),
        dossier,
    });
    Ok(SearchPage { lines: lines.collect(), found: found.len(), too_many })
}

/// Every dossier that may be meant, once, the nearest first.
async fn found(context: &Context, wanted: &SearchWanted) -> Result<(Vec<DossierId>, bool), AppError> {
    let reader = context.store.reader();
    let sought = &wanted.sought;
    let limit = MOST_FOUND.saturating_add(1);
    let mut reasons: Vec<(Reason, DossierId)> = Vec::new();
    let mut too_many = false;
    if let Some(tail) = &sought.tail {
        let ids = search::by_tail(&reader, tail, &wanted.known, limit).await?;
        too_many |= is_too_many(ids.len());
        reasons.extend(ids.into_iter().map(|it| (Reason::Number, it)));
    }
    let keys = [
        sought.national_id.as_ref().map(PersonKey::NationalId),
        sought.phone.as_ref().map(PersonKey::Phone),
        Some(PersonKey::Words(&sought.words)),
    ];
    for key in keys.into_iter().flatten() {
        let people = search::people_by(&reader, key, &wanted.own, limit).await?;
        too_many |= is_too_many(people.len());
        reasons.extend(people.into_iter().map(|it| (reason(sought, key, &it), it.dossier)));
    }
    // As they came within one reason: the last received first.
    reasons.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut ids: Vec<DossierId> = Vec::new();
    for (_, id) in reasons {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.truncate(usize::try_from(MOST_FOUND).unwrap_or(usize::MAX));
    Ok((ids, too_many))
}

fn is_too_many(found: usize) -> bool {
    u64::try_from(found).unwrap_or(u64::MAX) > MOST_FOUND
}

fn reason(sought: &Sought, key: PersonKey<'_>, found: &PersonFound) -> Reason {
    match key {
        PersonKey::NationalId(_) | PersonKey::Phone(_) => Reason::Person,
        PersonKey::Words(_) => Reason::Name(sought.likeness(&found.name), name_order(&found.name)),
    }
}

/// The names of the people of these dossiers, where `reader` may be shown them.
async fn names(
    context: &Context,
    shown: &[Dossier],
    place: ReadingPlace,
    reader: impl Fn(&Dossier) -> Option<Actor>,
) -> Result<BTreeMap<PartyId, PersonName>, AppError> {
    let now = context.clock.now();
    let mut ids: Vec<PartyId> = Vec::new();
    let mut readings: Vec<Reading> = Vec::new();
    for dossier in shown {
        let (Some(filing), Some(actor)) = (&dossier.filing, reader(dossier)) else { continue };
        ids.extend(std::iter::once(filing.applicant).chain(filing.helper));
        readings.push(reading(now, actor.account, dossier.id, place));
    }
    if readings.is_empty() {
        return Ok(BTreeMap::new());
    }
    let people = parties::load(&context.store.reader(), &ids).await?;
    context.store.write(async |tx: &Tx| readings::record_all(tx, &readings).await).await?;
    Ok(people.into_iter().filter_map(|(id, party)| Some((id, party?.name))).collect())
}

const fn reading(at: Instant, account: AccountId, dossier: DossierId, place: ReadingPlace) -> Reading {
    Reading { at, account, dossier, place }
}
