//! The facts of dossiers that figures and the lists behind them are made of: folded from the histories, once a minute at
//! most for the same question, so that a figure and its list are of the same moment.

use super::times::{Times, folded};
use crate::{AppError, Context, Province};
use motcua_dossier::{Dossier, Entry, PaperOrigin, Punctuality, Standing as Stands, replay, standings};
use motcua_kernel::{AgencyId, DossierId, Instant, Refusal};
use motcua_reporting::supervision::{
    Beginning, Fact, LegFact, MONTHS, Month, Overview, Remaining, Slice, Standing, overview,
};
use motcua_storage::dossiers::{self, DossierQuery};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, PoisonError};
use time::Time;
use tokio::sync::{Mutex, OnceCell, mpsc};

/// The most dossiers of one view.
pub const MOST_FACTS: usize = 200_000;
const CHUNK: u64 = 500;
const MINUTE: i64 = 60_000_000;
/// Views that are remembered, and for how long.
const REMEMBERED: usize = 16;
const REMEMBERED_FOR: i64 = 10 * MINUTE;
/// So many dossiers take longer than a reader waits.
const MANY: usize = 5_000;

/// Which dossiers, and of which period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsWanted {
    /// Received by one of these.
    pub receiving: Vec<AgencyId>,
    /// The period begins.
    pub from: Instant,
    /// The period ends before.
    pub before: Instant,
}

/// Facts as known at a moment, and what they come to.
#[derive(Debug)]
pub struct Facts {
    /// As known when: now, or at the end of a period that is over.
    pub until: Instant,
    /// Every lĩnh vực of the dossiers.
    pub fields: BTreeSet<String>,
    from: Instant,
    dossiers: Vec<Fact>,
    sums: std::sync::Mutex<BTreeMap<String, Arc<Overview>>>,
}

impl Facts {
    fn new(dossiers: Vec<Fact>, from: Instant, until: Instant) -> Self {
        let named = dossiers.iter().map(|it| it.field.as_str()).filter(|it| !it.is_empty());
        let fields: BTreeSet<&str> = named.collect();
        let fields = fields.into_iter().map(str::to_owned).collect();
        Self { until, fields, from, dossiers, sums: std::sync::Mutex::default() }
    }

    /// One a dossier of a lĩnh vực, or of all when it is empty: those of the period, and those that ended in the months
    /// before.
    pub fn of<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a Fact> {
        self.dossiers.iter().filter(move |it| field.is_empty() || it.field == field)
    }

    /// The dossiers of a field behind a figure.
    pub fn behind(&self, field: &str, slice: &Slice) -> Vec<DossierId> {
        self.of(field).filter(|it| slice.holds(it, self.from)).map(|it| it.dossier).collect()
    }

    /// Every figure of a field, summed once.
    pub fn overview(&self, field: &str) -> Arc<Overview> {
        let mut sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = sums.get(field) {
            return Arc::clone(known);
        }
        let summed = Arc::new(overview(self.of(field), self.from, self.until));
        if field.is_empty() || self.fields.contains(field) {
            sums.insert(field.to_owned(), Arc::clone(&summed));
        }
        summed
    }
}

/// The views of the last minutes.
#[derive(Debug, Default)]
pub struct FactsCache {
    views: Mutex<VecDeque<View>>,
}

/// One question at one moment; whoever asks it too waits for the same answer.
#[derive(Clone, Debug)]
struct View {
    wanted: FactsWanted,
    made: Instant,
    facts: Arc<OnceCell<Arc<Facts>>>,
}

impl View {
    fn age(&self, now: Instant) -> i64 {
        now.micros().saturating_sub(self.made.micros())
    }
}

/// What is known of a question at a moment.
struct Known {
    /// The view of this minute.
    view: View,
    /// Whether nobody has asked in this minute.
    is_new: bool,
    /// An answer of the minutes before that took long to compute.
    before: Option<Arc<Facts>>,
}

impl FactsCache {
    async fn know(&self, wanted: &FactsWanted, now: Instant) -> Known {
        let mut views = self.views.lock().await;
        views.retain(|it| (0..REMEMBERED_FOR).contains(&it.age(now)));
        let same = || views.iter().rev().filter(|it| it.wanted == *wanted);
        let before =
            same().find_map(|it| it.facts.get()).filter(|it| it.dossiers.len() >= MANY).map(Arc::clone);
        if let Some(view) = same().find(|it| it.age(now) < MINUTE) {
            return Known { view: view.clone(), is_new: false, before };
        }
        let view = View { wanted: wanted.clone(), made: now, facts: Arc::default() };
        if views.len() >= REMEMBERED {
            views.pop_front();
        }
        views.push_back(view.clone());
        Known { view, is_new: true, before }
    }
}

