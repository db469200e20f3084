//! The shipped tree of Cần Thơ and Sóc Trăng, and files that must be refused.

use super::*;
use motcua_kernel::{AgencyKind, Level};
use time::macros::date;

const SHIPPED: [(&str, &str); 2] = [
    ("can-tho", include_str!("../../../config/provinces/can-tho/agencies.toml")),
    ("soc-trang", include_str!("../../../config/provinces/soc-trang/agencies.toml")),
];
const EVE: Date = date!(2025 - 06 - 30);
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
    let city = tree.by_code("H13", MERGER).unwrap().id;
    for code in ["H13", "H30", "H51"] {
        let old = tree.by_code(code, EVE).unwrap();
        assert_ne!(old.id, city);
        assert_eq!(tree.responsible_on(old.id, EVE).unwrap().id, old.id);
        assert_eq!(tree.responsible_on(old.id, MERGER).unwrap().id, city);
    }
}

/// The committees of old Sóc Trăng at `level` on `date`.
fn of_soc_trang(tree: &AgencyTree, level: Level, date: Date) -> Vec<&Agency> {
    let province = tree.by_code("H51", EVE).unwrap().id;
    let is_one = |it: &&Agency| {
        it.level == level && it.kind == AgencyKind::PeoplesCommittee && it.validity.holds_on(date)
    };
    tree.iter().filter(is_one).filter(|it| tree.is_within(it.id, province)).collect()
}

#[test]
fn soc_trang_has_three_levels_as_of_each_day() {
    let tree = shipped();
    let check = |level, date, counts: &[(&str, usize)]| {
        let units = of_soc_trang(&tree, level, date);
        let beginning = |with: &str| {
            let with = format!("UBND {with} ");
            units.iter().filter(|it| it.name.starts_with(&with)).count()
        };
        let found: Vec<(&str, usize)> = counts.iter().map(|(with, _)| (*with, beginning(with))).collect();
        assert_eq!((found.as_slice(), units.len()), (counts, counts.iter().map(|(_, count)| count).sum()));
    };
    let plan = date!(2012 - 06 - 01);
    check(Level::Province, plan, &[("tỉnh", 1)]);
    check(Level::District, plan, &[("thành phố", 1), ("thị xã", 1), ("huyện", 9)]);
    check(Level::Commune, plan, &[("phường", 14), ("thị trấn", 13), ("xã", 82)]);
    let after_nga_nam = date!(2014 - 04 - 29);
    check(Level::District, after_nga_nam, &[("thành phố", 1), ("thị xã", 2), ("huyện", 8)]);
    check(Level::Commune, after_nga_nam, &[("phường", 17), ("thị trấn", 12), ("xã", 80)]);
    check(Level::Commune, EVE, &[("phường", 16), ("thị trấn", 12), ("xã", 80)]);
    for level in [Level::Province, Level::District, Level::Commune] {
        check(level, MERGER, &[]);
    }
}

#[test]
fn every_district_and_commune_of_2012_has_its_one_stop_unit() {
    let tree = shipped();
    let day = date!(2012 - 06 - 01);
    for level in [Level::District, Level::Commune] {
        for committee in of_soc_trang(&tree, level, day) {
            let unit = tree.by_code(&format!("{}.01", committee.code), day).unwrap();
            assert_eq!((unit.kind, unit.parent), (AgencyKind::OneStopUnit, Some(committee.id)));
        }
    }
    let police = tree.by_code("H51.948.90", day).unwrap();
    assert_eq!((police.name.as_str(), police.inside), ("Công an huyện Ngã Năm", false));
    assert_eq!(tree.responsible_on(police.id, EVE).unwrap().name, "Công an thị xã Ngã Năm");
}

#[test]
fn nothing_of_soc_trang_is_left_after_the_merger_and_everything_has_an_heir() {
    let tree = shipped();
    let former: Vec<&Agency> = tree.iter().filter(|it| it.code.starts_with("H51")).collect();
    assert!(former.len() > 300);
    for agency in former {
        assert!(!agency.validity.holds_on(MERGER), "{}", agency.code);
        let heir = tree.responsible_on(agency.id, MERGER).unwrap();
        assert!(heir.code.starts_with("H13"), "{} went to {}", agency.code, heir.code);
        let counter = agency.kind == AgencyKind::OneStopUnit;
        assert_eq!(counter, heir.kind == AgencyKind::OneStopUnit, "{} went to {}", agency.code, heir.code);
    }
}

#[test]
fn the_108_communes_of_soc_trang_went_into_43_of_its_own_ground() {
    let tree = shipped();
    let former = of_soc_trang(&tree, Level::Commune, EVE);
    let successors: std::collections::BTreeSet<_> =
        former.iter().map(|it| tree.responsible_on(it.id, MERGER).unwrap().id).collect();
    assert_eq!((former.len(), successors.len()), (108, 43));
    let ward_5 = tree.by_code("H51.31498", EVE).unwrap();
    assert_eq!(tree.responsible_on(ward_5.id, MERGER).unwrap().name, "UBND phường Sóc Trăng");
}

