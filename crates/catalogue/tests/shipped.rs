//! The catalogue we ship for Cần Thơ passes every check that a version must pass before it is announced.
//!
//! Reads the folder as it is, so that a new file is checked without being named here; never changes it.

#![expect(clippy::unwrap_used, reason = "helpers of tests, outside #[test]")]

use motcua_catalogue::{
    AgencySelector, Catalogue, Channel, Flag, LegKind, LegalRegister, Procedure, ProcedureCase, check_route,
    completeness, parse_catalogue,
};
use motcua_kernel::{Date, RulePacks};
use std::collections::{BTreeMap, BTreeSet};
use time::macros::date;

const CONFIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config");

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

fn shipped() -> Catalogue {
    parse_catalogue(pairs(&files("provinces/can-tho/catalogue"))).unwrap()
}

fn packs() -> RulePacks {
    let files = files("rules");
    RulePacks::parse(files.iter().map(|(name, text)| (name.trim_end_matches(".toml"), text.as_str())))
        .unwrap()
}

fn cases(catalogue: &Catalogue) -> impl Iterator<Item = &ProcedureCase> {
    catalogue.versions().flat_map(|it| &it.cases)
}

#[test]
fn every_procedure_is_in_force_and_each_file_is_named_by_its_code() {
    let (catalogue, files) = (shipped(), files("provinces/can-tho/catalogue"));
    assert_eq!(catalogue.procedures().count(), files.len());
    for (procedure, file) in catalogue.procedures().zip(files.keys()) {
        assert!(file.starts_with(&format!("{}-", procedure.code)), "{file}");
        assert!(catalogue.version_on(&procedure.code, TODAY).is_some(), "{file}");
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
    let catalogue = shipped();
    let packs = packs();
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
    let register = LegalRegister::parse(&text("legal-basis.toml")).unwrap();
    let catalogue = shipped();
    for version in catalogue.versions() {
        assert_eq!(register.flags(version, version.validity.from), Vec::<Flag>::new(), "{}", version.name);
        let today = version.validity.until.unwrap_or(TODAY);
        assert_eq!(register.flags(version, today), Vec::<Flag>::new(), "{}", version.name);
    }
}

#[test]
fn every_agency_a_route_names_is_in_the_tree() {
    let (catalogue, agencies) = (shipped(), text("provinces/can-tho/agencies.toml"));
    for leg in cases(&catalogue).flat_map(|it| &it.route.legs) {
        match &leg.agency {
            AgencySelector::Receiving | AgencySelector::Competent | AgencySelector::Parent => {}
            AgencySelector::Fixed { code } => {
                assert!(agencies.contains(&format!("code = \"{code}\"")), "{code}");
            }
            AgencySelector::Sibling { suffix } => {
                let suffix = suffix.trim_start_matches('.');
                assert!(agencies.contains(&format!("suffix = \"{suffix}\"")), "{suffix}");
            }
        }
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
