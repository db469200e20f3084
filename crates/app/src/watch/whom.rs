//! Who is told that something is so: at each desk it concerns whoever has it in hand; where nobody has, those whose turn it
//! is; then the head of the unit, then the leader. Who is away is told through whoever covers, and who does not work at a
//! desk any more is told nothing of it.

use motcua_catalogue::LegKind;
use motcua_dossier::{DeskRow, Dossier, Leg, desk_rows, may_have_asked, sender_desks};
use motcua_identity::Account;
use motcua_kernel::{AccountId, AgencyId, Date, LegNo, Role};
use motcua_routing::{Term, TermKind};

/// Those of one desk who are told.
pub(super) struct Circle {
    /// On whose desk the matter lies.
    pub desk: AgencyId,
    /// Who has it in hand.
    worker: Option<AccountId>,
    /// Else the first group of roles of which there is anybody.
    groups: &'static [&'static [Role]],
}

impl Circle {
    /// Of `staff`, who all have to do with that desk.
    pub(super) fn people(&self, staff: &[Account], date: Date) -> Vec<AccountId> {
        let found =
            self.worker.map_or_else(Vec::new, |worker| whoever_works_for(worker, staff, self.desk, date));
        if found.is_empty() { first_of(self.groups, staff, self.desk, date) } else { found }
    }
}

/// Everybody who is told of a term, desk by desk; nobody where it is the citizen's turn.
pub(super) fn circles(dossier: &Dossier, term: &Term) -> Vec<Circle> {
    let in_charge = in_charge(dossier, term);
    match (term.kind, term.level) {
        (TermKind::NotCollected, _) => in_charge,
        (_, 0) => in_charge.into_iter().chain(concerned(dossier, term)).collect(),
        (_, level) => {
            let groups: &[&[Role]] = if level == 1 { &[HEADS, LEADERS] } else { &[LEADERS, HEADS] };
            in_charge.into_iter().map(|it| Circle { worker: None, groups, ..it }).collect()
        }
    }
}

