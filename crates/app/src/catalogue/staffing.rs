//! Whether somebody is there for each step of a procedure: an account with the step's role at the agency of its leg.
//!
//! It only says what is lacking. An agency outside this system has no accounts here and is not looked for.

use super::dry_run::{Trial, of_procedure};
use crate::{AppError, Context};
use motcua_catalogue::{ChannelRow, Gap, ProcedureCase, RouteLeg};
use motcua_identity::Account;
use motcua_kernel::{Agency, AgencyId, Date, Instant, Role};
use motcua_storage::accounts;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The steps of `code`, as a dossier received at `receiving` at `at` would go through them, that nobody could do.
///
/// Each role that is lacking at an agency is named once, with the first step that needs it. An agency that is not found is
/// a gap of the route and is said by the dry run.
///
/// # Errors
/// Refused as `dry_run`; else when the store fails.
pub async fn unstaffed(
    context: &Context,
    code: &str,
    receiving: &str,
    at: Instant,
) -> Result<Vec<Gap>, AppError> {
    let trial = of_procedure(&context.province, code, receiving, at)?;
    let mut found = Vec::new();
    for case in &trial.version.cases {
        found.extend(places(&trial, case));
    }
    let reader = context.store.reader();
    let mut people: BTreeMap<AgencyId, Vec<Account>> = BTreeMap::new();
    let mut said = BTreeSet::new();
    let mut gaps = Vec::new();
    for (leg, agency) in found {
        let there = match people.entry(agency.id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(accounts::at_agency(&reader, agency.id).await?),
        };
        for step in &leg.steps {
            if !holds(there, agency.id, step.role, at.date()) && said.insert((agency.id, step.role)) {
                gaps.push(
                    Gap::new("catalogue.nobody-for-step")
                        .with("leg", leg.no)
                        .with("step", &step.name)
                        .with("role", key(step.role))
                        .with("agency", &agency.name)
                        .with("date", at.date())
                        .at(format!("legs.{}", leg.no)),
                );
            }
        }
    }
    Ok(gaps)
}

/// The legs of a case with their agencies; of none whose agencies are not all found.
fn places<'a>(trial: &Trial<'a>, case: &'a ProcedureCase) -> Vec<(&'a RouteLeg, &'a Agency)> {
    let Some(channel) = case.channels.first().map(|it: &ChannelRow| it.channel) else { return Vec::new() };
    let Ok(agencies) = trial.agencies(case, channel) else { return Vec::new() };
    let place = |leg: &'a RouteLeg| Some((leg, trial.province.agencies.get(*agencies.get(&leg.no)?)?));
    case.route.legs.iter().filter_map(place).filter(|(_, agency)| agency.inside).collect()
}

fn holds(people: &[Account], agency: AgencyId, role: Role, date: Date) -> bool {
    let able = people.iter().filter(|it| !it.disabled);
    able.flat_map(|it| it.grants_on(date)).any(|it| it.agency == agency && it.role == role)
}

/// As the texts name it.
fn key(role: Role) -> String {
    serde_json::to_value(role).ok().and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_default()
}
