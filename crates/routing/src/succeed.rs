//! Kế thừa: an agency has ended, and its successor takes over what is open there (sáp nhập, hợp nhất, giải thể).
//!
//! The number, the dates and the minutes already used stay as they are; only who holds what is not done changes hands.
//! Nobody commands it: the agency tree says who the successor is.

use crate::guard::not_before_last;
use motcua_dossier::{Dossier, Event};
use motcua_kernel::{AgencyId, AgencyTree, Instant, Refusal};
use std::collections::BTreeSet;

/// One event for each agency that has ended by `now` and still owes this dossier something, in the order of their ids;
/// none when there is no such agency, or the dossier has ended.
///
/// # Errors
/// Refused, naming the agency by its code, when it has ended without a successor that exists.
pub fn succeed(dossier: &Dossier, tree: &AgencyTree, now: Instant) -> Result<Vec<Event>, Refusal> {
    not_before_last(dossier, now)?;
    if !dossier.status.is_open() {
        return Ok(Vec::new());
    }
    let mut events = Vec::new();
    for from in owing(dossier) {
        let Some(agency) = tree.get(from) else { continue };
        if agency.validity.until.is_none_or(|until| now.date() < until) {
            continue;
        }
        let successor = tree.responsible_on(from, now.date()).ok_or_else(|| {
            Refusal::new("routing.no-successor").with("agency", &agency.name).with("code", &agency.code)
        })?;
        let to = successor.id;
        let receiving = dossier.receiving().and_then(|it| tree.responsible_on(it, now.date()));
        let liaison = receiving.and_then(|it| tree.liaison_of(to, it.id, now.date()));
        events.push(Event::AgencySucceeded { from, to, liaison });
    }
    Ok(events)
}

/// Counter, competent agency and those of legs that are not done, with the liaison units that record them.
fn owing(dossier: &Dossier) -> BTreeSet<AgencyId> {
    let filing = dossier.filing.iter().flat_map(|it| [it.receiving, it.competent]);
    let legs = dossier.legs.iter().filter(|it| !it.status.is_finished());
    let of_legs = legs.flat_map(|it| [Some(it.plan.agency), it.plan.liaison]).flatten();
    filing.chain(of_legs).collect()
}
