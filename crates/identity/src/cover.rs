//! Vắng mặt: a person who is away is covered by a colleague, who holds the same roles for the days of the absence and not a
//! day longer: the roles end by themselves.
//!
//! What the absent person asked for, the deputy does not confirm in its place: see `permits`.

use crate::{Account, Action, Delegation, Grant, Reach};
use motcua_kernel::{AccountId, AgencyId, Date, Refusal, Role, Validity};
use std::collections::BTreeSet;

/// The longest absence that is entered at once, in days.
pub const LONGEST_ABSENCE: i64 = 180;

/// The roles that `deputy` is given from `from` up to and including `until` so that the work of `absent` goes on.
///
/// # Errors
/// - `identity.cover-self` for covering oneself;
/// - `identity.cover-past`, `identity.cover-backwards`, `identity.cover-too-long` for days that can not be meant;
/// - `identity.cover-nothing` when the absent person has no work at an agency on those days;
/// - `identity.cover-stranger` when the deputy works at none of the agencies;
/// - `identity.cover-level` when the absent person decides there and the deputy does not.
pub fn cover(
    absent: &Account,
    deputy: &Account,
    from: Date,
    until: Date,
    today: Date,
) -> Result<Vec<Grant>, Refusal> {
    if absent.id == deputy.id {
        return Err(Refusal::new("identity.cover-self").at("deputy"));
    }
    let validity = span(from, until, today)?;
    let own: Vec<&Grant> = absent.grants.iter().filter(|it| is_work(it, validity)).collect();
    if own.is_empty() {
        return Err(Refusal::new("identity.cover-nothing").at("from"));
    }
    let there = |grant: &&&Grant| works_at(deputy, grant, from);
    let known: Vec<&&Grant> = own.iter().filter(there).collect();
    if known.is_empty() {
        return Err(Refusal::new("identity.cover-stranger").at("deputy"));
    }
    if known.iter().any(|it| decides(it.role) && !decides_at(deputy, it, from)) {
        return Err(Refusal::new("identity.cover-level").at("deputy"));
    }
    let delegation = Some(Delegation { from: absent.id });
    Ok(known.into_iter().map(|it| Grant { validity, delegation, ..**it }).collect())
}

/// Lets `by` enter or end an absence of `absent`: its own, or that of one whose work it gives out.
///
/// # Errors
/// `identity.cover-of-another` for anybody else.
pub fn may_enter(by: &Account, absent: &Account, date: Date) -> Result<(), Refusal> {
    let works = |it: &&Grant| it.delegation.is_none();
    let heads = |it: &Grant| decides_at(by, it, date);
    if by.id == absent.id || absent.grants_on(date).filter(works).any(heads) {
        return Ok(());
    }
    Err(Refusal::new("identity.cover-of-another").at("absent"))
}

/// The agencies at which `account` gives out the work in its own right on `date`.
pub fn headed(account: &Account, date: Date) -> BTreeSet<AgencyId> {
    let own = account.grants_on(date).filter(|it| it.delegation.is_none() && decides(it.role));
    own.map(|it| it.agency).collect()
}

/// In whose place `account` acts with this role at this agency on `date`; nobody's when it holds the role itself.
pub fn in_place_of(account: &Account, agency: AgencyId, role: Role, date: Date) -> Option<AccountId> {
    let same = |it: &&Grant| (it.agency, it.role) == (agency, role) && it.validity.holds_on(date);
    let held: Vec<&Grant> = account.grants.iter().filter(same).collect();
    if held.iter().any(|it| it.delegation.is_none()) {
        return None;
    }
    held.iter().find_map(|it| it.delegation).map(|it| it.from)
}

/// A role at a desk, held in its own right on some of the days.
fn is_work(grant: &Grant, validity: Validity) -> bool {
    grant.delegation.is_none()
        && grant.validity.overlaps(validity)
        && Action::ViewDossierList.rule().reach(grant.role) == Some(Reach::Own)
}

fn works_at(deputy: &Account, grant: &Grant, date: Date) -> bool {
    deputy.grants_on(date).any(|it| it.agency == grant.agency && it.delegation.is_none())
}

fn decides_at(deputy: &Account, grant: &Grant, date: Date) -> bool {
    let own = |it: &&Grant| it.agency == grant.agency && it.delegation.is_none();
    deputy.grants_on(date).filter(own).any(|it| decides(it.role))
}

/// Whoever gives work to others decides.
fn decides(role: Role) -> bool {
    Action::Assign.rule().reach(role).is_some()
}

