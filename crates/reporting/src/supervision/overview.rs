//! The figures of a view, each the number of dossiers in a slice.

use super::slice::{bin, hour_of};
use super::{Beginning, Fact, LONGEST_BIN, LegFact, Month, Remaining, Slice, Step, What};
use motcua_kernel::{AgencyId, Instant};
use std::collections::BTreeMap;

/// Fewer dossiers than these say nothing of an agency or a step: they are shown, and not ranked.
pub const FEWEST: usize = 10;
/// Months that a spark line shows, the last one that of the period's end.
pub const MONTHS: usize = 8;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Of them.
    pub part: usize,
    /// All.
    pub of: usize,
}

impl Share {
    /// In tenths of a per cent, rounded half up; nothing of nothing.
    pub const fn permille(self) -> Option<usize> {
        if self.of == 0 { None } else { Some((self.part * 2000 + self.of) / (self.of * 2)) }
    }
}

/// One agency that must solve dossiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyRow {
    /// Which.
    pub agency: AgencyId,
    /// Early and on time of those solved.
    pub in_deadline: Share,
    /// Solved late.
    pub late: usize,
    /// Mean of the working days used on those solved, in hundredths.
    pub mean_days: Option<i64>,
    /// Early and on time of those solved, by month.
    pub months: Vec<(Month, Share)>,
}

/// One step of one agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRow {
    /// Which.
    pub step: Step,
    /// Dossiers on which it used more than it may, of all on which it was finished.
    pub over: Share,
    /// Mean of the working days used, in hundredths.
    pub used_days: i64,
    /// Mean of the working days allowed, in hundredths.
    pub allowed_days: i64,
    /// Working minutes beyond those allowed, all together.
    pub overrun_minutes: i64,
}

/// Dossiers received in an hour of a day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hour {
    /// 1 is Monday.
    pub weekday: u8,
    /// From 0.
    pub hour: u8,
    /// How many.
    pub count: usize,
}

/// One month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthRow {
    /// Which.
    pub month: Month,
    /// Received in it.
    pub received: usize,
    /// Early and on time of those solved in it.
    pub in_deadline: Share,
}

/// Every figure of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Of each kind.
    pub counts: BTreeMap<What, usize>,
    /// Median of the working days used on those solved, in hundredths.
    pub median_days: Option<i64>,
    /// Agencies that solved something, the worst first; those with few behind.
    pub agencies: Vec<AgencyRow>,
    /// Steps, those that overran most first; those with few behind.
    pub steps: Vec<StepRow>,
    /// Open ones by what they have left.
    pub remaining: Vec<(Remaining, usize)>,
    /// Received, by day of the week and hour; only where there are some.
    pub hours: Vec<Hour>,
    /// Solved, by working days used.
    pub days: Vec<(i64, usize)>,
    /// The last months.
    pub months: Vec<MonthRow>,
}

impl Overview {
    /// How many of a kind.
    pub fn count(&self, what: What) -> usize {
        self.counts.get(&what).copied().unwrap_or_default()
    }

    /// Early and on time of those solved.
    pub fn in_deadline(&self) -> Share {
        Share { part: self.count(What::InDeadline), of: self.count(What::Solved) }
    }

    /// The step that lost the most time, if one with enough dossiers lost any.
    pub fn bottleneck(&self) -> Option<&StepRow> {
        self.steps.iter().find(|it| it.over.of >= FEWEST && it.used_days > it.allowed_days)
    }
}

/// The figures of `facts` in the period from `from`, as known at `until`.
pub fn overview<'a>(facts: impl IntoIterator<Item = &'a Fact>, from: Instant, until: Instant) -> Overview {
    let view = View { facts: facts.into_iter().collect(), from };
    let months = months_to(Month::of(until));
    let count = |what| (what, view.count(&Slice::all(what)));
    Overview {
        counts: What::ALL.into_iter().map(count).collect(),
        median_days: median_days(view.of(&Slice::all(What::Solved)).map(Fact::hundredths_of_days)),
        agencies: view.agencies(&months),
        steps: view.steps(),
        remaining: Remaining::ALL.into_iter().map(|it| (it, view.remaining(it))).collect(),
        hours: view.hours(),
        days: view.days(),
        months: months.iter().map(|it| view.month(*it)).collect(),
    }
}

/// The middle one of the days, or the mean of the two in the middle.
pub fn median_days(days: impl Iterator<Item = i64>) -> Option<i64> {
    let mut days: Vec<i64> = days.collect();
    days.sort_unstable();
    let upper = *days.get(days.len() / 2)?;
    let lower = *days.get((days.len() - 1) / 2)?;
    Some(lower.midpoint(upper))
}

fn months_to(last: Month) -> Vec<Month> {
    let mut months: Vec<Month> =
        std::iter::successors(Some(last), |it| Some(it.before())).take(MONTHS).collect();
    months.reverse();
    months
}

/// Where a step was done.
#[derive(Default)]
struct Done<'a> {
    facts: Vec<&'a Fact>,
    legs: Vec<&'a LegFact>,
}

struct View<'a> {
    facts: Vec<&'a Fact>,
    from: Instant,
}

