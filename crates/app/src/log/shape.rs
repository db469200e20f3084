//! How a case of a log and the events of a dossier say the same thing.
//!
//! Every field of both sides is named here, so that a new one can not be forgotten; what has no place in an event is
//! counted by [`unmapped`], never dropped in silence.

use motcua_dossier::{Imported, ImportedCase};
use motcua_kernel::Instant;
use motcua_reporting::event_log::{Activity, Attributes, Case, EventLog, Nested};
use std::collections::BTreeMap;

pub(super) fn imported_case(name: String, case: &Case) -> ImportedCase {
    ImportedCase {
        case: name,
        start: case.start,
        end: case.end,
        planned_end: case.planned_end,
        deadline: case.deadline,
        channel: case.channel.clone(),
        department: case.department.clone(),
        group: case.group.clone(),
        responsible: case.responsible.clone(),
    }
}

pub(super) fn imported(activity: &Activity) -> Imported {
    Imported {
        activity: activity.activity.clone(),
        resource: activity.resource.clone(),
        group: activity.group.clone(),
        instance: activity.instance.clone(),
        lifecycle: activity.lifecycle.clone(),
    }
}

pub(super) fn case(imported: ImportedCase, events: Vec<Activity>) -> Case {
    let ImportedCase { case, start, end, planned_end, deadline, channel, department, group, responsible } =
        imported;
    Case {
        id: Some(case),
        channel,
        department,
        group,
        responsible,
        start,
        end,
        planned_end,
        deadline,
        extra: Attributes::new(),
        nested: BTreeMap::new(),
        events,
    }
}

pub(super) fn activity(imported: Imported, occurred: Instant) -> Activity {
    let Imported { activity, resource, group, instance, lifecycle } = imported;
    Activity { resource, group, instance, lifecycle, ..Activity::new(activity, occurred) }
}

/// How often each attribute occurs that no event can hold, by its key.
pub(super) fn unmapped(log: &EventLog) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let mut count = |extra: &Attributes, nested: &BTreeMap<String, Nested>| {
        let below = nested.values().flatten().map(|(key, _)| key);
        for key in extra.keys().chain(below) {
            *counts.entry(key.clone()).or_default() += 1;
        }
    };
    count(&log.extra, &BTreeMap::new());
    for case in &log.cases {
        count(&case.extra, &case.nested);
        for event in &case.events {
            count(&event.extra, &event.nested);
        }
    }
    counts
}