/// The facts of `wanted`, computed once a minute at most. Who asks while another computes waits for it, or is given what was
/// known some minutes before where so many dossiers take longer than a reader waits; [`Facts::until`] says of when it is.
///
/// # Errors
/// Refused when there are more than [`MOST_FACTS`].
pub async fn facts(context: &Context, wanted: &FactsWanted) -> Result<Arc<Facts>, AppError> {
    let now = context.clock.now();
    let Known { view, is_new, before } = context.facts.know(wanted, now).await;
    if let Some(facts) = view.facts.get() {
        return Ok(Arc::clone(facts));
    }
    let Some(before) = before else { return answer(context, &view).await };
    if is_new {
        let context = context.clone();
        tokio::spawn(async move {
            if let Err(error) = answer(&context, &view).await {
                tracing::warn!(%error, "figures were not computed");
            }
        });
    }
    Ok(before)
}

async fn answer(context: &Context, view: &View) -> Result<Arc<Facts>, AppError> {
    let computed = async || Ok(Arc::new(compute(context, &view.wanted, view.made).await?));
    view.facts.get_or_try_init(computed).await.map(Arc::clone)
}

async fn compute(context: &Context, wanted: &FactsWanted, now: Instant) -> Result<Facts, AppError> {
    // A period that is over is shown as it stood in its last moment.
    let last = Instant::from_micros(wanted.before.micros().saturating_sub(1));
    let until = now.min(last);
    let query = DossierQuery {
        receiving: wanted.receiving.clone(),
        received_before: Some(wanted.before),
        open_since: Some(first_month(until).min(wanted.from)),
        limit: CHUNK,
        ..DossierQuery::default()
    };
    // The next are read while those before are folded.
    let (sender, mut chunks) = mpsc::channel(1);
    let reading = tokio::spawn(read(context.clone(), query, sender));
    let folding = Folding { province: &context.province, from: wanted.from, until, is_now: until == now };
    let mut facts = Vec::new();
    while let Some(chunk) = chunks.recv().await {
        for (dossier, history) in &chunk {
            facts.extend(folding.fact(dossier, history)?);
        }
        if facts.len() > MOST_FACTS {
            return Err(Refusal::new("app.period-too-large").with("most", MOST_FACTS).at("from").into());
        }
    }
    // What was not read to its end (the program stops) is no answer.
    reading.await.map_err(|_| AppError::Busy)??;
    Ok(Facts::new(facts, wanted.from, until))
}

type Chunk = Vec<(Dossier, Vec<Entry>)>;

/// Sends what the query finds, some at a time, until nobody listens any more.
async fn read(
    context: Context,
    mut query: DossierQuery,
    sender: mpsc::Sender<Chunk>,
) -> Result<(), AppError> {
    let reader = context.store.reader();
    loop {
        let found = dossiers::list(&reader, &query).await?;
        let ids: Vec<DossierId> = found.iter().map(|it| it.id).collect();
        let mut histories = dossiers::histories(&reader, &ids).await?;
        let is_last = found.len() < usize::try_from(CHUNK).unwrap_or(usize::MAX);
        query.after = found.last().and_then(|it| Some((it.reception.as_ref()?.at, it.id)));
        let with_history = found.into_iter().map(|it| {
            let history = histories.remove(&it.id).unwrap_or_default();
            (it, history)
        });
        let nobody_listens = sender.send(with_history.collect()).await.is_err();
        if nobody_listens || is_last || query.after.is_none() {
            return Ok(());
        }
    }
}

/// Where the first of the months begins that end with that of `until`.
fn first_month(until: Instant) -> Instant {
    let first = (1..MONTHS).fold(Month::of(until), |month, _| month.before());
    Instant::local(first.first_day(), Time::MIDNIGHT)
}

struct Folding<'a> {
    province: &'a Province,
    from: Instant,
    until: Instant,
    is_now: bool,
}

