//! Who owes a leg: found in the tree of the day, never guessed.

use crate::support::*;
use motcua_catalogue::{AgencySelector, Route};
use motcua_dossier::Filing;
use motcua_intake::resolve_agencies;
use motcua_kernel::{Agency, AgencyId, AgencyTree, LegNo, Refusal, Validity};
use time::macros::date;
use uuid::Uuid;

fn found(selector: AgencySelector, more: Vec<Agency>, filing: &Filing) -> Result<AgencyId, Refusal> {
    let tree = AgencyTree::new(agencies().into_iter().chain(more)).unwrap();
    let route = Route { legs: vec![leg(7, selector, "1 working day", &[])] };
    resolve_agencies(&route, &tree, filing, date!(2026 - 09 - 08)).map(|it| it[&LegNo(7)])
}

fn id(number: u128) -> AgencyId {
    AgencyId(Uuid::from_u128(number))
}

#[test]
fn each_selector_finds_its_agency() {
    let check = |selector, agency| assert_eq!(found(selector, vec![], &filing()), Ok(agency));
    check(AgencySelector::Receiving, COUNTER);
    check(AgencySelector::Competent, COMMUNE);
    check(AgencySelector::Parent, COMMUNE);
    check(AgencySelector::Fixed { code: "H13".to_owned() }, id(1));
    check(sibling(".THUE"), TAX);
}

#[test]
fn a_sibling_beside_the_counter_goes_before_one_below_the_parent() {
    let below = agency(6, "H13.101.VPDK.THUE", Some(4));
    assert_eq!(found(sibling(".THUE"), vec![below], &filing()), Ok(TAX));
    let only_below = agency(6, "H13.101.VPDK.DO", Some(4));
    assert_eq!(found(sibling(".DO"), vec![only_below], &filing()), Ok(id(6)));
}

#[test]
fn the_police_of_the_commune_is_kin_by_code_though_it_stands_under_that_of_the_province() {
    let police = || {
        vec![
            agency(6, "H13.032", Some(1)),
            agency(7, "H13.101.90", Some(6)),
            agency(8, "H13.102.90", Some(6)),
        ]
    };
    assert_eq!(found(sibling(".90"), police(), &filing()), Ok(id(7)));
}

#[test]
fn what_is_not_there_or_there_twice_is_refused_by_leg() {
    let check = |selector, more, filing: &Filing, expected: &str| {
        let refusal = found(selector, more, filing).unwrap_err();
        assert_eq!(
            (refusal.message.code.to_string().as_str(), refusal.field.as_deref()),
            (expected, Some("legs.7"))
        );
    };
    let not_found = "intake.agency-not-found";
    check(sibling(".BHXH"), vec![], &filing(), not_found);
    check(sibling(".THUE"), vec![agency(6, "H13.102.THUE", Some(2))], &filing(), "intake.agency-ambiguous");
    check(AgencySelector::Fixed { code: "H56".to_owned() }, vec![], &filing(), not_found);
    check(AgencySelector::Parent, vec![], &Filing { receiving: id(1), ..filing() }, not_found);
    check(AgencySelector::Competent, vec![], &Filing { competent: id(99), ..filing() }, not_found);
}

#[test]
fn an_agency_that_has_ended_owes_nothing() {
    let ended = Agency {
        validity: Validity { from: date!(2012 - 01 - 01), until: Some(date!(2025 - 07 - 01)) },
        ..agency(6, "H13.941", Some(1))
    };
    let selector = AgencySelector::Fixed { code: "H13.941".to_owned() };
    assert_eq!(code(found(selector, vec![ended.clone()], &filing())), "intake.agency-not-found");
    let filing = Filing { competent: id(6), ..filing() };
    assert_eq!(code(found(AgencySelector::Competent, vec![ended], &filing)), "intake.agency-not-found");
}

#[test]
fn an_agency_that_is_not_needed_need_not_exist() {
    let tree = AgencyTree::new(agencies().into_iter().filter(|it| it.id != TAX)).unwrap();
    let mut filing = filing();
    let date = date!(2026 - 09 - 08);
    assert_eq!(code(resolve_agencies(&route(), &tree, &filing, date)), "intake.agency-not-found");
    filing.answers.insert("co-nghia-vu-tai-chinh".to_owned(), false);
    assert!(resolve_agencies(&route(), &tree, &filing, date).is_ok());
}
