//! The house as drawn in ARCHITECTURE.md is the house as built.
#![cfg(test)]

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use std::collections::{BTreeMap, BTreeSet};

fn metadata() -> Metadata {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    MetadataCommand::new().manifest_path(manifest).no_deps().exec().unwrap()
}

/// `motcua-kernel` is the crate `kernel`; the binary `motcua` lives in `cli`.
fn short(package: &str) -> Option<&str> {
    if package == "motcua" { Some("cli") } else { package.strip_prefix("motcua-") }
}

fn normal_dependencies(package: &Package) -> BTreeSet<String> {
    package
        .dependencies
        .iter()
        .filter(|it| it.kind == DependencyKind::Normal)
        .map(|it| it.name.clone())
        .collect()
}

fn arrows_as_drawn() -> BTreeMap<String, BTreeSet<String>> {
    let page = include_str!("../../ARCHITECTURE.md");
    let table = page.split("## Crates and arrows").nth(1).unwrap().split("\n## ").next().unwrap();
    table
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| crate"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let uses = cells[2].split(", ").filter(|it| *it != "-").map(str::to_owned).collect();
            (cells[1].to_owned(), uses)
        })
        .collect()
}

#[test]
fn every_crate_is_drawn_and_every_drawn_crate_exists() {
    let built: BTreeSet<String> =
        metadata().packages.iter().map(|it| short(&it.name).unwrap().to_owned()).collect();
    let drawn: BTreeSet<String> = arrows_as_drawn().into_keys().collect();
    assert_eq!(built, drawn);
}

#[test]
fn no_crate_uses_what_its_row_does_not_name() {
    let drawn = arrows_as_drawn();
    for package in metadata().packages {
        let name = short(&package.name).unwrap();
        let used: BTreeSet<String> =
            normal_dependencies(&package).iter().filter_map(|it| short(it)).map(str::to_owned).collect();
        assert_eq!(used, drawn[name], "the row of {name} in ARCHITECTURE.md");
    }
}

#[test]
fn a_folder_has_the_name_of_its_crate() {
    for package in metadata().packages {
        let folder = package.manifest_path.parent().unwrap().file_name().unwrap();
        assert_eq!(short(&package.name), Some(folder));
    }
}

#[test]
fn the_rules_never_wait_and_only_storage_speaks_sql() {
    const SHELL: [&str; 9] =
        ["files", "delivery", "storage", "migrations", "jobs", "app", "web", "cli", "tests"];
    for package in metadata().packages {
        let name = short(&package.name).unwrap();
        let uses = normal_dependencies(&package);
        for foreign in ["tokio", "sea-orm", "sea-orm-migration", "axum", "lettre", "reqwest"] {
            assert!(SHELL.contains(&name) || !uses.contains(foreign), "{name} uses {foreign}");
        }
        let speaks_sql = uses.contains("sea-orm") || uses.contains("sea-orm-migration");
        assert!(!speaks_sql || ["storage", "migrations"].contains(&name), "{name} speaks SQL");
        for (what, only) in
            [("axum", "web"), ("askama", "web"), ("jsonwebtoken", "app"), ("lettre", "delivery")]
        {
            assert!(!uses.contains(what) || name == only, "{name} uses {what}");
        }
    }
}

#[test]
fn every_type_of_the_glossary_exists() {
    let page = include_str!("../../docs/glossary.md");
    let sources = sources();
    for line in page.lines().filter(|line| line.starts_with("| `")) {
        let name = line.split('`').nth(1).unwrap();
        let word = name.rsplit("::").next().unwrap();
        let declared = [
            format!("struct {word} "),
            format!("struct {word}("),
            format!("enum {word} "),
            format!("    {word}"),
            format!("fn {word}("),
            format!("type {word} "),
        ];
        assert!(
            declared.iter().any(|it| sources.contains(it.as_str())) || sources.contains(&format!("{word};")),
            "{name} of the glossary is not in the code"
        );
    }
}

/// All source of the rule crates in one text.
fn sources() -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates");
    let mut folders = vec![std::path::PathBuf::from(root)];
    let mut text = String::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                text.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    text
}
