//! An agency that has ended, and who goes on.

use crate::support::*;
use motcua_dossier::{Event, HandedOut, ReturnMethod};
use motcua_kernel::{Agency, AgencyId, AgencyKind, AgencyTree, Level, Validity, parse_date};
use motcua_routing::{return_result, succeed};
use uuid::Uuid;

fn agency(id: AgencyId, until: Option<&str>, successor: Option<AgencyId>) -> Agency {
    Agency {
        id,
        code: format!("{}", id.0.as_u128()),
        name: format!("Cơ quan {}", id.0.as_u128()),
        kind: AgencyKind::Department,
        level: Level::Province,
        parent: None,
        validity: Validity {
            from: parse_date("2020-01-01").unwrap(),
            until: until.map(|it| parse_date(it).unwrap()),
        },
        successor,
        inside: true,
        liaison: None,
    }
}

const HEIR: AgencyId = AgencyId(Uuid::from_u128(77));

/// The land office ends on 10 March 2026, the day after the receipt.
fn tree(successor: Option<AgencyId>) -> AgencyTree {
    let ends = agency(LAND_OFFICER.agency, Some("2026-03-10"), successor);
    let stays = [CLERK.agency, TAX_OFFICER.agency, HEIR].map(|id| agency(id, None, None));
    AgencyTree::new(stays.into_iter().chain([ends])).unwrap()
}

#[test]
fn the_successor_has_what_is_not_done_from_the_day_the_agency_ended() {
    let office = Office::in_parallel();
    let check = |office: &Office, expected: &[Event]| {
        assert_eq!(succeed(&office.dossier, &tree(Some(HEIR)), office.now), Ok(expected.to_vec()));
    };
    check(&office, &[]);
    let mut office = office.on("2026-03-10T07:00");
    let succeeded = Event::AgencySucceeded { from: LAND_OFFICER.agency, to: HEIR, liaison: None };
    check(&office, std::slice::from_ref(&succeeded));
    office.happen(CLERK, vec![succeeded]);
    check(&office, &[]);
    let owing = |no| office.dossier.leg(no).unwrap().plan.agency;
    assert_eq!((owing(LAND), owing(TAX), owing(DECIDE)), (HEIR, TAX_OFFICER.agency, HEIR));
}

#[test]
fn what_is_done_stays_with_whoever_did_it_and_an_end_is_an_end() {
    let mut office = Office::deciding().on("2026-03-10T07:00");
    let events = succeed(&office.dossier, &tree(Some(HEIR)), office.now).unwrap();
    office.happen(CLERK, events);
    let owing = |no| office.dossier.leg(no).unwrap().plan.agency;
    assert_eq!((owing(LAND), owing(DECIDE)), (LAND_OFFICER.agency, HEIR));

    let mut office = Office::ready();
    office.must(
        CLERK,
        return_result(&office.dossier, CLERK, ReturnMethod::Online, HandedOut::default(), office.now),
    );
    let office = office.on("2026-03-10T07:00");
    assert_eq!(succeed(&office.dossier, &tree(Some(HEIR)), office.now), Ok(Vec::new()));
}

#[test]
fn nobody_is_invented_where_there_is_no_successor() {
    let office = Office::in_parallel().on("2026-03-10T07:00");
    refused(&succeed(&office.dossier, &tree(None), office.now), "routing.no-successor", None);
}

#[test]
fn an_heir_outside_the_system_has_a_liaison_unit() {
    let mut office = Office::in_parallel().on("2026-03-10T07:00");
    let heir = Agency { inside: false, ..agency(HEIR, None, None) };
    let ends = agency(LAND_OFFICER.agency, Some("2026-03-10"), Some(HEIR));
    let stays = [CLERK.agency, TAX_OFFICER.agency].map(|id| agency(id, None, None));
    let tree = AgencyTree::new(stays.into_iter().chain([ends, heir])).unwrap();
    let succeeded =
        Event::AgencySucceeded { from: LAND_OFFICER.agency, to: HEIR, liaison: Some(CLERK.agency) };
    assert_eq!(succeed(&office.dossier, &tree, office.now), Ok(vec![succeeded.clone()]));
    office.happen(CLERK, vec![succeeded]);
    assert!(office.dossier.leg(LAND).unwrap().wants_letter(), "nobody has written to the heir");
    assert_eq!(succeed(&office.dossier, &tree, office.now), Ok(Vec::new()));
}

#[test]
fn a_liaison_unit_that_has_ended_is_succeeded_too() {
    let office = Office::received_with(|plan| {
        plan.liaison = (plan.no == TAX).then_some(AgencyId(Uuid::from_u128(40)));
    });
    let office = office.on("2026-03-10T07:00");
    let ends = agency(EXPERT.agency, Some("2026-03-10"), Some(HEIR));
    let stays =
        [CLERK.agency, LAND_OFFICER.agency, TAX_OFFICER.agency, HEIR].map(|id| agency(id, None, None));
    let tree = AgencyTree::new(stays.into_iter().chain([ends])).unwrap();
    let expected = Event::AgencySucceeded { from: EXPERT.agency, to: HEIR, liaison: None };
    assert_eq!(succeed(&office.dossier, &tree, office.now), Ok(vec![expected]));
}
