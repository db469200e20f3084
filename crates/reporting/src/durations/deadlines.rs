//! Which cases were finished by their deadline, over all and at one moment.
//!
//! A case is on time when it ends at or before its deadline, and overdue once the moment is past it; the moment of the
//! deadline itself still counts. It must never take a case without deadline for one on time.

use super::ratios::{mean, percentile};
use crate::event_log::Case;
use motcua_kernel::Instant;
use serde::Serialize;
use std::collections::BTreeMap;

/// Deadlines kept and missed by the cases of the log, whenever they ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DeadlineReport {
    /// Cases with an end.
    pub closed: usize,
    /// Cases without an end.
    pub open: usize,
    /// Closed at or before the deadline.
    pub closed_by_deadline: usize,
    /// Closed after the deadline.
    pub closed_late: usize,
    /// Closed, but without a deadline.
    pub closed_without_deadline: usize,
    /// From start to end of the closed cases that have both; absent when there is none.
    pub start_to_end_days: Option<DurationDays>,
    /// Closed cases by channel.
    pub by_channel: BTreeMap<String, ClosedCount>,
    /// Closed cases by department.
    pub by_department: BTreeMap<String, ClosedCount>,
}

/// Elapsed days (of 24 hours).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DurationDays {
    /// The middle one.
    pub median: f64,
    /// The arithmetic mean.
    pub mean: f64,
    /// Nine of ten cases take at most this long (linear interpolation).
    pub p90: f64,
}

/// Closed cases and those of them on time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ClosedCount {
    /// Closed cases.
    pub closed: usize,
    /// Of these, closed at or before the deadline.
    pub on_time: usize,
}

/// The state at one moment: what had started at or before it, and of that what had ended at or before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Snapshot {
    /// The moment, in microseconds since 1970 UTC.
    pub moment: Instant,
    /// Started; cases whose start is not known are never received.
    pub received: usize,
    /// Of the received, ended.
    pub finished: usize,
    /// Of the finished, at or before the deadline.
    pub finished_on_time: usize,
    /// Of the finished, after the deadline.
    pub finished_late: usize,
    /// Of the finished, without a deadline.
    pub finished_without_deadline: usize,
    /// Received, not finished, deadline not past.
    pub open_in_time: usize,
    /// Received, not finished, deadline past.
    pub open_overdue: usize,
    /// Received, not finished, without a deadline.
    pub open_without_deadline: usize,
}

#[derive(Clone, Copy)]
enum Timing {
    OnTime,
    Late,
    NoDeadline,
}

fn timing(deadline: Option<Instant>, moment: Instant) -> Timing {
    match deadline {
        Some(deadline) if moment <= deadline => Timing::OnTime,
        Some(_) => Timing::Late,
        None => Timing::NoDeadline,
    }
}

pub(super) fn report(cases: &[Case]) -> DeadlineReport {
    let mut report = DeadlineReport::default();
    for case in cases {
        let Some(end) = case.end else {
            report.open += 1;
            continue;
        };
        let timing = timing(case.deadline, end);
        report.closed += 1;
        match timing {
            Timing::OnTime => report.closed_by_deadline += 1,
            Timing::Late => report.closed_late += 1,
            Timing::NoDeadline => report.closed_without_deadline += 1,
        }
        count_closed(&mut report.by_channel, case.channel.as_ref(), timing);
        count_closed(&mut report.by_department, case.department.as_ref(), timing);
    }
    report.start_to_end_days = start_to_end_days(cases);
    report
}

fn count_closed(counts: &mut BTreeMap<String, ClosedCount>, name: Option<&String>, timing: Timing) {
    let count = counts.entry(name.cloned().unwrap_or_default()).or_default();
    count.closed += 1;
    count.on_time += usize::from(matches!(timing, Timing::OnTime));
}

fn start_to_end_days(cases: &[Case]) -> Option<DurationDays> {
    let mut micros: Vec<i64> =
        cases.iter().filter_map(|case| Some(case.end?.micros_since(case.start?))).collect();
    micros.sort_unstable();
    Some(DurationDays {
        median: percentile(&micros, 50)?.days(),
        mean: mean(&micros)?.days(),
        p90: percentile(&micros, 90)?.days(),
    })
}

pub(super) fn snapshot(cases: &[Case], moment: Instant) -> Snapshot {
    let mut snapshot = Snapshot {
        moment,
        received: 0,
        finished: 0,
        finished_on_time: 0,
        finished_late: 0,
        finished_without_deadline: 0,
        open_in_time: 0,
        open_overdue: 0,
        open_without_deadline: 0,
    };
    for case in cases.iter().filter(|case| case.start.is_some_and(|start| start <= moment)) {
        snapshot.received += 1;
        if let Some(end) = case.end.filter(|end| *end <= moment) {
            snapshot.finished += 1;
            match timing(case.deadline, end) {
                Timing::OnTime => snapshot.finished_on_time += 1,
                Timing::Late => snapshot.finished_late += 1,
                Timing::NoDeadline => snapshot.finished_without_deadline += 1,
            }
        } else {
            match timing(case.deadline, moment) {
                Timing::OnTime => snapshot.open_in_time += 1,
                Timing::Late => snapshot.open_overdue += 1,
                Timing::NoDeadline => snapshot.open_without_deadline += 1,
            }
        }
    }
    snapshot
}
