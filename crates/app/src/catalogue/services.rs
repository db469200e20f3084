//! What can be applied for, where it is handed in and who works on it: for pages and lists that tell the public.
//!
//! The way of a dossier is that which reception would find from one counter of each kind; nothing is stored.

use crate::Province;
use motcua_catalogue::{AgencySelector, Procedure, ProcedureCase, ProcedureVersion};
use motcua_intake::{handed_in_at, last_processing};
use motcua_kernel::{Agency, AgencyKind, Date, Level};
use std::collections::{BTreeMap, BTreeSet};

/// A procedure in force.
#[derive(Clone, Copy, Debug)]
pub struct Service<'a> {
    /// Across its versions.
    pub procedure: &'a Procedure,
    /// The version in force.
    pub version: &'a ProcedureVersion,
}

/// Who does a part of the way, as far as that can be said before it is known where the application is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartOf<'a> {
    /// The counter where it was handed in.
    Counter,
    /// Always the same agency.
    One(&'a Agency),
    /// An agency of the place of the counter: names without that of the place, with their level.
    Local(Vec<(String, Level)>),
}

/// Every procedure in force on `date`, by code.
pub fn services(province: &Province, date: Date) -> impl Iterator<Item = Service<'_>> {
    let catalogue = &province.catalogue;
    catalogue.procedures().filter_map(move |procedure| {
        Some(Service { procedure, version: catalogue.version_on(&procedure.code, date)? })
    })
}

/// The one-stop units of `date`, by code.
pub fn counters(province: &Province, date: Date) -> Vec<&Agency> {
    let open = |it: &&Agency| it.kind == AgencyKind::OneStopUnit && it.validity.holds_on(date);
    let mut counters: Vec<&Agency> = province.agencies.iter().filter(open).collect();
    counters.sort_by(|one, other| one.code.cmp(&other.code));
    counters
}

/// Whether a case of the service can be handed in at `counter` on `date`.
pub fn is_handed_in_at(province: &Province, service: &Service<'_>, counter: &Agency, date: Date) -> bool {
    let at_counter = |case| handed_in_at(service.version, case, &province.agencies, counter, date);
    service.version.cases.iter().any(|case| at_counter(case).is_some())
}

/// Whether `agency` has a part in the service on `date`, other than at a counter of its own: the parts of an agency are
/// looked for from the counter of its place, or from that of the province.
fn works_on(province: &Province, service: &Service<'_>, agency: &Agency, date: Date) -> bool {
    let Some(counter) = counter_of(province, agency, date) else { return false };
    let has_part = |case: &ProcedureCase| {
        let found = handed_in_at(service.version, case, &province.agencies, counter, date);
        found.is_some_and(|it| it.values().any(|id| *id == agency.id))
    };
    service.version.cases.iter().any(has_part)
}

/// What is handed in at a counter, or what another agency has a part in, by code.
pub fn of_agency<'a>(
    province: &'a Province,
    agency: &'a Agency,
    date: Date,
) -> impl Iterator<Item = Service<'a>> {
    services(province, date).filter(move |service| match agency.kind {
        AgencyKind::OneStopUnit => is_handed_in_at(province, service, agency, date),
        AgencyKind::PeoplesCommittee
        | AgencyKind::Department
        | AgencyKind::Division
        | AgencyKind::Vertical => works_on(province, service, agency, date),
    })
}

/// The counter in whose place `agency` is: itself, the one below the nearest agency by code, else the first of the province.
pub fn counter_of<'a>(province: &'a Province, agency: &Agency, date: Date) -> Option<&'a Agency> {
    let counters = counters(province, date);
    let place = |it: &&&Agency| {
        let above = it.parent.and_then(|id| province.agencies.get(id))?;
        let within = agency.code == above.code || agency.code.starts_with(&format!("{}.", above.code));
        (it.id == agency.id || within).then_some(above.code.len())
    };
    let nearest = counters.iter().filter(|it| place(it).is_some()).max_by_key(place);
    nearest.or_else(|| counters.iter().find(|it| it.level == Level::Province)).copied()
}

/// The levels on which cases of the service are decided.
pub fn levels(province: &Province, service: &Service<'_>, kinds: &[&Agency], date: Date) -> BTreeSet<Level> {
    let mut levels = BTreeSet::new();
    for case in &service.version.cases {
        let Some(decides) = last_processing(&case.route) else { continue };
        for counter in kinds {
            let found = handed_in_at(service.version, case, &province.agencies, counter, date);
            let agency = found.and_then(|it| province.agencies.get(*it.get(&decides.no)?));
            levels.extend(agency.map(|it| it.level));
        }
    }
    levels
}

/// Who does each part of a case, by the order of its legs: from `at` when the place is known, else as it can be said of all
/// places.
pub fn parts<'a>(
    province: &'a Province,
    service: &Service<'_>,
    case: &ProcedureCase,
    at: Option<&Agency>,
    date: Date,
) -> Vec<PartOf<'a>> {
    let counters = at.map_or_else(|| one_counter_of_each_kind(province, date), |it| vec![it]);
    let found: Vec<_> = counters
        .into_iter()
        .filter_map(|counter| {
            Some((counter, handed_in_at(service.version, case, &province.agencies, counter, date)?))
        })
        .collect();
    let part = |leg: &motcua_catalogue::RouteLeg| {
        if leg.agency == AgencySelector::Receiving {
            return PartOf::Counter;
        }
        let agencies: Vec<(&Agency, &'a Agency)> = found
            .iter()
            .filter_map(|(counter, legs)| Some((*counter, province.agencies.get(*legs.get(&leg.no)?)?)))
            .collect();
        match agencies.as_slice() {
            [(_, first), rest @ ..] if rest.iter().all(|(_, it)| it.id == first.id) => PartOf::One(first),
            several => {
                let local =
                    |(counter, it): &(&Agency, &Agency)| (without_place(province, counter, it), it.level);
                let names: BTreeSet<(String, Level)> = several.iter().map(local).collect();
                PartOf::Local(names.into_iter().collect())
            }
        }
    };
    case.route.legs.iter().map(part).collect()
}

/// One counter for each kind of place, whose ways stand for those of all its like: wards, rural communes, districts, the
/// province.
pub fn one_counter_of_each_kind(province: &Province, date: Date) -> Vec<&Agency> {
    let mut kinds: BTreeMap<(Level, String), &Agency> = BTreeMap::new();
    for counter in counters(province, date) {
        let place = place_of(province, counter);
        let kind = place.split(' ').next().unwrap_or_default().to_owned();
        kinds.entry((counter.level, kind)).or_insert(counter);
    }
    kinds.into_values().collect()
}

/// `phường Cái Khế` of the counter of UBND phường Cái Khế.
fn place_of<'a>(province: &'a Province, counter: &Agency) -> &'a str {
    let above = counter.parent.and_then(|it| province.agencies.get(it));
    above.map_or("", |it| it.name.strip_prefix("UBND ").unwrap_or(&it.name))
}

/// `Công an phường Cái Khế` as it is called anywhere: `Công an`.
fn without_place(province: &Province, counter: &Agency, agency: &Agency) -> String {
    agency.name.replace(place_of(province, counter), "").trim().to_owned()
}
