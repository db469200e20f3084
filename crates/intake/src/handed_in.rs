//! Where an application may be handed in, before anybody brings one: for the pages and lists that tell people.
//!
//! The same search for agencies as at reception, with every question answered yes. It promises nothing: reception looks
//! again, with the answers of the day.

use crate::resolve_agencies;
use motcua_catalogue::{AgencySelector, Channel, LegKind, ProcedureCase, ProcedureVersion, Route, RouteLeg};
use motcua_dossier::Filing;
use motcua_kernel::{Agency, AgencyId, AgencyKind, AgencyTree, Date, LegNo, PartyId};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The agency of each leg of a dossier of `case` that `counter` would receive on `date`; none when it can not be handed in
/// there: no one-stop unit, an agency of the way is not found, or the agency above the counter would have to act as the
/// committee that it is not.
pub fn handed_in_at(
    version: &ProcedureVersion,
    case: &ProcedureCase,
    tree: &AgencyTree,
    counter: &Agency,
    date: Date,
) -> Option<BTreeMap<LegNo, AgencyId>> {
    if counter.kind != AgencyKind::OneStopUnit || !counter.validity.holds_on(date) {
        return None;
    }
    let above = counter.parent.and_then(|it| tree.get(it));
    let is_committee = above.is_some_and(|it| it.kind == AgencyKind::PeoplesCommittee);
    if !is_committee && case.route.legs.iter().any(|it| it.agency == AgencySelector::Parent) {
        return None;
    }
    resolve_agencies(&case.route, tree, &filing(version, case, counter), date).ok()
}

/// The leg that makes the result when all legs are needed: the last one that processes.
pub fn last_processing(route: &Route) -> Option<&RouteLeg> {
    route.in_order().into_iter().rfind(|it| it.kind == LegKind::Process)
}

fn filing(version: &ProcedureVersion, case: &ProcedureCase, counter: &Agency) -> Filing {
    Filing {
        version: version.id,
        case: case.code.clone(),
        channel: Channel::Counter,
        receiving: counter.id,
        competent: counter.parent.unwrap_or(counter.id),
        applicant: PartyId(Uuid::nil()),
        helper: None,
        answers: case.route.questions().into_iter().map(|it| (it.to_owned(), true)).collect(),
        components: Vec::new(),
        quantities: BTreeMap::new(),
        elsewhere: BTreeSet::new(),
        handed_in_at: None,
        priority: None,
        instead_of_signing: None,
    }
}
