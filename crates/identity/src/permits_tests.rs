//! Who may do what, told by the people of one city, one department and one ward. Never asks the matrix what is right.

use super::*;
use crate::{Delegation, LoginName};
use motcua_kernel::{AgencyKind, Level, Role, Validity};
use proptest::prelude::*;
use time::macros::date;
use uuid::Uuid;

const TODAY: Date = date!(2026 - 08 - 28);
const CITY: u128 = 1;
const WARD: u128 = 2;
const COUNTER: u128 = 3;
const DEPARTMENT: u128 = 4;
const OLD_WARD: u128 = 5;
const GONE: u128 = 6;

fn agency_id(number: u128) -> AgencyId {
    AgencyId(Uuid::from_u128(number))
}

fn account_id(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn tree() -> AgencyTree {
    let agency = |number: u128, parent: Option<u128>, until: Option<Date>, successor: Option<u128>| Agency {
        id: agency_id(number),
        code: format!("H13.{number}"),
        name: format!("Cơ quan {number}"),
        kind: AgencyKind::Department,
        level: Level::Province,
        parent: parent.map(agency_id),
        validity: Validity { from: date!(2020 - 01 - 01), until },
        successor: successor.map(agency_id),
        inside: true,
        liaison: None,
    };
    AgencyTree::new([
        agency(CITY, None, None, None),
        agency(WARD, Some(CITY), None, None),
        agency(COUNTER, Some(WARD), None, None),
        agency(DEPARTMENT, Some(CITY), None, None),
        agency(OLD_WARD, None, Some(date!(2025 - 07 - 01)), Some(WARD)),
        agency(GONE, None, Some(date!(2025 - 07 - 01)), None),
    ])
    .unwrap()
}

fn grant(role: Role, agency: u128) -> Grant {
    let validity = Validity { from: date!(2025 - 07 - 01), until: Some(date!(2027 - 01 - 01)) };
    Grant { role, agency: agency_id(agency), validity, delegation: None }
}

fn account(grants: impl Into<Vec<Grant>>) -> Account {
    Account {
        id: account_id(100),
        login: LoginName::parse("lan").unwrap(),
        display_name: "Lan".into(),
        disabled: false,
        grants: grants.into(),
        signing: vec![],
    }
}

#[track_caller]
fn check(account: &Account, action: Action, scope: Scope, expected: Result<Role, &str>) {
    let got = permits(&tree(), account, action, &scope, TODAY);
    let got = got.map(|actor| actor.role).map_err(|refusal| refusal.message.code.to_string());
    assert_eq!(got, expected.map_err(str::to_owned));
}

#[test]
fn a_clerk_receives_at_her_own_counter_only() {
    let clerk = account([grant(Role::Clerk, COUNTER)]);
    check(&clerk, Action::Receive, Scope::at(agency_id(COUNTER)), Ok(Role::Clerk));
    check(&clerk, Action::Receive, Scope::at(agency_id(WARD)), Err("identity.not-permitted"));
    check(&clerk, Action::Approve, Scope::leg_of(agency_id(COUNTER)), Err("identity.not-permitted"));
}

#[test]
fn a_supervisor_looks_over_the_subtree_and_does_nothing_in_it() {
    let supervisor = account([grant(Role::Supervisor, WARD)]);
    check(&supervisor, Action::ViewFigures, Scope::at(agency_id(COUNTER)), Ok(Role::Supervisor));
    check(&supervisor, Action::ViewFigures, Scope::at(agency_id(DEPARTMENT)), Err("identity.not-permitted"));
    check(&supervisor, Action::ViewFigures, Scope::at(agency_id(CITY)), Err("identity.not-permitted"));
    check(&supervisor, Action::Receive, Scope::at(agency_id(COUNTER)), Err("identity.not-permitted"));
}

#[test]
fn a_supervisor_sees_persons_only_for_a_stated_purpose() {
    let supervisor = account([grant(Role::Supervisor, CITY)]);
    let scope = Scope::at(agency_id(WARD));
    check(&supervisor, Action::ViewPersonalData, scope, Err("identity.purpose-missing"));
    check(
        &supervisor,
        Action::ViewPersonalData,
        scope.standing(Standing::StatedPurpose),
        Ok(Role::Supervisor),
    );
}

#[test]
fn work_on_a_leg_needs_the_leg() {
    let leader = account([grant(Role::Leader, DEPARTMENT)]);
    let scope = Scope::at(agency_id(DEPARTMENT));
    check(&leader, Action::Approve, scope, Err("identity.no-leg"));
    check(&leader, Action::Approve, scope.standing(Standing::StatedPurpose), Err("identity.no-leg"));
    check(&leader, Action::Approve, scope.standing(Standing::Leg), Ok(Role::Leader));
}

#[test]
fn several_roles_and_the_right_one_acts() {
    let lan = account([
        grant(Role::RecordsClerk, COUNTER),
        grant(Role::Cashier, COUNTER),
        grant(Role::Leader, WARD),
    ]);
    check(&lan, Action::KeepDrawer, Scope::at(agency_id(COUNTER)), Ok(Role::Cashier));
    check(&lan, Action::Stop, Scope::at(agency_id(WARD)), Ok(Role::Leader));
}

#[test]
fn nobody_confirms_what_is_their_own() {
    let head = account([grant(Role::UnitHead, COUNTER)]);
    let scope = Scope::at(agency_id(COUNTER));
    for action in [
        Action::ConfirmRefund,
        Action::ConfirmAnnulment,
        Action::ConfirmCorrection,
        Action::ConfirmDrawerDifference,
    ] {
        check(&head, action, scope.requested_by(head.id), Err("identity.own-request"));
        check(&head, action, scope, Err("identity.requester-unknown"));
        check(&head, action, scope.requested_by(account_id(7)), Ok(Role::UnitHead));
    }
}

#[test]
fn a_deputy_does_not_confirm_what_the_absent_head_asked_for() {
    let covering =
        Grant { delegation: Some(Delegation { from: account_id(7) }), ..grant(Role::UnitHead, COUNTER) };
    let scope = Scope::at(agency_id(COUNTER)).requested_by(account_id(7));
    check(&account([covering]), Action::ConfirmRefund, scope, Err("identity.own-request"));
    let both = account([covering, grant(Role::Leader, COUNTER)]);
    check(&both, Action::ConfirmRefund, scope, Ok(Role::Leader));
}

#[test]
fn a_grant_counts_only_while_it_holds() {
    let clerk = account([grant(Role::Clerk, COUNTER)]);
    let scope = Scope::at(agency_id(COUNTER));
    for (day, allowed) in [
        (date!(2025 - 06 - 30), false),
        (date!(2025 - 07 - 01), true),
        (date!(2026 - 12 - 31), true),
        (date!(2027 - 01 - 01), false),
    ] {
        assert_eq!(permits(&tree(), &clerk, Action::Receive, &scope, day).is_ok(), allowed, "{day}");
    }
}

#[test]
fn a_disabled_account_does_nothing() {
    let left = Account { disabled: true, ..account([grant(Role::Administrator, CITY)]) };
    check(&left, Action::ManageAccounts, Scope::at(agency_id(CITY)), Err("identity.account-disabled"));
}

#[test]
fn the_successor_answers_for_an_agency_that_has_ended() {
    let head = account([grant(Role::Leader, WARD)]);
    check(&head, Action::ViewFigures, Scope::at(agency_id(OLD_WARD)), Ok(Role::Leader));
    check(&head, Action::ViewFigures, Scope::at(agency_id(GONE)), Err("identity.agency-not-in-force"));
    check(&head, Action::ViewFigures, Scope::at(agency_id(99)), Err("identity.agency-not-in-force"));
}

proptest! {
    #[test]
    fn whatever_is_granted_no_confirmation_is_of_ones_own(role in 0..13_usize, place in 1..5_u128, at in 1..5_u128) {
        let person = account([grant(Role::ALL[role], place)]);
        let scope = Scope::leg_of(agency_id(at)).requested_by(person.id);
        for action in Action::ALL.iter().filter(|it| it.rule().demand == Demand::AnotherRequester) {
            prop_assert!(permits(&tree(), &person, *action, &scope, TODAY).is_err());
        }
    }

    #[test]
    fn an_actor_is_always_one_of_the_grants(role in 0..13_usize, place in 1..5_u128, at in 1..5_u128) {
        let person = account([grant(Role::ALL[role], place)]);
        let scope = Scope::leg_of(agency_id(at)).requested_by(account_id(7));
        for action in Action::ALL {
            if let Ok(actor) = permits(&tree(), &person, *action, &scope, TODAY) {
                prop_assert_eq!(actor, Actor { account: person.id, agency: agency_id(place), role: Role::ALL[role] });
                prop_assert!(tree().is_within(agency_id(at), agency_id(place)));
            }
        }
    }
}