/// The same at one desk alone.
pub(super) fn among(
    dossier: &Dossier,
    term: &Term,
    staff: &[Account],
    desk: AgencyId,
    date: Date,
) -> Vec<AccountId> {
    let here = circles(dossier, term).into_iter().filter(|it| it.desk == desk);
    let mut found: Vec<AccountId> = here.flat_map(|it| it.people(staff, date)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// At whose desk something has to be done.
fn in_charge(dossier: &Dossier, term: &Term) -> Vec<Circle> {
    let leg = term.leg.and_then(|no| dossier.leg(no));
    match term.kind {
        TermKind::CounterHandover | TermKind::NotCollected => counter(dossier).into_iter().collect(),
        TermKind::Acceptance | TermKind::LegSoon | TermKind::Leg => leg.map(of_leg).into_iter().collect(),
        TermKind::Approval => {
            let groups: &[&[Role]] = &[LEADERS, HEADS];
            leg.map(|it| Circle { worker: None, groups, ..of_leg(it) }).into_iter().collect()
        }
        TermKind::SentBack => leg.map_or_else(Vec::new, |it| senders(dossier, it)),
        TermKind::LawfulSoon | TermKind::Lawful | TermKind::ReappointedSoon | TermKind::Reappointed => {
            let lies: Vec<Circle> = desk_rows(dossier).iter().map(|it| of_row(dossier, it)).collect();
            if lies.is_empty() { counter(dossier).into_iter().collect() } else { lies }
        }
        TermKind::SupplementSoon | TermKind::PaymentSoon => Vec::new(),
    }
}

/// Who else is told at first: of a late opinion the head of the one-stop unit (NĐ 61/2018 Điều 19(5)) and whoever may have
/// asked for it; of a date that has passed the counter, where the citizen will stand.
fn concerned(dossier: &Dossier, term: &Term) -> Vec<Circle> {
    match term.kind {
        TermKind::Leg => {
            let leg = term.leg.and_then(|no| dossier.leg(no));
            let Some(opinion) = leg.filter(|it| it.plan.kind == LegKind::Consultation) else {
                return Vec::new();
            };
            let head = dossier.receiving().map(|desk| Circle { desk, worker: None, groups: ANSWERABLE });
            head.into_iter().chain(may_have_asked(dossier, opinion).map(of_leg)).collect()
        }
        TermKind::Lawful | TermKind::Reappointed => counter(dossier).into_iter().collect(),
        TermKind::CounterHandover
        | TermKind::Acceptance
        | TermKind::SentBack
        | TermKind::LegSoon
        | TermKind::Approval
        | TermKind::LawfulSoon
        | TermKind::ReappointedSoon
        | TermKind::SupplementSoon
        | TermKind::PaymentSoon
        | TermKind::NotCollected => Vec::new(),
    }
}

fn counter(dossier: &Dossier) -> Option<Circle> {
    Some(Circle { desk: dossier.receiving()?, worker: None, groups: &[COUNTER, HEADS] })
}

fn of_leg(leg: &Leg) -> Circle {
    Circle { desk: leg.plan.desk(), worker: leg.status.assignee(), groups: AT_WORK }
}

fn of_row(dossier: &Dossier, row: &DeskRow) -> Circle {
    match dossier.leg(LegNo(row.slot)) {
        Some(_) => Circle { desk: row.agency, worker: row.assignee, groups: AT_WORK },
        None => Circle { desk: row.agency, worker: None, groups: &[COUNTER, HEADS] },
    }
}

/// Those who can send again what came back.
fn senders(dossier: &Dossier, leg: &Leg) -> Vec<Circle> {
    let asking = |desk| may_have_asked(dossier, leg).find(|it| it.plan.desk() == desk);
    let circle =
        |desk| Circle { desk, worker: asking(desk).and_then(|it| it.status.assignee()), groups: AT_WORK };
    sender_desks(dossier, leg).into_iter().map(circle).collect()
}

/// Whoever has it in hand, and whoever does their work meanwhile, if they work at the desk.
pub(super) fn whoever_works_for(
    worker: AccountId,
    staff: &[Account],
    desk: AgencyId,
    date: Date,
) -> Vec<AccountId> {
    let covers = |it: &&Account| {
        it.grants_on(date)
            .filter(|grant| grant.agency == desk)
            .any(|grant| it.id == worker || grant.delegation.is_some_and(|by| by.from == worker))
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
/// Who is above the heads.
const LEADERS: &[Role] = &[Role::Leader];
/// Whose turn it is where nobody has it in hand.
const AT_WORK: &[&[Role]] = &[WORKERS, HEADS, LEADERS];
/// Who answers for the one-stop unit.
pub(super) const ANSWERABLE: &[&[Role]] = &[HEADS, LEADERS, COUNTER];

#[cfg(test)]
mod tests {
    use super::*;
    use motcua_identity::{Delegation, Grant, LoginName};
    use motcua_kernel::Validity;
    use time::macros::date;
    use uuid::Uuid;

    const HERE: AgencyId = AgencyId(Uuid::from_u128(1));
    const ELSEWHERE: AgencyId = AgencyId(Uuid::from_u128(2));

    fn account(no: u128, grants: &[(AgencyId, Validity, Option<u128>)]) -> Account {
        let grant = |(agency, validity, of): &(AgencyId, Validity, Option<u128>)| Grant {
            role: Role::Specialist,
            agency: *agency,
            validity: *validity,
            delegation: of.map(|it| Delegation { from: AccountId(Uuid::from_u128(it)) }),
        };
        Account {
            id: AccountId(Uuid::from_u128(no)),
            login: LoginName::parse(&format!("person-{no}")).unwrap(),
            display_name: String::new(),
            disabled: false,
            grants: grants.iter().map(grant).collect(),
            signing: Vec::new(),
        }
    }

    /// Who is told of what the person 1 has in hand.
    fn told(staff: &[Account]) -> Vec<u128> {
        let worker = AccountId(Uuid::from_u128(1));
        let circle = Circle { desk: HERE, worker: Some(worker), groups: AT_WORK };
        circle.people(staff, date!(2026 - 11 - 30)).into_iter().map(|it| it.0.as_u128()).collect()
    }

    #[test]
    fn who_left_the_desk_hears_nothing_of_it_any_more() {
        let always = Validity::since(date!(2025 - 01 - 01));
        let over = Validity { until: Some(date!(2026 - 11 - 29)), ..always };
        let colleague = account(2, &[(HERE, always, None)]);
        let at_work = account(1, &[(HERE, always, None)]);
        assert_eq!(told(&[at_work.clone(), colleague.clone()]), [1]);
        let left = account(1, &[(HERE, over, None), (ELSEWHERE, always, None)]);
        assert_eq!(told(&[left.clone(), colleague.clone()]), [2]);
        let disabled = Account { disabled: true, ..at_work.clone() };
        assert_eq!(told(&[disabled, colleague.clone()]), [2]);
        // Whoever covers does so at the desk where they do.
        let covers = account(3, &[(HERE, always, Some(1))]);
        assert_eq!(told(&[at_work.clone(), colleague.clone(), covers.clone()]), [1, 3]);
        let covers_elsewhere = account(3, &[(ELSEWHERE, always, Some(1)), (HERE, over, None)]);
        assert_eq!(told(&[at_work, colleague.clone(), covers_elsewhere]), [1]);
        assert_eq!(told(&[left, colleague, covers]), [3]);
    }
}
