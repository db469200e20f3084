//! Which agency owes each leg of one dossier, on its day of receipt.
//!
//! Never guesses: a selector that finds no agency, or two, is refused with the leg it belongs to.

use motcua_catalogue::{AgencySelector, Route, RouteLeg};
use motcua_dossier::Filing;
use motcua_kernel::{Agency, AgencyId, AgencyTree, Date, LegNo, Refusal};
use std::collections::BTreeMap;

/// The agency of each leg that the answers of `filing` make needed, on `date`.
///
/// A sibling is the agency with the parent of the receiving one whose code ends with the suffix; when there is none, the
/// one below that parent; when there is none either, the one with the parent's code and the suffix, wherever it stands in
/// the tree (the police of a commune, under that of the province).
///
/// # Errors
/// Refused, naming the leg, when no agency fits on that day or two siblings fit alike.
pub fn resolve_agencies(
    route: &Route,
    tree: &AgencyTree,
    filing: &Filing,
    date: Date,
) -> Result<BTreeMap<LegNo, AgencyId>, Refusal> {
    let search = Search { tree, filing, date };
    let needed = route.legs.iter().filter(|leg| route.needed(leg, &filing.answers));
    needed.map(|leg| Ok((leg.no, search.agency_of(leg)?.id))).collect()
}

struct Search<'a> {
    tree: &'a AgencyTree,
    filing: &'a Filing,
    date: Date,
}

impl<'a> Search<'a> {
    fn agency_of(&self, leg: &RouteLeg) -> Result<&'a Agency, Refusal> {
        let found = match &leg.agency {
            AgencySelector::Receiving => self.existing(self.filing.receiving),
            AgencySelector::Competent => self.existing(self.filing.competent),
            AgencySelector::Fixed { code } => self.tree.by_code(code, self.date),
            AgencySelector::Parent => self.parent(),
            AgencySelector::Sibling { suffix } => self.sibling(leg, suffix)?,
        };
        found.ok_or_else(|| about("intake.agency-not-found", leg))
    }

    fn existing(&self, id: AgencyId) -> Option<&'a Agency> {
        self.tree.get(id).filter(|it| it.validity.holds_on(self.date))
    }

    fn parent(&self) -> Option<&'a Agency> {
        self.existing(self.existing(self.filing.receiving)?.parent?)
    }

    fn sibling(&self, leg: &RouteLeg, suffix: &str) -> Result<Option<&'a Agency>, Refusal> {
        let Some(parent) = self.parent() else { return Ok(None) };
        let fits = |it: &&Agency| it.code.ends_with(suffix) && it.validity.holds_on(self.date);
        let kin = self.tree.iter().filter(|it| it.id != parent.id && self.tree.is_within(it.id, parent.id));
        let (beside, below): (Vec<_>, Vec<_>) = kin.filter(fits).partition(|it| it.parent == Some(parent.id));
        let nearest = if beside.is_empty() { below } else { beside };
        match nearest.as_slice() {
            [] => Ok(self.tree.by_code(&format!("{}{suffix}", parent.code), self.date)),
            [one] => Ok(Some(one)),
            [_, _, ..] => Err(about("intake.agency-ambiguous", leg).with("suffix", suffix)),
        }
    }
}

fn about(key: &'static str, leg: &RouteLeg) -> Refusal {
    Refusal::new(key).with("leg", leg.no).with("name", &leg.name).at(format!("legs.{}", leg.no))
}
