//! How many, along which ways and how long: the figures of an event log.
//!
//! A fold over the log and nothing else: no clock, no calendar of working days, no judgement. Every sum and comparison
//! is made in whole microseconds; only `ratios` turns results into numbers with a fraction. It must never drop a case
//! from a total without saying so in a count of its own (`without_…`).

mod counts;
mod deadlines;
mod ratios;

pub use deadlines::{ClosedCount, DeadlineReport, DurationDays, Snapshot};

use crate::event_log::{Case, EventLog};
use counts::{directly_follows, distinct, largest, rework, tally, variants};
use motcua_kernel::Instant;
use ratios::{Fraction, mean, percentile};
use serde::Serialize;
use std::collections::BTreeMap;
use time::{OffsetDateTime, UtcOffset};

const TOP_VARIANTS: usize = 5;
const TOP_RESOURCES: usize = 10;

/// The figures of a log. A missing name is counted under the empty name; a case without events has no variant, no
/// first or last activity and no elapsed time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DurationReport {
    /// Cases, also those without events.
    pub cases: usize,
    /// Events of all cases.
    pub events: usize,
    /// Different activities.
    pub activities: usize,
    /// Different resources; events without one are not counted.
    pub resources: usize,
    /// Different sequences of activities.
    pub variants: usize,
    /// Elapsed time of the cases from their first to their last event; absent without events.
    pub duration_seconds: Option<DurationSeconds>,
    /// The five most frequent sequences, most frequent first, then by name.
    pub top_variants: Vec<Variant>,
    /// In how many cases an activity is the first.
    pub start_activities: BTreeMap<String, usize>,
    /// In how many cases an activity is the last.
    pub end_activities: BTreeMap<String, usize>,
    /// Different pairs of activities of which the second comes directly after the first in some case.
    pub dfg_edges: usize,
    /// Events of each activity.
    pub activity_counts: BTreeMap<String, usize>,
    /// Deadlines kept and missed.
    pub deadline: DeadlineReport,
    /// The state at the moment asked for, if one was.
    pub as_of: Option<Snapshot>,
    /// Cases by the month (`2011-06`) of their start in the zone asked for.
    pub received_per_month: BTreeMap<String, usize>,
    /// Cases that are in no month, because their start is not known.
    pub without_start: usize,
    /// Cases by channel.
    pub channels: BTreeMap<String, usize>,
    /// In how many cases an activity happened more than once; activities without such a case are absent.
    pub rework_cases_per_activity: BTreeMap<String, usize>,
    /// Events of the ten busiest resources, busiest first, then by name.
    pub events_per_resource: Vec<ResourceCount>,
}

/// Elapsed times in seconds. Percentiles interpolate linearly between the two nearest cases.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DurationSeconds {
    /// The shortest.
    pub min: f64,
    /// The middle one.
    pub median: f64,
    /// The arithmetic mean.
    pub mean: f64,
    /// Nine of ten cases take at most this long.
    pub p90_linear: f64,
    /// Nineteen of twenty cases take at most this long.
    pub p95_linear: f64,
    /// The longest.
    pub max: f64,
}

/// A sequence of activities and how many cases followed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// Cases with exactly this sequence.
    pub count: usize,
    /// The activities in order.
    pub trace: Vec<String>,
}

/// A resource and how many events it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResourceCount {
    /// The resource.
    pub resource: String,
    /// Its events.
    pub events: usize,
}

/// The figures of `log`; months are those of `zone_offset`, the snapshot is taken at `as_of`.
pub fn report(log: &EventLog, as_of: Option<Instant>, zone_offset: UtcOffset) -> DurationReport {
    let activity_names = || log.cases.iter().flat_map(activities);
    let resources = || log.cases.iter().flat_map(|case| &case.events).filter_map(|e| e.resource.as_deref());
    let variants = variants(log);
    DurationReport {
        cases: log.cases.len(),
        events: activity_names().count(),
        activities: distinct(activity_names()),
        resources: distinct(resources()),
        variants: variants.len(),
        duration_seconds: elapsed_seconds(log),
        top_variants: top_variants(variants),
        start_activities: tally(log.cases.iter().filter_map(|case| activities(case).next())),
        end_activities: tally(log.cases.iter().filter_map(|case| activities(case).last())),
        dfg_edges: directly_follows(log),
        activity_counts: tally(activity_names()),
        deadline: deadlines::report(&log.cases),
        as_of: as_of.map(|moment| deadlines::snapshot(&log.cases, moment)),
        received_per_month: tally(starts(log).map(|start| month(start, zone_offset))),
        without_start: log.cases.len() - starts(log).count(),
        channels: tally(log.cases.iter().map(|case| case.channel.as_deref().unwrap_or_default())),
        rework_cases_per_activity: rework(log),
        events_per_resource: largest(tally(resources()), TOP_RESOURCES)
            .into_iter()
            .map(|(resource, events)| ResourceCount { resource, events })
            .collect(),
    }
}

fn activities(case: &Case) -> impl Iterator<Item = &str> {
    case.events.iter().map(|event| event.activity.as_str())
}

fn starts(log: &EventLog) -> impl Iterator<Item = Instant> {
    log.cases.iter().filter_map(|case| case.start)
}

fn top_variants(variants: BTreeMap<Vec<&str>, usize>) -> Vec<Variant> {
    largest(variants, TOP_VARIANTS)
        .into_iter()
        .map(|(trace, count)| Variant { count, trace: trace.into_iter().map(str::to_owned).collect() })
        .collect()
}

/// From the earliest to the latest event: the order of the file does not matter here.
fn elapsed_micros(case: &Case) -> Option<i64> {
    let first = case.events.iter().map(|event| event.occurred).min()?;
    let last = case.events.iter().map(|event| event.occurred).max()?;
    Some(last.micros_since(first))
}

fn elapsed_seconds(log: &EventLog) -> Option<DurationSeconds> {
    let mut elapsed: Vec<i64> = log.cases.iter().filter_map(elapsed_micros).collect();
    elapsed.sort_unstable();
    Some(DurationSeconds {
        min: Fraction::whole(*elapsed.first()?).seconds(),
        median: percentile(&elapsed, 50)?.seconds(),
        mean: mean(&elapsed)?.seconds(),
        p90_linear: percentile(&elapsed, 90)?.seconds(),
        p95_linear: percentile(&elapsed, 95)?.seconds(),
        max: Fraction::whole(*elapsed.last()?).seconds(),
    })
}

fn month(moment: Instant, zone_offset: UtcOffset) -> String {
    let local = OffsetDateTime::from_unix_timestamp_nanos(i128::from(moment.micros()) * 1_000)
        .ok()
        .and_then(|utc| utc.checked_to_offset(zone_offset))
        .unwrap_or_else(|| moment.to_local());
    format!("{:04}-{:02}", local.year(), u8::from(local.month()))
}
