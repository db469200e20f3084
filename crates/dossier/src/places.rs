//! The agencies a dossier concerns: who works on it, and who else may know that there is one.

use crate::Dossier;
use motcua_kernel::AgencyId;

/// The agencies that take part in a dossier, liaison units among them; the counter first, each once.
pub fn places(dossier: &Dossier) -> Vec<AgencyId> {
    let counter = dossier.filing.iter().flat_map(|it| [it.receiving, it.competent]);
    each_once(counter.chain(dossier.legs.iter().flat_map(|it| [it.plan.agency, it.plan.desk()])))
}

/// Those, and where the papers were handed in: it does nothing more to it, but people ask there.
pub fn places_that_follow(dossier: &Dossier) -> Vec<AgencyId> {
    let handed_in_at = dossier.filing.as_ref().and_then(|it| it.handed_in_at);
    each_once(places(dossier).into_iter().chain(handed_in_at))
}

fn each_once(agencies: impl Iterator<Item = AgencyId>) -> Vec<AgencyId> {
    let mut places = Vec::new();
    for agency in agencies {
        if !places.contains(&agency) {
            places.push(agency);
        }
    }
    places
}
