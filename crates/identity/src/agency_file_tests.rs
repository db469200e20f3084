//! The shipped tree of Cần Thơ, and files that must be refused.

use super::*;
use time::macros::date;

const SHIPPED: &str = include_str!("../../../config/provinces/can-tho/agencies.toml");
const MERGER: Date = date!(2025 - 07 - 01);

fn shipped() -> AgencyTree {
    parse(SHIPPED).unwrap()
}

fn communes(tree: &AgencyTree) -> Vec<&Agency> {
    let is_commune = |it: &&Agency| {
        it.level == Level::Commune && it.kind == AgencyKind::PeoplesCommittee && it.validity.holds_on(MERGER)
    };
    tree.iter().filter(is_commune).collect()
}

#[test]
fn the_city_has_its_103_communes() {
    let tree = shipped();
    let communes = communes(&tree);
    let wards = communes.iter().filter(|it| it.name.starts_with("UBND phường ")).count();
    assert_eq!((communes.len(), wards, communes.len() - wards), (103, 31, 72));
    let city = tree.by_code("H13", MERGER).unwrap();
    assert!(communes.iter().all(|it| it.parent == Some(city.id)));
}

#[test]
fn every_commune_and_the_city_have_a_one_stop_unit() {
    let tree = shipped();
    for commune in communes(&tree) {
        let mut below = tree.iter().filter(|it| it.parent == Some(commune.id));
        let unit = below.find(|it| it.kind == AgencyKind::OneStopUnit).unwrap();
        assert_eq!(unit.name, commune.name.replace("UBND ", "Trung tâm Phục vụ hành chính công "));
        assert!(unit.inside);
    }
    assert_eq!(tree.by_code("H13.001.01", MERGER).unwrap().kind, AgencyKind::OneStopUnit);
}

#[test]
fn wards_and_rural_communes_have_their_own_divisions() {
    let tree = shipped();
    let name = |code| tree.by_code(code, MERGER).unwrap().name.as_str();
    assert_eq!(name("H13.101.03"), "Phòng Kinh tế, Hạ tầng và Đô thị phường Cái Khế");
    assert_eq!(name("H13.203.03"), "Phòng Kinh tế xã Lai Hòa");
    let police = tree.by_code("H13.203.90", MERGER).unwrap();
    assert!(!police.inside);
    assert_eq!(police.parent, tree.by_code("H13.032", MERGER).map(|it| it.id));
}

#[test]
fn three_provinces_became_one() {
    let tree = shipped();
    let eve = date!(2025 - 06 - 30);
    let city = tree.by_code("H13", MERGER).unwrap().id;
    for code in ["H13", "H30", "H51"] {
        let old = tree.by_code(code, eve).unwrap();
        assert_ne!(old.id, city);
        assert_eq!(tree.responsible_on(old.id, eve).unwrap().id, old.id);
        assert_eq!(tree.responsible_on(old.id, MERGER).unwrap().id, city);
    }
}

#[test]
fn the_108_communes_of_soc_trang_went_into_43_of_its_own_ground() {
    let tree = shipped();
    let province = tree.by_code("H51", date!(2025 - 06 - 30)).unwrap().id;
    let former: Vec<&Agency> =
        tree.iter().filter(|it| it.level == Level::Commune && tree.is_within(it.id, province)).collect();
    let successors: std::collections::BTreeSet<_> =
        former.iter().map(|it| tree.responsible_on(it.id, MERGER).unwrap().id).collect();
    assert_eq!((former.len(), successors.len()), (108, 43));
    let ward_5 = tree.by_code("H51.31498", date!(2025 - 06 - 30)).unwrap();
    assert_eq!(tree.responsible_on(ward_5.id, MERGER).unwrap().name, "UBND phường Sóc Trăng");
}

#[test]
fn the_whole_file_and_its_ids_stay_as_they_are() {
    let tree = shipped();
    assert_eq!(tree.iter().count(), 42 + 103 * 6 + 108);
    let city = agency_id("H13", MERGER);
    assert_eq!(city.0.get_version_num(), 8);
    assert_eq!(city.0.get_variant(), uuid::Variant::RFC4122);
    insta::assert_snapshot!(city, @"76a29553-57f2-8668-a5c8-f9f11688b963");
}

fn small(row: &str) -> String {
    format!(
        "agencies = [ {row} ]\neach-commune = []\n[communes]\nparent = \"H13\"\nfrom = \"2025-07-01\"\nrows = []\n\
         [former-communes]\nfrom = \"2012-01-01\"\nuntil = \"2025-07-01\"\nrows = []\n"
    )
}

#[test]
fn a_wrong_row_is_named() {
    let check = |more: &str, error: &str| {
        let row = format!(
            r#"{{ code = "A", name = "x", kind = "division", level = "province", verified = true, {more} }}"#
        );
        assert_eq!(parse(&small(&row)).unwrap_err().to_string(), error);
    };
    check(r#"from = "hôm nay""#, "agency A: hôm nay is no date like 2025-07-01");
    check(r#"from = "2025-01-01", until = "2025-01-01""#, "agency A ends before it begins");
    check(r#"from = "2025-01-01", parent = "B""#, "agency A: no agency B on 2025-01-01");
    check(
        r#"from = "2025-01-01", until = "2026-01-01", successor = "A""#,
        "agency A: no agency A on 2026-01-01",
    );
    check(r#"from = "2025-01-01", parent = "A""#, "the agency file is no tree");
    assert!(matches!(parse(&small("{ code = 1 }")), Err(AgencyFileError::Unreadable(_))));
}
