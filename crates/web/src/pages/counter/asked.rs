//! The case people ask for, as the catalogue has it today.

use super::typed::Typed;
use crate::Site;
use crate::failure::Failure;
use motcua_catalogue::{
    Channel, ChannelRow, Component, Procedure, ProcedureCase, ProcedureVersion, RouteLeg,
};
use motcua_kernel::Instant;
use std::collections::BTreeSet;

/// The case people ask for.
pub struct Asked<'a> {
    pub procedure: &'a Procedure,
    pub version: &'a ProcedureVersion,
    pub case: &'a ProcedureCase,
    /// Papers of the case that are not handed in with it, in a bundle.
    pub elsewhere: BTreeSet<String>,
}

impl<'a> Asked<'a> {
    pub fn find(site: &'a Site, typed: &Typed, now: Instant) -> Result<Self, Failure> {
        let (procedure, version) = in_force(site, typed.text("procedure"), now)?;
        let case = version.case(typed.text("case")).ok_or_else(Failure::not_found)?;
        Ok(Self { procedure, version, case, elsewhere: BTreeSet::new() })
    }

    /// The ways papers come over a counter.
    pub fn open_channels(&self) -> Vec<&'a ChannelRow> {
        [Channel::Counter, Channel::Postal].into_iter().filter_map(|it| self.case.channel(it)).collect()
    }

    /// A question of the route in words: its own, or the name of the leg that depends on it.
    pub fn question(&self, code: &str) -> &'a str {
        let route = &self.case.route;
        let depends = |leg: &&RouteLeg| leg.when.as_ref().is_some_and(|it| it.answer == code);
        let leg = || route.legs.iter().find(depends).map(|it| it.name.as_str());
        route.question(code).or_else(leg).unwrap_or_default()
    }

    pub fn papers(&self) -> impl Iterator<Item = &'a Component> {
        let papers = self.case.components.iter().flat_map(|group| &group.components);
        papers.filter(|it| !self.elsewhere.contains(&it.code))
    }
}

/// A procedure, and its version in force at `now`.
pub fn in_force<'a>(
    site: &'a Site,
    code: &str,
    now: Instant,
) -> Result<(&'a Procedure, &'a ProcedureVersion), Failure> {
    let catalogue = &site.context.province.catalogue;
    let found = catalogue.procedure(code).zip(catalogue.version_on(code, now.date()));
    found.ok_or_else(Failure::not_found)
}