impl<'a> View<'a> {
    fn of<'b>(&'b self, slice: &'b Slice) -> impl Iterator<Item = &'a Fact> + 'b {
        self.facts.iter().copied().filter(move |it| slice.holds(it, self.from))
    }

    fn count(&self, slice: &Slice) -> usize {
        self.of(slice).count()
    }

    fn remaining(&self, remaining: Remaining) -> usize {
        self.count(&Slice { remaining: Some(remaining), ..Slice::all(What::Open) })
    }

    fn month(&self, month: Month) -> MonthRow {
        let count = |what| self.count(&Slice { month: Some(month), ..Slice::all(what) });
        let in_deadline = Share { part: count(What::InDeadline), of: count(What::Solved) };
        MonthRow { month, received: count(What::Received), in_deadline }
    }

    fn agencies(&self, months: &[Month]) -> Vec<AgencyRow> {
        let mut agencies: BTreeMap<AgencyId, Vec<&Fact>> = BTreeMap::new();
        for fact in &self.facts {
            agencies.entry(fact.competent).or_default().push(fact);
        }
        let its = agencies.into_iter().map(|(agency, facts)| self.only(facts).agency(agency, months));
        let mut rows: Vec<AgencyRow> = its.filter(|it| it.in_deadline.of > 0).collect();
        rows.sort_by_key(|it| {
            (it.in_deadline.of < FEWEST, it.in_deadline.permille(), std::cmp::Reverse(it.late))
        });
        rows
    }

    /// Some of its facts, so that what is counted in a part is not looked for in the whole.
    const fn only<'b>(&self, facts: Vec<&'b Fact>) -> View<'b> {
        View { facts, from: self.from }
    }

    fn agency(&self, agency: AgencyId, months: &[Month]) -> AgencyRow {
        let its = |what| Slice { competent: Some(agency), ..Slice::all(what) };
        let count = |what| self.count(&its(what));
        let days: Vec<i64> = self.of(&its(What::Solved)).map(Fact::hundredths_of_days).collect();
        let in_month = |month: &Month| {
            let count = |what| self.count(&Slice { month: Some(*month), ..its(what) });
            (*month, Share { part: count(What::InDeadline), of: count(What::Solved) })
        };
        AgencyRow {
            agency,
            in_deadline: Share { part: count(What::InDeadline), of: days.len() },
            late: count(What::Late),
            mean_days: mean(&days),
            months: months.iter().map(in_month).collect(),
        }
    }

    fn steps(&self) -> Vec<StepRow> {
        let mut steps: BTreeMap<(AgencyId, &str), Done<'_>> = BTreeMap::new();
        for fact in self.facts.iter().filter(|it| it.beginning != Beginning::Earlier) {
            for leg in fact.legs.iter().filter(|it| it.finished >= self.from) {
                let done = steps.entry((leg.agency, &leg.name)).or_default();
                done.facts.push(fact);
                done.legs.push(leg);
            }
        }
        let row = |((agency, name), mut done): ((AgencyId, &str), Done<'_>)| {
            done.facts.dedup_by_key(|it| it.dossier);
            self.only(done.facts).step(Step { agency, name: name.to_owned() }, &done.legs)
        };
        let mut rows: Vec<StepRow> = steps.into_iter().map(row).collect();
        rows.sort_by_key(|it| {
            (it.over.of < FEWEST, std::cmp::Reverse(it.overrun_minutes), it.step.name.clone())
        });
        rows
    }

    fn step(&self, step: Step, legs: &[&LegFact]) -> StepRow {
        let count = |what| self.count(&Slice { step: Some(step.clone()), ..Slice::all(what) });
        let over = Share { part: count(What::StepOver), of: count(What::StepDone) };
        let days = |minutes: fn(&LegFact) -> i64| {
            let days: Vec<i64> = legs.iter().map(|it| minutes(it) * 100 / it.day_minutes.max(1)).collect();
            mean(&days).unwrap_or_default()
        };
        StepRow {
            over,
            used_days: days(|it| it.used_minutes),
            allowed_days: days(|it| it.allowed_minutes),
            overrun_minutes: legs.iter().map(|it| (it.used_minutes - it.allowed_minutes).max(0)).sum(),
            step,
        }
    }

    fn hours(&self) -> Vec<Hour> {
        let received = Slice::all(What::Received);
        let mut counts: BTreeMap<(u8, u8), usize> = BTreeMap::new();
        for fact in self.of(&received) {
            *counts.entry(hour_of(fact.received)).or_default() += 1;
        }
        counts.into_iter().map(|((weekday, hour), count)| Hour { weekday, hour, count }).collect()
    }

    fn days(&self) -> Vec<(i64, usize)> {
        let solved = Slice::all(What::Solved);
        let mut counts: BTreeMap<i64, usize> = (1..=LONGEST_BIN).map(|it| (it, 0)).collect();
        for fact in self.of(&solved) {
            *counts.entry(bin(fact)).or_default() += 1;
        }
        counts.into_iter().collect()
    }
}

fn mean(hundredths: &[i64]) -> Option<i64> {
    let count = i64::try_from(hundredths.len()).ok().filter(|it| *it > 0)?;
    Some((hundredths.iter().sum::<i64>() * 2 + count) / (count * 2))
}
