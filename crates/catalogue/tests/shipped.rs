//! The catalogues we ship pass every check that a version must pass before it is announced.
//!
//! Reads the folders as they are, so that a new file is checked without being named here; never changes it.

#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use motcua_catalogue::{
    AgencySelector, Catalogue, Channel, Flag, LegKind, LegalRegister, Procedure, ProcedureCase, check_route,
    completeness, parse_catalogue,
};
use motcua_kernel::{Date, RulePacks};
use std::collections::{BTreeMap, BTreeSet};
use time::macros::date;

const CONFIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config");

const PROVINCES: [&str; 2] = ["can-tho", "soc-trang"];

const TODAY: Date = date!(2026 - 11 - 24);

/// Names and texts of the files in a folder below `config`, by name.
fn files(folder: &str) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(format!("{CONFIG}/{folder}")).unwrap().map(|it| it.unwrap().path());
    entries
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn text(file: &str) -> String {
    std::fs::read_to_string(format!("{CONFIG}/{file}")).unwrap()
}

fn pairs(files: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    files.iter().map(|(name, text)| (name.as_str(), text.as_str()))
}

fn of(province: &str) -> Catalogue {
    parse_catalogue(pairs(&files(&format!("provinces/{province}/catalogue")))).unwrap()
}

/// Cần Thơ of today.
fn shipped() -> Catalogue {
    of("can-tho")
}

fn cases(catalogue: &Catalogue) -> impl Iterator<Item = &ProcedureCase> {
    catalogue.versions().flat_map(|it| &it.cases)
}

#[test]
fn every_procedure_is_in_force_in_its_time_and_each_file_is_named_by_its_code() {
    for (province, day) in [("can-tho", TODAY), ("soc-trang", date!(2012 - 12 - 03))] {
        let (catalogue, files) = (of(province), files(&format!("provinces/{province}/catalogue")));
        assert_eq!(catalogue.procedures().count(), files.len());
        for (procedure, file) in catalogue.procedures().zip(files.keys()) {
            assert!(file.starts_with(&format!("{}-", procedure.code)), "{file}");
            assert!(catalogue.version_on(&procedure.code, day).is_some(), "{file} of {province}");
        }
    }
}

#[test]
fn soc_trang_has_six_procedures_and_none_of_them_outlived_the_time() {
    let catalogue = of("soc-trang");
    assert_eq!(catalogue.procedures().count(), 6);
    let spans = catalogue.versions().map(|it| (it.validity.from, it.validity.until.unwrap()));
    for (from, until) in spans {
        assert!(from >= date!(2012 - 01 - 01) && until <= date!(2016 - 01 - 01), "{from} to {until}");
    }
}

#[test]
fn there_are_forty_procedures_in_ten_fields_since_the_merger() {
    let catalogue = shipped();
    for day in [date!(2025 - 07 - 01), TODAY] {
        let of_the_day = catalogue.procedures().filter(|it| catalogue.version_on(&it.code, day).is_some());
        let fields: Vec<&str> = of_the_day.map(|it| it.field.as_str()).collect();
        assert!(fields.len() >= 40, "{} on {day}", fields.len());
        assert!(fields.iter().collect::<BTreeSet<_>>().len() >= 10, "{fields:?} on {day}");
    }
}

/// The authorities that process `case`; divisions and the chairman of a commune are one.
fn authorities(case: &ProcedureCase) -> BTreeSet<&str> {
    let processing = case.route.legs.iter().filter(|it| it.kind == LegKind::Process);
    processing
        .map(|leg| match &leg.agency {
            AgencySelector::Fixed { code } => code.as_str(),
            AgencySelector::Sibling { suffix } if suffix == ".90" => "the police of the commune",
            AgencySelector::Receiving
            | AgencySelector::Competent
            | AgencySelector::Parent
            | AgencySelector::Sibling { .. } => "the commune",
        })
        .collect()
}

#[test]
fn eight_procedures_pass_several_authorities_and_come_back_in_time() {
    let catalogue = shipped();
    let passes_several = |it: &&Procedure| {
        let version = catalogue.version_on(&it.code, TODAY).unwrap();
        let mut several = version.cases.iter().filter(|it| authorities(it).len() > 1).peekable();
        several.peek().is_some() && several.all(|it| check_route(it).is_empty())
    };
    let linked: Vec<&str> =
        catalogue.procedures().filter(passes_several).map(|it| it.code.as_str()).collect();
    assert!(linked.len() >= 8, "{linked:?}");
}

#[test]
fn every_version_is_complete_and_every_route_can_be_walked_in_time() {
    let packs = RulePacks::shipped().unwrap();
    let catalogues = PROVINCES.map(of);
    for (catalogue, version) in
        catalogues.iter().flat_map(|it| it.versions().map(move |version| (it, version)))
    {
        let procedure = catalogue.by_id(version.procedure).unwrap();
        // Before the first pack that one is asked, which wants no less.
        let pack = packs.on(version.validity.from).or(packs.iter().next()).unwrap();
        assert_eq!(completeness(procedure, version, pack), [], "{}", procedure.code);
        for case in &version.cases {
            assert_eq!(check_route(case), [], "{} {}", procedure.code, case.code);
        }
    }
}

#[test]
fn every_document_is_in_the_register_and_in_effect() {
    let register = LegalRegister::parse(&text("legal-basis.toml")).unwrap();
    let catalogues = PROVINCES.map(of);
    for version in catalogues.iter().flat_map(Catalogue::versions) {
        assert_eq!(register.flags(version, version.validity.from), Vec::<Flag>::new(), "{}", version.name);
        let last = version.validity.until.map_or(TODAY, |it| it.previous_day().unwrap());
        assert_eq!(register.flags(version, last), Vec::<Flag>::new(), "{}", version.name);
    }
}

#[test]
fn the_procedures_show_what_the_system_can_do() {
    let catalogue = shipped();
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

#[test]
fn every_part_a_bundle_names_is_in_the_catalogue() {
    let catalogue = shipped();
    let bundles = files("provinces/can-tho/bundles");
    assert_eq!(bundles.len(), 2);
    for (file, text) in &bundles {
        let bundle: toml::Table = text.parse().unwrap();
        let mut papers = BTreeSet::new();
        for child in bundle["child"].as_array().unwrap() {
            let said = |key: &str| child.get(key).map(|it| it.as_str().unwrap());
            let version = catalogue.version_on(said("procedure").unwrap(), TODAY).unwrap();
            let case = version.case(said("case").unwrap()).unwrap();
            let code = said("code").unwrap();
            for paper in child.get("from_result").and_then(|it| it.as_array()).into_iter().flatten() {
                assert!(case.component(paper.as_str().unwrap()).is_some(), "{file}: {code}: {paper}");
            }
            let its_papers = case.components.iter().flat_map(|it| &it.components);
            papers.extend(its_papers.map(|it| format!("{code}/{}", it.code)));
        }
        for paper in
            bundle["shared"].as_array().unwrap().iter().flat_map(|it| it["papers"].as_array().unwrap())
        {
            assert!(papers.contains(paper.as_str().unwrap()), "{file}: {paper} of {papers:?}");
        }
    }
}