impl Folding<'_> {
    /// Nothing of a dossier of which nothing was received by then.
    fn fact(&self, dossier: &Dossier, history: &[Entry]) -> Result<Option<Fact>, AppError> {
        let (Some(filing), Some(reception)) = (&dossier.filing, &dossier.reception) else { return Ok(None) };
        let margin = self.province.pack_of(dossier)?.ending.early_margin_minutes.value;
        let calendars = &self.province.calendars;
        let Some(stands) = standings(history, calendars, margin, self.until) else { return Ok(None) };
        let times = folded(self.province, dossier, history, self.until)?;
        let standing = standing(stands.lawful);
        let ended = times.main_line.ended;
        let paused = standing.is_open() && self.is_paused(dossier, history);
        let before = || standings(history, calendars, margin, self.from).map(|it| it.lawful);
        let version = self.province.version(filing.version)?;
        Ok(Some(Fact {
            dossier: dossier.id,
            receiving: filing.receiving,
            competent: filing.competent,
            field: self
                .province
                .catalogue
                .by_id(version.procedure)
                .map_or_else(String::new, |it| it.field.clone()),
            received: reception.at,
            ended,
            beginning: self.beginning(dossier, reception.at, ended, before),
            standing,
            remaining: standing.is_open().then(|| self.remaining(filing.receiving, standing, paused, &times)),
            paused,
            used_minutes: times.main_line.office_minutes(),
            day_minutes: self.day_minutes(filing.receiving),
            legs: self.legs(dossier, &times),
        }))
    }

    /// What came from the paper age was open before, whenever it was taken over.
    fn beginning(
        &self,
        dossier: &Dossier,
        received: Instant,
        ended: Option<Instant>,
        before: impl FnOnce() -> Option<Stands>,
    ) -> Beginning {
        if ended.is_some_and(|it| it < self.from) {
            return Beginning::Earlier;
        }
        let from_paper = matches!(dossier.paper_origin(), Some(PaperOrigin::CarriedOver { .. }));
        if received >= self.from {
            return if from_paper { Beginning::CarriedOver } else { Beginning::Received };
        }
        match before() {
            Some(Stands::Solved(_) | Stands::EndedOtherwise) => Beginning::Reopened,
            Some(Stands::InTime | Stands::Overdue) | None => Beginning::CarriedOver,
        }
    }

    fn is_paused(&self, dossier: &Dossier, history: &[Entry]) -> bool {
        if self.is_now {
            return dossier.status.is_paused();
        }
        let known = history.iter().take_while(|it| it.recorded <= self.until);
        replay(dossier.id, known).is_ok_and(|it| it.status.is_paused())
    }

    fn remaining(&self, receiving: AgencyId, standing: Standing, paused: bool, times: &Times) -> Remaining {
        let calendar = self.province.calendars.of(receiving);
        let (lawful, until) = (times.lateness.lawful.date(), self.until.date());
        if standing == Standing::Overdue {
            return Remaining::overdue(calendar.working_days_between(lawful, times.lateness.end.date()));
        }
        if paused {
            return Remaining::Paused;
        }
        Remaining::due_in(if lawful <= until {
            0
        } else {
            calendar.working_days_between(until, lawful).max(1)
        })
    }

    fn legs(&self, dossier: &Dossier, times: &Times) -> Vec<LegFact> {
        let finished = times.legs.iter().filter(|it| it.started.is_some()).filter_map(|it| {
            Some(LegFact {
                agency: it.agency,
                name: dossier.leg(it.no)?.plan.name.clone(),
                finished: it.finished?,
                used_minutes: it.used_minutes,
                allowed_minutes: it.allowed_minutes,
                day_minutes: self.day_minutes(it.agency),
            })
        });
        finished.collect()
    }

    fn day_minutes(&self, agency: AgencyId) -> i64 {
        let calendar = self.province.calendars.of(agency);
        i64::from(calendar.nominal_day_minutes(calendar.next_working_day_on_or_after(self.until.date())))
            .max(60)
    }
}

const fn standing(stands: Stands) -> Standing {
    match stands {
        Stands::InTime => Standing::InTime,
        Stands::Overdue => Standing::Overdue,
        Stands::Solved(Punctuality::Early) => Standing::Early,
        Stands::Solved(Punctuality::OnTime) => Standing::OnTime,
        Stands::Solved(Punctuality::Late) => Standing::Late,
        Stands::EndedOtherwise => Standing::EndedOtherwise,
    }
}
