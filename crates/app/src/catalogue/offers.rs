//! What the public is offered, with what the office knows of it from its work: how often each service is asked for, and
//! which papers people come without.
//!
//! The same for everybody and worked out at most once an hour: no visit of the start page makes the store count a year.

use super::often_lacking::{OftenLacking, often_lacking};
use super::services::{Service, counters, levels, one_counter_of_each_kind, services};
use crate::{AppError, Context};
use motcua_catalogue::ServiceLevel;
use motcua_kernel::{AgencyId, Instant, Level, ProcedureId};
use motcua_storage::{asked_papers, dossiers};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const MINUTES_KEPT: i64 = 60;
const MINUTES_OF_A_DAY: i64 = 24 * 60;
/// The days in which what is asked for most is counted.
pub const DAYS_COUNTED: i64 = 30;
/// The days in which lacking papers are counted.
const DAYS_OF_PAPERS: i64 = 365;
const EVENTS_AT_ONCE: u64 = 1_000;

/// What is known of one procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// National code.
    pub code: String,
    /// The levels on which it is decided.
    pub levels: BTreeSet<Level>,
    /// How far it can be done over the network.
    pub service_level: ServiceLevel,
    /// Dossiers received in the last days counted.
    pub received: u64,
    /// The papers that people most often came without.
    pub lacking: Vec<OftenLacking>,
}

/// Every offer of a day, by code.
#[derive(Debug)]
pub struct Offers {
    at: Instant,
    by_code: BTreeMap<String, Offer>,
}

impl Offers {
    /// What is known of a procedure that is in force.
    pub fn get(&self, code: &str) -> Option<&Offer> {
        self.by_code.get(code)
    }

    /// Those that were asked for, the most frequent first.
    pub fn most_used(&self) -> Vec<&Offer> {
        let mut used: Vec<&Offer> = self.by_code.values().filter(|it| it.received > 0).collect();
        used.sort_by(|one, other| other.received.cmp(&one.received).then_with(|| one.code.cmp(&other.code)));
        used
    }

    fn hold_at(&self, now: Instant) -> bool {
        let end = self.at.plus_minutes(MINUTES_KEPT);
        self.at <= now && now < end && self.at.date() == now.date()
    }
}

/// The offers of now, of at most an hour ago.
///
/// # Errors
/// When the store fails.
pub async fn offers(context: &Context) -> Result<Arc<Offers>, AppError> {
    let now = context.clock.now();
    let mut kept = context.offers.lock().await;
    if let Some(offers) = kept.as_ref().filter(|it| it.hold_at(now)) {
        return Ok(Arc::clone(offers));
    }
    let offers = Arc::new(worked_out(context, now).await?);
    *kept = Some(Arc::clone(&offers));
    Ok(offers)
}

async fn worked_out(context: &Context, now: Instant) -> Result<Offers, AppError> {
    let (province, date) = (&context.province, now.date());
    let received = received(context, now).await?;
    let mut lacking = lacking(context, now).await?;
    let kinds = one_counter_of_each_kind(province, date);
    let mut offer = |service: Service<'_>| Offer {
        code: service.procedure.code.clone(),
        levels: levels(province, &service, &kinds, date),
        service_level: service.version.service_level(),
        received: received.get(&service.procedure.id).copied().unwrap_or_default(),
        lacking: lacking.remove(&service.procedure.id).unwrap_or_default(),
    };
    let by_code = services(province, date).map(|it| (it.procedure.code.clone(), offer(it))).collect();
    Ok(Offers { at: now, by_code })
}

async fn received(context: &Context, now: Instant) -> Result<BTreeMap<ProcedureId, u64>, AppError> {
    let province = &context.province;
    let counters: Vec<AgencyId> = counters(province, now.date()).iter().map(|it| it.id).collect();
    let since = now.plus_minutes(-DAYS_COUNTED * MINUTES_OF_A_DAY);
    let counted = dossiers::count_by_version(&context.store.reader(), &counters, since).await?;
    let mut by_procedure = BTreeMap::new();
    for (version, count) in counted {
        if let Some(version) = province.catalogue.version(version) {
            *by_procedure.entry(version.procedure).or_default() += count;
        }
    }
    Ok(by_procedure)
}

async fn lacking(
    context: &Context,
    now: Instant,
) -> Result<BTreeMap<ProcedureId, Vec<OftenLacking>>, AppError> {
    let reader = context.store.reader();
    let since = now.plus_minutes(-DAYS_OF_PAPERS * MINUTES_OF_A_DAY);
    let mut asked = Vec::new();
    let mut after = 0;
    loop {
        let page = asked_papers::page(&reader, since, after, EVENTS_AT_ONCE).await?;
        let Some(last) = page.last() else { break };
        after = last.position;
        asked.extend(page);
    }
    Ok(often_lacking(&context.province.catalogue, &asked))
}