#[test]
fn the_whole_tree_and_its_ids_stay_as_they_are() {
    let tree = shipped();
    let soc_trang = 1 + 19 * 2 + 5 + 12 * 11 + (109 + 8) * 2;
    assert_eq!(tree.iter().count(), 30 + 103 * 6 + soc_trang);
    let city = agency_id("H13", MERGER);
    assert_eq!(city.0.get_version_num(), 8);
    assert_eq!(city.0.get_variant(), uuid::Variant::RFC4122);
    insta::assert_snapshot!(city, @"76a29553-57f2-8668-a5c8-f9f11688b963");
}

fn small(row: &str) -> String {
    format!("agencies = [ {row} ]")
}

#[test]
fn a_wrong_row_is_named() {
    let check = |more: &str, error: &str| {
        let row = format!(
            r#"{{ code = "A", name = "x", kind = "division", level = "province", verified = true, {more} }}"#
        );
        assert_eq!(parse([("a", small(&row).as_str())]).unwrap_err().to_string(), error);
    };
    check(r#"from = "hôm nay""#, "agency A: hôm nay is no date like 2025-07-01");
    check(r#"from = "2025-01-01", until = "2025-01-01""#, "agency A ends before it begins");
    check(r#"from = "2025-01-01", parent = "B""#, "agency A: no agency B on 2025-01-01");
    check(
        r#"from = "2025-01-01", until = "2026-01-01", successor = "A""#,
        "agency A: no agency A on 2026-01-01",
    );
    check(r#"from = "2025-01-01", parent = "A""#, "the agency files are no tree");
    let unreadable = parse([("a.toml", small("{ code = 1 }").as_str())]).unwrap_err();
    assert!(unreadable.to_string().starts_with("agency file a.toml: "), "{unreadable}");
}

#[test]
fn an_agency_outside_names_its_liaison_unit_or_none() {
    let text = r#"
        agencies = [
            { code = "A", name = "Tỉnh", kind = "peoples-committee", level = "province", from = "2020-01-01", verified = true },
            { code = "A.02", name = "Một cửa", kind = "one-stop-unit", level = "province", from = "2020-01-01", verified = true },
            { code = "A.30", name = "Thuế", kind = "vertical", level = "province", from = "2020-01-01", inside = false, liaison = "A.02", verified = true },
        ]
        [[each-commune]]
        suffix = "01"
        name = "Một cửa {unit}"
        kind = "one-stop-unit"
        [[each-commune]]
        suffix = "90"
        name = "Công an {unit}"
        kind = "vertical"
        inside = false
        liaison = ".01"
        [communes]
        parent = "A"
        from = "2020-01-01"
        rows = [{ code = "A.101", unit = "1", name = "Xã Một" }]
    "#;
    let today = time::macros::date!(2026 - 01 - 01);
    let tree = parse([("a", text)]).unwrap();
    let check = |code: &str, expected: Option<&str>| {
        let liaison = tree.by_code(code, today).unwrap().liaison;
        assert_eq!(liaison.map(|it| tree.get(it).unwrap().code.as_str()), expected, "{code}");
    };
    check("A.30", Some("A.02"));
    check("A.101.90", Some("A.101.01"));
    check("A.101.01", None);
    let nowhere = text.replace("liaison = \"A.02\"", "liaison = \"A.09\"");
    assert_eq!(
        parse([("a", nowhere.as_str())]).unwrap_err().to_string(),
        "agency A.30: no agency A.09 on 2020-01-01"
    );
}

#[test]
fn a_contact_is_that_of_the_last_agency_with_its_code() {
    let tree = shipped();
    let of_city = |text: &str| contacts([("a", text)], &tree);
    let found =
        of_city("agencies = []\n[[contact]]\nagency = \"H13\"\nphone = \"1\"\nverified = false").unwrap();
    let (id, contact) = found.first_key_value().unwrap();
    assert_eq!(*id, tree.by_code("H13", MERGER).unwrap().id);
    assert_eq!((contact.phone.as_deref(), contact.address.as_deref()), (Some("1"), None));
    let nobody = of_city("agencies = []\n[[contact]]\nagency = \"X\"\nverified = false").unwrap_err();
    assert_eq!(nobody, AgencyFileError::Contact("X".to_owned()));
}

#[test]
fn no_shipped_contact_passes_for_a_real_one() {
    for contact in contacts(SHIPPED, &shipped()).unwrap().into_values() {
        assert!(!contact.verified, "{}: state where it was seen, and add it to this test", contact.agency);
        let phone = contact.phone.unwrap_or_default();
        assert!(phone.is_empty() || phone.contains(" 000 "), "{}: {phone}", contact.agency);
    }
}
