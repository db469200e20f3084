//! The catalogue we ship for Cần Thơ passes every check that a version must pass before it is announced.
//!
//! Reads the files at compile time; never changes them.

use motcua_catalogue::{
    AgencySelector, Catalogue, CatalogueFileError, Channel, Flag, LegKind, LegalRegister, ProcedureCase,
    check_route, completeness, parse_catalogue,
};
use motcua_kernel::RulePacks;
use std::collections::BTreeSet;
use time::macros::date;

const FILES: [(&str, &str); 12] = [
    (
        "1.000656-dang-ky-khai-tu.toml",
        include_str!("../../../config/provinces/can-tho/catalogue/1.000656-dang-ky-khai-tu.toml"),
    ),
    (
        "1.001193-dang-ky-khai-sinh.toml",
        include_str!("../../../config/provinces/can-tho/catalogue/1.001193-dang-ky-khai-sinh.toml"),
    ),
    (
        "1.001612-dang-ky-ho-kinh-doanh.toml",
        include_str!("../../../config/provinces/can-tho/catalogue/1.001612-dang-ky-ho-kinh-doanh.toml"),
    ),
    (
        "1.004194-dang-ky-tam-tru.toml",
        include_str!("../../../config/provinces/can-tho/catalogue/1.004194-dang-ky-tam-tru.toml"),
    ),
    (
        "1.004222-dang-ky-thuong-tru.toml",
        include_str!("../../../config/provinces/can-tho/catalogue/1.004222-dang-ky-thuong-tru.toml"),
    ),
    (
        "1.004873-xac-nhan-tinh-trang-hon-nhan.toml",
        include_str!(
            "../../../config/provinces/can-tho/catalogue/1.004873-xac-nhan-tinh-trang-hon-nhan.toml"
        ),
    ),
    (
        "1.011607-cong-nhan-ho-ngheo.toml",
        include_str!("../../../config/provinces/can-tho/catalogue/1.011607-cong-nhan-ho-ngheo.toml"),
    ),
    (
        "1.013225-giay-phep-xay-dung-nha-o.toml",
        include_str!("../../../config/provinces/can-tho/catalogue/1.013225-giay-phep-xay-dung-nha-o.toml"),
    ),
    (
        "1.013831-chuyen-nhuong-quyen-su-dung-dat.toml",
        include_str!(
            "../../../config/provinces/can-tho/catalogue/1.013831-chuyen-nhuong-quyen-su-dung-dat.toml"
        ),
    ),
    (
        "2.000815-chung-thuc-ban-sao.toml",
        include_str!("../../../config/provinces/can-tho/catalogue/2.000815-chung-thuc-ban-sao.toml"),
    ),
    (
        "2.001583-thanh-lap-cong-ty-tnhh-mtv.toml",
        include_str!("../../../config/provinces/can-tho/catalogue/2.001583-thanh-lap-cong-ty-tnhh-mtv.toml"),
    ),
    (
        "3.000348-cap-lai-giay-phep-lai-xe.toml",
        include_str!("../../../config/provinces/can-tho/catalogue/3.000348-cap-lai-giay-phep-lai-xe.toml"),
    ),
];
const LEGAL_BASIS: &str = include_str!("../../../config/legal-basis.toml");
const AGENCIES: &str = include_str!("../../../config/provinces/can-tho/agencies.toml");

fn shipped() -> Result<Catalogue, CatalogueFileError> {
    parse_catalogue(FILES)
}

fn cases(catalogue: &Catalogue) -> impl Iterator<Item = &ProcedureCase> {
    catalogue.versions().flat_map(|it| &it.cases)
}

#[test]
fn twelve_procedures_are_in_force_and_each_file_is_named_by_its_code() {
    let catalogue = shipped().unwrap();
    assert_eq!(catalogue.procedures().count(), FILES.len());
    for (procedure, (file, _)) in catalogue.procedures().zip(FILES) {
        assert!(file.starts_with(&format!("{}-", procedure.code)), "{file}");
        for day in [date!(2025 - 07 - 01), date!(2026 - 11 - 24)] {
            assert!(catalogue.version_on(&procedure.code, day).is_some(), "{file} on {day}");
        }
    }
}

#[test]
fn every_version_is_complete_and_every_route_can_be_walked_in_time() {
    let catalogue = shipped().unwrap();
    let packs = RulePacks::shipped().unwrap();
    for version in catalogue.versions() {
        let procedure = catalogue.by_id(version.procedure).unwrap();
        let pack = packs.on(version.validity.from).unwrap();
        assert_eq!(completeness(procedure, version, pack), [], "{}", procedure.code);
        for case in &version.cases {
            assert_eq!(check_route(case), [], "{} {}", procedure.code, case.code);
        }
    }
}

#[test]
fn every_document_is_in_the_register_and_in_effect() {
    let register = LegalRegister::parse(LEGAL_BASIS).unwrap();
    let catalogue = shipped().unwrap();
    for version in catalogue.versions() {
        assert_eq!(register.flags(version, version.validity.from), Vec::<Flag>::new(), "{}", version.name);
        let today = version.validity.until.unwrap_or(date!(2026 - 11 - 24));
        assert_eq!(register.flags(version, today), Vec::<Flag>::new(), "{}", version.name);
    }
}

#[test]
fn every_agency_a_route_names_is_in_the_tree() {
    let catalogue = shipped().unwrap();
    for leg in cases(&catalogue).flat_map(|it| &it.route.legs) {
        match &leg.agency {
            AgencySelector::Receiving | AgencySelector::Competent | AgencySelector::Parent => {}
            AgencySelector::Fixed { code } => {
                assert!(AGENCIES.contains(&format!("code = \"{code}\"")), "{code}");
            }
            AgencySelector::Sibling { suffix } => {
                let suffix = suffix.trim_start_matches('.');
                assert!(AGENCIES.contains(&format!("suffix = \"{suffix}\"")), "{suffix}");
            }
        }
    }
}

#[test]
fn the_twelve_show_what_the_system_can_do() {
    let catalogue = shipped().unwrap();
    let limits: BTreeSet<String> =
        cases(&catalogue).flat_map(|it| &it.channels).map(|it| it.limit.to_string()).collect();
    for limit in ["0 working days", "3 working days", "15 calendar days"] {
        assert!(limits.contains(limit), "{limit}: {limits:?}");
    }
    assert!(cases(&catalogue).any(|it| it.route.legs.iter().any(|leg| leg.kind == LegKind::Consultation)));
    assert!(cases(&catalogue).any(|it| it.route.legs.iter().filter(|leg| leg.after.is_empty()).count() > 1));
    assert!(cases(&catalogue).any(|it| {
        let fees = |channel| it.channel(channel).map(|row| &row.fees);
        fees(Channel::Counter) != fees(Channel::Online)
    }));
    assert!(catalogue.procedures().any(|it| it.sensitive));
}
