//! Việc cần làm: what an agency has to do, the most urgent first, and how much of it is whose.

use super::own_work::{agencies_of, own_work};
use crate::{AppError, Context};
use motcua_dossier::{DeskGroup, DeskRange, DeskTask, Dossier, Horizon, Party};
use motcua_identity::Account;
use motcua_kernel::{AccountId, Actor, AgencyId, Instant, PartyId, ProcedureVersionId};
use motcua_storage::desk::{self, DeskLine, DeskPlace, DeskQuery, Whose};
use motcua_storage::readings::{self, Reading, ReadingPlace};
use motcua_storage::{Tx, parties};
use std::collections::BTreeMap;

/// Beyond this many nobody counts: a page says "999+".
pub const MOST_COUNTED: u64 = 1_000;

/// One page of a desk.
#[derive(Clone, Debug)]
pub struct DeskPage {
    /// What is to be done: what runs first, by date.
    pub lines: Vec<DeskLine>,
    /// Where the next page starts; none after the last.
    pub next: Option<DeskPlace>,
}

/// How much lies in each group of a desk, each counted up to `MOST_COUNTED`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskCounts(BTreeMap<DeskGroup, u64>);

impl DeskCounts {
    /// In one group.
    pub fn of(&self, group: DeskGroup) -> u64 {
        self.0.get(&group).copied().unwrap_or_default()
    }

    /// In all of them.
    pub fn all(&self) -> u64 {
        self.0.values().fold(0, |sum, it| sum.saturating_add(*it))
    }

    fn add(&mut self, more: &Self) {
        for (group, count) in &more.0 {
            let sum = self.0.entry(*group).or_default();
            *sum = sum.saturating_add(*count);
        }
    }
}

/// The borders of the groups of a desk at `now`, in the working time of its agency.
pub fn horizon(context: &Context, agency: AgencyId, now: Instant) -> Horizon {
    Horizon::of(context.province.calendars.of(agency), now)
}

/// What of a desk is wanted after `after`, at most `limit` lines; of one group or of all.
///
/// # Errors
/// When the store fails.
pub async fn desk(
    context: &Context,
    query: &DeskQuery,
    range: Option<DeskRange>,
    after: Option<&DeskPlace>,
    limit: u64,
) -> Result<DeskPage, AppError> {
    let reader = context.store.reader();
    let mut lines = desk::page(&reader, query, range, after, limit.saturating_add(1)).await?;
    let more = u64::try_from(lines.len()).unwrap_or(u64::MAX) > limit;
    if more {
        lines.pop();
    }
    let next = lines.last().filter(|_| more).map(DeskLine::place);
    Ok(DeskPage { lines, next })
}

/// Results that lie ready at these counters, the latest first; of each counter at most `limit` are looked at.
///
/// # Errors
/// When the store fails.
pub async fn results_ready(
    context: &Context,
    counters: &[AgencyId],
    limit: u64,
) -> Result<Vec<Dossier>, AppError> {
    let mut ready: Vec<Dossier> = Vec::new();
    for agency in counters {
        let task = Some(DeskTask::ReturnResult);
        let query = DeskQuery {
            agency: *agency,
            whose: Whose::Everybody,
            versions: None,
            task,
            priority: false,
            text: None,
        };
        ready.extend(desk(context, &query, None, None, limit).await?.lines.into_iter().map(|it| it.dossier));
    }
    ready.sort_by_key(|it| std::cmp::Reverse(it.result.as_ref().and_then(|result| result.ready)));
    ready.dedup_by_key(|it| it.id);
    Ok(ready)
}

/// How much of each kind of work an agency has.
///
/// # Errors
/// When the store fails.
pub async fn desk_tasks(context: &Context, agency: AgencyId) -> Result<BTreeMap<DeskTask, u64>, AppError> {
    Ok(desk::count_by_task(&context.store.reader(), agency).await?)
}

/// The versions under which something lies on the desk of `agency`.
///
/// # Errors
/// When the store fails.
pub async fn desk_versions(context: &Context, agency: AgencyId) -> Result<Vec<ProcedureVersionId>, AppError> {
    Ok(desk::versions_on(&context.store.reader(), agency).await?)
}

/// How much of what is wanted lies in each group.
///
/// # Errors
/// When the store fails.
pub async fn desk_counts(context: &Context, query: &DeskQuery, now: Instant) -> Result<DeskCounts, AppError> {
    let horizon = horizon(context, query.agency, now);
    let ranges = DeskGroup::ALL.map(|it| horizon.range(it));
    let counts = desk::count_ranges(&context.store.reader(), query, &ranges, MOST_COUNTED).await?;
    Ok(DeskCounts(DeskGroup::ALL.into_iter().zip(counts).collect()))
}

/// How much of each group is this person's own, at all of its desks: what a navigation shows.
///
/// # Errors
/// When the store fails.
pub async fn own_counts(context: &Context, account: &Account, now: Instant) -> Result<DeskCounts, AppError> {
    let mut sum = DeskCounts::default();
    for agency in agencies_of(account, now.date()) {
        let whose = own_work(account, agency, now.date());
        let query = DeskQuery { agency, whose, versions: None, task: None, priority: false, text: None };
        sum.add(&desk_counts(context, &query, now).await?);
    }
    Ok(sum)
}

/// The applicants of `lines` for `actor`, who is shown them in a list; that they were read is kept. `None` for one who
/// was erased.
///
/// # Errors
/// When the store fails; also when only the readings can not be kept: then they are not shown.
pub async fn applicants_of(
    context: &Context,
    actor: Actor,
    lines: &[DeskLine],
) -> Result<BTreeMap<PartyId, Option<Party>>, AppError> {
    let mut ids: Vec<PartyId> = lines.iter().map(|it| it.row.applicant).collect();
    ids.sort();
    ids.dedup();
    let at = context.clock.now();
    let place = ReadingPlace::WorkList;
    let mut read: Vec<Reading> = lines
        .iter()
        .map(|it| Reading { at, account: actor.account, dossier: it.dossier.id, place })
        .collect();
    read.dedup_by_key(|it| it.dossier);
    let people = parties::load(&context.store.reader(), &ids).await?;
    context.store.write(async |tx: &Tx| readings::record_all(tx, &read).await).await?;
    Ok(people)
}

/// Who is named on `lines`: whoever has a leg in hand.
pub fn workers(lines: &[DeskLine]) -> Vec<AccountId> {
    let mut workers: Vec<AccountId> = lines.iter().filter_map(|it| it.row.assignee).collect();
    workers.sort();
    workers.dedup();
    workers
}
