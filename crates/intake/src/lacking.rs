//! What a dossier lacks, counted against the list of its case.
//!
//! Asks for nothing the list does not name, and for all of it at once (NĐ 61/2018 Điều 15(3)); of a bundle, for each paper
//! with one child only.

use motcua_catalogue::{Component, ComponentGroup, ProcedureCase};
use motcua_dossier::Filing;
use serde::Serialize;

/// A paper that is missing, or of which too few were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lacking {
    /// Code of the component.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Originals still to bring.
    pub originals: u16,
    /// Copies still to bring.
    pub copies: u16,
    /// The choice it belongs to, by the place of its group in the case: one paper of that choice is enough.
    pub choice: Option<usize>,
}

/// Everything `filing` lacks, in the order of the list; empty when it is complete.
///
/// Of a choice nothing is lacking once one paper is there in full; else all its papers are listed.
pub fn lacking(case: &ProcedureCase, filing: &Filing) -> Vec<Lacking> {
    case.components.iter().enumerate().flat_map(|(place, group)| lacking_of(place, group, filing)).collect()
}

fn lacking_of(place: usize, group: &ComponentGroup, filing: &Filing) -> Vec<Lacking> {
    let missing = |it: &Component| missing(it, filing, group.one_of.then_some(place));
    if !group.one_of {
        return group.components.iter().filter(|it| it.required).filter_map(missing).collect();
    }
    let demanded = group.components.iter().any(|it| it.required);
    let papers: Vec<Lacking> = group.components.iter().filter_map(missing).collect();
    if demanded && papers.len() == group.components.len() { papers } else { Vec::new() }
}

fn missing(component: &Component, filing: &Filing, choice: Option<usize>) -> Option<Lacking> {
    if filing.elsewhere.contains(&component.code) {
        return None;
    }
    let given = filing.components.iter().find(|it| it.code == component.code);
    let (originals, copies) = given.map_or((0, 0), |it| (it.originals, it.copies));
    let lacking = Lacking {
        code: component.code.clone(),
        name: component.name.clone(),
        originals: component.originals.saturating_sub(originals),
        copies: component.copies.saturating_sub(copies),
        choice,
    };
    (given.is_none() || lacking.originals > 0 || lacking.copies > 0).then_some(lacking)
}
