//! From whose desk a leg is sent. The state keeps who a leg was sent to, and who sent it follows from the route.

use crate::{Dossier, Leg};
use motcua_catalogue::LegKind;
use motcua_kernel::AgencyId;

/// The desks from which a leg is sent, and sent again when it came back: the counter's, or that of the leg ahead; of an
/// opinion asked on the way, each from which it may have been asked.
pub fn sender_desks(dossier: &Dossier, leg: &Leg) -> Vec<AgencyId> {
    if dossier.starts_at_counter(leg) && !dossier.was_asked(leg) {
        return dossier.receiving().into_iter().collect();
    }
    sender_agencies(dossier, leg)
}

/// The legs in hand that may have asked for the opinion that is leg `asked`; none of a leg of the route.
pub fn may_have_asked<'a>(dossier: &'a Dossier, asked: &'a Leg) -> impl Iterator<Item = &'a Leg> {
    let was_asked = dossier.was_asked(asked);
    let may =
        move |it: &&Leg| was_asked && it.plan.kind == LegKind::Process && it.plan.agency != asked.plan.agency;
    dossier.open_legs().filter(may)
}

/// The leg ahead that was finished last sent it on. Who asked for an opinion the state does not keep: it was one of the
/// others that have the dossier in hand.
pub(crate) fn sender_agencies(dossier: &Dossier, leg: &Leg) -> Vec<AgencyId> {
    if dossier.was_asked(leg) {
        let mut agencies: Vec<AgencyId> = may_have_asked(dossier, leg).map(|it| it.plan.desk()).collect();
        agencies.sort();
        agencies.dedup();
        return agencies;
    }
    let ahead = leg.plan.after.iter().filter_map(|no| dossier.leg(*no));
    ahead.max_by_key(|it| it.status.finished()).map(|it| it.plan.desk()).into_iter().collect()
}