fn span(from: Date, until: Date, today: Date) -> Result<Validity, Refusal> {
    if from < today {
        return Err(Refusal::new("identity.cover-past").with("date", today).at("from"));
    }
    if until < from {
        return Err(Refusal::new("identity.cover-backwards").with("from", from).at("until"));
    }
    let days = i64::from(until.to_julian_day()) - i64::from(from.to_julian_day()) + 1;
    if days > LONGEST_ABSENCE {
        return Err(Refusal::new("identity.cover-too-long").with("most", LONGEST_ABSENCE).at("until"));
    }
    Ok(Validity { from, until: until.next_day() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LoginName;
    use motcua_kernel::parse_date;
    use uuid::Uuid;

    const LAND: AgencyId = AgencyId(Uuid::from_u128(1));
    const TAX: AgencyId = AgencyId(Uuid::from_u128(2));

    fn day(text: &str) -> Date {
        parse_date(&format!("2026-{text}")).unwrap()
    }

    fn person(no: u128, roles: &[(Role, AgencyId)]) -> Account {
        let validity = Validity::since(day("01-01"));
        let grant = |(role, agency): &(Role, AgencyId)| Grant {
            role: *role,
            agency: *agency,
            validity,
            delegation: None,
        };
        Account {
            id: AccountId(Uuid::from_u128(no)),
            login: LoginName::parse(&format!("person.{no}")).unwrap(),
            display_name: String::new(),
            disabled: false,
            grants: roles.iter().map(grant).collect(),
            signing: Vec::new(),
        }
    }

    #[track_caller]
    fn check(absent: &Account, deputy: &Account, days: (&str, &str), expected: Result<&[Role], &str>) {
        let found = cover(absent, deputy, day(days.0), day(days.1), day("11-10"));
        let roles = found.as_ref().map(|it| it.iter().map(|it| it.role).collect::<Vec<_>>());
        match expected {
            Ok(expected) => assert_eq!(roles.unwrap(), expected),
            Err(code) => assert_eq!(found.unwrap_err().message.code.0, code),
        }
    }

    #[test]
    fn a_colleague_has_the_roles_for_those_days() {
        let (lan, minh) = (person(1, &[(Role::Specialist, LAND)]), person(2, &[(Role::Clerk, LAND)]));
        let grants = cover(&lan, &minh, day("11-10"), day("11-12"), day("11-10")).unwrap();
        assert_eq!(grants.len(), 1);
        assert_eq!(grants[0].delegation, Some(Delegation { from: lan.id }));
        assert_eq!(grants[0].validity, Validity { from: day("11-10"), until: Some(day("11-13")) });
    }

    #[test]
    fn a_deputy_acts_in_the_place_of_the_absent_person() {
        let (lan, mut minh) = (person(1, &[(Role::Specialist, LAND)]), person(2, &[(Role::Clerk, LAND)]));
        minh.grants.extend(cover(&lan, &minh, day("11-10"), day("11-12"), day("11-10")).unwrap());
        let place = |role, date| in_place_of(&minh, LAND, role, day(date));
        assert_eq!(place(Role::Specialist, "11-12"), Some(lan.id));
        assert_eq!((place(Role::Specialist, "11-13"), place(Role::Clerk, "11-12")), (None, None));
    }

    #[test]
    fn only_work_at_an_agency_of_both_is_covered() {
        let lan = person(1, &[(Role::Specialist, LAND), (Role::Leader, TAX), (Role::Administrator, LAND)]);
        let minh = person(2, &[(Role::Specialist, LAND)]);
        check(&lan, &minh, ("11-10", "11-10"), Ok(&[Role::Specialist]));
        check(
            &lan,
            &person(3, &[(Role::Specialist, AgencyId(Uuid::nil()))]),
            ("11-10", "11-10"),
            Err("identity.cover-stranger"),
        );
        check(
            &person(4, &[(Role::Administrator, LAND)]),
            &minh,
            ("11-10", "11-10"),
            Err("identity.cover-nothing"),
        );
    }

    #[test]
    fn who_decides_is_covered_by_one_who_decides() {
        let leader = person(1, &[(Role::Leader, LAND)]);
        let (head, clerk) = (person(2, &[(Role::DivisionHead, LAND)]), person(3, &[(Role::Clerk, LAND)]));
        check(&leader, &head, ("11-10", "11-10"), Ok(&[Role::Leader]));
        check(&leader, &clerk, ("11-10", "11-10"), Err("identity.cover-level"));
    }

    #[test]
    fn an_absence_is_entered_by_oneself_or_by_who_gives_out_the_work() {
        let lan = person(1, &[(Role::Specialist, LAND)]);
        let code =
            |by: &Account| may_enter(by, &lan, day("11-10")).map_err(|it| it.message.code.0.into_owned());
        let refused = Err("identity.cover-of-another".to_owned());
        assert_eq!(code(&lan), Ok(()));
        assert_eq!(code(&person(2, &[(Role::DivisionHead, LAND)])), Ok(()));
        assert_eq!(code(&person(3, &[(Role::Specialist, LAND)])), refused);
        assert_eq!(code(&person(4, &[(Role::DivisionHead, TAX)])), refused);
        let mut deputy = person(5, &[(Role::Specialist, LAND)]);
        let head = person(6, &[(Role::DivisionHead, LAND)]);
        deputy.grants.push(Grant { delegation: Some(Delegation { from: head.id }), ..head.grants[0] });
        assert_eq!(code(&deputy), refused, "not in the place of a head");
        assert_eq!(headed(&head, day("11-10")), BTreeSet::from([LAND]));
    }

    #[test]
    fn days_that_can_not_be_meant_are_refused() {
        let (lan, minh) = (person(1, &[(Role::Clerk, LAND)]), person(2, &[(Role::Clerk, LAND)]));
        check(&lan, &lan, ("11-10", "11-10"), Err("identity.cover-self"));
        check(&lan, &minh, ("11-09", "11-10"), Err("identity.cover-past"));
        check(&lan, &minh, ("11-12", "11-11"), Err("identity.cover-backwards"));
        check(&lan, &minh, ("01-01", "12-31"), Err("identity.cover-past"));
    }

    #[test]
    fn nobody_covers_in_the_place_of_another_deputy() {
        let lan = person(1, &[(Role::Clerk, LAND)]);
        let mut minh = person(2, &[(Role::Clerk, TAX)]);
        minh.grants.push(Grant { delegation: Some(Delegation { from: lan.id }), ..lan.grants[0] });
        check(&lan, &minh, ("11-10", "11-10"), Err("identity.cover-stranger"));
        check(&minh, &person(3, &[(Role::Clerk, LAND)]), ("11-10", "11-10"), Err("identity.cover-stranger"));
    }
}
