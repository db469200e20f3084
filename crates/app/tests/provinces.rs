//! The two provinces that come with the program: what one may ask for at their counters finds its way.

#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use motcua_app::Province;
use motcua_catalogue::{Channel, ProcedureCase, ProcedureVersion};
use motcua_dossier::Filing;
use motcua_intake::resolve_agencies;
use motcua_kernel::{AgencyKind, Date, Level, PartyId};
use std::collections::{BTreeMap, BTreeSet};
use time::macros::date;
use uuid::Uuid;

/// The dossier of a person who answers yes to every question at the counter `receiving`.
fn filing(
    province: &Province,
    version: &ProcedureVersion,
    case: &ProcedureCase,
    receiving: &str,
    day: Date,
) -> Filing {
    let counter = province.agencies.by_code(receiving, day).unwrap();
    assert_eq!(counter.kind, AgencyKind::OneStopUnit, "{receiving}");
    let questions = case.route.questions().into_iter();
    Filing {
        version: version.id,
        case: case.code.clone(),
        channel: Channel::Counter,
        receiving: counter.id,
        competent: counter.parent.unwrap(),
        applicant: PartyId(Uuid::nil()),
        helper: None,
        answers: questions.map(|it| (it.to_owned(), true)).collect(),
        components: Vec::new(),
        quantities: BTreeMap::new(),
        elsewhere: BTreeSet::new(),
        handed_in_at: None,
        priority: None,
        instead_of_signing: None,
    }
}

/// Every case has a counter among `counters` from which all its agencies are found on `day`.
fn check(province: &Province, counters: &[&str], day: Date) {
    for procedure in province.catalogue.procedures() {
        let Some(version) = province.catalogue.version_on(&procedure.code, day) else { continue };
        for case in &version.cases {
            let found = |receiving: &&&str| {
                let filing = filing(province, version, case, receiving, day);
                resolve_agencies(&case.route, &province.agencies, &filing, day).is_ok()
            };
            assert!(counters.iter().any(|it| found(&it)), "{} {} on {day}", procedure.code, case.code);
        }
    }
}

#[test]
fn every_case_of_can_tho_finds_its_agencies_from_a_commune_or_the_city() {
    let province = Province::can_tho().unwrap();
    for day in [date!(2025 - 07 - 01), date!(2026 - 11 - 24)] {
        // A ward, a rural commune of old Sóc Trăng, and the centre of the city.
        for commune in ["H13.101.01", "H13.203.01"] {
            check(&province, &[commune, "H13.001.01"], day);
        }
    }
}

#[test]
fn every_case_of_soc_trang_finds_its_agencies_on_one_of_three_levels() {
    let province = Province::soc_trang().unwrap();
    let department = "H51.004.01";
    for (day, commune, district) in [
        (date!(2012 - 06 - 01), "H51.31732.01", "H51.948.01"),
        (date!(2012 - 12 - 03), "H51.31498.01", "H51.941.01"),
        (date!(2014 - 06 - 02), "H51.31732.01", "H51.948.01"),
    ] {
        assert_eq!(province.agencies.by_code(district, day).unwrap().level, Level::District);
        check(&province, &[commune, district, department], day);
    }
}

#[test]
fn soc_trang_serves_its_time_and_nothing_after_it() {
    let province = Province::soc_trang().unwrap();
    let served = |day| {
        let in_force = |code: &str| province.catalogue.version_on(code, day).is_some();
        province.catalogue.procedures().filter(|it| in_force(&it.code)).count()
    };
    // Building permits by the decree of 2012 since October, land by the old law until July 2014.
    assert_eq!(served(date!(2012 - 06 - 01)), 5);
    assert_eq!(served(date!(2012 - 12 - 03)), 6);
    assert_eq!(served(date!(2014 - 12 - 01)), 5);
    assert_eq!(served(date!(2025 - 07 - 01)), 0);
}
