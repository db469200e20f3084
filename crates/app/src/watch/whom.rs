//! Who is told that something is so: whoever has it in hand; where nobody has, those whose turn it is; then the head of the
//! unit, then the leader. Who is away is told through whoever covers.

use motcua_dossier::{Dossier, LegStatus};
use motcua_identity::Account;
use motcua_kernel::{AccountId, AgencyId, Date, Role};
use motcua_routing::{Term, TermKind};

/// On whose desk the matter of a term lies; nothing where it is the citizen's turn.
pub(super) fn desk_of(dossier: &Dossier, term: &Term) -> Option<AgencyId> {
    let leg = term.leg.and_then(|no| dossier.leg(no));
    match term.kind {
        TermKind::CounterHandover | TermKind::NotCollected => dossier.receiving(),
        TermKind::Acceptance | TermKind::LegSoon | TermKind::Leg | TermKind::Approval => {
            leg.map(|it| it.plan.desk())
        }
        // The whole dossier is late where it lies now.
        TermKind::LawfulSoon | TermKind::Lawful | TermKind::Reappointed => {
            let at_work = dossier.legs.iter().find(|it| is_at_work(&it.status));
            at_work.map(|it| it.plan.desk()).or_else(|| dossier.receiving())
        }
        TermKind::SupplementSoon | TermKind::PaymentSoon => None,
    }
}

/// Those of `staff`, who all work at that desk, that are told.
pub(super) fn among(
    dossier: &Dossier,
    term: &Term,
    staff: &[Account],
    desk: AgencyId,
    date: Date,
) -> Vec<AccountId> {
    let worker = Some(term).filter(|it| it.level == 0).and_then(|it| worker(dossier, it));
    let found = worker.map_or_else(Vec::new, |worker| whoever_works_for(worker, staff, date));
    if found.is_empty() { first_of(roles(term), staff, desk, date) } else { found }
}

/// Whoever has it in hand, and whoever does their work meanwhile.
pub(super) fn whoever_works_for(worker: AccountId, staff: &[Account], date: Date) -> Vec<AccountId> {
    let covers = |it: &&Account| {
        it.id == worker
            || it.grants_on(date).any(|grant| grant.delegation.is_some_and(|by| by.from == worker))
    };
    staff.iter().filter(covers).map(|it| it.id).collect()
}

/// Those of the first group of roles of which there is anybody at the desk.
pub(super) fn first_of(groups: &[&[Role]], staff: &[Account], desk: AgencyId, date: Date) -> Vec<AccountId> {
    let holds = |it: &&Account, role: Role| {
        it.grants_on(date).any(|grant| grant.agency == desk && grant.role == role)
    };
    // A small office has no head: then those above, or the people themselves.
    for group in groups {
        let found: Vec<AccountId> =
            staff.iter().filter(|it| group.iter().any(|role| holds(it, *role))).map(|it| it.id).collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// Who works on what lies on a desk.
pub(super) const WORKERS: &[Role] = &[Role::Specialist, Role::Clerk];
/// Who sits at the counter.
pub(super) const COUNTER: &[Role] = &[Role::Clerk];
/// Who is above those at work.
pub(super) const HEADS: &[Role] = &[Role::UnitHead, Role::DivisionHead];

/// Roles that are told, the first group of which there is anybody.
const fn roles(term: &Term) -> &'static [&'static [Role]] {
    const LEADERS: &[Role] = &[Role::Leader];
    match (term.kind, term.level) {
        (TermKind::NotCollected, _) | (TermKind::CounterHandover, 0) => &[COUNTER, HEADS],
        (TermKind::Approval, 0) => &[LEADERS, HEADS],
        (_, 0) => &[WORKERS, HEADS, LEADERS],
        (_, 1) => &[HEADS, LEADERS],
        (_, _) => &[LEADERS, HEADS],
    }
}

/// Who has the leg of a term in hand; of a term of the whole dossier, the leg at work.
fn worker(dossier: &Dossier, term: &Term) -> Option<AccountId> {
    let leg = match (term.kind, term.leg) {
        (TermKind::Approval, _) => return None,
        (_, Some(no)) => dossier.leg(no),
        (_, None) => dossier.legs.iter().find(|it| is_at_work(&it.status)),
    };
    leg?.status.assignee()
}

const fn is_at_work(status: &LegStatus) -> bool {
    match status {
        LegStatus::Sent { .. }
        | LegStatus::Questioned { .. }
        | LegStatus::Active { .. }
        | LegStatus::Proposed { .. }
        | LegStatus::Approved { .. } => true,
        LegStatus::Waiting | LegStatus::SentBack { .. } | LegStatus::Finished { .. } => false,
    }
}
